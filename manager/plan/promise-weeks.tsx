import type { ReactNode } from 'react';
import { formatLocalDate, formatNumber, formatShare } from '../../common/client/staff-format.ts';
import type { StaffingPlan } from '../../common/protocol/plan.ts';
import type { PromiseCause } from '../../common/protocol/plan-kept.ts';
import { ScrollBox } from '../../common/ui/scroll-box.tsx';
import { useRead } from '../../common/ui/use-read.ts';
import { sayPlan } from '../words.ts';

const CAUSES = {
  'more-citizens': 'causeCitizens',
  'longer-services': 'causeServices',
  'longer-gaps': 'causeGaps',
  'fewer-officials': 'causeOfficials',
} as const;

const causeWords = ({ kind, factor }: PromiseCause): string =>
  sayPlan(CAUSES[kind], { p: formatNumber(Math.abs(factor - 1) * 100, 0) });

/** The plan's promise beside what happened since, week by week: what fell short, why, and whether it is chance no more. */
export function PromiseWeeks({ id, plan }: { id: string; plan: StaffingPlan }): ReactNode {
  const read = useRead('GET /staffing/plans/:id/kept', { params: { id } });
  const kept = read.value;
  if (!kept || kept.weeks.length === 0) return null;
  const name = (code: string) => plan.fields.find((field) => field.code === code)?.name ?? code;
  const all = kept.weeks.flatMap((week) => week.fields.map((field) => ({ week, field })));
  const held = all.filter(({ field }) => field.held).length;
  const told = all.filter(({ field }) => !field.held || field.alarm).reverse();
  return (
    <section className="section" aria-label={sayPlan('keptWeeks')}>
      <h2>{sayPlan('keptWeeks')}</h2>
      <p>
        {sayPlan('keptSays', { a: formatNumber(held), b: formatNumber(all.length), n: kept.weeks.length })}
      </p>
      {kept.alarms.length === 0 ? null : (
        <p className="bad" role="note">
          {sayPlan('keptAlarm', { fields: kept.alarms.map(name).join(', ') })}
        </p>
      )}
      {told.length === 0 ? null : (
        <ScrollBox label={sayPlan('keptWeeks')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{sayPlan('keptWeek')}</th>
                <th scope="col">{sayPlan('field')}</th>
                <th scope="col" className="figure">
                  {sayPlan('keptPromised')}
                </th>
                <th scope="col" className="figure">
                  {sayPlan('keptHappened')}
                </th>
                <th scope="col">{sayPlan('keptWhy')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {told.map(({ week, field }) => (
                <tr key={`${week.monday} ${field.code}`}>
                  <th scope="row">{formatLocalDate(week.monday)}</th>
                  <td>{name(field.code)}</td>
                  <td className="figure">
                    {formatShare(field.low)} – {formatShare(field.high)}
                  </td>
                  <td className="figure">{formatShare(field.share)}</td>
                  <td>
                    {field.causes.length === 0
                      ? sayPlan('causeNone')
                      : field.causes.map(causeWords).join('; ')}
                  </td>
                  <td>{field.alarm ? <span className="mark bad">{sayPlan('keptLasting')}</span> : null}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </section>
  );
}
