import { dayStatus } from '../domain/calendar.ts';
import { correction, doubted } from '../domain/correct-day.ts';
import type { HallEvent } from '../domain/events.ts';
import {
  advance,
  agrees,
  type HallTime,
  NIGHT_MS,
  type Reading,
  shiftedBy,
  stepTo,
  timeFrom,
} from '../domain/hall-time.ts';
import type { HallState } from '../domain/state.ts';
import {
  DAY_MS,
  type Doubt,
  EARLIEST_MS,
  judge,
  placeOf,
  presentStretch,
  type Stretch,
  stretchAfter,
  type Verdict,
} from '../domain/timeline.ts';
import type { Clock, HallCalendar } from './clock.ts';
import { Witnesses } from './witnesses.ts';

/** Witnesses that tell a time so far from the hall's speak of another day. */
const OTHER_DAY_MS = 12 * 3_600_000;
/** The machine and its witnesses agree. */
const WITNESSED_MS = 2 * 60_000;

/** How the hall's time stands to the machine's, for health and pages. */
export interface ClockStanding {
  readonly ok: boolean;
  readonly code: Doubt['code'] | null;
  readonly hallMs: number;
  readonly machineMs: number;
  /** What the clocks of devices around say now, epoch ms. */
  readonly witnesses: readonly { readonly id: string; readonly atMs: number }[];
  /** True while the hall cannot know its day. */
  readonly doubt: boolean;
}

/**
 * The hall's time [TIME1]–[TIME5]: reads the machine's two clocks, follows them by `domain/hall-time`, and says which
 * events the record needs when the day turns out to be another than was thought.
 */
export class HallClock implements Clock {
  readonly rate: number;
  readonly witnesses = new Witnesses();
  private readonly machine: Clock;
  private readonly calendar: HallCalendar;
  private time: HallTime;
  /** For clocks that tell no monotonic time: what went by on them. */
  private derivedMs = 0;
  private derivedFromMs: number;
  private touchedAtMs = 0;
  /** Wall clock less monotonic clock as it was when the doubt began: another figure means that somebody set it. */
  private doubtedLineMs: number | null = null;
  private wrongAtStart = false;
  /** From where on this run records. */
  private run: Stretch | null = null;
  private followNext = false;
  /** The time before corrections that are not committed yet. */
  private uncommitted: HallTime | null = null;

  constructor(machine: Clock, calendar: HallCalendar) {
    this.machine = machine;
    this.calendar = calendar;
    this.rate = machine.rate;
    this.derivedFromMs = machine.nowMs();
    this.time = timeFrom(this.derivedFromMs, this.read(), null);
  }

  nowMs(): number {
    this.time = advance(this.time, this.read());
    return this.time.hallMs;
  }

  /** The machine's own clock, epoch ms. */
  machineMs(): number {
    return this.machine.nowMs();
  }

  /** Monotonic, ms. */
  monotonicMs(): number {
    return this.read().monotonicMs;
  }

  private read(): Reading {
    const machineMs = Math.round(this.machine.nowMs());
    if (this.machine.monotonicMs) return { machineMs, monotonicMs: Math.round(this.machine.monotonicMs()) };
    this.derivedMs += Math.max(0, machineMs - this.derivedFromMs);
    this.derivedFromMs = machineMs;
    return { machineMs, monotonicMs: this.derivedMs };
  }

  /**
   * Starts from the record [TIME2].
   * @returns events to be recorded before anything else
   */
  begin(state: HallState): readonly HallEvent[] {
    const reading = this.read();
    const { machineMs } = reading;
    const lastMs = state.time.lastMs ?? EARLIEST_MS;
    const verdict = this.judge(state, machineMs);
    this.touchedAtMs = reading.monotonicMs;
    this.run = null;
    this.doubtedLineMs = state.time.doubt ? lineOf(reading) : null;
    this.wrongAtStart = verdict.kind === 'hold';
    if (verdict.kind === 'hold' && !(state.time.doubt && settles(verdict))) {
      this.time = timeFrom(lastMs + 1, reading, verdict.code);
      if (!verdict.doubt || state.time.doubt) return [];
      return [
        this.doubt(state, verdict.code, { trustedMs: state.time.lastMs, sinceMs: lastMs + 1 }, reading),
      ];
    }
    const stretch = verdict.kind === 'rewind' ? verdict.stretch : state.time.doubt;
    if (!stretch) {
      this.time = timeFrom(Math.max(lastMs, machineMs), reading, null);
      const { hallMs } = this.time;
      this.run = { trustedMs: state.time.lastMs, sinceMs: hallMs, sinceSequence: state.sequence + 1 };
      return [];
    }
    // Still at the stretch's end, until the correction is taken; then the machine's clock is followed.
    this.time = timeFrom(lastMs, reading, 'clock_jumped');
    this.followNext = true;
    const endMs = this.endOf(stretch, state, machineMs);
    return this.corrected(state, stretch, endMs - lastMs);
  }

  private judge(state: HallState, machineMs: number): Verdict {
    return judge(
      state.time,
      machineMs,
      (atMs) => dayStatus(state, this.calendar.momentOf(atMs).date).working,
    );
  }

  /** Where the end of a stretch that an earlier run left behind belongs, epoch ms. */
  private endOf(stretch: Stretch, state: HallState, machineMs: number): number {
    const lastMs = state.time.lastMs ?? machineMs;
    const lengthMs = lastMs - stretch.sinceMs;
    const { doubt } = state.time;
    // A battery that is dead forgets the time of day too: nothing is known but that it was before now.
    if (doubt?.code === 'clock_behind_record')
      return Math.max(machineMs, (stretch.trustedMs ?? 0) + lengthMs);
    return placeOf(doubt ? doubt.machineMs + lengthMs : lastMs, lengthMs, stretch.trustedMs, machineMs);
  }

  /** What must be recorded before the next act, because a clock was set or a witness has spoken. */
  due(state: HallState): readonly HallEvent[] {
    const nowMs = this.nowMs();
    const { last } = this.time;
    const told = this.witnesses.consensus(last.monotonicMs);
    const witnessed = told !== undefined && agrees(told, last.machineMs, WITNESSED_MS);
    if (state.time.doubt) return this.leaveDoubt(state, told === undefined ? this.wasSet() : witnessed);
    if (told !== undefined && !witnessed && !agrees(told, nowMs, OTHER_DAY_MS)) {
      const code = told < nowMs ? 'clock_far_ahead' : 'clock_behind_record';
      return [this.doubt(state, code, this.presentStretch(state), last)];
    }
    if (this.time.following || this.time.standing) return [];
    return this.comeTogether(state, witnessed);
  }

  private leaveDoubt(state: HallState, believable: boolean): readonly HallEvent[] {
    const { doubt } = state.time;
    const { hallMs, last } = this.time;
    if (!doubt || !believable || !settles(this.judge(state, last.machineMs))) return [];
    const earliestMs = (doubt.trustedMs ?? Number.NEGATIVE_INFINITY) + (hallMs - doubt.sinceMs);
    return this.corrected(state, doubt, Math.max(last.machineMs, earliestMs) - hallMs);
  }

  /** The machine's clock shows something else than the hall: whether the hall goes over to it. */
  private comeTogether(state: HallState, witnessed: boolean): readonly HallEvent[] {
    const { hallMs, last } = this.time;
    const { machineMs } = last;
    const verdict = this.judge(state, machineMs);
    const apartMs = last.monotonicMs - (this.time.apartSinceMs ?? last.monotonicMs);
    const night = this.quiet && apartMs >= NIGHT_MS;
    const setRight = this.wrongAtStart && this.wasSet();
    if (!witnessed && !night && !(setRight && machineMs >= hallMs)) return [];
    const otherDay = !agrees(machineMs, hallMs, OTHER_DAY_MS);
    if (machineMs < hallMs && otherDay) {
      const stretch =
        verdict.kind === 'rewind'
          ? verdict.stretch
          : witnessed
            ? stretchAfter(state.time, machineMs)
            : undefined;
      return stretch ? this.corrected(state, stretch, machineMs - hallMs) : [];
    }
    if (machineMs < hallMs && !night) return [];
    if (verdict.kind !== 'follow' && !witnessed && machineMs > hallMs) return [];
    if (otherDay && !night) return this.corrected(state, this.presentStretch(state), machineMs - hallMs);
    this.time = stepTo(this.time);
    return [];
  }

  /** What is in question when the present day is: what was recorded since the last night, or since this start. */
  private presentStretch(state: HallState): Stretch {
    const sinceNight = presentStretch(state.time);
    return this.run && this.run.sinceSequence > sinceNight.sinceSequence ? this.run : sinceNight;
  }

  private wasSet(): boolean {
    return this.doubtedLineMs !== null && !agrees(lineOf(this.time.last), this.doubtedLineMs);
  }

  private doubt(
    state: HallState,
    code: Doubt['code'],
    stretch: Pick<Stretch, 'trustedMs' | 'sinceMs'> & Partial<Stretch>,
    reading: Reading,
  ): HallEvent {
    this.doubtedLineMs = lineOf(reading);
    const sinceSequence = stretch.sinceSequence ?? state.sequence + 1;
    return doubted(code, reading.machineMs, { ...stretch, sinceSequence });
  }

  private corrected(state: HallState, stretch: Stretch, shiftMs: number): readonly HallEvent[] {
    const { date } = this.calendar.momentOf(this.time.hallMs + shiftMs);
    return correction(state, { ...stretch, shiftMs, date });
  }

  /** The day is set right from here on: later events bear the right time. */
  shift(shiftMs: number): void {
    this.uncommitted ??= this.time;
    this.time = shiftedBy(this.time, shiftMs);
    const { hallMs, last } = this.time;
    if (this.followNext && last.machineMs >= hallMs) this.time = timeFrom(last.machineMs, last, null);
    this.followNext = false;
    this.doubtedLineMs = null;
  }

  /** What was shifted is in the record. */
  committed(): void {
    this.uncommitted = null;
  }

  /** What was shifted is not in the record: the state was read again. */
  rolledBack(): void {
    if (this.uncommitted) this.time = this.uncommitted;
    this.uncommitted = null;
  }

  /** Somebody did something: it is no night. */
  touched(): void {
    this.touchedAtMs = this.read().monotonicMs;
  }

  /** Whether nobody has done anything for so long that it is night. */
  get quiet(): boolean {
    return this.read().monotonicMs - this.touchedAtMs >= NIGHT_MS;
  }

  /** The hall's moment if today is this date, epoch ms: by the clock around that shows it, else the time of day of one. */
  timeOn(date: string): number {
    const nowMs = this.nowMs();
    const { last } = this.time;
    const told = this.witnesses.consensus(last.monotonicMs);
    const clocks = [...(told === undefined ? [] : [told]), last.machineMs, nowMs];
    const showing = clocks.find((each) => this.calendar.momentOf(each).date === date);
    if (showing !== undefined) return showing;
    const best = told ?? (last.machineMs >= EARLIEST_MS ? last.machineMs : nowMs);
    const days = Math.round(
      (Date.parse(`${date}T00:00:00Z`) - Date.parse(`${this.calendar.momentOf(best).date}T00:00:00Z`)) /
        DAY_MS,
    );
    return best + days * DAY_MS;
  }

  /** Days that the clocks around and the record tell, earliest first. */
  daysTold(): string[] {
    const nowMs = this.nowMs();
    const { last } = this.time;
    const told = this.witnesses.testimonies(last.monotonicMs).map((each) => each.atMs);
    const all = [...told, last.machineMs, nowMs].filter((each) => each >= EARLIEST_MS);
    return [...new Set(all.map((each) => this.calendar.momentOf(each).date))].sort();
  }

  standing(state: HallState): ClockStanding {
    const hallMs = this.nowMs();
    const { code, last } = this.time;
    const doubt = state.time.doubt;
    const shown = code ?? doubt?.code ?? null;
    return {
      ok: shown === null,
      code: shown,
      hallMs,
      machineMs: last.machineMs,
      witnesses: this.witnesses.testimonies(last.monotonicMs),
      doubt: doubt !== null,
    };
  }
}

/** Whether a clock that shows this leaves no doubt of the day: a little behind the record it is the same one. */
const settles = (verdict: Verdict): boolean =>
  verdict.kind === 'follow' || (verdict.kind === 'hold' && !verdict.doubt);

const lineOf = ({ machineMs, monotonicMs }: Reading): number => machineMs - monotonicMs;
