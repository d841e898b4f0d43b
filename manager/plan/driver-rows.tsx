import { type ReactNode, useState } from 'react';
import { useRead } from '../../common/ui/use-read.ts';
import { sayPlan } from '../words.ts';
import { Dropped } from './target-rows.tsx';

/** A change against the record, as the form holds it. Percent of the record; an empty field is the whole hall. */
export interface DriverRow {
  /** Tells rows apart while they are written. */
  readonly id: number;
  readonly field: string;
  readonly volumePercent: number;
  readonly servicePercent: number;
  /** Dossiers a day of this field that are worked off between citizens, and minutes of one; 0: none. */
  readonly dossiers: number;
  readonly dossierMinutes: number;
}

const ROWS_MOST = 8;
const LEAST = 20;
const MOST = 300;
const STEP = 5;

/** A slider with its figure beside it. */
function Slider({
  label,
  percent,
  onChange,
}: {
  label: string;
  percent: number;
  onChange: (percent: number) => void;
}): ReactNode {
  return (
    <label className="slider">
      {label}
      <span className="slider-row">
        <input
          type="range"
          min={LEAST}
          max={MOST}
          step={STEP}
          value={percent}
          aria-valuetext={`${percent} %`}
          onChange={(event) => onChange(Number(event.target.value))}
        />
        <output>{percent} %</output>
      </span>
    </label>
  );
}

/** What is to change against the record, field by field or for all: citizens and minutes of a service. */
export function DriverRows({
  rows,
  onChange,
}: {
  rows: readonly DriverRow[];
  onChange: (rows: readonly DriverRow[]) => void;
}): ReactNode {
  const fields = useRead('GET /fields');
  const [before, setBefore] = useState<readonly DriverRow[] | null>(null);
  const change = (at: number, changes: Partial<DriverRow>) =>
    onChange(rows.map((row, place) => (place === at ? { ...row, ...changes } : row)));
  return (
    <fieldset className="drivers">
      <legend>{sayPlan('drivers')}</legend>
      <p className="second">{sayPlan('driversHint')}</p>
      {rows.map((row, at) => (
        <div className="filters" key={row.id}>
          <label>
            {sayPlan('field')}
            <select value={row.field} onChange={(event) => change(at, { field: event.target.value })}>
              <option value="">{sayPlan('driverAll')}</option>
              {(fields.value?.fields ?? []).map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <Slider
            label={sayPlan('driverVolume')}
            percent={row.volumePercent}
            onChange={(volumePercent) => change(at, { volumePercent })}
          />
          <Slider
            label={sayPlan('driverService')}
            percent={row.servicePercent}
            onChange={(servicePercent) => change(at, { servicePercent })}
          />
          {row.field === '' ? null : (
            <>
              <label className="short">
                {sayPlan('dossiers')}
                <input
                  type="number"
                  min={0}
                  max={1000}
                  value={row.dossiers}
                  onChange={(event) => change(at, { dossiers: Math.max(0, Number(event.target.value) || 0) })}
                />
              </label>
              <label className="short">
                {sayPlan('dossierMinutes')}
                <input
                  type="number"
                  min={1}
                  max={240}
                  value={row.dossierMinutes}
                  onChange={(event) =>
                    change(at, { dossierMinutes: Math.max(1, Number(event.target.value) || 1) })
                  }
                />
              </label>
            </>
          )}
          <button
            type="button"
            className="act quiet"
            onClick={() => {
              setBefore(rows);
              onChange(rows.filter((_, place) => place !== at));
            }}
          >
            {sayPlan('driverDrop')}
          </button>
        </div>
      ))}
      <button
        type="button"
        className="act start"
        disabled={rows.length >= ROWS_MOST}
        onClick={() =>
          onChange([
            ...rows,
            {
              id: 1 + Math.max(0, ...rows.map((row) => row.id)),
              field: '',
              volumePercent: 100,
              servicePercent: 100,
              dossiers: 0,
              dossierMinutes: 6,
            },
          ])
        }
      >
        {sayPlan('driverAdd')}
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
