import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import type { HallConnection } from '../common/client/hall-connection.ts';
import { hallOf } from '../common/client/selectors.ts';
import { useHall, useHallNow } from '../common/client/use-hall.ts';
import { Glyph } from '../common/ui/glyphs.tsx';
import { Board } from './board/board.tsx';
import { CounterPanel } from './board/counter-panel.tsx';
import { useMediaTurns } from './media/media-zone.tsx';
import { ConnectingPage, PairingPage } from './pairing-page.tsx';
import type { ScreenOptions } from './screen-options.ts';
import type { HallVoice } from './voice/hall-voice.ts';
import { say } from './words.ts';

const TURN_PAGE_MS = 8_000;

/** One waiting-room screen: pairing, connecting, the board, or a panel above one counter. */
export function Screen({
  connection,
  voice,
  options,
}: {
  connection: HallConnection;
  voice: HallVoice;
  options: ScreenOptions;
}): ReactNode {
  const state = useHall(connection);
  const now = useHallNow(connection);
  const heard = useSyncExternalStore(voice.subscribe, voice.getState);
  const tick = useTick(TURN_PAGE_MS);
  const media = useMediaTurns(connection, hallOf(state)?.settings.boardMedia ?? 'off');
  const hall = hallOf(state);
  useEffect(() => {
    if (state.boot !== null) connection.tell('device:hello', { build: state.version ?? '', page: 'display' });
  }, [connection, state.boot, state.version]);
  const refusedPairing = state.status === 'live' && state.identity.kind === 'nobody';

  if (refusedPairing || (hall === undefined && state.status === 'refused'))
    return <PairingPage connection={connection} />;
  if (hall === undefined) return <ConnectingPage />;

  // What was last known stays on the screen through every fault; the bar says that it may be old.
  const view = { state, hall, now, lost: state.status !== 'live', tick, zone: options.zone, media };
  return (
    <>
      {options.counter === null ? <Board {...view} /> : <CounterPanel {...view} counter={options.counter} />}
      <div className="visually-hidden" role="log" aria-live="polite" data-testid="announced">
        {heard.announced.map(({ call, text }) => (
          <p key={call.sequence} data-sequence={call.sequence}>
            {text}
          </p>
        ))}
      </div>
      {heard.needsTap ? (
        <button type="button" className="sound-button" onClick={voice.unlock}>
          <Glyph name="sound" size="5vh" />
          {say('startSound')}
        </button>
      ) : null}
    </>
  );
}

/** A count that grows by one each `everyMs` of the room's own time. */
function useTick(everyMs: number): number {
  const [tick, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((count) => count + 1), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return tick;
}
