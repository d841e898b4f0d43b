import type { ReactNode } from 'react';
import type { Field } from '../../common/protocol/catalogue.ts';
import type { CounterRecord } from '../../common/protocol/views.ts';
import { Editor } from '../parts/editor.tsx';
import { Ticks } from '../parts/inputs.tsx';
import { say, sayLive } from '../words.ts';

/** Sets what a counter serves. @returns the sentence of the refusal, or null */
export type SetFields = (counter: string, primary: string[], helping: string[]) => Promise<string | null>;

/** The fields of a counter, changed while it works. */
export function ChangeFields({
  counter,
  fields,
  setFields,
  onChanged,
  onClose,
}: {
  counter: CounterRecord;
  fields: readonly Field[];
  setFields: SetFields;
  onChanged: () => void;
  onClose: () => void;
}): ReactNode {
  const options = fields.map((each) => ({ value: each.code, label: each.name }));
  return (
    <Editor
      title={sayLive('changeFieldsOf', { counter: counter.label })}
      onSave={async (given) => {
        const primary = given.ticked('primaryFields');
        const helping = given.ticked('helpingFields').filter((each) => !primary.includes(each));
        const refused = await setFields(counter.code, primary, helping);
        if (refused === null) onChanged();
        return refused;
      }}
      onClose={onClose}
    >
      <p className="whole second">{sayLive('fieldsNote')}</p>
      <Ticks
        label={say('primaryFields')}
        name="primaryFields"
        value={counter.primaryFields}
        options={options}
      />
      <Ticks
        label={say('helpingFields')}
        name="helpingFields"
        value={counter.helpingFields}
        options={options}
      />
    </Editor>
  );
}
