import { citizen as enCitizen } from '../common/i18n/en/citizen.ts';
import { translator } from '../common/i18n/translate.ts';
import { citizen as viCitizen } from '../common/i18n/vi/citizen.ts';

/** The phone page's words in both languages. */
export const WORDS = {
  vi: translator<typeof viCitizen>(viCitizen),
  en: translator<typeof viCitizen>(enCitizen as unknown as typeof viCitizen),
} as const;

export type Say = (typeof WORDS)['vi'];
