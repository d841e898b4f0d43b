import { citizen as enCitizen } from '../common/i18n/en/citizen.ts';
import { estimate as enEstimate } from '../common/i18n/en/estimate.ts';
import { translator } from '../common/i18n/translate.ts';
import { citizen as viCitizen } from '../common/i18n/vi/citizen.ts';
import { estimate as viEstimate } from '../common/i18n/vi/estimate.ts';

const vietnamese = { ...viCitizen, ...viEstimate };
const english = { ...enCitizen, ...enEstimate };

/** The phone page's words in both languages. */
export const WORDS = {
  vi: translator<typeof vietnamese>(vietnamese),
  en: translator<typeof vietnamese>(english as unknown as typeof vietnamese),
} as const;

export type Say = (typeof WORDS)['vi'];
