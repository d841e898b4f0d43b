import type { ReactNode } from 'react';
import { formatNumber } from '../../common/client/staff-format.ts';
import type { PlannedField, PlanWait, StaffingPlan } from '../../common/protocol/plan.ts';
import { ScrollBox } from '../../common/ui/scroll-box.tsx';
import { sayPlan } from '../words.ts';
import { forecastWords } from './forecast-proof.tsx';
import { GroupBadge } from './plan-picture.tsx';
import { basisWord, meets, minutesOf, shareWords } from './plan-view.ts';
import { Why } from './why.tsx';

/** A share with its word and how far the truth may lie from it; colour never speaks alone. */
function ShareCell({ wait, target }: { wait: PlanWait | null; target: StaffingPlan['target'] }): ReactNode {
  if (wait === null) return <td className="figure second">{sayPlan('notServed')}</td>;
  const good = meets(wait, target);
  const half = wait.withinTargetHalfWidth;
  return (
    <td className="figure">
      <span className={good === false ? 'bad' : undefined}>{shareWords(wait)}</span>
      {half === null || wait.withinTargetShare === null ? null : (
        <span className="second block">{sayPlan('plusMinus', { n: formatNumber(half * 100) })}</span>
      )}
      {good === null ? null : (
        <span className={`mark ${good ? 'good' : 'bad'}`}>{sayPlan(good ? 'meets' : 'misses')}</span>
      )}
    </td>
  );
}

/** The share that is expected under the plan, with what it may be over a term and on how many days it is kept. */
function PromiseCell({ field, target }: { field: PlannedField; target: StaffingPlan['target'] }): ReactNode {
  const { waitPlanned, promise, keptOnDays } = field;
  if (!promise) return <ShareCell wait={waitPlanned} target={field.target ?? target} />;
  return (
    <td className="figure">
      <span className={field.meetsTarget ? undefined : 'bad'}>{shareWords(waitPlanned)}</span>
      <span className="second block">
        {sayPlan('promiseRange', {
          low: formatNumber(promise.low * 100, 0),
          high: formatNumber(promise.high * 100, 0),
        })}
      </span>
      {keptOnDays === null || keptOnDays === undefined ? null : (
        <span className="second block">
          {sayPlan('promiseDays', { p: formatNumber(keptOnDays * 100, 0) })}
        </span>
      )}
      <span className={`mark ${field.meetsTarget ? 'good' : 'bad'}`}>
        {sayPlan(field.meetsTarget ? 'meets' : 'misses')}
      </span>
    </td>
  );
}

function WhyField({ field }: { field: PlannedField }): ReactNode {
  return (
    <Why name={field.name} reasons={field.reasons}>
      <dl className="facts">
        <dt>{sayPlan('service')}</dt>
        <dd>
          {formatNumber(field.serviceMinutes)} ({basisWord(field.serviceBasis)})
        </dd>
        <dt>{sayPlan('scv')}</dt>
        <dd>{formatNumber(field.serviceScv, 2)}</dd>
        <dt>{sayPlan('dispersion')}</dt>
        <dd>{formatNumber(field.dispersion, 2)}</dd>
      </dl>
      {field.forecast === null ? null : <p>{forecastWords(field, field.forecast)}</p>}
    </Why>
  );
}

/** Every field: what comes, what it takes, officials alone, and what citizens meet now, alone and under the plan. */
export function FieldTable({ plan }: { plan: StaffingPlan }): ReactNode {
  return (
    <section className="section" aria-label={sayPlan('fields')}>
      <h2>{sayPlan('fields')}</h2>
      <ScrollBox label={sayPlan('fields')}>
        <table className="plan-fields">
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                {sayPlan('field')}
              </th>
              <th scope="col" rowSpan={2} className="figure">
                {sayPlan('perDay')}
              </th>
              <th scope="col" rowSpan={2} className="figure">
                {sayPlan('service')}
              </th>
              <th scope="col" rowSpan={2} className="figure">
                {sayPlan('aloneOfficials')}
              </th>
              <th scope="colgroup" colSpan={3} className="over">
                {sayPlan('withinTarget', { m: plan.target.minutes })}
              </th>
              <th scope="colgroup" colSpan={2} className="over">
                {sayPlan('planned')}
              </th>
              <td rowSpan={2} className="no-print" />
            </tr>
            <tr>
              <th scope="col" className="figure">
                {sayPlan('present')}
              </th>
              <th scope="col" className="figure">
                {sayPlan('alone')}
              </th>
              <th scope="col" className="figure">
                {sayPlan('planned')}
              </th>
              <th scope="col" className="figure">
                {sayPlan('meanWait')}
              </th>
              <th scope="col" className="figure">
                {sayPlan('p90Wait')}
              </th>
            </tr>
          </thead>
          <tbody>
            {plan.fields.map((field) => (
              <tr key={field.code}>
                <th scope="row">
                  <span className="named-group">
                    {field.group === null ? null : <GroupBadge group={field.group} />}
                    {field.name}
                  </span>
                </th>
                <td className="figure">{formatNumber(field.perDay)}</td>
                <td className="figure">
                  {formatNumber(field.serviceMinutes)}
                  <span className="second block">{basisWord(field.serviceBasis)}</span>
                </td>
                <td className="figure">{field.officialsAlone}</td>
                <ShareCell wait={field.waitPresent} target={plan.target} />
                <ShareCell wait={field.waitAlone} target={plan.target} />
                <PromiseCell field={field} target={plan.target} />
                <td className="figure">
                  {sayPlan('minutesShort', { n: minutesOf(field.waitPlanned.meanMinutes) })}
                </td>
                <td className="figure">
                  {sayPlan('minutesShort', { n: minutesOf(field.waitPlanned.p90Minutes) })}
                </td>
                <td className="no-print">
                  <WhyField field={field} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}
