import { opinion as en } from '../../common/i18n/en/opinion.ts';
import { translator } from '../../common/i18n/translate.ts';
import { opinion as vi } from '../../common/i18n/vi/opinion.ts';

/** The tablet's words in both languages. */
export const TABLET_WORDS = {
  vi: translator<typeof vi>(vi),
  en: translator<typeof vi>(en as unknown as typeof vi),
} as const;

export type SayTablet = (typeof TABLET_WORDS)['vi'];
