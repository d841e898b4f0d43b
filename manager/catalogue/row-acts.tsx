import type { ReactNode } from 'react';
import { UseSwitch } from '../parts/use-switch.tsx';
import { sayCommon } from '../words.ts';

/** What a code of the catalogue looks like, for the browser's own check. */
export const CODE_PATTERN = '[A-Za-z0-9][A-Za-z0-9._\\-]*';

/** Head of the column of acts: it has a name for those who hear the table. */
export function ActsHead(): ReactNode {
  return (
    <th>
      <span className="visually-hidden">{sayCommon('edit')}</span>
    </th>
  );
}

/** Cell at the end of a row of the catalogue: change it, take it out of use and back. */
export function RowActs({
  name,
  active,
  question,
  onEdit,
  onTurn,
}: {
  name: string;
  active: boolean;
  /** Asked before it is taken out of use. */
  question: string;
  onEdit: () => void;
  onTurn: () => void;
}): ReactNode {
  return (
    <td className="row-acts">
      <button type="button" className="quiet" aria-label={`${sayCommon('edit')} ${name}`} onClick={onEdit}>
        {sayCommon('edit')}
      </button>
      <UseSwitch name={name} active={active} question={question} onTurn={onTurn} />
    </td>
  );
}
