import { type ReactNode, useState } from 'react';
import { sayPlan } from '../words.ts';

/** A field with a target of its own, as the form holds it. */
export interface TargetRow {
  /** Tells rows apart while they are written. */
  readonly id: number;
  readonly field: string;
  readonly sharePercent: number;
  readonly minutes: number;
}

/** A field as a choice of it names it. */
export interface NamedField {
  readonly code: string;
  readonly name: string;
}

const ROWS_MOST = 30;

/** Targets of fields that differ from the hall's; a row that was dropped comes back with one tap. */
export function TargetRows({
  rows,
  fields,
  onChange,
}: {
  rows: readonly TargetRow[];
  fields: readonly NamedField[];
  onChange: (rows: readonly TargetRow[]) => void;
}): ReactNode {
  const [before, setBefore] = useState<readonly TargetRow[] | null>(null);
  const change = (id: number, changes: Partial<TargetRow>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...changes } : row)));
  const free = fields.filter(({ code }) => !rows.some((row) => row.field === code));
  return (
    <fieldset className="drivers">
      <legend>{sayPlan('ownTargets')}</legend>
      <p className="second">{sayPlan('ownTargetsHint')}</p>
      {rows.map((row) => (
        <div className="filters" key={row.id}>
          <label>
            {sayPlan('field')}
            <select value={row.field} onChange={(event) => change(row.id, { field: event.target.value })}>
              {fields
                .filter(({ code }) => code === row.field || free.some((each) => each.code === code))
                .map(({ code, name }) => (
                  <option key={code} value={code}>
                    {name}
                  </option>
                ))}
            </select>
          </label>
          <label className="short">
            {sayPlan('targetShare')}
            <input
              type="number"
              min={1}
              max={99}
              required
              value={row.sharePercent}
              onChange={(event) => change(row.id, { sharePercent: Number(event.target.value) })}
            />
          </label>
          <label className="short">
            {sayPlan('targetMinutes')}
            <input
              type="number"
              min={0}
              max={480}
              required
              value={row.minutes}
              onChange={(event) => change(row.id, { minutes: Number(event.target.value) })}
            />
          </label>
          <button
            type="button"
            className="act quiet"
            onClick={() => {
              setBefore(rows);
              onChange(rows.filter(({ id }) => id !== row.id));
            }}
          >
            {sayPlan('ownTargetDrop')}
          </button>
        </div>
      ))}
      <button
        type="button"
        className="act start"
        disabled={rows.length >= ROWS_MOST || free.length === 0}
        onClick={() =>
          onChange([
            ...rows,
            {
              id: 1 + Math.max(0, ...rows.map(({ id }) => id)),
              field: free[0]?.code ?? '',
              sharePercent: 90,
              minutes: 10,
            },
          ])
        }
      >
        {sayPlan('ownTargetAdd')}
      </button>
      <Dropped
        before={before}
        onUndo={(rowsBefore) => {
          onChange(rowsBefore);
          setBefore(null);
        }}
      />
    </fieldset>
  );
}

/** Says that a row was dropped, with the way back. */
export function Dropped<Row>({
  before,
  onUndo,
}: {
  before: readonly Row[] | null;
  onUndo: (before: readonly Row[]) => void;
}): ReactNode {
  return (
    <p className="said" role="status" aria-live="polite">
      {before === null ? null : (
        <>
          {sayPlan('driverGone')}{' '}
          <button type="button" className="act quiet" onClick={() => onUndo(before)}>
            {sayPlan('undo')}
          </button>
        </>
      )}
    </p>
  );
}
