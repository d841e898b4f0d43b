export { sayRefusal } from '../common/client/refusal-words.ts';

import { staffWords } from '../common/client/staff-language.ts';
import { common as englishCommon } from '../common/i18n/en/common.ts';
import { counter as englishCounter } from '../common/i18n/en/counter.ts';
import { common } from '../common/i18n/vi/common.ts';
import { counter } from '../common/i18n/vi/counter.ts';

/** The clerk's page speaks Vietnamese: its users are officials of the hall. */
export const say = staffWords(counter, englishCounter);
export const sayCommon = staffWords(common, englishCommon);
