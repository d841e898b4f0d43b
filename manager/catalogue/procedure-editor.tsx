import type { ReactNode } from 'react';
import { formatLocalDate } from '../../common/i18n/format.ts';
import type { Procedure } from '../../common/protocol/catalogue.ts';
import type { ProcedureVersion } from '../../common/protocol/procedure-versions.ts';
import { DayInput } from '../../common/ui/day-input.tsx';
import type { FormReader } from '../form-reader.ts';
import { Editor } from '../parts/editor.tsx';
import { LinesInput, TextArea, TextInput } from '../parts/inputs.tsx';
import { say, sayProcedure } from '../words.ts';
import { CODE_PATTERN } from './row-acts.tsx';
import type { SectionParts } from './use-catalogue.ts';

/** What the editor begins with: a new procedure, the text in force, a planned one, or a copy to plan from. */
export type EditedProcedure =
  | { readonly kind: 'new' }
  | { readonly kind: 'present'; readonly procedure: Procedure }
  | { readonly kind: 'planned'; readonly version: ProcedureVersion };

/** One form for what a procedure says, and from when. */
export function ProcedureEditor({
  edited,
  catalogue,
  field,
  put,
  onClose,
}: Pick<SectionParts, 'catalogue' | 'put'> & {
  edited: EditedProcedure;
  /** Field of a new one. */
  field: string;
  onClose: () => void;
}): ReactNode {
  const known =
    edited.kind === 'new' ? null : edited.kind === 'present' ? edited.procedure : edited.version.procedure;
  const version = edited.kind === 'planned' ? edited.version : null;
  const save = async (given: FormReader) => {
    const code = known?.code ?? given.text('code');
    const taken = [...catalogue.procedures, ...catalogue.planned.map((each) => each.procedure)];
    if (known === null && taken.some((each) => each.code === code)) return say('codeTaken');
    return put(
      'PUT /procedures/:code',
      code,
      {
        field: given.text('field'),
        name: given.text('name'),
        nameEn: given.text('nameEn'),
        timeLimit: given.text('timeLimit'),
        fee: given.text('fee'),
        papers: given.lines('papers'),
        words: given.lines('words'),
        note: given.text('note'),
        active: known?.active ?? true,
        effectiveFrom: version?.effectiveFrom ?? given.dateOrNull('effectiveFrom'),
        effectiveTo: given.dateOrNull('effectiveTo'),
      },
      say('codeTaken'),
    );
  };
  const title =
    version !== null
      ? sayProcedure('editFrom', { date: formatLocalDate(version.effectiveFrom ?? '') })
      : say(known === null ? 'procedureAdd' : 'procedureChange');
  return (
    <Editor title={title} onSave={save} onClose={onClose}>
      <TextInput label={say('procedureName')} name="name" value={known?.name ?? ''} max={400} required wide />
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
        <select name="field" defaultValue={known?.field ?? field}>
          {catalogue.fields
            .filter((each) => each.active || each.code === known?.field)
            .map((each) => (
              <option key={each.code} value={each.code}>
                {each.name}
              </option>
            ))}
        </select>
      </label>
      {version === null ? (
        <DayInput label={sayProcedure('fromOrToday')} name="effectiveFrom" value={null} />
      ) : null}
      <DayInput
        label={sayProcedure('toOrOpen')}
        name="effectiveTo"
        value={version?.effectiveTo ?? (known === null ? null : (catalogue.lastDays[known.code] ?? null))}
      />
      <LinesInput label={say('papersLines')} name="papers" value={known?.papers ?? []} />
      <TextArea label={say('fee')} name="fee" value={known?.fee ?? ''} max={2000} rows={3} />
      <TextArea label={say('timeLimit')} name="timeLimit" value={known?.timeLimit ?? ''} max={1000} />
      <LinesInput label={say('searchWords')} name="words" value={known?.words ?? []} />
      <TextArea label={say('note')} name="note" value={known?.note ?? ''} max={2000} />
    </Editor>
  );
}
