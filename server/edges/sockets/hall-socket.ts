import type { Server, Socket } from 'socket.io';
import type { PrintReason } from '../../../common/protocol/hardware.ts';
import type { ClientToServer, ServerToClient } from '../../../common/protocol/socket.ts';
import type { SocketPrincipal } from '../principal.ts';

/** What the hall keeps of a connection. */
export interface SocketData {
  principal: SocketPrincipal;
  tokenHash: string | null;
  page: string;
  /** What the page or agent runs, as it told; empty: it did not. */
  build: string;
  /** What a kiosk was last told of its own printer. */
  paper?: PrintReason | null;
}

export type HallSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
export type HallServer = Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

/** Notes which page or agent is at the other end, and what it runs. */
export function hearHello(socket: HallSocket): void {
  socket.on('device:hello', (info) => {
    socket.data.page = typeof info?.page === 'string' ? info.page.slice(0, 80) : '';
    socket.data.build = typeof info?.build === 'string' ? info.build.slice(0, 40) : '';
  });
}
