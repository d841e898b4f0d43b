import { LanguageShelf, type LoadedWords } from '../common/client/language-words.ts';
import { wordsOver } from '../common/i18n/citizen-words.ts';
import { counterNumber, nameIn } from '../common/i18n/name-in.ts';
import { type Params, translator } from '../common/i18n/translate.ts';
import { citizen } from '../common/i18n/vi/citizen.ts';
import { estimate } from '../common/i18n/vi/estimate.ts';

const vietnamese = { ...citizen, ...estimate };
type Key = keyof typeof vietnamese;

/** The phone page's words in one language, and its names of the hall's things. */
export interface Say {
  (key: Key, params?: Params): string;
  readonly language: string;
  /** A name of the hall in this language. */
  named(vietnamese: string, english?: string): string;
  /** "Quầy 5" as this language says it; a counter with a name of its own keeps it. */
  counter(label: string): string;
}

/** The phone's words in the language that was loaded; null: Vietnamese, which is a part of the page. */
export function phoneWords(loaded: LoadedWords | null): Say {
  const language = loaded?.tag ?? 'vi';
  const pages = loaded?.pages ?? {};
  const words = wordsOver<typeof vietnamese>(vietnamese, { ...pages.citizen, ...pages.estimate });
  const say = translator<typeof vietnamese>(words, language);
  const counter = (label: string) => {
    const n = language === 'vi' ? null : counterNumber(label);
    return n === null ? label : say('counterN', { n });
  };
  const named = (own: string, english = '') => nameIn(language, loaded?.names ?? {}, own, english);
  return Object.assign(say, { language, named, counter });
}

const KEY = 'motcua.phone.words';

/** The words last shown, for a reload out of the hall's network; null: none are kept of this language. */
function keptWords(tag: string): LoadedWords | null {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Partial<LoadedWords> | null;
    return kept?.tag === tag && typeof kept.pages === 'object' && typeof kept.names === 'object'
      ? (kept as LoadedWords)
      : null;
  } catch {
    return null;
  }
}

function keepWords(loaded: LoadedWords): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(loaded));
  } catch {
    // Storage is closed to this page: a reload out of the network is then in Vietnamese.
  }
}

// A phone has typefaces of its own for the languages of its holder.
const shelf = new LanguageShelf('phone', false);
const VIETNAMESE = phoneWords(null);

/** The words of a language; null: they could not be had. */
export async function wordsOf(tag: string): Promise<Say | null> {
  if (tag === 'vi') return VIETNAMESE;
  const loaded = await shelf.load(tag);
  if (loaded !== null) keepWords(loaded);
  const words = loaded ?? keptWords(tag);
  return words === null ? null : phoneWords(words);
}
