import type { StageRecord } from '../../common/protocol/stage.ts';
import type { HallState } from '../domain/state.ts';
import type { HallVoices } from '../voices/hall-voices.ts';
import { CallDirector } from './call-director.ts';
import type { Clock } from './clock.ts';

/** The call director of a running hall, on the machine's timers. */
export function openDirector(
  parts: {
    readonly hall: { readonly state: HallState };
    readonly clock: Clock;
    readonly hallVoices: HallVoices;
  },
  tell: (records: readonly StageRecord[]) => void,
): CallDirector {
  const { hall, clock, hallVoices } = parts;
  return new CallDirector({
    state: () => hall.state,
    nowMs: () => clock.nowMs(),
    clockRate: clock.rate,
    voices: (zone) => hallVoices.in(zone, hall.state.settings),
    setTimer: (ms, act) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
    tell,
  });
}
