import { counterClip, LETTER_NAMES, PHRASED_COUNTERS, requiredClipKeys } from './clip-keys.ts';
import { clipText, readTicketNumber, spokenCounter } from './reading.ts';
import { grammarOf } from './recorded-clip.ts';

/** Something to be recorded: the clip, and the words; in a language without words here, what they mean in Vietnamese. */
export interface Prompt {
  readonly clip: string;
  readonly words: string;
}

/** What this hall's calls need, what makes them sound better, what other numbers need, and the speaking kiosk. */
export type PromptGroup = 'now' | 'better' | 'rest' | 'kiosk';
export const PROMPT_GROUPS: readonly PromptGroup[] = ['now', 'better', 'rest', 'kiosk'];

/** What the hall calls: its counters, and letters before its numbers. */
export interface CalledHere {
  /** Spoken number or code of each counter. */
  readonly counters: readonly (number | string)[];
  /** Prefixes of numbers. */
  readonly prefixes: readonly string[];
}

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** The clips without which a call of this hall cannot be read: some thirty. */
function neededNow({ counters, prefixes }: CalledHere): string[] {
  const numbers = counters.map(spokenCounter);
  const phrased = numbers.filter((each) => each !== null && each <= PHRASED_COUNTERS) as number[];
  const spelled = counters.filter((each) => spokenCounter(each) === null).map(String);
  const large = numbers.some((each) => each !== null && each > PHRASED_COUNTERS);
  const letters = [...prefixes, ...spelled]
    .flatMap(readTicketNumber)
    .filter((clip) => clip.startsWith('letter'));
  return [
    'please-number',
    ...DIGITS.map((digit) => `digit-${digit}`),
    ...DIGITS.map((digit) => `digit-end-${digit}`),
    ...letters,
    ...[...phrased].sort((a, b) => a - b).map(counterClip),
    ...(spelled.length > 0 ? ['to-counter-named'] : []),
    ...(large ? ['to-counter'] : []),
  ];
}

/** What is to be recorded, by group, in the order in which it is asked for; each clip once. */
export function promptsOf(
  language: string,
  here: CalledHere,
  sentences: readonly Prompt[],
): Readonly<Record<PromptGroup, readonly Prompt[]>> {
  const grammar = grammarOf(language);
  const voice = { language: grammar === 'en' ? 'en' : 'vi', dialect: 'south' } as const;
  const all = requiredClipKeys(voice.language);
  const now = [...new Set(neededNow(here))];
  const better = all.filter((clip) => clip.startsWith('pair-'));
  const taken = new Set([...now, ...better]);
  // Numbers by words are read in languages whose grammar is known here; others read digits.
  const readable = grammar === 'other' ? /^(to-counter|letter|counter)/ : /./;
  const rest = all.filter((clip) => !taken.has(clip) && readable.test(clip));
  const asked = (clips: readonly string[]): Prompt[] =>
    clips.map((clip) => ({ clip, words: clipText(clip, voice) }));
  return { now: asked(now), better: asked(better), rest: asked(rest), kiosk: sentences };
}

/** Letters that a prompt spells are shown as they are written. */
export function writtenAs(clip: string): string | null {
  const name = /^letter-(\w+)$/.exec(clip)?.[1];
  return Object.entries(LETTER_NAMES).find(([, each]) => each === name)?.[0] ?? null;
}
