import { createServer } from 'node:net';
import { told } from '../figure.ts';
import { startHallChild } from '../hall-child.ts';
import type { BenchRun, Measure, MeasureResult } from '../measure.ts';
import { spreadOf } from '../statistics.ts';

/** From the finger to the paper's first movement nobody should notice a pause. */
const P95_LIMIT_MS = 100;
const CUT = Buffer.from([0x1d, 0x56]);

interface Arrival {
  firstMs: number;
  wholeMs: number;
}

/** What a printer in order answers to a status question, and to the question after a cut. */
const WELL = Buffer.from([0x12]);
const PAPER_THERE = Buffer.from([0x00]);

/** How many status questions these few bytes are. */
const questionsIn = (bytes: Buffer): number =>
  [...bytes.keys()].filter((at) => bytes[at] === 0x10 && bytes[at + 1] === 0x04).length;

/** A printer that says that it is in order, takes bytes, and tells when the first came and when the cut came. */
async function startPaper() {
  let began: number | null = null;
  let tail: Buffer = Buffer.alloc(0);
  let told: (arrival: Arrival) => void = () => {};
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      const now = performance.now();
      // Status questions are a few bytes; a ticket's raster is not.
      if (bytes.length < 64) for (let left = questionsIn(bytes); left > 0; left -= 1) socket.write(WELL);
      if (began === null && bytes.length < 64) return;
      began ??= now;
      const seen = Buffer.concat([tail, bytes]);
      tail = seen.subarray(Math.max(0, seen.length - 16));
      if (!tail.includes(CUT)) return;
      tail = Buffer.alloc(0);
      socket.write(PAPER_THERE);
      told({ firstMs: began, wholeMs: now });
      began = null;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return {
    port: address.port,
    /** The next ticket that comes out. */
    next: () =>
      new Promise<Arrival>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('no ticket came within 10 seconds')), 10_000);
        told = (arrival) => {
          clearTimeout(timer);
          resolve(arrival);
        };
      }),
    stop: () => server.close(),
  };
}

async function run({ quick, folder, say }: BenchRun): Promise<MeasureResult> {
  const rounds = quick ? 10 : 60;
  const paper = await startPaper();
  const hall = await startHallChild(folder);
  try {
    await hall.child.ask('addPrinter', paper.port);
    say(`${rounds} tickets, one after another`);
    const first: number[] = [];
    const whole: number[] = [];
    for (let at = -2; at < rounds; at += 1) {
      const out = paper.next();
      const tappedMs = performance.now();
      const answer = await fetch(`${hall.url}/api/v1/tickets`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${hall.token}`,
          'content-type': 'application/json',
          'idempotency-key': `tap-${at}`,
        },
        body: JSON.stringify({ field: hall.fields[0], printer: 'bench' }),
      });
      if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
      const { id } = (await answer.json()) as { id: string };
      const arrival = await out;
      // One ticket at a time: the next citizen taps when the paper of the one before is out.
      await hall.child.ask('printSettled', id);
      if (at < 0) continue;
      first.push(arrival.firstMs - tappedMs);
      whole.push(arrival.wholeMs - tappedMs);
    }
    const spread = spreadOf(first);
    return {
      figures: [
        {
          name: "tap to the ticket's first bytes, P95",
          unit: 'ms',
          value: spread.p95,
          peer: null,
          limit: { of: 'value', kind: 'at-most', value: P95_LIMIT_MS },
        },
        told('middle', 'ms', spread.p50),
        told('tap to the cut, P95', 'ms', spreadOf(whole).p95),
      ],
      notes: [
        `${rounds} tickets through REST: committed, drawn as a raster, spooled on disk, sent to a TCP printer on this machine, which is asked before each ticket whether it can print.`,
      ],
    };
  } finally {
    await hall.child.stop();
    paper.stop();
  }
}

/** From the tap to the bytes at the printer. */
export const tapToPrinter: Measure = {
  name: 'tap-to-printer',
  title: 'From the tap on a field to the bytes at the printer',
  run,
};
