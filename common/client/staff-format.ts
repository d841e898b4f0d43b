import {
  formatDateTime as dateTime,
  type InstantLike,
  formatNumber as number,
  formatShare as share,
} from '../i18n/format.ts';
import { staffLanguage } from './staff-language.ts';

export { formatLocalDate, formatTime, wholeMinutes } from '../i18n/format.ts';

/** A number as readers of the staff's pages write it, with so many places after the point at most. */
export const formatNumber = (value: number, decimals = 1): string => number(value, staffLanguage, decimals);

/** A share from 0 to 1 as a percentage. */
export const formatShare = (value: number): string => share(value, staffLanguage);

/** Time and date in the hall's zone. */
export const formatDateTime = (at: InstantLike, zone: { readonly timeZone: string }): string =>
  dateTime(at, { ...zone, language: staffLanguage });
