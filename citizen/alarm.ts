/** The call rings so often at most, then it is silent: the phone may lie on a bench. */
const RINGS = 10;
const RING_EVERY_MS = 3_000;
const TURN_ON = 'motcua.phone.alarm';
/** Two tones, Hz, each so long, seconds. */
const TONES = [880, 1_175] as const;
const TONE_S = 0.28;
const VOLUME = 0.5;

type ScreenLock = Awaited<ReturnType<WakeLock['request']>>;

/**
 * Tells of the turn by sound, by vibration and in the title. A browser plays nothing before its owner has touched the
 * page, so the alarm is turned on by a button. @param onChange told when what it can do has changed
 */
export class Alarm {
  private readonly onChange: () => void;
  private audio: AudioContext | null = null;
  private lock: ScreenLock | null = null;
  private ringing: ReturnType<typeof setInterval> | undefined;
  private titleOf: (() => string) | null = null;

  constructor(onChange: () => void) {
    this.onChange = onChange;
    // Turned on once, it is on again after a reload: from the first touch on.
    if (recall(TURN_ON) === '1')
      document.addEventListener('pointerdown', () => void this.turnOn(), { once: true });
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && this.isOn) void this.keepScreenOn();
    });
  }

  /** Whether it will be heard. */
  get isOn(): boolean {
    return this.audio !== null;
  }

  /** Whether the screen stays on; only pages over https may ask for it. */
  get keepsScreenOn(): boolean {
    return this.lock !== null;
  }

  /** To be called from a touch. */
  async turnOn(): Promise<void> {
    if (this.isOn) return;
    this.audio = new AudioContext();
    remember(TURN_ON, '1');
    await this.audio.resume().catch(() => undefined);
    this.chime();
    await this.keepScreenOn();
    this.onChange();
  }

  turnOff(): void {
    this.quiet();
    remember(TURN_ON, '0');
    void this.audio?.close().catch(() => undefined);
    void this.lock?.release().catch(() => undefined);
    this.audio = null;
    this.lock = null;
    this.onChange();
  }

  /** The turn is near: once, softly. */
  near(): void {
    this.chime();
    navigator.vibrate?.(300);
  }

  /** The call: again and again until it is answered. @param title what the tab says in turn with its own title */
  call(title: string): void {
    this.quiet();
    const usual = document.title;
    let left = RINGS;
    const ring = () => {
      left -= 1;
      this.chime();
      navigator.vibrate?.([400, 200, 400, 200, 400]);
      document.title = document.title === title ? usual : title;
      if (left <= 0) this.quiet();
    };
    this.titleOf = () => usual;
    ring();
    this.ringing = setInterval(ring, RING_EVERY_MS);
  }

  /** Ends the ringing. */
  quiet(): void {
    if (this.ringing === undefined) return;
    clearInterval(this.ringing);
    this.ringing = undefined;
    if (this.titleOf) document.title = this.titleOf();
    navigator.vibrate?.(0);
  }

  private chime(): void {
    const { audio } = this;
    if (audio === null) return;
    for (const [at, tone] of TONES.entries()) {
      const from = audio.currentTime + at * TONE_S;
      const gain = audio.createGain();
      gain.gain.setValueAtTime(VOLUME, from);
      gain.gain.exponentialRampToValueAtTime(0.001, from + TONE_S);
      const oscillator = audio.createOscillator();
      oscillator.frequency.value = tone;
      oscillator.connect(gain).connect(audio.destination);
      oscillator.start(from);
      oscillator.stop(from + TONE_S);
    }
  }

  private async keepScreenOn(): Promise<void> {
    // Absent by plain http, whatever the types say.
    const { wakeLock } = navigator as Partial<Pick<Navigator, 'wakeLock'>>;
    this.lock = (await wakeLock?.request('screen').catch(() => null)) ?? null;
    this.onChange();
  }
}

function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is closed to this page: the alarm is turned on again after a reload.
  }
}
