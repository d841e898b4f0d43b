import { type ReactNode, useState } from 'react';
import { staffLanguage } from '../../common/client/staff-language.ts';
import { basisRows } from '../../common/measures/basis-form.ts';
import { gradeOf } from '../../common/measures/figure-form.ts';
import { measureOf } from '../../common/measures/measure.ts';
import type { ReportResult } from '../../common/protocol/rest/reports.ts';
import { say } from '../words.ts';
import {
  behindRow,
  type Column,
  isDimension,
  type Names,
  type Order,
  rowName,
  shownCell,
  shownFigure,
  sortedRows,
  type TicketQuery,
} from './cells.ts';
import { type Row, sayReport } from './report.ts';

/** The figures of a report; a heading sorts by its column, a row's name opens the tickets behind it. */
export function ReportTable({
  title,
  columns,
  answer,
  names,
  range,
  onBehind,
}: {
  title: string;
  columns: readonly Column[];
  answer: ReportResult;
  names: Names;
  range: { readonly from: string; readonly to: string };
  onBehind: (name: string, query: TicketQuery) => void;
}): ReactNode {
  const [order, setOrder] = useState<Order | null>(null);
  const rows = sortedRows(answer.rows, order, names);
  // Several rows may be of the same thing; their place in the answer tells them apart.
  const keyOf = new Map(answer.rows.map((row, at) => [row, at]));
  const turn = (column: Column) =>
    setOrder((before) => ({
      key: column.key,
      // Whoever sorts figures wants the large ones first.
      falling: before?.key === column.key ? !before.falling : column.figure,
    }));
  const first = columns.find((each) => isDimension(each.key))?.key;
  return (
    <section className="wide" aria-label={sayReport('table')}>
      <table className="report">
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            {columns.map((each) => {
              const sorted = order?.key === each.key ? (order.falling ? 'descending' : 'ascending') : 'none';
              return (
                <th
                  key={each.key}
                  className={each.figure ? 'figure' : undefined}
                  aria-sort={sorted}
                  scope="col"
                >
                  <button type="button" className="sort" onClick={() => turn(each)}>
                    {each.title}
                    <span aria-hidden="true">
                      {sorted === 'none' ? '' : sorted === 'ascending' ? ' ▲' : ' ▼'}
                    </span>
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const name = rowName(columns, row, names);
            const query = behindRow(row, range);
            return (
              <tr key={keyOf.get(row)}>
                {columns.map((each) => (
                  <td key={each.key} className={each.figure ? 'figure' : undefined}>
                    {each.key === first && query !== null ? (
                      <button
                        type="button"
                        className="behind"
                        aria-label={sayReport('behind', { name })}
                        onClick={() => onBehind(name, query)}
                      >
                        {shownCell(each.key, row, names)}
                      </button>
                    ) : (
                      <GradedFigure column={each.key} row={row} text={shownCell(each.key, row, names)} />
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
        {Object.keys(answer.totals).length === 0 ? null : (
          <tfoot>
            <tr>
              {columns.map((each, at) => (
                <td key={each.key} className={each.figure ? 'figure' : undefined}>
                  {at === 0 ? (
                    say('total')
                  ) : each.figure ? (
                    <GradedFigure
                      column={each.key}
                      row={answer.totals}
                      text={shownFigure(each.key, answer.totals[each.key])}
                    />
                  ) : (
                    ''
                  )}
                </td>
              ))}
            </tr>
            {(answer.basis === undefined ? [] : basisRows(answer.basis, staffLanguage)).map((line) => (
              <tr key={line.label} className="basis">
                {columns.map((each, at) => (
                  <td key={each.key} className={each.figure ? 'figure' : undefined}>
                    {at === 0 ? line.label : measureOf(each.key) ? line.textOf(each.key) : ''}
                  </td>
                ))}
              </tr>
            ))}
          </tfoot>
        )}
      </table>
    </section>
  );
}

/** A figure with the colour of its grade, and the grade in words for whoever does not see colours. */
function GradedFigure({ column, row, text }: { column: string; row: Row; text: string }): ReactNode {
  const grade = gradeOf(column, row);
  if (grade === null) return text;
  const words = sayReport(GRADE_WORDS[grade]);
  return (
    <span className={`grade ${grade}`} title={words}>
      {text}
      <span className="visually-hidden"> ({words})</span>
    </span>
  );
}

const GRADE_WORDS = { good: 'gradeGood', care: 'gradeCare', bad: 'gradeBad' } as const;
