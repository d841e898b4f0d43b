/**
 * Until when the officer of a counter session `s` is known to have been there [PRES1]: closed by the officer's own hand,
 * until then; else until what the closing says, and in logs that do not say so, until the last act with a ticket. One that is
 * open lasts, as far as is known, until its last act. Never before it began.
 */
export const SESSION_END = `max(s.opened_at_ms, CASE
    WHEN s.closed_at_ms IS NOT NULL AND s.by_hand = 1 THEN s.closed_at_ms
    ELSE min(coalesce(s.closed_at_ms, 9e15), coalesce(s.present_until_ms,
      (SELECT max(CASE WHEN outcome = 'unrecorded' THEN coalesce(started_at_ms, last_called_at_ms)
          ELSE coalesce(finished_at_ms, started_at_ms, last_called_at_ms) END) FROM tickets
        WHERE tickets.counter = s.counter AND tickets.local_date = s.local_date
          AND last_called_at_ms >= s.opened_at_ms AND last_called_at_ms < coalesce(s.closed_at_ms, 9e15)),
      s.opened_at_ms)) END)`;

/** Whether a session was ended by another hand than its officer's, or by none. */
export const LEFT_OPEN = '(s.closed_at_ms IS NOT NULL AND s.by_hand = 0)';
