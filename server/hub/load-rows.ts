import type pg from 'pg';
import type { LoggedEvent } from '../domain/events.ts';
import { HallCalendar } from '../hall/clock.ts';
import { HUB_TABLES, type HubTable } from './read-tables.ts';
import type { Row } from './scratch.ts';

const DAY_MS = 86_400_000;
/** Tickets that events name are looked for on the days around first; only then in every month. */
const DAYS_AROUND = 4;

const table = (name: HubTable['name']): HubTable => {
  const found = HUB_TABLES.find((each) => each.name === name);
  if (found === undefined) throw new Error(`the hub keeps no table ${name}`);
  return found;
};

/** What is kept beside a ticket and read with it. */
const OF_TICKETS = ['ticket_transactions', 'missing_papers'] as const;

const halfOf = (date: string) => `${date.slice(0, 8)}${date.slice(8) < '15' ? '01' : '15'}`;

/** What a piece of a log names. */
class Named {
  readonly tickets = new Set<string>();
  readonly issued = new Set<string>();
  readonly opinions = new Set<string>();
  readonly remarks = new Set<string>();
  readonly dates = new Set<string>();
  settles = false;
  correctedSinceMs = Number.POSITIVE_INFINITY;
  correctedDates: string[] = [];

  constructor(events: readonly LoggedEvent[], zone: string) {
    const calendar = new HallCalendar(zone);
    for (const { event, atMs } of events) {
      this.dates.add(calendar.momentOf(atMs).date);
      if (event.type === 'ticket:issued') this.issued.add(event.ticketId);
      else if ('ticketId' in event) this.tickets.add(event.ticketId);
      if ('opinionId' in event) this.opinions.add(event.opinionId);
      if ('remarkId' in event && event.type !== 'remark:made') this.remarks.add(event.remarkId);
      if (event.type === 'day:opened') this.settles = true;
      if (event.type === 'day:corrected') {
        this.correctedSinceMs = Math.min(this.correctedSinceMs, event.sinceMs);
        for (const ms of [event.sinceMs, event.sinceMs + event.shiftMs])
          this.correctedDates.push(calendar.momentOf(ms).date);
        for (const { ticketId } of event.revived) this.tickets.add(ticketId);
      }
    }
    for (const id of this.issued) this.tickets.delete(id);
  }

  get corrects(): boolean {
    return this.correctedSinceMs !== Number.POSITIVE_INFINITY;
  }
}

/** Reads from the hub the rows of a hall that events can touch. */
export class RowLoader {
  private readonly client: pg.ClientBase;
  private readonly hall: string;

  constructor(client: pg.ClientBase, hall: string) {
    this.client = client;
    this.hall = hall;
  }

  async load(events: readonly LoggedEvent[], zone: string): Promise<Map<HubTable, Row[]>> {
    const named = new Named(events, zone);
    const since = named.correctedSinceMs;
    const tickets = new Map((await this.ticketsById(named)).map((row) => [String(row.id), row]));
    const spans = await this.rows('totalled_spans', "batch = ''");
    const rows = new Map<HubTable, Row[]>([[table('totalled_spans'), spans]]);
    if (named.settles || named.corrects) {
      for (const row of await this.daysToCount(named, spans, [...tickets.values()]))
        tickets.set(String(row.id), row);
      const halves = spans.filter((row) => row.stale === 1).map((row) => halfOf(String(row.from_date)));
      const newest = newestDay(spans);
      const from = [...halves, ...(newest === '' ? [] : [halfOf(newest)])].sort()[0];
      if (from !== undefined)
        rows.set(
          table('ticket_totals'),
          await this.rows('ticket_totals', "batch = '' AND from_date >= $2", from),
        );
    }
    const ids = [...tickets.keys()];
    rows.set(table('tickets'), [...tickets.values()]);
    const dates = [...new Set([...tickets.values()].map((row) => row.local_date))];
    for (const name of OF_TICKETS)
      rows.set(
        table(name),
        ids.length === 0
          ? []
          : await this.rows(name, 'local_date = ANY($2) AND ticket_id = ANY($3)', dates, ids),
      );
    const corrected = (column: string) => (named.corrects ? ` OR ${column} >= ${since}` : '');
    const newestId = (name: string) => `id = (SELECT max(id) FROM ${name} WHERE hall = $1)`;
    rows.set(
      table('counter_sessions'),
      await this.rows(
        'counter_sessions',
        `(closed_at_ms IS NULL OR ${newestId('counter_sessions')}${corrected('opened_at_ms')}${corrected('closed_at_ms')}${corrected('present_until_ms')})`,
      ),
    );
    rows.set(
      table('counter_pauses'),
      await this.rows(
        'counter_pauses',
        `(resumed_at_ms IS NULL OR ${newestId('counter_pauses')}${corrected('paused_at_ms')}${corrected('resumed_at_ms')})`,
      ),
    );
    if (named.opinions.size > 0 || named.corrects)
      rows.set(
        table('opinions'),
        await this.rows(
          'opinions',
          `(id = ANY($2)${corrected('given_at_ms')}${corrected('withdrawn_at_ms')})`,
          [...named.opinions],
        ),
      );
    if (named.remarks.size > 0 || named.corrects)
      rows.set(
        table('remarks'),
        await this.rows('remarks', `(id = ANY($2)${corrected('made_at_ms')}${corrected('settled_at_ms')})`, [
          ...named.remarks,
        ]),
      );
    return rows;
  }

  private async ticketsById(named: Named): Promise<Row[]> {
    const ids = [...named.tickets];
    if (ids.length === 0) return [];
    const first = [...named.dates].sort()[0] ?? '';
    const around = new Date(Date.parse(`${first}T00:00:00Z`) - DAYS_AROUND * DAY_MS)
      .toISOString()
      .slice(0, 10);
    const found = await this.rows('tickets', 'local_date >= $2 AND id = ANY($3)', around, ids);
    const known = new Set(found.map((row) => row.id));
    const missing = ids.filter((id) => !known.has(id));
    if (missing.length === 0) return found;
    return [...found, ...(await this.rows('tickets', 'local_date < $2 AND id = ANY($3)', around, missing))];
  }

  /** All tickets of the days that a turn of the day, or a correction, counts once more. */
  private async daysToCount(named: Named, spans: readonly Row[], byId: readonly Row[]): Promise<Row[]> {
    const stale = spans.filter((row) => row.stale === 1 && row.scale === 'day').map((row) => row.from_date);
    const dates = [...named.dates, ...stale, ...byId.map((row) => row.local_date)];
    const newest = newestDay(spans);
    const corrected = named.correctedDates.sort()[0];
    return this.rows(
      'tickets',
      '(local_date > $2 OR local_date = ANY($3) OR issued_at_ms >= $4)',
      corrected !== undefined && corrected < newest ? dayBefore(corrected) : newest,
      dates,
      named.corrects ? named.correctedSinceMs : Number.MAX_SAFE_INTEGER,
    );
  }

  private async rows(name: HubTable['name'], where: string, ...values: unknown[]): Promise<Row[]> {
    const { rows } = await this.client.query<Row & { hall?: string }>(
      `SELECT * FROM ${name} WHERE hall = $1 AND ${where}`,
      [this.hall, ...values],
    );
    return rows;
  }
}

const newestDay = (spans: readonly Row[]): string =>
  spans
    .filter((row) => row.scale === 'day')
    .map((row) => String(row.from_date))
    .sort()
    .at(-1) ?? '';

const dayBefore = (date: string) =>
  new Date(Date.parse(`${date}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);
