import type { HallConnection } from '../../common/client/hall-connection.ts';
import { recordsOf } from '../../common/client/selectors.ts';
import { useHall } from '../../common/client/use-hall.ts';
import type { CalledHere } from '../../common/voice/prompts.ts';

/** What this hall calls: its counters in use, and the letters before its numbers. */
export function useCalledHere(connection: HallConnection): CalledHere {
  const view = useHall(connection);
  const counters = recordsOf(view, 'counter').filter((each) => each.active);
  const prefixes = recordsOf(view, 'field').map(({ field }) => field.range.prefix);
  return {
    counters: counters.map(({ code, spokenNumber }) => spokenNumber ?? code),
    prefixes: [...new Set(prefixes)].filter((each) => each !== ''),
  };
}
