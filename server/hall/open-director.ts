import { join } from 'node:path';
import type { StageRecord } from '../../common/protocol/stage.ts';
import { packageFolder } from '../../hardware/package-folder.ts';
import type { HallState } from '../domain/state.ts';
import { AnnouncementLengths } from './announcement-timing.ts';
import { CallDirector } from './call-director.ts';
import type { Clock } from './clock.ts';

/** The call director of a running hall, on the machine's timers and the packs that the hall ships. */
export function openDirector(parts: {
  readonly state: () => HallState;
  readonly clock: Clock;
  readonly tell: (records: readonly StageRecord[]) => void;
}): CallDirector {
  const lengths = new AnnouncementLengths(join(packageFolder(), 'common', 'assets'));
  return new CallDirector({
    state: parts.state,
    nowMs: () => parts.clock.nowMs(),
    clockRate: parts.clock.rate,
    timing: () => lengths.timing(parts.state().settings),
    setTimer: (ms, act) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
    tell: parts.tell,
  });
}
