import type { ReactNode } from 'react';
import { formatLocalDate, formatNumber, formatShare } from '../common/client/staff-format.ts';
import { ScrollBox } from '../common/ui/scroll-box.tsx';
import { say } from './words.ts';

export type Cell = string | number | null;
export type Cells = Readonly<Record<string, Cell>>;

/** A report's answer. */
export interface Result {
  readonly rows: readonly Cells[];
  readonly totals: Cells;
}

/** A report as the hub lists it. */
export interface Listed {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly { readonly key: string; readonly title: string }[];
}

const PURPOSES: ReadonlySet<string> = new Set(['submit', 'collect', 'ask']);
const isPurpose = (text: string): text is 'submit' | 'collect' | 'ask' => PURPOSES.has(text);

/** A value as it is read. */
export function shown(key: string, value: Cell): string {
  if (value === null) return '–';
  if (key === 'purpose' && isPurpose(String(value)))
    return say(String(value) as 'submit' | 'collect' | 'ask');
  if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatLocalDate(value) : value;
  if (key === 'slot')
    return `${String(Math.floor(value / 2)).padStart(2, '0')}:${value % 2 === 0 ? '00' : '30'}`;
  if (key === 'year') return String(value);
  return key.endsWith('Share') ? formatShare(value) : formatNumber(value);
}

/** Keys that name a row, without codes that have their name beside them. */
function headsOf(rows: readonly Cells[], columns: Listed['columns']): string[] {
  const figures = new Set(columns.map(({ key }) => key));
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((key) => !figures.has(key));
  return keys.filter((key) => !keys.includes(`${key}Name`));
}

/** A report as a table. @param onHall opens a hall of it; null: it is open */
export function Figures({
  result,
  columns,
  titles,
  label,
  onHall,
}: {
  result: Result;
  columns: Listed['columns'];
  titles: Readonly<Record<string, string>>;
  label: string;
  onHall: ((code: string) => void) | null;
}): ReactNode {
  const heads = headsOf(result.rows, columns);
  const hasTotals = Object.keys(result.totals).length > 0;
  return (
    <ScrollBox label={label}>
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {titles[head] ?? head}
              </th>
            ))}
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
              {heads.map((head) => (
                <th key={head} scope="row">
                  {head === 'hallName' && onHall !== null && typeof row.hall === 'string' ? (
                    <button type="button" className="link" onClick={() => onHall(String(row.hall))}>
                      {shown(head, row[head] ?? null)}
                    </button>
                  ) : (
                    shown(head, row[head] ?? null)
                  )}
                </th>
              ))}
              {columns.map(({ key }) => (
                <td key={key} className={typeof row[key] === 'string' ? '' : 'figure'}>
                  {key === 'drawn' && row.drawn === null ? say('hidden') : shown(key, row[key] ?? null)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {hasTotals ? (
          <tfoot>
            <tr>
              <th scope="row" colSpan={Math.max(1, heads.length)}>
                {say('total')}
              </th>
              {columns.map(({ key }) => (
                <td key={key} className="figure">
                  {shown(key, result.totals[key] ?? null)}
                </td>
              ))}
            </tr>
          </tfoot>
        ) : null}
      </table>
    </ScrollBox>
  );
}
