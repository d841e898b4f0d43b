import { type ReactNode, useState } from 'react';
import type { Agency } from '../../common/protocol/catalogue.ts';
import type { Role } from '../../common/protocol/primitives.ts';
import { DayInput } from '../../common/ui/day-input.tsx';
import { useRead } from '../../common/ui/use-read.ts';
import { ActsHead, RowActs } from '../catalogue/row-acts.tsx';
import type { Catalogue, SectionParts } from '../catalogue/use-catalogue.ts';
import { codeOf, type FormReader } from '../form-reader.ts';
import { Editor } from '../parts/editor.tsx';
import { NumberInput, TextInput, Tick } from '../parts/inputs.tsx';
import { say, sayPeople } from '../words.ts';
import { saySpan } from './officer.ts';

/** What an agency agreed to, in words. */
function sayAgreement(agency: Agency): string {
  if (!agency.needsAgreement) return sayPeople('agreementNone');
  if (agency.agreedFrom === null) return sayPeople('agreementMissing');
  const most =
    agency.agreedOfficers === null ? '' : `, ${sayPeople('agreedAtMost', { n: agency.agreedOfficers })}`;
  return `${saySpan(agency.agreedFrom, agency.agreedTo)}${most}`;
}

/** Agencies that send officials, and what those of other branches agreed to. */
export function AgenciesSection({
  catalogue,
  role,
  put,
  tell,
}: {
  catalogue: Catalogue;
  role: Role;
  put: SectionParts['put'];
  tell: SectionParts['tell'];
}): ReactNode {
  const [editing, setEditing] = useState<Agency | 'new' | null>(null);
  const officers = useRead('GET /officers');
  const today = officers.value?.today ?? '';
  const posted = (code: string) =>
    (officers.value?.officers ?? []).filter(
      (each) => each.active && each.agency === code && ['running', 'ending'].includes(each.posting.state),
    ).length;
  const sorted = [...catalogue.agencies].sort((a, b) => a.name.localeCompare(b.name, 'vi'));
  const known = editing === 'new' ? null : editing;
  const ownFields = known === null ? [] : catalogue.fields.filter((field) => field.agency === known.code);
  const save = async (given: FormReader) => {
    const name = given.text('name');
    const code = known?.code ?? codeOf(name);
    if (known === null && catalogue.agencies.some((each) => each.code === code)) return say('codeTaken');
    const [agreedFrom, agreedTo] = [given.dateOrNull('agreedFrom'), given.dateOrNull('agreedTo')];
    if (agreedFrom !== null && agreedTo !== null && agreedTo < agreedFrom) return sayPeople('datesWrong');
    const agency: Agency = {
      code,
      name,
      kind: given.text('kind') === 'outside' ? 'outside' : 'internal',
      needsAgreement: given.isTicked('needsAgreement'),
      agreedFrom,
      agreedTo,
      agreedOfficers: given.numberOrNull('agreedOfficers'),
      sharedFields: ownFields.flatMap(({ code: field }) =>
        given.isTicked(`shared-${field}`) ? [field] : [],
      ),
      agreementNote: given.text('agreementNote'),
      payingUnit: given.text('payingUnit'),
      active: known?.active ?? true,
    };
    return put('PUT /agencies/:code', code, agency, say('codeTaken'));
  };
  const turn = async (agency: Agency) =>
    tell(
      await put('PUT /agencies/:code', agency.code, { ...agency, active: !agency.active }, say('codeTaken')),
    );
  return (
    <>
      {role === 'admin' ? (
        <button type="button" className="act strong start" onClick={() => setEditing('new')}>
          {sayPeople('agencyAdd')}
        </button>
      ) : null}
      {sorted.length === 0 ? (
        <p className="empty">{sayPeople('agenciesNone')}</p>
      ) : (
        <div className="wide">
          <table>
            <thead>
              <tr>
                <th>{sayPeople('agencyName')}</th>
                <th>{sayPeople('agreement')}</th>
                <th>{sayPeople('agencyPays')}</th>
                <th>{sayPeople('postedNow')}</th>
                <th>{say('state')}</th>
                {role === 'admin' ? <ActsHead /> : null}
              </tr>
            </thead>
            <tbody>
              {sorted.map((each) => (
                <tr key={each.code} className={each.active ? undefined : 'unused'}>
                  <td>
                    <strong className="block">{each.name}</strong>
                    <span className="second">
                      {say(each.kind === 'outside' ? 'agencyOutside' : 'agencyInternal')}
                    </span>
                  </td>
                  <td>
                    <span className={each.needsAgreement && each.agreedFrom === null ? 'care' : undefined}>
                      {sayAgreement(each)}
                    </span>
                    {each.agreedTo !== null && today !== '' && each.agreedTo < today ? (
                      <span className="bad block">{sayPeople('agreementEnded')}</span>
                    ) : null}
                    {each.agreementNote === '' ? null : (
                      <span className="second block">{each.agreementNote}</span>
                    )}
                  </td>
                  <td>{each.payingUnit || '–'}</td>
                  <td>{sayPeople('peopleN', { n: posted(each.code) })}</td>
                  <td>{say(each.active ? 'active' : 'inactive')}</td>
                  {role === 'admin' ? (
                    <RowActs
                      name={each.name}
                      active={each.active}
                      question={sayPeople('agencyOutAsk', { name: each.name })}
                      onEdit={() => setEditing(each)}
                      onTurn={() => void turn(each)}
                    />
                  ) : null}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {editing === null ? null : (
        <Editor
          title={sayPeople(known === null ? 'agencyAdd' : 'agencyChange')}
          onSave={save}
          onClose={() => setEditing(null)}
        >
          <TextInput
            label={sayPeople('agencyName')}
            name="name"
            value={known?.name ?? ''}
            max={200}
            required
            wide
          />
          <label>
            {sayPeople('agencyKind')}
            <select name="kind" defaultValue={known?.kind ?? 'internal'}>
              <option value="internal">{say('agencyInternal')}</option>
              <option value="outside">{say('agencyOutside')}</option>
            </select>
          </label>
          <TextInput
            label={sayPeople('agencyPays')}
            name="payingUnit"
            value={known?.payingUnit ?? ''}
            max={200}
          />
          <Tick
            label={sayPeople('needsAgreement')}
            name="needsAgreement"
            value={known?.needsAgreement ?? false}
          />
          <DayInput label={sayPeople('agreedFrom')} name="agreedFrom" value={known?.agreedFrom ?? null} />
          <DayInput label={sayPeople('agreedTo')} name="agreedTo" value={known?.agreedTo ?? null} />
          <NumberInput
            label={sayPeople('agreedOfficers')}
            name="agreedOfficers"
            value={known?.agreedOfficers ?? null}
            min={0}
            max={1000}
            required={false}
          />
          {ownFields.length === 0 ? null : (
            <fieldset className="wide">
              <legend>{sayPeople('sharedFields')}</legend>
              {ownFields.map((field) => (
                <Tick
                  key={field.code}
                  label={field.name}
                  name={`shared-${field.code}`}
                  value={known?.sharedFields.includes(field.code) ?? false}
                />
              ))}
            </fieldset>
          )}
          <TextInput
            label={sayPeople('agreementNote')}
            name="agreementNote"
            value={known?.agreementNote ?? ''}
            max={200}
          />
        </Editor>
      )}
    </>
  );
}
