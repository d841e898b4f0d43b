/** Year, month and day of receipt, then the serial of the day. */
const DATE_AND_SERIAL = String.raw`\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-\d{4,8}`;
/** H15.50.05.13, and the older 000.00.19.H15. */
const AGENCY = String.raw`(?:\d{3}(?:\.\d{2}){2}\.[A-Z]\d{2}|[A-Z]\d{2}(?:\.\d{1,3})*)`;

/**
 * A dossier code (mã hồ sơ) in either national form, for example H15.50.05.13-261008-0975 or 000.00.19.H15-200105-0003:
 * whole, that is, not part of a longer run of letters, digits, dots and hyphens. Use with the flags i and u.
 */
export const DOSSIER_CODE = new RegExp(
  String.raw`(?<![\p{L}\p{N}]|[\p{L}\p{N}][.\-])${AGENCY}-${DATE_AND_SERIAL}(?![\p{L}\p{N}]|[.\-][\p{L}\p{N}])`,
  'iu',
);

/** What stands for a hyphen in texts that a word processor or a scanner has touched. */
const HYPHENS = /[\u2010-\u2015\u2212\u00ad\ufe58\ufe63\uff0d]/g;

/** Digits as a Vietnamese keyboard layout types them: letters for 1 to 4 and 0, combining marks for 5 to 9. */
const LETTER_DIGITS: Readonly<Record<string, string>> = { ă: '1', â: '2', ê: '3', ô: '4', đ: '0' };
const MARK_DIGITS: Readonly<Record<string, string>> = {
  '\u0300': '5',
  '\u0309': '6',
  '\u0303': '7',
  '\u0301': '8',
  '\u0323': '9',
};
const MARKED_LETTER = /([\p{L}])([\u0300\u0301\u0302\u0303\u0306\u0309\u0323]*)/gu;

/** One letter with its marks, as the keys that were meant. */
function keysMeant(letter: string, marks: string): string {
  const shape = [...marks].find((mark) => mark === '\u0302' || mark === '\u0306') ?? '';
  const whole = `${letter}${shape}`.normalize('NFC');
  const digits = [...marks].map((mark) => MARK_DIGITS[mark] ?? '').join('');
  return `${LETTER_DIGITS[whole.toLowerCase()] ?? whole}${digits}`;
}

/** Text as it was meant where it was typed through a Vietnamese keyboard layout; plain text stays as it is. */
function throughVietnameseLayout(text: string): string {
  const meant = text
    .normalize('NFD')
    .replace(MARKED_LETTER, (_whole, letter: string, marks: string) => keysMeant(letter, marks));
  return meant.replace(/[\u0300\u0301\u0303\u0309\u0323]/gu, (mark) => MARK_DIGITS[mark] ?? '');
}

/** Percent-encoded parts of an address as the text they stand for; what is no such part stays. Encoded twice: twice. */
function decoded(text: string): string {
  const once = (given: string) =>
    given.replace(/(?:%[0-9A-Fa-f]{2})+/g, (part) => {
      try {
        return decodeURIComponent(part);
      } catch {
        return part;
      }
    });
  return once(once(text));
}

/**
 * The dossier code in what was scanned, typed or sent: by itself, in a sentence, or in an address. Null: there is none,
 * or only part of one. Hyphens of every kind and Vietnamese keyboard layouts are understood.
 */
export function dossierCodeIn(text: string): string | null {
  const plain = decoded(text).normalize('NFC').replace(HYPHENS, '-');
  const found = DOSSIER_CODE.exec(plain) ?? DOSSIER_CODE.exec(throughVietnameseLayout(plain));
  return found ? found[0].toUpperCase() : null;
}
