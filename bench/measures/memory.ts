import { startChild, type Usage } from '../child.ts';
import { told } from '../figure.ts';
import { startHallChild } from '../hall-child.ts';
import type { BenchRun, Measure, MeasureResult } from '../measure.ts';
import type { LoadOrder, LoadResult } from '../peers/http-clients.ts';

const TICKETS = 50_000;
const LIMIT_MB = 250;

async function run({ quick, folder, say }: BenchRun): Promise<MeasureResult> {
  const goal = quick ? 5_000 : TICKETS;
  const hall = await startHallChild(folder);
  const clients = await startChild('http-clients');
  const megabytes = async () => (await hall.child.ask<Usage>('usage')).residentBytes / 1024 / 1024;
  try {
    const atStart = await megabytes();
    let issued = 0;
    let largest = atStart;
    for (let load = 1; issued < goal; load += 1) {
      const result = await clients.ask<LoadResult>('load', {
        port: hall.port,
        token: hall.token,
        fields: hall.fields,
        clients: 64,
        durationMs: 1_000,
        label: `memory-${load}`,
      } satisfies LoadOrder);
      issued += result.issued;
      largest = Math.max(largest, await megabytes());
    }
    say(`${issued} tickets waiting at once`);
    const waiting = await megabytes();
    const heap = (await hall.child.ask<Usage>('usage')).heapBytes / 1024 / 1024;
    await hall.child.ask('closeDay');
    const closed = await megabytes();
    return {
      figures: [
        {
          name: `resident after ${issued} tickets, all waiting`,
          unit: 'MB',
          value: waiting,
          peer: null,
          limit: { of: 'value', kind: 'at-most', value: LIMIT_MB },
        },
        told('of it JavaScript objects', 'MB', heap),
        told('largest seen under load', 'MB', largest),
        told('at the start', 'MB', atStart),
        told('after the day was closed', 'MB', closed),
      ],
      notes: ['No ticket is called: the worst case, since an ended ticket leaves the state.'],
    };
  } finally {
    await Promise.all([clients.stop(), hall.child.stop()]);
  }
}

/** Memory of the hall with a hundred days' tickets in one line. */
export const memory: Measure = {
  name: 'memory',
  title: 'Resident memory of the hall after 50,000 tickets',
  run,
};
