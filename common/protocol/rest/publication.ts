import { z } from 'zod';
import type { Immutable } from '../immutable.ts';
import type { CallTable } from './call.ts';

export const TimeToCome = z.object({
  /** Monday 1 … Sunday 7. */
  weekday: z.number().int().min(1).max(7),
  /** Half-hour of the day, HH:MM. */
  from: z.string(),
  to: z.string(),
  /** Half of those who came then waited no longer. */
  waitMinutes: z.number(),
});
export type TimeToCome = Immutable<typeof TimeToCome>;

const Span = { from: z.string(), to: z.string() };

/** The two shortest half-hours of each weekday, with the days of the record that they are told from. */
export const BestTimes = z.object({ ...Span, best: z.array(TimeToCome) });
export type BestTimes = Immutable<typeof BestTimes>;

/** Every half-hour in which enough people came to say it. */
export const TimesToCome = BestTimes.extend({ times: z.array(TimeToCome) });
export type TimesToCome = Immutable<typeof TimesToCome>;

const count = z.number().int().nullable();
const figure = z.number().nullable();
const FieldOfMonth = z.object({
  field: z.string(),
  name: z.string(),
  /** Null: too few to be told. */
  came: count,
  waitMeanMinutes: figure,
  withinTargetShare: figure,
});

export const MonthStatement = z.object({
  month: z.string(),
  ...Span,
  /** False while the month is not over. */
  isWhole: z.boolean(),
  came: count,
  served: count,
  waitMeanMinutes: figure,
  /** Nine in ten waited no longer. */
  waitP90Minutes: figure,
  withinTargetShare: figure,
  opinions: z.object({ count, satisfiedShare: figure }),
  fields: z.array(FieldOfMonth),
});
/** What a hall tells the public of a month. */
export type MonthStatement = Immutable<typeof MonthStatement>;

const OpenDataEntry = z.object({ date: z.string(), address: z.string() });
export const OpenDataCatalogue = z.object({
  title: z.string(),
  description: z.string(),
  publisher: z.string(),
  license: z.string(),
  language: z.string(),
  accrualPeriodicity: z.string(),
  /** A file a closed day, the newest first. */
  distribution: z.array(OpenDataEntry.extend({ mediaType: z.string() })),
  columns: z.array(z.object({ name: z.string(), datatype: z.string(), description: z.string() })),
});
/** What the open data is: a description in the manner of DCAT, with its data dictionary. */
export type OpenDataCatalogue = Immutable<typeof OpenDataCatalogue>;

/** YYYY-MM. */
export const Month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/);

export const publicationCalls = {
  'GET /public/times': { operationId: 'listTimesToCome', response: TimesToCome },
  'GET /public/statement': {
    operationId: 'readMonthStatement',
    /** The month before the present one where none is named. */
    query: z.object({ month: Month.optional() }),
    response: MonthStatement,
  },
  'GET /public/data': { operationId: 'describeOpenData', response: OpenDataCatalogue },
  'GET /public/data/:date': {
    operationId: 'readOpenData',
    files: ['text/csv'],
  },
} as const satisfies CallTable;
