import { busyShare, startChild, type Usage } from '../child.ts';
import { told } from '../figure.ts';
import { startHallChild } from '../hall-child.ts';
import type { BenchRun, Measure, MeasureResult } from '../measure.ts';
import type { LoadOrder, LoadResult } from '../peers/http-clients.ts';
import { median } from '../statistics.ts';

const CLIENTS = 64;
/** So much waiting is still like a person's glance at the slot of the printer. */
const P99_LIMIT_MS = 60;

interface Round {
  readonly bareRate: number;
  readonly hallRate: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly hallBusy: number;
  readonly clientsBusy: number;
}

async function run({ quick, folder, say }: BenchRun): Promise<MeasureResult> {
  const rounds = quick ? 2 : 5;
  const subjectMs = quick ? 2_000 : 4_000;
  const peerMs = quick ? 1_000 : 2_000;
  const bare = await startChild('bare-sqlite', [folder]);
  const hall = await startHallChild(folder);
  const clients = await startChild('http-clients');
  const load = (label: string, durationMs: number) =>
    clients.ask<LoadResult>('load', {
      port: hall.port,
      token: hall.token,
      fields: hall.fields,
      clients: CLIENTS,
      durationMs,
      label,
    } satisfies LoadOrder);
  const others = new Map<string, number>();
  const done: Round[] = [];
  try {
    say('warming up');
    await load('warm', 2_000);
    await hall.child.ask('closeDay');
    for (let round = 1; round <= rounds; round += 1) {
      const bareRate = await bare.ask<number>('insertFor', peerMs);
      const before = await Promise.all([hall.child.ask<Usage>('usage'), clients.ask<Usage>('usage')]);
      const result = await load(`round-${round}`, subjectMs);
      const after = await Promise.all([hall.child.ask<Usage>('usage'), clients.ask<Usage>('usage')]);
      await hall.child.ask('closeDay');
      for (const [status, count] of Object.entries(result.others))
        others.set(status, (others.get(status) ?? 0) + count);
      const hallRate = result.issued / result.seconds;
      done.push({
        bareRate,
        hallRate,
        p50Ms: result.p50Ms,
        p99Ms: result.p99Ms,
        hallBusy: busyShare(before[0], after[0]),
        clientsBusy: busyShare(before[1], after[1]),
      });
      say(`round ${round}/${rounds}: bare ${bareRate.toFixed(0)}/s, hall ${hallRate.toFixed(0)}/s`);
    }
  } finally {
    await Promise.all([clients.stop(), hall.child.stop(), bare.stop()]);
  }
  const middle = (pick: (round: Round) => number) => median(done.map(pick));
  const hallBusy = middle((round) => round.hallBusy);
  const clientsBusy = middle((round) => round.clientsBusy);
  const refusals = [...others].map(([status, count]) => `${count} × ${status}`).join(', ');
  const bareRate = middle((round) => round.bareRate);
  return {
    figures: [
      {
        name: 'durable issues through HTTP',
        unit: '/s',
        value: middle((round) => round.hallRate),
        peer: bareRate,
        limit: { of: 'ratio', kind: 'at-least', value: 1 },
      },
      told(
        'middle answer',
        'ms',
        middle((round) => round.p50Ms),
      ),
      {
        name: 'slowest hundredth (P99)',
        unit: 'ms',
        value: middle((round) => round.p99Ms),
        peer: null,
        limit: { of: 'value', kind: 'at-most', value: P99_LIMIT_MS },
      },
    ],
    notes: [
      `${CLIENTS} keep-alive clients in a process of their own; medians of ${rounds} rounds, peer and hall in turn.`,
      `The hall used ${percent(hallBusy)} of a processor, the clients ${percent(clientsBusy)}.`,
      ...(refusals === '' ? [] : [`Answers other than 201: ${refusals}.`]),
    ],
  };
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** Tickets on disk a second, against bare inserts on the same disk. */
export const durableIssue: Measure = {
  name: 'durable-issue',
  title: 'Durable issue through HTTP against bare better-sqlite3, both synchronous=FULL',
  run,
};
