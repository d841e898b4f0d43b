import type { PlannedField, StaffingPlan } from '../../common/protocol/plan.ts';
import type { ErlangQuestion } from '../../common/protocol/staffing.ts';

/** What a field brings in one half-hour, in the letters of the textbooks. */
export interface FieldLoad {
  /** λ: citizens an hour, of a busy day. */
  readonly arrivalsPerHour: number;
  /** μ: citizens that one official serves an hour. */
  readonly servicePerHour: number;
  readonly serviceScv: number;
  /** a = λ/μ */
  readonly offered: number;
  /** n by formula, at least 1. */
  readonly counters: number;
}

/** The load of a field in a half-hour. @param minuteOfDay start of the half-hour */
export function loadOf(field: PlannedField, minuteOfDay: number): FieldLoad {
  const slot = field.slots.find((each) => each.minuteOfDay === minuteOfDay);
  const arrivalsPerHour = (slot?.p80Arrivals ?? 0) * 2;
  const servicePerHour = 60 / field.serviceMinutes;
  return {
    arrivalsPerHour,
    servicePerHour,
    serviceScv: field.serviceScv,
    offered: arrivalsPerHour / servicePerHour,
    counters: Math.max(1, slot?.officials ?? 1),
  };
}

/** The half-hour in which most come. */
export function busiestSlot(field: PlannedField): number {
  const [most] = [...field.slots].sort((a, b) => b.p80Arrivals - a.p80Arrivals);
  return most?.minuteOfDay ?? 0;
}

/** One fewer, as many as the formula wants, one more: with exponential service, and with the measured spread. */
export function questionsOf(
  load: FieldLoad,
  target: StaffingPlan['target'],
): { readonly counters: number; readonly exponential: ErlangQuestion; readonly spread: ErlangQuestion }[] {
  return [load.counters - 1, load.counters, load.counters + 1]
    .filter((counters) => counters >= 1)
    .map((counters) => {
      const exponential = {
        arrivalsPerHour: load.arrivalsPerHour,
        servicePerHour: load.servicePerHour,
        counters,
        targetMinutes: target.minutes,
      };
      return { counters, exponential, spread: { ...exponential, serviceScv: load.serviceScv } };
    });
}
