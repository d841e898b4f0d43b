import type { TrackedTicket } from '../common/protocol/rest/tickets.ts';

const KEY = 'motcua.phone.last';

/** What the phone heard of a ticket last, for a reload out of the hall's network. */
export interface LastLook {
  readonly ticket: TrackedTicket;
  readonly heardAtMs: number;
}

/** Keeps the last look at one ticket: a phone holds no history of visits. */
export function keepLook(token: string, look: LastLook): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ token, ...look }));
  } catch {
    // Storage is closed to this page: a reload out of the network then shows nothing.
  }
}

/** The last look at this ticket; null: none is kept. What an earlier program kept in another form counts as none. */
export function lastLook(token: string): LastLook | null {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Record<string, unknown> | null;
    if (kept === null || kept.token !== token || typeof kept.heardAtMs !== 'number') return null;
    return isTicket(kept.ticket) ? { ticket: kept.ticket, heardAtMs: kept.heardAtMs } : null;
  } catch {
    return null;
  }
}

/** Enough of a check that the page can draw it; the schemas themselves would be half of the page's weight. */
function isTicket(kept: unknown): kept is TrackedTicket {
  const ticket = kept as Partial<TrackedTicket> | null;
  return (
    typeof ticket?.number === 'string' &&
    typeof ticket.state === 'string' &&
    typeof ticket.language === 'string' &&
    ticket.call !== undefined &&
    ticket.missed !== undefined &&
    ticket.letPass !== undefined &&
    Array.isArray(ticket.counters) &&
    Array.isArray(ticket.papers) &&
    Array.isArray(ticket.criteria)
  );
}
