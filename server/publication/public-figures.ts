import type { BestTimes, MonthStatement, TimesToCome } from '../../common/protocol/rest/publication.ts';
import type { HallState } from '../domain/state.ts';
import type { ReportResult } from '../reports/report.ts';
import { bestTimes, type SlotFigures, timesToCome } from './best-times.ts';
import { openDataFile } from './open-data.ts';
import { publishedSum, SMALLEST_CELL, withoutSmallCounts } from './small-cells.ts';

const DAY_MS = 86_400_000;
/** Best times are told from so many days before today: a quarter of a year. */
const TIMES_DAYS = 91;
/** A figure is reckoned again after so long; a month or a day that is over hardly changes. */
const KEPT_MS = 30 * 60_000;
/** Past months and days that are kept at once. */
const MOST_KEPT = 60;

export interface PublicFiguresOptions {
  readonly state: () => HallState;
  /** The hall's present day. */
  readonly today: () => string;
  /** The hall's clock, epoch ms. */
  readonly nowMs: () => number;
  /** A report of the registry, run beside the hall; null: it could not be made now. */
  readonly report: (id: string, params: Record<string, string>) => Promise<ReportResult | null>;
}

const dayBefore = (date: string, days: number) =>
  new Date(Date.parse(date) - days * DAY_MS).toISOString().slice(0, 10);

const endOfMonth = (month: string) =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString().slice(0, 10);

const numberAt = (row: ReportResult['totals'], key: string): number | null => {
  const value = row[key];
  return typeof value === 'number' ? value : null;
};

/** What the public may know of the record. Each figure is made once, however many ask for it. */
export class PublicFigures {
  private readonly options: PublicFiguresOptions;
  private best: BestTimes | null = null;
  private readonly kept = new Map<string, { readonly atMs: number; readonly figure: Promise<unknown> }>();

  constructor(options: PublicFiguresOptions) {
    this.options = options;
  }

  /** When to come, from the days before today; null: it cannot be told now. */
  times(): Promise<TimesToCome | null> {
    const today = this.options.today();
    const to = dayBefore(today, 1);
    const from = dayBefore(today, TIMES_DAYS);
    return this.once(`times ${from}`, async () => {
      const result = await this.options.report('volume', { from, to, by: 'weekday,slot' });
      if (result === null) return null;
      const rows = result.rows.map(
        (row): SlotFigures => ({
          weekday: Number(row.weekday),
          slot: Number(row.slot),
          called: Number(row.called ?? 0),
          waitP50Minutes: numberAt(row, 'waitP50Minutes'),
        }),
      );
      const times = timesToCome(rows);
      const best = bestTimes(times);
      this.best = { from, to, best };
      return { from, to, best, times };
    });
  }

  /** The best times as last made, at once; they are made again behind it. Null: never made yet. */
  bestKnown(): BestTimes | null {
    void this.times();
    return this.best;
  }

  /** The month before the present one. */
  lastMonth(): string {
    return dayBefore(`${this.options.today().slice(0, 7)}-01`, 1).slice(0, 7);
  }

  /** What a month was like; null: it cannot be told now. Months to come have no figures. */
  statement(month: string): Promise<MonthStatement | null> {
    const from = `${month}-01`;
    const end = endOfMonth(month);
    const today = this.options.today();
    const isWhole = end < today;
    return this.once(`month ${month} ${isWhole}`, async () => {
      const span = { from, to: end };
      const [all, opinions] = await Promise.all([
        this.options.report('volume', { ...span, by: 'field' }),
        this.options.report('satisfaction', span),
      ]);
      if (all === null || opinions === null) return null;
      return statementOf(month, { ...span, isWhole }, all, opinions, (code) => this.nameOf(code));
    });
  }

  /** The open data of a day that is over, as CSV; null: it cannot be told now. */
  openData(date: string): Promise<string | null> {
    return this.once(`data ${date}`, async () => {
      const span = { from: date, to: date };
      const [byField, bySlot] = await Promise.all([
        this.options.report('volume', { ...span, by: 'field' }),
        this.options.report('volume', { ...span, by: 'slot' }),
      ]);
      if (byField === null || bySlot === null) return null;
      return openDataFile(date, byField.rows, bySlot.rows, (code) => this.nameOf(code));
    });
  }

  private nameOf(code: string): string {
    return this.options.state().fields.get(code)?.name ?? code;
  }

  private once<Figure>(key: string, make: () => Promise<Figure | null>): Promise<Figure | null> {
    const nowMs = this.options.nowMs();
    const before = this.kept.get(key);
    if (before !== undefined && nowMs - before.atMs < KEPT_MS) return before.figure as Promise<Figure | null>;
    const figure = make().catch(() => null);
    this.kept.delete(key);
    this.kept.set(key, { atMs: nowMs, figure });
    // What failed is asked for again.
    void figure.then((made) => {
      if (made === null) this.kept.delete(key);
    });
    for (const old of [...this.kept.keys()].slice(0, -MOST_KEPT)) this.kept.delete(old);
    return figure;
  }
}

function statementOf(
  month: string,
  span: { readonly from: string; readonly to: string; readonly isWhole: boolean },
  all: ReportResult,
  opinions: ReportResult,
  nameOf: (code: string) => string,
): MonthStatement {
  const counts = all.rows.map((row) => numberAt(row, 'drawn') ?? 0);
  const shownCounts = withoutSmallCounts(counts);
  const came = publishedSum(counts, shownCounts);
  const total = (key: string) => (came === null ? null : numberAt(all.totals, key));
  const ratings = numberAt(opinions.totals, 'ratings') ?? 0;
  const isFew = ratings > 0 && ratings < SMALLEST_CELL;
  return {
    month,
    ...span,
    came,
    served: total('served'),
    waitMeanMinutes: total('waitMeanMinutes'),
    waitP90Minutes: total('waitP90Minutes'),
    withinTargetShare: total('withinTargetShare'),
    opinions: {
      count: isFew ? null : ratings,
      satisfiedShare: isFew ? null : numberAt(opinions.totals, 'satisfiedShare'),
    },
    fields: all.rows.map((row, at) => {
      const drawn = shownCounts[at] ?? null;
      const figure = (key: string) => (drawn === null ? null : numberAt(row, key));
      return {
        field: String(row.field),
        name: nameOf(String(row.field)),
        came: drawn,
        waitMeanMinutes: figure('waitMeanMinutes'),
        withinTargetShare: figure('withinTargetShare'),
      };
    }),
  };
}
