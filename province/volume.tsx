import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { hubApi, pathOf } from '../common/client/api.ts';
import { sayRefusal } from '../common/client/refusal-words.ts';
import { formatNumber, formatShare } from '../common/client/staff-format.ts';
import { staffLanguage } from '../common/client/staff-language.ts';
import { ScrollBox } from '../common/ui/scroll-box.tsx';
import { say } from './words.ts';

type Cell = string | number | null;
type Cells = Readonly<Record<string, Cell>>;
interface Result {
  readonly rows: readonly Cells[];
  readonly totals: Cells;
}
interface Listed {
  readonly id: string;
  readonly columns: readonly { readonly key: string; readonly title: string }[];
}

/** What the figures can be looked at by, with the columns that name a row. */
const CHOICES = [
  { by: 'hall', word: 'byHall', heads: ['hallName'] },
  { by: 'hall,field', word: 'byField', heads: ['hallName', 'fieldName'] },
  { by: 'hall,month', word: 'byMonth', heads: ['hallName', 'month'] },
  { by: 'parent', word: 'byParent', heads: ['parent'] },
  { by: 'slot', word: 'bySlot', heads: ['slot'] },
] as const;

const dayText = (at: Date) => at.toLocaleDateString('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' });

const shown = (key: string, value: Cell): string => {
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  if (key === 'slot')
    return `${String(Math.floor(value / 2)).padStart(2, '0')}:${value % 2 === 0 ? '00' : '30'}`;
  return key.endsWith('Share') ? formatShare(value) : formatNumber(value);
};

/** The volume of the halls over a period, and the same as a file. */
export function VolumePage(): ReactNode {
  const today = dayText(new Date());
  const [from, setFrom] = useState(`${today.slice(0, 8)}01`);
  const [to, setTo] = useState(today);
  const [at, setAt] = useState(0);
  const [columns, setColumns] = useState<Listed['columns']>([]);
  const [result, setResult] = useState<Result | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const choice = CHOICES[at] ?? CHOICES[0];
  const wished = { from, to, by: choice.by };
  // What was asked for last; the form may say something else meanwhile.
  const [asked, setAsked] = useState(wished);
  useEffect(() => {
    let gone = false;
    setBusy(true);
    void hubApi('GET /reports/:id', { params: { id: 'volume' }, query: asked }).then((answer) => {
      if (gone) return;
      setBusy(false);
      setProblem(answer.ok ? null : sayRefusal(answer.code));
      setResult(answer.ok ? answer.value : null);
    });
    return () => {
      gone = true;
    };
  }, [asked]);
  useEffect(() => {
    void hubApi('GET /reports', { query: { language: staffLanguage } }).then((answer) => {
      if (answer.ok) setColumns(answer.value.reports.find(({ id }) => id === 'volume')?.columns ?? []);
    });
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(wished);
  };
  const totals: Cells = result?.totals ?? {};
  return (
    <>
      <h2>{say('reports')}</h2>
      {result === null || totals.drawn === null ? null : (
        <p className="answer" aria-live="polite">
          {say('answerVolume', {
            drawn: formatNumber(Number(totals.drawn ?? 0)),
            served: formatNumber(Number(totals.served ?? 0)),
            wait: shown('wait', totals.waitMeanMinutes ?? null),
          })}
        </p>
      )}
      <form className="ask" onSubmit={submit}>
        <label>
          {say('from')}
          <input type="date" required value={from} onChange={(event) => setFrom(event.target.value)} />
        </label>
        <label>
          {say('to')}
          <input type="date" required value={to} onChange={(event) => setTo(event.target.value)} />
        </label>
        <label>
          {say('by')}
          <select value={at} onChange={(event) => setAt(Number(event.target.value))}>
            {CHOICES.map(({ by, word }, place) => (
              <option key={by} value={place}>
                {say(word)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="main-act" disabled={busy}>
          {say('show')}
        </button>
        <a
          className="quiet"
          href={`/api/v1${pathOf('/reports/volume', { query: { ...wished, format: 'csv' } })}`}
          download
        >
          {say('download')}
        </a>
      </form>
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {result !== null && result.rows.length === 0 ? <p className="empty">{say('noFigures')}</p> : null}
      {result === null || result.rows.length === 0 ? null : (
        <Figures result={result} heads={choice.heads} word={say(choice.word)} columns={columns} />
      )}
    </>
  );
}

function Figures({
  result,
  heads,
  word,
  columns,
}: {
  result: Result;
  heads: readonly string[];
  word: string;
  columns: Listed['columns'];
}): ReactNode {
  // A choice that is not shown yet leaves the rows of the one before.
  const named = heads.filter((head) => result.rows.some((row) => head in row));
  return (
    <ScrollBox label={say('reports')}>
      <table>
        <thead>
          <tr>
            <th scope="col" colSpan={Math.max(1, named.length)}>
              {word}
            </th>
            {columns.map(({ key, title }) => (
              <th key={key} scope="col" className="figure">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {result.rows.map((row) => (
            <tr key={JSON.stringify(row)}>
              {named.map((head) => (
                <th key={head} scope="row">
                  {shown(head, row[head] ?? null)}
                </th>
              ))}
              {columns.map(({ key }) => (
                <td key={key} className="figure">
                  {key === 'drawn' && row.drawn === null ? say('hidden') : shown(key, row[key] ?? null)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={Math.max(1, named.length)}>
              {say('total')}
            </th>
            {columns.map(({ key }) => (
              <td key={key} className="figure">
                {shown(key, result.totals[key] ?? null)}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </ScrollBox>
  );
}
