import { performance } from 'node:perf_hooks';
import { startChild } from '../child.ts';
import { told } from '../figure.ts';
import { type HallChild, startHallChild } from '../hall-child.ts';
import type { BenchRun, Measure, MeasureResult } from '../measure.ts';
import { median, percentile } from '../statistics.ts';

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
    const p99 = { with: [] as number[], without: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      say(`round ${round + 1} of ${rounds}, ${calls} calls each way`);
      // Which comes first changes, so that neither always follows the other.
      for (const way of round % 2 === 0 ? (['with', 'without'] as const) : (['without', 'with'] as const)) {
        const ids: string[] = [];
        for (let at = 0; way === 'with' && at < RECEIVERS; at += 1) {
          const url = `http://127.0.0.1:${port}/nhan-${at}`;
          ids.push(((await ask(hall, 'POST', '/webhooks', { url, events })) as { id: string }).id);
        }
        p99[way].push(percentile(await callTimes(hall, field, counter, calls), 0.99));
        for (const id of ids) await ask(hall, 'DELETE', `/webhooks/${id}`);
      }
    }
    return {
      figures: [
        {
          name: 'call with three slow webhook receivers, slowest hundredth (P99)',
          unit: 'ms',
          value: median(p99.with),
          peer: median(p99.without),
          limit: { of: 'ratio', kind: 'at-most', value: RATIO_LIMIT },
        },
        told('events that the receivers took', '', await receivers.ask<number>('received')),
      ],
      notes: [
        `${rounds} rounds of ${calls} calls each way, in turns; the middle of the rounds' P99. The peer is the same hall without webhooks.`,
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
