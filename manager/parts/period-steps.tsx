import type { ReactNode } from 'react';
import { PERIODS, type Period, periodAround, periodBeside } from '../period.ts';
import { sayReport } from '../reports/report.ts';
import { say } from '../words.ts';
import { PeriodOptions } from './period-options.tsx';

/** A whole period and its days. */
export interface WholePeriod {
  readonly period: Period;
  readonly from: string;
  readonly to: string;
}

/** Chooses a whole period, and steps to the one before and after it. */
export function PeriodSteps({
  choice,
  today,
  onChoose,
}: {
  choice: WholePeriod;
  today: string;
  onChoose: (next: WholePeriod) => void;
}): ReactNode {
  const { period, from, to } = choice;
  const beside = (step: -1 | 1) => onChoose({ period, ...periodBeside({ from, to }, period, step) });
  return (
    <>
      <label>
        {say('period')}
        <select
          value={period}
          onChange={(event) => {
            const next = PERIODS.find((each) => each === event.target.value) ?? 'month';
            // The period of the day that is looked at, but never one that is still to come.
            onChoose({ period: next, ...periodAround(to < today ? to : today, next) });
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
    </>
  );
}
