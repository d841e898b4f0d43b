import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ViewRecord } from '../../common/protocol/views.ts';
import type { LoggedEvent } from '../../server/domain/events.ts';
import { changesOf } from '../../server/hall/view/changes.ts';
import { publicRecords, staffRecords } from '../../server/hall/view/records.ts';
import { LocalReportDesk } from '../../server/reports/report-desk.ts';
import { READ_TABLES } from '../../server/storage/read-tables.ts';
import { verifyReadTables } from '../../server/storage/verify-read-tables.ts';
import { ALL_FOLLOWS } from '../support/all-follows.ts';
import { PlainModel, type PlainTicket } from '../support/plain-model.ts';
import { workRandomDays } from '../support/random-days.ts';
import { TestHall } from '../support/test-hall.ts';

const TARGET_MINUTES = 15;
const nameOf = (username: string) => username;

let hall: TestHall;
beforeEach(async () => {
  hall = new TestHall();
  // Nothing here is about a power cut.
  hall.store.db.pragma('synchronous = OFF');
  await hall.begin();
});
afterEach(() => hall.close());

const log = (): LoggedEvent[] => hall.store.read(0, 1_000_000);
const rowsOf = (sql: string) => hall.store.db.prepare(sql).all() as Record<string, unknown>[];
const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);

/** The read tables as the model would have them. */
function tablesOf(model: PlainModel) {
  const tickets = [...model.tickets.values()].sort(byId);
  return {
    tickets: tickets.map(({ work, ...ticket }) => ({
      ...ticket,
      transactions: work.reduce((sum, { count }) => sum + count, 0),
    })),
    work: tickets.flatMap(({ id, work }) => work.map((each, position) => ({ id, position, ...each }))),
    sessions: model.sessions,
    pauses: model.pauses,
  };
}

function keptTables() {
  return {
    tickets:
      rowsOf(`SELECT id, number, local_date AS date, weekday, slot, month, quarter, year, period, field,
        drawn_field AS drawnField, procedure, dossier_code AS dossierCode, purpose, priority, channel, device, issued_at_ms AS issuedAtMs,
        ordered_at_ms AS orderedAtMs, let_pass_count AS letPassCount, given_up AS givenUp, state, outcome, counter, officer, called_at_ms AS calledAtMs,
        last_called_at_ms AS lastCalledAtMs, started_at_ms AS startedAtMs, finished_at_ms AS finishedAtMs,
        wait_ms AS waitMs, service_ms AS serviceMs, call_count AS callCount, reserved_for AS reservedFor,
        transaction_count AS transactions FROM tickets ORDER BY id`),
    work: rowsOf(`SELECT ticket_id AS id, position, procedure, count, dossier_code AS dossierCode
        FROM ticket_transactions ORDER BY ticket_id, position`),
    sessions: rowsOf(`SELECT counter, officer AS what, opened_at_ms AS fromMs, closed_at_ms AS toMs
        FROM counter_sessions ORDER BY id`),
    pauses: rowsOf(`SELECT counter, reason AS what, paused_at_ms AS fromMs, resumed_at_ms AS toMs
        FROM counter_pauses ORDER BY id`),
  };
}

/** Figures of a report, worked out of the model's tickets by hand. */
function figuresOf(tickets: readonly PlainTicket[]) {
  const minutes = (ms: number) => Math.round((ms / 60_000) * 100) / 100;
  const sorted = (all: readonly (number | null)[]) =>
    all.filter((each) => each !== null).sort((a, b) => a - b);
  const waits = sorted(tickets.map((ticket) => ticket.waitMs));
  const services = sorted(tickets.map((ticket) => ticket.serviceMs));
  const mean = (all: readonly number[]) =>
    all.length === 0 ? null : minutes(all.reduce((sum, each) => sum + each, 0) / all.length);
  const rank = (all: readonly number[], share: number) => {
    const at = all[Math.ceil(all.length * share) - 1];
    return at === undefined ? null : minutes(at);
  };
  const count = (...states: string[]) => tickets.filter((ticket) => states.includes(ticket.state)).length;
  return {
    drawn: tickets.length,
    called: tickets.filter((ticket) => ticket.calledAtMs !== null).length,
    served: count('done'),
    noShow: count('no_show'),
    left: tickets.filter(
      (ticket) => ticket.calledAtMs === null && ['cancelled', 'expired'].includes(ticket.state),
    ).length,
    transactions: tickets.reduce((sum, { work }) => sum + work.reduce((all, { count: n }) => all + n, 0), 0),
    waitMeanMinutes: mean(waits),
    waitP50Minutes: rank(waits, 0.5),
    waitP90Minutes: rank(waits, 0.9),
    serviceMeanMinutes: mean(services),
    serviceP90Minutes: rank(services, 0.9),
  };
}

async function volume(by: string, from: string, to: string) {
  const desk = new LocalReportDesk(hall.store.db, {
    fieldName: () => undefined,
    agencyOf: () => null,
    targetMinutes: () => TARGET_MINUTES,
    postOf: () => ({ agencyName: '', payingUnit: '' }),
  });
  const answer = await desk.run('volume', { by, from, to }, 'json');
  if (!answer.ok) throw new Error(answer.refusal.message);
  return answer.value.json.rows as Record<string, unknown>[];
}

/** A screen that began with a snapshot and has read every patch since. */
class Screen {
  records = new Map<string, ViewRecord>();

  constructor() {
    this.whole();
    hall.hall.subscribe((events) => this.follow(events));
  }

  private whole(): void {
    const { state, calendar } = hall.hall;
    const all = [...publicRecords(state, hall.hall.moment(), calendar.zone), ...staffRecords(state, nameOf)];
    this.records = new Map(all.map((record) => [record.id, record]));
  }

  private follow(events: readonly LoggedEvent[]): void {
    const { state, calendar } = hall.hall;
    const changes = changesOf(state, events, {
      moment: hall.hall.moment(),
      timeZone: calendar.zone,
      nameOf,
    });
    if (changes.whole) {
      this.whole();
      return;
    }
    for (const record of [...changes.publicPut, ...changes.staffPut]) this.records.set(record.id, record);
    for (const id of [...changes.publicDrop, ...changes.staffDrop]) this.records.delete(id);
  }

  of<K extends ViewRecord['kind']>(kind: K): Extract<ViewRecord, { kind: K }>[] {
    return [...this.records.values()].filter(
      (record): record is Extract<ViewRecord, { kind: K }> => record.kind === kind,
    );
  }
}

function shown(screen: Screen) {
  return {
    tickets: screen
      .of('ticket')
      .map(({ ticketId, state, field, priority, counter, callCount, reservedFor }) => ({
        id: ticketId,
        state,
        field,
        priority,
        counter,
        callCount,
        reservedFor,
      }))
      .sort(byId),
    waiting: Object.fromEntries(screen.of('field').map(({ field, waiting }) => [field.code, waiting])),
    counters: screen
      .of('counter')
      .map(({ code, state, present }) => [code, state, present?.ticketId ?? null]),
    officers: screen
      .of('officer')
      .map(({ counter, username }) => [counter, username])
      .sort(),
  };
}

function expected(model: PlainModel) {
  const live = model.onScreen();
  const counter = (code: string) => model.counters.get(code) ?? { state: 'closed', officer: null };
  const codes = [...hall.hall.state.counters.keys()];
  return {
    tickets: live
      .map(({ id, state, field, priority, counter: at, callCount, reservedFor }) => ({
        id,
        state,
        field,
        priority,
        counter: at,
        callCount,
        reservedFor,
      }))
      .sort(byId),
    waiting: Object.fromEntries(
      [...hall.hall.state.fields.keys()].map((code) => [
        code,
        live.filter(
          (ticket) => ticket.state === 'waiting' && ticket.field === code && ticket.reservedFor === null,
        ).length,
      ]),
    ),
    counters: codes.map((code) => [
      code,
      counter(code).state,
      live.find((ticket) => ticket.counter === code && ['called', 'serving'].includes(ticket.state))?.id ??
        null,
    ]),
    officers: codes
      .flatMap((code) => (counter(code).officer === null ? [] : [[code, counter(code).officer]]))
      .sort(),
  };
}

describe('read tables, reports and screens against a plain model of the log', () => {
  test.each([11, 12, 13, 14])(
    'random days, seed %i: the model says the same of every ticket, session and pause, of reports and of each screen',
    async (seed) => {
      const screen = new Screen();
      const model = new PlainModel(log());
      let read = hall.store.head().sequence;
      const done = await workRandomDays(hall, {
        seed,
        days: 4,
        actsPerDay: 110,
        after: () => {
          for (const each of hall.store.read(read, 1_000)) model.read(each);
          read = hall.store.head().sequence;
          expect(shown(screen)).toEqual(expected(model));
        },
      });
      // Anything that changes a ticket happened.
      const names = ['ticket:issue', 'counter:call-next', 'counter:finish', 'counter:pause'];
      for (const name of [...names, 'counter:undo', 'counter:reopen'])
        expect([name, (done.get(name) ?? 0) >= 3]).toEqual([name, true]);
      expect(keptTables()).toEqual(tablesOf(model));
      const tickets = [...model.tickets.values()];
      const dates = [...new Set(tickets.map((ticket) => ticket.date))].sort();
      const [from = '', to = ''] = [dates[0], dates.at(-1)];
      for (const row of await volume('day,field', from, to)) {
        const of = tickets.filter((ticket) => ticket.date === row.day && ticket.field === row.field);
        expect(row).toMatchObject(figuresOf(of));
      }
      // Not by day: from the tickets themselves instead of their totals.
      for (const row of await volume('slot', from, to))
        expect(row).toMatchObject(figuresOf(tickets.filter((ticket) => ticket.slot === row.slot)));
      expect(verifyReadTables(hall.store.db.name, hall.calendar)).toEqual(ALL_FOLLOWS);
    },
  );

  test('[CALL8] the wait of an appointment counts from its slot, in the ticket and in the report', async () => {
    const slotMs = hall.clock.atMs + 20 * 60_000;
    const { ticket } = await hall.draw('ho-tich', { appointmentAt: new Date(slotMs).toISOString() });
    hall.clock.minutes(27);
    await hall.as('lan').give('counter:open', { counter: '1' });
    await hall.as('lan').give('counter:call-next', { counter: '1' });
    const model = new PlainModel(log());
    expect(model.tickets.get(ticket?.id ?? '')?.waitMs).toBe(7 * 60_000);
    expect(rowsOf('SELECT wait_ms FROM tickets')).toEqual([{ wait_ms: 7 * 60_000 }]);
    const [row] = await volume('field', '2026-11-24', '2026-11-24');
    expect(row?.waitMeanMinutes).toBe(7);
  });

  test('a counter closed in a break, by hand or by the end of the day, leaves no break open', async () => {
    const lan = hall.as('lan');
    const minh = hall.as('minh');
    await lan.give('counter:open', { counter: '1' });
    await minh.give('counter:open', { counter: '2' });
    await lan.give('counter:pause', { counter: '1', reason: 'Họp' });
    await minh.give('counter:pause', { counter: '2', reason: 'Họp' });
    hall.clock.minutes(10);
    await lan.give('counter:close', { counter: '1' });
    hall.clock.minutes(10);
    await hall.as('admin', 'admin').give('day:close', {});
    const lasted = rowsOf(
      'SELECT counter, (resumed_at_ms - paused_at_ms) / 60000 AS minutes FROM counter_pauses ORDER BY counter',
    );
    expect(lasted).toEqual([
      { counter: '1', minutes: 10 },
      { counter: '2', minutes: 20 },
    ]);
  });
});

describe('a rebuild and verify, against rows that the log does not give', () => {
  /** Rows as something else than the log might leave them, a table at a time. */
  const GHOSTS: Readonly<Record<string, string>> = {
    missing_papers: "INSERT INTO missing_papers VALUES ('ghost', 1, 0, NULL, 'giấy')",
    ticket_transactions: "INSERT INTO ticket_transactions SELECT id, 90, 'x', 1, NULL FROM tickets LIMIT 1",
    counter_sessions: `INSERT INTO counter_sessions (counter, officer, local_date, opened_at_ms)
      VALUES ('1', 'nobody', '2026-11-24', 1)`,
    counter_pauses: "INSERT INTO counter_pauses (counter, reason, paused_at_ms) VALUES ('1', 'x', 1)",
    dossiers: "INSERT INTO dossiers VALUES ('H15-261008-0001', 'ready', NULL, NULL, '[]', 1, 1, 0, 0)",
    remarks: `INSERT INTO remarks (id, kind, procedure, field, text, ticket_id, officer, local_date, made_at_ms, state)
      VALUES ('g', 'difficulty', NULL, 'ho-tich', 'x', NULL, 'lan', '2026-11-24', 1, 'open')`,
    opinions: `INSERT INTO opinions (id, ticket_id, source, respondent, level, comment, local_date, weekday, week, month,
        quarter, year, period, field, batch, given_at_ms, given_date, given_slot, keyed_by)
      VALUES ('g', NULL, 'paper', 'self', 5, '', '2026-11-24', 2, 'w', 'm', 'q', 'y', 'p', NULL, 'b', 1, 'd', 1, NULL)`,
    opinion_criteria: "INSERT INTO opinion_criteria VALUES ('g', 'attitude', 5)",
    criterion_names: "INSERT INTO criterion_names VALUES ('g', '2026-11-24', 'x')",
    ticket_totals: `UPDATE ticket_totals SET drawn = drawn + 1`,
    totalled_spans: "INSERT INTO totalled_spans (batch, scale, from_date) VALUES ('', 'day', '2026-11-01')",
    settings_changes: "INSERT INTO settings_changes VALUES (1, 'user', 'g', 999999, '{}')",
    import_batches:
      "INSERT INTO import_batches (id, file, sha256, state, rows) VALUES ('g', 'f', 's', 'complete', 0)",
  };
  const addGhost = (table: string): void => {
    if (table !== 'tickets') {
      hall.store.db.exec(GHOSTS[table] ?? '');
      return;
    }
    const [row] = rowsOf('SELECT * FROM tickets LIMIT 1');
    const ghost = { ...row, id: 'ghost', number: '1999', tracking_token: null, rating_token: null };
    const columns = Object.keys(ghost).filter((column) => row && column in row);
    hall.store.db
      .prepare(
        `INSERT INTO tickets (${columns.join(', ')}) VALUES (${columns.map((each) => `@${each}`).join(', ')})`,
      )
      .run(ghost);
  };
  const read = () =>
    Object.keys(READ_TABLES).map((table) => [
      table,
      rowsOf(`SELECT * FROM ${table}`)
        .map((row) => JSON.stringify({ ...row, id: table.startsWith('counter_') ? 0 : row.id }))
        .sort(),
    ]);
  beforeEach(async () => {
    await workRandomDays(hall, { seed: 21, days: 3, actsPerDay: 60 });
  });

  test.each(Object.keys(READ_TABLES).filter((table) => table !== 'import_batches'))(
    'a row of %s that nothing gave is gone after a rebuild, and all others are the same',
    (table) => {
      const before = read();
      addGhost(table);
      expect(read()).not.toEqual(before);
      hall.store.rebuild();
      expect(read()).toEqual(before);
    },
  );

  test.each(Object.keys(READ_TABLES).filter((table) => table !== 'totalled_spans'))(
    'verify tells a row of %s that the log does not give',
    (table) => {
      expect(verifyReadTables(hall.store.db.name, hall.calendar)).toEqual(ALL_FOLLOWS);
      addGhost(table);
      const { tables } = verifyReadTables(hall.store.db.name, hall.calendar);
      expect(tables.map((each) => each.table)).toContain(table);
    },
  );

  test('every table of the database follows from the log or is kept for a reason', () => {
    /** What no rebuild may touch: the log, answers, snapshots, accounts, devices and their outages, imports, signs of life. */
    const KEPT =
      /^(events|commands|recent_commands|snapshots|accounts|sessions|devices|pairing|secrets|import_|device_|paper_changes|officer_signs|voice_)/;
    const all = rowsOf("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
    const unnamed = all
      .map((each) => String(each.name))
      .filter((name) => !(name in READ_TABLES) && !KEPT.test(name));
    expect(unnamed).toEqual([]);
  });
});
