import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { randomId } from '../../common/client/random-id.ts';
import { formatLocalDate } from '../../common/client/staff-format.ts';
import { LEAVE_KINDS, LEAVE_PARTS } from '../../common/protocol/leave.ts';
import { DayInput } from '../../common/ui/day-input.tsx';
import { useRead } from '../../common/ui/use-read.ts';
import { ActsHead } from '../catalogue/row-acts.tsx';
import { Editor } from '../parts/editor.tsx';
import { Confirmed, Missing } from '../parts/states.tsx';
import { sayPeople, sayRefusal, sayRoster } from '../words.ts';

const PART_WORDS = { day: 'partDay', morning: 'partMorning', afternoon: 'partAfternoon' } as const;
const KIND_WORDS = { leave: 'kindLeave', duty: 'kindDuty', study: 'kindStudy', other: 'kindOther' } as const;

/** Who is away, now and later. */
export function LeavesSection({ edits }: { edits: boolean }): ReactNode {
  const read = useRead('GET /leaves');
  const [adding, setAdding] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  if (read.value === null) return <Missing read={read} />;
  const { today } = read.value;
  const leaves = read.value.leaves.filter((leave) => leave.to >= today);
  const remove = async (id: string) => {
    const answer = await api('DELETE /leaves/:code', { params: { code: id } });
    setProblem(answer.ok ? null : sayRefusal(answer.code));
    read.again();
  };
  return (
    <>
      {edits ? (
        <button type="button" className="act strong start" onClick={() => setAdding(true)}>
          {sayRoster('leaveAdd')}
        </button>
      ) : null}
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {leaves.length === 0 ? (
        <p className="empty">{sayRoster('leaveNone')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th>{sayRoster('officer')}</th>
              <th>{sayRoster('leaveFrom')}</th>
              <th>{sayRoster('leaveTo')}</th>
              <th>{sayRoster('leavePart')}</th>
              <th>{sayRoster('leaveKind')}</th>
              <ActsHead />
            </tr>
          </thead>
          <tbody>
            {leaves.map((leave) => (
              <tr key={leave.id}>
                <td>{leave.name}</td>
                <td>{formatLocalDate(leave.from)}</td>
                <td>{formatLocalDate(leave.to)}</td>
                <td>{sayRoster(PART_WORDS[leave.part])}</td>
                <td>{sayRoster(KIND_WORDS[leave.kind])}</td>
                <td className="row-acts">
                  {edits ? (
                    <Confirmed
                      label={sayRoster('leaveRemove')}
                      question={sayRoster('leaveRemoveAsk', { name: leave.name })}
                      onYes={() => void remove(leave.id)}
                    />
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {adding ? <LeaveEditor today={today} onSaved={read.again} onClose={() => setAdding(false)} /> : null}
    </>
  );
}

function LeaveEditor({
  today,
  onSaved,
  onClose,
}: {
  today: string;
  onSaved: () => void;
  onClose: () => void;
}): ReactNode {
  const read = useRead('GET /officers');
  if (read.value === null) return <Missing read={read} />;
  const officers = read.value.officers
    .filter((each) => each.active)
    .sort((a, b) => a.displayName.localeCompare(b.displayName, 'vi'));
  return (
    <Editor
      title={sayRoster('leaveTitle')}
      onClose={onClose}
      onSave={async (given) => {
        const [from, to] = [given.dateOrNull('from'), given.dateOrNull('to')];
        if (from === null || to === null || to < from) return sayPeople('datesWrong');
        const answer = await api('PUT /leaves/:code', {
          params: { code: `v-${randomId()}` },
          body: {
            username: given.text('username'),
            from,
            to,
            part: given.oneOf('part', LEAVE_PARTS),
            kind: given.oneOf('kind', LEAVE_KINDS),
          },
        });
        if (!answer.ok)
          return answer.code === 'conflict' ? sayRoster('leaveOverlap') : sayRefusal(answer.code);
        onSaved();
        return null;
      }}
    >
      <label className="whole">
        {sayRoster('officer')}
        <select name="username">
          {officers.map((each) => (
            <option key={each.username} value={each.username}>
              {each.displayName}
            </option>
          ))}
        </select>
      </label>
      <DayInput label={sayRoster('leaveFrom')} name="from" value={today} required />
      <DayInput label={sayRoster('leaveTo')} name="to" value={today} required />
      <label>
        {sayRoster('leavePart')}
        <select name="part">
          {LEAVE_PARTS.map((part) => (
            <option key={part} value={part}>
              {sayRoster(PART_WORDS[part])}
            </option>
          ))}
        </select>
      </label>
      <label>
        {sayRoster('leaveKind')}
        <select name="kind">
          {LEAVE_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {sayRoster(KIND_WORDS[kind])}
            </option>
          ))}
        </select>
      </label>
      <p className="whole second">{sayRoster('leaveHint')}</p>
    </Editor>
  );
}
