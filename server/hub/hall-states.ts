import type pg from 'pg';
import type { IssuingWindow } from '../../common/protocol/catalogue.ts';
import type { HallNow } from '../../common/protocol/hub.ts';
import { apply } from '../domain/apply.ts';
import { dayAfter, openHours, weekdayOf } from '../domain/calendar.ts';
import type { LoggedEvent } from '../domain/events.ts';
import { readState, writeState } from '../domain/snapshot.ts';
import { emptyHall, type HallState } from '../domain/state.ts';
import { HallCalendar } from '../hall/clock.ts';
import { plainCatalogue } from '../reports/report.ts';
import { fromBody } from '../storage/event-store.ts';

/** So many events after the one kept, a hall's state is written down again. */
const KEPT_EVERY = 4_000;
const READ_AT_ONCE = 5_000;
/** Opening hours are foretold for so many days: a hall that is silent longer is silent in any case. */
const DAYS_AHEAD = 14;

interface Known {
  readonly state: HallState;
  keptAt: number;
}

/** A stretch of opening hours, epoch ms. */
export interface OpenSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The live states of halls, by the halls' own core; a process reads them again where another one went on meanwhile. */
export class HallStates {
  private readonly known = new Map<string, Known>();

  /** The state after a sequence. */
  async at(client: pg.ClientBase, hall: string, sequence: number): Promise<HallState> {
    const known = this.known.get(hall);
    if (known?.state.sequence === sequence) return known.state;
    const { rows } = await client.query<{ sequence: number; state: string }>(
      'SELECT sequence, state FROM hall_states WHERE hall = $1 AND sequence <= $2',
      [hall, sequence],
    );
    const kept = rows[0];
    const state = kept === undefined ? emptyHall() : readState(kept.state);
    this.known.set(hall, { state, keptAt: state.sequence });
    while (state.sequence < sequence) {
      const read = await client.query<{ body: string; hash: string }>(
        'SELECT body, hash FROM events WHERE hall = $1 AND sequence > $2 AND sequence <= $3 ORDER BY sequence LIMIT $4',
        [hall, state.sequence, sequence, READ_AT_ONCE],
      );
      if (read.rows.length === 0) throw new Error(`events of ${hall} after ${state.sequence} are missing`);
      for (const row of read.rows) takeIn(state, fromBody(row.body, row.hash));
    }
    return state;
  }

  /** Takes events in; writes the state down where it is due. */
  async advance(
    client: pg.ClientBase,
    hall: string,
    state: HallState,
    events: readonly LoggedEvent[],
  ): Promise<void> {
    for (const each of events) takeIn(state, each);
    const known = this.known.get(hall);
    if (known === undefined || state.sequence - known.keptAt < KEPT_EVERY) return;
    await client.query(
      `INSERT INTO hall_states VALUES ($1, $2, $3)
        ON CONFLICT (hall) DO UPDATE SET sequence = excluded.sequence, state = excluded.state`,
      [hall, state.sequence, writeState(state)],
    );
    known.keptAt = state.sequence;
  }

  /** After a transaction that was rolled back: what is in memory ran ahead of the record. */
  forget(hall: string): void {
    this.known.delete(hall);
  }
}

/** An event that this program cannot apply counts nowhere; the hall sets it aside itself. */
function takeIn(state: HallState, { event, atMs, sequence }: LoggedEvent): void {
  try {
    apply(state, event, atMs, sequence);
  } catch {
    state.sequence = sequence;
  }
}

/** The queue as a hall's state has it. */
export function hallNow(state: HallState, nowMs: number): HallNow {
  let waiting = 0;
  let oldest: number | null = null;
  const over = new Set<string>();
  for (const ticket of state.tickets.values()) {
    if (ticket.state !== 'waiting') continue;
    waiting += 1;
    oldest = Math.min(oldest ?? ticket.orderedAtMs, ticket.orderedAtMs);
    const target = state.fields.get(ticket.field)?.targetMinutes ?? 15;
    if (nowMs - ticket.orderedAtMs > target * 60_000) over.add(ticket.field);
  }
  const counters = [...state.counters.values()];
  return {
    date: state.day,
    waiting,
    oldestWaitFromMs: oldest,
    countersOpen: counters.filter((each) => each.officer !== null).length,
    counters: counters.length,
    overTarget: over.size,
  };
}

/** Hours in which a hall that set none is expected to be heard, from Monday to Friday. */
const USUAL_HOURS = { from: '07:30', to: '17:00' };
const FRIDAY = 5;

/** When any field of the hall issues numbers in the next days. */
export function openSpans(state: HallState, zone: string, nowMs: number): OpenSpan[] {
  const calendar = new HallCalendar(zone);
  const spans: OpenSpan[] = [];
  let date = calendar.momentOf(nowMs).date;
  for (let day = 0; day < DAYS_AHEAD; day += 1, date = dayAfter(date)) {
    const windows: IssuingWindow[] = [...state.fields.values()].flatMap((field) => {
      const hours = openHours(state, field, date);
      if (hours.kind === 'always') return weekdayOf(date) <= FRIDAY ? [USUAL_HOURS] : [];
      return hours.kind === 'hours' ? hours.windows : [];
    });
    for (const { from, to } of windows)
      spans.push({ fromMs: instant(calendar, date, from), toMs: instant(calendar, date, to) });
  }
  return united(spans);
}

function instant(calendar: HallCalendar, date: string, time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return calendar.instantOf(date, (hours * 60 + minutes) * 60_000);
}

function united(spans: readonly OpenSpan[]): OpenSpan[] {
  const all: OpenSpan[] = [];
  for (const span of [...spans].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = all.at(-1);
    if (last === undefined || span.fromMs > last.toMs) all.push(span);
    else all[all.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, span.toMs) };
  }
  return all;
}

/** Names and targets of a hall, as its reports look them up. */
export const catalogueText = (state: HallState): string => JSON.stringify(plainCatalogue(state));
