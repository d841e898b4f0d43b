import type { Hall } from '../hall/hall.ts';
import type { ThreadReportDesk } from '../reports/thread-report-desk.ts';
import { PublicFigures } from './public-figures.ts';

/** The public's figures of a running hall, made by its reports. */
export function publicFigures(hall: Hall, reports: Pick<ThreadReportDesk, 'run'>): PublicFigures {
  return new PublicFigures({
    state: () => hall.state,
    today: () => hall.moment().date,
    nowMs: () => hall.clock.nowMs(),
    report: async (id, params) => {
      const made = await reports.run(id, params, 'json');
      return made.ok ? made.value.json : null;
    },
  });
}
