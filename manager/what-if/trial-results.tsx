import type { ReactNode } from 'react';
import { formatNumber } from '../../common/client/staff-format.ts';
import type { PlanWait } from '../../common/protocol/plan.ts';
import type { WhatIfAnswer, WhatIfOutcome } from '../../common/protocol/what-if.ts';
import { ScrollBox } from '../../common/ui/scroll-box.tsx';
import { CsvButton } from '../plan/csv-button.tsx';
import type { PlanTable } from '../plan/plan-tables.ts';
import { meets, minutesOf, shareWords } from '../plan/plan-view.ts';
import { sayPlan } from '../words.ts';
import { officialsOf, PLACES, type Workspace } from './scenario.ts';

type Line = readonly [code: string, name: string, waits: readonly (PlanWait | null)[]];

/** Rows of the comparison: all, both classes, then field by field. */
function linesOf(answer: WhatIfAnswer): Line[] {
  const of = (pick: (each: WhatIfOutcome) => PlanWait | null) => answer.scenarios.map(pick);
  const fields = answer.scenarios[0]?.fields ?? [];
  return [
    ['', sayPlan('overall'), of((each) => each.overall)],
    ...fields.map(({ code, name }, at): Line => [code, name, of((each) => each.fields[at]?.wait ?? null)]),
    ['priority', sayPlan('priorityPeople'), of((each) => each.priorityWait)],
    ['ordinary', sayPlan('ordinaryPeople'), of((each) => each.ordinaryWait)],
  ];
}

/** The scenario with the fewest officials under which every field is called in time; null: none. */
export function leanest(answer: WhatIfAnswer, share: number): number | null {
  const good = answer.scenarios.flatMap((each, at) =>
    each.fields.every(({ wait }) => wait.withinTargetShare === null || wait.withinTargetShare >= share)
      ? [{ at, officials: each.officials }]
      : [],
  );
  return good.sort((a, b) => a.officials - b.officials)[0]?.at ?? null;
}

function tableOf(answer: WhatIfAnswer, workspace: Workspace): PlanTable {
  const round = (value: number | null | undefined) =>
    value === null || value === undefined ? null : Math.round(value * 10_000) / 10_000;
  return {
    head: [
      sayPlan('field'),
      ...workspace.scenarios.flatMap(({ name }) => [
        `${name}: ${sayPlan('withinTarget', { m: workspace.minutes })}`,
        `${name}: ${sayPlan('meanWait')}`,
        `${name}: ${sayPlan('p90Wait')}`,
      ]),
    ],
    rows: linesOf(answer).map(([, name, waits]) => [
      name,
      ...waits.flatMap((wait) => [
        round(wait?.withinTargetShare),
        round(wait?.meanMinutes),
        round(wait?.p90Minutes),
      ]),
    ]),
  };
}

/** Waits under the scenarios side by side; dimmed while newer ones are worked out. */
export function TrialResults({
  answer,
  workspace,
  old,
}: {
  answer: WhatIfAnswer;
  /** The workspace that the answer belongs to. */
  workspace: Workspace;
  old: boolean;
}): ReactNode {
  const target = { share: workspace.sharePercent / 100, minutes: workspace.minutes };
  return (
    <div className={old ? 'dimmed' : undefined} aria-busy={old}>
      <ScrollBox label={sayPlan('results')}>
        <table className="trial">
          <thead>
            <tr>
              <th scope="col">{sayPlan('withinTarget', { m: workspace.minutes })}</th>
              {workspace.scenarios.map((scenario, at) => (
                <th key={PLACES[at]} scope="col" className="figure">
                  {scenario.name}
                  <span className="block">{sayPlan('officials', { n: officialsOf(scenario) })}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {linesOf(answer).map(([code, name, waits]) => (
              <tr key={code} className={code === '' ? 'all' : undefined}>
                <th scope="row">{name}</th>
                {waits.map((wait, at) => (
                  <WaitCell key={PLACES[at]} wait={wait} target={target} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <div className="exports no-print">
        <CsvButton
          label={sayPlan('csvWaits')}
          file={`thu-phuong-an-${workspace.from}-${workspace.to}.csv`}
          table={() => tableOf(answer, workspace)}
        />
      </div>
    </div>
  );
}

function WaitCell({
  wait,
  target,
}: {
  wait: PlanWait | null;
  target: { share: number; minutes: number };
}): ReactNode {
  const good = wait === null ? null : meets(wait, target);
  if (wait === null || good === null) return <td className="figure">–</td>;
  const half = wait.withinTargetHalfWidth;
  return (
    <td className="figure">
      <span className={good ? 'good' : 'bad'}>
        {shareWords(wait)} {sayPlan(good ? 'meets' : 'misses')}
      </span>
      <span className="second block">
        {half === null ? '' : `${sayPlan('plusMinus', { n: formatNumber(half * 100) })} · `}
        {sayPlan('minutesShort', { n: minutesOf(wait.meanMinutes) })} · P90{' '}
        {sayPlan('minutesShort', { n: minutesOf(wait.p90Minutes) })}
      </span>
    </td>
  );
}
