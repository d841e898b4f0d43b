import { type ReactNode, useState } from 'react';
import type { Field, NumberRange } from '../../common/protocol/catalogue.ts';
import { PURPOSES } from '../../common/protocol/choices.ts';
import { FieldIcon, fieldIconNames } from '../../common/ui/field-icons.tsx';
import { codeOf, type FormReader, hoursAreRight } from '../form-reader.ts';
import { Editor } from '../parts/editor.tsx';
import { HoursInput, LinesInput, NumberInput, TextInput, Ticks } from '../parts/inputs.tsx';
import { say, sayCommon } from '../words.ts';
import { ActsHead, RowActs } from './row-acts.tsx';
import type { SectionParts } from './use-catalogue.ts';

function shown(range: NumberRange, number: number): string {
  return `${range.prefix}${String(number).padStart(range.digits, '0')}`;
}

/** A range that no field has: a free thousand, else a letter of its own. Out-of-use fields keep theirs. */
function freeRange(fields: readonly Field[]): NumberRange {
  for (let start = 1001; start < 10_000; start += 1000) {
    const met = fields.some(
      ({ range }) => range.prefix === '' && range.start < start + 999 && start < range.start + range.size,
    );
    if (!met) return { prefix: '', start, size: 999, digits: 4 };
  }
  const letter = [...'ABCDEGHKLMNPQRSTUVXY'].find(
    (each) => !fields.some(({ range }) => range.prefix === each),
  );
  return { prefix: letter ?? 'Z', start: 1, size: 999, digits: 3 };
}

function fieldOf(given: FormReader, known: Field | null, code: string): Field {
  return {
    code,
    name: given.text('name'),
    nameEn: given.text('nameEn'),
    everyday: given.text('everyday'),
    everydayEn: given.text('everydayEn'),
    words: given.lines('words'),
    icon: given.text('icon'),
    agency: given.text('agency') === '' ? null : given.text('agency'),
    range: {
      prefix: given.text('prefix').toUpperCase(),
      start: given.number('start'),
      size: given.number('size'),
      digits: given.number('digits'),
    },
    targetMinutes: given.number('targetMinutes'),
    expectedServiceMinutes: given.number('expectedServiceMinutes'),
    windows: given.hours('windows'),
    quotaPerDay: given.numberOrNull('quotaPerDay'),
    purposes: PURPOSES.filter((each) => given.ticked('purposes').includes(each)),
    sort: given.number('sort'),
    active: known?.active ?? true,
  };
}

/** Fields: a list, and one form for a new one or a change. */
export function FieldsSection({ catalogue, all, put, tell }: SectionParts): ReactNode {
  const [editing, setEditing] = useState<Field | 'new' | null>(null);
  const fields = catalogue.fields.filter((each) => all || each.active);
  const known = editing === 'new' ? null : editing;
  const save = async (given: FormReader) => {
    const code = known?.code ?? codeOf(given.text('name'));
    if (known === null && catalogue.fields.some((each) => each.code === code)) return say('codeTaken');
    if (!hoursAreRight(given.hours('windows'))) return say('windowWrong');
    return put('PUT /fields/:code', code, fieldOf(given, known, code), say('fieldConflict'));
  };
  const turn = async (field: Field) =>
    tell(
      await put('PUT /fields/:code', field.code, { ...field, active: !field.active }, say('fieldConflict')),
    );
  return (
    <>
      <button type="button" className="act strong start" onClick={() => setEditing('new')}>
        {say('fieldAdd')}
      </button>
      {fields.length === 0 ? (
        <p className="empty">{say('fieldsEmpty')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th>{say('name')}</th>
              <th>{say('numberRange')}</th>
              <th className="figure">{say('targetMinutes')}</th>
              <th>{say('windows')}</th>
              <th className="figure">{say('quota')}</th>
              <th>{say('state')}</th>
              <ActsHead />
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr key={field.code} className={field.active ? undefined : 'unused'}>
                <td>
                  <span className="named">
                    <FieldIcon name={field.icon} />
                    <span>
                      {field.name}
                      <span className="second block">{field.nameEn}</span>
                    </span>
                  </span>
                </td>
                <td className="range-cell">
                  {shown(field.range, field.range.start)}–
                  {shown(field.range, field.range.start + field.range.size - 1)}
                </td>
                <td className="figure">{field.targetMinutes}</td>
                <td>
                  {field.windows.map((each) => `${each.from}–${each.to}`).join(', ') || say('windowsNone')}
                </td>
                <td className="figure words">{field.quotaPerDay ?? say('quotaNone')}</td>
                <td>{say(field.active ? 'active' : 'inactive')}</td>
                <RowActs
                  name={field.name}
                  active={field.active}
                  question={say('fieldOutAsk', { name: field.name })}
                  onEdit={() => setEditing(field)}
                  onTurn={() => void turn(field)}
                />
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {editing === null ? null : (
        <Editor
          title={say(known === null ? 'fieldAdd' : 'fieldChange')}
          onSave={save}
          onClose={() => setEditing(null)}
        >
          <FieldInputs catalogue={catalogue} known={known} />
        </Editor>
      )}
    </>
  );
}

function FieldInputs({
  catalogue,
  known,
}: {
  catalogue: SectionParts['catalogue'];
  known: Field | null;
}): ReactNode {
  const range = known?.range ?? freeRange(catalogue.fields);
  const lastSort = Math.max(0, ...catalogue.fields.map((each) => each.sort));
  return (
    <>
      <TextInput label={say('name')} name="name" value={known?.name ?? ''} max={120} required />
      <TextInput label={say('nameEnglish')} name="nameEn" value={known?.nameEn ?? ''} max={120} />
      <TextInput label={say('everyday')} name="everyday" value={known?.everyday ?? ''} max={200} />
      <TextInput label={say('everydayEnglish')} name="everydayEn" value={known?.everydayEn ?? ''} max={200} />
      <fieldset className="whole icons">
        <legend>{say('icon')}</legend>
        {fieldIconNames.map((icon) => (
          <label key={icon} title={say(`icon.${icon}`)}>
            <input
              type="radio"
              name="icon"
              value={icon}
              aria-label={say(`icon.${icon}`)}
              defaultChecked={icon === (known?.icon ?? 'generic')}
            />
            <FieldIcon name={icon} />
          </label>
        ))}
      </fieldset>
      <fieldset className="whole range">
        <legend>{say('numberRange')}</legend>
        <TextInput
          label={say('prefix')}
          name="prefix"
          value={range.prefix}
          max={3}
          pattern="[A-Za-zĐđ]{0,3}"
        />
        <NumberInput label={say('numberStart')} name="start" value={range.start} min={1} max={999_999} />
        <NumberInput label={say('numberSize')} name="size" value={range.size} min={1} max={999_999} />
        <NumberInput label={say('numberDigits')} name="digits" value={range.digits} min={1} max={7} />
      </fieldset>
      <NumberInput
        label={say('targetMinutes')}
        name="targetMinutes"
        value={known?.targetMinutes ?? 15}
        min={1}
        max={480}
        step="any"
      />
      <NumberInput
        label={say('expectedServiceMinutes')}
        name="expectedServiceMinutes"
        value={known?.expectedServiceMinutes ?? 8}
        min={0.5}
        max={240}
        step="any"
      />
      <NumberInput
        label={say('quotaPerDay')}
        name="quotaPerDay"
        value={known?.quotaPerDay ?? null}
        min={1}
        max={100_000}
        required={false}
      />
      <NumberInput
        label={say('sortOrder')}
        name="sort"
        value={known?.sort ?? lastSort + 1}
        min={0}
        max={10_000}
      />
      <label>
        {say('agency')}
        <select name="agency" defaultValue={known?.agency ?? ''}>
          <option value="">{say('agencyNone')}</option>
          {catalogue.agencies.map((each) => (
            <option key={each.code} value={each.code}>
              {each.name}
            </option>
          ))}
        </select>
      </label>
      <HoursInput label={say('windows')} name="windows" value={known?.windows ?? []} most={8} />
      <Ticks
        label={say('purposes')}
        name="purposes"
        value={known?.purposes ?? PURPOSES}
        options={PURPOSES.map((each) => ({ value: each, label: sayCommon(each) }))}
      />
      <LinesInput label={say('searchWords')} name="words" value={known?.words ?? []} />
    </>
  );
}
