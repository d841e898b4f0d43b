import type { Voice } from '../../common/voice/clip-keys.ts';
import { phrasedNumber } from '../../common/voice/phrasing.ts';
import { phraseKey, type SpeechPiece, speechPieces } from '../../common/voice/speech-pieces.ts';

/** Something to be said: a sentence, or a number digit by digit. */
export interface Utterance {
  readonly text: string;
  readonly digits?: boolean;
}

/** What was said, and how. */
export interface SpokenNews {
  readonly text: string;
  /** `clips`: from the voice pack; `engine`: by the machine's own voice; `silence`: there is neither. */
  readonly by: 'clips' | 'engine' | 'silence';
  /** Words that no clip says. */
  readonly missing: readonly string[];
}

/** Addresses of what a pack holds; null: not there. */
export interface SpokenPack {
  phrase(key: string): string | null;
  clip(key: string): string | null;
}

/** Where clips come from and how they sound; see clip-source.ts. */
export interface SpeechOutput {
  /** The packs of a voice, the hall's own before the one that is shipped. */
  packs(voice: Voice): Promise<readonly SpokenPack[]>;
  /** Plays one after another; ends early when `signal` aborts. */
  play(addresses: readonly string[], signal: AbortSignal): Promise<void>;
  /** Speaks by a voice of this machine; false: it has none for the language. */
  engine(text: string, voice: Voice, signal: AbortSignal): boolean;
}

/**
 * Says one thing at a time; what comes later cuts off what is still being said, as a person who moves on expects. The pack
 * speaks where it holds every word, else a voice of the machine says the whole; without one the pack says what it holds.
 */
export class Speaker {
  private readonly output: SpeechOutput;
  private readonly onSpoken: (news: SpokenNews) => void;
  private current = new AbortController();

  constructor(output: SpeechOutput, onSpoken: (news: SpokenNews) => void) {
    this.output = output;
    this.onSpoken = onSpoken;
  }

  stop(): void {
    this.current.abort();
  }

  async say(utterances: readonly Utterance[], voice: Voice): Promise<void> {
    this.stop();
    this.current = new AbortController();
    const { signal } = this.current;
    const heard = utterances.filter(({ text }) => text.trim() !== '');
    if (heard.length === 0) return;
    const text = heard.map((each) => each.text.trim()).join('. ');
    const packs = await this.output.packs(voice);
    const read = packs.map((pack) => clipsOf(pack, heard, voice));
    // One voice says it all: the first that has every word, else the last, which is the shipped one.
    const { addresses, missing } = read.find((each) => each.missing.length === 0) ?? read.at(-1) ?? NOTHING;
    if (signal.aborted) return;
    if (missing.length > 0 && this.output.engine(spelled(heard), voice, signal)) {
      this.onSpoken({ text, by: 'engine', missing });
      return;
    }
    this.onSpoken({ text, by: addresses.length > 0 ? 'clips' : 'silence', missing });
    await this.output.play(addresses, signal);
  }
}

interface Clips {
  readonly addresses: readonly string[];
  readonly missing: readonly string[];
}
const NOTHING: Clips = { addresses: [], missing: [] };

/** What a pack plays of some utterances, and the words that it lacks. */
function clipsOf(pack: SpokenPack, heard: readonly Utterance[], voice: Voice): Clips {
  const missing: string[] = [];
  const addresses: string[] = [];
  const add = (address: string | null, words: string) => {
    if (address === null) missing.push(words);
    else addresses.push(address);
  };
  for (const { text, digits } of heard) {
    const pieces: readonly SpeechPiece[] =
      digits === true ? [{ kind: 'number', clips: numberClips(text, pack) }] : speechPieces(text, voice);
    for (const piece of pieces) {
      if (piece.kind === 'words') add(pack.phrase(phraseKey(piece.words)), piece.words);
      else for (const key of piece.clips) add(pack.clip(key), key);
    }
  }
  return { addresses, missing };
}

/** A ticket's number as the board speaks it: two digits in a breath where the pack has them. */
const numberClips = (number: string, pack: SpokenPack): string[] =>
  phrasedNumber(number, (clip) => pack.clip(clip) !== null).map(({ clip }) => clip);

/** For a voice that would read "1005" as a thousand and five. */
const spelled = (utterances: readonly Utterance[]) =>
  utterances
    .map(({ text, digits }) => (digits === true ? [...text.trim()].join(' ') : text.trim()))
    .join('. ');
