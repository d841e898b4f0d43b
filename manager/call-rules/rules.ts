import { formatNumber } from '../../common/client/staff-format.ts';
import type { Discipline } from '../../common/protocol/catalogue.ts';
import { sayPlan } from '../words.ts';

/** Rules as people choose them: first come is accumulating with weight 1. */
export type RuleKind = 'first' | Discipline['kind'];

export function kindOf(discipline: Discipline): RuleKind {
  return discipline.kind === 'accumulating' && discipline.weight === 1 ? 'first' : discipline.kind;
}

/** A rule with the figure that is usual for it. */
export function standardRule(kind: RuleKind): Discipline {
  switch (kind) {
    case 'first':
      return { kind: 'accumulating', weight: 1 };
    case 'strict':
      return { kind: 'strict' };
    case 'interleave':
      return { kind: 'interleave', ordinaryPerPriority: 1 };
    case 'accumulating':
      return { kind: 'accumulating', weight: 5 };
    case 'head-start':
      return { kind: 'head-start', minutes: 30 };
  }
}

const WORDS = {
  first: 'ruleFirst',
  strict: 'ruleStrict',
  interleave: 'ruleInterleave',
  accumulating: 'ruleAccumulating',
  'head-start': 'ruleHeadStart',
} as const;
const HINTS = {
  first: 'ruleFirstHint',
  strict: 'ruleStrictHint',
  interleave: 'ruleInterleaveHint',
  accumulating: 'ruleAccumulatingHint',
  'head-start': 'ruleHeadStartHint',
} as const;

function figureOf(discipline: Discipline): string {
  switch (discipline.kind) {
    case 'accumulating':
      return formatNumber(discipline.weight);
    case 'head-start':
      return formatNumber(discipline.minutes);
    case 'interleave':
      return String(discipline.ordinaryPerPriority);
    case 'strict':
      return '';
  }
}

/** What a rule is called, with its figure: "Tích lũy 5:1". */
export function ruleWord(discipline: Discipline): string {
  const kind = kindOf(discipline);
  const word = sayPlan(WORDS[kind]);
  if (kind === 'first' || kind === 'strict') return word;
  return kind === 'head-start'
    ? `${word} ${sayPlan('minutesShort', { n: figureOf(discipline) })}`
    : `${word} ${figureOf(discipline)}:1`;
}

/** A rule in one sentence. */
export function ruleHint(discipline: Discipline): string {
  return sayPlan(HINTS[kindOf(discipline)], { n: figureOf(discipline) });
}

export const sameRule = (one: Discipline, two: Discipline): boolean => ruleWord(one) === ruleWord(two);
