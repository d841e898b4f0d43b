import { type Outlook, outlookOf, serviceSdOf } from '../demand/outlook.ts';
import { DayPool } from './day-pool.ts';
import { daysAsRecorded, daysToCome, termsToCome } from './day-source.ts';
import { volumeOf } from './drivers.ts';
import type { PlanQuestion } from './question.ts';

/** A term stands for as many days as a third of the record, within these bounds: so far ahead the record was tested. */
const TERM_PART = 3;
const TERM_LEAST = 4;
const TERM_MOST = 20;
/** Days simulated for all terms together, and terms at least. */
const TERM_DAYS = 520;
const TERMS_LEAST = 40;
const TERM_SEED = 0x2545f491;

/** Terms to come, drawn one after the other. */
export interface Terms {
  readonly pool: DayPool;
  /** Days of each. */
  readonly daysEach: number;
  readonly count: number;
  /** Demand of a field in a term, against the record. */
  levelOf(field: number, term: number): number;
}

/** The days that a plan is made for, all from one record and one outlook. */
export interface PlanDays {
  readonly outlook: Outlook;
  /** Days to come. @param times demand times this */
  toCome(seed: number, times?: number): DayPool;
  /** The recorded days again, at the demand asked for. */
  asRecorded(seed: number): DayPool;
  readonly terms: Terms;
}

/** @returns the days of a question; it must hold a recorded day */
export function planDays(question: PlanQuestion): PlanDays {
  const { days, fields, request } = question;
  const outlook = outlookOf(
    days,
    fields.map((_, field) => days.map((day) => day.arrivals[field]?.length ?? 0)),
    fields.map(({ serviceBasis, service }) => serviceSdOf(serviceBasis, service.scv, service.count)),
    request.horizonMonths,
  );
  const volume = volumeOf(question);
  const daysEach = Math.min(TERM_MOST, Math.max(TERM_LEAST, Math.round(days.length / TERM_PART)));
  const count = Math.max(TERMS_LEAST, Math.ceil(TERM_DAYS / daysEach));
  const seed = (request.seed ^ TERM_SEED) >>> 0;
  const terms = termsToCome(days.length, seed, outlook, volume, daysEach);
  return {
    outlook,
    toCome: (poolSeed, times = 1) =>
      new DayPool(
        question,
        poolSeed,
        daysToCome(days.length, poolSeed, outlook, (field) => volume(field) * times),
      ),
    asRecorded: (poolSeed) => new DayPool(question, poolSeed, daysAsRecorded(days.length, poolSeed, volume)),
    terms: {
      pool: new DayPool(question, seed, terms),
      daysEach,
      count,
      levelOf: (field, term) => terms.volumeOf(field, term * daysEach),
    },
  };
}
