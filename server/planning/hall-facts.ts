import type { Agency, Counter, Field, Settings } from '../../common/protocol/catalogue.ts';
import type { Officer } from '../../common/protocol/people.ts';
import type { WorkPlan } from '../domain/calendar.ts';
import type { HallState } from '../domain/state.ts';

/** What the planner must know of the hall beside its record: plain data, as it is handed to a thread. */
export interface HallFacts {
  readonly fields: readonly Field[];
  readonly agencies: readonly Agency[];
  readonly counters: readonly Counter[];
  readonly officers: readonly Officer[];
  readonly settings: Pick<
    Settings,
    'discipline' | 'help' | 'noShow' | 'workingHours' | 'workingDays' | 'saturdayHours' | 'postingWarningDays'
  >;
  readonly calendar: WorkPlan['calendar'];
  readonly holidays: WorkPlan['holidays'];
  readonly timeZone: string;
  /** YYYY-MM-DD in the hall. */
  readonly today: string;
}

/** The facts of a hall as it stands. */
export function hallFacts(state: HallState, timeZone: string, today: string): HallFacts {
  const { settings } = state;
  return {
    fields: [...state.fields.values()],
    agencies: [...state.agencies.values()],
    counters: [...state.counters.values()].map((counter) => counter.definition),
    officers: [...state.officers.values()],
    settings: {
      discipline: settings.discipline,
      help: settings.help,
      noShow: settings.noShow,
      workingHours: settings.workingHours,
      workingDays: settings.workingDays,
      saturdayHours: settings.saturdayHours,
      postingWarningDays: settings.postingWarningDays,
    },
    calendar: new Map(state.calendar),
    holidays: state.holidays,
    timeZone,
    today,
  };
}
