import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { HallConnection } from '../common/client/hall-connection.ts';
import type { PayloadInput } from '../common/protocol/commands.ts';
import type { Ticket } from '../common/protocol/ticket.ts';
import { Issuer, type IssuingState } from './issuer.ts';

export interface Issuing {
  readonly issuing: IssuingState;
  draw(order: PayloadInput<'ticket:issue'>): void;
  reset(): void;
}

/** Drawing of numbers as the kiosk's pages see it; see Issuer. */
export function useIssuing(connection: Pick<HallConnection, 'send'>, onTicket: (t: Ticket) => void): Issuing {
  const issuer = useMemo(() => new Issuer(connection), [connection]);
  const issuing = useSyncExternalStore(issuer.subscribe, issuer.state);
  const draw = useCallback(
    (order: PayloadInput<'ticket:issue'>) => {
      void issuer.draw(order).then((ticket) => {
        if (ticket !== undefined) onTicket(ticket);
      });
    },
    [issuer, onTicket],
  );
  const reset = useCallback(() => issuer.reset(), [issuer]);
  return { issuing, draw, reset };
}
