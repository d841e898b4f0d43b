import type { ReactNode } from 'react';
import { SETTLED_STATES } from '../../common/protocol/remarks.ts';
import { PeriodOptions } from '../parts/period-options.tsx';
import { PERIODS, type Period, periodAround, periodBeside } from '../period.ts';
import type { Names } from '../reports/cells.ts';
import { sayReport } from '../reports/report.ts';
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
  const beside = (step: -1 | 1) => onChoose({ ...choice, ...periodBeside(choice, choice.period, step) });
  return (
    <form className="filters" onSubmit={(event) => event.preventDefault()}>
      <label>
        {say('period')}
        <select
          value={choice.period}
          onChange={(event) => {
            const period = PERIODS.find((each) => each === event.target.value) ?? 'month';
            onChoose({ ...choice, period, ...periodAround(choice.to < today ? choice.to : today, period) });
          }}
        >
          <PeriodOptions />
        </select>
      </label>
      <button type="button" className="act" onClick={() => beside(-1)}>
        <span aria-hidden="true">◀&nbsp;</span>
        {sayReport('before')}
      </button>
      <button type="button" className="act" onClick={() => beside(1)}>
        {sayReport('after')}
        <span aria-hidden="true">&nbsp;▶</span>
      </button>
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
