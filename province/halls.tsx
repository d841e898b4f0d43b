import { type ReactNode, useCallback } from 'react';
import { formatDateTime, formatNumber } from '../common/client/staff-format.ts';
import type { HubHall } from '../common/protocol/hub.ts';
import { ScrollBox } from '../common/ui/scroll-box.tsx';
import { hallsSentence, minutesSince } from './halls-sentence.ts';
import { useHalls } from './use-halls.ts';
import { say } from './words.ts';

const ZONE = { timeZone: 'Asia/Ho_Chi_Minh' };

const alertsOf = ({ alerts, state }: HubHall) => alerts.filter((each) => each !== state);

function Tile({ hall }: { hall: HubHall }): ReactNode {
  const { now, state } = hall;
  return (
    <li className={`tile ${state}`}>
      <span className="tile-name">{hall.name}</span>
      <span className={`state ${state}`}>{say(state)}</span>
      {now === null || state === 'never' ? null : (
        <span className="tile-now">
          {hall.openNow
            ? `${say('waitingCount', { n: now.waiting })} · ${say('countersOf', { open: now.countersOpen, all: now.counters })}`
            : say('closedNow')}
        </span>
      )}
      {alertsOf(hall).map((each) => (
        <span key={each} className="alert">
          {say(each)}
        </span>
      ))}
    </li>
  );
}

function Row({ hall, nowMs }: { hall: HubHall; nowMs: number }): ReactNode {
  const { now, today } = hall;
  const oldest = minutesSince(now?.oldestWaitFromMs ?? null, nowMs);
  return (
    <tr>
      <th scope="row">
        {hall.name} <span className="second">{hall.code}</span>
      </th>
      <td>{hall.parent ?? ''}</td>
      <td>
        <span className={`state ${hall.state}`}>{say(hall.state)}</span>
      </td>
      <td>{hall.lastHeardAt === null ? '–' : formatDateTime(hall.lastHeardAt, ZONE)}</td>
      <td className="figure">{now === null ? '–' : formatNumber(now.waiting)}</td>
      <td className={`figure ${(now?.overTarget ?? 0) > 0 ? 'bad' : ''}`}>
        {oldest === null ? '–' : formatNumber(oldest, 0)}
      </td>
      <td className="figure">{now === null ? '–' : `${now.countersOpen}/${now.counters}`}</td>
      <td>{say('drawnServed', { drawn: today.drawn, served: today.served })}</td>
      <td>
        {alertsOf(hall)
          .map((each) => say(each))
          .join(', ') || '–'}
      </td>
    </tr>
  );
}

/** The halls: a sentence first, tiles with the worst first, then each of them in a row. */
export function HallsPage({ onSignedOut }: { onSignedOut: () => void }): ReactNode {
  const signedOut = useCallback(() => onSignedOut(), [onSignedOut]);
  const { halls, nowMs, failed } = useHalls(signedOut);
  if (halls === null) return <p className="empty">{say(failed ? 'notReached' : 'loading')}</p>;
  if (halls.length === 0) return <p className="empty">{say('noHalls')}</p>;
  const sentence = hallsSentence(halls);
  return (
    <>
      <h2>{say('halls')}</h2>
      <p className={`answer ${sentence.good ? '' : 'late'}`} aria-live="polite">
        {sentence.text}
      </p>
      {failed ? (
        <p className="banner" role="alert">
          {say('notReached')}
        </p>
      ) : null}
      <ul className="tiles" aria-label={say('halls')}>
        {halls.map((hall) => (
          <Tile key={hall.code} hall={hall} />
        ))}
      </ul>
      <ScrollBox label={say('halls')}>
        <table>
          <thead>
            <tr>
              {(
                [
                  'hall',
                  'parent',
                  'state',
                  'heard',
                  'waiting',
                  'longest',
                  'countersOpen',
                  'today',
                  'alerts',
                ] as const
              ).map((each) => (
                <th key={each} scope="col">
                  {say(each)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {halls.map((hall) => (
              <Row key={hall.code} hall={hall} nowMs={nowMs} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </>
  );
}
