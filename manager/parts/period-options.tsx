import type { ReactNode } from 'react';
import { PERIODS } from '../period.ts';
import { say } from '../words.ts';

const WORDS = {
  day: 'periodDay',
  week: 'periodWeek',
  month: 'periodMonth',
  quarter: 'periodQuarter',
  'half-year': 'periodHalfYear',
  year: 'periodYear',
  administrative: 'periodAdministrative',
  'administrative-quarter': 'periodAdministrativeQuarter',
  'administrative-half-year': 'periodAdministrativeHalfYear',
  'administrative-year': 'periodAdministrativeYear',
} as const;

/** The kinds of period in a list to choose from: those of the calendar, then those from the 15th to the 14th. */
export function PeriodOptions({ children }: { children?: ReactNode }): ReactNode {
  const options = (administrative: boolean) =>
    PERIODS.filter((each) => each.startsWith('administrative') === administrative).map((each) => (
      <option key={each} value={each}>
        {say(WORDS[each])}
      </option>
    ));
  return (
    <>
      {options(false)}
      {children}
      <optgroup label={say('periodsAdministrative')}>{options(true)}</optgroup>
    </>
  );
}
