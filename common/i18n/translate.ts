import type { Words } from './words.ts';

/** Values for the {names} in a sentence. Format numbers and times first (see format.ts). */
export type Params = Readonly<Record<string, string | number>>;

const rules = new Map<string, Intl.PluralRules>();

function formOf(language: string, n: number): string {
  let known = rules.get(language);
  if (known === undefined) {
    // A tag that this machine has no rules for counts like a language without plurals.
    const [tag] = Intl.PluralRules.supportedLocalesOf([language]);
    known = new Intl.PluralRules(tag ?? 'vi');
    rules.set(language, known);
  }
  return known.select(n);
}

/**
 * The sentence of a key, with its {names} filled in. A name without a value stays visible as {name}, so that the
 * gap is seen instead of an empty space. Where the words have a form for the number `n`, it is that one.
 */
export function translate<Page>(
  words: Words<Page>,
  key: keyof Page & string,
  params: Params = {},
  language?: string,
): string {
  const forms = words as Readonly<Record<string, string | undefined>>;
  const form =
    language !== undefined && typeof params.n === 'number'
      ? forms[`${key}#${formOf(language, params.n)}`]
      : undefined;
  const sentence = form ?? forms[key] ?? '';
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : String(value);
  });
}

/**
 * A page's words bound to one language: `const t = translator(vi.kiosk); t('yourNumber')`.
 * @param language its tag, where the language has plural forms
 */
export function translator<Page>(
  words: Words<Page>,
  language?: string,
): (key: keyof Page & string, params?: Params) => string {
  return (key, params) => translate<Page>(words, key, params, language);
}
