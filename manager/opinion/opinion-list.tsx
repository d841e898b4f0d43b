import { type ReactNode, useState } from 'react';
import { formatLocalDate, formatNumber, formatShare } from '../../common/client/staff-format.ts';
import { OPINION_LEVELS } from '../../common/protocol/opinion-levels.ts';
import type { OpinionSource, Respondent } from '../../common/protocol/opinions.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { PeriodSteps } from '../parts/period-steps.tsx';
import { Missing } from '../parts/states.tsx';
import { type Period, periodAround } from '../period.ts';
import type { Names } from '../reports/cells.ts';
import { writeChoice } from '../reports/choice.ts';
import { sayOpinion } from '../words.ts';
import { OpinionTable } from './opinion-table.tsx';
import { sayLevel } from './words.ts';

const SOURCES = ['tablet', 'phone', 'paper', 'post', 'other'] as const;
const PAGE = 100;
const MOST = 500;
const AGAIN_MS = 30_000;

interface Choice {
  readonly period: Period;
  readonly from: string;
  readonly to: string;
  readonly source: OpinionSource | '';
  readonly respondent: Respondent | '';
  readonly level: string;
  readonly field: string;
  readonly commented: boolean;
  readonly keyed: boolean;
}

/** A list of one's choice out of a few, "all" first. */
function Pick<Value extends string>({
  label,
  value,
  options,
  onPick,
}: {
  label: string;
  value: Value | '';
  options: readonly (readonly [value: Value, word: string])[];
  onPick: (value: Value | '') => void;
}): ReactNode {
  return (
    <label>
      {label}
      <select
        value={value}
        onChange={(event) => onPick(options.find(([each]) => each === event.target.value)?.[0] ?? '')}
      >
        <option value="">{sayOpinion('all')}</option>
        {options.map(([each, word]) => (
          <option key={each} value={each}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What citizens said in a period: the answer as a sentence, then each opinion with its words. */
export function OpinionList({
  today,
  names,
  username,
  isAdmin,
}: {
  today: string;
  names: Names;
  username: string;
  isAdmin: boolean;
}): ReactNode {
  const [choice, setChoice] = useState<Choice>(() => ({
    period: 'month',
    ...periodAround(today, 'month'),
    source: '',
    respondent: '',
    level: '',
    field: '',
    commented: false,
    keyed: false,
  }));
  const [limit, setLimit] = useState(PAGE);
  const { from, to, period } = choice;
  const read = useRead('GET /opinions', {
    query: {
      from,
      to,
      limit,
      ...(choice.source === '' ? {} : { source: choice.source }),
      ...(choice.respondent === '' ? {} : { respondent: choice.respondent }),
      ...(choice.level === '' ? {} : { level: choice.level }),
      ...(choice.field === '' ? {} : { field: choice.field }),
      ...(choice.commented ? { commented: 'true' } : {}),
      ...(choice.keyed ? { keyed: 'true' } : {}),
    },
    everyMs: AGAIN_MS,
  });
  const report = useRead('GET /reports/:id', {
    params: { id: 'satisfaction' },
    query: { from, to },
    everyMs: AGAIN_MS,
  });
  const totals = report.value?.totals;
  const link = `/manager/reports${writeChoice({ report: 'satisfaction', period, from, to, by: 'field', figure: '', more: {} })}`;
  const choose = (more: Partial<Choice>) => {
    setLimit(PAGE);
    setChoice({ ...choice, ...more });
  };
  return (
    <>
      <form className="filters" onSubmit={(event) => event.preventDefault()}>
        <PeriodSteps
          choice={choice}
          today={today}
          onChoose={({ period, from, to }) => choose({ period, from, to })}
        />
        <Pick
          label={sayOpinion('level')}
          value={choice.level}
          options={OPINION_LEVELS.map((each) => [String(each), `${each} ${sayLevel(each)}`] as const)}
          onPick={(level) => choose({ level })}
        />
        <Pick
          label={sayOpinion('source')}
          value={choice.source}
          options={SOURCES.map((each) => [each, sayOpinion(each)] as const)}
          onPick={(source) => choose({ source })}
        />
        <Pick
          label={sayOpinion('respondent')}
          value={choice.respondent}
          options={(['citizen', 'business'] as const).map((each) => [each, sayOpinion(each)] as const)}
          onPick={(respondent) => choose({ respondent })}
        />
        <Pick
          label={sayOpinion('field')}
          value={choice.field}
          options={[...(names.field ?? [])]}
          onPick={(field) => choose({ field })}
        />
        <label className="tick">
          <input
            type="checkbox"
            checked={choice.commented}
            onChange={(event) => choose({ commented: event.target.checked })}
          />
          {sayOpinion('commented')}
        </label>
        <label className="tick">
          <input
            type="checkbox"
            checked={choice.keyed}
            onChange={(event) => choose({ keyed: event.target.checked })}
          />
          {sayOpinion('keyedOnly')}
        </label>
      </form>
      {totals === undefined || Number(totals.ratings) === 0 ? null : (
        <p className="answer" aria-live="polite">
          {sayOpinion(totals.responseShare === null ? 'summaryShort' : 'summary', {
            n: formatNumber(Number(totals.ratings)),
            p: formatShare(Number(totals.satisfiedShare)),
            r: formatShare(Number(totals.responseShare)),
          })}{' '}
          <a href={link}>{sayOpinion('toReport')}</a>
          <span className="second block">{`${formatLocalDate(from)} – ${formatLocalDate(to)}`}</span>
        </p>
      )}
      {read.value === null ? (
        <Missing read={read} />
      ) : read.value.opinions.length === 0 ? (
        <p className="empty">{sayOpinion('none')}</p>
      ) : (
        <>
          <OpinionTable
            opinions={read.value.opinions}
            names={names}
            username={username}
            isAdmin={isAdmin}
            onChanged={() => {
              read.again();
              report.again();
            }}
          />
          {read.value.nextCursor !== null && limit < MOST ? (
            <button type="button" className="act" onClick={() => setLimit(MOST)}>
              {sayOpinion('more')}
            </button>
          ) : null}
        </>
      )}
    </>
  );
}
