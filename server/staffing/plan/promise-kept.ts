import type { StaffingPlan } from '../../../common/protocol/plan.ts';
import type {
  PromiseCause,
  PromiseKept,
  PromiseWeek,
  PromiseWeekField,
} from '../../../common/protocol/plan-kept.ts';

/** What the record shows of one field in one week. Null: it does not show it. */
export interface FieldWeek {
  readonly code: string;
  readonly citizens: number;
  readonly inTime: number;
  readonly serviceMinutes: number | null;
  readonly gapMinutes: number | null;
  /** Officials who called fields of its group, a day. */
  readonly officials: number | null;
}

/** A week of the record. */
export interface RecordedWeek {
  readonly monday: string;
  /** Working days in it. */
  readonly days: number;
  readonly fields: readonly FieldWeek[];
}

/** A figure counts as a cause when it is so much worse than planned. */
const CAUSE_FROM = 1.1;
/** Page's test: a shift of one deviation is looked for; no change alarms once in six years of weeks on average. */
const SLACK = 0.5;
const LIMIT = 4;
/** A promise is not believed to be nearer than this, share. */
const DEVIATION_LEAST = 0.01;
/** Half of a 95 % interval in deviations. */
const HALF = 1.96;

function causesOf(plan: StaffingPlan, week: RecordedWeek, happened: FieldWeek): PromiseCause[] {
  const planned = plan.fields.find(({ code }) => code === happened.code);
  if (!planned) return [];
  const group = planned.group === null ? undefined : plan.groups[planned.group];
  const ratio = (of: number | null, to: number | undefined) =>
    of === null || to === undefined || to === 0 ? 1 : of / to;
  const all: PromiseCause[] = [
    { kind: 'more-citizens', factor: ratio(happened.citizens / week.days, planned.perDay) },
    { kind: 'longer-services', factor: ratio(happened.serviceMinutes, planned.serviceMinutes) },
    { kind: 'longer-gaps', factor: ratio(happened.gapMinutes, planned.gapMinutes) },
    { kind: 'fewer-officials', factor: ratio(happened.officials, group?.officials) },
  ];
  const harm = ({ kind, factor }: PromiseCause) => (kind === 'fewer-officials' ? 1 / factor : factor);
  // A gap is a small part of a visit: its doubling harms as much as it lengthens the whole.
  const weight = (cause: PromiseCause) => {
    if (cause.kind !== 'longer-gaps') return Math.log(harm(cause));
    const gap = planned.gapMinutes ?? 0;
    return Math.log1p(((cause.factor - 1) * gap) / (planned.serviceMinutes + gap));
  };
  return all.filter((cause) => harm(cause) >= CAUSE_FROM).sort((a, b) => weight(b) - weight(a));
}

/**
 * A plan's promise beside what happened. A week is held when its share is at least the lower end of the promise, which is for
 * `promiseDays`: a week of fewer days may fall somewhat further. An alarm is Page's cumulative sum of how far weeks fell below what
 * was expected, in deviations of the promise: one bad week by chance raises none, a lasting change does within a few weeks.
 * @param weeks in order
 *   Source: E. S. Page, Continuous inspection schemes, 1954; k ½, h 4: mean run length without change 336 weeks (Montgomery).
 */
export function promiseKept(
  plan: StaffingPlan,
  weeks: readonly RecordedWeek[],
  period: { readonly from: string; readonly to: string },
): PromiseKept {
  const sums = new Map<string, number>();
  const told = weeks.map((week): PromiseWeek => {
    const fields = week.fields.flatMap((happened): PromiseWeekField[] => {
      const planned = plan.fields.find(({ code }) => code === happened.code);
      const expected = planned?.waitPlanned.withinTargetShare ?? null;
      if (!planned?.promise || expected === null || happened.citizens === 0) return [];
      const { low, high } = planned.promise;
      const share = happened.inTime / happened.citizens;
      const wider = Math.sqrt((plan.promiseDays ?? week.days) / Math.max(1, week.days));
      const deviation = Math.max(DEVIATION_LEAST, ((high - low) / 2 / HALF) * wider);
      const sum = Math.max(0, (sums.get(happened.code) ?? 0) + (expected - share) / deviation - SLACK);
      sums.set(happened.code, sum);
      const held = share >= expected - (expected - low) * wider - Number.EPSILON;
      return [
        {
          code: happened.code,
          citizens: happened.citizens,
          share,
          low,
          high,
          held,
          causes: held && sum <= LIMIT ? [] : causesOf(plan, week, happened),
          alarm: sum > LIMIT,
        },
      ];
    });
    return { monday: week.monday, days: week.days, fields };
  });
  return {
    ...period,
    weeks: told,
    alarms: [...sums].flatMap(([code, sum]) => (sum > LIMIT ? [code] : [])).sort(),
  };
}
