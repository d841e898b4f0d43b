import type { Worker } from 'node:worker_threads';
import type { FieldAhead, LookAhead, LookProposal } from '../../common/protocol/look-ahead.ts';
import { accepted, type Outcome, refused } from '../../common/protocol/refusals.ts';
import type { LoggedEvent } from '../domain/events.ts';
import { type HallState, lengthOf } from '../domain/state.ts';
import type { HallCalendar } from '../hall/clock.ts';
import type { HallFacts } from '../planning/hall-facts.ts';
import type { Outlook } from '../staffing/lookahead/look.ts';
import type { Habits } from '../staffing/lookahead/present.ts';
import { startThread } from '../threads/start-thread.ts';
import type { LoanRecord } from './loan-record.ts';
import type { LookAnswer, LookOrder } from './look-thread.ts';
import { presentHall, type SeenHall } from './present-hall.ts';

/** A look is made anew after so long, hall time; a lending makes one at once. */
const AGAIN_MS = 3 * 60_000;
/** The same when so many people more, or fewer, wait than at the last look. */
const MOVED_PEOPLE = 5;
/** Nothing to look at: a counter opens any moment, and a look costs nothing. */
const AGAIN_SOON_MS = 20_000;
/** What was refused is not proposed again for so long. */
const REFUSED_MS = 45 * 60_000;
/** A look that needs more ends with an error instead of taking the hall's memory. */
const MEMORY_MB = 512;

export interface LookDeskOptions {
  /** The hall's database. */
  readonly file: string;
  readonly state: () => HallState;
  readonly facts: () => HallFacts;
  readonly calendar: HallCalendar;
  readonly nowMs: () => number;
  readonly loans: LoanRecord;
  readonly onError: (error: unknown, what: string) => void;
}

interface Seen {
  readonly atMs: number;
  readonly date: string;
  readonly dayMs: number;
  readonly hall: SeenHall;
  readonly outlook: Outlook;
}

/** Looks ahead on a thread of its own while somebody reads, and remembers what was refused. */
export class LookDesk {
  private readonly options: LookDeskOptions;
  private seen: Seen | null = null;
  private habits: { readonly date: string; readonly fields: string; readonly habits: Habits } | null = null;
  private thread: Worker | null = null;
  private failed = false;
  private triedMs = Number.NEGATIVE_INFINITY;
  private readonly refusals: {
    readonly counter: string;
    readonly field: string;
    readonly untilMs: number;
  }[] = [];
  private stopped = false;

  constructor(options: LookDeskOptions) {
    this.options = options;
  }

  /** What is foretold; a new look is begun when the last one is old. */
  read(): LookAhead {
    const nowMs = this.options.nowMs();
    const again = this.hasMoved() ? AGAIN_SOON_MS : AGAIN_MS;
    if (nowMs - this.triedMs >= again || nowMs < this.triedMs) this.begin(nowMs);
    return this.answer(nowMs);
  }

  /** A proposal is not wanted: it is not made again for a while. */
  refuse(id: string): Outcome<null> {
    const proposal = this.proposal();
    if (proposal?.id !== id) return refused('not_found', 'this proposal is over');
    const { counter, field } = proposal;
    this.refusals.push({ counter, field, untilMs: this.options.nowMs() + REFUSED_MS });
    this.anew();
    return accepted(null);
  }

  /** What changes the counters makes the last look old. */
  follow(events: readonly LoggedEvent[]): void {
    for (const logged of events) {
      const { event } = logged;
      if (event.type === 'counter:lent') this.options.loans.begun(event, logged.atMs);
      if (event.type === 'counter:loan-ended') {
        this.options.loans.ended(event.loanId, logged.atMs);
        // Whoever took it back does not want to be asked again at once.
        if (event.because === 'taken-back') this.notAgain(event.loanId, logged.atMs);
      }
      if (event.type === 'counter:fields-set' || event.type === 'counter:lent') this.anew();
    }
  }

  /** Holds lendings that are over against what was foretold. */
  tick(): void {
    const running = new Set([...this.options.state().loans.values()].map((loan) => loan.id));
    this.options.loans.settle(this.options.nowMs(), running);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.thread?.terminate();
  }

  private notAgain(loanId: string, atMs: number): void {
    const loan = this.options.loans.find(loanId);
    if (loan) this.refusals.push({ counter: loan.counter, field: loan.field, untilMs: atMs + REFUSED_MS });
  }

  /** Whether what was seen is no longer what there is. */
  private hasMoved(): boolean {
    const { seen } = this;
    if (seen === null) return false;
    const waiting = [...this.options.state().lines.values()].reduce((sum, line) => sum + lengthOf(line), 0);
    const before = seen.hall.present.waiting.length;
    return seen.outlook.because === 'over' || Math.abs(waiting - before) >= MOVED_PEOPLE;
  }

  private anew(): void {
    this.seen = this.seen && {
      ...this.seen,
      outlook: { ...this.seen.outlook, proposal: null, because: null },
    };
    this.triedMs = Number.NEGATIVE_INFINITY;
  }

  private begin(nowMs: number): void {
    if (this.thread !== null || this.stopped) return;
    this.triedMs = nowMs;
    const { state, facts, calendar, file } = this.options;
    const { date } = calendar.momentOf(nowMs);
    const dayMs = calendar.instantOf(date, 0);
    const hall = presentHall(state(), nowMs, date, dayMs);
    const fields = hall.fields.join();
    const known = this.habits?.date === date && this.habits.fields === fields ? this.habits.habits : null;
    const order: LookOrder = {
      file,
      facts: facts(),
      present: hall.present,
      habits: known,
      refused: this.refusedIn(hall, nowMs),
      seed: Math.floor(nowMs / 1000) % 1_000_000_007,
    };
    try {
      const thread = startThread(import.meta.url, './look-thread', {
        workerData: order,
        resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      });
      this.thread = thread;
      thread.on('message', ({ outlook, habits }: LookAnswer) => {
        this.habits = { date, fields, habits };
        this.failed = false;
        // The counters were changed meanwhile: what was looked at is no more.
        const isOld = this.triedMs !== nowMs;
        this.seen = {
          atMs: nowMs,
          date,
          dayMs,
          hall,
          outlook: isOld ? { ...outlook, proposal: null, because: null } : outlook,
        };
      });
      thread.on('error', (error) => this.fail(error));
      thread.on('exit', () => {
        this.thread = null;
      });
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    this.failed = true;
    if (!this.stopped) this.options.onError(error, 'look ahead');
  }

  private refusedIn(hall: SeenHall, nowMs: number): LookOrder['refused'] {
    return this.refusals
      .filter((each) => each.untilMs > nowMs)
      .map((each) => ({
        counter: hall.counters.indexOf(each.counter),
        field: hall.fields.indexOf(each.field),
      }));
  }

  private proposal(): LookProposal | null {
    const { seen } = this;
    const found = seen?.outlook.proposal;
    if (!seen || !found) return null;
    const { hall, dayMs } = seen;
    const codes = (places: readonly number[]) => places.flatMap((place) => hall.fields[place] ?? []);
    const counter = hall.counters[found.counter] ?? '';
    const field = hall.fields[found.field] ?? '';
    const own = hall.present.counters[found.counter];
    const until = new Date(dayMs + found.untilMs).toISOString();
    const bound = (share: number) => Math.min(1, Math.max(0, share));
    return {
      id: `${counter}/${field}/${found.kind}/${until}`,
      counter,
      field,
      kind: found.kind,
      before: { primaryFields: codes(own?.primary ?? []), helpingFields: codes(own?.helping ?? []) },
      after: { primaryFields: codes(found.primary), helpingFields: codes(found.helping) },
      until,
      foretold: {
        people: found.people,
        share: bound(found.share),
        low: bound(found.low),
        high: bound(found.high),
        shareWithout: bound(found.shareWithout),
      },
      gain: found.gain,
      spread: found.spread,
      futures: found.futures,
    };
  }

  private answer(nowMs: number): LookAhead {
    const { seen } = this;
    const isToday = seen?.date === this.options.calendar.momentOf(nowMs).date;
    const of = (atMs: number | null | undefined) =>
      seen && atMs !== null && atMs !== undefined ? new Date(seen.dayMs + atMs).toISOString() : null;
    const outlook = isToday ? seen?.outlook : undefined;
    const because = outlook?.because ?? null;
    return {
      at: seen && isToday ? new Date(seen.atMs).toISOString() : null,
      working: this.thread !== null,
      failed: this.failed,
      until: outlook ? of(outlook.untilMs) : null,
      closesAt: of(outlook?.closesAtMs),
      days: this.habits?.habits.days ?? 0,
      level: outlook?.level ?? null,
      fields: (outlook?.fields ?? []).map(
        (each): FieldAhead => ({ ...each, field: seen?.hall.fields[each.field] ?? '' }),
      ),
      proposal: isToday ? this.proposal() : null,
      because: because === 'nobody-qualified' && seen?.hall.hasRegister === false ? 'no-register' : because,
      loans: [...this.options.state().loans.values()].map((loan) => ({
        id: loan.id,
        counter: loan.counter,
        field: loan.field,
        from: new Date(loan.fromMs).toISOString(),
        until: new Date(loan.untilMs).toISOString(),
        foretold: loan.foretold,
      })),
      ...this.options.loans.tally(),
    };
  }
}
