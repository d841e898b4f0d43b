import { dossierCodeIn } from '../protocol/dossier-code.ts';

/** Slow scanners leave 80 ms between keys; the browser adds some. Keys further apart do not belong together. */
export const SCAN_GAP_MS = 120;
/** Shorter runs are keys pressed one after another. */
const SHORTEST_SCAN = 6;

/** One key of a run. */
export interface RhythmKey {
  readonly key: string;
  /** The physical key: what a Vietnamese layout makes of a digit is no printable character of its own. */
  readonly code: string;
  /** Of any steady clock, ms. */
  readonly atMs: number;
}

/** What a run of keys was. */
export type Verdict =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'unknown'; readonly text: string }
  | { readonly kind: 'typing'; readonly keys: readonly RhythmKey[] };

const PHYSICAL: Readonly<Record<string, string>> = {
  Minus: '-',
  Period: '.',
  NumpadSubtract: '-',
  NumpadDecimal: '.',
};

/** The character that a key was meant to give; empty: it gives none. */
function characterOf({ key, code }: RhythmKey): string {
  if (/^[\x20-\x7e]$/.test(key)) return key;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return digit;
  if (key.length === 1) return key;
  return PHYSICAL[code] ?? '';
}

/**
 * Tells scanning from typing by rhythm, whatever has the focus: a run of keys is a scan when it holds a dossier code,
 * or when it came where no words are typed.
 */
export class ScanRhythm {
  private keys: RhythmKey[] = [];
  private readonly isPrivate: (text: string) => boolean;

  /** @param isPrivate texts that are scans wherever they come, since they must not stay in a field of words */
  constructor(isPrivate: (text: string) => boolean = () => false) {
    this.isPrivate = isPrivate;
  }

  /** True while keys have come whose run is not ended. */
  get running(): boolean {
    return this.keys.length > 0;
  }

  /** Whether a key at this moment goes on with the run. */
  continues(atMs: number): boolean {
    const last = this.keys.at(-1);
    return last !== undefined && atMs - last.atMs <= SCAN_GAP_MS;
  }

  /** Takes a key of the run; a key that comes too late has to be preceded by `end`. */
  take(key: RhythmKey): void {
    if (characterOf(key) !== '') this.keys.push(key);
  }

  /** Ends the run. @param mayBeWords true when its keys went where words are typed: then only a code shows the scan */
  end(mayBeWords: boolean): Verdict {
    const { keys } = this;
    this.keys = [];
    const text = keys.map(characterOf).join('');
    const code = keys.length < SHORTEST_SCAN ? null : dossierCodeIn(text);
    if (code !== null) return { kind: 'code', code };
    if (keys.length >= SHORTEST_SCAN && (!mayBeWords || this.isPrivate(text)))
      return { kind: 'unknown', text };
    return { kind: 'typing', keys };
  }
}
