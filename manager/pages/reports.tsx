import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { pathOf } from '../../common/client/api.ts';
import { isDay } from '../../common/client/day-text.ts';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import { hallOf } from '../../common/client/selectors.ts';
import { formatLocalDate } from '../../common/client/staff-format.ts';
import { staffLanguage } from '../../common/client/staff-language.ts';
import { useHall } from '../../common/client/use-hall.ts';
import type { ListedReport } from '../../common/protocol/rest/reports.ts';
import { useRead } from '../../common/ui/use-read.ts';
import type { ManagerPage } from '../page.ts';
import { Missing } from '../parts/states.tsx';
import { BasisNote } from '../reports/basis-note.tsx';
import { BehindPanel } from '../reports/behind-panel.tsx';
import { columnsOf, type Names, type TicketQuery } from '../reports/cells.ts';
import { Chart } from '../reports/chart.tsx';
import { figureOf, planChart } from '../reports/chart-plan.ts';
import { type Choice, readChoice, writeChoice } from '../reports/choice.ts';
import { Choose } from '../reports/choose.tsx';
import { Drafts } from '../reports/drafts.tsx';
import { EmptyPeriod } from '../reports/empty-period.tsx';
import { ExportRow } from '../reports/export-row.tsx';
import { sayReport } from '../reports/report.ts';
import { ReportTable } from '../reports/report-table.tsx';
import { sentenceOf } from '../reports/sentence.ts';
import { SpanNote } from '../reports/span-note.tsx';
import { TrustNotes } from '../reports/trust-notes.tsx';
import { useNames } from '../reports/use-names.ts';
import { say } from '../words.ts';

/** Reports whose figures are of tickets: what is doubtful about these stands under each of them. */
const OF_TICKETS: ReadonlySet<string> = new Set([
  'volume',
  'waiting',
  'comparison',
  'procedures',
  'no-show',
  'purpose',
  'arrivals',
  'counters',
]);

function ReportsPage({ connection }: { connection: HallConnection }): ReactNode {
  const state = useHall(connection);
  const hall = hallOf(state);
  const today = hall?.localDate || new Date().toISOString().slice(0, 10);
  // Whoever signs once a month looks at a month; whoever runs the hall at the day.
  const usual = state.identity.kind === 'user' && state.identity.role === 'chairman' ? 'month' : 'day';
  const [choice, setChoice] = useState(() => readChoice(globalThis.location.search, today, usual));
  const registry = useRead('GET /reports', { query: { language: staffLanguage } });
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
            key={addressOf(kind, choice)}
            kind={kind}
            choice={choice}
            names={names}
            timeZone={hall?.settings.timeZone ?? 'Asia/Ho_Chi_Minh'}
            onChoose={choose}
          />
          {OF_TICKETS.has(kind.id) && trust !== undefined ? (
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

/** The choice as parameters, only those that the report knows. */
function queryOf(kind: ListedReport, choice: Choice): Readonly<Record<string, string>> {
  const known = new Set(Object.keys(kind.params.properties ?? {}));
  return {
    from: choice.from,
    to: choice.to,
    ...(known.has('by') ? { by: choice.by } : {}),
    ...Object.fromEntries(Object.entries(choice.more).filter(([name]) => known.has(name))),
  };
}

const addressOf = (kind: ListedReport, choice: Choice): string =>
  pathOf('/reports/:id', { params: { id: kind.id }, query: queryOf(kind, choice) });

function Shown({
  kind,
  choice,
  names,
  timeZone,
  onChoose,
}: {
  kind: ListedReport;
  choice: Choice;
  names: Names;
  timeZone: string;
  onChoose: (choice: Choice) => void;
}): ReactNode {
  const read = useRead('GET /reports/:id', {
    params: { id: kind.id },
    query: { ...queryOf(kind, choice), basis: 'true' },
  });
  const answer = read.value;
  const [behind, setBehind] = useState<{ name: string; query: TicketQuery } | null>(null);
  const columns = useMemo(() => (answer === null ? [] : columnsOf(kind, answer)), [kind, answer]);
  const figure = figureOf(kind.id, columns, choice.figure);
  const plan = useMemo(
    () => (answer === null || figure === null ? null : planChart(answer, columns, figure, names)),
    [answer, columns, figure, names],
  );
  if (answer === null) return <Missing read={read} />;
  if (answer.rows.length === 0) return <EmptyPeriod choice={choice} onChoose={onChoose} />;
  const titleOf = (key: string) => columns.find((each) => each.key === key)?.title ?? key;
  return (
    <>
      <p className="answer">{sentenceOf(kind, answer, columns, names, choice)}</p>
      <SpanNote period={choice} />
      <BasisNote answer={answer} />
      <ExportRow path={addressOf(kind, choice)} />
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
        onBehind={(name, query) => setBehind({ name, query })}
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
