import { type ReactNode, useState } from 'react';
import { sayRefusal } from '../common/client/refusal-words.ts';
import { hallOf, recordsOf } from '../common/client/selectors.ts';
import { formatTime } from '../common/client/staff-format.ts';
import type { TicketState } from '../common/protocol/primitives.ts';
import type { Ticket } from '../common/protocol/ticket.ts';
import { DayInput } from '../common/ui/day-input.tsx';
import type { Asked } from './desk-dialog.tsx';
import { Dialog } from './dialog.tsx';
import { outcomeName } from './outcomes.ts';
import { say, sayCommon } from './words.ts';

const STATE_WORDS: Readonly<Record<TicketState, () => string>> = {
  waiting: () => sayCommon('stateWaiting'),
  called: () => sayCommon('stateCalled'),
  serving: () => sayCommon('stateServing'),
  parked: () => sayCommon('stateParked'),
  done: () => sayCommon('stateDone'),
  no_show: () => sayCommon('stateNoShow'),
  cancelled: () => sayCommon('stateCancelled'),
  expired: () => sayCommon('stateExpired'),
};
const CALLABLE: ReadonlySet<TicketState> = new Set(['waiting', 'parked', 'no_show']);

/** Finds a number of any day: calls it where it may be called, else tells what became of it and what can be done. */
export function FindDialog(asked: Asked): ReactNode {
  const { own, state, present, act, seek, onClose } = asked;
  const today = hallOf(state)?.localDate ?? '';
  const [found, setFound] = useState<readonly Ticket[] | null>(null);
  const [sought, setSought] = useState({ number: '', date: today });
  const [problem, setProblem] = useState('');
  const isFree = own.state === 'open' && present === undefined;
  const call = (number: string) => {
    onClose();
    void act('counter:call', { counter: own.code, present: null, number }, () =>
      say('calledNumber', { number }),
    );
  };
  const find = async (number: string, date: string) => {
    setProblem('');
    const answer = await seek(number, date);
    if (!answer.ok) return setProblem(sayRefusal(answer.code));
    const { tickets } = answer;
    const [only] = tickets;
    if (tickets.length === 1 && only && date === today && isFree && CALLABLE.has(only.state))
      return call(only.number);
    setSought({ number, date });
    setFound(tickets);
  };
  return (
    <Dialog title={say('findNumber')} onClose={onClose}>
      <form
        className="inline"
        onSubmit={(event) => {
          event.preventDefault();
          const given = new FormData(event.currentTarget);
          const number = String(given.get('number') ?? '').trim();
          if (number !== '') void find(number, String(given.get('date') ?? today));
        }}
      >
        <label>
          {say('numberHint')}
          <input name="number" required maxLength={10} autoComplete="off" className="number-input" />
        </label>
        <DayInput label={say('findDay')} name="date" value={today} max={today} required />
        <button type="submit" className="act strong">
          {say('find')}
        </button>
      </form>
      {problem === '' ? null : <p className="problem">{problem}</p>}
      {found?.length === 0 ? <p role="status">{say('findNone', sought)}</p> : null}
      <ul className="found-tickets">
        {(found ?? []).map((ticket) => (
          <FoundTicket
            key={ticket.id}
            ticket={ticket}
            isToday={sought.date === today}
            isFree={isFree}
            onCall={call}
            {...asked}
          />
        ))}
      </ul>
    </Dialog>
  );
}

function FoundTicket({
  ticket,
  isToday,
  isFree,
  onCall,
  own,
  state,
  visit,
  act,
  onClose,
}: Asked & {
  ticket: Ticket;
  isToday: boolean;
  isFree: boolean;
  onCall: (number: string) => void;
}): ReactNode {
  const { id, number } = ticket;
  const timeZone = hallOf(state)?.settings.timeZone ?? 'Asia/Ho_Chi_Minh';
  const field = recordsOf(state, 'field').find((each) => each.field.code === ticket.field)?.field.name;
  const counterName = (code: string) =>
    recordsOf(state, 'counter').find((each) => each.code === code)?.label ?? code;
  const time = (at: string) => formatTime(at, { timeZone });
  const closing = (run: () => void) => () => {
    onClose();
    run();
  };
  const reopen = closing(() => {
    visit.bringBack(id, { outcome: ticket.outcome ?? 'served', work: ticket.transactions });
    void act('counter:reopen', { counter: own.code, number }, () => say('reopened', { number }));
  });
  const isLive = isToday && CALLABLE.has(ticket.state);
  return (
    <li>
      <p>
        <strong>{number}</strong> {field ?? ticket.field} · {STATE_WORDS[ticket.state]()}
        {ticket.outcome === null ? null : ` · ${outcomeName(ticket.outcome)}`}
      </p>
      <p className="second">
        {say('findDrawn', { time: time(ticket.issuedAt) })}
        {ticket.counter === null ? null : ` · ${counterName(ticket.counter)}`}
        {ticket.finishedAt === null ? null : ` · ${say('findFinished', { time: time(ticket.finishedAt) })}`}
      </p>
      <p className="found-acts">
        {isLive ? (
          <button type="button" className="act" disabled={!isFree} onClick={() => onCall(number)}>
            {say('callThis', { number })}
          </button>
        ) : null}
        {isToday && (ticket.state === 'done' || ticket.state === 'no_show') ? (
          <button type="button" className="act strong" disabled={!isFree} onClick={reopen}>
            {say('reopen')}
          </button>
        ) : null}
        {isToday && ticket.state === 'cancelled' ? (
          <button
            type="button"
            className="act"
            onClick={closing(() => void act('ticket:return', { ticket: id }, () => say('returned')))}
          >
            {say('restoreCancelled')}
          </button>
        ) : null}
        {isLive ? (
          <button
            type="button"
            className="act"
            onClick={closing(
              () => void act('ticket:reprint', { ticket: id }, () => say('printedAgain', { number })),
            )}
          >
            {say('printAgain')}
          </button>
        ) : null}
      </p>
      {isLive && ticket.state !== 'no_show' ? (
        <Reasoned ticket={ticket} state={state} act={act} onClose={onClose} />
      ) : null}
    </li>
  );
}

/** What changes a waiting number only with a reason: cancelled, or another priority. */
function Reasoned({
  ticket: { id, number, priority: now },
  state,
  act,
  onClose,
}: Pick<Asked, 'state' | 'act' | 'onClose'> & { ticket: Ticket }): ReactNode {
  const [reason, setReason] = useState('');
  const [priority, setPriority] = useState(now ?? '');
  const said = reason.trim();
  const classes = hallOf(state)?.settings.priorities.filter((each) => each.active) ?? [];
  return (
    <div className="found-reasoned">
      <label>
        {say('reason')}
        <input value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
      </label>
      <label>
        {sayCommon('priority')}
        <select value={priority} onChange={(event) => setPriority(event.target.value)}>
          <option value="">{say('noPriority')}</option>
          {classes.map((each) => (
            <option key={each.code} value={each.code}>
              {each.name}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="act"
        disabled={said === '' || priority === (now ?? '')}
        onClick={() => {
          onClose();
          void act(
            'ticket:set-priority',
            { ticket: id, class: priority === '' ? null : priority, reason: said },
            () => say('priorityChanged', { number }),
          );
        }}
      >
        {say('changePriority')}
      </button>
      <button
        type="button"
        className="act"
        disabled={said === ''}
        onClick={() => {
          onClose();
          void act('ticket:cancel', { ticket: id, reason: said }, () => say('cancelled', { number }));
        }}
      >
        {say('cancelTicket')}
      </button>
      {said === '' ? <p className="second">{say('reasonNeeded')}</p> : null}
    </div>
  );
}
