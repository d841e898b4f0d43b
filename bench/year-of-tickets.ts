import type { Database } from 'better-sqlite3';
import { dayColumns } from '../server/storage/local-calendar.ts';
import { TicketTotals } from '../server/storage/ticket-totals.ts';

/** A year of a very large hall. */
export interface GeneratedYear {
  readonly year: number;
  readonly tickets: number;
  readonly fields: readonly string[];
}

const INSERT = `INSERT INTO tickets (id, number, local_date, weekday, slot, week, month, quarter, year, period, field,
    drawn_field, procedure, purpose, channel, state, outcome, counter, officer, issued_at_ms, ordered_at_ms,
    called_at_ms, last_called_at_ms, started_at_ms, finished_at_ms, wait_ms, service_ms, call_count,
    transaction_count, print_state, language)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'submit', 'kiosk', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
    'printed', 'vi')`;

/** The same draws for the same seed. */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function workingDays(year: number): string[] {
  const days: string[] = [];
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000) {
    const date = new Date(at).toISOString().slice(0, 10);
    if (dayColumns(date).weekday <= 5) days.push(date);
  }
  return days;
}

/**
 * Writes a year of ended tickets into the read tables, day by day as a hall does: each day is totalled when the next
 * one opens, the last one of the year is still under way. @returns what the totalling took of it, in ms
 */
export function generateYear(
  db: Database,
  { year, tickets, fields }: GeneratedYear,
  onDay: (done: number, days: number) => void = () => {},
): number {
  const insert = db.prepare(INSERT);
  const totals = new TicketTotals(db);
  const draw = draws(year);
  const days = workingDays(year);
  const perDay = Math.ceil(tickets / days.length);
  let written = 0;
  let totalMs = 0;
  for (const [at, date] of days.entries()) {
    const day = dayColumns(date);
    const opensAtMs = Date.parse(`${date}T00:30:00Z`);
    db.transaction(() => {
      const began = performance.now();
      totals.settleBefore(date);
      totalMs += performance.now() - began;
      const today = Math.min(perDay, tickets - written);
      for (let each = 0; each < today; each += 1) {
        written += 1;
        const minute = Math.floor((each / today) * 480);
        const issuedMs = opensAtMs + minute * 60_000 + Math.floor(draw() * 60_000);
        const isCalled = draw() > 0.03;
        const isServed = isCalled && draw() > 0.04;
        // Two draws added and squared: most wait little, a few for more than an hour.
        const waitMs = Math.floor((draw() + draw()) ** 2 * 1_200_000);
        const serviceMs = 45_000 + Math.floor((draw() + draw()) ** 2 * 420_000);
        const calledMs = isCalled ? issuedMs + waitMs : null;
        const endedMs = isServed ? issuedMs + waitMs + serviceMs : issuedMs + waitMs;
        const field = fields[Math.floor(draw() * fields.length)] ?? '';
        const counter = isCalled ? String(1 + (each % 40)) : null;
        insert.run(
          `y${year}-${String(written).padStart(8, '0')}`,
          `${1000 + (each % 9000)}`,
          date,
          day.weekday,
          15 + Math.floor(minute / 30),
          day.week,
          day.month,
          day.quarter,
          day.year,
          day.period,
          field,
          field,
          null,
          isServed ? 'done' : isCalled ? 'no_show' : 'expired',
          isServed ? 'served' : null,
          counter,
          counter === null ? null : `can-bo-${counter}`,
          issuedMs,
          issuedMs,
          calledMs,
          calledMs,
          isServed ? calledMs : null,
          endedMs,
          isCalled ? waitMs : null,
          isServed ? serviceMs : null,
          isCalled ? 1 : 0,
          isServed ? 1 : 0,
        );
      }
    })();
    onDay(at + 1, days.length);
  }
  return totalMs;
}
