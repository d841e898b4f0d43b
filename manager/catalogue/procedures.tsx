import { type ReactNode, useState } from 'react';
import type { Procedure } from '../../common/protocol/catalogue.ts';
import type { FormReader } from '../form-reader.ts';
import { Editor } from '../parts/editor.tsx';
import { LinesInput, TextInput } from '../parts/inputs.tsx';
import { say } from '../words.ts';
import { ActsHead, CODE_PATTERN, RowActs } from './row-acts.tsx';
import type { SectionParts } from './use-catalogue.ts';

/** Procedures of one field: what people must bring, what it costs, how long it takes. */
export function ProceduresSection({ catalogue, all, put, tell }: SectionParts): ReactNode {
  const fields = catalogue.fields.filter((each) => all || each.active);
  const [chosen, setChosen] = useState<string | null>(null);
  const [editing, setEditing] = useState<Procedure | 'new' | null>(null);
  const field = fields.find((each) => each.code === chosen) ?? fields[0];
  if (field === undefined) return <p className="empty">{say('fieldsEmpty')}</p>;
  const procedures = catalogue.procedures
    .filter((each) => each.field === field.code && (all || each.active))
    .sort((a, b) => a.name.localeCompare(b.name, 'vi'));
  const known = editing === 'new' ? null : editing;
  const save = async (given: FormReader) => {
    const code = known?.code ?? given.text('code');
    if (known === null && catalogue.procedures.some((each) => each.code === code)) return say('codeTaken');
    const procedure: Procedure = {
      code,
      field: given.text('field'),
      name: given.text('name'),
      nameEn: given.text('nameEn'),
      timeLimit: given.text('timeLimit'),
      fee: given.text('fee'),
      papers: given.lines('papers'),
      words: given.lines('words'),
      note: given.text('note'),
      active: known?.active ?? true,
    };
    return put(`/procedures/${encodeURIComponent(code)}`, procedure, say('codeTaken'));
  };
  const turn = async (procedure: Procedure) =>
    tell(
      await put(
        `/procedures/${procedure.code}`,
        { ...procedure, active: !procedure.active },
        say('codeTaken'),
      ),
    );
  const options = fields.map((each) => (
    <option key={each.code} value={each.code}>
      {each.name}
    </option>
  ));
  return (
    <>
      <div className="filters">
        <label>
          {say('ofField')}
          <select value={field.code} onChange={(event) => setChosen(event.target.value)}>
            {options}
          </select>
        </label>
        <button type="button" className="act strong" onClick={() => setEditing('new')}>
          {say('procedureAdd')}
        </button>
      </div>
      {procedures.length === 0 ? (
        <p className="empty">{say('proceduresEmpty')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th>{say('procedureName')}</th>
              <th>{say('papersLines').split(',')[0]}</th>
              <th>{say('feeShort')}</th>
              <th>{say('timeLimit')}</th>
              <ActsHead />
            </tr>
          </thead>
          <tbody>
            {procedures.map((each) => (
              <tr key={each.code} className={each.active ? undefined : 'unused'}>
                <td>
                  {each.name}
                  <span className="second block">{each.code}</span>
                </td>
                <td title={each.papers.join('; ')}>{say('papersN', { n: each.papers.length })}</td>
                <td className="told">{each.fee || '–'}</td>
                <td className="told">{each.timeLimit || '–'}</td>
                <RowActs
                  name={each.name}
                  active={each.active}
                  question={say('procedureOutAsk', { name: each.name })}
                  onEdit={() => setEditing(each)}
                  onTurn={() => void turn(each)}
                />
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {editing === null ? null : (
        <Editor
          title={say(known === null ? 'procedureAdd' : 'procedureChange')}
          onSave={save}
          onClose={() => setEditing(null)}
        >
          <TextInput
            label={say('procedureName')}
            name="name"
            value={known?.name ?? ''}
            max={400}
            required
            wide
          />
          <TextInput label={say('nameEnglish')} name="nameEn" value={known?.nameEn ?? ''} max={400} wide />
          <TextInput
            label={say('procedureCode')}
            name="code"
            value={known?.code ?? ''}
            max={64}
            pattern={CODE_PATTERN}
            required
            readOnly={known !== null}
          />
          <label>
            {say('ofField')}
            <select name="field" defaultValue={known?.field ?? field.code}>
              {options}
            </select>
          </label>
          <LinesInput label={say('papersLines')} name="papers" value={known?.papers ?? []} />
          <TextInput label={say('fee')} name="fee" value={known?.fee ?? ''} max={600} wide />
          <TextInput
            label={say('timeLimit')}
            name="timeLimit"
            value={known?.timeLimit ?? ''}
            max={600}
            wide
          />
          <LinesInput label={say('searchWords')} name="words" value={known?.words ?? []} />
          <TextInput label={say('note')} name="note" value={known?.note ?? ''} max={600} wide />
        </Editor>
      )}
    </>
  );
}
