import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { hubApi, pathOf } from '../common/client/api.ts';
import { basePath } from '../common/client/base-path.ts';
import { sayRefusal } from '../common/client/refusal-words.ts';
import { formatNumber } from '../common/client/staff-format.ts';
import { staffLanguage } from '../common/client/staff-language.ts';
import type { HubHall } from '../common/protocol/hub.ts';
import { DayInput } from '../common/ui/day-input.tsx';
import { type Cells, Figures, type Listed, type Result, shown } from './figures.tsx';
import { say } from './words.ts';

/** What volume can be looked at by. */
const CHOICES = [
  { by: 'hall', word: 'byHall' },
  { by: 'hall,field', word: 'byField' },
  { by: 'hall,month', word: 'byMonth' },
  { by: 'hall,day', word: 'byDay' },
  { by: 'hall,field,day', word: 'byFieldDay' },
  { by: 'parent', word: 'byParent' },
  { by: 'field', word: 'byFieldAlone' },
  { by: 'slot', word: 'bySlot' },
] as const;

const FORMATS = ['csv', 'xlsx', 'docx', 'pdf'] as const;

const dayText = (at: Date) => at.toLocaleDateString('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' });

interface Asked {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly by: string;
  /** Code of the only hall; '': all. */
  readonly hall: string;
}

const callOf = ({ id, from, to, by, hall }: Asked) => ({
  params: { id },
  query: { from, to, ...(id === 'volume' ? { by } : {}), ...(hall === '' ? {} : { halls: hall }) },
});

const fileOf = (asked: Asked, format: (typeof FORMATS)[number]): string => {
  const { params, query } = callOf(asked);
  return `${basePath()}/api/v1${pathOf('/reports/:id', { params, query: { ...query, format, language: staffLanguage } })}`;
};

interface Lists {
  readonly reports: readonly Listed[];
  readonly titles: Readonly<Record<string, string>>;
  readonly halls: readonly HubHall[];
}

function useLists(): Lists {
  const [lists, setLists] = useState<Lists>({ reports: [], titles: {}, halls: [] });
  useEffect(() => {
    void hubApi('GET /reports', { query: { language: staffLanguage } }).then((answer) => {
      if (answer.ok) setLists((before) => ({ ...before, ...answer.value }));
    });
    void hubApi('GET /halls').then((answer) => {
      if (answer.ok) setLists((before) => ({ ...before, halls: answer.value.halls }));
    });
  }, []);
  return lists;
}

/** The answer to what was asked for last; the form may say something else meanwhile. */
function useAnswer(asked: Asked) {
  const [answer, setAnswer] = useState<{ of: Asked; result: Result | null; problem: string | null } | null>(
    null,
  );
  useEffect(() => {
    let gone = false;
    void hubApi('GET /reports/:id', callOf(asked)).then((read) => {
      if (gone) return;
      setAnswer(
        read.ok
          ? { of: asked, result: read.value, problem: null }
          : { of: asked, result: null, problem: sayRefusal(read.code) },
      );
    });
    return () => {
      gone = true;
    };
  }, [asked]);
  return { answer, busy: answer?.of !== asked };
}

/** Reports over the halls, each of them as a file too; a hall's name opens its fields, and then its days. */
export function ReportsPage(): ReactNode {
  const today = dayText(new Date());
  const [form, setForm] = useState<Asked>({
    id: 'volume',
    from: `${today.slice(0, 8)}01`,
    to: today,
    by: 'hall',
    hall: '',
  });
  const [asked, setAsked] = useState(form);
  const lists = useLists();
  const { answer, busy } = useAnswer(asked);
  const put = (part: Partial<Asked>) => setForm((before) => ({ ...before, ...part }));
  const ask = (next: Asked) => {
    setForm(next);
    setAsked(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked({ ...form });
  };
  const deeper =
    asked.id !== 'volume' || (asked.hall !== '' && asked.by === 'hall,field,day')
      ? null
      : (hall: string) => ask({ ...asked, hall, by: asked.hall === '' ? 'hall,field' : 'hall,field,day' });
  const of = answer?.of.id ?? asked.id;
  const report = lists.reports.find(({ id }) => id === of);
  return (
    <>
      <h2>{report?.title ?? say('reports')}</h2>
      {of === 'volume' && answer?.result ? <Answer totals={answer.result.totals} /> : null}
      <form className="ask" onSubmit={submit}>
        <label>
          {say('report')}
          <select value={form.id} onChange={(event) => put({ id: event.target.value })}>
            {lists.reports.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <DayInput label={say('from')} required value={form.from} onChange={(from) => put({ from })} />
        <DayInput label={say('to')} required value={form.to} onChange={(to) => put({ to })} />
        <label>
          {say('hall')}
          <select value={form.hall} onChange={(event) => put({ hall: event.target.value })}>
            <option value="">{say('allHalls')}</option>
            {lists.halls.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {form.id === 'volume' ? (
          <label>
            {say('by')}
            <select value={form.by} onChange={(event) => put({ by: event.target.value })}>
              {CHOICES.map(({ by, word }) => (
                <option key={by} value={by}>
                  {say(word)}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        <button type="submit" className="main-act" disabled={busy}>
          {say('show')}
        </button>
      </form>
      <p className="files">
        {FORMATS.map((format) => (
          <a key={format} className="quiet" href={fileOf(asked, format)} download>
            {say('download', { format: format.toUpperCase() })}
          </a>
        ))}
      </p>
      {answer?.problem ? (
        <p className="problem" role="alert">
          {answer.problem}
        </p>
      ) : null}
      {answer === null ? <p className="empty">{say('loading')}</p> : null}
      {answer?.result?.rows.length === 0 ? <p className="empty">{say('noFigures')}</p> : null}
      {answer?.result && answer.result.rows.length > 0 ? (
        <Figures
          result={answer.result}
          columns={report?.columns ?? []}
          titles={lists.titles}
          label={report?.title ?? say('reports')}
          onHall={deeper}
        />
      ) : null}
    </>
  );
}

function Answer({ totals }: { totals: Cells }): ReactNode {
  if (totals.drawn === null) return null;
  return (
    <p className="answer" aria-live="polite">
      {say('answerVolume', {
        drawn: formatNumber(Number(totals.drawn ?? 0)),
        served: formatNumber(Number(totals.served ?? 0)),
        wait: shown('wait', totals.waitMeanMinutes ?? null),
      })}
    </p>
  );
}
