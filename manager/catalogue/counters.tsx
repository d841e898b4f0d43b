import { type ReactNode, useState } from 'react';
import type { Counter } from '../../common/protocol/catalogue.ts';
import type { FormReader } from '../form-reader.ts';
import { Editor } from '../parts/editor.tsx';
import { NumberInput, TextInput, Ticks } from '../parts/inputs.tsx';
import { say, sayCommon } from '../words.ts';
import { ActsHead, CODE_PATTERN, RowActs } from './row-acts.tsx';
import type { SectionParts } from './use-catalogue.ts';

/** The smallest number that no counter has. */
function freeNumber(counters: readonly Counter[]): number {
  for (let number = 1; ; number += 1)
    if (!counters.some((each) => each.code === String(number) || each.spokenNumber === number)) return number;
}

/** Counters: their name, what is read aloud, and what they serve. */
export function CountersSection({ catalogue, all, put, tell }: SectionParts): ReactNode {
  const [editing, setEditing] = useState<Counter | 'new' | null>(null);
  const nameOf = (code: string) => catalogue.fields.find((each) => each.code === code)?.name ?? code;
  const sorted = [...catalogue.counters]
    .filter((each) => all || each.active)
    .sort((a, b) => a.label.localeCompare(b.label, 'vi', { numeric: true }));
  const known = editing === 'new' ? null : editing;
  const save = async (given: FormReader) => {
    const code = known?.code ?? given.text('code');
    if (known === null && catalogue.counters.some((each) => each.code === code)) return say('codeTaken');
    const primaryFields = given.ticked('primaryFields');
    const counter: Counter = {
      code,
      label: given.text('label'),
      spokenNumber: given.numberOrNull('spokenNumber'),
      primaryFields,
      // A field that is the counter's own needs no help from it.
      helpingFields: given.ticked('helpingFields').filter((each) => !primaryFields.includes(each)),
      active: known?.active ?? true,
    };
    return put('PUT /counters/:code', code, counter, say('counterConflict'));
  };
  const turn = async (counter: Counter) =>
    tell(
      await put(
        'PUT /counters/:code',
        counter.code,
        { ...counter, active: !counter.active },
        say('counterConflict'),
      ),
    );
  const fields = catalogue.fields
    .filter((each) => each.active)
    .map((each) => ({ value: each.code, label: each.name }));
  const next = freeNumber(catalogue.counters);
  return (
    <>
      <button type="button" className="act strong start" onClick={() => setEditing('new')}>
        {say('counterAdd')}
      </button>
      {sorted.length === 0 ? (
        <p className="empty">{say('countersEmpty')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th>{say('counterLabel')}</th>
              <th>{say('primaryFields')}</th>
              <th>{say('helpingFields')}</th>
              <th>{say('state')}</th>
              <ActsHead />
            </tr>
          </thead>
          <tbody>
            {sorted.map((counter) => (
              <tr key={counter.code} className={counter.active ? undefined : 'unused'}>
                <td className="label-cell">{counter.label}</td>
                <td>{counter.primaryFields.map(nameOf).join(', ') || '–'}</td>
                <td>{counter.helpingFields.map(nameOf).join(', ') || '–'}</td>
                <td>{say(counter.active ? 'active' : 'inactive')}</td>
                <RowActs
                  name={counter.label}
                  active={counter.active}
                  question={say('counterOutAsk', { name: counter.label })}
                  onEdit={() => setEditing(counter)}
                  onTurn={() => void turn(counter)}
                />
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {editing === null ? null : (
        <Editor
          title={say(known === null ? 'counterAdd' : 'counterChange')}
          onSave={save}
          onClose={() => setEditing(null)}
        >
          <TextInput
            label={say('counterLabel')}
            name="label"
            value={known?.label ?? sayCommon('counterN', { n: next })}
            max={60}
            required
          />
          <TextInput
            label={say('counterCode')}
            name="code"
            value={known?.code ?? String(next)}
            max={64}
            pattern={CODE_PATTERN}
            required
            readOnly={known !== null}
          />
          <NumberInput
            label={say('spokenNumber')}
            name="spokenNumber"
            value={known === null ? next : known.spokenNumber}
            min={1}
            max={999}
            required={false}
          />
          <Ticks
            label={say('primaryFields')}
            name="primaryFields"
            value={known?.primaryFields ?? []}
            options={fields}
          />
          <Ticks
            label={say('helpingFields')}
            name="helpingFields"
            value={known?.helpingFields ?? []}
            options={fields}
          />
        </Editor>
      )}
    </>
  );
}
