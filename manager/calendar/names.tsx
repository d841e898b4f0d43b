import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { formatLocalDate } from '../../common/client/staff-format.ts';
import type { HallName } from '../../common/protocol/calendar.ts';
import { DayInput } from '../../common/ui/day-input.tsx';
import { useRead } from '../../common/ui/use-read.ts';
import { ActsHead } from '../catalogue/row-acts.tsx';
import type { FormReader } from '../form-reader.ts';
import { Editor } from '../parts/editor.tsx';
import { TextInput } from '../parts/inputs.tsx';
import { Confirmed, Missing } from '../parts/states.tsx';
import { sayCalendar, sayCommon, sayRefusal } from '../words.ts';

/** What the hall was, is and will be called; papers carry the name of their day. */
export function NamesSection({ edits }: { edits: boolean }): ReactNode {
  const read = useRead('GET /hall-names');
  const [editing, setEditing] = useState<HallName | 'new' | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  if (read.value === null) return <Missing read={read} />;
  const { first, names, today } = read.value;
  const known = editing === 'new' ? null : editing;
  const now = names.filter((each) => each.from <= today).at(-1)?.from ?? null;
  const rows = [{ ...first, from: null }, ...names];
  const save = async (given: FormReader) => {
    const from = known?.from ?? given.text('from');
    if (known === null && names.some((each) => each.from === from)) return sayCalendar('nameTaken');
    const answer = await api('PUT /hall-names/:code', {
      params: { code: from },
      body: {
        hallName: given.text('hallName'),
        hallNameEn: given.text('hallNameEn'),
        superiorName: given.text('superiorName'),
      },
    });
    if (!answer.ok) return sayRefusal(answer.code);
    read.again();
    return null;
  };
  const remove = async (from: string) => {
    const answer = await api('DELETE /hall-names/:code', { params: { code: from } });
    setProblem(answer.ok ? null : sayRefusal(answer.code));
    read.again();
  };
  return (
    <section className="section">
      <div className="year-row">
        <h2>{sayCalendar('namesTitle')}</h2>
        {edits ? (
          <button type="button" className="act strong" onClick={() => setEditing('new')}>
            {sayCalendar('nameAdd')}
          </button>
        ) : null}
      </div>
      <p className="second">
        {sayCalendar('namesHint')} {sayCalendar('firstWhere')}
      </p>
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <table>
        <thead>
          <tr>
            <th>{sayCalendar('namesFrom')}</th>
            <th>{sayCalendar('hallName')}</th>
            <th>{sayCalendar('superior')}</th>
            {edits ? <ActsHead /> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((each) => (
            <tr key={each.from ?? ''}>
              <td>
                {each.from === null ? sayCalendar('namesFirst') : formatLocalDate(each.from)}
                {each.from === now ? <span className="good block">{sayCalendar('namesNow')}</span> : null}
              </td>
              <td>
                {each.hallName}
                {each.hallNameEn === '' ? null : <span className="second block">{each.hallNameEn}</span>}
              </td>
              <td>{each.superiorName || '–'}</td>
              {edits ? (
                <td className="row-acts">
                  {each.from === null ? null : <NameActs name={each} onEdit={setEditing} onRemove={remove} />}
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
      {editing === null ? null : (
        <Editor
          title={sayCalendar(known === null ? 'nameAdd' : 'nameChange')}
          onSave={save}
          onClose={() => setEditing(null)}
        >
          {known === null ? (
            <DayInput label={sayCalendar('nameFrom')} name="from" value={null} required />
          ) : (
            <p className="whole">{`${sayCalendar('nameFrom')}: ${formatLocalDate(known.from)}`}</p>
          )}
          <TextInput
            label={sayCalendar('hallName')}
            name="hallName"
            value={known?.hallName ?? ''}
            max={200}
            required
            wide
          />
          <TextInput
            label={sayCalendar('hallNameEnglish')}
            name="hallNameEn"
            value={known?.hallNameEn ?? ''}
            max={200}
            wide
          />
          <TextInput
            label={sayCalendar('superior')}
            name="superiorName"
            value={known?.superiorName ?? (rows.at(-1)?.superiorName || '')}
            max={200}
            wide
          />
        </Editor>
      )}
    </section>
  );
}

function NameActs({
  name,
  onEdit,
  onRemove,
}: {
  name: HallName;
  onEdit: (name: HallName) => void;
  onRemove: (from: string) => Promise<void>;
}): ReactNode {
  const date = formatLocalDate(name.from);
  return (
    <>
      <button
        type="button"
        className="quiet"
        aria-label={`${sayCommon('edit')} ${date}`}
        onClick={() => onEdit(name)}
      >
        {sayCommon('edit')}
      </button>
      <Confirmed
        label={sayCommon('remove')}
        question={sayCalendar('nameRemoveAsk', { date })}
        onYes={() => void onRemove(name.from)}
      />
    </>
  );
}
