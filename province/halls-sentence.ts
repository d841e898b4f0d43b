import type { HallStanding, HubHall } from '../common/protocol/hub.ts';
import { say } from './words.ts';

/** The page's first sentence: how many halls send complete figures, and what is wrong with the rest. */
export function hallsSentence(halls: readonly HubHall[]): { readonly good: boolean; readonly text: string } {
  const count = (state: HallStanding) => halls.filter((hall) => hall.state === state).length;
  const live = count('live');
  const forked = halls.filter((hall) => hall.forked).length;
  const first =
    live === halls.length
      ? say('allWell', { n: halls.length })
      : say('someNot', {
          live,
          n: halls.length,
          silent: count('silent'),
          late: count('late'),
          never: count('never'),
        });
  return {
    good: live === halls.length && forked === 0,
    text: forked === 0 ? first : `${first} ${say('forkedSome', { n: forked })}`,
  };
}

/** Whole minutes since a moment; null where there is none. */
export const minutesSince = (fromMs: number | null, nowMs: number): number | null =>
  fromMs === null ? null : Math.max(0, Math.floor((nowMs - fromMs) / 60_000));
