import { performance } from 'node:perf_hooks';
import { startChild } from '../child.ts';
import { told } from '../figure.ts';
import { type HallChild, startHallChild } from '../hall-child.ts';
import type { BenchRun, Measure, MeasureResult } from '../measure.ts';
import { percentile } from '../statistics.ts';

/** Calls while webhooks are sent, and while there are none. */
type Way = 'with' | 'without';

const RECEIVERS = 3;
/** Receivers that take two seconds for each answer must not be felt at a counter. */
const RATIO_LIMIT = 1.1;

async function ask(hall: HallChild, method: string, path: string, body: object = {}): Promise<unknown> {
  const answer = await fetch(`${hall.url}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${hall.token}` },
    ...(method === 'DELETE' ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}`);
  return answer.json();
}

/** Draws and calls one after another. @returns how long each call took, ms */
async function callTimes(hall: HallChild, field: string, counter: string, calls: number): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < calls; at += 1) {
    await ask(hall, 'POST', '/tickets', { field, printer: null });
    const from = performance.now();
    await ask(hall, 'POST', `/counters/${counter}/call-next`);
    times.push(performance.now() - from);
  }
  return times;
}

const p99 = (rounds: readonly (readonly number[])[]) => percentile(rounds.flat(), 0.99);

/** The ratio of the P99s when any one of the rounds is left out, lowest and highest: how far a single disturbance reaches. */
function ratiosWithoutOne({ with: subject, without }: Readonly<Record<Way, readonly number[][]>>) {
  const ratios = subject.map((_, left) => {
    const others = (rounds: readonly number[][]) => rounds.filter((_round, at) => at !== left);
    return p99(others(subject)) / p99(others(without));
  });
  return { low: Math.min(...ratios), high: Math.max(...ratios) };
}

async function run({ quick, folder, say }: BenchRun): Promise<MeasureResult> {
  const rounds = quick ? 2 : 10;
  const calls = quick ? 40 : 300;
  const hall = await startHallChild(folder);
  const receivers = await startChild('slow-receivers');
  try {
    const port = await receivers.ask<number>('port');
    const [counter = ''] = await hall.child.ask<string[]>('openCounters', 1);
    const field = hall.fields[0] ?? '';
    const events = ['ticket.issued', 'ticket.called', 'ticket.served'];
    await callTimes(hall, field, counter, calls);
    const times: Record<Way, number[][]> = { with: [], without: [] };
    for (let round = 0; round < rounds; round += 1) {
      say(`round ${round + 1} of ${rounds}, ${calls} calls each way`);
      // Which comes first changes, so that neither always follows the other.
      for (const way of round % 2 === 0 ? (['with', 'without'] as const) : (['without', 'with'] as const)) {
        const ids: string[] = [];
        for (let at = 0; way === 'with' && at < RECEIVERS; at += 1) {
          const url = `http://127.0.0.1:${port}/nhan-${at}`;
          ids.push(((await ask(hall, 'POST', '/webhooks', { url, events })) as { id: string }).id);
        }
        times[way].push(await callTimes(hall, field, counter, calls));
        for (const id of ids) await ask(hall, 'DELETE', `/webhooks/${id}`);
      }
    }
    const { low, high } = ratiosWithoutOne(times);
    return {
      figures: [
        {
          name: 'call with three slow webhook receivers, slowest hundredth (P99)',
          unit: 'ms',
          value: p99(times.with),
          peer: p99(times.without),
          limit: { of: 'ratio', kind: 'at-most', value: RATIO_LIMIT },
        },
        told('the ratio when one round is left out, lowest', '×', low),
        told('the ratio when one round is left out, highest', '×', high),
        told('events that the receivers took', '', await receivers.ask<number>('received')),
      ],
      notes: [
        `${rounds} rounds of ${calls} calls each way, each way first in every other round; the P99 of all calls of a way together. The peer is the same hall without webhooks.`,
        'Each receiver takes two seconds to answer, so that deliveries pile up in the outbox while the counter calls.',
      ],
    };
  } finally {
    await Promise.all([receivers.stop(), hall.child.stop()]);
  }
}

/** What webhooks cost a call at a counter. */
export const webhooks: Measure = {
  name: 'webhooks',
  title: 'A call at a counter with three slow webhook receivers against none',
  run,
};
