import { createContext, useContext } from 'react';
import { common as enCommon } from '../common/i18n/en/common.ts';
import { errors as enErrors } from '../common/i18n/en/errors.ts';
import { estimate as enEstimate } from '../common/i18n/en/estimate.ts';
import { kiosk as enKiosk } from '../common/i18n/en/kiosk.ts';
import { translator } from '../common/i18n/translate.ts';
import { common as viCommon } from '../common/i18n/vi/common.ts';
import { errors as viErrors } from '../common/i18n/vi/errors.ts';
import { estimate as viEstimate } from '../common/i18n/vi/estimate.ts';
import { kiosk as viKiosk } from '../common/i18n/vi/kiosk.ts';
import type { Language } from '../common/protocol/primitives.ts';

function wordsIn(language: Language) {
  const english = language === 'en';
  return {
    language,
    kiosk: translator<typeof viKiosk>((english ? enKiosk : viKiosk) as typeof viKiosk),
    common: translator<typeof viCommon>((english ? enCommon : viCommon) as typeof viCommon),
    errors: translator<typeof viErrors>((english ? enErrors : viErrors) as typeof viErrors),
    estimate: translator<typeof viEstimate>((english ? enEstimate : viEstimate) as typeof viEstimate),
    /** The name in the language spoken, or the Vietnamese one where there is none. */
    either: (vietnamese: string, inEnglish: string) => (english && inEnglish !== '' ? inEnglish : vietnamese),
  };
}

/** The kiosk's words in both languages. */
export const KIOSK_WORDS = { vi: wordsIn('vi'), en: wordsIn('en') } as const;

/** Words of the kiosk in one language. */
export type KioskWords = ReturnType<typeof wordsIn>;

const WordsContext = createContext<KioskWords>(KIOSK_WORDS.vi);

/** Gives a language to everything inside. */
export const WordsProvider = WordsContext.Provider;

/** The words of the language chosen on the kiosk. */
export const useWords = (): KioskWords => useContext(WordsContext);
