import { randomBytes } from 'node:crypto';
import type { StaffingPlan } from '../../common/protocol/plan.ts';
import { accepted, type Outcome, refused } from '../../common/protocol/refusals.ts';
import type { KeptPlan } from '../../common/protocol/rest/planning.ts';
import type { ConfirmedRoster, CounterFields } from '../../common/protocol/roster.ts';
import type {
  OwnTurn,
  Roster,
  RosterAnswer,
  RosterDifference,
  RosterEdit,
  RosterNote,
  RosterRequest,
} from '../../common/protocol/roster-draft.ts';
import { fieldsNow, unservedAfter } from '../domain/decide-rosters.ts';
import { rosterOn } from '../domain/roster-check.ts';
import type { HallState } from '../domain/state.ts';
import { editByHand } from '../staffing/roster/edit-roster.ts';
import { rosterOf } from '../staffing/roster/make-roster.ts';
import { placesOf } from '../staffing/roster/places.ts';
import type { RosterQuestion } from '../staffing/roster/question.ts';
import { seatOfficers } from '../staffing/roster/seat.ts';
import type { KeptFiles } from '../storage/kept-files.ts';
import { contentOf } from './roster-content.ts';
import { type Arrangement, type KeptRoster, rosterFolder } from './roster-folder.ts';
import { type People, rosterQuestion, workdaysOf } from './roster-question.ts';
import { seatAside } from './seat-aside.ts';

/** Rosters that are kept; the oldest that does not hold goes. */
const ROSTERS_KEPT = 40;
/** Steps that can be taken back. */
const UNDO_STEPS = 20;

export interface RosterDeskOptions {
  readonly dataDir: string;
  readonly state: () => HallState;
  readonly people: () => People;
  readonly plan: (id: string) => KeptPlan | undefined;
  /** Hall time. */
  readonly now: () => { readonly date: string; readonly minuteOfDay: number };
  readonly nowMs: () => number;
  readonly onError: (error: unknown, what: string) => void;
}

/** Rosters that are being worked on and those that were confirmed. */
export class RosterDesk {
  private readonly options: RosterDeskOptions;
  private readonly folder: KeptFiles<KeptRoster>;
  private readonly kept: KeptRoster[];

  constructor(options: RosterDeskOptions) {
    this.options = options;
    this.folder = rosterFolder(options.dataDir);
    this.kept = this.folder.read();
  }

  /** Makes a draft from a finished plan. */
  make(request: RosterRequest, madeBy: string): Outcome<RosterAnswer> {
    const drafted = this.drafted(request, madeBy);
    if (!drafted.ok) return drafted;
    this.put(drafted.value);
    return accepted(this.answer(drafted.value));
  }

  /** The draft that `make` would keep, worked out on a thread: it is made anew whenever its page is looked at. */
  async proposed(request: RosterRequest): Promise<Outcome<RosterAnswer>> {
    const prepared = this.prepared(request, '');
    if (!prepared.ok) return prepared;
    const { question, draft } = prepared.value;
    const seated = await seatAside({ question, places: draft.places }, this.options.onError);
    if (!seated.ok) return seated;
    const { seating, roster } = seated.value;
    return accepted(this.answerWith({ ...draft, seating, pins: [] }, question, roster));
  }

  private drafted(request: RosterRequest, madeBy: string): Outcome<KeptRoster> {
    const prepared = this.prepared(request, madeBy);
    if (!prepared.ok) return prepared;
    const { question, draft } = prepared.value;
    return accepted({ ...draft, seating: seatOfficers(question, draft.places), pins: [] });
  }

  /** A draft on which nobody sits yet, and the question of who does. */
  private prepared(
    request: RosterRequest,
    madeBy: string,
  ): Outcome<{ question: RosterQuestion; draft: Omit<KeptRoster, 'seating' | 'pins'> }> {
    const plan = this.options.plan(request.plan);
    if (!plan?.plan) return refused('not_found', `no finished plan ${request.plan}`);
    const planned = withoutSlots(plan.plan);
    const days = workdaysOf(this.options.state(), request, planned, this.options.now().date);
    if (!days.some((day) => day.sessions.length > 0))
      return refused('invalid_input', 'no day of these weeks is worked from today on', {
        from: request.from,
      });
    const { breakMinutes } = plan.request;
    const question = this.question(planned, request, days, breakMinutes);
    const { places } = placesOf(question);
    if (places.length === 0)
      return refused('not_enough_record', 'no group of the plan has a counter and a field in use');
    const draft = {
      ...this.fresh(madeBy),
      request,
      planned,
      breakMinutes,
      places,
      dates: days.map((day) => day.date),
      sessions: days.map((day) => day.sessions),
    };
    return accepted({ question, draft });
  }

  /** A draft that begins as another roster stands, for changing one that is confirmed. */
  copy(id: string, madeBy: string): Outcome<RosterAnswer> {
    const source = this.find(id);
    if (!source) return refused('not_found', `no roster ${id}`);
    const kept: KeptRoster = { ...source, ...this.fresh(madeBy) };
    this.put(kept);
    return accepted(this.answer(kept));
  }

  /** Newest first. */
  list(): RosterNote[] {
    return [...this.kept].reverse().map((kept) => this.noteOf(kept));
  }

  /** A roster as things are now; undefined: there is none. */
  read(id: string): RosterAnswer | undefined {
    const kept = this.find(id);
    return kept && this.answer(kept);
  }

  /** The plan that a roster follows. */
  plannedFor(id: string): StaffingPlan | undefined {
    return this.find(id)?.planned;
  }

  /** Changes a draft. Refused `conflict` when the sender did not see its latest state. */
  edit(id: string, edit: RosterEdit): Outcome<RosterAnswer & { readonly skipped: number }> {
    const kept = this.find(id);
    if (!kept) return refused('not_found', `no roster ${id}`);
    if (this.stateOf(kept) !== 'draft')
      return refused('conflict', 'a confirmed roster is not changed; copy it', { state: this.stateOf(kept) });
    if (edit.revision !== kept.revision)
      return refused('conflict', 'the roster was changed meanwhile', { revision: kept.revision });
    if (edit.act === 'undo') {
      const before = kept.history.at(-1);
      if (!before) return refused('conflict', 'nothing is left to be taken back');
      return accepted({
        ...this.change(kept, before, kept.history.slice(0, -1)),
        skipped: 0,
      });
    }
    const question = this.questionOf(kept);
    const done: Outcome<Arrangement & { readonly skipped: number }> =
      edit.act === 'again'
        ? accepted({ seating: seatOfficers(question, kept.places, kept.pins), pins: kept.pins, skipped: 0 })
        : editByHand(question, kept.places, kept, edit);
    if (!done.ok) return done;
    const { seating, pins, skipped } = done.value;
    const history = [...kept.history, { seating: kept.seating, pins: kept.pins }].slice(-UNDO_STEPS);
    return accepted({ ...this.change(kept, { seating, pins }, history), skipped });
  }

  /** Forgets a draft; one that is in the log stays. */
  remove(id: string): Outcome<null> {
    const kept = this.find(id);
    if (!kept) return refused('not_found', `no roster ${id}`);
    if (this.stateOf(kept) === 'confirmed')
      return refused('conflict', 'a confirmed roster is withdrawn first');
    this.kept.splice(this.kept.indexOf(kept), 1);
    this.folder.remove(id);
    return accepted(null);
  }

  /** What `roster:confirm` is given: the roster as it stands, days without work left out. */
  contentOf(id: string, revision: number): Outcome<ConfirmedRoster> {
    const kept = this.find(id);
    if (!kept) return refused('not_found', `no roster ${id}`);
    if (revision !== kept.revision)
      return refused('conflict', 'the roster was changed meanwhile', { revision: kept.revision });
    return accepted(contentOf(kept.id, this.rosterOf(kept)));
  }

  /** Notes beside the draft what the log has decided. */
  settle(id: string, what: 'confirmed' | 'withdrawn', by: string): void {
    const kept = this.find(id);
    if (!kept) return;
    const at = new Date(this.options.nowMs()).toISOString();
    this.put({
      ...kept,
      ...(what === 'confirmed' ? { confirmedAt: at, confirmedBy: by } : { withdrawnAt: at }),
    });
  }

  /** What setting the counters by a roster would change in a session of today; the present or next one if none is named. */
  difference(id: string, session?: number): Outcome<RosterDifference> {
    const state = this.options.state();
    const { date, minuteOfDay } = this.options.now();
    const roster = state.rosters.get(id);
    if (!roster) return refused('not_found', `no confirmed roster ${id}`);
    if (rosterOn(state, date) !== roster)
      return refused('roster_stale', 'this roster does not hold today', {
        because: roster.days.some((day) => day.date === date) ? 'superseded' : 'not-today',
        date,
      });
    const sessions = roster.days.find((day) => day.date === date)?.sessions ?? [];
    const chosen =
      session === undefined
        ? (sessions.find((each) => each.toMinute > minuteOfDay) ?? sessions.at(-1))
        : sessions.find((each) => each.fromMinute === session);
    if (!chosen) return refused('roster_stale', 'no such session today', { because: 'no-session', date });
    const after = chosen.turns.flatMap(({ place }) => roster.places[place] ?? []);
    const applied = state.rosterApplied?.date === date ? state.rosterApplied : null;
    return accepted({
      roster: id,
      date,
      session: chosen.fromMinute,
      sessions: sessions.map(({ fromMinute, toMinute }) => ({ fromMinute, toMinute })),
      counters: chosen.turns.flatMap((turn) => {
        const next = roster.places[turn.place];
        if (!next) return [];
        const live = state.counters.get(next.counter);
        const before = fieldsNow(state, next.counter);
        const ticket = live?.presentTicketId == null ? undefined : state.tickets.get(live.presentTicketId);
        return [
          {
            counter: next.counter,
            label: live?.definition.label ?? next.counter,
            officer: turn.officer,
            serving: ticket?.number ?? null,
            before,
            after: next,
            changes: !sameFields(before, next),
          },
        ];
      }),
      unserved: unservedAfter(state, after),
      applied: applied && { id: applied.id, session: applied.session },
    });
  }

  /** Where somebody sits today by the roster in force. */
  turnsOf(username: string): OwnTurn {
    const state = this.options.state();
    const { date } = this.options.now();
    const roster = rosterOn(state, date);
    const sessions = roster?.days.find((day) => day.date === date)?.sessions ?? [];
    return {
      date,
      turns: sessions.flatMap(({ fromMinute, toMinute, turns }) =>
        turns
          .filter((turn) => turn.officer === username)
          .flatMap((turn) => {
            const counter = roster?.places[turn.place]?.counter;
            if (counter === undefined) return [];
            const label = state.counters.get(counter)?.definition.label ?? counter;
            return [{ fromMinute, toMinute, counter, label }];
          }),
      ),
    };
  }

  private fresh(
    madeBy: string,
  ): Pick<
    KeptRoster,
    'id' | 'revision' | 'history' | 'madeAt' | 'madeBy' | 'confirmedAt' | 'confirmedBy' | 'withdrawnAt'
  > {
    const nowMs = this.options.nowMs();
    return {
      id: `roster-${nowMs.toString(36)}-${randomBytes(4).toString('hex')}`,
      revision: 1,
      history: [],
      madeAt: new Date(nowMs).toISOString(),
      madeBy,
      confirmedAt: null,
      confirmedBy: null,
      withdrawnAt: null,
    };
  }

  private find(id: string): KeptRoster | undefined {
    return this.kept.find((kept) => kept.id === id);
  }

  private change(kept: KeptRoster, arrangement: Arrangement, history: readonly Arrangement[]): RosterAnswer {
    const { seating, pins } = arrangement;
    const next = { ...kept, seating, pins, history, revision: kept.revision + 1 };
    this.put(next);
    return this.answer(next);
  }

  private put(kept: KeptRoster): void {
    const at = this.kept.findIndex((each) => each.id === kept.id);
    if (at < 0) this.kept.push(kept);
    else this.kept[at] = kept;
    try {
      this.folder.keep(kept);
      while (this.kept.length > ROSTERS_KEPT) {
        const old = this.kept.findIndex((each) => this.stateOf(each) !== 'confirmed');
        const [gone] = this.kept.splice(Math.max(0, old), 1);
        if (gone) this.folder.remove(gone.id);
      }
    } catch (error) {
      this.options.onError(error, 'roster');
    }
  }

  private stateOf(kept: KeptRoster): RosterNote['state'] {
    if (this.options.state().rosters.has(kept.id)) return 'confirmed';
    if (kept.withdrawnAt !== null) return 'withdrawn';
    return kept.confirmedAt === null ? 'draft' : 'confirmed';
  }

  private noteOf(kept: KeptRoster): RosterNote {
    const people = this.options.people();
    const nameOf = (username: string) => people.get(username)?.displayName ?? username;
    return {
      id: kept.id,
      state: this.stateOf(kept),
      from: kept.dates[0] ?? '',
      to: kept.dates.at(-1) ?? '',
      plan: kept.request.plan,
      madeAt: kept.madeAt,
      madeBy: nameOf(kept.madeBy),
      confirmedAt: kept.confirmedAt,
      confirmedBy: kept.confirmedBy === null ? null : nameOf(kept.confirmedBy),
    };
  }

  private question(
    planned: StaffingPlan,
    request: RosterRequest,
    days: RosterQuestion['days'],
    breakMinutes: number,
  ): RosterQuestion {
    return rosterQuestion(this.options.state(), this.options.people(), planned, request, days, breakMinutes);
  }

  /** The question with the hall as it is now, on the days that the roster was made for. */
  private questionOf(kept: KeptRoster): RosterQuestion {
    const closed = new Map(
      workdaysOf(this.options.state(), kept.request, kept.planned, kept.dates[0] ?? '').map((day) => [
        day.date,
        day.closedFor,
      ]),
    );
    const days = kept.dates.map((date, at) => ({
      date,
      sessions: kept.sessions[at] ?? [],
      closedFor: closed.get(date) ?? '',
    }));
    return this.question(kept.planned, kept.request, days, kept.breakMinutes);
  }

  private rosterOf(kept: KeptRoster): Roster {
    return rosterOf(this.questionOf(kept), kept.places, kept.seating, kept.pins);
  }

  private answer(kept: KeptRoster): RosterAnswer {
    const question = this.questionOf(kept);
    const roster = rosterOf(question, kept.places, kept.seating, kept.pins);
    return this.answerWith(kept, question, roster);
  }

  private answerWith(kept: KeptRoster, question: RosterQuestion, roster: Roster): RosterAnswer {
    const agencies = new Map(question.agencies.map((agency) => [agency.code, agency.name]));
    const fieldCodes = new Set([
      ...kept.places.flatMap((place) => [...place.fields, ...place.helpingFields]),
      ...question.fields.map((field) => field.code),
    ]);
    return {
      ...this.noteOf(kept),
      revision: kept.revision,
      canUndo: kept.history.length > 0,
      request: kept.request,
      roster,
      officers: question.people.map((person) => ({
        username: person.username,
        name: person.name,
        agency: person.agency,
        agencyName: person.agency === null ? '' : (agencies.get(person.agency) ?? person.agency),
        qualifiedFields: person.qualifiedFields,
      })),
      fields: [...fieldCodes].map((code) => ({
        code,
        name: this.options.state().fields.get(code)?.name ?? code,
      })),
      today: this.options.now().date,
    };
  }
}

const sameFields = (one: CounterFields, two: CounterFields) =>
  one.primaryFields.join() === two.primaryFields.join() &&
  one.helpingFields.join() === two.helpingFields.join();

/** A plan without its half-hours, which a roster has no use for beyond its groups. */
function withoutSlots(plan: StaffingPlan): StaffingPlan {
  return { ...plan, fields: plan.fields.map((field) => ({ ...field, slots: [] })) };
}
