import { z } from 'zod';
import { compareKeys, mean, rounded, share } from './figures.ts';
import { defineReport, measure } from './report.ts';
import { grouped, isPeriod, PERIOD, PERIOD_WRONG, type TicketRow, ticketsOf } from './source.ts';

const MINUTE = 60_000;
const DIVISIONS = ['field', 'slot', 'length'] as const;
/** Lengths of forecasts that are told apart, minutes. */
const LENGTHS = [5, 10, 20, 40, 80] as const;

/** A wait that was announced and is over, minutes. */
interface Announced {
  readonly row: TicketRow;
  readonly waited: number;
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  readonly claimed: number | null;
  /** What simpler ways would have said; null: not known. */
  readonly lastWait: number | null;
  readonly queue: number | null;
}

/**
 * Announced waits in order of drawing, each with the wait of whoever of its field was called last on that day before it
 * was drawn: the simplest forecast that is any good.
 */
function announcedOf(rows: readonly TicketRow[]): Announced[] {
  const calls = rows
    .filter((row) => row.called_at_ms !== null)
    .sort((a, b) => (a.called_at_ms ?? 0) - (b.called_at_ms ?? 0));
  const last = new Map<string, number>();
  let next = 0;
  return rows.flatMap((row): Announced[] => {
    for (let call = calls[next]; call && (call.called_at_ms ?? 0) <= row.issued_at_ms; call = calls[++next])
      last.set(keyOf(call), ((call.called_at_ms ?? 0) - call.issued_at_ms) / MINUTE);
    const { estimate_low: low, estimate_high: high, called_at_ms: calledMs } = row;
    if (low === null || high === null || calledMs === null) return [];
    return [
      {
        row,
        waited: (calledMs - row.issued_at_ms) / MINUTE,
        // Tickets of before the expectation was kept: the middle of what they carried.
        expected: row.expected_wait_ms === null ? (low + high) / 2 : row.expected_wait_ms / MINUTE,
        low,
        high,
        claimed: row.claimed_share,
        lastWait: last.get(keyOf(row)) ?? null,
        queue: row.queue_wait_ms === null ? null : row.queue_wait_ms / MINUTE,
      },
    ];
  });
}

const keyOf = (row: TicketRow) => `${row.local_date} ${row.drawn_field}`;

const place = (value: number | null) => (value === null ? null : rounded(value, 2));

function rootMeanSquare(errors: readonly number[]): number | null {
  const squares = mean(errors.map((error) => error ** 2));
  return place(squares === null ? null : Math.sqrt(squares));
}

function figures(waits: readonly Announced[]) {
  const errors = waits.map((each) => each.waited - each.expected);
  const inside = waits.filter((each) => each.waited >= each.low && each.waited <= each.high);
  const claims = waits.flatMap((each) => each.claimed ?? []);
  // Compared on the same tickets: those of which every way says something.
  const common = waits.filter((each) => each.lastWait !== null && each.queue !== null);
  return {
    estimates: waits.length,
    biasMinutes: place(mean(errors)),
    meanErrorMinutes: place(mean(errors.map(Math.abs))),
    rmseMinutes: rootMeanSquare(errors),
    withinShare: share(inside.length, waits.length),
    claimedShare: claims.length === 0 ? null : rounded(mean(claims) ?? 0, 4),
    compared: common.length,
    ownRmseMinutes: rootMeanSquare(common.map((each) => each.waited - each.expected)),
    lastWaitRmseMinutes: rootMeanSquare(common.map((each) => each.waited - (each.lastWait ?? 0))),
    queueRmseMinutes: rootMeanSquare(common.map((each) => each.waited - (each.queue ?? 0))),
  };
}

function lengthOf(minutes: number): string {
  const at = LENGTHS.findIndex((bound) => minutes < bound);
  if (at < 0) return `${LENGTHS.at(-1)}+`;
  return `${LENGTHS[at - 1] ?? 0}–${LENGTHS[at]}`;
}

/**
 * How far the expected waits were from the real ones, whether the announced ranges held what they claimed, and how two
 * simpler ways would have done: the last wait of the field, and queue × mean service ÷ counters.
 */
export const estimateError = defineReport({
  id: 'estimate-error',
  title: 'Sai số thời gian chờ đã báo',
  params: z
    .strictObject({
      ...PERIOD,
      per: z.enum(DIVISIONS).default('field').meta({ title: 'Chia theo' }),
    })
    .refine(isPeriod, PERIOD_WRONG),
  columns: [
    measure('estimates'),
    measure('biasMinutes'),
    measure('meanErrorMinutes'),
    measure('rmseMinutes'),
    measure('withinShare'),
    measure('claimedShare'),
    measure('compared'),
    measure('ownRmseMinutes'),
    measure('lastWaitRmseMinutes'),
    measure('queueRmseMinutes'),
  ],
  run(db, { from, to, per }, catalogue) {
    const waits = announcedOf([...ticketsOf(db, from, to)]);
    const byTicket = new Map(waits.map((each) => [each.row.id, each]));
    const rowsOf = waits.map((each) => each.row);
    const of = (rows: readonly TicketRow[]) => rows.flatMap((row) => byTicket.get(row.id) ?? []);
    if (per === 'slot')
      return {
        rows: [...grouped(rowsOf, (row) => row.slot)]
          .sort(([a], [b]) => a - b)
          .map(([slot, rows]) => ({ slot, ...figures(of(rows)) })),
        totals: figures(waits),
      };
    if (per === 'length') {
      const expected = (row: TicketRow) => byTicket.get(row.id)?.expected ?? 0;
      return {
        rows: [...grouped(rowsOf, (row) => lengthOf(expected(row)))]
          .sort(([a], [b]) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
          .map(([length, rows]) => ({ length, ...figures(of(rows)) })),
        totals: figures(waits),
      };
    }
    return {
      rows: [...grouped(rowsOf, (row) => row.drawn_field)]
        .sort(([a], [b]) => compareKeys([a], [b]))
        .map(([field, rows]) => ({
          field,
          fieldName: catalogue.fieldName(field) ?? field,
          ...figures(of(rows)),
        })),
      totals: figures(waits),
    };
  },
});
