import type { Database, Statement } from 'better-sqlite3';
import { PackedTimes, packSteps, timeStep } from './packed-times.ts';

/** Spans that are totalled: a day, and the half of a month (the 1st to the 14th, the 15th to the end). */
export type TotalScale = 'day' | 'half';

/** Sums over tickets. */
export interface TotalSums {
  readonly drawn: number;
  readonly called: number;
  readonly served: number;
  readonly no_show: number;
  readonly left: number;
  readonly transactions: number;
  readonly wait_count: number;
  readonly wait_ms: number;
  readonly service_count: number;
  readonly service_ms: number;
}

/** Figures of the tickets of one field in one span, and their times packed by `packSteps`. */
export interface TotalRow extends TotalSums {
  readonly field: string;
  readonly waits: Buffer;
  readonly services: Buffer;
}

/** The columns of the sums. */
export const SUMS = [
  'drawn',
  'called',
  'served',
  'no_show',
  'left',
  'transactions',
  'wait_count',
  'wait_ms',
  'service_count',
  'service_ms',
] as const satisfies readonly (keyof TotalSums)[];

/** First day of the half of a month in which a day lies. */
const halfOf = (date: string): string => `${date.slice(0, 8)}${date.slice(8) < '15' ? '01' : '15'}`;

/** Last day of the half that starts on a day. */
export function endOfHalf(start: string): string {
  if (start.endsWith('01')) return `${start.slice(0, 8)}14`;
  const end = new Date(Date.UTC(Number(start.slice(0, 4)), Number(start.slice(5, 7)), 0));
  return end.toISOString().slice(0, 10);
}

/** True when a ticket ended without its holder having been called. @param called 1 if it ever was, else 0 */
export const leftUncalled = (state: string, called: number): boolean =>
  called === 0 && (state === 'cancelled' || state === 'expired');

/** Totals added up over several spans. */
export class Sum {
  readonly sums = Object.fromEntries(SUMS.map((key) => [key, 0])) as Record<(typeof SUMS)[number], number>;
  private readonly waits: number[] = [];
  private readonly services: number[] = [];

  addTotals(row: TotalRow): void {
    for (const key of SUMS) this.sums[key] += row[key];
    for (const [into, bytes] of [
      [this.waits, row.waits],
      [this.services, row.services],
    ] as const)
      new PackedTimes(bytes).each((step, count) => {
        for (let times = count; times > 0; times -= 1) into.push(step);
      });
  }

  row(field: string): TotalRow {
    return { field, ...this.sums, waits: packSteps(this.waits), services: packSteps(this.services) };
  }
}

/** The tickets of one field on one day, their times as lists of milliseconds in JSON. */
type CountedTickets = Omit<
  TotalRow,
  'wait_count' | 'wait_ms' | 'service_count' | 'service_ms' | 'waits' | 'services'
> & { readonly waits: string; readonly services: string };

/** A span by its first day, in one batch. */
interface StaleSpan {
  readonly batch: string;
  readonly fromDate: string;
}

const COLUMNS = `field, ${SUMS.join(', ')}, waits, services`;

/**
 * Totals by field of days that are over and of halves of months that are over. A span is totalled in the transaction of
 * the event that opens a later day; whatever changes one of its tickets afterwards makes it stale in its own
 * transaction (triggers of migration 0005; `outdate` for new tickets), and its tickets are read one by one until it is totalled again.
 * `batch` is '' for the hall's own tickets.
 */
export class TicketTotals {
  private readonly tickets: Statement<unknown[], CountedTickets>;
  private readonly datesBetween: Statement<unknown[], string>;
  private readonly newestDay: Statement;
  private readonly stale: Statement<unknown[], StaleSpan>;
  private readonly batchDates: Statement<unknown[], string>;
  private readonly fresh: Statement;
  private readonly spans: Statement<unknown[], string>;
  private readonly rows: Statement<unknown[], TotalRow>;
  private readonly clear: Statement;
  private readonly write: Statement;
  private readonly mark: Statement;
  private readonly outdated: Statement;

  constructor(db: Database) {
    // Counted where the rows lie: handing each ticket over would cost three times as much.
    this.tickets = db.prepare<
      unknown[],
      CountedTickets
    >(`SELECT field, count(*) AS drawn, count(called_at_ms) AS called,
        sum(state = 'done') AS served, sum(state = 'no_show') AS no_show,
        sum(called_at_ms IS NULL AND state IN ('cancelled', 'expired')) AS left,
        sum(transaction_count) AS transactions,
        json_group_array(wait_ms) FILTER (WHERE wait_ms IS NOT NULL) AS waits,
        json_group_array(service_ms) FILTER (WHERE service_ms IS NOT NULL) AS services
      FROM tickets INDEXED BY tickets_by_day WHERE local_date = ? AND batch IS ? GROUP BY field ORDER BY field`);
    // From one day with tickets to the next by the index: the tickets between are not read.
    this.datesBetween = db
      .prepare<unknown[], string>(`WITH RECURSIVE days (day) AS (
          SELECT min(local_date) FROM tickets WHERE local_date > @after
          UNION ALL SELECT (SELECT min(local_date) FROM tickets WHERE local_date > day) FROM days WHERE day < @before
        )
        SELECT day FROM days WHERE day < @before`)
      .pluck();
    this.newestDay = db
      .prepare(
        "SELECT max(from_date) FROM totalled_spans WHERE batch = '' AND scale = 'day' AND from_date < ?",
      )
      .pluck();
    this.stale = db.prepare<unknown[], StaleSpan>(
      'SELECT batch, from_date AS fromDate FROM totalled_spans WHERE stale = 1 AND scale = ? AND from_date < ?',
    );
    this.batchDates = db
      .prepare<unknown[], string>('SELECT DISTINCT local_date FROM tickets WHERE batch = ? ORDER BY 1')
      .pluck();
    this.fresh = db
      .prepare('SELECT 1 FROM totalled_spans WHERE batch = ? AND scale = ? AND from_date = ? AND stale = 0')
      .pluck();
    this.spans = db
      .prepare<unknown[], string>(
        `SELECT from_date FROM totalled_spans WHERE batch = ? AND scale = ? AND from_date BETWEEN ? AND ?
          AND stale = 0`,
      )
      .pluck();
    this.rows = db.prepare<unknown[], TotalRow>(
      `SELECT ${COLUMNS} FROM ticket_totals WHERE batch = ? AND scale = ? AND from_date = ? ORDER BY field`,
    );
    this.clear = db.prepare('DELETE FROM ticket_totals WHERE batch = ? AND scale = ? AND from_date = ?');
    this.write = db.prepare(`INSERT INTO ticket_totals (batch, scale, from_date, ${COLUMNS})
      VALUES (@batch, @scale, @from, @field, ${SUMS.map((key) => `@${key}`).join(', ')}, @waits, @services)`);
    this.outdated = db.prepare(`UPDATE totalled_spans SET stale = 1 WHERE batch = '' AND stale = 0 AND (
      (scale = 'day' AND from_date = ?) OR (scale = 'half' AND from_date = ?))`);
    this.mark = db.prepare(
      'INSERT OR REPLACE INTO totalled_spans (batch, scale, from_date) VALUES (?, ?, ?)',
    );
  }

  /** Makes the totals stale that a new ticket of the hall on this day would not be in. */
  outdate(date: string): void {
    this.outdated.run(date, halfOf(date));
  }

  /** Totals of a span as they are kept. */
  read(batch: string, scale: TotalScale, from: string): TotalRow[] {
    return this.rows.all(batch, scale, from);
  }

  /** Days from the first to the last on which there are tickets, be they the hall's own or imported. */
  datesWithTickets(from: string, to: string): string[] {
    return this.datesBetween.all({ after: dayBefore(from), before: dayAfter(to) });
  }

  /** Totals of a span made from its tickets. */
  count(batch: string, scale: TotalScale, from: string): TotalRow[] {
    if (scale === 'day') return this.countDay(batch, from);
    const dates = daysFrom(from, endOfHalf(from));
    return added(dates.map((date) => this.countDay(batch, date)));
  }

  /**
   * Brings the totals up to the day before: days that have none yet, and what became stale. Inside the caller's
   * transaction.
   */
  settleBefore(date: string): void {
    const newest = String(this.newestDay.get(date) ?? '');
    const days: StaleSpan[] = this.datesBetween
      .all({ after: newest, before: date })
      .map((fromDate) => ({ batch: '', fromDate }))
      .concat(this.stale.all('day', date));
    for (const { batch, fromDate } of days) this.settleDay(batch, fromDate);
    const halves = new Map<string, StaleSpan>();
    const over = [...days, ...this.stale.all('half', date)];
    if (newest !== '') over.push({ batch: '', fromDate: newest });
    for (const { batch, fromDate } of over)
      halves.set(`${batch} ${halfOf(fromDate)}`, { batch, fromDate: halfOf(fromDate) });
    for (const { batch, fromDate } of halves.values())
      if (fromDate < halfOf(date)) this.settleHalf(batch, fromDate);
  }

  /** Makes the totals of an import. @param inTransaction runs each piece of the work, a day or a half at a time */
  settleBatch(batch: string, inTransaction: (work: () => void) => void = (work) => work()): void {
    const dates = this.batchDates.all(batch);
    for (const date of dates) inTransaction(() => this.settleDay(batch, date));
    for (const half of new Set(dates.map(halfOf))) inTransaction(() => this.settleHalf(batch, half));
  }

  private settleDay(batch: string, date: string): void {
    const rows = this.countDay(batch, date);
    // A day on which only earlier records have tickets is no day of the hall's own.
    if (rows.length > 0) this.keep(batch, 'day', date, rows);
  }

  private settleHalf(batch: string, half: string): void {
    if (this.fresh.get(batch, 'half', half) !== undefined) return;
    for (const day of daysFrom(half, endOfHalf(half)))
      if (this.fresh.get(batch, 'day', day) === undefined) this.settleDay(batch, day);
    const days = this.spans.all(batch, 'day', half, endOfHalf(half));
    if (days.length > 0)
      this.keep(batch, 'half', half, added(days.map((day) => this.read(batch, 'day', day))));
  }

  private countDay(batch: string, date: string): TotalRow[] {
    const rows = this.tickets.all(date, batch === '' ? null : batch);
    return rows.map(({ waits, services, ...counts }) => {
      const waitMs = JSON.parse(waits) as number[];
      const serviceMs = JSON.parse(services) as number[];
      return {
        ...counts,
        wait_count: waitMs.length,
        wait_ms: sumOf(waitMs),
        service_count: serviceMs.length,
        service_ms: sumOf(serviceMs),
        waits: packSteps(waitMs.map(timeStep)),
        services: packSteps(serviceMs.map(timeStep)),
      };
    });
  }

  private keep(batch: string, scale: TotalScale, from: string, rows: readonly TotalRow[]): void {
    this.clear.run(batch, scale, from);
    for (const row of rows) this.write.run({ ...row, batch, scale, from });
    this.mark.run(batch, scale, from);
  }
}

const sumOf = (all: readonly number[]): number => all.reduce((sum, each) => sum + each, 0);

const rowsOf = (fields: ReadonlyMap<string, Sum>): TotalRow[] =>
  [...fields].sort(([a], [b]) => (a < b ? -1 : 1)).map(([field, sum]) => sum.row(field));

function added(days: readonly (readonly TotalRow[])[]): TotalRow[] {
  const fields = new Map<string, Sum>();
  for (const row of days.flat()) {
    const sum = fields.get(row.field) ?? new Sum();
    fields.set(row.field, sum);
    sum.addTotals(row);
  }
  return rowsOf(fields);
}

const DAY_MS = 86_400_000;
const shifted = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The day before a day. */
export const dayBefore = (date: string): string => shifted(date, -1);
/** The day after a day. */
export const dayAfter = (date: string): string => shifted(date, 1);

function daysFrom(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = dayAfter(day)) days.push(day);
  return days;
}

/** How many rows of totals that count differ from what their tickets give, spans without rows included. */
export function wrongTotals(db: Database): number {
  const totals = new TicketTotals(db);
  const spans = db
    .prepare<unknown[], { batch: string; scale: TotalScale; fromDate: string }>(
      'SELECT batch, scale, from_date AS fromDate FROM totalled_spans WHERE stale = 0',
    )
    .all();
  const inText = (row: TotalRow) =>
    JSON.stringify({ ...row, waits: row.waits.toString('hex'), services: row.services.toString('hex') });
  let wrong = 0;
  for (const { batch, scale, fromDate } of spans) {
    const kept = new Set(totals.read(batch, scale, fromDate).map(inText));
    const counted = new Set(totals.count(batch, scale, fromDate).map(inText));
    wrong += [...kept].filter((row) => !counted.has(row)).length;
    wrong += [...counted].filter((row) => !kept.has(row)).length;
  }
  return wrong;
}
