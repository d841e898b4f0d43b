import type { CSSProperties, ReactNode } from 'react';
import { formatLongDate, formatTime } from '../../common/i18n/format.ts';
import type { HallRecord } from '../../common/protocol/views.ts';
import { say, sayEnglish } from '../words.ts';
import type { Opening } from './board-view.ts';
import './closed-hall.css';

const DRIFT_MINUTES = 12;

/** After hours: when the hall opens again, on a dim ground, never in the same place for long. */
export function ClosedHall({
  hall,
  opening,
  now,
}: {
  hall: HallRecord;
  opening: Opening;
  now: Date;
}): ReactNode {
  const { timeZone, hallName, languages } = hall.settings;
  const minute = Math.floor(now.getTime() / 60_000);
  const place = { '--x': minute % DRIFT_MINUTES, '--y': (minute * 5) % DRIFT_MINUTES } as CSSProperties;
  const facts = (language: 'vi' | 'en') => ({
    time: opening.from,
    day: formatLongDate(`${opening.date}T12:00:00Z`, { timeZone: 'UTC', language }),
  });
  return (
    <div className="closed-hall" style={place}>
      <main>
        <p className="closed-name">{hallName}</p>
        <h1>{say('closedNow')}</h1>
        <p className="closed-opening">{say('opensAgain', facts('vi'))}</p>
        {languages.includes('en') ? (
          <p className="closed-english" lang="en">
            {`${sayEnglish('closedNow')} ${sayEnglish('opensAgain', facts('en'))}`}
          </p>
        ) : null}
        <time>{formatTime(now, { timeZone })}</time>
      </main>
    </div>
  );
}
