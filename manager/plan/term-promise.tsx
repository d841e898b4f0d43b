import type { ReactNode } from 'react';
import { formatNumber, formatShare } from '../../common/client/staff-format.ts';
import type { StaffingPlan } from '../../common/protocol/plan.ts';
import { ScrollBox } from '../../common/ui/scroll-box.tsx';
import { sayPlan } from '../words.ts';
import { reasonText } from './reason-text.ts';

/** What makes the figures doubtful, before any of them is read. */
export function PlanDoubts({ plan }: { plan: StaffingPlan }): ReactNode {
  return (plan.doubts ?? []).map((doubt) => (
    <p key={doubt.code} className="problem" role="note">
      {reasonText(doubt)}
    </p>
  ));
}

/** Officials against the probability that every field keeps its target. */
export function TermRisk({ plan }: { plan: StaffingPlan }): ReactNode {
  const { risk, savedToday } = plan;
  if (risk === undefined) return null;
  return (
    <section className="section" aria-label={sayPlan('risk')}>
      <h2>{sayPlan('risk')}</h2>
      <p className="second">
        {sayPlan((plan.keptOnDays ?? 0) > 0 ? 'riskHint' : 'riskHintMean', {
          d: formatShare(plan.keptOnDays ?? 0),
          n: plan.horizonMonths ?? 0,
          a: formatShare(plan.absence ?? 0),
        })}
      </p>
      <ul className="risk-curve">
        {risk.map(({ officials, probability }) => (
          <li key={officials} className={officials === plan.officials ? 'chosen' : undefined}>
            <span>{sayPlan('officials', { n: officials })}</span>
            <span className="track" aria-hidden="true">
              <span style={{ inlineSize: `${Math.round(probability * 100)}%` }} />
            </span>
            <span className="figure">{formatShare(probability)}</span>
            {officials === plan.officials ? <span className="mark good">{sayPlan('riskChosen')}</span> : null}
          </li>
        ))}
      </ul>
      {savedToday ? (
        <p>
          {sayPlan('savedToday', {
            today: savedToday.today,
            n: plan.officials,
            d: formatNumber(savedToday.officials),
            low: formatNumber(savedToday.low),
            high: formatNumber(savedToday.high),
          })}
        </p>
      ) : null}
    </section>
  );
}

/** The record replayed with its own counters beside what was recorded; colour never speaks alone. */
export function TwinTable({ plan }: { plan: StaffingPlan }): ReactNode {
  const { twin } = plan;
  if (twin === undefined || twin.fields.length === 0) return null;
  const name = (code: string) => plan.fields.find((field) => field.code === code)?.name ?? code;
  const known = new Map(plan.fields.map((field) => [field.code, field]));
  return (
    <section className="section" aria-label={sayPlan('twin')}>
      <h2>{sayPlan('twin')}</h2>
      <p className="second">{sayPlan('twinHint')}</p>
      <ScrollBox label={sayPlan('twin')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{sayPlan('field')}</th>
              <th scope="col" className="figure">
                {sayPlan('twinCitizens')}
              </th>
              <th scope="col" className="figure">
                {sayPlan('gap')}
              </th>
              <th scope="col" className="figure">
                {sayPlan('twinRecorded')}
              </th>
              <th scope="col" className="figure">
                {sayPlan('twinSimulated')}
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {twin.fields.map((each) => (
              <tr key={each.code}>
                <th scope="row">{name(each.code)}</th>
                <td className="figure">{formatNumber(each.citizens)}</td>
                <td className="figure">{formatNumber(known.get(each.code)?.gapMinutes ?? 0)}</td>
                <td className="figure">{formatShare(each.recordedShare)}</td>
                <td className="figure">{formatShare(each.simulatedShare)}</td>
                <td>
                  <span className={`mark ${each.ok ? 'good' : 'bad'}`}>
                    {sayPlan(each.ok ? 'twinOk' : 'twinApart')}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}
