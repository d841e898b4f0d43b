/**
 * Clients that draw and call at a hall that will be killed. Each line on its input is a round as JSON. A line "reached"
 * goes out when as many commands were acknowledged as the round asks; when the hall has died, all of them as one line.
 */
import { createInterface } from 'node:readline';
import type { Acknowledged, CrashRound } from './crash-load.ts';

/** A small seeded generator, so that a round can be run again. */
function chance(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

const REASONS = ['thieu-giay-to', 'doi-nguoi-nha'];

/** What a clerk does next at a counter. */
function nextAct(draw: () => number, fields: readonly string[]): { act: string; body: object } {
  const share = draw();
  if (share < 0.45) return { act: 'call-next', body: {} };
  if (share < 0.55) return { act: 'recall', body: {} };
  if (share < 0.7) return { act: 'start', body: {} };
  if (share < 0.82)
    return {
      act: 'finish',
      body: { transactions: [{ procedure: '1.001193', count: 1 + Math.floor(draw() * 3) }] },
    };
  if (share < 0.88) return { act: 'no-show', body: {} };
  if (share < 0.94) return { act: 'park', body: { reason: REASONS[Math.floor(draw() * REASONS.length)] } };
  return { act: 'transfer', body: { field: fields[Math.floor(draw() * fields.length)] } };
}

async function run(round: CrashRound): Promise<Acknowledged[]> {
  const acknowledged: Acknowledged[] = [];
  /** @returns false when the hall is gone */
  const post = async (path: string, body: object, key: string): Promise<boolean> => {
    try {
      const answer = await fetch(`${round.url}/api/v1${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${round.token}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: JSON.stringify(body),
      });
      const value = (await answer.json()) as Record<string, unknown>;
      if (answer.ok) {
        const ticket = (value.ticket ?? value) as { id: string; number: string };
        acknowledged.push({ key, path, body, ticketId: ticket.id, number: ticket.number });
        if (acknowledged.length === round.tellAfter) process.stdout.write('"reached"\n');
      } else if (answer.status === 503) return false;
      else if (answer.status >= 500) throw new Error(`${path}: ${JSON.stringify(value)}`);
      return true;
    } catch (error) {
      // A connection that breaks off is the point of the exercise; anything else is a fault.
      if (error instanceof TypeError || error instanceof SyntaxError) return false;
      throw error;
    }
  };
  const drawer = async (at: number) => {
    const draw = chance(round.seed * 7_919 + at);
    for (let count = 0; ; count += 1) {
      const field = round.fields[Math.floor(draw() * round.fields.length)];
      if (!(await post('/tickets', { field, printer: null }, `${round.name}-d${at}-${count}`))) return;
    }
  };
  const caller = async (counter: string, at: number) => {
    const draw = chance(round.seed * 104_729 + at);
    for (let count = 0; ; count += 1) {
      const { act, body } = nextAct(draw, round.fields);
      if (!(await post(`/counters/${counter}/${act}`, body, `${round.name}-c${counter}-${count}`))) return;
    }
  };
  await Promise.all([
    ...Array.from({ length: round.drawers }, (_, at) => drawer(at)),
    ...round.counters.map(caller),
  ]);
  return acknowledged;
}

for await (const line of createInterface({ input: process.stdin }))
  process.stdout.write(`${JSON.stringify(await run(JSON.parse(line) as CrashRound))}\n`);
