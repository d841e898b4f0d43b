import { LanguageShelf, type LoadedWords } from '../../common/client/language-words.ts';
import { wordsOver } from '../../common/i18n/citizen-words.ts';
import { nameIn } from '../../common/i18n/name-in.ts';
import { type Params, translator } from '../../common/i18n/translate.ts';
import { opinion } from '../../common/i18n/vi/opinion.ts';

/** The tablet's words in one language, and its names of the hall's questions. */
export interface SayTablet {
  (key: keyof typeof opinion, params?: Params): string;
  readonly language: string;
  named(vietnamese: string, english?: string): string;
}

/** The words that were loaded; null: Vietnamese, which is a part of the page. */
export function tabletWords(loaded: LoadedWords | null): SayTablet {
  const language = loaded?.tag ?? 'vi';
  const words = wordsOver<typeof opinion>(opinion, loaded?.pages.opinion);
  const named = (own: string, english = '') => nameIn(language, loaded?.names ?? {}, own, english);
  return Object.assign(translator<typeof opinion>(words, language), { language, named });
}

// A tablet has typefaces of its own, as a phone has.
const shelf = new LanguageShelf('tablet', false);
const VIETNAMESE = tabletWords(null);

/** The words of a language; null: they could not be had. */
export async function wordsOf(tag: string): Promise<SayTablet | null> {
  if (tag === 'vi') return VIETNAMESE;
  const loaded = await shelf.load(tag);
  return loaded === null ? null : tabletWords(loaded);
}
