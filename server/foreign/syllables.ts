const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
const TONE_ON_CONSONANT = /(?<![aeiouy]|\u0302|\u0306|\u031B)[\u0300\u0301\u0303\u0309\u0323]/;
/** Vowels that a syllable can have, longest first. */
const NUCLEI =
  'iêu|yêu|oai|oay|oao|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y';
/** A written syllable without its tone. */
const SYLLABLE = new RegExp(
  `^(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?(?:${NUCLEI})(?:ch|ng|nh|[cmnpt])?$`,
);
const WORDS = /[\p{L}\p{M}]+/gu;
const SHOWN_WORDS = 10;

/** Whether a word with letters beyond ASCII can be a Vietnamese syllable as people write it. */
function isSyllable(word: string): boolean {
  const small = word.toLowerCase();
  // Wrong readings mix capitals into words.
  if (word !== small && word !== word.toUpperCase() && word.slice(1) !== small.slice(1)) return false;
  const parts = small.normalize('NFD');
  const tones = parts.match(TONES)?.length ?? 0;
  return (
    tones <= 1 && !TONE_ON_CONSONANT.test(parts) && SYLLABLE.test(parts.replace(TONES, '').normalize('NFC'))
  );
}

/** How Vietnamese a text reads. */
export interface Reading {
  /** Share of the words beyond ASCII that can be Vietnamese, 0 to 1. */
  readonly share: number;
  /** A few of those words, with their neighbours. */
  readonly words: readonly string[];
}

/** Looks at the words of a text that have letters beyond ASCII. */
export function readAsVietnamese(text: string): Reading {
  const composed = text.normalize('NFC');
  const seen = new Set<string>();
  for (const [word] of composed.matchAll(WORDS)) if (/[^\x20-\x7e]/.test(word)) seen.add(word);
  if (seen.size === 0) return { share: 0, words: [] };
  const good = [...seen].filter(isSyllable).length;
  const cells = composed.split(/[\r\n,;\t|"]+/).filter((cell) => /[^\x20-\x7e]/.test(cell));
  return {
    share: good / seen.size,
    words: [...new Set(cells.map((cell) => cell.trim().slice(0, 40)))].slice(0, SHOWN_WORDS),
  };
}
