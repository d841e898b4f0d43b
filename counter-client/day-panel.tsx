import type { ReactNode } from 'react';
import { formatNumber } from '../common/client/staff-format.ts';
import type { Field } from '../common/protocol/catalogue.ts';
import type { OfficerDay, RecentVisit } from '../common/protocol/rest/session.ts';
import { outcomeName } from './outcomes.ts';
import { say, sayCommon } from './words.ts';

/** The clerk's own figures of today and the last visits, open to correction. */
export function DayPanel({
  day,
  fields,
  onCorrect,
}: {
  day: OfficerDay | null;
  fields: ReadonlyMap<string, Field>;
  onCorrect: (visit: RecentVisit) => void;
}): ReactNode {
  if (day === null) return <p className="said">{`${sayCommon('loading')}…`}</p>;
  const mean = day.serviceMeanMinutes;
  const figures: readonly (readonly [string, string])[] = [
    [say('dayServed'), formatNumber(day.served)],
    [say('dayTransactions'), formatNumber(day.transactions)],
    [say('dayWithoutWork'), formatNumber(day.withoutWork)],
    [say('dayNoShow'), formatNumber(day.noShow)],
    [say('dayMean'), mean === null ? '–' : formatNumber(mean)],
  ];
  return (
    <section className="day" aria-label={say('myDay')}>
      <h2>{say('myDay')}</h2>
      <dl className="figures">
        {figures.map(([name, figure]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
      <h3>{say('recent')}</h3>
      {day.recent.length === 0 ? <p className="empty-line">{say('emptyRecent')}</p> : null}
      <ul className="recent">
        {day.recent.slice(0, 5).map((visit) => (
          <li key={visit.ticketId}>
            <strong>{visit.number}</strong>
            <span>{fields.get(visit.field)?.name ?? visit.field}</span>
            <span>{outcomeName(visit.outcome)}</span>
            <button type="button" className="quiet small" onClick={() => onCorrect(visit)}>
              {sayCommon('edit')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
