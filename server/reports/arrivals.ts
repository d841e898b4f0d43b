import { rounded } from './figures.ts';
import { defineReport, measure } from './report.ts';
import { PeriodParams, ticketsOf } from './source.ts';

/** When people come: the mean of each half-hour of each weekday, over the days on which anybody came. */
export const arrivals = defineReport({
  id: 'arrivals',
  title: 'Giờ người dân đến',
  params: PeriodParams,
  columns: [measure('meanPerDay'), measure('drawn'), measure('days')],
  run(db, { from, to }) {
    const days = new Map<number, Set<string>>();
    const counts = new Map<string, { weekday: number; slot: number; drawn: number }>();
    let total = 0;
    for (const { weekday, slot, local_date } of ticketsOf(db, from, to)) {
      days.set(weekday, (days.get(weekday) ?? new Set()).add(local_date));
      const key = `${weekday}/${slot}`;
      const count = counts.get(key) ?? { weekday, slot, drawn: 0 };
      count.drawn += 1;
      total += 1;
      counts.set(key, count);
    }
    const rows = [...counts.values()]
      .sort((a, b) => a.weekday - b.weekday || a.slot - b.slot)
      .map(({ weekday, slot, drawn }) => {
        const count = days.get(weekday)?.size ?? 0;
        return { weekday, slot, meanPerDay: rounded(drawn / count, 2), drawn, days: count };
      });
    const allDays = [...days.values()].reduce((sum, each) => sum + each.size, 0);
    return {
      rows,
      totals: { drawn: total, days: allDays, meanPerDay: allDays === 0 ? null : rounded(total / allDays, 2) },
    };
  },
});
