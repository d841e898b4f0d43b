import type { Period } from '../simulation/hall-model.ts';
import { seededRandom } from '../simulation/random.ts';
import { serviceDrawer } from '../simulation/service-time.ts';
import { type DaySource, daysAsRecorded } from './day-source.ts';
import type { PlanQuestion } from './question.ts';

/** Citizens of one field on one simulated day, a column each, in order of arrival. */
export interface FieldDay {
  readonly arrivesAtMs: Float64Array;
  readonly serviceMs: Float64Array;
  readonly priority: Uint8Array;
  readonly absences: Uint8Array;
}

/** Never answers, whatever the rule. */
const NEVER = 255;
/** A citizen that the record does not hold comes at most so long after the one it is modelled on. */
const JITTER_MS = 600_000;
/**
 * A field's people of a simulated day come together so much sooner or later than recorded, at most. Which two small fields
 * happened to be asked for in the same minute is chance, and a plan must not rest on it; a family that came as one still
 * does.
 */
const SHIFT_MS = 900_000;
/** Stream of the shifts, apart from those of the people. */
const SHIFTS = 500_009;
const STREAMS = 2;
/** Far from each other, so that the days of one seed are not those of the next. */
const DAY_STEP = 7_919;

/** What days are drawn from; without a request nobody comes by appointment. */
export type PooledQuestion = Pick<PlanQuestion, 'fields' | 'days'> & {
  readonly request?: Pick<PlanQuestion['request'], 'appointments'>;
};

/**
 * Simulated days: recorded ones with new services for the same people (bootstrap). Day 17 of a pool is the same day for
 * whoever asks: all arrangements meet the same citizens (common random numbers), also when only some fields are looked at.
 */
export class DayPool {
  private readonly question: PooledQuestion;
  private readonly seed: number;
  private readonly source: DaySource;
  private readonly drawn: FieldDay[][];

  /** @param source which recorded days, and how many come on them; absent: each as recorded, equally often */
  constructor(
    question: PooledQuestion,
    seed: number,
    source: DaySource = daysAsRecorded(question.days.length, seed, () => 1),
  ) {
    this.question = question;
    this.seed = seed;
    this.source = source;
    this.drawn = question.fields.map(() => []);
  }

  /** Place of the recorded day on which a simulated one rests. */
  sourceOf(day: number): number {
    return this.source.sourceOf(day);
  }

  /** Recorded days on which the simulated ones rest. */
  get sourceCount(): number {
    return this.question.days.length;
  }

  /** Citizens a day of a field that are expected on the days of this pool: the mean of its first round of recorded days. */
  perDay(field: number): number {
    const { days } = this.question;
    let sum = 0;
    for (let day = 0; day < days.length; day++)
      sum += (days[this.sourceOf(day)]?.arrivals[field]?.length ?? 0) * this.source.volumeOf(field, day);
    return days.length === 0 ? 0 : sum / days.length;
  }

  sessionsOf(day: number): readonly Period[] {
    return this.question.days[this.sourceOf(day)]?.sessions ?? [];
  }

  /** The citizens of a field on a simulated day. */
  fieldDay(field: number, day: number): FieldDay {
    const days = this.drawn[field] as FieldDay[];
    const there = days[day];
    if (there) return there;
    const made = this.draw(field, day);
    days[day] = made;
    return made;
  }

  private draw(field: number, day: number): FieldDay {
    const recorded = this.question.days[this.sourceOf(day)];
    const known = this.question.fields[field];
    const arrivals = recorded?.arrivals[field] ?? [];
    if (!recorded || !known || arrivals.length === 0) return columns(0);
    const daySeed = (this.seed + day * DAY_STEP) >>> 0;
    const random = seededRandom(daySeed, field * STREAMS);
    const shiftMs = (2 * seededRandom(daySeed, SHIFTS + field)() - 1) * SHIFT_MS;
    const service = serviceDrawer(known.service.service, seededRandom(daySeed, field * STREAMS + 1));
    const volume = this.source.volumeOf(field, day);
    const longer = this.source.serviceOf(field, day);
    const people: { atMs: number; serviceMs: number; priority: number; absences: number }[] = [];
    for (const recordedMs of arrivals) {
      // Everybody draws the same number of chances, kept or not: another volume leaves the others as they were.
      for (let copy = 0; copy < Math.ceil(Math.max(1, volume)); copy++) {
        const kept = random() < volume - copy;
        const laterMs = random() * JITTER_MS;
        const priority = random() < known.priorityShare ? 1 : 0;
        const manner = random();
        const serviceMs = service() * longer;
        if (!kept) continue;
        people.push({
          atMs: insideHours(recordedMs, recorded.sessions, shiftMs + (copy === 0 ? 0 : laterMs)),
          serviceMs,
          priority,
          absences: manner < known.noShowShare ? NEVER : manner < known.noShowShare + known.lateShare ? 1 : 0,
        });
      }
    }
    byAppointment(people, recorded.sessions, this.question.request?.appointments ?? 0, daySeed, field);
    people.sort((a, b) => a.atMs - b.atMs);
    const drawn = columns(people.length);
    for (const [at, each] of people.entries()) {
      drawn.arrivesAtMs[at] = each.atMs;
      drawn.serviceMs[at] = each.serviceMs;
      drawn.priority[at] = each.priority;
      drawn.absences[at] = each.absences;
    }
    return drawn;
  }
}

/** Stream of those who come by appointment. */
const BOOKED = 600_011;
/** Whoever has an appointment comes so much before or after it at most. */
const PUNCTUAL_MS = 300_000;

/** Gives a share of a field's people of a day appointments: evenly over the open hours, one after the other. */
function byAppointment(
  people: { atMs: number }[],
  sessions: readonly Period[],
  share: number,
  seed: number,
  field: number,
): void {
  if (share === 0) return;
  const random = seededRandom(seed, BOOKED + field);
  const booked = people.filter(() => random() < share);
  const openMs = sessions.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  for (const [at, person] of booked.entries()) {
    let leftMs = ((at + 0.5) / booked.length) * openMs;
    for (const { fromMs, toMs } of sessions) {
      if (leftMs < toMs - fromMs) {
        const aboutMs = fromMs + leftMs + (2 * random() - 1) * PUNCTUAL_MS;
        person.atMs = Math.min(toMs - 1, Math.max(fromMs, aboutMs));
        break;
      }
      leftMs -= toMs - fromMs;
    }
  }
}

function columns(count: number): FieldDay {
  return {
    arrivesAtMs: new Float64Array(count),
    serviceMs: new Float64Array(count),
    priority: new Uint8Array(count),
    absences: new Uint8Array(count),
  };
}

/**
 * Waiting counts from the opening for whoever stood at the door: no number of officials shortens the time before it, and
 * who comes early does so on every day. Who drew after the last closing is taken as the last of the day. Everybody else
 * is shifted within the session.
 */
function insideHours(atMs: number, sessions: readonly Period[], shiftMs: number): number {
  for (const session of sessions) {
    if (atMs >= session.toMs) continue;
    if (atMs <= session.fromMs) return session.fromMs;
    const { fromMs, toMs } = session;
    let shifted = atMs + shiftMs;
    // Thrown back at the ends of a session, once; a session shorter than the shift keeps to its ends.
    if (shifted < fromMs) shifted = 2 * fromMs - shifted;
    if (shifted >= toMs) shifted = 2 * toMs - shifted - 1;
    return Math.min(toMs - 1, Math.max(fromMs, shifted));
  }
  const last = sessions.at(-1);
  return last ? last.toMs - 1 : atMs;
}
