import type { HallConnection } from '../../common/client/hall-connection.ts';
import { randomId } from '../../common/client/random-id.ts';
import type { PayloadInput } from '../../common/protocol/commands.ts';

interface Waiting {
  readonly commandId: string;
  readonly payload: PayloadInput<'opinion:give'>;
}

const KEY = 'motcua.opinion.outbox';
const AGAIN_MS = 3_000;
/** What may go better later; every other refusal is the hall's last word. */
const LATER = new Set([
  'offline',
  'internal',
  'storage_failed',
  'shutting_down',
  'throttled',
  'unauthenticated',
]);

/** Opinions that a tablet has taken and the hall has not answered yet. They outlive a reload and a night without power. */
export class Outbox {
  private readonly connection: HallConnection;
  private readonly onChange: () => void;
  private waiting: readonly Waiting[];
  private sending = false;

  constructor(connection: HallConnection, onChange: () => void) {
    this.connection = connection;
    this.onChange = onChange;
    this.waiting = read();
  }

  get size(): number {
    return this.waiting.length;
  }

  /** Takes an opinion; it is sent under one id however often the line breaks. */
  put(payload: PayloadInput<'opinion:give'>): void {
    this.keep([...this.waiting, { commandId: randomId(), payload }]);
    void this.send();
  }

  /** Sends what waits, the oldest first. */
  async send(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    for (;;) {
      const first = this.waiting[0];
      if (first === undefined) break;
      const { commandId, payload } = first;
      const reply = await this.connection.send('opinion:give', payload, { commandId });
      if (!reply.ok && LATER.has(reply.error.code)) {
        setTimeout(() => void this.send(), AGAIN_MS);
        break;
      }
      this.keep(this.waiting.filter((each) => each !== first));
    }
    this.sending = false;
  }

  private keep(waiting: readonly Waiting[]): void {
    this.waiting = waiting;
    try {
      globalThis.localStorage.setItem(KEY, JSON.stringify(waiting));
    } catch {
      // Storage is closed to this page: they wait as long as it is open.
    }
    this.onChange();
  }
}

function read(): readonly Waiting[] {
  try {
    const kept: unknown = JSON.parse(globalThis.localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? (kept as Waiting[]) : [];
  } catch {
    return [];
  }
}
