import { useCallback, useRef, useState } from 'react';
import type { HallConnection } from '../common/client/hall-connection.ts';
import type { CommandName, PayloadInput } from '../common/protocol/commands.ts';
import type { CommandReply } from '../common/protocol/socket.ts';
import { say, sayRefusal } from './words.ts';

/** What the page says after an act. */
export interface Said {
  /** `ask`: the same key pressed again goes on. */
  readonly tone: 'good' | 'bad' | 'ask';
  readonly text: string;
}

export interface Acts {
  /** The command on its way; one at a time, so that a double tap cannot act twice. */
  readonly busy: CommandName | null;
  readonly said: Said | null;
  /** Gives a command; undefined when it was refused (and said so) or another is still on its way. */
  act<N extends CommandName>(
    name: N,
    payload: PayloadInput<N>,
    good?: (reply: CommandReply) => string,
  ): Promise<CommandReply | undefined>;
  tell(said: Said | null): void;
}

/** Commands of this page with their progress and their outcome in words. */
export function useActs(connection: HallConnection): Acts {
  const [busy, setBusy] = useState<CommandName | null>(null);
  const [said, tell] = useState<Said | null>(null);
  const underway = useRef(false);
  const act = useCallback<Acts['act']>(
    async (name, payload, good) => {
      if (underway.current) return undefined;
      underway.current = true;
      setBusy(name);
      tell(null);
      try {
        const reply = await connection.send(name, payload);
        if (reply.ok) {
          if (good !== undefined) tell({ tone: 'good', text: good(reply) });
          return reply;
        }
        const { code } = reply.error;
        tell({ tone: 'bad', text: code === 'offline' ? say('notSent') : sayRefusal(code) });
        return undefined;
      } finally {
        underway.current = false;
        setBusy(null);
      }
    },
    [connection],
  );
  return { busy, said, act, tell };
}
