import { type ReactNode, useState } from 'react';
import type { HallConnection } from '../common/client/hall-connection.ts';
import type { WithTicket } from '../common/protocol/commands.ts';
import type { CounterRecord } from '../common/protocol/views.ts';
import { Dialog } from './dialog.tsx';
import { say, sayRefusal } from './words.ts';

/** Signing out with an open counter: whether it is closed, and what becomes of the citizen who is there. */
export function SignOutDialog({
  connection,
  own,
  onSignOut,
  onClose,
}: {
  connection: Pick<HallConnection, 'send'>;
  own: CounterRecord;
  onSignOut: () => void;
  onClose: () => void;
}): ReactNode {
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const { present } = own;
  const closeAndLeave = async (withTicket?: WithTicket) => {
    setBusy(true);
    const reply = await connection.send('counter:close', {
      counter: own.code,
      present: present?.ticketId ?? null,
      ...(withTicket === undefined ? {} : { withTicket }),
    });
    setBusy(false);
    if (reply.ok) onSignOut();
    else setProblem(sayRefusal(reply.error.code));
  };
  return (
    <Dialog title={say('signOutAsk', { counter: own.label })} onClose={onClose}>
      <p>{present === null ? say('signOutOpen') : say('signOutPresent', { number: present.number })}</p>
      {problem === '' ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {present === null ? (
        <button type="button" className="main-act" disabled={busy} onClick={() => void closeAndLeave()}>
          {say('closeAndSignOut')}
        </button>
      ) : (
        <>
          <button
            type="button"
            className="main-act"
            disabled={busy}
            onClick={() => void closeAndLeave('finish')}
          >
            {say('finishCloseSignOut', { number: present.number })}
          </button>
          <button type="button" className="act" disabled={busy} onClick={() => void closeAndLeave('return')}>
            {say('returnCloseSignOut', { number: present.number })}
          </button>
        </>
      )}
      <button type="button" className="act" disabled={busy} onClick={onSignOut}>
        {say('signOutStayOpen')}
      </button>
    </Dialog>
  );
}
