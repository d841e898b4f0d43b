import type { Doubt } from '../../common/protocol/doubts.ts';

/** Nobody is served in so short a time, ms. */
const TOO_SHORT_MS = 20_000;
/** So many numbers of one field from one device in so short a time are a hand that plays, not a queue. */
const BURST = { tickets: 5, withinMs: 30_000 };

/** The time from a ticket to one some places further on in its line, for every five in a row that hold it. */
const burstsAround = Array.from({ length: BURST.tickets }, (_, back) => {
  const ahead = BURST.tickets - 1 - back;
  return `lead(issued_at_ms, ${ahead}) OVER line - lag(issued_at_ms, ${back}) OVER line <= ${BURST.withinMs}`;
}).join(' OR ');

const CONDITIONS: Readonly<Record<Doubt, string>> = {
  'never-called': "called_at_ms IS NULL AND state <> 'waiting'",
  // Times of imported records are often known to the minute only: they say nothing of short visits and bursts.
  'too-short': `batch IS NULL AND state = 'done' AND service_ms < ${TOO_SHORT_MS}`,
  burst: `id IN (SELECT id FROM (
      SELECT id, ${burstsAround} AS burst FROM tickets
      WHERE batch IS NULL AND local_date BETWEEN @from AND @to
      WINDOW line AS (PARTITION BY local_date, drawn_field, channel, device ORDER BY issued_at_ms, id)
    ) WHERE burst)`,
  'field-changed': 'field <> drawn_field',
  'day-in-doubt': 'doubtful = 1',
};

/** The condition under which a ticket of a span of days is in doubt; it takes the parameters `from` and `to`. */
export const doubtCondition = (doubt: Doubt): string => `(${CONDITIONS[doubt]})`;
