import { LETTER_NAMES, type Voice } from './clip-keys.ts';
import { afterHundred, belowHundred, DIGIT_WORDS, hundreds } from './number-words.ts';

/** A ticket's number and where it is called to. */
export interface Call {
  /** As printed: "1005", "A012". */
  readonly number: string;
  /** The counter's spoken number (1–999), or a short code that is spelled ("B2"). */
  readonly counter: number | string;
}

function characterClip(character: string): string | null {
  if (character >= '0' && character <= '9') return `digit-${character}`;
  const letter = LETTER_NAMES[character];
  return letter === undefined ? null : `letter-${letter}`;
}

/**
 * Clip keys of a ticket's number, digit by digit and letter by letter, in the order in which they are heard.
 * Anything that is neither (a dash, a space) is silent.
 */
export function readTicketNumber(number: string): string[] {
  return [...number.normalize('NFC').toUpperCase()]
    .map(characterClip)
    .filter((clip): clip is string => clip !== null);
}

/**
 * Clip keys of a counter's number as a natural number, 1–999.
 * @throws RangeError for any other number: a counter that cannot be read must be refused where it is configured.
 */
export function readCounter(counter: number, voice: Voice): string[] {
  if (!Number.isInteger(counter) || counter < 1 || counter > 999)
    throw new RangeError(`a spoken counter number is a whole number from 1 to 999, not ${counter}`);
  const rest = counter % 100;
  if (counter < 100) return [`number-${rest}`];
  const head = `hundred-${Math.floor(counter / 100)}`;
  if (rest === 0) return [head];
  if (rest < 10) return [head, `after-hundred-${rest}`];
  return voice.language === 'en' ? [head, 'and', `number-${rest}`] : [head, `number-${rest}`];
}

/** The number by which a counter is spoken of, 1–999; null: its code is spelled. */
export function spokenCounter(counter: number | string): number | null {
  const number = typeof counter === 'string' && /^\d{1,3}$/.test(counter) ? Number(counter) : counter;
  return typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= 999
    ? number
    : null;
}

/** Clip keys of where a call leads: "đến quầy số ba", or the counter's code spelled where it has no number. */
function readWhere(counter: number | string, voice: Voice): string[] {
  const number = spokenCounter(counter);
  return number === null
    ? ['to-counter-named', ...readTicketNumber(String(counter))]
    : ['to-counter', ...readCounter(number, voice)];
}

/** What opens every announcement: "Xin mời số thứ tự". */
export const LEAD_CLIP = 'please-number';

/** A whole announcement word by word, as keys: "Xin mời số thứ tự {số}, đến quầy số {quầy}". */
function announcement(call: Call, voice: Voice): string[] {
  return [LEAD_CLIP, ...readTicketNumber(call.number), ...readWhere(call.counter, voice)];
}

const PHRASES = {
  vi: {
    'please-number': 'Xin mời số thứ tự',
    'to-counter': 'đến quầy số',
    'to-counter-named': 'đến quầy',
  },
  en: {
    'please-number': 'Number',
    'to-counter': 'please go to counter number',
    'to-counter-named': 'please go to counter',
    and: 'and',
  },
} as const;

const VI_LETTERS: Readonly<Record<string, string>> = {
  a: 'a',
  aw: 'á',
  aa: 'ớ',
  b: 'bê',
  c: 'xê',
  d: 'dê',
  dd: 'đê',
  e: 'e',
  ee: 'ê',
  f: 'ép',
  g: 'giê',
  h: 'hát',
  i: 'i',
  j: 'gi',
  k: 'ca',
  l: 'e lờ',
  m: 'em mờ',
  n: 'en nờ',
  o: 'o',
  oo: 'ô',
  ow: 'ơ',
  p: 'pê',
  q: 'quy',
  r: 'e rờ',
  s: 'ét sì',
  t: 'tê',
  u: 'u',
  uw: 'ư',
  v: 'vê',
  w: 'vê kép',
  x: 'ích xì',
  y: 'i dài',
  z: 'dét',
};

const EN_MARKED: Readonly<Record<string, string>> = {
  aw: 'A breve',
  aa: 'A circumflex',
  dd: 'D stroke',
  ee: 'E circumflex',
  oo: 'O circumflex',
  ow: 'O horn',
  uw: 'U horn',
};

/**
 * The words a clip says: what a speaker records, what the generator speaks, and what a caption shows.
 * @throws RangeError for a key that no pack holds.
 */
export function clipText(key: string, voice: Voice): string {
  const phrases: Readonly<Record<string, string>> = PHRASES[voice.language];
  const phrase = phrases[key];
  if (phrase !== undefined) return phrase;
  const found = /^(digit|digit-end|pair|pair-end|counter|letter|number|hundred|after-hundred)-(\w+)$/.exec(
    key,
  );
  const [, kind = '', rest = ''] = found ?? [];
  const n = Number(rest);
  const digits = DIGIT_WORDS[voice.language];
  if (kind.startsWith('digit') || kind.startsWith('pair'))
    return [...rest].map((digit) => digits[Number(digit)] ?? '').join(' ');
  if (kind === 'counter') return `${PHRASES[voice.language]['to-counter']} ${belowHundred(n, voice)}`;
  if (kind === 'number') return belowHundred(n, voice);
  if (kind === 'hundred') return hundreds(n, voice);
  if (kind === 'after-hundred') return afterHundred(n, voice);
  const letter = voice.language === 'vi' ? VI_LETTERS[rest] : (EN_MARKED[rest] ?? rest.toUpperCase());
  if (kind !== 'letter' || letter === undefined) throw new RangeError(`no clip is called ${key}`);
  return letter;
}

/** The whole announcement in words, for captions and screen readers. */
export function announcementText(call: Call, voice: Voice): string {
  const keys = announcement(call, voice);
  const words = keys.map((key) => clipText(key, voice));
  const at = keys.findIndex((key) => key.startsWith('to-counter'));
  return `${words.slice(0, at).join(' ')}, ${words.slice(at).join(' ')}`;
}
