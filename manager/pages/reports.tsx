import { type ReactNode, useState } from 'react';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import { hallOf } from '../../common/client/selectors.ts';
import { useHall } from '../../common/client/use-hall.ts';
import { formatLocalDate, formatNumber, formatShare } from '../../common/i18n/format.ts';
import type { ManagerPage } from '../page.ts';
import { Missing } from '../parts/states.tsx';
import { PERIODS, type Period, periodAround } from '../period.ts';
import { useRead } from '../use-read.ts';
import { say } from '../words.ts';

type Cell = string | number | null;
interface Report {
  readonly rows: readonly Record<string, Cell>[];
  readonly totals: Record<string, Cell>;
}

const PERIOD_WORDS = {
  day: 'periodDay',
  week: 'periodWeek',
  month: 'periodMonth',
  quarter: 'periodQuarter',
  year: 'periodYear',
  administrative: 'periodAdministrative',
} as const;

const GROUPS = {
  field: 'byField',
  procedure: 'byProcedure',
  agency: 'byAgency',
  counter: 'byCounter',
  officer: 'byOfficer',
  day: 'byDay',
  weekday: 'byWeekday',
  slot: 'byHour',
  month: 'byMonth',
} as const;
type Group = keyof typeof GROUPS;

const COLUMNS = [
  ['drawn', 'drawn'],
  ['called', 'called'],
  ['served', 'served'],
  ['noShow', 'noShow'],
  ['left', 'left'],
  ['transactions', 'transactions'],
  ['waitMeanMinutes', 'waitMean'],
  ['waitP90Minutes', 'waitP90'],
  ['withinTargetShare', 'withinTarget'],
  ['serviceMeanMinutes', 'serviceMean'],
] as const;

const WEEKDAYS = ['', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ Nhật'];

/** What a row is called. @param minutesOfSlot half hours of the day are numbered from midnight */
function nameOf(row: Record<string, Cell>, group: Group): string {
  const value = row[group];
  if (value === null || value === undefined) return '–';
  if (group === 'field') return String(row.fieldName ?? value);
  if (group === 'day') return formatLocalDate(String(value));
  if (group === 'weekday') return WEEKDAYS[Number(value)] ?? String(value);
  if (group === 'slot') {
    const minutes = Number(value) * 30;
    const clock = (at: number) =>
      `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
    return `${clock(minutes)}–${clock(minutes + 30)}`;
  }
  return String(value);
}

function figure(key: string, value: Cell | undefined): string {
  if (value === null || value === undefined) return '–';
  if (key.endsWith('Share')) return formatShare(Number(value));
  return formatNumber(Number(value));
}

function ReportsPage({ connection }: { connection: HallConnection }): ReactNode {
  const hall = hallOf(useHall(connection));
  const today = hall?.localDate ?? new Date().toISOString().slice(0, 10);
  const [period, setPeriod] = useState<Period>('day');
  const [free, setFree] = useState<{ from: string; to: string } | null>(null);
  const [group, setGroup] = useState<Group>('field');
  const range = free ?? periodAround(today, period);
  const wrong = range.from === '' || range.to === '' || range.from > range.to;
  const query = wrong
    ? '/reports/volume?from=2000-01-01&to=2000-01-01&by=field'
    : `/reports/volume?from=${range.from}&to=${range.to}&by=${group}`;
  const read = useRead<Report>(query);
  const report = read.value;
  const most = Math.max(1, ...(report?.rows.map((row) => Number(row.drawn ?? 0)) ?? []));
  return (
    <>
      <form className="filters no-print" onSubmit={(event) => event.preventDefault()}>
        <label>
          {say('period')}
          <select
            value={free === null ? period : ''}
            onChange={(event) => {
              const chosen = PERIODS.find((each) => each === event.target.value);
              if (chosen === undefined) return;
              setPeriod(chosen);
              setFree(null);
            }}
          >
            {free === null ? null : <option value="">–</option>}
            {PERIODS.map((each) => (
              <option key={each} value={each}>
                {say(PERIOD_WORDS[each])}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say('from')}
          <input
            type="date"
            value={range.from}
            onChange={(event) => setFree({ ...range, from: event.target.value })}
          />
        </label>
        <label>
          {say('to')}
          <input
            type="date"
            value={range.to}
            onChange={(event) => setFree({ ...range, to: event.target.value })}
          />
        </label>
        <label>
          {say('groupBy')}
          <select value={group} onChange={(event) => setGroup(event.target.value as Group)}>
            {(Object.keys(GROUPS) as Group[]).map((each) => (
              <option key={each} value={each}>
                {say(GROUPS[each])}
              </option>
            ))}
          </select>
        </label>
        <a className="act" href={`/api/v1${query}&format=csv`} download>
          {say('exportCsv')}
        </a>
        <button type="button" className="act" onClick={() => globalThis.print()}>
          {say('print')}
        </button>
      </form>
      {wrong ? (
        <p className="problem" role="alert">
          {say('wrongPeriod')}
        </p>
      ) : report === null ? (
        <Missing read={read} />
      ) : report.rows.length === 0 ? (
        <p className="empty">{say('noData')}</p>
      ) : (
        <>
          <p className="print-only">
            {hall?.settings.hallName} · {formatLocalDate(range.from)} – {formatLocalDate(range.to)}
          </p>
          <p className="answer">
            {say('answerUsed', {
              n: figure('served', report.totals.served),
              t: figure('transactions', report.totals.transactions),
            })}
          </p>
          <div className="wide">
            <table className="report">
              <thead>
                <tr>
                  <th>{say(GROUPS[group])}</th>
                  {COLUMNS.map(([key, word]) => (
                    <th key={key} className="figure">
                      {say(word)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {report.rows.map((row) => (
                  <tr key={String(row[group])}>
                    <td>{nameOf(row, group)}</td>
                    {COLUMNS.map(([key]) => (
                      <td key={key} className="figure">
                        {figure(key, row[key])}
                        {key === 'drawn' ? (
                          <svg
                            className="bar"
                            viewBox="0 0 100 4"
                            preserveAspectRatio="none"
                            aria-hidden="true"
                          >
                            <rect width={(100 * Number(row.drawn ?? 0)) / most} height="4" />
                          </svg>
                        ) : null}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <td>{say('total')}</td>
                  {COLUMNS.map(([key]) => (
                    <td key={key} className="figure">
                      {figure(key, report.totals[key])}
                    </td>
                  ))}
                </tr>
              </tfoot>
            </table>
          </div>
          <p className="second">{say('serviceTimeNote')}</p>
        </>
      )}
    </>
  );
}

/** The volume of work by any dimension: what the staff is sized from. */
export const reportsPage: ManagerPage = {
  path: 'reports',
  menu: 'menuReports',
  roles: ['supervisor', 'chairman', 'admin'],
  Page: ReportsPage,
};
