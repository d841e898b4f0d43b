import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { formatDateTime, formatTime } from '../../common/client/staff-format.ts';
import type { Ticket } from '../../common/protocol/ticket.ts';
import { ViewDialog } from '../parts/view-dialog.tsx';
import { sayCommon, sayRefusal } from '../words.ts';
import type { TicketQuery } from './cells.ts';
import { sayReport } from './report.ts';

const STATES = {
  waiting: 'stateWaiting',
  called: 'stateCalled',
  serving: 'stateServing',
  parked: 'stateParked',
  done: 'stateDone',
  no_show: 'stateNoShow',
  cancelled: 'stateCancelled',
  expired: 'stateExpired',
} as const;

const PAGE = 100;

/** The tickets behind a row, page by page. */
export function BehindPanel({
  name,
  query,
  timeZone,
  onClose,
}: {
  name: string;
  query: TicketQuery;
  timeZone: string;
  onClose: () => void;
}): ReactNode {
  const [tickets, setTickets] = useState<readonly Ticket[] | null>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const read = useCallback(
    async (after: string | null) => {
      const answer = await api('GET /tickets', {
        query: { ...query, limit: PAGE, ...(after === null ? {} : { cursor: after }) },
      });
      setProblem(answer.ok ? null : sayRefusal(answer.code));
      if (!answer.ok) return;
      setTickets((before) => [...(after === null ? [] : (before ?? [])), ...answer.value.tickets]);
      setCursor(answer.value.nextCursor);
    },
    [query],
  );
  useEffect(() => {
    void read(null);
  }, [read]);
  const time = (at: string | null) => (at === null ? '–' : formatTime(at, { timeZone }));
  return (
    <ViewDialog title={sayReport('behindTitle', { name })} onClose={onClose}>
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {tickets === null ? (
        problem === null ? (
          <p className="empty">{`${sayCommon('loading')}…`}</p>
        ) : null
      ) : tickets.length === 0 ? (
        <p className="empty">{sayReport('behindNone')}</p>
      ) : (
        <>
          <p className="second" role="status">
            {sayReport('behindCount', { n: tickets.length })}
          </p>
          <table>
            <thead>
              <tr>
                <th>{sayCommon('number')}</th>
                <th>{sayReport('issuedAt')}</th>
                <th>{sayReport('calledAt')}</th>
                <th>{sayReport('finishedAt')}</th>
                <th>{sayCommon('counter')}</th>
                <th>{sayReport('state')}</th>
              </tr>
            </thead>
            <tbody>
              {tickets.map((each) => (
                <tr key={each.id}>
                  <td>{each.number}</td>
                  <td>{formatDateTime(each.issuedAt, { timeZone })}</td>
                  <td>{time(each.calledAt)}</td>
                  <td>{time(each.finishedAt)}</td>
                  <td>{each.counter ?? '–'}</td>
                  <td>{sayCommon(STATES[each.state])}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {cursor === null ? null : (
            <button type="button" className="act start" onClick={() => void read(cursor)}>
              {sayReport('behindMore')}
            </button>
          )}
        </>
      )}
    </ViewDialog>
  );
}
