import type { Voice } from '../../common/voice/clip-keys.ts';
import { digitPieces, phraseKey, type SpeechPiece, speechPieces } from '../../common/voice/speech-pieces.ts';

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

/** Where clips come from and how they sound; see clip-source.ts. */
export interface SpeechOutput {
  /** Addresses of what the pack holds; null: not there. */
  phrase(voice: Voice, key: string): Promise<string | null>;
  clip(voice: Voice, key: string): string;
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
    const pieces = heard.flatMap((each) =>
      each.digits === true ? digitPieces(each.text) : speechPieces(each.text, voice),
    );
    const { addresses, missing } = await this.clipsOf(pieces, voice);
    if (signal.aborted) return;
    if (missing.length > 0 && this.output.engine(spelled(heard), voice, signal)) {
      this.onSpoken({ text, by: 'engine', missing });
      return;
    }
    this.onSpoken({ text, by: addresses.length > 0 ? 'clips' : 'silence', missing });
    await this.output.play(addresses, signal);
  }

  private async clipsOf(pieces: readonly SpeechPiece[], voice: Voice) {
    const missing: string[] = [];
    const addresses: string[] = [];
    for (const piece of pieces) {
      if (piece.kind === 'number') {
        addresses.push(...piece.clips.map((key) => this.output.clip(voice, key)));
        continue;
      }
      const address = await this.output.phrase(voice, phraseKey(piece.words));
      if (address === null) missing.push(piece.words);
      else addresses.push(address);
    }
    return { addresses, missing };
  }
}

/** For a voice that would read "1005" as a thousand and five. */
const spelled = (utterances: readonly Utterance[]) =>
  utterances
    .map(({ text, digits }) => (digits === true ? [...text.trim()].join(' ') : text.trim()))
    .join('. ');
