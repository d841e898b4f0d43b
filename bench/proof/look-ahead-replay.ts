import { apply } from '../../server/domain/apply.ts';
import { decide } from '../../server/domain/decide.ts';
import { type Circumstances, NO_VISITS } from '../../server/domain/decision.ts';
import type { HallEvent } from '../../server/domain/events.ts';
import { loansDue } from '../../server/domain/lending.ts';
import { emptyHall, FIRST_SETTINGS, type HallState, lengthOf } from '../../server/domain/state.ts';
import { presentHall } from '../../server/lookahead/present-hall.ts';
import { type LookEffort, look, type Proposal } from '../../server/staffing/lookahead/look.ts';
import type { Habits } from '../../server/staffing/lookahead/present.ts';
import type { Citizen } from '../../server/staffing/simulation/citizens.ts';
import type { Period } from '../../server/staffing/simulation/hall-model.ts';

const MINUTE = 60_000;
const LOOKS_EVERY_MS = 10 * MINUTE;
const UNANSWERED_MS = 45_000;
const TARGET_MS = 15 * MINUTE;
const EFFORT: LookEffort = { screening: 10, confirming: 50 };

/** A hall as it worked on a day, with who is trained for what beside their own counter. */
export interface ReplayedHall {
  readonly fields: readonly string[];
  readonly counters: readonly { readonly primary: readonly number[]; readonly trained: readonly number[] }[];
  readonly gapMs: readonly number[];
}

/** What a replayed day came to. */
export interface ReplayedDay {
  /** People and those called within target, by field. */
  readonly people: number[];
  readonly inTime: number[];
  readonly changes: number;
  /** Lendings that ran to their end, and those of which the share lay where it was foretold. */
  readonly measured: number;
  readonly hits: number;
}

interface Lent {
  readonly proposal: Proposal;
  readonly fromMs: number;
}

/**
 * Lives through one day with the hall's own commands and call order: everybody brings the same work whatever the hall does.
 * With `habits` the look ahead is asked every ten minutes, and each of its proposals is done at once.
 */
export function replayDay(
  hall: ReplayedHall,
  citizens: readonly Citizen[],
  sessions: readonly Period[],
  date: string,
  habits: Habits | null,
  seed: number,
): ReplayedDay {
  return new LivedDay(hall, citizens, sessions, date, habits, seed).run();
}

class LivedDay {
  private readonly state: HallState = emptyHall();
  private readonly hall: ReplayedHall;
  private readonly citizens: readonly Citizen[];
  private readonly sessions: readonly Period[];
  private readonly date: string;
  private readonly dayMs: number;
  private readonly habits: Habits | null;
  private readonly seed: number;
  private sequence = 0;
  private nowMs = 0;
  /** When each counter is free, ms of the day; null: it waits for somebody. */
  private readonly freeAt: (number | null)[];
  private readonly calledMs: (number | null)[];
  private readonly lent: Lent[] = [];

  constructor(
    hall: ReplayedHall,
    citizens: readonly Citizen[],
    sessions: readonly Period[],
    date: string,
    habits: Habits | null,
    seed: number,
  ) {
    this.hall = hall;
    this.citizens = [...citizens].sort((a, b) => a.arrivesAtMs - b.arrivesAtMs);
    this.sessions = sessions;
    this.date = date;
    this.dayMs = Date.parse(`${date}T00:00:00Z`);
    this.habits = habits;
    this.seed = seed;
    this.freeAt = hall.counters.map(() => sessions[0]?.fromMs ?? 0);
    this.calledMs = this.citizens.map(() => null);
    this.begin();
  }

  run(): ReplayedDay {
    const endMs = this.sessions.at(-1)?.toMs ?? 0;
    let next = 0;
    let lookMs = (this.sessions[0]?.fromMs ?? 0) + LOOKS_EVERY_MS;
    for (;;) {
      const arrivalMs = this.citizens[next]?.arrivesAtMs ?? Number.POSITIVE_INFINITY;
      const freeMs = Math.min(...this.freeAt.map((each) => each ?? Number.POSITIVE_INFINITY));
      const dueMs = Math.min(
        Number.POSITIVE_INFINITY,
        ...[...this.state.loans.values()].map((loan) => loan.untilMs - this.dayMs),
      );
      this.nowMs = Math.min(arrivalMs, freeMs, dueMs, lookMs);
      if (this.nowMs >= endMs || this.nowMs === Number.POSITIVE_INFINITY) break;
      if (dueMs === this.nowMs) {
        this.tell(loansDue(this.state, this.dayMs + this.nowMs));
        this.wake();
      } else if (arrivalMs === this.nowMs) {
        this.arrive(next);
        next += 1;
      } else if (freeMs === this.nowMs) this.free(this.freeAt.indexOf(freeMs));
      else {
        this.lookAhead();
        lookMs += LOOKS_EVERY_MS;
      }
    }
    return this.tally();
  }

  private begin(): void {
    const { fields, counters } = this.hall;
    const clock = (ms: number) =>
      `${String(Math.floor(ms / 3_600_000)).padStart(2, '0')}:${String(Math.floor(ms / MINUTE) % 60).padStart(2, '0')}`;
    this.tell([
      {
        type: 'settings:changed',
        changes: {
          ...FIRST_SETTINGS,
          noShow: { endsAfterCalls: 1, returnsAfterSeconds: 0 },
          workingHours: this.sessions.map(({ fromMs, toMs }) => ({ from: clock(fromMs), to: clock(toMs) })),
        },
      },
      ...fields.map(
        (code, at): HallEvent => ({
          type: 'field:defined',
          field: {
            code,
            name: code,
            nameEn: '',
            everyday: '',
            everydayEn: '',
            words: [],
            icon: 'generic',
            agency: null,
            range: { prefix: '', start: 1 + at * 10_000, size: 9_000, digits: 6 },
            targetMinutes: TARGET_MS / MINUTE,
            expectedServiceMinutes: 8,
            windows: [],
            quotaPerDay: null,
            purposes: ['submit'],
            sort: at,
            active: true,
          },
        }),
      ),
      ...counters.flatMap(({ primary, trained }, at): HallEvent[] => {
        const codes = (places: readonly number[]) => places.flatMap((place) => fields[place] ?? []);
        const [code, officer] = [`q${at}`, `o${at}`];
        const counter = { code, label: code, spokenNumber: null, helpingFields: [], active: true };
        const person = { agency: null, postedFrom: null, postedTo: null, payingUnit: '', note: '' };
        return [
          { type: 'counter:defined', counter: { ...counter, primaryFields: codes(primary) } },
          {
            type: 'officer:defined',
            officer: { ...person, username: officer, qualifiedFields: codes([...primary, ...trained]) },
          },
          { type: 'counter:opened', counter: code, officer, fields: null },
        ];
      }),
    ]);
  }

  private tell(events: readonly HallEvent[]): void {
    for (const event of events) {
      this.sequence += 1;
      apply(this.state, event, this.dayMs + this.nowMs, this.sequence);
    }
  }

  private around(): Circumstances {
    return {
      moment: {
        atMs: this.dayMs + this.nowMs,
        date: this.date,
        minuteOfDay: Math.floor(this.nowMs / MINUTE),
      },
      commander: { kind: 'user', id: 'leader', role: 'supervisor' },
      newTicketId: () => `loan-${this.sequence}`,
      newTrackingToken: () => '',
      visits: NO_VISITS,
      announcedUntil: () => null,
      channel: 'api',
      ownPrinter: null,
      fromStaffNetwork: false,
    };
  }

  private arrive(at: number): void {
    const citizen = this.citizens[at] as Citizen;
    const field = this.hall.fields[citizen.field] ?? '';
    this.tell([
      {
        type: 'ticket:issued',
        ticketId: String(at),
        number: String(at),
        ordinal: this.state.issued.get(field) ?? 0,
        field,
        procedure: null,
        purpose: 'submit',
        priority: citizen.priority ? 'elderly' : null,
        priorityReason: null,
        channel: 'kiosk',
        orderedAtMs: this.dayMs + this.nowMs,
        trackingToken: '',
        language: 'vi',
        waitingAhead: lengthOf(this.state.lines.get(field)),
        estimate: null,
        printer: null,
      },
    ]);
    this.wake();
  }

  /** Counters that wait for somebody look at their lines, those idle the longest first. */
  private wake(): void {
    for (const [place, at] of this.freeAt.entries()) if (at === null) this.callNext(place);
  }

  private free(place: number): void {
    const counter = `q${place}`;
    const present = this.state.counters.get(counter)?.presentTicketId ?? null;
    if (present !== null) {
      const isAbsent = (this.citizens[Number(present)]?.absences ?? 0) > 0;
      const done = isAbsent
        ? decide(this.state, 'counter:no-show', { counter }, this.around())
        : decide(
            this.state,
            'counter:finish',
            { counter, outcome: 'served', transactions: [] },
            this.around(),
          );
      this.tell(done.events);
      const field = isAbsent ? undefined : this.citizens[Number(present)]?.field;
      const gapMs = field === undefined ? 0 : (this.hall.gapMs[field] ?? 0);
      if (gapMs > 0) {
        this.freeAt[place] = this.nowMs + gapMs;
        return;
      }
    }
    this.callNext(place);
  }

  private callNext(place: number): void {
    const session = this.sessions.find((each) => each.toMs > this.nowMs);
    if (session === undefined) {
      this.freeAt[place] = Number.POSITIVE_INFINITY;
      return;
    }
    // In the break nobody is called.
    if (session.fromMs > this.nowMs) {
      this.freeAt[place] = session.fromMs;
      return;
    }
    const called = decide(this.state, 'counter:call-next', { counter: `q${place}` }, this.around());
    if (called.refusal || called.ticketId === undefined) {
      this.freeAt[place] = null;
      return;
    }
    this.tell(called.events);
    const at = Number(called.ticketId);
    const citizen = this.citizens[at] as Citizen;
    this.calledMs[at] ??= this.nowMs;
    this.freeAt[place] = this.nowMs + ((citizen.absences ?? 0) > 0 ? UNANSWERED_MS : citizen.serviceMs);
  }

  private lookAhead(): void {
    const { habits, state } = this;
    if (habits === null || [...state.lines.values()].every((line) => lengthOf(line) === 0)) return;
    const seen = presentHall(state, this.dayMs + this.nowMs, this.date, this.dayMs);
    const { proposal } = look(seen.present, habits, this.seed + Math.round(this.nowMs / MINUTE), [], EFFORT);
    if (proposal === null) return;
    const codes = (places: readonly number[]) => places.flatMap((place) => seen.fields[place] ?? []);
    const own = seen.present.counters[proposal.counter];
    const done = decide(
      state,
      'counter:lend',
      {
        counter: seen.counters[proposal.counter] ?? '',
        field: seen.fields[proposal.field] ?? '',
        before: { primaryFields: codes(own?.primary ?? []), helpingFields: codes(own?.helping ?? []) },
        after: { primaryFields: codes(proposal.primary), helpingFields: codes(proposal.helping) },
        until: new Date(this.dayMs + proposal.untilMs).toISOString(),
        foretold: null,
      },
      this.around(),
    );
    if (done.refusal) throw new Error(`a proposal was refused: ${done.refusal.message}`);
    this.tell(done.events);
    this.lent.push({ proposal, fromMs: this.nowMs });
    this.wake();
  }

  private isInTime(at: number): boolean {
    const called = this.calledMs[at] ?? null;
    return called !== null && called - (this.citizens[at]?.arrivesAtMs ?? 0) <= TARGET_MS;
  }

  private tally(): ReplayedDay {
    const people = this.hall.fields.map(() => 0);
    const inTime = this.hall.fields.map(() => 0);
    for (const [at, { field }] of this.citizens.entries()) {
      people[field] = (people[field] ?? 0) + 1;
      if (this.isInTime(at)) inTime[field] = (inTime[field] ?? 0) + 1;
    }
    const shares = this.lent.map(({ proposal, fromMs }) => {
      const of = [...this.citizens.entries()].filter(([at, { field, arrivesAtMs }]) => {
        const called = this.calledMs[at] ?? null;
        return (
          field === proposal.field && arrivesAtMs <= proposal.untilMs && (called === null || called >= fromMs)
        );
      });
      return {
        proposal,
        share: of.length === 0 ? null : of.filter(([at]) => this.isInTime(at)).length / of.length,
      };
    });
    const measured = shares.flatMap(({ proposal, share }) => (share === null ? [] : [{ proposal, share }]));
    return {
      people,
      inTime,
      changes: this.lent.length,
      measured: measured.length,
      hits: measured.filter(
        ({ proposal, share }) => share >= proposal.low - 5e-4 && share <= proposal.high + 5e-4,
      ).length,
    };
  }
}
