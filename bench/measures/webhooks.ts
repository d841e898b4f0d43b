import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { startChild } from '../child.ts';
import { told } from '../figure.ts';
import { type HallChild, startHallChild } from '../hall-child.ts';
import type { BenchRun, Measure, MeasureResult } from '../measure.ts';
import { percentile } from '../statistics.ts';

/** Calls at the hall that sends webhooks, and at the one that sends none. */
type Way = 'with' | 'without';

const RECEIVERS = 3;
const EVENTS = ['ticket.issued', 'ticket.called', 'ticket.served'];
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

/** A hall with one open counter and the field it serves. */
interface Desk {
  readonly hall: HallChild;
  readonly field: string;
  readonly counter: string;
}

async function openDesk(folder: string): Promise<Desk> {
  const hall = await startHallChild(folder);
  const [counter = ''] = await hall.child.ask<string[]>('openCounters', 1);
  return { hall, counter, field: hall.fields[0] ?? '' };
}

/** Draws a number and calls it. @returns how long the call took, ms */
async function callTime({ hall, field, counter }: Desk): Promise<number> {
  await ask(hall, 'POST', '/tickets', { field, printer: null });
  const from = performance.now();
  await ask(hall, 'POST', `/counters/${counter}/call-next`);
  return performance.now() - from;
}

/** Calls at both desks in pairs; which is first changes with each pair. */
async function pairedTimes(
  desks: Readonly<Record<Way, Desk>>,
  calls: number,
): Promise<Record<Way, number[]>> {
  const times: Record<Way, number[]> = { with: [], without: [] };
  for (let at = 0; at < calls; at += 1)
    for (const way of at % 2 === 0 ? (['with', 'without'] as const) : (['without', 'with'] as const))
      times[way].push(await callTime(desks[way]));
  return times;
}

/** Calls with webhooks at one desk and none at the other. */
async function oneRound(desks: Readonly<Record<Way, Desk>>, port: number, calls: number) {
  const ids: string[] = [];
  const { hall } = desks.with;
  for (let at = 0; at < RECEIVERS; at += 1) {
    const added = await ask(hall, 'POST', '/webhooks', {
      url: `http://127.0.0.1:${port}/nhan-${at}`,
      events: EVENTS,
    });
    ids.push((added as { id: string }).id);
  }
  const times = await pairedTimes(desks, calls);
  for (const id of ids) await ask(hall, 'DELETE', `/webhooks/${id}`);
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
  const [one, other] = await Promise.all([openDesk(join(folder, 'mot')), openDesk(join(folder, 'hai'))]);
  const receivers = await startChild('slow-receivers');
  try {
    const port = await receivers.ask<number>('port');
    await pairedTimes({ with: one, without: other }, calls);
    const times: Record<Way, number[][]> = { with: [], without: [] };
    for (let round = 0; round < rounds; round += 1) {
      say(`round ${round + 1} of ${rounds}, ${calls} pairs of calls`);
      const desks = round % 2 === 0 ? { with: one, without: other } : { with: other, without: one };
      const { with: subject, without } = await oneRound(desks, port, calls);
      times.with.push(subject);
      times.without.push(without);
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
        `${rounds} rounds of ${calls} pairs of calls at two halls on the same disk, one with webhooks, the other without; they change places each round. The P99 of all calls of a way together.`,
        'Each receiver takes two seconds to answer, so that deliveries pile up in the outbox while the counter calls.',
      ],
    };
  } finally {
    await Promise.all([receivers.stop(), one.hall.child.stop(), other.hall.child.stop()]);
  }
}

/** What webhooks cost a call at a counter. */
export const webhooks: Measure = {
  name: 'webhooks',
  title: 'A call at a counter with three slow webhook receivers against none',
  run,
};
