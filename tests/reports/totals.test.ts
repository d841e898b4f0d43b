import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, describe, expect, test } from 'vitest';
import type { HallEvent } from '../../server/domain/events.ts';
import { ImportBatches } from '../../server/import/import-batches.ts';
import { importTickets } from '../../server/import/import-tickets.ts';
import { OWN_FORMAT } from '../../server/import/profile.ts';
import { LocalReportDesk } from '../../server/reports/report-desk.ts';
import { openDatabase } from '../../server/storage/database.ts';
import { MIGRATIONS } from '../../server/storage/migrations/index.ts';
import { wrongTotals } from '../../server/storage/ticket-totals.ts';
import { verifyReadTables } from '../../server/storage/verify-read-tables.ts';
import { ALL_FOLLOWS } from '../support/all-follows.ts';
import { OPENING_MS, TestHall } from '../support/test-hall.ts';

const DAY_MS = 86_400_000;
const FIELDS = ['ho-tich', 'chung-thuc', 'dat-dai'] as const;
const AGENCIES: Readonly<Record<string, string>> = { 'ho-tich': 'ubnd', 'chung-thuc': 'ubnd' };
const TARGETS: Readonly<Record<string, number>> = { 'ho-tich': 4, 'chung-thuc': 7.5 };

function chance(seed: number): () => number {
  let state = seed * 7_919 + 1;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** A ticket as it lies in the read table, read by nothing of the product. */
interface Plain {
  readonly [column: string]: string | number | null;
  readonly batch: string | null;
  readonly field: string;
  readonly state: string;
  readonly local_date: string;
  readonly wait_ms: number | null;
  readonly service_ms: number | null;
  readonly transaction_count: number;
  readonly called_at_ms: number | null;
}

const COLUMN: Readonly<Record<string, string>> = { day: 'local_date' };

const keyOf = (row: Plain, by: string): string =>
  by
    .split(',')
    .map((each) => String(each === 'agency' ? (AGENCIES[row.field] ?? null) : row[COLUMN[each] ?? each]))
    .join('|');

const inMinutes = (ms: number | undefined) =>
  ms === undefined ? null : Math.round((ms / 60_000) * 100) / 100;

function plainFigures(rows: readonly Plain[], silent: ReadonlySet<string>) {
  const times = (key: 'wait_ms' | 'service_ms') => {
    const all = rows.flatMap((row) => row[key] ?? []).sort((a, b) => a - b);
    const sum = all.reduce((total, each) => total + each, 0);
    return {
      all,
      mean: inMinutes(all.length === 0 ? undefined : sum / all.length),
      p50: inMinutes(all[Math.ceil(all.length * 0.5) - 1]),
      p90: inMinutes(all[Math.ceil(all.length * 0.9) - 1]),
    };
  };
  const waits = times('wait_ms');
  const services = times('service_ms');
  const within = rows.filter(
    (row) => row.wait_ms !== null && row.wait_ms <= (TARGETS[row.field] ?? 15) * 60_000,
  ).length;
  const ended = (state: string) => rows.filter((row) => row.state === state).length;
  return {
    drawn: rows.length,
    called: rows.filter((row) => row.called_at_ms !== null).length,
    served: ended('done'),
    noShow: rows.length > 0 && rows.every((row) => silent.has(row.batch ?? '')) ? null : ended('no_show'),
    left: rows.filter((row) => row.called_at_ms === null && ['cancelled', 'expired'].includes(row.state))
      .length,
    transactions: rows.reduce((sum, row) => sum + row.transaction_count, 0),
    waitMeanMinutes: waits.mean,
    waitP50Minutes: waits.p50,
    waitP90Minutes: waits.p90,
    withinTargetShare:
      waits.all.length === 0 ? null : Math.round((within / waits.all.length) * 10_000) / 10_000,
    serviceMeanMinutes: services.mean,
    serviceP90Minutes: services.p90,
  };
}

const DIMENSIONS = [
  ...['field', 'procedure', 'agency', 'purpose', 'counter', 'officer', 'day', 'week', 'month', 'quarter'],
  ...[
    'year',
    'period',
    'weekday',
    'slot',
    'field,month',
    'agency,period',
    'field,day',
    'month,weekday,agency',
  ],
  ...['field,slot', 'year,quarter,month,period,field'],
];
const SPANS = [
  ['2026-11-01', '2027-02-28'],
  ['2026-11-30', '2026-12-31'],
  ['2026-12-03', '2027-01-20'],
  ['2026-12-15', '2026-12-15'],
  ['1990-01-01', '2089-12-31'],
] as const;

/** A hall that lives through weeks of random days, with earlier records brought in and taken out again. */
class RandomLife {
  readonly test = new TestHall();
  private readonly draw: () => number;
  private readonly batches: string[] = [];
  private files = 0;

  constructor(seed: number) {
    this.draw = chance(seed);
  }

  private pick<T>(of: readonly T[]): T {
    return of[Math.floor(this.draw() * of.length)] as T;
  }

  async day(steps: number): Promise<void> {
    const { test, draw } = this;
    for (const counter of ['1', '2']) await test.as(`can-bo-${counter}`).give('counter:open', { counter });
    for (let step = 0; step < steps; step += 1) {
      test.clock.atMs += Math.floor(draw() * 170_000);
      await this.act();
    }
  }

  private async act(): Promise<void> {
    const { test } = this;
    const counter = this.pick(['1', '2']);
    const clerk = test.as(`can-bo-${counter}`);
    const act = this.draw();
    if (act < 0.42)
      await test.draw(this.pick(FIELDS), { purpose: this.pick(['submit', 'collect'] as const) });
    else if (act < 0.66) await clerk.give('counter:call-next', { counter });
    else if (act < 0.72) await clerk.give('counter:start', { counter });
    else if (act < 0.84)
      await clerk.give('counter:finish', {
        counter,
        outcome: 'served',
        transactions: [{ procedure: this.pick(['1.001193', '2.000815']), count: 2 }],
      });
    else if (act < 0.88) await clerk.give('counter:no-show', { counter });
    else if (act < 0.93) await clerk.give('counter:transfer', { counter, field: this.pick(FIELDS) });
    else {
      const ended = [...test.hall.state.ended.keys()];
      if (ended.length > 0)
        await clerk.give('ticket:correct', {
          ticket: this.pick(ended),
          field: this.pick(FIELDS),
          ...(this.draw() < 0.5 ? {} : { transactions: [] }),
        });
    }
  }

  /** A correction of a day that is long over, as only the record itself could bring it. */
  lateCorrection(): void {
    const { store } = this.test;
    const ids = store.db
      .prepare('SELECT id FROM tickets ORDER BY issued_at_ms, id')
      .pluck()
      .all() as string[];
    if (ids.length > 0)
      this.commit({ type: 'ticket:corrected', ticketId: this.pick(ids), field: this.pick(FIELDS) });
  }

  async import(): Promise<void> {
    const lines = ['date,field,number,issued_at,called_at,finished_at,outcome'];
    const start = Date.UTC(2026, 10, 1) + Math.floor(this.draw() * 45) * DAY_MS;
    for (let at = 0; at < 60; at += 1) {
      const date = new Date(start + Math.floor(at / 4) * DAY_MS).toISOString().slice(0, 10);
      const issued = 450 + Math.floor(this.draw() * 300);
      const called = issued + Math.floor(this.draw() * 90);
      const clock = (minute: number) =>
        `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      lines.push(
        `${date},${this.pick([...FIELDS, 'cu'])},${at},${clock(issued)},${clock(called)},${clock(called + 9)},done`,
      );
    }
    this.files += 1;
    const file = join(this.test.folder, `old-${this.files}.csv`);
    writeFileSync(file, `${lines.join('\n')}\n`);
    const { store, calendar, clock } = this.test;
    const place = { store, calendar, batches: new ImportBatches(store.db) };
    const result = await importTickets(place, {
      file,
      profile: OWN_FORMAT,
      dryRun: false,
      skipBad: false,
      nowMs: clock.atMs + 90 * DAY_MS,
    });
    expect(result.outcome).toBe('imported');
    if (result.batch !== null) this.batches.push(result.batch);
  }

  removeImport(sweep: boolean): void {
    const batch = this.batches.shift();
    if (batch === undefined) return;
    this.commit({ type: 'import:removed', batch });
    if (sweep) new ImportBatches(this.test.store.db).sweep();
  }

  private commit(event: HallEvent): void {
    const atMs = this.test.clock.atMs;
    const actor = { kind: 'system', id: 'test' } as const;
    this.test.store.commit({ events: [{ event, atMs, actor, device: null, commandId: null }], commands: [] });
  }

  /** Every report of volume against a plain loop over the tickets that count. */
  async compare(): Promise<void> {
    const { db } = this.test.store;
    const desk = new LocalReportDesk(db, {
      fieldName: () => undefined,
      agencyOf: (field) => AGENCIES[field] ?? null,
      targetMinutes: (field) => TARGETS[field] ?? 15,
      postOf: () => ({ agencyName: '', payingUnit: '' }),
    });
    const all = db
      .prepare(
        `SELECT t.* FROM tickets t LEFT JOIN import_batches b ON b.id = t.batch
          WHERE t.batch IS NULL OR b.state = 'complete'`,
      )
      .all() as Plain[];
    const telling = new Set(all.filter((row) => row.state === 'no_show').map((row) => row.batch));
    const silent = new Set(all.flatMap(({ batch }) => (batch === null || telling.has(batch) ? [] : [batch])));
    for (const [from, to] of SPANS) {
      const rows = all.filter((row) => row.local_date >= from && row.local_date <= to);
      for (const by of DIMENSIONS) {
        const groups = new Map<string, Plain[]>();
        for (const row of rows) groups.set(keyOf(row, by), [...(groups.get(keyOf(row, by)) ?? []), row]);
        const answer = await desk.run('volume', { from, to, by }, 'json');
        if (!answer.ok) throw new Error(answer.refusal.message);
        const { json } = answer.value;
        const told = new Map(
          json.rows.map(({ fieldName: _name, ...row }) => {
            const key = by.split(',').map((each) => String(row[each]));
            for (const each of by.split(',')) delete row[each];
            return [key.join('|'), row];
          }),
        );
        expect({ by, from, to, rows: [...told].sort() }).toEqual({
          by,
          from,
          to,
          rows: [...groups].map(([key, of]) => [key, plainFigures(of, silent)]).sort(),
        });
        expect(json.totals).toEqual(plainFigures(rows, silent));
      }
    }
    expect(wrongTotals(db)).toBe(0);
  }

  close(): void {
    this.test.close();
  }
}

describe('totals kept at write time', () => {
  let life: RandomLife | undefined;
  afterEach(() => {
    life?.close();
    life = undefined;
  });

  test.each([1, 2, 3, 4])(
    'give what the tickets give, whatever happens to them (life %i)',
    async (seed) => {
      life = new RandomLife(seed);
      const { test: hall } = life;
      await hall.begin();
      for (const [at, day] of [2, 3, 7, 20, 21, 22, 36, 37, 55].entries()) {
        hall.clock.atMs = OPENING_MS + day * DAY_MS;
        await life.day(40);
        if (at % 3 === 1) await life.import();
        if (at === 4) await life.compare();
        if (at % 2 === 0) life.lateCorrection();
        if (at === 5) life.removeImport(seed % 2 === 0);
        if (at === 6) await life.compare();
      }
      await life.compare();
      const { db } = hall.store;
      const fresh = () =>
        db.prepare("SELECT count(*) FROM totalled_spans WHERE stale = 0 AND batch = ''").pluck().get();
      expect(fresh()).toBeGreaterThan(8);
      expect(hall.errors).toEqual([]);
      hall.store.rebuild();
      await life.compare();
      expect(fresh()).toBeGreaterThan(8);
    },
    60_000,
  );

  test('a row of totals that is not what its tickets give is told by verify', async () => {
    life = new RandomLife(9);
    const { test: hall } = life;
    await hall.begin();
    for (const day of [0, 1]) {
      hall.clock.atMs = OPENING_MS + day * DAY_MS;
      await life.day(30);
    }
    const file = join(hall.folder, 'hall.sqlite');
    expect(verifyReadTables(file, hall.calendar)).toEqual(ALL_FOLLOWS);
    hall.store.db.exec("UPDATE ticket_totals SET drawn = drawn + 1 WHERE field = 'ho-tich'");
    expect(verifyReadTables(file, hall.calendar).tables).toEqual([{ table: 'ticket_totals', rows: 2 }]);
    hall.store.rebuild();
    hall.store.db.exec("DELETE FROM ticket_totals WHERE field = 'ho-tich'");
    expect(verifyReadTables(file, hall.calendar).tables).toEqual([{ table: 'ticket_totals', rows: 1 }]);
    hall.store.rebuild();
    expect(verifyReadTables(file, hall.calendar)).toEqual(ALL_FOLLOWS);
  });

  test('tickets drawn after the clock was set back are not lost behind the totals of their day', async () => {
    life = new RandomLife(3);
    const { test: hall } = life;
    await hall.begin();
    for (const day of [0, 21, 1]) {
      hall.clock.atMs = OPENING_MS + day * DAY_MS;
      await life.day(20);
    }
    await life.compare();
    hall.clock.atMs = OPENING_MS;
    await hall.draw();
    await hall.draw();
    await life.compare();
    hall.clock.atMs = OPENING_MS + 22 * DAY_MS;
    await hall.draw();
    await life.compare();
    const { db } = hall.store;
    expect(db.prepare('SELECT count(*) FROM totalled_spans WHERE stale = 1').pluck().get()).toBe(0);
  });

  test.each([
    ['before there were totals', 4],
    ['before their times were packed in bins', 11],
  ])('a record from %s gets them when it is opened', async (_when, version) => {
    life = new RandomLife(7);
    const { test: hall } = life;
    await hall.begin();
    for (const day of [0, 1, 20]) {
      hall.clock.atMs = OPENING_MS + day * DAY_MS;
      await life.day(30);
    }
    await life.import();
    const file = join(hall.folder, 'earlier.sqlite');
    const earlier = new Sqlite(file);
    for (const migration of MIGRATIONS.slice(0, version)) earlier.exec(migration.sql);
    earlier.pragma(`user_version = ${version}`);
    earlier.prepare('ATTACH ? AS present').run(join(hall.folder, 'hall.sqlite'));
    for (const table of ['tickets', 'import_batches']) {
      // Later versions have columns that this one did not.
      const columns = earlier.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table).join(', ');
      earlier.exec(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM present.${table}`);
    }
    if (version > 4) {
      for (const table of ['ticket_totals', 'totalled_spans'])
        earlier.exec(`INSERT INTO main.${table} SELECT * FROM present.${table}`);
      earlier.exec("UPDATE main.ticket_totals SET waits = x'00'");
    }
    earlier.close();
    const opened = openDatabase(file);
    const totals = 'SELECT * FROM ticket_totals ORDER BY batch, scale, from_date, field';
    expect(opened.prepare(totals).all()).toEqual(hall.store.db.prepare(totals).all());
    expect(opened.prepare('SELECT count(*) FROM ticket_totals').pluck().get()).toBeGreaterThan(10);
    expect(wrongTotals(opened)).toBe(0);
    opened.close();
  });

  test('a change of a day that is over makes only its own spans stale, and the next day heals them', async () => {
    life = new RandomLife(5);
    const { test: hall } = life;
    await hall.begin();
    for (const day of [0, 1, 20]) {
      hall.clock.atMs = OPENING_MS + day * DAY_MS;
      await life.day(20);
    }
    const { db } = hall.store;
    const stale = () =>
      db.prepare('SELECT scale, from_date FROM totalled_spans WHERE stale = 1 ORDER BY 1').raw().all();
    expect(stale()).toEqual([]);
    db.exec("UPDATE tickets SET field = 'dat-dai' WHERE local_date = '2026-11-24'");
    expect(stale()).toEqual([
      ['day', '2026-11-24'],
      ['half', '2026-11-15'],
    ]);
    await life.compare();
    hall.clock.atMs = OPENING_MS + 21 * DAY_MS;
    await life.day(5);
    expect(stale()).toEqual([]);
    await life.compare();
  });
});
