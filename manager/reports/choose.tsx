import type { ReactNode } from 'react';
import type { ListedReport } from '../../common/protocol/rest/reports.ts';
import { DayInput } from '../../common/ui/day-input.tsx';
import { PeriodOptions } from '../parts/period-options.tsx';
import { PERIODS, periodAround } from '../period.ts';
import { say, sayOpinion } from '../words.ts';
import { besides, type Choice } from './choice.ts';
import { paramWord } from './param-words.ts';
import { sayReport } from './report.ts';

const GROUPS: readonly (readonly [by: string, word: string])[] = [
  ['field', say('byField')],
  ['procedure', say('byProcedure')],
  ['agency', say('byAgency')],
  ['purpose', sayReport('byPurpose')],
  ['counter', say('byCounter')],
  ['officer', say('byOfficer')],
  ['slot', say('byHour')],
  ['weekday', say('byWeekday')],
  ['weekday,slot', sayReport('byWeekdaySlot')],
  ['day', say('byDay')],
  ['week', sayReport('byWeek')],
  ['month', say('byMonth')],
  ['quarter', sayReport('byQuarter')],
  ['year', sayReport('byYear')],
  ['period', sayReport('byPeriod')],
  ['source', sayOpinion('bySource')],
  ['respondent', sayOpinion('byRespondent')],
  ['criterion', sayOpinion('byCriterion')],
  ['field,criterion', sayOpinion('byFieldCriterion')],
];

/** Ways to divide what does not tell by what it can be divided. */
const OF_VISITS = GROUPS.map(([by]) => by).filter((by) => !/source|respondent|criterion/.test(by));

/** How a report can be divided. */
function groupsOf(kind: ListedReport | undefined): typeof GROUPS {
  const known = kind?.params.properties?.by?.dimensions;
  return GROUPS.filter(([by]) =>
    known === undefined ? OF_VISITS.includes(by) : by.split(',').every((each) => known.includes(each)),
  );
}

/** What may be chosen: the report, its period, how it is divided, and whatever else the report asks. */
export function Choose({
  kinds,
  kind,
  choice,
  today,
  onChoose,
}: {
  kinds: readonly ListedReport[];
  kind: ListedReport | undefined;
  choice: Choice;
  today: string;
  onChoose: (choice: Choice) => void;
}): ReactNode {
  const properties = Object.entries(kind?.params.properties ?? {});
  const divided = properties.some(([name]) => name === 'by');
  const more = properties.filter(([name]) => !['from', 'to', 'by', 'format'].includes(name));
  return (
    <form className="filters no-print" onSubmit={(event) => event.preventDefault()}>
      <label>
        {sayReport('report')}
        <select
          value={choice.report}
          onChange={(event) =>
            onChoose({ ...choice, report: event.target.value, by: 'field', figure: '', more: {} })
          }
        >
          {kinds.map((each) => (
            <option key={each.id} value={each.id}>
              {each.title}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say('period')}
        <select
          value={choice.period}
          onChange={(event) => {
            const period = PERIODS.find((each) => each === event.target.value);
            // The period of the day that is looked at, but never one that is still to come.
            const day = choice.to < today ? choice.to : today;
            onChoose(
              period === undefined
                ? { ...choice, period: 'free' }
                : { ...choice, period, ...periodAround(day, period) },
            );
          }}
        >
          <PeriodOptions>
            <option value="free">{sayReport('periodFree')}</option>
          </PeriodOptions>
        </select>
      </label>
      <DayInput
        label={say('from')}
        value={choice.from}
        required
        onChange={(from) => onChoose({ ...choice, period: 'free', from })}
      />
      <DayInput
        label={say('to')}
        value={choice.to}
        required
        onChange={(to) => onChoose({ ...choice, period: 'free', to })}
      />
      <div className="steps">
        <button type="button" className="act" onClick={() => onChoose(besides(choice, -1))}>
          <span aria-hidden="true">◀&nbsp;</span>
          {sayReport('before')}
        </button>
        <button type="button" className="act" onClick={() => onChoose(besides(choice, 1))}>
          {sayReport('after')}
          <span aria-hidden="true">&nbsp;▶</span>
        </button>
      </div>
      {divided ? (
        <label>
          {say('groupBy')}
          <select
            value={choice.by}
            onChange={(event) => onChoose({ ...choice, by: event.target.value, figure: '' })}
          >
            {groupsOf(kind).map(([by, word]) => (
              <option key={by} value={by}>
                {word}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {more.map(([name, schema]) => {
        const label = schema.title ?? schema.description ?? name;
        const value = choice.more[name] ?? String(schema.default ?? '');
        const choose = (given: string) => {
          const { [name]: _, ...others } = choice.more;
          onChoose({ ...choice, more: given === '' ? others : { ...others, [name]: given } });
        };
        if (schema.enum === undefined && /from|to|date/i.test(name))
          return <DayInput key={name} label={label} value={value} onChange={choose} />;
        return (
          <div key={name} className="param">
            <label htmlFor={`param-${name}`}>{label}</label>
            {schema.enum === undefined ? (
              <input
                id={`param-${name}`}
                type={schema.type === 'number' || schema.type === 'integer' ? 'number' : 'text'}
                value={value}
                onChange={(event) => choose(event.target.value)}
              />
            ) : (
              <select id={`param-${name}`} value={value} onChange={(event) => choose(event.target.value)}>
                {schema.default === undefined ? <option value="">{sayReport('all')}</option> : null}
                {schema.enum.map((each) => (
                  <option key={each} value={each}>
                    {paramWord(each)}
                  </option>
                ))}
              </select>
            )}
          </div>
        );
      })}
    </form>
  );
}
