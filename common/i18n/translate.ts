import type { PartialDictionary, Words } from './words.ts';

/** Values for the {names} in a sentence. Format numbers and times first (see format.ts). */
export type Params = Readonly<Record<string, string | number>>;

/**
 * The sentence of a key, with its {names} filled in. A name without a value stays visible as {name}, so that the
 * gap is seen instead of an empty space.
 */
export function translate<Page>(words: Words<Page>, key: keyof Page & string, params: Params = {}): string {
  const sentence: string = words[key];
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : String(value);
  });
}

/** A page's words bound to one language: `const t = translator(vi.kiosk); t('yourNumber')`. */
export function translator<Page>(words: Words<Page>): (key: keyof Page & string, params?: Params) => string {
  return (key, params) => translate(words, key, params);
}

/** A language given as data, with the gaps filled from another language (English). */
export function completeDictionary<Pages extends Record<keyof Pages, object>>(
  partial: PartialDictionary<Pages>,
  fallback: Pages,
): Pages {
  const pages = Object.keys(fallback) as (keyof Pages)[];
  return Object.fromEntries(
    pages.map((page) => [page, { ...fallback[page], ...partial[page] }]),
  ) as unknown as Pages;
}
