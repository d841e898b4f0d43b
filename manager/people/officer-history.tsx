import { type ReactNode, useState } from 'react';
import { formatLocalDate, formatTime } from '../../common/client/staff-format.ts';
import type { ShownOfficer } from '../../common/protocol/rest/planning.ts';
import { DayInput } from '../../common/ui/day-input.tsx';
import { useRead } from '../../common/ui/use-read.ts';
import { Missing } from '../parts/states.tsx';
import { ViewDialog } from '../parts/view-dialog.tsx';
import { periodAround } from '../period.ts';
import { sayPeople } from '../words.ts';

/** When an officer sat at which counter, from the log; the month of today first. */
export function OfficerHistory({
  officer,
  today,
  timeZone,
  onClose,
}: {
  officer: ShownOfficer;
  today: string;
  timeZone: string;
  onClose: () => void;
}): ReactNode {
  const [period, setPeriod] = useState(() => periodAround(today, 'month'));
  const read = useRead('GET /officers/:username/history', {
    params: { username: officer.username },
    query: { from: period.from, to: period.to },
  });
  const sessions = read.value?.sessions ?? [];
  const days = new Set(sessions.map((each) => each.date)).size;
  return (
    <ViewDialog title={sayPeople('historyOf', { name: officer.displayName })} onClose={onClose}>
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault();
          const given = new FormData(event.currentTarget);
          setPeriod({ from: String(given.get('from')), to: String(given.get('to')) });
        }}
      >
        <DayInput label={sayPeople('postedFrom')} name="from" value={period.from} required />
        <DayInput label={sayPeople('closedOn')} name="to" value={period.to} required />
        <button type="submit" className="act">
          {sayPeople('show')}
        </button>
      </form>
      {read.value === null ? (
        <Missing read={read} />
      ) : sessions.length === 0 ? (
        <p className="empty">{sayPeople('historyNone')}</p>
      ) : (
        <>
          <p>{sayPeople('historyDays', { n: days })}</p>
          <table>
            <thead>
              <tr>
                <th>{sayPeople('day')}</th>
                <th>{sayPeople('counter')}</th>
                <th>{sayPeople('opened')}</th>
                <th>{sayPeople('closed')}</th>
                <th className="figure">{sayPeople('paused')}</th>
                <th className="figure">{sayPeople('served')}</th>
              </tr>
            </thead>
            <tbody>
              {sessions.map((each) => (
                <tr key={each.openedAt}>
                  <td>{formatLocalDate(each.date)}</td>
                  <td>{each.counterLabel}</td>
                  <td>{formatTime(each.openedAt, { timeZone })}</td>
                  <td>
                    {each.closedAt === null
                      ? sayPeople('stillOpen')
                      : formatTime(each.closedAt, { timeZone })}
                    {each.closedByHand === false ? (
                      <span className="second block">{sayPeople('notClosedByHand')}</span>
                    ) : null}
                  </td>
                  <td className="figure">{each.pausedMinutes}</td>
                  <td className="figure">{each.served}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </ViewDialog>
  );
}
