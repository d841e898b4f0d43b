import { foldVietnamese } from '../../common/i18n/fold.ts';

/** Marks that programs leave in a text and no reader sees: zero widths, directions, the carriage return of old Excel. */
export const INVISIBLE = /_x000[dD]_|[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u061C]/g;

const BEYOND_ASCII = /[^\x20-\x7e]/;

/** The text of a cell on one line, composed, without what cannot be seen. */
export function cellText(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text.trim();
  return text
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(/[\s\u00A0\u2000-\u200A\u202F\u3000]+/g, ' ')
    .trim();
}

/** A date, time or number to read: wide digits made plain, small, without diacritics. */
export function plainCell(text: string): string {
  const beyond = BEYOND_ASCII.test(text);
  return foldVietnamese(beyond ? text.normalize('NFKC').replace(INVISIBLE, '') : text);
}
