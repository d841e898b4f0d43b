import type { ReactNode } from 'react';
import type { Settings } from '../../common/protocol/catalogue.ts';
import { HoursInput, Ticks } from '../parts/inputs.tsx';
import { say, sayCalendar } from '../words.ts';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** The ordinary week: on which days the hours hold, and a Saturday's own. */
export function WeekInputs({ settings }: { settings: Settings }): ReactNode {
  return (
    <>
      <Ticks
        label={sayCalendar('workingDays')}
        name="workingDays"
        value={settings.workingDays.map(String)}
        options={WEEKDAYS.map((day) => ({ value: String(day), label: sayCalendar(`weekday${day}`) }))}
      />
      <HoursInput label={say('workingHours')} name="workingHours" value={settings.workingHours} most={8} />
      <HoursInput
        label={sayCalendar('saturdayHours')}
        name="saturdayHours"
        value={settings.saturdayHours}
        most={8}
      />
    </>
  );
}
