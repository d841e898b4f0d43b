import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { PublicHolidays } from '../../common/protocol/calendar.ts';
import { LocalDate } from '../../common/protocol/primitives.ts';
import { packageFolder } from '../../hardware/package-folder.ts';
import { dayAfter } from '../domain/calendar.ts';

const HolidayFile = z.looseObject({
  fixed: z.array(
    z.looseObject({
      monthDay: z.string().regex(/^\d{2}-\d{2}$/),
      name: z.string().min(1),
      firstYear: z.number().int().nullable(),
    }),
  ),
  dated: z.array(
    z.looseObject({
      date: LocalDate,
      name: z.string().min(1),
      daysOff: z.looseObject({ from: LocalDate, to: LocalDate }).optional(),
    }),
  ),
});

/** The public holidays of hall-data/holidays.json, each day off by itself. Throws on a broken file. */
export function loadHolidays(
  file: string = join(packageFolder(), 'hall-data', 'holidays.json'),
): PublicHolidays {
  const table = HolidayFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  const dated = table.dated.flatMap(({ date, name, daysOff }) => {
    const { from, to } = daysOff ?? { from: date, to: date };
    const days: { date: string; name: string }[] = [];
    for (let day = from; day <= to; day = dayAfter(day))
      days.push({ date: day, name: day === date ? name : `Nghỉ ${name.replace(/^Mùng 1 /, '')}` });
    return days;
  });
  return {
    yearly: table.fixed.map(({ monthDay, name, firstYear }) => ({ monthDay, name, firstYear })),
    dated,
  };
}
