import { type ReactNode, useState } from 'react';
import { type ApiResult, hubApi } from '../common/client/api.ts';
import { sayRefusal } from '../common/client/refusal-words.ts';
import type { HubHall } from '../common/protocol/hub.ts';
import { ScrollBox } from '../common/ui/scroll-box.tsx';
import { AddHall, type MadeCode, ShowCode } from './add-hall.tsx';
import { Asking } from './asking.tsx';
import { useHalls } from './use-halls.ts';
import { say } from './words.ts';

/** Halls join, lose their key, get a new code; a log that forked is looked at and settled. */
export function KeysPage({ onSignedOut }: { onSignedOut: () => void }): ReactNode {
  const { halls } = useHalls(onSignedOut);
  const [made, setMade] = useState<MadeCode | null>(null);
  const [said, setSaid] = useState<{ bad: boolean; text: string } | null>(null);
  const tell = (answer: ApiResult<unknown>, done: string) =>
    setSaid(answer.ok ? { bad: false, text: done } : { bad: true, text: sayRefusal(answer.code) });
  const renew = async ({ code, name }: HubHall) => {
    const answer = await hubApi('POST /halls/:code/enrolment', { params: { code } });
    tell(answer, say('renewed', { hall: name }));
    if (answer.ok) setMade({ hall: name, enrolmentCode: answer.value.enrolmentCode });
  };
  const revoke = async ({ code, name }: HubHall) =>
    tell(await hubApi('DELETE /halls/:code/key', { params: { code } }), say('revoked', { hall: name }));
  const settle = async ({ code, name }: HubHall) =>
    tell(await hubApi('POST /halls/:code/fork/settle', { params: { code } }), say('settled', { hall: name }));
  return (
    <>
      <AddHall onMade={setMade} />
      {made === null ? null : <ShowCode made={made} />}
      {said === null ? null : (
        <p className={said.bad ? 'problem' : 'answer'} role="status">
          {said.text}
        </p>
      )}
      {halls === null || halls.length === 0 ? null : (
        <ScrollBox label={say('keys')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say('hall')}</th>
                <th scope="col">{say('state')}</th>
                <th scope="col">{say('acts')}</th>
              </tr>
            </thead>
            <tbody>
              {halls.map((hall) => (
                <tr key={hall.code}>
                  <th scope="row">
                    {hall.name} <span className="second">{hall.code}</span>
                  </th>
                  <td>
                    <span className={`state ${hall.state}`}>{say(hall.state)}</span>{' '}
                    {hall.forked ? <span className="alert">{say('forked')}</span> : null}
                  </td>
                  <td className="acts">
                    <Asking
                      word={say('renew')}
                      question={say('renewAsk', { hall: hall.name })}
                      act={() => void renew(hall)}
                    />
                    <Asking
                      word={say('revoke')}
                      question={say('revokeAsk', { hall: hall.name })}
                      act={() => void revoke(hall)}
                    />
                    {hall.forked ? (
                      <Asking
                        word={say('settle')}
                        question={say('settleAsk', { hall: hall.name })}
                        act={() => void settle(hall)}
                      />
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </>
  );
}
