import type { ReactNode } from 'react';
import { formatLocalDate } from '../../common/i18n/format.ts';
import type { ColumnChange } from '../../common/protocol/procedure-versions.ts';
import { sayProcedure } from '../words.ts';

function shown(column: ColumnChange['column'], text: string): string {
  if (text === '') return sayProcedure('nothing');
  if (column === 'active') return sayProcedure(text === 'true' ? 'active.true' : 'active.false');
  return column === 'effectiveTo' ? formatLocalDate(text) : text;
}

/** Texts before and after, side by side, word for word. @param nameOf of a field's code */
export function ColumnChanges({
  changes,
  nameOf = (code) => code,
  heads = [sayProcedure('before'), sayProcedure('after')],
}: {
  changes: readonly ColumnChange[];
  nameOf?: (field: string) => string;
  heads?: readonly [string, string];
}): ReactNode {
  if (changes.length === 0) return null;
  const told = (column: ColumnChange['column'], text: string) =>
    shown(column, column === 'field' && text !== '' ? nameOf(text) : text);
  return (
    <table className="changes">
      <thead>
        <tr>
          <th>
            <span className="visually-hidden">{sayProcedure('column')}</span>
          </th>
          <th>{heads[0]}</th>
          <th>{heads[1]}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ column, before, after }) => (
          <tr key={column}>
            <th scope="row">{sayProcedure(`column.${column}`)}</th>
            <td className={before === '' ? 'second' : 'was'}>{told(column, before)}</td>
            <td className={after === '' ? 'second' : 'is'}>{told(column, after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
