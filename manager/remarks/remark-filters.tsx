import type { ReactNode } from 'react';
import { SETTLED_STATES } from '../../common/protocol/remark-bounds.ts';
import { PeriodSteps } from '../parts/period-steps.tsx';
import type { Period } from '../period.ts';
import type { Names } from '../reports/cells.ts';
import { say, sayRemark } from '../words.ts';

/** Which remarks are looked at. Empty: all of them. */
export interface RemarkChoice {
  readonly period: Period;
  readonly from: string;
  readonly to: string;
  readonly procedure: string;
  readonly state: string;
}

/** Period, procedure and stage of the remarks that are shown. */
export function RemarkFilters({
  choice,
  today,
  names,
  onChoose,
}: {
  choice: RemarkChoice;
  today: string;
  names: Names;
  onChoose: (choice: RemarkChoice) => void;
}): ReactNode {
  return (
    <form className="filters" onSubmit={(event) => event.preventDefault()}>
      <PeriodSteps
        choice={choice}
        today={today}
        onChoose={({ period, from, to }) => onChoose({ ...choice, period, from, to })}
      />
      <label>
        {say('byProcedure')}
        <select
          value={choice.procedure}
          onChange={(event) => onChoose({ ...choice, procedure: event.target.value })}
        >
          <option value="">{sayRemark('stateAll')}</option>
          {[...(names.procedure ?? [])].map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {sayRemark('state')}
        <select value={choice.state} onChange={(event) => onChoose({ ...choice, state: event.target.value })}>
          <option value="">{sayRemark('stateAll')}</option>
          {SETTLED_STATES.map((each) => (
            <option key={each} value={each}>
              {sayRemark(each)}
            </option>
          ))}
        </select>
      </label>
    </form>
  );
}
