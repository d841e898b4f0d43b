import type { ReactNode } from 'react';
import { formatNumber } from '../../common/client/staff-format.ts';
import type { PlanGroup, StaffingPlan } from '../../common/protocol/plan.ts';
import { ScrollBox } from '../../common/ui/scroll-box.tsx';
import { sayPlan } from '../words.ts';
import { savesInWords } from './division-tables.tsx';
import { GroupBadge } from './plan-picture.tsx';
import { caseWord } from './plan-tables.ts';
import { groupLetter, shiftLines, wholeShare } from './plan-view.ts';
import { Why } from './why.tsx';

function coverWords(group: PlanGroup): string {
  if (group.officials > 1) return sayPlan('coverSelf');
  return group.coveredBy === null
    ? sayPlan('coverNone')
    : sayPlan('coverBy', { letter: groupLetter(group.coveredBy) });
}

/** Who sits together, how busy they are, and who stands in. */
export function GroupTable({ plan }: { plan: StaffingPlan }): ReactNode {
  const name = (code: string) => plan.fields.find((field) => field.code === code)?.name ?? code;
  return (
    <section className="section" aria-label={sayPlan('groups')}>
      <h2>{sayPlan('groups')}</h2>
      <ScrollBox label={sayPlan('groups')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{sayPlan('groupColumn')}</th>
              <th scope="col">{sayPlan('groupFields')}</th>
              <th scope="col" className="figure">
                {sayPlan('groupAlone')}
              </th>
              <th scope="col" className="figure">
                {sayPlan('groupOfficials')}
              </th>
              <th scope="col" className="figure">
                {sayPlan('occupancy')}
              </th>
              <th scope="col">{sayPlan('shifts')}</th>
              <th scope="col">{sayPlan('cover')}</th>
              <td className="no-print" />
            </tr>
          </thead>
          <tbody>
            {plan.groups.map((group, place) => (
              <tr key={groupLetter(place)}>
                <th scope="row">
                  <GroupBadge group={place} />
                </th>
                <td>
                  {group.fields.map(name).join(' + ')}
                  {group.helpingFields.length === 0 ? null : (
                    <span className="second block">
                      {sayPlan('groupHelps', { fields: group.helpingFields.map(name).join(', ') })}
                    </span>
                  )}
                </td>
                <td className="figure">{group.officialsAlone}</td>
                <td className="figure">
                  <strong>{group.officials}</strong>
                  {group.savesIn === undefined ? null : (
                    <span className="second block">{savesInWords(group.savesIn)}</span>
                  )}
                </td>
                <td className="figure">
                  {wholeShare(group.occupancy)}
                  {group.idleMinutes === undefined ? null : (
                    <span className="second block">
                      {sayPlan('idleLeft', { n: formatNumber(group.idleMinutes, 0) })}
                    </span>
                  )}
                  {group.backOffice === undefined ? null : (
                    <span className="second block">
                      {sayPlan('dossiersDone', {
                        a: formatNumber(group.backOffice.done, 0),
                        b: formatNumber(group.backOffice.asked, 0),
                      })}
                    </span>
                  )}
                </td>
                <td>
                  {shiftLines(group).map(({ officials, hours }) => (
                    <span className="block" key={hours}>
                      {sayPlan('shift', { n: officials, hours })}
                    </span>
                  ))}
                </td>
                <td>{coverWords(group)}</td>
                <td className="no-print">
                  <Why name={sayPlan('group', { letter: groupLetter(place) })} reasons={group.reasons} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}

/** The same plan when there are more or fewer citizens, or one official is away. */
export function CaseTable({ plan }: { plan: StaffingPlan }): ReactNode {
  const name = (code: string) => plan.fields.find((field) => field.code === code)?.name ?? code;
  if (plan.sensitivity.length === 0) return null;
  return (
    <section className="section" aria-label={sayPlan('cases')}>
      <h2>{sayPlan('cases')}</h2>
      <p className="second">{sayPlan('casesHint')}</p>
      <ScrollBox label={sayPlan('cases')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{sayPlan('caseWhat')}</th>
              <th scope="col">{sayPlan('caseWorst')}</th>
              <th scope="col" className="figure">
                {sayPlan('withinTarget', { m: plan.target.minutes })}
              </th>
              <th scope="col">{sayPlan('caseMissing')}</th>
            </tr>
          </thead>
          <tbody>
            {plan.sensitivity.map((each) => (
              <tr key={each.kind + String(each.group)}>
                <th scope="row">{caseWord(each)}</th>
                <td>{each.worstField === null ? '–' : name(each.worstField)}</td>
                <td className="figure">{each.worstShare === null ? '–' : wholeShare(each.worstShare)}</td>
                <td>
                  {each.fieldsMissing.length === 0 ? (
                    <span className="good">{sayPlan('caseNone')}</span>
                  ) : (
                    <span className="bad">{each.fieldsMissing.map(name).join(', ')}</span>
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
