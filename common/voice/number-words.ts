import type { Voice } from './clip-keys.ts';

/** Digits read one by one: always "một", "bốn", "năm", whatever stands before. */
export const DIGIT_WORDS = {
  vi: ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'],
  en: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
} as const;

const EN_TEENS = [
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
] as const;
const EN_TENS = [
  '',
  '',
  'twenty',
  'thirty',
  'forty',
  'fifty',
  'sixty',
  'seventy',
  'eighty',
  'ninety',
] as const;

function vietnameseBelowHundred(n: number, voice: Voice): string {
  const digits = DIGIT_WORDS.vi;
  const tens = Math.floor(n / 10);
  const unit = n % 10;
  const plain = digits[unit] ?? '';
  if (tens === 0) return plain;
  if (tens === 1) {
    if (unit === 0) return 'mười';
    return `mười ${unit === 5 ? 'lăm' : plain}`;
  }
  const head = `${digits[tens] ?? ''} mươi`;
  if (unit === 0) return head;
  if (unit === 1) return `${head} mốt`;
  if (unit === 4) return `${head} ${voice.dialect === 'north' ? 'tư' : 'bốn'}`;
  if (unit === 5) return `${head} lăm`;
  return `${head} ${plain}`;
}

function englishBelowHundred(n: number): string {
  if (n < 10) return DIGIT_WORDS.en[n] ?? '';
  if (n < 20) return EN_TEENS[n - 10] ?? '';
  const unit = n % 10;
  const tens = EN_TENS[Math.floor(n / 10)] ?? '';
  return unit === 0 ? tens : `${tens}-${DIGIT_WORDS.en[unit] ?? ''}`;
}

/** 1 … 99 as it is said on its own. */
export function belowHundred(n: number, voice: Voice): string {
  return voice.language === 'vi' ? vietnameseBelowHundred(n, voice) : englishBelowHundred(n);
}

/** "hai trăm", "two hundred", for 1 … 9. */
export function hundreds(n: number, voice: Voice): string {
  return voice.language === 'vi' ? `${DIGIT_WORDS.vi[n] ?? ''} trăm` : `${DIGIT_WORDS.en[n] ?? ''} hundred`;
}

/** One to nine behind a whole hundred: "linh năm" in the North, "lẻ năm" in the South, "and five". */
export function afterHundred(n: number, voice: Voice): string {
  if (voice.language === 'en') return `and ${DIGIT_WORDS.en[n] ?? ''}`;
  return `${voice.dialect === 'north' ? 'linh' : 'lẻ'} ${DIGIT_WORDS.vi[n] ?? ''}`;
}

/** 0 … 999 as it is said on its own; more than that is said as a bound: "hơn chín trăm chín mươi chín". */
export function spokenCount(n: number, voice: Voice): string {
  if (n === 0) return DIGIT_WORDS[voice.language][0];
  if (n > 999) return `${voice.language === 'vi' ? 'hơn' : 'more than'} ${spokenCount(999, voice)}`;
  const rest = n % 100;
  if (n < 100) return belowHundred(rest, voice);
  const head = hundreds(Math.floor(n / 100), voice);
  if (rest === 0) return head;
  if (rest < 10) return `${head} ${afterHundred(rest, voice)}`;
  return `${head} ${voice.language === 'en' ? 'and ' : ''}${belowHundred(rest, voice)}`;
}
