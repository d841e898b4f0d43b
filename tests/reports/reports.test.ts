import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { measureOf } from '../../common/measures/measure.ts';
import type { LoggedEvent } from '../../server/domain/events.ts';
import { REPORTS } from '../../server/reports/registry.ts';
import { postsOf } from '../../server/reports/report.ts';
import { LocalReportDesk } from '../../server/reports/report-desk.ts';
import { OPENING_MS, TestHall } from '../support/test-hall.ts';

const DAY_MS = 86_400_000;
const FIELDS = ['ho-tich', 'chung-thuc', 'dat-dai'];

function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** What a plain reader of the log notes down of each ticket. */
interface Noted {
  id: string;
  date: string;
  weekday: number;
  slot: number;
  field: string;
  drawnField: string;
  purpose: string;
  procedure: string | null;
  issuedMs: number;
  calledMs: number | null;
  end: string | null;
  outcome: string | null;
  serviceMs: number | null;
  expectedMs: number | null;
}

function note(events: readonly LoggedEvent[]): Noted[] {
  const all = new Map<string, Noted>();
  for (const { event, atMs } of events) {
    const local = new Date(atMs + 7 * 3_600_000);
    if (event.type === 'ticket:issued')
      all.set(event.ticketId, {
        id: event.ticketId,
        date: local.toISOString().slice(0, 10),
        weekday: local.getUTCDay() || 7,
        slot: local.getUTCHours() * 2 + (local.getUTCMinutes() >= 30 ? 1 : 0),
        field: event.field,
        drawnField: event.field,
        purpose: event.purpose,
        procedure: event.procedure,
        issuedMs: atMs,
        calledMs: null,
        end: null,
        outcome: null,
        serviceMs: null,
        expectedMs: event.forecast?.waitMs ?? null,
      });
    if (!('ticketId' in event)) continue;
    const ticket = all.get(event.ticketId);
    if (!ticket) continue;
    if (event.type === 'ticket:called') ticket.calledMs ??= atMs;
    if (event.type === 'ticket:transferred') ticket.field = event.field;
    if (event.type === 'ticket:finished')
      Object.assign(ticket, {
        end: 'done',
        outcome: event.outcome,
        serviceMs: event.serviceMs,
        field: event.field,
      });
    if (event.type === 'ticket:no-show') ticket.end = 'no_show';
    if (event.type === 'ticket:cancelled' || event.type === 'ticket:expired') ticket.end = 'gone';
  }
  return [...all.values()];
}

describe('reports against a plain reading of the log', () => {
  let testHall: TestHall;
  let desk: LocalReportDesk;
  let db: Sqlite.Database;
  let noted: Noted[];
  const FROM = '2026-11-30';
  const TO = '2026-12-16';

  beforeAll(async () => {
    testHall = await new TestHall().begin();
    const draw = chance(42);
    const pick = <T>(of: readonly T[]) => of[Math.floor(draw() * of.length)] as T;
    // Working days over the end of a month and of an administrative period, one of them without anybody.
    for (const day of [6, 7, 8, 20, 21, 22]) {
      testHall.clock.atMs = OPENING_MS + day * DAY_MS;
      for (const counter of ['1', '2'])
        await testHall.as(`can-bo-${counter}`).give('counter:open', { counter });
      for (let step = 0; step < 120; step += 1) {
        testHall.clock.atMs += Math.floor(draw() * 240_000);
        const counter = pick(['1', '2']);
        const clerk = testHall.as(`can-bo-${counter}`);
        const act = draw();
        if (act < 0.4)
          await testHall.draw(pick(FIELDS), { purpose: pick(['submit', 'collect', 'ask'] as const) });
        else if (act < 0.65) await clerk.give('counter:call-next', { counter });
        else if (act < 0.72) await clerk.give('counter:start', { counter });
        else if (act < 0.84)
          await clerk.give('counter:finish', {
            counter,
            outcome: pick(['served', 'missing_papers'] as const),
            transactions: [
              {
                procedure: pick(['1.001193', '2.000815']),
                count: 1,
                dossierCode: `H15.50.05.13-261130-00${10 + Math.floor(draw() * 20)}`,
              },
            ],
          });
        else if (act < 0.9) await clerk.give('counter:no-show', { counter });
        else if (act < 0.95) await clerk.give('counter:transfer', { counter, field: pick(FIELDS) });
        else {
          await clerk.give('counter:pause', { counter, reason: 'Họp' });
          testHall.clock.minutes(3);
          await clerk.give('counter:resume', { counter });
        }
      }
      testHall.clock.minutes(5);
      for (const clerk of ['can-bo-1', 'can-bo-2'])
        await testHall.as(clerk).give('remark:make', {
          kind: pick(['difficulty', 'proposal'] as const),
          ...pick([
            { procedure: '1.001193' },
            { procedure: '2.000815' },
            { field: 'dat-dai' },
            { topic: 'network' as const },
          ]),
          text: `Ngày ${day}: mẫu tờ khai chưa rõ`,
        });
      const remark = [...testHall.hall.state.remarks].at(-1);
      const act = draw();
      if (remark && act < 0.3) await testHall.as('can-bo-2').give('remark:withdraw', { id: remark[0] });
      else if (remark && act < 0.7)
        await testHall
          .as('admin', 'admin')
          .give('remark:settle', { id: remark[0], state: 'drafted', answer: 'Có' });
      await testHall.as('admin', 'admin').give('day:close', {});
    }
    db = new Sqlite(`${testHall.folder}/hall.sqlite`, { readonly: true });
    desk = new LocalReportDesk(db, {
      fieldName: (code) => testHall.hall.state.fields.get(code)?.name,
      agencyOf: () => null,
      targetMinutes: (code) => testHall.hall.state.fields.get(code)?.targetMinutes ?? 15,
      postOf: postsOf(() => testHall.hall.state),
    });
    noted = note(testHall.store.read(0, 100_000)).filter((each) => each.date >= FROM && each.date <= TO);
    expect(noted.length).toBeGreaterThan(200);
  }, 60_000);
  afterAll(() => {
    db.close();
    testHall.close();
  });

  const run = async (id: string, more: Record<string, string> = {}) => {
    const answer = await desk.run(id, { from: FROM, to: TO, ...more }, 'json');
    if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
    return answer.value.json;
  };
  const meanOf = (values: readonly number[]) =>
    values.length === 0 ? null : values.reduce((sum, each) => sum + each, 0) / values.length;
  const minutesOf = (ms: number | null) => (ms === null ? null : Math.round(ms / 600) / 100);
  const waits = (of: readonly Noted[]) =>
    of.flatMap((each) => (each.calledMs === null ? [] : each.calledMs - each.issuedMs));

  test('waiting: mean, share within target and service of each field', async () => {
    const { rows } = await run('waiting');
    expect(rows.map((row) => row.field)).toEqual([...FIELDS].sort());
    for (const row of rows) {
      const own = noted.filter((each) => each.field === row.field);
      const all = waits(own);
      expect(row.called).toBe(all.length);
      expect(row.waitMeanMinutes).toBe(minutesOf(meanOf(all)));
      expect(row.withinTargetShare).toBeCloseTo(all.filter((ms) => ms <= 900_000).length / all.length, 4);
      expect(row.serviceMeanMinutes).toBe(minutesOf(meanOf(own.flatMap((each) => each.serviceMs ?? []))));
    }
  });

  test('arrivals: each half-hour of each weekday, over the days on which anybody came', async () => {
    const { rows, totals } = await run('arrivals');
    for (const row of rows) {
      const days = new Set(noted.filter((each) => each.weekday === row.weekday).map((each) => each.date))
        .size;
      const drawn = noted.filter((each) => each.weekday === row.weekday && each.slot === row.slot).length;
      expect(row).toMatchObject({ drawn, days, meanPerDay: Math.round((100 * drawn) / days) / 100 });
    }
    expect(rows.reduce((sum, row) => sum + Number(row.drawn), 0)).toBe(noted.length);
    expect(totals.days).toBe(6);
  });

  test('no-show: who did not come, and who had gone before', async () => {
    const { rows, totals } = await run('no-show');
    for (const row of rows) {
      const own = noted.filter((each) => each.field === row.field);
      expect(row).toMatchObject({
        drawn: own.length,
        noShow: own.filter((each) => each.end === 'no_show').length,
        left: own.filter((each) => each.end === 'gone' && each.calledMs === null).length,
      });
    }
    expect(totals.drawn).toBe(noted.length);
  });

  test('purpose: what people came for', async () => {
    const { rows } = await run('purpose');
    for (const row of rows)
      expect(row.drawn).toBe(noted.filter((each) => each.purpose === row.purpose).length);
    expect(rows).toHaveLength(3);
  });

  test('counters and duty days: what the sessions give', async () => {
    const events = testHall.store.read(0, 100_000);
    const counters = await run('counters');
    for (const row of counters.rows) {
      let openedMs: number | null = null;
      let pausedFrom: number | null = null;
      let openMs = 0;
      let pausedMs = 0;
      for (const { event, atMs } of events) {
        if (!('counter' in event) || event.counter !== row.counter) continue;
        if (event.type === 'counter:opened') openedMs = atMs;
        if (event.type === 'counter:paused') pausedFrom ??= atMs;
        if (event.type === 'counter:resumed' && pausedFrom !== null) {
          pausedMs += atMs - pausedFrom;
          pausedFrom = null;
        }
        if (event.type === 'counter:closed' && openedMs !== null) {
          const untilMs = event.presentUntilMs ?? atMs;
          if (pausedFrom !== null) pausedMs += Math.max(0, untilMs - pausedFrom);
          openMs += untilMs - openedMs;
          openedMs = null;
          pausedFrom = null;
        }
      }
      expect(row).toMatchObject({ openMinutes: minutesOf(openMs), pausedMinutes: minutesOf(pausedMs) });
    }
    const served = noted.filter((each) => each.end === 'done').length;
    expect(counters.totals.served).toBe(served);
    const duty = await run('duty-days');
    expect(duty.rows.map((row) => [row.officer, row.dutyDays, row.firstDay, row.lastDay])).toEqual([
      ['can-bo-1', 6, '2026-11-30', '2026-12-16'],
      ['can-bo-2', 6, '2026-11-30', '2026-12-16'],
    ]);
    expect((await run('duty-days', { from: '2026-11-15', to: '2026-12-14' })).totals.dutyDays).toBe(8);
  });

  test('procedures: transactions, missing papers, and dossiers that had to come again', async () => {
    const { totals } = await run('procedures');
    const finished = testHall.store
      .read(0, 100_000)
      .flatMap(({ event }) => (event.type === 'ticket:finished' ? [event] : []));
    const works = finished.flatMap((each) =>
      each.transactions.map((one) => ({ ticket: each.ticketId, ...one })),
    );
    const dossiers = new Map<string, Set<string>>();
    for (const { procedure, dossierCode, ticket } of works) {
      const key = `${procedure}/${dossierCode}`;
      dossiers.set(key, (dossiers.get(key) ?? new Set()).add(ticket));
    }
    const again = [...dossiers.values()].reduce((sum, tickets) => sum + tickets.size - 1, 0);
    expect(totals).toMatchObject({
      transactions: works.length,
      missingPapers: finished.filter((each) => each.outcome === 'missing_papers').length,
      returnVisits: again,
    });
  });

  test('every report says what its figures rest on, measure by measure', async () => {
    for (const { id, columns } of REPORTS) {
      const found = await desk.run(id, { from: '2026-11-01', to: '2026-12-31' }, 'whole');
      if (!found.ok) throw new Error(found.refusal.message);
      const { basis } = found.value.json;
      const keys = columns.map((each) => each.key).filter((key) => measureOf(key));
      expect(Object.keys(basis?.measures ?? {}), id).toEqual(keys);
      expect(basis?.workingDays, id).toBeGreaterThan(5);
      for (const [key, { low, high }] of Object.entries(basis?.measures ?? {}))
        if (low !== null && high !== null) expect(low, `${id} ${key}`).toBeLessThanOrEqual(high);
    }
  });

  test('difficulties: every remark that was not taken back, counted by procedure as well', async () => {
    const made = new Map<string, { kind: string; procedure: string | null; topic?: string; state: string }>();
    for (const { event } of testHall.store.read(0, 100_000)) {
      if (event.type === 'remark:made') made.set(event.remarkId, { ...event, state: 'open' });
      if (event.type === 'remark:withdrawn') made.delete(event.remarkId);
      if (event.type === 'remark:settled')
        Object.assign(made.get(event.remarkId) ?? {}, { state: event.state });
    }
    const all = [...made.values()];
    const count = (wanted: object) =>
      all.filter((each) => Object.entries(wanted).every(([k, v]) => each[k as 'kind'] === v)).length;
    expect(all.length).toBeLessThan(12);
    expect(count({ state: 'drafted' })).toBeGreaterThan(0);
    expect((await run('difficulties')).rows).toHaveLength(all.length);
    expect((await run('difficulties', { state: 'drafted' })).rows).toHaveLength(count({ state: 'drafted' }));
    expect((await run('difficulties', { kind: 'proposal' })).rows).toHaveLength(count({ kind: 'proposal' }));
    const general = all.filter((each) => each.topic !== undefined);
    expect(general.length).toBeGreaterThan(0);
    const told = (await run('difficulties')).rows.filter((row) => row.topic !== null);
    expect(told.map(({ field, procedure, topic }) => [field, procedure, topic])).toEqual(
      general.map(() => [null, null, 'network']),
    );
    // Of no procedure: they are not counted there.
    const ofProcedures = { topic: undefined };
    const { rows, totals } = await run('procedures');
    for (const { procedure, difficulties, proposals } of rows) {
      expect(difficulties).toBe(count({ kind: 'difficulty', procedure, ...ofProcedures }));
      expect(proposals).toBe(count({ kind: 'proposal', procedure, ...ofProcedures }));
    }
    expect(Number(totals.difficulties) + Number(totals.proposals)).toBe(all.length - general.length);
  });

  test('estimate error: how far the announced waits were off', async () => {
    const { totals } = await run('estimate-error');
    const errors = noted.flatMap(({ expectedMs, calledMs, issuedMs }) =>
      expectedMs === null || calledMs === null ? [] : (calledMs - issuedMs - expectedMs) / 60_000,
    );
    expect(totals.estimates).toBe(errors.length);
    expect(totals.biasMinutes).toBeCloseTo(meanOf(errors) ?? Number.NaN, 1);
    expect(totals.rmseMinutes).toBeCloseTo(Math.sqrt(meanOf(errors.map((each) => each ** 2)) ?? 0), 1);
    expect(totals.claimedShare).toBeGreaterThan(0.7);
    for (const per of ['field', 'slot', 'length']) {
      const { rows } = await run('estimate-error', { per });
      expect(rows.every((row) => Object.keys(row)[0] === per)).toBe(true);
      expect(rows.reduce((sum, row) => sum + Number(row.estimates), 0)).toBe(errors.length);
    }
  });

  test('comparison: beside the days just before, or beside a period of one’s own', async () => {
    const { totals } = await run('comparison', { from: '2026-12-14', to: '2026-12-16' });
    const count = (from: string, to: string) =>
      noted.filter((each) => each.date >= from && each.date <= to).length;
    const daysOf = (from: string, to: string) =>
      new Set(noted.map((each) => each.date).filter((date) => date >= from && date <= to)).size;
    expect(totals).toMatchObject({
      drawn: count('2026-12-14', '2026-12-16'),
      drawnBefore: 0,
      changeShare: null,
    });
    const own = await run('comparison', {
      from: '2026-12-14',
      to: '2026-12-16',
      beforeFrom: '2026-11-30',
      beforeTo: '2026-12-02',
    });
    expect(own.totals).toMatchObject({
      drawnBefore: count('2026-11-30', '2026-12-02'),
      workingDays: daysOf('2026-12-14', '2026-12-16'),
      workingDaysBefore: daysOf('2026-11-30', '2026-12-02'),
    });
    const perDay = (from: string, to: string) => count(from, to) / daysOf(from, to);
    expect(own.totals.changeShare).toBeCloseTo(
      perDay('2026-12-14', '2026-12-16') / perDay('2026-11-30', '2026-12-02') - 1,
      4,
    );
    // Twice the days with the same demand are no rise.
    const long = await run('comparison', {
      from: '2026-12-07',
      to: '2026-12-16',
      beforeFrom: '2026-11-30',
      beforeTo: '2026-12-02',
    });
    expect(long.totals.changeShare).toBeCloseTo(
      perDay('2026-12-07', '2026-12-16') / perDay('2026-11-30', '2026-12-02') - 1,
      4,
    );
  });

  test('trust: what should be looked at is counted, never dropped', async () => {
    const { rows } = await run('trust');
    const found = Object.fromEntries(rows.map((row) => [row.finding, row.count]));
    expect(found['never-called']).toBe(noted.filter((each) => each.calledMs === null).length);
    expect(found['field-changed']).toBe(noted.filter((each) => each.field !== each.drawnField).length);
    expect(found['too-short']).toBe(
      noted.filter((each) => each.end === 'done' && (each.serviceMs ?? 60_000) < 20_000).length,
    );
  });

  test.each(REPORTS.map((report) => report.id))(
    '%s of days without anybody is empty, not wrong',
    async (id) => {
      const { rows } = await run(id, { from: '2020-01-01', to: '2020-01-31' });
      expect(rows.every((row) => Number(row.count ?? 0) === 0)).toBe(true);
    },
  );

  test.each(REPORTS.map((report) => report.id))(
    '%s refuses wrong days, huge spans and what it does not know',
    async (id) => {
      for (const [code, params] of [
        ['bad_period', { from: '2026-12-31', to: '2026-12-01' }],
        ['bad_date', { from: '2026-02-30', to: '2026-03-01' }],
        ['bad_period', { from: '1000-01-01', to: '2999-12-31' }],
        ['invalid_input', { from: FROM, to: TO, nonsense: '1' }],
        ['bad_date', {}],
      ] as const) {
        const answer = await desk.run(id, params as Record<string, string>, 'json');
        expect(answer).toMatchObject({ ok: false, refusal: { code } });
      }
    },
  );
});
