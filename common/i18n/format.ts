/**
 * Numbers, dates and money as people here write them. Every function takes the hall's time zone: the machine's
 * own may be anything, and a UTC day turns at 07:00, as the doors open.
 */

/**
 * The tag of a language. Vietnamese and English are written as the house writes them; of all others the browser and Node
 * know the forms by Intl.
 */
export type FormatLanguage = string;

/** An instant: epoch milliseconds, ISO 8601 with offset, or a Date. */
export type InstantLike = number | string | Date;

interface InZone {
  readonly timeZone: string;
  readonly language?: FormatLanguage;
}

/** The forms that Intl is asked for: Gregorian days and the digits of the numbers on the paper, in every language. */
function localeOf(language: FormatLanguage): string {
  if (language === 'vi') return 'vi-VN';
  if (language === 'en') return 'en-GB';
  const [known] = Intl.DateTimeFormat.supportedLocalesOf([language]);
  return known === undefined ? 'en-GB' : `${known}-u-ca-gregory-nu-latn`;
}

const isHouse = (language: FormatLanguage) => language === 'vi' || language === 'en';

const cache = new Map<string, Intl.DateTimeFormat>();

function parts(at: InstantLike, timeZone: string): Record<string, string> {
  let formatter = cache.get(timeZone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      weekday: 'short',
    });
    cache.set(timeZone, formatter);
  }
  const date = at instanceof Date ? at : new Date(at);
  return Object.fromEntries(formatter.formatToParts(date).map((part) => [part.type, part.value]));
}

/** "1.234,5" in Vietnamese, "1,234.5" in English; at most `decimals` places (default 1). */
export function formatNumber(value: number, language: FormatLanguage = 'vi', decimals = 1): string {
  return new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: decimals }).format(value);
}

/** A share from 0 to 1 as "87,5%". */
export function formatShare(share: number, language: FormatLanguage = 'vi'): string {
  // Intl rounds the decimal that is written; share * 100 would round 0.6295 down.
  const form = { style: 'percent', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(localeOf(language), form).format(share);
}

/** Dong, as "20.000đ" (Vietnamese) or "VND 20,000" (English). */
export function formatMoney(dong: number, language: FormatLanguage = 'vi'): string {
  const figures = formatNumber(dong, language, 0);
  return language === 'vi' ? `${figures}đ` : `VND ${figures}`;
}

/** "08:05" on a 24-hour clock in the hall's zone. */
export function formatTime(at: InstantLike, { timeZone }: InZone): string {
  const { hour, minute } = parts(at, timeZone);
  return `${hour}:${minute}`;
}

/** "08:05:09" on a 24-hour clock in the hall's zone. */
export function formatTimeWithSeconds(at: InstantLike, { timeZone }: InZone): string {
  const { hour, minute, second } = parts(at, timeZone);
  return `${hour}:${minute}:${second}`;
}

/** "02/01/2026": day, month, year in Vietnamese and English; "2026/01/02" in Japanese. */
export function formatDate(at: InstantLike, { timeZone, language = 'vi' }: InZone): string {
  if (!isHouse(language))
    return new Intl.DateTimeFormat(localeOf(language), {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    }).format(at instanceof Date ? at : new Date(at));
  const { day, month, year } = parts(at, timeZone);
  return `${day}/${month}/${year}`;
}

/** "08:05 ngày 02/01/2026" or "08:05, 02/01/2026". */
export function formatDateTime(at: InstantLike, { timeZone, language = 'vi' }: InZone): string {
  const joint = language === 'vi' ? ' ngày ' : ', ';
  return `${formatTime(at, { timeZone })}${joint}${formatDate(at, { timeZone, language })}`;
}

const WEEKDAYS: Record<string, Record<string, string>> = {
  vi: {
    Mon: 'Thứ Hai',
    Tue: 'Thứ Ba',
    Wed: 'Thứ Tư',
    Thu: 'Thứ Năm',
    Fri: 'Thứ Sáu',
    Sat: 'Thứ Bảy',
    Sun: 'Chủ Nhật',
  },
  en: {
    Mon: 'Monday',
    Tue: 'Tuesday',
    Wed: 'Wednesday',
    Thu: 'Thursday',
    Fri: 'Friday',
    Sat: 'Saturday',
    Sun: 'Sunday',
  },
};

/** "Thứ Sáu, 02/01/2026", "Friday, 02/01/2026", "2026年1月2日金曜日". */
export function formatLongDate(at: InstantLike, { timeZone, language = 'vi' }: InZone): string {
  if (!isHouse(language))
    return new Intl.DateTimeFormat(localeOf(language), { timeZone, dateStyle: 'full' }).format(
      at instanceof Date ? at : new Date(at),
    );
  const weekday = WEEKDAYS[language]?.[parts(at, timeZone).weekday ?? ''] ?? '';
  return `${weekday}, ${formatDate(at, { timeZone })}`;
}

/** A weekday, Monday 1 … Sunday 7, by its name in a language. */
export const formatWeekday = (weekday: number, language: FormatLanguage): string =>
  // The second week of 2024 begins on a Monday.
  new Intl.DateTimeFormat(localeOf(language), { weekday: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2024, 0, 7 + weekday),
  );

/** A calendar day "2026-01-02" (no zone) as "02/01/2026", in other languages in their own order. */
export function formatLocalDate(localDate: string, language: FormatLanguage = 'vi'): string {
  if (!isHouse(language)) return formatDate(`${localDate}T12:00:00Z`, { timeZone: 'UTC', language });
  const [year = '', month = '', day = ''] = localDate.split('-');
  return `${day}/${month}/${year}`;
}

/** A duration in whole minutes, "12 phút" or "1 giờ 5 phút"; less than half a minute counts as 0. */
export function formatMinutes(minutes: number, language: FormatLanguage = 'vi'): string {
  const whole = Math.max(0, Math.round(minutes));
  const hours = Math.floor(whole / 60);
  const rest = whole % 60;
  const [h, m] = language === 'vi' ? ['giờ', 'phút'] : ['h', 'min'];
  if (hours === 0) return `${rest} ${m}`;
  return rest === 0 ? `${hours} ${h}` : `${hours} ${h} ${rest} ${m}`;
}

/** Whole minutes from a duration in milliseconds, rounded down: a wait of 59 s is not yet a minute. */
export function wholeMinutes(durationMs: number): number {
  return Math.max(0, Math.floor(durationMs / 60_000));
}
