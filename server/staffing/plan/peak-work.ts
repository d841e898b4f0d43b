import { quantileOf } from './promise.ts';
import type { PlanQuestion } from './question.ts';

const SLOT_MS = 1_800_000;
/** Days on which the peak of work is no higher. */
const PEAK_DAYS = 0.9;
/** Officials beyond the peak of work for each of its square roots: the square-root rule with its usual constant. */
const BETA = 0.5;

/** How many officials some fields need by a rule on the record alone: nothing is simulated, and so nothing depends on chance. */
export class PeakWork {
  private readonly days: number;
  private readonly slots: number;
  /** Officials kept busy by each field, by recorded day and half-hour. */
  private readonly work: readonly Float64Array[];
  private readonly known = new Map<string, number>();

  constructor(question: Pick<PlanQuestion, 'days' | 'fields'>) {
    const sessions = question.days.flatMap((day) => day.sessions);
    const first = Math.floor(Math.min(...sessions.map(({ fromMs }) => fromMs)) / SLOT_MS);
    const end = Math.ceil(Math.max(...sessions.map(({ toMs }) => toMs)) / SLOT_MS);
    this.days = question.days.length;
    this.slots = Math.max(2, end - first);
    this.work = question.fields.map(({ service, gapMs }, field) => {
      const work = new Float64Array(this.days * this.slots);
      for (const [at, day] of question.days.entries())
        for (const arrivedMs of day.arrivals[field] ?? []) {
          const slot = Math.min(this.slots - 1, Math.max(0, Math.floor(arrivedMs / SLOT_MS) - first));
          const place = at * this.slots + slot;
          work[place] = (work[place] as number) + (service.meanMs + gapMs) / SLOT_MS;
        }
      return work;
    });
  }

  /** Officials by the square-root rule at the peak hour of nine days of ten. */
  officials(fields: readonly number[]): number {
    const key = fields.join();
    const there = this.known.get(key);
    if (there !== undefined) return there;
    const peaks = Array.from({ length: this.days }, (_, day) => {
      let most = 0;
      let before = 0;
      for (let place = day * this.slots; place < (day + 1) * this.slots; place++) {
        let now = 0;
        for (const field of fields) now += this.work[field]?.[place] ?? 0;
        most = Math.max(most, (now + before) / 2);
        before = now;
      }
      return most;
    });
    const peak = quantileOf(peaks, PEAK_DAYS);
    const made = Math.max(1, peak + BETA * Math.sqrt(peak));
    this.known.set(key, made);
    return made;
  }
}
