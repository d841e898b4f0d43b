import { foldedWords } from './fold.ts';

/** Anything that can be looked up: a procedure, a field. */
export interface SearchItem {
  /** The official name. */
  readonly name: string;
  /** What people call it: "sổ đỏ", "làm giấy cho con". */
  readonly everydayWords?: readonly string[];
  /** Other exact handles, such as a procedure's code. */
  readonly codes?: readonly string[];
}

/** A found item; a larger score is a better match. */
export interface SearchHit<Item> {
  readonly item: Item;
  readonly score: number;
}

/** Words of this length or more may hold one slip of the finger. */
const TYPO_MIN_LETTERS = 5;
/**
 * Where that finds nothing, one shorter word too: most Vietnamese syllables have three or four letters. A single short word
 * is within one slip of too many others, and the words beside it must all be there.
 */
const LOOSE_MIN_LETTERS = { alone: 4, inPhrase: 3 };
/** Of two phrases that differ by their marks alone, the one that was typed: "thuế đất" is not "thuê đất". */
const SAME_MARKS = 1.1;

/** Particles that say little about the matter: they never decide by themselves. */
const LIGHT_WORDS = new Set(['cho', 'cua', 'va', 'voi', 'de', 'toi', 'muon', 'can', 'xin', 'o', 'thi', 'la']);

interface Phrase {
  readonly words: readonly string[];
  /** With its marks. */
  readonly marked: string;
  /** How much a hit in this phrase is worth: everyday words are chosen by us, so they weigh most. */
  readonly weight: number;
}

/** Texts prepared once; searching is then cheap enough for each key press. */
export interface SearchIndex<Item> {
  readonly entries: readonly { readonly item: Item; readonly phrases: readonly Phrase[] }[];
}

/** Prepares items for search. `describe` says how an item is called. */
export function buildSearchIndex<Item>(
  items: readonly Item[],
  describe: (item: Item) => SearchItem,
): SearchIndex<Item> {
  return {
    entries: items.map((item) => {
      const { name, everydayWords = [], codes = [] } = describe(item);
      return {
        item,
        phrases: [phraseOf(name, 1), ...[...everydayWords, ...codes].map((text) => phraseOf(text, 1.2))],
      };
    }),
  };
}

const phraseOf = (text: string, weight: number): Phrase => ({
  words: foldedWords(text),
  marked: withMarks(text),
  weight,
});

const withMarks = (text: string) => text.normalize('NFC').toLowerCase().trim();

/** True when one insertion, deletion, replacement or swap of neighbours makes `a` into `b`. */
export function withinOneTypo(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const restA = a.slice(start, endA);
  const restB = b.slice(start, endB);
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}

/** A match below this is one by a slip. */
const SLIP_ABOVE = 0.7;

/** 1 same word, 0.8 beginning of the word, 0.5 one slip, 0 no match. */
function wordMatch(typed: string, word: string, last: boolean, slipFrom: number): number {
  if (typed === word) return 1;
  if (last && word.startsWith(typed)) return 0.8;
  if (typed.length >= slipFrom) {
    if (withinOneTypo(typed, word)) return 0.5;
    if (last && word.length > typed.length && withinOneTypo(typed, word.slice(0, typed.length))) return 0.4;
  }
  return 0;
}

function phraseScore(typed: readonly string[], phrase: Phrase, slipFrom: number): number {
  let sum = 0;
  let heavy = 0;
  let matched = 0;
  let inOrder = 0;
  let slips = 0;
  let previous = -2;
  for (const [position, word] of typed.entries()) {
    const weight = LIGHT_WORDS.has(word) ? 0.2 : 1;
    heavy += weight;
    let best = 0;
    let bestAt = -2;
    for (const [at, candidate] of phrase.words.entries()) {
      const value =
        wordMatch(word, candidate, position === typed.length - 1, slipFrom) +
        (at === previous + 1 ? 0.01 : 0);
      if (value > best && value >= 0.1) {
        best = value;
        bestAt = at;
      }
    }
    if (bestAt >= 0) matched += weight;
    if (best < SLIP_ABOVE) slips += 1;
    if (bestAt >= 0 && bestAt === previous + 1) inOrder += 1;
    sum += best * weight;
    previous = bestAt;
  }
  if (heavy === 0 || matched === 0) return 0;
  const coverage = matched / heavy;
  // A sentence of many words may hold one that we do not know; a word or two must be there whole.
  const isLoose = slipFrom < TYPO_MIN_LETTERS;
  if (coverage < (typed.length >= 3 && !isLoose ? 0.6 : 1)) return 0;
  if (isLoose && slips > 1) return 0;
  const fullness = Math.min(1, typed.length / Math.max(1, phrase.words.length));
  const orderShare = typed.length > 1 ? inOrder / (typed.length - 1) : 0;
  return phrase.weight * (sum / heavy) * coverage * (1 + 0.35 * fullness + 0.3 * orderShare);
}

/**
 * The items that match what was typed, best first, equal ones in their given order. Diacritics and case do not
 * matter; the last word may be unfinished; one slip is forgiven in words of five letters or more, and in shorter ones where
 * nothing else was found.
 */
export function searchItems<Item>(index: SearchIndex<Item>, typed: string, limit = 20): SearchHit<Item>[] {
  const words = foldedWords(typed);
  if (words.length === 0) return [];
  const marked = withMarks(typed);
  const hits = (slipFrom: number) =>
    index.entries
      .map(({ item, phrases }) => ({
        item,
        score: Math.max(
          0,
          ...phrases.map(
            (phrase) =>
              phraseScore(words, phrase, slipFrom) * (phrase.marked.includes(marked) ? SAME_MARKS : 1),
          ),
        ),
      }))
      .filter((hit) => hit.score > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, limit);
  const found = hits(TYPO_MIN_LETTERS);
  if (found.length > 0) return found;
  return hits(words.length > 1 ? LOOSE_MIN_LETTERS.inPhrase : LOOSE_MIN_LETTERS.alone);
}
