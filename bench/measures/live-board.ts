import { startChild } from '../child.ts';
import { told } from '../figure.ts';
import { startHallChild } from '../hall-child.ts';
import type { BenchRun, Measure, MeasureResult } from '../measure.ts';
import type { BoardOrder, BoardTraffic } from '../peers/board-screens.ts';
import { median } from '../statistics.ts';

const COUNTERS = 40;
const DISPLAYS = 20;
const CONSOLES = 4;
/** With every counter calling once a minute the board then takes less than a hundredth of a processor. */
const MAIN_THREAD_LIMIT_MS = 8;
/** A patch fits into a few packets, also where the displays hang on a weak radio link. */
const PATCH_LIMIT_BYTES = 4_096;

interface Calls {
  readonly calls: number;
  readonly activeMs: number;
}

async function run({ quick, folder, say }: BenchRun): Promise<MeasureResult> {
  const rounds = quick ? 2 : 10;
  const repeats = quick ? 2 : 5;
  const hall = await startHallChild(folder);
  const screens = await startChild('board-screens');
  try {
    const counters = await hall.child.ask<string[]>('openCounters', COUNTERS);
    const perCall = async (label: string): Promise<{ ms: number; calls: number }> => {
      const all: number[] = [];
      let calls = 0;
      for (let repeat = 0; repeat < repeats; repeat += 1) {
        const done = await hall.child.ask<Calls>('callAtEach', {
          counters,
          rounds,
          label: `${label}-${repeat}`,
        });
        all.push(done.activeMs / done.calls);
        calls += done.calls;
      }
      return { ms: median(all), calls };
    };
    await perCall('warm');
    say(`${COUNTERS} counters, nobody watching`);
    const alone = await perCall('alone');
    await screens.ask('open', {
      hallPort: hall.port,
      displays: await hall.child.ask<string[]>('addDisplays', DISPLAYS),
      consoles: Array.from({ length: CONSOLES }, () => hall.token),
    } satisfies BoardOrder);
    await perCall('warm-watched');
    await screens.ask('read', 'displays');
    await screens.ask('read', 'consoles');
    say(`${COUNTERS} counters, ${DISPLAYS} displays and ${CONSOLES} consoles`);
    const watched = await perCall('watched');
    const displays = await screens.ask<BoardTraffic>('read', 'displays');
    const consoles = await screens.ask<BoardTraffic>('read', 'consoles');
    return {
      figures: [
        {
          name: 'main thread for one draw and one call',
          unit: 'ms',
          value: watched.ms,
          peer: alone.ms,
          limit: { of: 'value', kind: 'at-most', value: MAIN_THREAD_LIMIT_MS },
        },
        {
          name: 'patch to a display, mean',
          unit: 'bytes',
          value: displays.bytes / displays.patches,
          peer: null,
          limit: { of: 'value', kind: 'at-most', value: PATCH_LIMIT_BYTES },
        },
        {
          name: 'patch to a console, mean',
          unit: 'bytes',
          value: consoles.bytes / consoles.patches,
          peer: null,
          limit: { of: 'value', kind: 'at-most', value: PATCH_LIMIT_BYTES },
        },
        told('largest patch to a display', 'bytes', displays.largestBytes),
        told('largest patch to a console', 'bytes', consoles.largestBytes),
        told('patches to a display for each call', '', displays.patches / DISPLAYS / watched.calls),
      ],
      notes: [
        `${watched.calls} calls one after another, each with a number drawn before and the citizen before finished; ${COUNTERS} counters busy.`,
        'The peer is the same with no screen connected; the time is that in which the main thread was not waiting.',
      ],
    };
  } finally {
    await Promise.all([screens.stop(), hall.child.stop()]);
  }
}

/** What it costs to keep screens up to date while forty counters work. */
export const liveBoard: Measure = {
  name: 'live-board',
  title: 'The live board with 40 counters busy',
  run,
};
