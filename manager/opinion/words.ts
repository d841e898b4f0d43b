import { OPINION_LEVELS } from '../../common/protocol/opinion-levels.ts';
import { sayOpinion } from '../words.ts';

const LEVEL_WORDS = { 5: 'level5', 4: 'level4', 3: 'level3', 2: 'level2', 1: 'level1' } as const;
export type Level = (typeof OPINION_LEVELS)[number];

/** The level of a number, if it is one. */
export const levelOf = (points: number): Level | undefined => OPINION_LEVELS.find((each) => each === points);

export const sayLevel = (points: number): string => {
  const level = levelOf(points);
  return level === undefined ? String(points) : sayOpinion(LEVEL_WORDS[level]);
};
