import type { ReactNode } from 'react';
import { ScrollBox } from '../../common/ui/scroll-box.tsx';
import type { Read } from '../../common/ui/use-read.ts';
import { ActsHead } from '../catalogue/row-acts.tsx';
import { Missing } from './states.tsx';

/** A sentence about what was just done, or why it was not. */
export interface Said {
  readonly bad: boolean;
  readonly text: string;
}

/** A column: its head, and what stands in it of a row. */
export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  /** Figures stand at the right. */
  readonly isFigure?: true;
}

/**
 * A list of the console with what belongs to it: what it is for, how something is added, what was just done, one dialog
 * at a time, and the rows with their acts; loading, problem and emptiness are said in words.
 */
export function ListPanel<Row>({
  label,
  hint,
  lead,
  said = null,
  dialog = null,
  read,
  rows,
  keyOf,
  columns,
  acts,
  empty,
  children,
}: {
  /** Name of the list for those who hear it. */
  label: string;
  hint?: string;
  /** A form or button by which something is added. */
  lead?: ReactNode;
  said?: Said | null;
  /** The one dialog that is open; null: none. */
  dialog?: ReactNode;
  /** Where the rows come from; absent: they are there. */
  read?: Pick<Read<unknown>, 'problem' | 'again'>;
  rows: readonly Row[] | null;
  keyOf: (row: Row) => string;
  columns: readonly Column<Row>[];
  acts?: (row: Row) => ReactNode;
  empty: string;
  /** Below the rows. */
  children?: ReactNode;
}): ReactNode {
  return (
    <>
      {hint === undefined ? null : <p className="second">{hint}</p>}
      {lead}
      {said === null ? null : (
        <p className={said.bad ? 'problem' : 'good'} role={said.bad ? 'alert' : 'status'}>
          {said.text}
        </p>
      )}
      {dialog}
      {rows === null ? (
        read && <Missing read={read} />
      ) : rows.length === 0 ? (
        <p className="empty">{empty}</p>
      ) : (
        <ScrollBox label={label}>
          <table>
            <thead>
              <tr>
                {columns.map(({ head, isFigure }) => (
                  <th key={head} scope="col" className={isFigure && 'figure'}>
                    {head}
                  </th>
                ))}
                {acts && <ActsHead />}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={keyOf(row)}>
                  {columns.map(({ head, cell, isFigure }) => (
                    <td key={head} className={isFigure && 'figure'}>
                      {cell(row)}
                    </td>
                  ))}
                  {acts && <td className="row-acts">{acts(row)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      {children}
    </>
  );
}
