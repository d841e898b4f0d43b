import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { formatNumber, formatShare } from '../../common/client/staff-format.ts';
import type { PlanAlternative, PlanQualification, StaffingPlan } from '../../common/protocol/plan.ts';
import { ScrollBox } from '../../common/ui/scroll-box.tsx';
import { sayPlan, sayRefusal } from '../words.ts';
import { type AskedRequest, formOf, planBody } from './plan-question.ts';

const KIND_WORDS = {
  today: 'divisionToday',
  fewest: 'divisionFewest',
  'few-fields': 'divisionFewFields',
  near: 'divisionNear',
} as const satisfies Record<PlanAlternative['kind'], Parameters<typeof sayPlan>[0]>;

/** How many officials another division takes beside the chosen one, in words. */
function priceWords(more: number): string {
  const rounded = Math.round(more * 10) / 10;
  if (Math.abs(rounded) < 0.05) return sayPlan('priceSame');
  return sayPlan(rounded > 0 ? 'priceMore' : 'priceFewer', { n: formatNumber(Math.abs(rounded)) });
}

const nameIn = (plan: StaffingPlan) => (code: string) =>
  plan.fields.find((field) => field.code === code)?.name ?? code;

/** Divisions that are nearly as good, or as people sit today, each with its price. */
export function AlternativeTable({ plan }: { plan: StaffingPlan }): ReactNode {
  const { alternatives = [] } = plan;
  const name = nameIn(plan);
  if (alternatives.length === 0) return null;
  return (
    <section className="section" aria-label={sayPlan('alternatives')}>
      <h2>{sayPlan('alternatives')}</h2>
      <p className="second">{sayPlan('alternativesHint')}</p>
      <ScrollBox label={sayPlan('alternatives')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{sayPlan('alternative')}</th>
              <th scope="col">{sayPlan('groupFields')}</th>
              <th scope="col" className="figure">
                {sayPlan('alternativePrice')}
              </th>
              <th scope="col" className="figure">
                {sayPlan('alternativeMoves')}
              </th>
            </tr>
          </thead>
          <tbody>
            {alternatives.map(({ kind, groups, more, moves }) => (
              <tr key={groups.map(({ fields }) => fields.join('+')).join(' ')}>
                <th scope="row">{sayPlan(KIND_WORDS[kind])}</th>
                <td>
                  {groups
                    .filter(({ fields }) => fields.length > 1)
                    .map(({ fields, officials }) => (
                      <span className="block" key={fields.join()}>
                        {fields.map(name).join(' + ')} ({sayPlan('officials', { n: officials })})
                      </span>
                    ))}
                  {groups.every(({ fields }) => fields.length === 1) ? sayPlan('divisionApart') : null}
                </td>
                <td className="figure">{priceWords(more)}</td>
                <td className="figure">{moves ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}

/** What each qualification saves; one that nobody has can be asked for as a plan of its own. */
export function QualificationTable({
  plan,
  request,
  onAsked,
}: {
  plan: StaffingPlan;
  request: AskedRequest;
  onAsked: (id: string) => void;
}): ReactNode {
  const [problem, setProblem] = useState<string | null>(null);
  const { qualifications = [] } = plan;
  const name = nameIn(plan);
  if (qualifications.length === 0) return null;
  const ask = async ({ holds, learns, officials }: PlanQualification) => {
    const trained = [...request.trained, { holds: [...holds], learns, officials: Math.max(1, officials) }];
    const body = planBody({ ...formOf(request), trained });
    const answer = await api('POST /staffing/plan', { query: { wait: 'no' }, body });
    setProblem(answer.ok ? null : sayRefusal(answer.code));
    if (answer.ok && 'id' in answer.value) onAsked(answer.value.id);
  };
  return (
    <section className="section" aria-label={sayPlan('qualificationWorth')}>
      <h2>{sayPlan('qualificationWorth')}</h2>
      <p className="second">{sayPlan('qualificationWorthHint')}</p>
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <ScrollBox label={sayPlan('qualificationWorth')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{sayPlan('qualificationLearns')}</th>
              <th scope="col">{sayPlan('qualificationHolds')}</th>
              <th scope="col" className="figure">
                {sayPlan('qualificationSaves')}
              </th>
              <th scope="col" className="figure">
                {sayPlan('qualificationKnown')}
              </th>
              <td className="no-print" />
            </tr>
          </thead>
          <tbody>
            {qualifications.map((each) => (
              <tr key={`${each.holds.join()} ${each.learns}`}>
                <th scope="row">{name(each.learns)}</th>
                <td>{each.holds.map(name).join(' + ')}</td>
                <td className="figure">{sayPlan('officials', { n: formatNumber(each.saves) })}</td>
                <td className="figure">
                  {each.known === null ? '–' : `${each.known}/${each.officials}`}
                  {each.planned ? null : (
                    <span className="second block">{sayPlan('qualificationNotYet')}</span>
                  )}
                </td>
                <td className="no-print">
                  {each.planned || plan.training === undefined ? null : (
                    <button type="button" className="act" onClick={() => void ask(each)}>
                      {sayPlan('qualificationAsk')}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}

/** In how many of the resampled days a group saves anybody. */
export function savesInWords(savesIn: number | undefined): string | null {
  return savesIn === undefined ? null : sayPlan('groupSavesIn', { p: formatShare(savesIn) });
}
