import { useEffect, useState } from 'react';
import type { HallConnection } from '../common/client/hall-connection.ts';
import type { ServerToClient } from '../common/protocol/socket.ts';

/** What became of a ticket's paper. */
export type PrintNews = Parameters<ServerToClient['ticket:print']>[0];

/** The latest news of each ticket's paper, by ticket id; news may arrive before the answer that names the ticket. */
export function usePrintNews(connection: HallConnection): ReadonlyMap<string, PrintNews> {
  const [news, setNews] = useState<ReadonlyMap<string, PrintNews>>(new Map());
  useEffect(
    () =>
      connection.on('ticket:print', (item) =>
        setNews((before) => new Map([...[...before].slice(-20), [item.ticketId, item]])),
      ),
    [connection],
  );
  return news;
}
