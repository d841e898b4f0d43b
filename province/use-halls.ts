import { useEffect, useState } from 'react';
import { io } from 'socket.io-client';
import { BACKGROUND, hubApi } from '../common/client/api.ts';
import { basePath } from '../common/client/base-path.ts';
import type { HubHall } from '../common/protocol/hub.ts';

/** Silence shows itself by time alone, without any message. */
const LOOK_EVERY_MS = 30_000;

export interface ReadHalls {
  /** Null: not read yet. */
  readonly halls: readonly HubHall[] | null;
  /** The hub's clock when it answered, epoch ms. */
  readonly nowMs: number;
  readonly failed: boolean;
}

/** The halls as the hub has them; read again whenever it tells that one changed. */
export function useHalls(onSignedOut: () => void): ReadHalls {
  const [read, setRead] = useState<ReadHalls>({ halls: null, nowMs: 0, failed: false });
  useEffect(() => {
    let gone = false;
    const look = async () => {
      const answer = await hubApi('GET /halls', { headers: BACKGROUND });
      if (gone) return;
      if (answer.ok) setRead({ ...answer.value, failed: false });
      else if (answer.code === 'unauthenticated') onSignedOut();
      else setRead((before) => ({ ...before, failed: true }));
    };
    const socket = io({ transports: ['websocket'], path: `${basePath()}/socket.io` });
    socket.on('halls:changed', () => void look());
    socket.on('connect', () => void look());
    const timer = setInterval(() => void look(), LOOK_EVERY_MS);
    void look();
    return () => {
      gone = true;
      clearInterval(timer);
      socket.close();
    };
  }, [onSignedOut]);
  return read;
}
