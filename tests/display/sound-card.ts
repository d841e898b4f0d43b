import { vi } from 'vitest';

/** A clip on the card's own time line, seconds. */
export interface Sounded {
  readonly name: string;
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

interface Clip {
  readonly name: string;
  readonly duration: number;
}

/**
 * The browser's sound for code that runs without a browser: it notes when which clip would sound, and its sources
 * end when the test says so. Answers of the server are taken from `files`; a missing one is 404.
 */
export class SoundCard {
  readonly sounded: Sounded[] = [];
  readonly asked: string[] = [];
  readonly files = new Map<string, string>();
  seconds = 0;
  private context: CardContext | null = null;

  /** Stands in for AudioContext and fetch until `vi.unstubAllGlobals`. */
  install(state: AudioContextState = 'running'): this {
    const card = this;
    vi.stubGlobal(
      'AudioContext',
      class extends CardContext {
        constructor() {
          super(card, state);
          card.context = this;
        }
      },
    );
    vi.stubGlobal('fetch', async (address: string) => {
      this.asked.push(address);
      const found = this.files.get(address.replace(/\?.*$/, ''));
      return new Response(found ?? '', { status: found === undefined ? 404 : 200 });
    });
    return this;
  }

  /** Puts a pack on the server: each clip sounds for a second, and its file holds its own name. */
  pack(name: string, keys: readonly string[]): this {
    const clips = Object.fromEntries(keys.map((key) => [key, { file: `${key}.ogg` }]));
    this.files.set(`/voice/${name}/manifest.json`, JSON.stringify({ clips }));
    for (const key of keys) this.files.set(`/voice/${name}/${key}.ogg`, key);
    this.files.set('/chime/chime.ogg', 'chime');
    return this;
  }

  /** Ends every clip that is under way. */
  endAll(): void {
    this.seconds += 60;
    for (const source of this.context?.sources.splice(0) ?? []) source.dispatchEvent(new Event('ended'));
  }

  /** The browser opens or shuts the sound. */
  become(state: AudioContextState): void {
    this.context?.become(state);
  }

  /** How loud the card is, 0 … 1. */
  get loudness(): number {
    return this.context?.gainValue.value ?? 0;
  }
}

class CardSource extends EventTarget {
  buffer: Clip | null = null;
  private readonly card: SoundCard;
  constructor(card: SoundCard) {
    super();
    this.card = card;
  }
  start(at: number): void {
    if (this.buffer === null) throw new Error('a source without a clip');
    this.card.sounded.push({
      name: this.buffer.name,
      fromSeconds: at,
      toSeconds: at + this.buffer.duration,
    });
  }
  connect(): void {}
  stop(): void {}
  disconnect(): void {}
}

class CardContext extends EventTarget {
  readonly sources: CardSource[] = [];
  readonly gainValue = { value: 1 };
  readonly destination = {};
  state: AudioContextState;
  private readonly card: SoundCard;

  constructor(card: SoundCard, state: AudioContextState) {
    super();
    this.card = card;
    this.state = state;
  }

  get currentTime(): number {
    return this.card.seconds;
  }

  createGain() {
    return { gain: this.gainValue, connect: () => undefined };
  }

  createBufferSource(): CardSource {
    const source = new CardSource(this.card);
    this.sources.push(source);
    return source;
  }

  async decodeAudioData(bytes: ArrayBuffer): Promise<Clip> {
    const name = new TextDecoder().decode(bytes);
    if (name === 'not a sound') throw new DOMException('cannot decode', 'EncodingError');
    return { name, duration: 1 };
  }

  async resume(): Promise<void> {
    this.become('running');
  }

  become(state: AudioContextState): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}
