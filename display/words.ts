import { display as en } from '../common/i18n/en/display.ts';
import { translator } from '../common/i18n/translate.ts';
import { display } from '../common/i18n/vi/display.ts';
import { estimate } from '../common/i18n/vi/estimate.ts';

/** The screen's words. Only its own pages of words are taken in, to keep the build small. */
export const say = translator(display);
export const sayEstimate = translator(estimate);
/** The second language, where a hall shows it. */
export const sayEnglish = translator(en);
