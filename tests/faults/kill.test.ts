import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectHall, type HallConnection } from '../../common/client/hall-connection.ts';
import type { ViewRecord } from '../../common/protocol/views.ts';
import { HallCalendar } from '../../server/hall/clock.ts';
import { DATABASE_FILE } from '../../server/storage/database.ts';
import { verifyReadTables } from '../../server/storage/verify-read-tables.ts';
import { ALL_FOLLOWS } from '../support/all-follows.ts';
import { type Acknowledged, type CrashLoad, startCrashLoad } from '../support/crash-load.ts';
import { CrashRecord } from '../support/crash-record.ts';
import { CHILD_PASSWORD, type HallProcess, startHallProcess } from '../support/hall-process.ts';

/** KILLS makes the run longer, KILL_SEED runs one again. */
const KILLS = Number(process.env.KILLS ?? 20);
const SEED = Number(process.env.KILL_SEED ?? 7);
const COUNTERS = Array.from({ length: 20 }, (_, at) => `q${at + 1}`);
const DRAWERS = 64;
/** Answers of a round to each of the two processes, at most, before the blow falls. */
const MOST_ANSWERS = 160;

const HOUR_MS = 3_600_000;
/** What happens to a clock, right again half of the time; none of it ends a day, whose counters would close. */
const OFFSETS_MS = [
  0,
  0,
  0,
  0,
  0,
  -HOUR_MS / 4,
  -HOUR_MS,
  400 * 24 * HOUR_MS,
  26_000 * 24 * HOUR_MS,
  -9_000 * 24 * HOUR_MS,
];

function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

describe('kill -9 while 64 clients draw and 20 counters call, from two processes, and the clock is set wrong', () => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-kill-'));
  const record = new CrashRecord(folder);
  const loads: CrashLoad[] = [];
  const boots = new Set<string>();
  /** By how much the machine's wall clock is off, ms; the hall follows the file while it runs. */
  const offsetFile = join(folder, 'clock-offset');
  const setClock = (offsetMs: number) => writeFileSync(offsetFile, String(offsetMs));
  const startHall = (port = 0) => startHallProcess(folder, '', port, offsetFile);
  let hall: HallProcess;
  let token = '';
  let fields: string[] = [];
  let screen: HallConnection;

  const ask = async (method: string, path: string, body?: object, key = `${method}${path}`) => {
    const answer = await fetch(`${hall.url}/api/v1${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': key,
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const value = (await answer.json()) as Record<string, unknown>;
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(value)}`);
    return { status: answer.status, value };
  };
  const sequence = async () => Number((await ask('GET', '/health')).value.sequence);
  /** Waits until the screen shows what the hall has. */
  const shown = (atLeast: number) =>
    new Promise<void>((done) => {
      const stop = screen.subscribe(() => {
        const state = screen.getState();
        if (state.status !== 'live' || state.sequence < atLeast) return;
        stop();
        done();
      });
      if (screen.getState().status === 'live' && screen.getState().sequence >= atLeast) {
        stop();
        done();
      }
    });

  beforeAll(async () => {
    setClock(0);
    hall = await startHall();
    token = String(
      (await ask('POST', '/session', { username: 'admin', password: CHILD_PASSWORD })).value.token,
    );
    fields = ((await ask('GET', '/fields')).value.fields as { code: string }[]).map((each) => each.code);
    for (const [at, code] of COUNTERS.entries()) {
      await ask('PUT', `/counters/${code}`, {
        code,
        label: `Quầy ${at + 1}`,
        spokenNumber: at + 1,
        primaryFields: fields,
        helpingFields: [],
        active: true,
      });
      await ask('POST', `/counters/${code}/open`, {});
    }
    loads.push(startCrashLoad(), startCrashLoad());
    screen = connectHall({ url: hall.url, wants: 'display' });
    screen.subscribe(() => {
      const { boot } = screen.getState();
      if (boot !== null) boots.add(boot);
    });
  });
  afterAll(async () => {
    screen.close();
    for (const load of loads) load.stop();
    await hall.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  test(
    `after each of ${KILLS} kills every acknowledged command is there once (KILL_SEED=${SEED})`,
    async () => {
      const draw = chance(SEED);
      let acknowledged = 0;
      let atLeast = 0;
      for (let kill = 0; kill < KILLS; kill += 1) {
        // The blow falls when clients have been answered so often: a slow machine only takes longer.
        const tellAfter = 1 + Math.floor(draw() * MOST_ANSWERS);
        atLeast += loads.length * tellAfter;
        const running = loads.map((load, at) =>
          load.run({
            url: hall.url,
            token,
            name: `k${kill}p${at}`,
            seed: SEED * 1_000 + kill * 2 + at,
            drawers: DRAWERS / loads.length,
            counters: COUNTERS.filter((_, counter) => counter % loads.length === at),
            fields,
            tellAfter,
          }),
        );
        await Promise.all(running.map((round) => round.reached));
        // Somebody sets the clock just before the blow, and the boot after it finds another one.
        setClock(OFFSETS_MS[Math.floor(draw() * OFFSETS_MS.length)] ?? 0);
        // Now and then it is asked to end instead: it leaves a snapshot, from which the next ones start.
        if (kill % 7 === 5) await hall.stop();
        else await hall.kill();
        const answered = (await Promise.all(running.map((round) => round.ended))).flat();
        acknowledged += answered.length;
        expect(record.faultsAfter(answered), `kill ${kill}`).toEqual([]);
        setClock(OFFSETS_MS[Math.floor(draw() * OFFSETS_MS.length)] ?? 0);

        hall = await startHall(hall.port);
        await expectSameAnswers(answered, draw);
        await shown(await sequence());
      }
      expect(acknowledged).toBeGreaterThanOrEqual(atLeast);
      process.stdout.write(`${KILLS} kills, ${acknowledged} acknowledged commands, none lost or doubled\n`);
    },
    60_000 + KILLS * 12_000,
  );

  /** A client that did not hear its answer asks again: it must hear the same, and nothing new may be written. */
  async function expectSameAnswers(answered: readonly Acknowledged[], draw: () => number): Promise<void> {
    const before = await sequence();
    for (let time = 0; time < Math.min(8, answered.length); time += 1) {
      const again = answered[Math.floor(draw() * answered.length)];
      if (again === undefined) return;
      const { status, value } = await ask('POST', again.path, again.body, again.key);
      const ticket = (value.ticket ?? value) as { id: string; number: string };
      expect({ status, id: ticket.id, number: ticket.number }).toEqual({
        status: 200,
        id: again.ticketId,
        number: again.number,
      });
    }
    expect(await sequence()).toBe(before);
  }

  test('the read tables and the snapshots follow from the log', async () => {
    setClock(0);
    await hall.stop();
    const faults = verifyReadTables(join(folder, DATABASE_FILE), new HallCalendar('Asia/Ho_Chi_Minh'));
    expect(faults).toEqual(ALL_FOLLOWS);
    hall = await startHall(hall.port);
  });

  test('a screen that lived through all of it shows what a fresh one shows, without a reload', async () => {
    const now = await sequence();
    await shown(now);
    const fresh = connectHall({ url: hall.url, wants: 'display' });
    await new Promise<void>((done) => {
      const stop = fresh.subscribe(() => {
        if (fresh.getState().status !== 'live' || fresh.getState().sequence < now) return;
        stop();
        done();
      });
    });
    const records = (connection: HallConnection): ViewRecord[] =>
      [...connection.getState().records.values()].sort((a, b) => a.id.localeCompare(b.id));
    expect(records(screen)).toEqual(records(fresh));
    expect(boots.size).toBeGreaterThan(KILLS / 2);
    fresh.close();
  });
});
