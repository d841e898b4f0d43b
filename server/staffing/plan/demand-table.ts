import type { PlannedField, PlanSlot } from '../../../common/protocol/plan.ts';
import { backtest } from '../demand/backtest.ts';
import { type CountPair, countQuantile, dispersionOf } from '../demand/dispersion.ts';
import type { RecordedDay } from '../demand/history.ts';
import { smallestStaff } from '../formulas/smallest-staff.ts';
import type { PlanQuestion } from './question.ts';

const SLOT_MS = 1_800_000;
/** Staff is planned for demand that four of five days do not exceed. */
const PLANNED_SHARE = 0.8;
/** A forecast is tested from so many days on. */
const DAYS_FOR_TEST = 11;

/** Demand of every field by half-hour, and what formulas make of it. */
export interface DemandTable {
  /** Minutes of the day on which the half-hours start. */
  readonly startMinutes: readonly number[];
  readonly dispersion: readonly number[];
  readonly slots: readonly (readonly PlanSlot[])[];
  readonly forecasts: readonly PlannedField['forecast'][];
  /** Officials by half-hour that some fields together would need by formula, at the planned demand. */
  officialsOf(fields: readonly number[]): number[];
}

function hoursOf(question: PlanQuestion): { fromMs: number; toMs: number } {
  const sessions = question.days.flatMap((day) => day.sessions);
  const fromMs = Math.min(...sessions.map((session) => session.fromMs));
  const toMs = Math.max(...sessions.map((session) => session.toMs));
  return { fromMs: Math.floor(fromMs / SLOT_MS) * SLOT_MS, toMs };
}

/** The record as counts by half-hour; who came before the opening belongs to the first. */
function recordedDays(question: PlanQuestion, fromMs: number, slots: number): RecordedDay[] {
  return question.days.map((day) => ({
    date: day.date,
    weekday: day.weekday,
    daysToTet: day.daysToTet,
    counts: question.fields.map((_, field) => {
      const counts = new Array<number>(slots).fill(0);
      for (const atMs of day.arrivals[field] ?? []) {
        const slot = Math.min(slots - 1, Math.max(0, Math.floor((atMs - fromMs) / SLOT_MS)));
        counts[slot] = (counts[slot] ?? 0) + 1;
      }
      return counts;
    }),
  }));
}

/** Reads the record of a question by half-hour. There must be at least one day with a session. */
export function demandTable(question: PlanQuestion): DemandTable {
  const { fromMs, toMs } = hoursOf(question);
  const count = Math.max(1, Math.ceil((toMs - fromMs) / SLOT_MS));
  const days = recordedDays(question, fromMs, count);
  const factor = question.request.volumeFactor;
  const means = question.fields.map((_, field) =>
    Array.from({ length: count }, (_slot, slot) => {
      const sum = days.reduce((all, day) => all + (day.counts[field]?.[slot] ?? 0), 0);
      return (sum / days.length) * factor;
    }),
  );
  const dispersion = means.map((slotMeans, field) => {
    const pairs: CountPair[] = days.flatMap((day) =>
      slotMeans.map((mean, slot) => ({
        counted: day.counts[field]?.[slot] ?? 0,
        expected: mean / factor,
      })),
    );
    return dispersionOf(pairs);
  });
  const tested = days.length >= DAYS_FOR_TEST ? backtest(days) : null;
  const startMinutes = Array.from({ length: count }, (_, slot) => (fromMs + slot * SLOT_MS) / 60_000);
  const p80 = (fields: readonly number[], slot: number): number => {
    const mean = fields.reduce((sum, field) => sum + (means[field]?.[slot] ?? 0), 0);
    if (mean === 0) return 0;
    const spread = fields.reduce(
      (sum, field) => sum + (means[field]?.[slot] ?? 0) * (dispersion[field] ?? 1),
      0,
    );
    return countQuantile(mean, Math.max(1, spread / mean), PLANNED_SHARE);
  };
  const officialsAt = (fields: readonly number[], slot: number): number => {
    const arrivals = p80(fields, slot);
    let weight = 0;
    let first = 0;
    let second = 0;
    for (const field of fields) {
      const mean = means[field]?.[slot] ?? 0;
      const fit = question.fields[field]?.service;
      if (!fit) continue;
      weight += mean;
      first += mean * fit.meanMs;
      second += mean * fit.meanMs ** 2 * (1 + fit.scv);
    }
    if (arrivals === 0 || first === 0) return 0;
    const meanMs = first / weight;
    const need = smallestStaff(
      {
        arrivalsPerHour: arrivals * 2,
        servicePerHour: 3_600_000 / meanMs,
        serviceScv: Math.max(0, second / weight / meanMs ** 2 - 1),
      },
      question.request.target,
    );
    return need.ok ? need.value.counters : 0;
  };
  const officialsOf = (fields: readonly number[]) => startMinutes.map((_, slot) => officialsAt(fields, slot));
  return {
    startMinutes,
    dispersion,
    officialsOf,
    slots: means.map((slotMeans, field) => {
      const officials = officialsOf([field]);
      return slotMeans.map((mean, slot) => ({
        minuteOfDay: startMinutes[slot] ?? 0,
        meanArrivals: mean,
        p80Arrivals: p80([field], slot),
        officials: officials[slot] ?? 0,
      }));
    }),
    forecasts: means.map((_, field) => {
      const test = tested?.[field];
      if (!test) return null;
      const used = test.chosen === 'level' ? test.richer : test.baseline;
      if (Number.isNaN(used.dayMae)) return null;
      return {
        chosen: test.chosen,
        because: test.because,
        mae: used.dayMae,
        baselineMae: test.baseline.dayMae,
        richerMae: test.richer.dayMae,
        days: test.days,
      };
    }),
  };
}
