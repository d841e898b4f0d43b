import { type ReactNode, useState } from 'react';
import { ViewDialog } from '../parts/view-dialog.tsx';
import { sayPlan } from '../words.ts';

/** What may be done with a field at a place, by buttons: the same as with the mouse. */
export function FieldMenu({
  field,
  name,
  from,
  helps,
  desks,
  onClose,
  onMove,
  onGive,
  onHelp,
  onTake,
}: {
  field: string;
  name: string;
  /** Place that has the field; null: nobody. */
  from: number | null;
  helps: boolean;
  desks: readonly { readonly id: number; readonly name: string }[];
  onClose: () => void;
  onMove: (field: string, to: number) => void;
  onGive: (field: string, to: number) => void;
  onHelp: (field: string, helps: boolean) => void;
  onTake: (field: string) => void;
}): ReactNode {
  const others = desks.filter((desk) => desk.id !== from);
  const [to, setTo] = useState(others[0]?.id ?? 0);
  const act = (what: () => void) => () => {
    what();
    onClose();
  };
  return (
    <ViewDialog title={sayPlan('chipMenu', { field: name })} onClose={onClose}>
      {others.length === 0 ? null : (
        <div className="inline">
          <label>
            {sayPlan('chipTo')}
            <select value={to} onChange={(event) => setTo(Number(event.target.value))}>
              {others.map((desk) => (
                <option key={desk.id} value={desk.id}>
                  {desk.name}
                </option>
              ))}
            </select>
          </label>
          <button type="button" className="act strong" onClick={act(() => onMove(field, to))}>
            {sayPlan('chipMove')}
          </button>
          {from === null ? null : (
            <button type="button" className="act" onClick={act(() => onGive(field, to))}>
              {sayPlan('chipAdd')}
            </button>
          )}
        </div>
      )}
      {from === null ? null : (
        <div className="exports">
          <button type="button" className="act" onClick={act(() => onHelp(field, !helps))}>
            {sayPlan(helps ? 'chipAsOwn' : 'chipAsHelp')}
          </button>
          <button type="button" className="act danger" onClick={act(() => onTake(field))}>
            {sayPlan('chipDrop')}
          </button>
        </div>
      )}
      <p className="second">{sayPlan('chipKeys')}</p>
    </ViewDialog>
  );
}
