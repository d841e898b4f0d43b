import { Seal } from '../protocol/seals.ts';

/** A line of a file of seals: the seal, or null where it is none. */
export interface SealInFile {
  readonly line: number;
  readonly text: string;
  readonly seal: Seal | null;
}

/**
 * Reads seals from text, as `sealLine` writes them or as people type them from paper: capitals, and spaces within the
 * hash. Empty lines and those that begin with # are passed over.
 */
export function readSealLines(text: string): SealInFile[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((each, at) => ({ line: at + 1, text: each.trim() }))
    .filter((each) => each.text !== '' && !each.text.startsWith('#'))
    .map((each) => {
      const [date, sequence, ...hash] = each.text.split(/\s+/);
      const read = Seal.safeParse({
        date,
        sequence: /^\d{1,15}$/.test(sequence ?? '') ? Number(sequence) : Number.NaN,
        hash: hash.join('').toLowerCase(),
      });
      return { ...each, seal: read.success ? read.data : null };
    });
}
