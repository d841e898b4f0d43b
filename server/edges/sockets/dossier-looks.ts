import { refused } from '../../../common/protocol/refusals.ts';
import type { ClientToServer } from '../../../common/protocol/socket.ts';
import type { SocketPrincipal } from '../principal.ts';
import type { Services } from '../services.ts';
import type { HallSocket } from './hall-socket.ts';

type Answer = Parameters<Parameters<ClientToServer['dossier:look']>[1]>[0];

/** Kiosks scan slips, and so do those who work at a counter. */
const mayLook = (principal: SocketPrincipal): boolean =>
  principal.kind === 'user' ||
  (principal.kind === 'device' && (principal.deviceKind === 'kiosk' || principal.deviceKind === 'counter'));

function lookUp(services: Services, principal: SocketPrincipal, asked: unknown): Answer {
  if (!mayLook(principal))
    return { ok: false, error: { code: 'forbidden', message: 'slips are looked up at kiosks and counters' } };
  const code = (asked as { code?: unknown } | null | undefined)?.code;
  const found =
    typeof code === 'string' && code.length <= 500
      ? services.dossiers.look(code)
      : refused('invalid_input', 'a code is text');
  return found.ok ? { ok: true, dossier: found.value } : { ok: false, error: found.refusal };
}

/** Answers a page that scanned a slip, once what it reads is durable. */
export function answerDossierLooks(socket: HallSocket, services: Services): void {
  socket.on('dossier:look', (asked, ack) => {
    if (typeof ack !== 'function') return;
    void services.hall.readable().then((unreadable) => {
      ack(unreadable ? { ok: false, error: unreadable } : lookUp(services, socket.data.principal, asked));
    });
  });
}
