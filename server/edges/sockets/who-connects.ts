import { KeyProof } from '../../../common/protocol/device-keys.ts';
import type { DeviceKind } from '../../../common/protocol/primitives.ts';
import type { SocketAuth } from '../../../common/protocol/socket.ts';
import { tokenOf } from '../http/request-facts.ts';
import { addressGroup } from '../perimeter/sign-in-place.ts';
import { NOBODY, type SocketPrincipal } from '../principal.ts';
import type { Services } from '../services.ts';
import type { HallSocket } from './hall-socket.ts';

/** Browsers on the server's own machine share one identity per kind. */
export const LOCAL_DEVICE_ID = 'local';

/** Who stands behind a new socket, and the token it was opened with. */
export interface Connecting {
  readonly principal: SocketPrincipal;
  readonly token: string | null;
}

/**
 * Tells who connects: by the token of the handshake or the session cookie, with the key it is bound to, or as a browser
 * on the server's own machine. Throws with a code when a device's token lacks its key.
 */
export function whoConnects(services: Services, socket: HallSocket): Connecting {
  const { access, perimeter, rejections, hall } = services;
  const auth = socket.handshake.auth as Partial<SocketAuth>;
  const token =
    typeof auth.token === 'string'
      ? auth.token
      : tokenOf(socket.handshake.headers, perimeter.isSecure(socket.request)).token;
  const shown = token === null ? NOBODY : access.identify(token, false);
  // Scopes are of REST calls; a program hears of the hall by webhooks.
  if (shown.kind === 'program') throw refusalError('forbidden');
  let principal: SocketPrincipal = shown;
  if (token !== null && principal.kind !== 'nobody') {
    const proof = KeyProof.safeParse(auth.proof);
    const address = perimeter.addressOf(socket.request);
    const proven = access.proveKey(token, address, proof.success ? proof.data : undefined);
    const isGood = proven === 'good' || proven === 'unbound';
    // A cookie that is no good leaves its page before the sign-in; a device's token is not taken silently for none.
    if (!isGood && typeof auth.token === 'string') throw refusalError(proven);
    if (!isGood) principal = NOBODY;
  }
  const { wants } = auth;
  if (principal.kind === 'nobody' && (wants === 'kiosk' || wants === 'display')) {
    const local = perimeter.isLocalBrowser(socket.request);
    if (local && hall.state.settings.pairLocalBrowsers) principal = localBrowser(wants);
    else rejections.count('local_claim_refused', addressGroup(perimeter.addressOf(socket.request)));
  }
  return { principal, token };
}

/** An error of the handshake that carries its code to pages as well as to agents. */
function refusalError(code: string): Error {
  return Object.assign(new Error(code), { data: { code } });
}

function localBrowser(kind: Extract<DeviceKind, 'kiosk' | 'display'>): SocketPrincipal {
  return { kind: 'device', deviceId: LOCAL_DEVICE_ID, name: 'local', deviceKind: kind, counter: null };
}
