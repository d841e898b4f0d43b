import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import { hallOf } from '../../common/client/selectors.ts';
import { formatLocalDate } from '../../common/client/staff-format.ts';
import { staffLanguage } from '../../common/client/staff-language.ts';
import { useHall } from '../../common/client/use-hall.ts';
import { isDay } from '../day-text.ts';
import type { ManagerPage } from '../page.ts';
import { Missing } from '../parts/states.tsx';
import { BehindPanel } from '../reports/behind-panel.tsx';
import { columnsOf, type Names } from '../reports/cells.ts';
import { Chart } from '../reports/chart.tsx';
import { figureOf, planChart } from '../reports/chart-plan.ts';
import { type Choice, readChoice, writeChoice } from '../reports/choice.ts';
import { Choose } from '../reports/choose.tsx';
import { Drafts } from '../reports/drafts.tsx';
import { ExportRow } from '../reports/export-row.tsx';
import { type ReportAnswer, type ReportKind, sayReport } from '../reports/report.ts';
import { ReportTable } from '../reports/report-table.tsx';
import { sentenceOf } from '../reports/sentence.ts';
import { TrustNotes } from '../reports/trust-notes.tsx';
import { useNames } from '../reports/use-names.ts';
import { useRead } from '../use-read.ts';
import { say } from '../words.ts';

function ReportsPage({ connection }: { connection: HallConnection }): ReactNode {
  const state = useHall(connection);
  const hall = hallOf(state);
  const today = hall?.localDate || new Date().toISOString().slice(0, 10);
  // Whoever signs once a month looks at a month; whoever runs the hall at the day.
  const usual = state.identity.kind === 'user' && state.identity.role === 'chairman' ? 'month' : 'day';
  const [choice, setChoice] = useState(() => readChoice(globalThis.location.search, today, usual));
  const registry = useRead<{ reports: readonly ReportKind[] }>(`/reports?language=${staffLanguage}`);
  const names = useNames();
  useEffect(() => {
    const follow = () => setChoice(readChoice(globalThis.location.search, today, usual));
    globalThis.addEventListener('popstate', follow);
    return () => globalThis.removeEventListener('popstate', follow);
  }, [today, usual]);
  const choose = (next: Choice) => {
    setChoice(next);
    globalThis.history.replaceState(null, '', writeChoice(next));
  };
  if (registry.value === null) return <Missing read={registry} />;
  const kinds = registry.value.reports;
  const kind = kinds.find((each) => each.id === choice.report) ?? kinds[0];
  const trust = kinds.find((each) => each.id === 'trust');
  const right = isDay(choice.from) && isDay(choice.to) && choice.from <= choice.to;
  return (
    <>
      <Choose kinds={kinds} kind={kind} choice={choice} today={today} onChoose={choose} />
      {!right || kind === undefined ? (
        <p className="problem" role="alert">
          {say('wrongPeriod')}
        </p>
      ) : (
        <>
          <p className="print-only">
            {hall?.settings.hallName} · {kind.title} · {formatLocalDate(choice.from)} –{' '}
            {formatLocalDate(choice.to)}
          </p>
          <Shown
            key={pathOf(kind, choice)}
            kind={kind}
            choice={choice}
            names={names}
            timeZone={hall?.settings.timeZone ?? 'Asia/Ho_Chi_Minh'}
            onChoose={choose}
          />
          {kind.id === 'volume' && trust !== undefined ? (
            <TrustNotes
              kind={trust}
              choice={choice}
              timeZone={hall?.settings.timeZone ?? 'Asia/Ho_Chi_Minh'}
              onOpen={choose}
            />
          ) : null}
        </>
      )}
      <Drafts />
    </>
  );
}

/** The report's address, with only the parameters that it knows. */
function pathOf(kind: ReportKind, choice: Choice): string {
  const known = new Set(Object.keys(kind.params.properties ?? {}));
  const given = new URLSearchParams({ from: choice.from, to: choice.to });
  if (known.has('by')) given.set('by', choice.by);
  for (const [name, value] of Object.entries(choice.more)) if (known.has(name)) given.set(name, value);
  return `/reports/${kind.id}?${given}`;
}

function Shown({
  kind,
  choice,
  names,
  timeZone,
  onChoose,
}: {
  kind: ReportKind;
  choice: Choice;
  names: Names;
  timeZone: string;
  onChoose: (choice: Choice) => void;
}): ReactNode {
  const path = pathOf(kind, choice);
  const read = useRead<ReportAnswer>(path);
  const answer = read.value;
  const [behind, setBehind] = useState<{ name: string; path: string } | null>(null);
  const columns = useMemo(() => (answer === null ? [] : columnsOf(kind, answer)), [kind, answer]);
  const figure = figureOf(kind.id, columns, choice.figure);
  const plan = useMemo(
    () => (answer === null || figure === null ? null : planChart(answer, columns, figure, names)),
    [answer, columns, figure, names],
  );
  if (answer === null) return <Missing read={read} />;
  if (answer.rows.length === 0)
    return (
      <p className="empty" role="status">
        {sayReport('emptyHint', { from: formatLocalDate(choice.from), to: formatLocalDate(choice.to) })}
      </p>
    );
  const titleOf = (key: string) => columns.find((each) => each.key === key)?.title ?? key;
  return (
    <>
      <p className="answer">{sentenceOf(kind, answer, columns, names, choice)}</p>
      <ExportRow path={path} />
      {plan === null || figure === null ? null : (
        <section className="section" aria-label={sayReport('chart')}>
          <form className="filters of-chart no-print">
            <label>
              {sayReport('chartFigure')}
              <select
                value={figure}
                onChange={(event) => onChoose({ ...choice, figure: event.target.value })}
              >
                {columns
                  .filter((each) => each.figure)
                  .map((each) => (
                    <option key={each.key} value={each.key}>
                      {each.title}
                    </option>
                  ))}
              </select>
            </label>
          </form>
          <Chart plan={plan} figure={figure} title={titleOf(figure)} />
        </section>
      )}
      <ReportTable
        title={kind.title}
        columns={columns}
        answer={answer}
        names={names}
        range={choice}
        onBehind={(name, path) => setBehind({ name, path })}
      />
      <p className="second">{say('serviceTimeNote')}</p>
      {behind === null ? null : (
        <BehindPanel {...behind} timeZone={timeZone} onClose={() => setBehind(null)} />
      )}
    </>
  );
}

/** The record by any dimension: what the staff is sized from. A new report of the registry appears by itself. */
export const reportsPage: ManagerPage = {
  path: 'reports',
  menu: 'menuReports',
  roles: ['supervisor', 'chairman', 'admin'],
  Page: ReportsPage,
};
