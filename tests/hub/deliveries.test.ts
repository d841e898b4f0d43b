import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BadLine } from '../support/bad-line.ts';
import { HubPostgres, OwnServer } from '../support/hub-postgres.ts';
import { TestHub } from '../support/hub-world.ts';
import { MadeLog } from '../support/made-log.ts';
import { SendingHall } from '../support/sending-hall.ts';

const postgres = new HubPostgres();
beforeAll(() => postgres.begin());
afterAll(() => postgres.close());

const NOW_MS = Date.parse('2026-11-30T03:00:00Z');
const SPAN = 'from=2026-11-01&to=2026-11-30';

/** A hub and halls with logs of their own. */
async function province(databaseUrl: string, codes: readonly string[], atOnce: number) {
  const hub = await new TestHub(databaseUrl, () => NOW_MS).begin();
  const admin = await hub.signIn();
  const halls = new Map<string, SendingHall>();
  for (const [at, code] of codes.entries()) {
    const log = new MadeLog(31 + at);
    log.define('2026-11-16', 15);
    halls.set(code, new SendingHall(log, atOnce, () => NOW_MS));
  }
  /** Lets a hall join over an address. */
  const join = async (code: string, url: string) => {
    const enrolmentCode = (await hub.addHall(admin, code)).replaceAll('-', '');
    return halls.get(code)?.outbox.join(url, enrolmentCode);
  };
  return { hub, admin, halls, join };
}

/** The hub holds each log exactly once, and counts it as the hall does. */
async function expectAllOnce(hub: TestHub, admin: string, halls: ReadonlyMap<string, SendingHall>) {
  const { writer } = hub.running.services;
  const { body } = await hub.ask(admin, 'GET', '/reports');
  const reports = body.reports as { id: string; dimensions?: string[] }[];
  const dimensions = reports
    .find(({ id }) => id === 'volume')
    ?.dimensions?.filter((by) => by !== 'hall' && by !== 'parent');
  expect(dimensions?.length).toBeGreaterThan(9);
  for (const [code, { log, errors }] of halls) {
    const held = await writer.query(
      'SELECT sequence, body, hash FROM events WHERE hall = $1 ORDER BY sequence',
      [code],
    );
    expect(held.rows).toEqual(log.texts);
    expect((await writer.query('SELECT 1 FROM branches')).rowCount).toBe(0);
    for (const by of [...(dimensions ?? []), 'field,day', 'month,period'])
      expect(
        (await hub.ask(admin, 'GET', `/reports/volume?${SPAN}&halls=${code}&by=${by}`)).body,
        by,
      ).toEqual(log.report('volume', { from: '2026-11-01', to: '2026-11-30', by }));
    expect(errors).toEqual([]);
  }
}

/** Time for a busy machine. */
const LIMIT_MS = 5 * 60_000;

describe('what a hall sends', () => {
  test(
    'is cut, delayed, doubled and reordered on the way, and waits for a week in its hall: nothing is lost, nothing counts twice',
    async () => {
      const { hub, admin, halls, join } = await province(await postgres.database(), ['xa-a', 'xa-b'], 29);
      const line = await new BadLine(hub.running.url, 5).begin();
      for (const code of halls.keys()) expect(await join(code, line.url)).toMatchObject({ ok: true });
      const [first, away] = [...halls.values()];
      if (first === undefined || away === undefined) throw new Error('there are two halls');
      for (const { log } of halls.values()) log.days('2026-11-16', '2026-11-17', 20);
      for (const hall of halls.values()) hall.tell();
      await Promise.all([first.arrived(), away.arrived()]);

      // A week without a hub: the log waits where it is, and the hall goes on.
      line.isDown = true;
      for (const { log } of halls.values()) log.days('2026-11-18', '2026-11-24', 20);
      for (const hall of halls.values()) hall.tell();
      await expect.poll(() => away.outbox.status().state).toBe('unreachable');
      const before = await hub.ask(admin, 'GET', '/halls');
      expect((before.body.halls as { sequence: number }[]).map(({ sequence }) => sequence)).not.toContain(
        away.log.texts.length,
      );
      line.isDown = false;
      for (const { log } of halls.values()) log.days('2026-11-25', '2026-11-27', 20);
      for (const hall of halls.values()) hall.tell();
      await Promise.all([first.arrived(), away.arrived()]);
      for (const hall of halls.values()) await hall.close();
      // What was still on its way comes after everything else.
      await line.close();
      await expectAllOnce(hub, admin, halls);
      for (const [fate, times] of line.met) expect(times, fate).toBeGreaterThan(3);
      await hub.close();
    },
    LIMIT_MS,
  );

  test(
    'meets a database that restarts in the middle of batches: nothing is lost, nothing counts twice',
    async () => {
      const server = await new OwnServer().begin();
      const { hub, admin, halls, join } = await province(server.url, ['xa-a', 'xa-b', 'xa-c'], 17);
      for (const code of halls.keys()) expect(await join(code, hub.running.url)).toMatchObject({ ok: true });
      for (const { log } of halls.values()) log.days('2026-11-16', '2026-11-20', 14);
      for (const hall of halls.values()) hall.tell();
      let met = 0;
      for (const share of [0.2, 0.5, 0.8]) {
        const [hall] = halls.values();
        const place = Math.floor(share * (hall?.log.texts.length ?? 0));
        while ((hall?.outbox.status().acknowledgedSequence ?? 0) < place)
          await new Promise((done) => setImmediate(done));
        for (const { outbox } of halls.values()) {
          const { sentSequence, acknowledgedSequence } = outbox.status();
          if (sentSequence > acknowledgedSequence) met += 1;
        }
        await server.restart();
      }
      for (const hall of halls.values()) await hall.arrived();
      expect(met).toBeGreaterThan(0);
      for (const hall of halls.values()) await hall.close();
      await expectAllOnce(hub, admin, halls);
      await hub.close();
      await server.close();
    },
    LIMIT_MS,
  );
});
