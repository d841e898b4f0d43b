import type { CountPair } from './dispersion.ts';
import { type DayToCome, type Expected, type RecordedDay, totalOf } from './history.ts';
import { levelModel } from './level-model.ts';
import { seasonalNaive } from './seasonal-naive.ts';

/** How a forecast did on days it had not seen, for one field. */
export interface ForecastError {
  /** Mean absolute error, citizens a slot. */
  readonly slotMae: number;
  /** Mean absolute error, citizens a day. */
  readonly dayMae: number;
  /** Mean of forecast less count, citizens a day. */
  readonly dayBias: number;
  /** Days tested. */
  readonly days: number;
}

/** One day of a backtest, citizens of a field. */
export interface TestedDay {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly counted: number;
  readonly baseline: number;
  readonly richer: number;
}

/** Both forecasts of a field on the same days, and the one to use. */
export interface FieldBacktest {
  readonly baseline: ForecastError;
  readonly richer: ForecastError;
  readonly chosen: 'seasonal-naive' | 'level';
  /** Why: too short a record, won, or did not win. */
  readonly because: 'under-eight-weeks' | 'richer-wins' | 'baseline-holds';
  /** Counts and forecasts of the chosen one by slot, for the dispersion. */
  readonly pairs: readonly CountPair[];
  /** The days tested in order, citizens a day: what came, and what each forecast had said the evening before. */
  readonly days: readonly TestedDay[];
}

/** Eight weeks of five days. */
const DAYS_FOR_RICHER = 40;
/** Days a forecast sees before it is asked for the first time. */
const FIRST_PAST = 10;
/** Days it is asked for: the latest ones. */
const TESTED = 60;
/** Less than this much better is luck. */
const MARGIN = 0.02;

/**
 * Rolling backtest: each of the latest days is forecast from the days before it alone, by the baseline and by the
 * richer model; field by field the richer one is used only where it wins.
 * @param days recorded days in order
 * @returns one answer a field; errors are NaN while the record is shorter than eleven days
 */
export function backtest(days: readonly RecordedDay[]): FieldBacktest[] {
  const first = Math.max(FIRST_PAST, days.length - TESTED);
  const tested = days.slice(first).map((day, at) => {
    const past = days.slice(0, first + at);
    return { day, baseline: seasonalNaive(past, day), richer: levelModel(past, day) };
  });
  return (days[0]?.counts ?? []).map((_, field) => {
    const pairsOf = (which: 'baseline' | 'richer') =>
      tested.map((each) => pairs(each.day, each[which], field));
    const baseline = errorOf(pairsOf('baseline'));
    const richer = errorOf(pairsOf('richer'));
    const short = days.length < DAYS_FOR_RICHER;
    const wins =
      !short && richer.dayMae < baseline.dayMae * (1 - MARGIN) && richer.slotMae <= baseline.slotMae;
    return {
      baseline,
      richer,
      chosen: wins ? 'level' : 'seasonal-naive',
      because: short ? 'under-eight-weeks' : wins ? 'richer-wins' : 'baseline-holds',
      pairs: pairsOf(wins ? 'richer' : 'baseline').flat(),
      days: tested.map((each) => ({
        date: each.day.date,
        counted: totalOf(each.day, field),
        baseline: sumOf(each.baseline[field]),
        richer: sumOf(each.richer[field]),
      })),
    };
  });
}

const sumOf = (slots: readonly number[] = []) => slots.reduce((sum, each) => sum + each, 0);

function pairs(day: RecordedDay, expected: Expected, field: number): CountPair[] {
  return (day.counts[field] ?? []).map((counted, slot) => ({
    counted,
    expected: expected[field]?.[slot] ?? 0,
  }));
}

function errorOf(days: readonly (readonly CountPair[])[]): ForecastError {
  let slots = 0;
  let slotError = 0;
  let dayError = 0;
  let bias = 0;
  for (const day of days) {
    let difference = 0;
    for (const { counted, expected } of day) {
      slots += 1;
      slotError += Math.abs(expected - counted);
      difference += expected - counted;
    }
    dayError += Math.abs(difference);
    bias += difference;
  }
  return {
    slotMae: slotError / slots,
    dayMae: dayError / days.length,
    dayBias: bias / days.length,
    days: days.length,
  };
}

/** The forecast of a day, each field by the model that its backtest chose. */
export function forecast(
  days: readonly RecordedDay[],
  day: DayToCome,
  chosen: readonly Pick<FieldBacktest, 'chosen'>[],
): Expected {
  const baseline = seasonalNaive(days, day);
  const richer = levelModel(days, day);
  return baseline.map((slots, field) =>
    chosen[field]?.chosen === 'level' ? (richer[field] ?? slots) : slots,
  );
}
