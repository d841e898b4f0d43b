import { createContext, useContext } from 'react';
import type { LoadedWords } from '../common/client/language-words.ts';
import { wordsOver } from '../common/i18n/citizen-words.ts';
import { nameIn } from '../common/i18n/name-in.ts';
import { translator } from '../common/i18n/translate.ts';
import { common } from '../common/i18n/vi/common.ts';
import { errors } from '../common/i18n/vi/errors.ts';
import { estimate } from '../common/i18n/vi/estimate.ts';
import { kiosk } from '../common/i18n/vi/kiosk.ts';

/** The kiosk's words in the language that was loaded; null: Vietnamese, which is a part of the page. */
export function kioskWords(loaded: LoadedWords | null) {
  const language = loaded?.tag ?? 'vi';
  const pages = loaded?.pages ?? {};
  const names = loaded?.names ?? {};
  return {
    language,
    direction: loaded?.direction ?? 'ltr',
    kiosk: translator<typeof kiosk>(wordsOver<typeof kiosk>(kiosk, pages.kiosk), language),
    common: translator<typeof common>(wordsOver<typeof common>(common, pages.common), language),
    errors: translator<typeof errors>(wordsOver<typeof errors>(errors, pages.errors), language),
    estimate: translator<typeof estimate>(wordsOver<typeof estimate>(estimate, pages.estimate), language),
    /** A name of the hall in the language shown: its own, else English, else as the hall wrote it. */
    either: (vietnamese: string, inEnglish: string) => nameIn(language, names, vietnamese, inEnglish),
  };
}

/** Words of the kiosk in one language. */
export type KioskWords = ReturnType<typeof kioskWords>;

export const VIETNAMESE_WORDS: KioskWords = kioskWords(null);

const WordsContext = createContext<KioskWords>(VIETNAMESE_WORDS);

/** Gives a language to everything inside. */
export const WordsProvider = WordsContext.Provider;

/** The words of the language chosen on the kiosk. */
export const useWords = (): KioskWords => useContext(WordsContext);
