import { counterClip, lastDigitClip, lastPairClip, pairClip, type VoiceLanguage } from './clip-keys.ts';
import { type Call, LEAD_CLIP, readCounter, readTicketNumber, spokenCounter } from './reading.ts';

/** A clip of a pack, and the silence before it. */
export interface SpokenPart {
  readonly clip: string;
  readonly pauseMs: number;
}

/** How a pack reads: languages without a grammar of their own here read every number digit by digit. */
export interface Reader {
  readonly language: VoiceLanguage | 'other';
  /** Only Vietnamese has dialects. */
  readonly dialect: 'south' | 'north';
  /** Whether the pack has a clip. */
  readonly holds: (clip: string) => boolean;
}

/** Silence between the parts of a reading, milliseconds: a breath before the counter, hardly one within the number. */
export const PAUSES_MS = {
  beforeNumber: 90,
  betweenPairs: 80,
  betweenWords: 30,
  beforeCounter: 280,
} as const;

/**
 * A ticket's number: two digits in one breath where the pack has them, the last two with a falling end. Of an odd run of
 * digits the first stands alone, so that the end is a pair.
 */
export function phrasedNumber(number: string, holds: Reader['holds']): SpokenPart[] {
  const words = readTicketNumber(number);
  const digitOf = (at: number) => /^digit-(\d)$/.exec(words[at] ?? '')?.[1];
  const parts: SpokenPart[] = [];
  const add = (clip: string, pauseMs: number) =>
    parts.push({ clip, pauseMs: parts.length === 0 ? 0 : pauseMs });
  let at = 0;
  while (at < words.length) {
    let run = 0;
    while (digitOf(at + run) !== undefined) run += 1;
    if (run === 0) {
      add(words[at] ?? '', PAUSES_MS.betweenWords);
      at += 1;
      continue;
    }
    for (const end = at + run; at < end; ) {
      const isLast = (length: number) => at + length === words.length;
      const digits = `${digitOf(at)}${digitOf(at + 1)}`;
      const pair = isLast(2) && holds(lastPairClip(digits)) ? lastPairClip(digits) : pairClip(digits);
      if ((end - at) % 2 === 0 && holds(pair)) {
        add(pair, PAUSES_MS.betweenPairs);
        at += 2;
        continue;
      }
      const digit = digitOf(at) ?? '';
      const falls = isLast(1) && holds(lastDigitClip(digit));
      add(falls ? lastDigitClip(digit) : `digit-${digit}`, PAUSES_MS.betweenWords);
      at += 1;
    }
  }
  return parts;
}

/** Where a call leads: one breath where the pack has the counter's phrase, else word by word. */
function phrasedCounter(counter: number | string, reader: Reader): SpokenPart[] {
  const number = spokenCounter(counter);
  const first = (clip: string): SpokenPart => ({ clip, pauseMs: PAUSES_MS.beforeCounter });
  const follow = (clip: string): SpokenPart => ({ clip, pauseMs: PAUSES_MS.betweenWords });
  if (number !== null && reader.holds(counterClip(number))) return [first(counterClip(number))];
  if (number !== null && reader.language !== 'other')
    return [
      first('to-counter'),
      ...readCounter(number, { language: reader.language, dialect: reader.dialect }).map(follow),
    ];
  const lead = number === null && reader.holds('to-counter-named') ? 'to-counter-named' : 'to-counter';
  const spelled = phrasedNumber(String(counter), reader.holds).map(({ clip }) => follow(clip));
  return [first(lead), ...spelled];
}

/** A call as a pack reads it: what opens an announcement, then number and counter. */
export function phrasedCall(
  call: Call,
  reader: Reader,
): { readonly opening: readonly SpokenPart[]; readonly parts: readonly SpokenPart[] } {
  const number = phrasedNumber(call.number, reader.holds);
  const apart = number.map((part, at) => (at === 0 ? { ...part, pauseMs: PAUSES_MS.beforeNumber } : part));
  return {
    opening: [{ clip: LEAD_CLIP, pauseMs: 0 }],
    parts: [...apart, ...phrasedCounter(call.counter, reader)],
  };
}
