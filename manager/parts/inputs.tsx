import { type ReactNode, useId, useState } from 'react';
import type { IssuingWindow } from '../../common/protocol/catalogue.ts';
import { say, sayCommon } from '../words.ts';

/** A line of text with its label. */
export function TextInput({
  label,
  name,
  value,
  max,
  required = false,
  wide = false,
  hint,
  pattern,
  readOnly = false,
}: {
  label: string;
  name: string;
  value: string;
  max: number;
  required?: boolean;
  wide?: boolean;
  hint?: string;
  pattern?: string;
  readOnly?: boolean;
}): ReactNode {
  return (
    <label className={wide ? 'whole' : undefined}>
      {label}
      <input
        name={name}
        defaultValue={value}
        maxLength={max}
        required={required}
        readOnly={readOnly}
        autoComplete="off"
        {...(hint === undefined ? {} : { placeholder: hint })}
        {...(pattern === undefined ? {} : { pattern })}
      />
    </label>
  );
}

/** A whole number with its bounds; empty is allowed where it is not required. */
export function NumberInput({
  label,
  name,
  value,
  min,
  max,
  step = 1,
  required = true,
}: {
  label: string;
  name: string;
  value: number | null;
  min: number;
  max: number;
  step?: number | 'any';
  required?: boolean;
}): ReactNode {
  return (
    <label>
      {label}
      <input
        type="number"
        name={name}
        defaultValue={value ?? ''}
        min={min}
        max={max}
        step={step}
        required={required}
      />
    </label>
  );
}

/** A text of several lines with its label. */
export function TextArea({
  label,
  name,
  value,
  max,
  rows = 2,
}: {
  label: string;
  name: string;
  value: string;
  max: number;
  rows?: number;
}): ReactNode {
  return (
    <label className="whole">
      {label}
      <textarea name={name} rows={rows} maxLength={max} defaultValue={value} />
    </label>
  );
}

/** A list that is written one entry a line. */
export function LinesInput({
  label,
  name,
  value,
}: {
  label: string;
  name: string;
  value: readonly string[];
}): ReactNode {
  return (
    <label className="whole">
      {label}
      <textarea name={name} rows={4} defaultValue={value.join('\n')} />
    </label>
  );
}

/** Boxes of which any number may be ticked. */
export function Ticks({
  label,
  name,
  value,
  options,
}: {
  label: string;
  name: string;
  value: readonly string[];
  options: readonly { readonly value: string; readonly label: string }[];
}): ReactNode {
  return (
    <fieldset className="whole ticks">
      <legend>{label}</legend>
      {options.length === 0 ? <span className="second">{sayCommon('none')}</span> : null}
      {options.map((each) => (
        <label key={each.value} className="tick">
          <input type="checkbox" name={name} value={each.value} defaultChecked={value.includes(each.value)} />
          {each.label}
        </label>
      ))}
    </fieldset>
  );
}

/** One box that is ticked or not. */
export function Tick({ label, name, value }: { label: string; name: string; value: boolean }): ReactNode {
  return (
    <label className="tick whole">
      <input type="checkbox" name={name} defaultChecked={value} />
      {label}
    </label>
  );
}

/** Twenty-four hours, whatever the browser's own language would make of a time. */
const CLOCK = '([01][0-9]|2[0-3]):[0-5][0-9]';

/** Stretches of hours of the day; none is allowed. FormReader.hours reads them. */
export function HoursInput({
  label,
  name,
  value,
  most,
}: {
  label: string;
  name: string;
  value: readonly IssuingWindow[];
  most: number;
}): ReactNode {
  const [rows, setRows] = useState(() => value.map((each, at) => ({ ...each, key: at })));
  const labelId = useId();
  const set = (key: number, change: Partial<IssuingWindow>) =>
    setRows(rows.map((each) => (each.key === key ? { ...each, ...change } : each)));
  return (
    <fieldset className="whole hours" aria-labelledby={labelId}>
      <legend id={labelId}>{label}</legend>
      {rows.map((row) => (
        <div key={row.key} className="inline">
          <label>
            {say('windowFrom')}
            <input
              inputMode="numeric"
              pattern={CLOCK}
              maxLength={5}
              placeholder="07:30"
              autoComplete="off"
              name={`${name}-from`}
              value={row.from}
              required
              onChange={(event) => set(row.key, { from: event.target.value })}
            />
          </label>
          <label>
            {say('windowTo')}
            <input
              inputMode="numeric"
              pattern={CLOCK}
              maxLength={5}
              placeholder="07:30"
              autoComplete="off"
              name={`${name}-to`}
              value={row.to}
              required
              onChange={(event) => set(row.key, { to: event.target.value })}
            />
          </label>
          <button
            type="button"
            className="quiet danger"
            aria-label={say('windowRemove', { from: row.from, to: row.to })}
            onClick={() => setRows(rows.filter((each) => each !== row))}
          >
            {sayCommon('remove')}
          </button>
        </div>
      ))}
      {rows.length < most ? (
        <button
          type="button"
          className="quiet"
          onClick={() =>
            setRows([
              ...rows,
              { from: '07:30', to: '11:30', key: Math.max(-1, ...rows.map((each) => each.key)) + 1 },
            ])
          }
        >
          {say('windowAdd')}
        </button>
      ) : null}
    </fieldset>
  );
}
