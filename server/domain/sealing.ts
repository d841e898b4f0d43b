import type { SealedTicket } from '../../common/protocol/seals.ts';
import type { LoggedEvent } from './events.ts';
import type { HallState } from './state.ts';

/** A day that was closed and has no seal yet. */
export interface Closing {
  readonly date: string;
  /** The seal covers what stands in the log after this sequence … */
  readonly after: number;
  /** … up to the closing itself. */
  readonly through: number;
  /** Numbers drawn on the day until then. */
  readonly drawn: number;
}

/** A seal as the state keeps it. Its hash stands in the log. */
export interface KeptSeal extends Closing {
  readonly sequence: number;
  readonly tickets: number;
  readonly sealedAtMs: number;
}

/** What the hall knows of its seals. */
export interface Sealing {
  /** Sequence at which the present day was opened. */
  openedAt: number;
  closings: Closing[];
  /** Oldest first. */
  seals: KeptSeal[];
}

/** What the log tells of a day that is sealed. */
export interface DaySealed {
  readonly type: 'day:sealed';
  readonly date: string;
  readonly after: number;
  readonly through: number;
  /** Tickets that something happened to, and the root of the tree of what happened to each (RFC 6962, SHA-256, hex). */
  readonly tickets: number;
  readonly root: string;
}

/** A log of before there were seals has many closings: only the latest are sealed afterwards. */
const CLOSINGS_KEPT = 3;

export function firstSealing(): Sealing {
  return { openedAt: 0, closings: [], seals: [] };
}

/** A day was closed: it is to be sealed, unless it has a seal and no number was drawn since. */
export function noteClosing(state: HallState, date: string, sequence: number): void {
  const { sealing } = state;
  const last = sealing.closings.at(-1) ?? sealing.seals.at(-1);
  const drawn = [...state.issued.values()].reduce((sum, each) => sum + each, 0);
  if (last?.date === date && last.drawn === drawn) return;
  const after = Math.max(sealing.openedAt, last?.through ?? 0);
  sealing.closings.push({ date, after, through: sequence, drawn });
  if (sealing.closings.length > CLOSINGS_KEPT) sealing.closings.shift();
}

export function noteSeal(state: HallState, event: DaySealed, atMs: number, sequence: number): void {
  const { sealing } = state;
  const closing = sealing.closings.find((each) => each.through === event.through);
  sealing.closings = sealing.closings.filter((each) => each.through > event.through);
  sealing.seals.push({
    date: event.date,
    after: event.after,
    through: event.through,
    drawn: closing?.drawn ?? 0,
    sequence,
    tickets: event.tickets,
    sealedAtMs: atMs,
  });
}

/** Collects what happened to each ticket, in the order in which the tickets first appear. */
export class SealedTickets {
  private readonly acts = new Map<
    string,
    { number: string | null; field: string | null; acts: [string, number, string | null][] }
  >();

  /** Takes the next event of the day. */
  take({ event, atMs }: LoggedEvent): void {
    if (!('ticketId' in event)) return;
    let ticket = this.acts.get(event.ticketId);
    if (ticket === undefined) {
      ticket = { number: null, field: null, acts: [] };
      this.acts.set(event.ticketId, ticket);
    }
    if (event.type === 'ticket:issued') {
      ticket.number = event.number;
      ticket.field = event.field;
    }
    ticket.acts.push([event.type, atMs, 'counter' in event ? event.counter : null]);
  }

  /** The tickets as the texts that are hashed, by ticket. */
  leaves(): Map<string, string> {
    const texts = new Map<string, string>();
    for (const [ticket, { number, field, acts }] of this.acts)
      texts.set(ticket, JSON.stringify({ ticket, number, field, acts } satisfies SealedTicket));
    return texts;
  }
}
