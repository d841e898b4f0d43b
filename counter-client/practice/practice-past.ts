import type { CommandName } from '../../common/protocol/commands.ts';
import type { FinishOutcome, TicketState } from '../../common/protocol/primitives.ts';
import type { RecentVisit } from '../../common/protocol/rest/session.ts';
import type { Transaction } from '../../common/protocol/ticket.ts';
import type {
  CounterActKind,
  CounterRecord,
  LineTicketRecord,
  OfficerRecord,
} from '../../common/protocol/views.ts';

/** A number that ended in the practice, with what it takes to bring it back. */
export interface EndedTicket {
  /** As it stood before. */
  readonly before: LineTicketRecord;
  readonly how: Extract<TicketState, 'done' | 'no_show' | 'cancelled'>;
  readonly finishedAt: string;
  readonly outcome: FinishOutcome | null;
  readonly transactions: readonly Transaction[];
  readonly serviceMs: number;
}

/** Everything of a practice that an act changes. */
export interface PracticeStanding {
  readonly tickets: Map<string, LineTicketRecord>;
  readonly ended: Map<string, EndedTicket>;
  readonly present: CounterRecord['present'];
}

interface PracticeAct {
  readonly kind: CounterActKind;
  readonly act: number;
  readonly at: string;
  /** Who was at the counter before. */
  readonly present: CounterRecord['present'];
  readonly touched: readonly { readonly before: LineTicketRecord; readonly left: TicketState }[];
}

const KINDS: Partial<Record<CommandName, CounterActKind>> = {
  'counter:call': 'call',
  'counter:start': 'start',
  'counter:finish': 'finish',
  'counter:no-show': 'absent',
  'counter:park': 'park',
  'counter:transfer': 'transfer',
};

/** The last act of a practice, so that it can be taken back as in the hall. */
export class PracticePast {
  private last: PracticeAct | null = null;

  /** What the desk shows as the last act. */
  shown(): OfficerRecord['lastAct'] {
    if (this.last === null) return null;
    const { kind, act, at, touched } = this.last;
    return { kind, act, at, numbers: touched.map((each) => each.before.number) };
  }

  /** Keeps what an act changed: the difference of the tickets before and after it. */
  remember(
    name: CommandName,
    before: PracticeStanding,
    after: PracticeStanding,
    { act, at }: { readonly act: number; readonly at: string },
  ): void {
    const kind = name === 'counter:call-next' ? kindOfCallNext(before, after) : KINDS[name];
    if (kind === undefined) return;
    const touched = [...before.tickets.values()]
      .filter((each) => after.tickets.get(each.ticketId) !== each)
      .map((each) => ({ before: each, left: stateIn(after, each.ticketId) ?? each.state }));
    // Whoever ended is told before whoever was called.
    touched.sort(
      (a, b) =>
        Number(b.before.ticketId === before.present?.ticketId) -
        Number(a.before.ticketId === before.present?.ticketId),
    );
    this.last = { kind, act, at, present: before.present, touched };
  }

  /** The last act is out of reach: it was taken back, or a number was reopened. */
  forget(): void {
    this.last = null;
  }

  /** What stood before the last act; a code where it cannot be taken back. */
  undo(
    now: PracticeStanding,
    seen: number | undefined,
  ):
    | 'nothing_to_undo'
    | 'conflict'
    | { readonly tickets: readonly LineTicketRecord[]; readonly present: CounterRecord['present'] } {
    const { last } = this;
    if (last === null) return 'nothing_to_undo';
    if (seen !== undefined && seen !== last.act) return 'conflict';
    if (last.touched.some(({ before, left }) => stateIn(now, before.ticketId) !== left)) return 'conflict';
    return { tickets: last.touched.map((each) => each.before), present: last.present };
  }
}

/** Call-next ends the one who is there and calls another; either may be missing. */
function kindOfCallNext(before: PracticeStanding, after: PracticeStanding): CounterActKind | undefined {
  if (before.present === null) return after.present === null ? undefined : 'call';
  return after.present === null ? 'finish' : 'finish-call';
}

function stateIn({ tickets, ended }: PracticeStanding, ticketId: string): TicketState | undefined {
  return tickets.get(ticketId)?.state ?? ended.get(ticketId)?.how;
}

/** A visit of the practice as the desk lists it. */
export function visitOf(
  ticketId: string,
  { before, outcome, finishedAt, transactions }: EndedTicket,
): RecentVisit {
  return {
    ticketId,
    number: before.number,
    field: before.field,
    outcome: outcome ?? 'served',
    finishedAt,
    transactions: [...transactions],
  };
}
