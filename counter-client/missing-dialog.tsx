import { type ReactNode, useState } from 'react';
import type { Asked } from './desk-dialog.tsx';
import { Dialog } from './dialog.tsx';
import { say } from './words.ts';

/** Which papers are missing, one tap each from the procedure's own list; the citizen comes back by the same number. */
export function MissingDialog({
  own,
  present,
  procedures,
  visit,
  thenNext,
  act,
  onClose,
}: Asked & { thenNext: boolean }): ReactNode {
  const [papers, setPapers] = useState<readonly string[]>([]);
  const [other, setOther] = useState('');
  const code = visit.work[0]?.procedure ?? present?.procedure ?? null;
  const procedure = procedures.find((each) => each.code === code);
  const all = [...papers, ...(other.trim() === '' ? [] : [other.trim()])];
  const send = async () => {
    onClose();
    const parked = await act(
      'counter:park',
      {
        counter: own.code,
        present: present?.ticketId ?? null,
        presentState: present?.state ?? null,
        reason: say('returnWithPaper'),
        missing: { procedure: code, papers: all },
      },
      () => say('missingParked', { number: present?.number ?? '' }),
    );
    if (parked !== undefined && thenNext)
      await act('counter:call-next', { counter: own.code, present: null, presentState: null }, (reply) =>
        say('calledNumber', { number: reply.ticket?.number ?? '' }),
      );
  };
  return (
    <Dialog title={say('missingTitle')} onClose={onClose}>
      <p>{say('missingHint')}</p>
      {procedure === undefined ? null : <h3>{procedure.name}</h3>}
      <ul className="papers">
        {(procedure?.papers ?? []).map((paper) => (
          <li key={paper}>
            <label>
              <input
                type="checkbox"
                checked={papers.includes(paper)}
                onChange={(event) =>
                  setPapers(
                    event.target.checked ? [...papers, paper] : papers.filter((each) => each !== paper),
                  )
                }
              />
              {paper}
            </label>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <label>
          {say('missingOther')}
          <input value={other} maxLength={200} onChange={(event) => setOther(event.target.value)} />
        </label>
        <button type="submit" className="main-act">
          {say('missingSend')}
        </button>
      </form>
    </Dialog>
  );
}
