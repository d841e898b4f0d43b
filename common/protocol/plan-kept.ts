/** Why a week fell short of its promise, as far as the record shows: a figure against the one that the plan was made with. */
export interface PromiseCause {
  readonly kind: 'more-citizens' | 'longer-services' | 'longer-gaps' | 'fewer-officials';
  /** Happened ÷ planned; below 1 for officials. */
  readonly factor: number;
}

/** What was promised to a field and what happened in one week. */
export interface PromiseWeekField {
  readonly code: string;
  readonly citizens: number;
  /** Share called within the target, 0 … 1. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
  /** Whether it was at least what was promised. */
  readonly held: boolean;
  /** Largest first; empty where the promise was held or the record shows none. */
  readonly causes: readonly PromiseCause[];
  /** Weeks have fallen short so often or so far that it is no chance any more. */
  readonly alarm: boolean;
}

export interface PromiseWeek {
  /** First day of the week, YYYY-MM-DD. */
  readonly monday: string;
  readonly days: number;
  readonly fields: readonly PromiseWeekField[];
}

/** A plan's promise beside what happened, week by week. */
export interface PromiseKept {
  readonly from: string;
  readonly to: string;
  readonly weeks: readonly PromiseWeek[];
  /** Fields whose alarm stands at the end, by code. */
  readonly alarms: readonly string[];
}
