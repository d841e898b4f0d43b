import type { ReactNode } from 'react';
import { api } from '../../common/client/api.ts';
import type { ShownOfficer } from '../../common/protocol/rest/planning.ts';
import { DayInput } from '../../common/ui/day-input.tsx';
import type { Catalogue } from '../catalogue/use-catalogue.ts';
import type { FormReader } from '../form-reader.ts';
import { Editor } from '../parts/editor.tsx';
import { TextInput, Ticks } from '../parts/inputs.tsx';
import { sayPeople, sayRefusal } from '../words.ts';

/** The record of one officer. */
export function OfficerEditor({
  officer,
  catalogue,
  onSaved,
  onClose,
}: {
  officer: ShownOfficer;
  catalogue: Catalogue;
  onSaved: () => void;
  onClose: () => void;
}): ReactNode {
  const save = async (given: FormReader) => {
    const [postedFrom, postedTo] = [given.dateOrNull('postedFrom'), given.dateOrNull('postedTo')];
    if (postedFrom !== null && postedTo !== null && postedTo < postedFrom) return sayPeople('datesWrong');
    const answer = await api('PUT /officers/:code', {
      params: { code: officer.username },
      body: {
        agency: given.text('agency') || null,
        qualifiedFields: given.ticked('qualifiedFields'),
        postedFrom,
        postedTo,
        payingUnit: given.text('payingUnit'),
        note: given.text('note'),
      },
    });
    if (!answer.ok) return sayRefusal(answer.code);
    onSaved();
    return null;
  };
  const agencies = catalogue.agencies.filter((each) => each.active || each.code === officer.agency);
  return (
    <Editor title={sayPeople('officerChange', { name: officer.displayName })} onSave={save} onClose={onClose}>
      <label className="whole">
        {sayPeople('agency')}
        <select name="agency" defaultValue={officer.agency ?? ''}>
          <option value="">{sayPeople('agencyNone')}</option>
          {agencies.map((each) => (
            <option key={each.code} value={each.code}>
              {each.name}
            </option>
          ))}
        </select>
      </label>
      <DayInput label={sayPeople('postedFrom')} name="postedFrom" value={officer.postedFrom} />
      <DayInput label={sayPeople('postedTo')} name="postedTo" value={officer.postedTo} />
      <Ticks
        label={sayPeople('qualified')}
        name="qualifiedFields"
        value={officer.qualifiedFields}
        options={catalogue.fields
          .filter((each) => each.active || officer.qualifiedFields.includes(each.code))
          .map((each) => ({ value: each.code, label: each.name }))}
      />
      <TextInput
        label={sayPeople('payingUnit')}
        name="payingUnit"
        value={officer.payingUnit}
        max={200}
        wide
      />
      <TextInput label={sayPeople('note')} name="note" value={officer.note} max={300} wide />
    </Editor>
  );
}
