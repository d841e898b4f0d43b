import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ConnectionState, HallConnection } from './hall-connection.ts';

/** The live state of the hall; the component renders again when it changes. */
export function useHall(connection: HallConnection): ConnectionState {
  return useSyncExternalStore(connection.subscribe, connection.getState, connection.getState);
}

/** The hall's clock, renewed every `everyMs`. */
export function useHallNow(connection: HallConnection, everyMs = 1_000): Date {
  const [now, setNow] = useState(() => connection.getState().now());
  useEffect(() => {
    const timer = setInterval(() => setNow(connection.getState().now()), everyMs);
    return () => clearInterval(timer);
  }, [connection, everyMs]);
  return now;
}
