import { staffWords } from '../common/client/staff-language.ts';
import { province as english } from '../common/i18n/en/province.ts';
import { province } from '../common/i18n/vi/province.ts';

export const say = staffWords(province, english);
