import { foldedWords } from '../../common/i18n/fold.ts';

/** An officer of the hall as a foreign file may name them. */
export interface NamedOfficer {
  readonly code: string;
  readonly name: string;
}

const exactKey = (text: string) => text.normalize('NFC').trim().toLowerCase();
const foldedKey = (text: string) => foldedWords(text).join(' ');

/**
 * Finds the hall's own officer for a name in a file. Two people may differ by one diacritic, so only what is written
 * alike is taken; what is merely alike is suggested to the person who takes the file in.
 */
export class OfficerNames {
  private readonly exact = new Map<string, string | null>();
  private readonly folded = new Map<string, string | null>();
  private readonly called: ReadonlyMap<string, string>;

  /** @param called what a person said that foreign names mean: their name → code */
  constructor(officers: readonly NamedOfficer[], called: Iterable<readonly [string, string]> = []) {
    this.called = new Map([...called].map(([theirs, code]) => [exactKey(theirs), code]));
    const put = (names: Map<string, string | null>, key: string, code: string) => {
      if (key === '') return;
      const before = names.get(key);
      names.set(key, before === undefined || before === code ? code : null);
    };
    for (const { code, name } of officers)
      for (const text of [code, name]) {
        put(this.exact, exactKey(text), code);
        put(this.folded, foldedKey(text), code);
      }
  }

  /** Code of the officer whom a text names; undefined where it names none, or more than one. */
  find(text: string): string | undefined {
    return this.called.get(exactKey(text)) ?? this.exact.get(exactKey(text)) ?? undefined;
  }

  /** The only officer whose name is alike without diacritics; null where there is none or more than one. */
  suggest(text: string): string | null {
    return this.folded.get(foldedKey(text)) ?? null;
  }
}
