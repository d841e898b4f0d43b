import {
  CITIZEN_PAGES,
  CITIZEN_WORDS,
  type CitizenDictionary,
  type CitizenPage,
  type PageWords,
} from '../../common/i18n/citizen-words.ts';
import { en } from '../../common/i18n/en.ts';
import { vi } from '../../common/i18n/vi.ts';

const FORMS = ['zero', 'one', 'two', 'few', 'many'];

const pageOf = (pages: Readonly<Record<CitizenPage, PageWords>>, page: CitizenPage): PageWords => pages[page];

/** The keys of a page that citizens read. */
export function citizenKeys(page: CitizenPage): readonly string[] {
  const wanted = CITIZEN_WORDS[page];
  return wanted === 'all' ? Object.keys(vi[page]) : wanted;
}

/** The names in braces of a sentence, each once. */
const namesIn = (sentence: string) =>
  [...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort().join(' ');

/** The citizens' words of one of the two languages that the compiler keeps whole. */
export function ownWords(language: 'vi' | 'en'): CitizenDictionary {
  const pages = language === 'vi' ? vi : en;
  return everyPage((page) => {
    const words = pageOf(pages, page);
    const forms = Object.keys(words).filter((key) => citizenKeys(page).includes(key.split('#')[0] ?? ''));
    return Object.fromEntries(forms.map((key) => [key, words[key] ?? '']));
  });
}

const everyPage = (of: (page: CitizenPage) => PageWords): CitizenDictionary =>
  Object.fromEntries(CITIZEN_PAGES.map((page) => [page, of(page)])) as unknown as CitizenDictionary;

/** A language given as data, made whole. */
export interface CompleteWords {
  readonly words: CitizenDictionary;
  /** page.key of what it has no words of its own for: English stands there. */
  readonly missing: readonly string[];
  /** What it says that cannot be used, with the reason. */
  readonly faults: readonly string[];
}

/**
 * Fills the gaps of a language with English. A sentence whose {names} are others than the Vietnamese one's is left out:
 * it would hide a number or a counter.
 */
export function completeWords(given: Readonly<Record<string, PageWords>>): CompleteWords {
  const english = ownWords('en');
  const missing: string[] = [];
  const faults: string[] = [];
  const words = everyPage((page) => {
    const own = given[page] ?? {};
    const known = new Set(citizenKeys(page));
    const good: Record<string, string> = {};
    for (const [key, said] of Object.entries(own)) {
      const [plain = '', form] = key.split('#');
      if (!known.has(plain) || (form !== undefined && !FORMS.includes(form)))
        faults.push(`${page}.${key}: no such word`);
      else if (!fits(page, plain, said, form !== undefined)) faults.push(`${page}.${key}: other {names}`);
      else good[key] = said.normalize('NFC');
    }
    for (const key of known) if (good[key] === undefined) missing.push(`${page}.${key}`);
    // English forms belong to English sentences alone.
    const filled = Object.entries(pageOf(english, page)).filter(
      ([key]) => good[key.split('#')[0] ?? ''] === undefined,
    );
    return { ...Object.fromEntries(filled), ...good };
  });
  for (const page of Object.keys(given))
    if (!Object.hasOwn(CITIZEN_WORDS, page)) faults.push(`${page}: no such page`);
  return { words, missing, faults };
}

/** Whether a sentence has the {names} of the Vietnamese one; the form of one thing may leave its number out. */
function fits(page: CitizenPage, key: string, said: string, isForm: boolean): boolean {
  const names = namesIn(pageOf(vi, page)[key] ?? '');
  if (namesIn(said) === names) return true;
  return isForm && namesIn(`${said} {n}`) === namesIn(`${pageOf(vi, page)[key] ?? ''} {n}`);
}
