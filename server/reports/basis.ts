import type { Database } from 'better-sqlite3';
import { isFixed, isSum, measureOf } from '../../common/measures/measure.ts';
import type { Basis } from '../../common/protocol/basis.ts';
import { rounded } from './figures.ts';
import type { ReportCatalogue, ReportDefinition, ReportResult } from './report.ts';

/** A period is cut into so many parts at most, and fewer than the least say nothing of how much days differ. */
const PARTS = { least: 5, most: 10 } as const;
/** Quantile of Student's t for 95 of 100, by the parts less one. */
const T_95: Readonly<Record<number, number>> = { 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262 };
/** Places after the point that are kept: more than any measure writes. */
const PLACES = 5;

type Days = { readonly from: string; readonly to: string };
type Measured = Basis['measures'][string];
const UNKNOWN: Measured = { perDay: null, low: null, high: null };

/** Days of a span on which anybody drew a number that counts, in order; each is found by one look into the index. */
function workingDays(db: Database, { from, to }: Days): string[] {
  const counts = "(batch IS NULL OR batch IN (SELECT id FROM import_batches WHERE state = 'complete'))";
  const next = db
    .prepare<unknown[], string>(
      `SELECT local_date FROM tickets WHERE local_date > ? AND local_date <= ? AND ${counts} ORDER BY local_date LIMIT 1`,
    )
    .pluck();
  const first = db
    .prepare<unknown[], string>(
      `SELECT local_date FROM tickets WHERE local_date >= ? AND local_date <= ? AND ${counts} ORDER BY local_date LIMIT 1`,
    )
    .pluck();
  const days: string[] = [];
  for (let day = first.get(from, to); day !== undefined; day = next.get(day, to)) days.push(day);
  return days;
}

/** Consecutive working days in parts of about the same length. */
function partsOf(days: readonly string[]): (Days & { readonly length: number })[] {
  const count = days.length < PARTS.least ? 0 : Math.min(PARTS.most, days.length);
  return Array.from({ length: count }, (_, at) => {
    const part = days.slice(
      Math.floor((at * days.length) / count),
      Math.floor(((at + 1) * days.length) / count),
    );
    return { from: part[0] ?? '', to: part.at(-1) ?? '', length: part.length };
  });
}

/**
 * The interval about a figure from those of the parts: batch means, so that days that resemble their neighbours do not
 * feign certainty. What never is below nothing, and a share above the whole, is not said to be.
 */
function intervalAbout(
  figure: number,
  parts: readonly number[],
  isShare: boolean,
): Pick<Measured, 'low' | 'high'> {
  const quantile = T_95[parts.length - 1];
  if (quantile === undefined) return { low: null, high: null };
  const mean = parts.reduce((sum, each) => sum + each, 0) / parts.length;
  const variance = parts.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (parts.length - 1);
  const half = quantile * Math.sqrt(variance / parts.length);
  const all = [...parts, figure];
  const least = Math.min(...all) >= 0 ? 0 : Number.NEGATIVE_INFINITY;
  const most = isShare && Math.max(...all) <= 1 ? 1 : Number.POSITIVE_INFINITY;
  return { low: Math.max(least, figure - half), high: Math.min(most, figure + half) };
}

function measured(
  key: string,
  totals: ReportResult['totals'],
  days: number,
  parts: readonly { readonly totals: ReportResult['totals']; readonly length: number }[],
): Measured {
  const value = totals[key];
  // What is given, and what is of another period, has no doubt that these days could tell.
  if (typeof value !== 'number' || isFixed(key)) return UNKNOWN;
  const perDay = isSum(key) && days > 0 ? value / days : null;
  const figures = parts.flatMap(({ totals: of, length }) => {
    const each = of[key];
    return typeof each === 'number' ? [perDay === null ? each : each / length] : [];
  });
  const isShare = perDay === null && measureOf(key)?.kind === 'share';
  const { low, high } = intervalAbout(perDay ?? value, figures, isShare);
  const kept = (each: number | null) => (each === null ? null : rounded(each, PLACES));
  return { perDay: kept(perDay), low: kept(low), high: kept(high) };
}

/** What the figures of a report rest on. Reads each day of the period once more, part by part. */
export function basisOf(
  db: Database,
  report: ReportDefinition,
  params: Days,
  catalogue: ReportCatalogue,
  { totals }: ReportResult,
): Basis {
  const days = workingDays(db, params);
  const keys = report.columns.map((each) => each.key).filter((key) => measureOf(key) !== undefined);
  const isKnown = keys.some((key) => typeof totals[key] === 'number');
  const parts = (isKnown ? partsOf(days) : []).map((part) => ({
    length: part.length,
    totals: report.run(
      db,
      report.partOf?.(params, part) ?? { ...params, from: part.from, to: part.to },
      catalogue,
    ).totals,
  }));
  return {
    from: days[0] ?? null,
    to: days.at(-1) ?? null,
    workingDays: days.length,
    measures: Object.fromEntries(keys.map((key) => [key, measured(key, totals, days.length, parts)])),
  };
}
