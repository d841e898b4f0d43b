/** Every clip a voice pack must hold, and how a pack describes itself. */

/** How numbers are read: Southern and Northern Vietnamese differ; English has one way. */
export type Dialect = 'south' | 'north';

/** Languages that have a voice. */
export type VoiceLanguage = 'vi' | 'en';

/** Whether a voice reads a language. */
export const hasVoice = (tag: string): tag is VoiceLanguage => tag === 'vi' || tag === 'en';

/** What is read, and how. */
export interface Voice {
  readonly language: VoiceLanguage;
  /** Only Vietnamese has dialects; English ignores it. */
  readonly dialect: Dialect;
}

/** Capital letter → ASCII name of its clip. Vietnamese has letters that file names should not hold. */
export const LETTER_NAMES: Readonly<Record<string, string>> = {
  A: 'a',
  Ă: 'aw',
  Â: 'aa',
  B: 'b',
  C: 'c',
  D: 'd',
  Đ: 'dd',
  E: 'e',
  Ê: 'ee',
  F: 'f',
  G: 'g',
  H: 'h',
  I: 'i',
  J: 'j',
  K: 'k',
  L: 'l',
  M: 'm',
  N: 'n',
  O: 'o',
  Ô: 'oo',
  Ơ: 'ow',
  P: 'p',
  Q: 'q',
  R: 'r',
  S: 's',
  T: 't',
  U: 'u',
  Ư: 'uw',
  V: 'v',
  W: 'w',
  X: 'x',
  Y: 'y',
  Z: 'z',
};

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** Phrases, the same keys in every language. */
const PHRASE_KEYS = ['please-number', 'to-counter', 'to-counter-named'] as const;

/** Counters whose whole phrase is one clip; a higher number is put together of parts. */
export const PHRASED_COUNTERS = 99;

/** The clip of two digits of a number in one breath, and the one with which the number ends. */
export const pairClip = (digits: string): string => `pair-${digits}`;
export const lastPairClip = (digits: string): string => `pair-end-${digits}`;
/** The clip of a lone digit that is the whole number or its end. */
export const lastDigitClip = (digit: string): string => `digit-end-${digit}`;
/** The clip of where a call leads, in one breath: "đến quầy số mười hai". */
export const counterClip = (counter: number): string => `counter-${counter}`;

/** The words of which everything can be put together: single digits, letters, numbers. */
export function wordClipKeys(language: VoiceLanguage): string[] {
  return [
    ...PHRASE_KEYS,
    ...range(0, 9).map((n) => `digit-${n}`),
    ...Object.values(LETTER_NAMES).map((name) => `letter-${name}`),
    ...range(1, 99).map((n) => `number-${n}`),
    ...range(1, 9).map((n) => `hundred-${n}`),
    ...range(1, 9).map((n) => `after-hundred-${n}`),
    ...(language === 'en' ? ['and'] : []),
  ];
}

/**
 * Keys of a whole pack: its words, and the phrases that are spoken in one breath. Words are `digit-0` … `digit-9`,
 * `letter-a` …, whole numbers `number-1` … `number-99`, whole hundreds `hundred-1` … `hundred-9`, and `after-hundred-1` …
 * `-9` for one to nine behind a hundred ("linh năm", "and five"); English also joins a hundred to larger numbers by `and`.
 */
export function requiredClipKeys(language: VoiceLanguage): string[] {
  const pairs = range(0, 99).map((n) => String(n).padStart(2, '0'));
  return [
    ...wordClipKeys(language),
    ...range(0, 9).map((n) => lastDigitClip(String(n))),
    ...pairs.map(pairClip),
    ...pairs.map(lastPairClip),
    ...range(1, PHRASED_COUNTERS).map(counterClip),
  ];
}
