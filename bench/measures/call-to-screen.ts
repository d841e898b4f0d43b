import { startChild } from '../child.ts';
import { told } from '../figure.ts';
import { startHallChild } from '../hall-child.ts';
import type { BenchRun, Measure, MeasureResult } from '../measure.ts';
import type { ScreensOrder, ScreensResult } from '../peers/screens.ts';

const DISPLAYS = 200;
/** A call is decided, written, flushed to disk and told in its record; a bare broadcast only passes text on. */
const RATIO_LIMIT = 3;

async function run({ quick, folder, say }: BenchRun): Promise<MeasureResult> {
  const rounds = quick ? 20 : 150;
  const hall = await startHallChild(folder);
  const bare = await startChild('bare-ws');
  const screens = await startChild('screens');
  try {
    say(`${DISPLAYS} displays, ${rounds} calls`);
    const tokens = await hall.child.ask<string[]>('addDisplays', DISPLAYS);
    const counter = hall.counters[0] ?? '';
    await hall.child.ask('fillLine', { counter, tickets: rounds + 10 });
    const result = await screens.ask<ScreensResult>('measure', {
      hallPort: hall.port,
      tokens,
      staffToken: hall.token,
      counter,
      peerPort: await bare.ask<number>('where'),
      rounds,
    } satisfies ScreensOrder);
    return {
      figures: [
        {
          name: 'call to screen, slowest hundredth (P99)',
          unit: 'ms',
          value: result.hall.p99,
          peer: result.peer.p99,
          limit: { of: 'ratio', kind: 'at-most', value: RATIO_LIMIT },
        },
        {
          name: 'call to screen, middle',
          unit: 'ms',
          value: result.hall.p50,
          peer: result.peer.p50,
          limit: null,
        },
        {
          name: 'screens that missed a call',
          unit: '',
          value: result.lost,
          peer: null,
          limit: { of: 'value', kind: 'at-most', value: 0 },
        },
        told('message to a display', 'bytes', result.messageBytes),
      ],
      notes: [
        `${DISPLAYS} displays in one process of their own, on bare WebSockets on both sides; ${rounds} calls, one at a time.`,
        'From the sending of the call (REST, with its commit on disk) to the arrival at each display; the peer is a bare ws broadcast of a message of the same length.',
      ],
    };
  } finally {
    await Promise.all([screens.stop(), bare.stop(), hall.child.stop()]);
  }
}

/** How long a call takes to 200 displays, against a bare broadcast. */
export const callToScreen: Measure = {
  name: 'call-to-screen',
  title: 'A call at a counter to 200 displays against a bare ws broadcast',
  run,
};
