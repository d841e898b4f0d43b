import { useCallback, useRef, useState } from 'react';
import type { HallConnection, SendResult } from '../common/client/hall-connection.ts';
import { randomId } from '../common/client/random-id.ts';
import type { PayloadInput } from '../common/protocol/commands.ts';
import type { RefusalCode } from '../common/protocol/refusals.ts';
import type { Ticket } from '../common/protocol/ticket.ts';

/** Drawing of one number: at rest, on its way, or refused (`offline`: no answer came). */
export type IssuingState =
  | { readonly state: 'ready' }
  | { readonly state: 'pending' }
  | { readonly state: 'refused'; readonly code: RefusalCode | 'offline' };

export interface Issuing {
  readonly issuing: IssuingState;
  draw(order: PayloadInput<'ticket:issue'>): void;
  reset(): void;
}

/**
 * Draws numbers, one at a time. A second tap while one is pending does nothing; after a lost answer the same order
 * goes out under the same command id, so that the hall gives the number it already drew, and not another.
 */
export function useIssuing(connection: Pick<HallConnection, 'send'>, onTicket: (t: Ticket) => void): Issuing {
  const [issuing, setIssuing] = useState<IssuingState>({ state: 'ready' });
  const pending = useRef(false);
  const unanswered = useRef<{ order: string; commandId: string } | null>(null);

  const draw = useCallback(
    (order: PayloadInput<'ticket:issue'>) => {
      if (pending.current) return;
      pending.current = true;
      setIssuing({ state: 'pending' });
      const written = JSON.stringify(order);
      const commandId =
        unanswered.current?.order === written ? unanswered.current.commandId : `kiosk-${randomId()}`;
      unanswered.current = { order: written, commandId };
      void connection.send('ticket:issue', order, { commandId }).then((reply: SendResult) => {
        pending.current = false;
        if (reply.ok && reply.ticket !== undefined) {
          unanswered.current = null;
          setIssuing({ state: 'ready' });
          onTicket(reply.ticket);
          return;
        }
        const code = reply.ok ? 'internal' : reply.error.code;
        if (code !== 'offline') unanswered.current = null;
        setIssuing({ state: 'refused', code });
      });
    },
    [connection, onTicket],
  );

  const reset = useCallback(() => {
    if (pending.current) return;
    unanswered.current = null;
    setIssuing({ state: 'ready' });
  }, []);
  return { issuing, draw, reset };
}
