import { z } from 'zod';
import { LocalDate, line, saidLine } from './primitives.ts';

/** A day that the hall itself closed, or works though it would be closed; a swap is one of each, tied together. */
export const CalendarDay = z.strictObject({
  date: LocalDate,
  kind: z.enum(['closed', 'working']),
  name: saidLine(120),
  /** The other day of a swap: worked for this one, or closed for it. */
  swapWith: LocalDate.nullable().default(null),
});
export type CalendarDay = z.infer<typeof CalendarDay>;

/** Public holidays as the hall's own table has them; days of each year, and those that every year has. */
export const PublicHolidays = z.strictObject({
  yearly: z.array(
    z.strictObject({ monthDay: z.string(), name: z.string(), firstYear: z.number().nullable() }),
  ),
  dated: z.array(z.strictObject({ date: LocalDate, name: z.string() })),
});
export type PublicHolidays = z.infer<typeof PublicHolidays>;

/** What the hall is called from a day on: names and parents change by decree, and old papers keep the old ones. */
export const HallName = z.strictObject({
  from: LocalDate,
  hallName: saidLine(200),
  hallNameEn: line(200).default(''),
  superiorName: line(200).default(''),
});
export type HallName = z.infer<typeof HallName>;
