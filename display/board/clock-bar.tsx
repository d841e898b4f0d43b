import type { ReactNode } from 'react';
import type { ConnectionState } from '../../common/client/hall-connection.ts';
import { formatLongDate, formatTime } from '../../common/i18n/format.ts';
import type { HallRecord } from '../../common/protocol/views.ts';
import { Emblem } from '../../common/ui/emblem.tsx';
import { Glyph } from '../../common/ui/glyphs.tsx';
import { say } from '../words.ts';

/** Head of every screen: whose hall it is and what time; without the server, that what is shown may be old. */
export function ClockBar({
  state,
  hall,
  now,
  lost,
}: {
  state: ConnectionState;
  hall: HallRecord;
  now: Date;
  lost: boolean;
}): ReactNode {
  const { timeZone, hallName, superiorName } = hall.settings;
  if (lost) {
    // The hall's clock runs on; how long the server has been silent is known by the page's own.
    const silentMs = state.lastHeardAtMs === null ? 0 : Date.now() - state.lastHeardAtMs;
    const lastHeard = formatTime(now.getTime() - silentMs, { timeZone });
    return (
      <div className="clock-bar" data-lost="true" role="alert">
        <Glyph name="offline" size="6vh" />
        <strong>{say('lostServer')}</strong>
        <span>{say('lastHeard', { time: lastHeard })}</span>
      </div>
    );
  }
  return (
    <header className="clock-bar">
      <Emblem size="7vh" />
      <div className="hall-name">
        {superiorName === '' ? null : <span>{superiorName}</span>}
        <strong>{hallName}</strong>
      </div>
      <div className="clock">
        <span>{formatLongDate(now, { timeZone })}</span>
        <time>{formatTime(now, { timeZone })}</time>
      </div>
    </header>
  );
}
