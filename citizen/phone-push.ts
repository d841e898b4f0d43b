import { api } from '../common/client/api.ts';

/** How it stands with alerts for a page that is closed. */
export type PushStanding =
  | 'insecure'
  | 'none'
  | 'unable'
  | 'denied'
  | 'ready'
  | 'trying'
  | 'unreached'
  | 'on';

/** Subscribes this phone to the news of its ticket, where the browser, the hall and the way between let it. */
export class PhonePush {
  private readonly token: string;
  private readonly onChange: () => void;
  private trying = false;
  private unreached = false;
  private subscription: PushSubscription | null = null;

  /** @param onChange told when it stands otherwise */
  constructor(token: string, onChange: () => void) {
    this.token = token;
    this.onChange = onChange;
    void this.recall();
  }

  /** @param key the hall's; null: it pushes nothing */
  standing(key: string | null): PushStanding {
    if (!globalThis.isSecureContext) return 'insecure';
    if (key === null) return 'none';
    if (!('serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis))
      return 'unable';
    if (this.trying) return 'trying';
    if (Notification.permission === 'denied') return 'denied';
    if (this.unreached) return 'unreached';
    return this.subscription === null ? 'ready' : 'on';
  }

  /** To be called from a touch. @param language in which the phone is told */
  async turnOn(key: string, language: string): Promise<void> {
    this.trying = true;
    this.unreached = false;
    this.onChange();
    try {
      if ((await Notification.requestPermission()) === 'granted') await this.subscribe(key, language);
    } catch {
      // The browser did not reach its own push service: no internet on this phone.
      this.unreached = true;
    }
    this.trying = false;
    this.onChange();
  }

  async turnOff(): Promise<void> {
    const { subscription, token } = this;
    this.subscription = null;
    remember(token, false);
    this.onChange();
    if (subscription === null) return;
    await api('POST /track/:token/push/stop', {
      params: { token },
      body: { endpoint: subscription.endpoint },
    });
    await subscription.unsubscribe().catch(() => false);
  }

  private async subscribe(key: string, language: string): Promise<void> {
    const { token } = this;
    const { pushManager } = await navigator.serviceWorker.ready;
    const wanted = { userVisibleOnly: true, applicationServerKey: bytesOf(key) };
    const subscription = await pushManager.subscribe(wanted).catch(async () => {
      // Subscribed once with another key, for example of another hall of this address.
      await (await pushManager.getSubscription())?.unsubscribe();
      return pushManager.subscribe(wanted);
    });
    const { endpoint, keys = {} } = subscription.toJSON();
    const answer = await api('PUT /track/:token/push', {
      params: { token },
      body: { endpoint: endpoint ?? '', p256dh: keys.p256dh ?? '', auth: keys.auth ?? '', language },
    });
    if (!answer.ok || !answer.value.reached) {
      this.unreached = true;
      return;
    }
    this.subscription = subscription;
    remember(token, true);
  }

  /** After a reload it is still on for this ticket. */
  private async recall(): Promise<void> {
    if (!isRemembered(this.token) || !('serviceWorker' in navigator)) return;
    const { pushManager } = await navigator.serviceWorker.ready;
    this.subscription = (await pushManager?.getSubscription()) ?? null;
    this.onChange();
  }
}

const KEY = 'motcua.phone.push';

function remember(token: string, on: boolean): void {
  try {
    if (on) localStorage.setItem(KEY, token);
    else localStorage.removeItem(KEY);
  } catch {
    // Storage is closed to this page: after a reload the button is offered again.
  }
}

function isRemembered(token: string): boolean {
  try {
    return localStorage.getItem(KEY) === token;
  } catch {
    return false;
  }
}

/** The hall's key as the browser takes it. */
function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
}
