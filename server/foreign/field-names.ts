import { foldedWords } from '../../common/i18n/fold.ts';

/** A field of the hall by all it is called. */
export interface NamedField {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
}

const keyOf = (text: string) => foldedWords(text).join(' ');

/** A name without its number, its "Lĩnh vực" and what is in brackets: "II. Lĩnh vực Hộ tịch (12 thủ tục)". */
export const headingKey = (text: string): string =>
  keyOf(text.replace(/\([^)]*\)/g, ' '))
    .replace(/^(?:[ivxlc]+|\d+|[a-h]) /, '')
    .replace(/^(?:cac )?(?:thu tuc (?:hanh chinh )?)?(?:thuoc )?linh vuc /, '');

/**
 * Finds the hall's own field for a foreign code or name. What is written alike goes before what is alike only without
 * diacritics, and of that only what fits a single field.
 */
export class FieldNames {
  private readonly fields: readonly NamedField[];
  private readonly exact = new Map<string, string>();
  private readonly folded = new Map<string, string | null>();
  private readonly asked = new Map<string, string | undefined>();

  /** @param called what a person said that foreign names mean: their name → code */
  constructor(fields: readonly NamedField[], called: Iterable<readonly [string, string]> = []) {
    this.fields = fields;
    const put = (name: string, code: string) => {
      if (name === '') return;
      const exact = name.normalize('NFC').toLowerCase();
      if (!this.exact.has(exact)) this.exact.set(exact, code);
      const key = keyOf(name);
      const before = this.folded.get(key);
      this.folded.set(key, before === undefined || before === code ? code : null);
    };
    for (const { code } of fields) put(code, code);
    for (const { code, name } of fields) put(name, code);
    for (const { code, nameEn } of fields) put(nameEn, code);
    for (const [theirs, code] of called) {
      this.exact.set(theirs.normalize('NFC').toLowerCase(), code);
      this.folded.set(headingKey(theirs), code);
      this.folded.set(keyOf(theirs), code);
    }
  }

  /** Code of the hall's field that a text names; undefined where it names none, or one cannot tell which. */
  find(text: string): string | undefined {
    if (this.asked.has(text)) return this.asked.get(text);
    const found =
      this.exact.get(text.normalize('NFC').toLowerCase()) ??
      this.folded.get(keyOf(text)) ??
      this.folded.get(headingKey(text)) ??
      undefined;
    // Names of a foreign file are few; one with a name for each row must not fill the memory.
    if (this.asked.size < 10_000) this.asked.set(text, found);
    return found;
  }

  /** The only field in whose name all words of the text stand; null where there is none or more than one. */
  suggest(text: string): string | null {
    const words = headingKey(text).split(' ');
    const fits = this.fields.filter(({ name }) => {
      const own = foldedWords(name);
      return words.every((word) => own.includes(word));
    });
    return fits.length === 1 ? (fits[0]?.code ?? null) : null;
  }
}
