import type { ReactNode } from 'react';
import type { PlanStanding } from '../../common/protocol/month.ts';
import { sayMonth, sayPlan } from '../words.ts';
import { GroupBadge } from './plan-picture.tsx';
import { reasonText } from './reason-text.ts';

const VERDICTS = {
  feasible: { word: 'feasible', look: 'met' },
  unknown: { word: 'unsure', look: 'care' },
  'not-feasible': { word: 'notFeasible', look: 'missed' },
} as const;

/** The look of what is said of a plan: green only where it can be carried out and meets its target. */
export const standingLook = (standing: PlanStanding | null | undefined): string =>
  standing == null ? 'plain' : VERDICTS[standing.verdict].look;

/** Whether a plan can be carried out with the hall as it is now, and if not, what stands in its way. */
export function Standing({
  standing,
  nameOf,
}: {
  standing: PlanStanding;
  /** Name of a field; given, it is told group by group who has to be trained. */
  nameOf?: (code: string) => string;
}): ReactNode {
  const { word, look } = VERDICTS[standing.verdict];
  return (
    <div className={`standing ${look}`} role={look === 'missed' ? 'alert' : 'note'}>
      <p>{sayMonth(word)}</p>
      {standing.faults.length === 0 ? null : (
        <ul className="reasons">
          {standing.faults.map((fault) => (
            <li key={fault.code + fault.vi}>{reasonText(fault)}</li>
          ))}
          {nameOf === undefined
            ? null
            : standing.training.map(({ group, missing, fields }) => (
                <li key={group}>
                  <GroupBadge group={group} />{' '}
                  {sayPlan('trainingMissing', { n: missing, fields: fields.map(nameOf).join(', ') })}
                </li>
              ))}
        </ul>
      )}
    </div>
  );
}
