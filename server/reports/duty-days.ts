import { sessionsOf } from './counters.ts';
import { compareKeys, rounded } from './figures.ts';
import { defineReport, measure } from './report.ts';
import { PeriodParams } from './source.ts';

/**
 * On how many days each officer sat at a counter, and for how long: what the allowance for officials at the hall is paid by
 * (S11). A counter that its officer did not close counts until the officer was last known to be there [PRES1].
 */
export const dutyDays = defineReport({
  id: 'duty-days',
  title: 'Ngày công tại Bộ phận Một cửa',
  params: PeriodParams,
  columns: [
    { key: 'agencyName', title: 'Cơ quan cử đến' },
    { key: 'payingUnit', title: 'Đơn vị chi trả' },
    measure('dutyDays'),
    measure('openHours'),
    measure('notClosedByHand'),
    { key: 'firstDay', title: 'Ngày đầu' },
    { key: 'lastDay', title: 'Ngày cuối' },
  ],
  run(db, { from, to }, catalogue) {
    const officers = new Map<string, { days: Set<string>; openMs: number; leftOpen: number }>();
    for (const { officer, local_date, opened_at_ms, until_ms, left_open } of sessionsOf(db, from, to)) {
      const known = officers.get(officer) ?? { days: new Set<string>(), openMs: 0, leftOpen: 0 };
      known.days.add(local_date);
      known.openMs += until_ms - opened_at_ms;
      known.leftOpen += left_open;
      officers.set(officer, known);
    }
    const hours = (ms: number) => rounded(ms / 3_600_000, 2);
    const rows = [...officers]
      .sort(([a], [b]) => compareKeys([a], [b]))
      .map(([officer, { days, openMs, leftOpen }]) => {
        const sorted = [...days].sort();
        return {
          officer,
          ...catalogue.postOf(officer),
          dutyDays: days.size,
          openHours: hours(openMs),
          notClosedByHand: leftOpen,
          firstDay: sorted[0] ?? null,
          lastDay: sorted.at(-1) ?? null,
        };
      });
    const all = [...officers.values()];
    return {
      rows,
      totals: {
        dutyDays: all.reduce((sum, each) => sum + each.days.size, 0),
        openHours: hours(all.reduce((sum, each) => sum + each.openMs, 0)),
        notClosedByHand: all.reduce((sum, each) => sum + each.leftOpen, 0),
      },
    };
  },
});
