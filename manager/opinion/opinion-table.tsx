import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { formatLocalDate } from '../../common/client/staff-format.ts';
import type { ShownOpinion } from '../../common/protocol/rest/record.ts';
import { Editor } from '../parts/editor.tsx';
import { TextInput } from '../parts/inputs.tsx';
import type { Names } from '../reports/cells.ts';
import { sayOpinion, sayRefusal } from '../words.ts';
import { sayLevel } from './words.ts';

/** Opinions, one a row; a slip that was keyed in by mistake is taken out here. */
export function OpinionTable({
  opinions,
  names,
  username,
  isAdmin,
  onChanged,
}: {
  opinions: readonly ShownOpinion[];
  names: Names;
  username: string;
  isAdmin: boolean;
  onChanged: () => void;
}): ReactNode {
  const [removing, setRemoving] = useState<ShownOpinion | null>(null);
  const mayRemove = (each: ShownOpinion) =>
    !each.withdrawn && each.keyedBy !== null && (isAdmin || each.keyedBy === username);
  return (
    <>
      <table className="opinions">
        <caption className="visually-hidden">{sayOpinion('list')}</caption>
        <thead>
          <tr>
            <th scope="col">{sayOpinion('date')}</th>
            <th scope="col">{sayOpinion('level')}</th>
            <th scope="col">{sayOpinion('content')}</th>
            <th scope="col">{sayOpinion('field')}</th>
            <th scope="col">{sayOpinion('source')}</th>
            <th scope="col">
              <span className="visually-hidden">{sayOpinion('remove')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {opinions.map((each) => (
            <tr key={each.id} className={each.withdrawn ? 'withdrawn' : undefined}>
              <td className="span">{formatLocalDate(each.date)}</td>
              <td className="span">
                <strong className="digit">{each.level}</strong> {sayLevel(each.level)}
              </td>
              <td className="remark-text">
                {each.comment}
                {each.withdrawn ? (
                  <span className="second block">
                    {sayOpinion('removed', { reason: each.withdrawReason })}
                  </span>
                ) : null}
              </td>
              <td>
                {each.field === null
                  ? sayOpinion('fieldUnknown')
                  : (names.field?.get(each.field) ?? each.field)}
                <span className="second block">
                  {each.number === null
                    ? sayOpinion('noNumber')
                    : [
                        sayOpinion('atNumber', { number: each.number }),
                        each.counter === null ? '' : (names.counter?.get(each.counter) ?? each.counter),
                      ]
                        .filter((text) => text !== '')
                        .join(' · ')}
                </span>
              </td>
              <td>
                {sayOpinion(each.source)}
                <span className="second block">
                  {[
                    sayOpinion(each.respondent),
                    each.batch,
                    each.keyedByName ?? '',
                    each.fromStaffNetwork ? sayOpinion('fromStaffNetwork') : '',
                  ]
                    .filter((text) => text !== '')
                    .join(' · ')}
                </span>
              </td>
              <td>
                {mayRemove(each) ? (
                  <button
                    type="button"
                    className="quiet danger span"
                    aria-label={sayOpinion('removeThis', {
                      level: sayLevel(each.level),
                      date: formatLocalDate(each.date),
                    })}
                    onClick={() => setRemoving(each)}
                  >
                    {sayOpinion('remove')}
                  </button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {removing === null ? null : (
        <Editor
          title={sayOpinion('removeTitle')}
          onClose={() => setRemoving(null)}
          onSave={async (given) => {
            const reason = given.text('reason');
            if (reason === '') return sayOpinion('reasonNeeded');
            const done = await api('POST /opinions/:code/withdraw', {
              params: { code: removing.id },
              body: { reason },
            });
            if (!done.ok) return sayRefusal(done.code);
            onChanged();
            return null;
          }}
        >
          <TextInput label={sayOpinion('reason')} name="reason" value="" max={200} wide />
        </Editor>
      )}
    </>
  );
}
