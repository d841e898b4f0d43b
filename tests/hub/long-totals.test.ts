import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { LogHead } from '../../common/protocol/hub.ts';
import { FIRST_HASH } from '../../server/storage/event-store.ts';
import { HubPostgres } from '../support/hub-postgres.ts';
import { TestHub } from '../support/hub-world.ts';
import { MadeLog } from '../support/made-log.ts';

const postgres = new HubPostgres();
beforeAll(() => postgres.begin());
afterAll(() => postgres.close());

let hub: TestHub;
let admin: string;

beforeEach(async () => {
  hub = await new TestHub(await postgres.database()).begin();
  admin = await hub.signIn();
});
afterEach(() => hub.close());

/** Sends what the hub does not have of a log, so many events at once. */
async function send(hall: string, log: MadeLog, atOnce: number, from = 0): Promise<number> {
  const headOf = (sequence: number): LogHead => ({
    sequence,
    hash: log.texts[sequence - 1]?.hash ?? FIRST_HASH,
  });
  for (let after = from; after < log.texts.length; after += atOnce) {
    const taken = await hub.running.services.intake.take(hall, {
      after: headOf(after),
      events: log.texts.slice(after, after + atOnce).map(({ body, hash }) => [body, hash]),
      head: headOf(log.texts.length),
      signs: {
        version: '0.1.0',
        timeZone: 'Asia/Ho_Chi_Minh',
        hallTimeMs: 0,
        troubles: [],
        paperOutSinceMs: null,
      },
    });
    expect(taken.ok).toBe(true);
  }
  return log.texts.length;
}

const kept = async (hall = 'xa-a') => {
  const { rows } = await hub.running.services.writer.query<{ from_date: string; scale: string }>(
    "SELECT scale, from_date FROM long_totals WHERE hall = $1 AND field = '' ORDER BY scale, from_date",
    [hall],
  );
  return rows.map(({ scale, from_date }) => `${scale} ${from_date}`);
};

const PERIODS = [
  ['2025-01-01', '2025-12-31'],
  ['2025-11-01', '2026-02-28'],
  ['2025-11-20', '2026-03-31'],
  ['2025-12-01', '2025-12-30'],
  ['2025-12-01', '2025-12-31'],
  ['2024-01-01', '2026-12-31'],
] as const;
const DIMENSIONS = [
  'field',
  'agency',
  'month',
  'year',
  'quarter',
  'field,month',
  'year,field',
  'period',
  'week',
];

/** Every figure of the hub is the hall's own. */
async function expectTheHallsOwn(
  log: MadeLog,
  periods: readonly (readonly [string, string])[] = PERIODS.slice(0, 3),
  dimensions = ['field', 'month', 'year,field'],
): Promise<void> {
  for (const [from, to] of periods)
    for (const by of dimensions) {
      const same = await hub.ask(admin, 'GET', `/reports/volume?from=${from}&to=${to}&by=${by}`);
      expect(same.body, `${from} ${to} ${by}`).toEqual(log.report('volume', { from, to, by }));
    }
}

test('months and years that are over are told by totals of their own, and every figure stays the hall’s', async () => {
  await hub.addHall(admin, 'xa-a');
  const log = new MadeLog(7);
  log.define('2025-11-10', 15);
  const early = log.days('2025-11-10', '2026-03-05', 3);
  let sent = await send('xa-a', log, 400);
  const all = [
    'month 2025-11-01',
    'month 2025-12-01',
    'month 2026-01-01',
    'month 2026-02-01',
    'year 2025-01-01',
  ];
  expect(await kept()).toEqual(all);
  await expectTheHallsOwn(log, PERIODS, DIMENSIONS);

  // A visit of December is corrected: what holds it counts no more until the next day opens.
  const december = early[60] ?? '';
  const byHand = { type: 'ticket:corrected', ticketId: december, field: log.fields[2] ?? '' } as const;
  log.add(byHand, Date.parse('2026-03-05T08:00:00Z'));
  sent = await send('xa-a', log, 400, sent);
  expect(await kept()).toEqual(['month 2025-11-01', 'month 2026-01-01', 'month 2026-02-01']);
  await expectTheHallsOwn(log);
  log.day('2026-03-06', 3);
  sent = await send('xa-a', log, 400, sent);
  expect(await kept()).toEqual(all);
  await expectTheHallsOwn(log);

  // Other targets count for all of the past, as in the hall's own report.
  log.define('2026-03-06', 5);
  sent = await send('xa-a', log, 400, sent);
  expect(await kept()).toEqual(all);
  await expectTheHallsOwn(log);
});

test('totals of several halls, and read tables that are made once more, give the same', async () => {
  const log = new MadeLog(11);
  log.define('2025-11-24', 15);
  log.days('2025-11-24', '2026-01-06', 4);
  const own = log.report('volume', { from: '2025-01-01', to: '2025-12-31', by: 'field' });
  for (const code of ['xa-a', 'xa-b']) {
    await hub.addHall(admin, code, 'huyen-1');
    await send(code, log, 2_000);
  }
  const ask = async (by: string) =>
    (await hub.ask(admin, 'GET', `/reports/volume?from=2025-01-01&to=2025-12-31&by=${by}`)).body;
  // Of two equal halls the shares, means and ranks are those of one.
  const twice = (row: object) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [
        key,
        ['drawn', 'called', 'served', 'noShow', 'left', 'transactions'].includes(key) ? value * 2 : value,
      ]),
    );
  const both = { rows: own.rows.map(twice), totals: twice(own.totals) };
  expect(await ask('field')).toEqual(both);
  expect(await ask('parent')).toMatchObject({ rows: [{ parent: 'huyen-1', ...both.totals }] });
  const byHall = await ask('hall,month');
  await hub.running.services.writer.query(
    "UPDATE halls SET must_rebuild = true; UPDATE long_totals SET figures = '{}', drawn = 0",
  );
  for (const code of ['xa-a', 'xa-b']) await send(code, log, 1, log.texts.length - 1);
  expect(await kept('xa-b')).toEqual(['month 2025-11-01', 'month 2025-12-01', 'year 2025-01-01']);
  expect(await ask('hall,month')).toEqual(byHall);
  expect(await ask('field')).toEqual(both);
});
