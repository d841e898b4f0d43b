/** Tone marks as combining characters, in the order of the keyboard: sắc, huyền, hỏi, ngã, nặng. */
export const TONES = [
  { mark: '\u0301', name: 'sắc', key: '´' },
  { mark: '\u0300', name: 'huyền', key: '`' },
  { mark: '\u0309', name: 'hỏi', key: '\u0309' },
  { mark: '\u0303', name: 'ngã', key: '~' },
  { mark: '\u0323', name: 'nặng', key: '.' },
] as const;

const TONE_MARKS = /[\u0300\u0301\u0303\u0309\u0323]/g;

/**
 * Puts a tone on the last syllable of a text, or takes it away when it is there already. The tone goes where the
 * schools put it: on the vowel with a hat or horn, else on the second of two vowels before a final consonant, else
 * on the first ("hòa", "toàn", "khuyết"). A text whose last word has no vowel stays as it is. Answers NFC.
 */
export function toneTyped(text: string, mark: string): string {
  const start = text.search(/[^\s]*$/u);
  const letters = [...text.slice(start).normalize('NFC')];
  const bare = letters.map((letter) => letter.normalize('NFD').replace(TONE_MARKS, '').normalize('NFC'));
  const place = tonePlace(bare.map((letter) => letter.toLowerCase()));
  if (place < 0) return text;
  const had = letters.some((letter) => letter.normalize('NFD').includes(mark));
  const word = bare.map((letter, at) => (at === place && !had ? (letter + mark).normalize('NFC') : letter));
  return text.slice(0, start) + word.join('');
}

function tonePlace(letters: readonly string[]): number {
  const isVowel = (at: number) => /^[aăâeêioôơuưy]$/u.test(letters[at] ?? '');
  let last = letters.length - 1;
  while (last >= 0 && !isVowel(last)) last -= 1;
  if (last < 0) return -1;
  let first = last;
  while (first > 0 && isVowel(first - 1)) first -= 1;
  // The u of "qu" and the i of "gi" belong to the consonant.
  const head = (letters[first - 1] ?? '') + (letters[first] ?? '');
  if (first < last && (head === 'qu' || head === 'gi')) first += 1;
  for (let at = last; at >= first; at -= 1) if (/[ăâêôơư]/u.test(letters[at] ?? '')) return at;
  const count = last - first + 1;
  if (count === 1) return first;
  const closed = last < letters.length - 1;
  return closed || count === 3 ? first + 1 : first;
}
