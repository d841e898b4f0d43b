import { type ReactNode, useState } from 'react';
import { type ApiResult, api } from '../../common/client/api.ts';
import type { Role } from '../../common/protocol/primitives.ts';
import type { OfficersAnswer, ShownOfficer } from '../../common/protocol/rest/planning.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { ActsHead } from '../catalogue/row-acts.tsx';
import type { Catalogue } from '../catalogue/use-catalogue.ts';
import { Confirmed, Missing } from '../parts/states.tsx';
import { sayCommon, sayPeople, sayRefusal } from '../words.ts';
import { sayPosting, saySpan, urgency } from './officer.ts';
import { OfficerEditor } from './officer-editor.tsx';
import { OfficerHistory } from './officer-history.tsx';
import { sayWarnings } from './posting-warning.tsx';

/** Officials: where they come from, what they can do, for how long they are here. */
export function OfficersSection({
  catalogue,
  role,
  timeZone,
}: {
  catalogue: Catalogue;
  role: Role;
  timeZone: string;
}): ReactNode {
  const read = useRead('GET /officers');
  const [editing, setEditing] = useState<ShownOfficer | null>(null);
  const [looking, setLooking] = useState<ShownOfficer | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  if (read.value === null) return <Missing read={read} />;
  const { officers, warning } = read.value;
  const leads = role === 'supervisor' || role === 'admin';
  const act = async (sent: Promise<ApiResult<unknown>>) => {
    const answer = await sent;
    setProblem(answer.ok ? null : sayRefusal(answer.code));
    read.again();
  };
  const sorted = officers
    .filter((each) => each.active || each.recorded)
    .sort((a, b) => a.displayName.localeCompare(b.displayName, 'vi'));
  const fieldName = (code: string) => catalogue.fields.find((each) => each.code === code)?.name ?? code;
  const agencyName = (code: string | null) =>
    catalogue.agencies.find((each) => each.code === code)?.name ?? sayPeople('agencyNone');
  return (
    <>
      <Warning warning={warning} />
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {sorted.length === 0 ? (
        <p className="empty">{sayPeople('officersNone')}</p>
      ) : (
        <div className="wide">
          <table className="people">
            <thead>
              <tr>
                <th>{sayPeople('officer')}</th>
                <th>{sayPeople('agency')}</th>
                <th>{sayPeople('qualified')}</th>
                <th>{sayPeople('posting')}</th>
                <ActsHead />
              </tr>
            </thead>
            <tbody>
              {sorted.map((each) => (
                <tr key={each.username} className={each.active ? undefined : 'unused'}>
                  <td>
                    <strong className="block">{each.displayName}</strong>
                    <span className="second">{each.active ? each.username : sayPeople('accountOff')}</span>
                  </td>
                  <td>
                    {agencyName(each.agency)}
                    {each.paidBy === '' ? null : (
                      <span className="second block">{sayPeople('paidBy', { unit: each.paidBy })}</span>
                    )}
                  </td>
                  <td>{each.qualifiedFields.map(fieldName).join(', ') || sayPeople('qualifiedNone')}</td>
                  <td>
                    <span className="block span">{saySpan(each.postedFrom, each.postedTo)}</span>
                    <Plight officer={each} />
                    {each.note === '' ? null : <span className="second block">{each.note}</span>}
                  </td>
                  <td className="row-acts officer-acts">
                    <button
                      type="button"
                      className="quiet"
                      aria-label={sayPeople('historyOf', { name: each.displayName })}
                      onClick={() => setLooking(each)}
                    >
                      {sayPeople('history')}
                    </button>
                    {leads ? (
                      <button
                        type="button"
                        className="quiet"
                        aria-label={sayPeople('change', { name: each.displayName })}
                        onClick={() => setEditing(each)}
                      >
                        {sayCommon('edit')}
                      </button>
                    ) : null}
                    {leads && each.hasPin ? (
                      <Confirmed
                        label={sayPeople('dropPin')}
                        question={sayPeople('dropPinAsk', { name: each.displayName })}
                        onYes={() =>
                          void act(
                            api('DELETE /accounts/:username/pin', { params: { username: each.username } }),
                          )
                        }
                      />
                    ) : null}
                    {leads && each.recorded ? (
                      <Confirmed
                        label={sayPeople('removeRecord')}
                        question={sayPeople('removeRecordAsk', { name: each.displayName })}
                        onYes={() =>
                          void act(api('DELETE /officers/:code', { params: { code: each.username } }))
                        }
                      />
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {editing === null ? null : (
        <OfficerEditor
          officer={editing}
          catalogue={catalogue}
          onSaved={read.again}
          onClose={() => setEditing(null)}
        />
      )}
      {looking === null ? null : (
        <OfficerHistory
          officer={looking}
          today={read.value.today}
          timeZone={timeZone}
          onClose={() => setLooking(null)}
        />
      )}
    </>
  );
}

function Plight({ officer }: { officer: ShownOfficer }): ReactNode {
  const look = urgency(officer);
  return (
    <>
      <span className={look === 'calm' ? 'second block' : `${look} block`}>{sayPosting(officer)}</span>
      {officer.beyondAgreement === null ? null : (
        <span className="bad block">
          {sayPeople(officer.beyondAgreement === 'time' ? 'beyondTime' : 'beyondNumber')}
        </span>
      )}
    </>
  );
}

/** One answer at the head of the page: whose posting ends, and who is here against an agreement. */
function Warning({ warning }: { warning: OfficersAnswer['warning'] }): ReactNode {
  const said = sayWarnings(warning);
  return (
    <p className={`answer ${said.length > 0 ? 'late' : ''}`}>
      {said.length > 0 ? said.join(' ') : sayPeople('allWithin')}
    </p>
  );
}
