import { parseCookie } from 'cookie';

export const SESSION_COOKIE = 'motcua_session';

/** Token of a request: the bearer's, else the session cookie's. */
export function tokenOf(headers: { authorization?: string | undefined; cookie?: string | undefined }): {
  token: string | null;
  byCookie: boolean;
} {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return { token: bearer, byCookie: false };
  const cookie = headers.cookie === undefined ? undefined : parseCookie(headers.cookie)[SESSION_COOKIE];
  return { token: cookie ?? null, byCookie: cookie !== undefined };
}

/** Whether a peer address is this very machine. */
export function isLocal(address: string | undefined): boolean {
  return address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1';
}

/** True unless a browser says that another site's page is asking. */
export function sameOrigin(headers: { origin?: string | undefined; host?: string | undefined }): boolean {
  if (headers.origin === undefined) return true;
  try {
    return new URL(headers.origin).host === headers.host;
  } catch {
    return false;
  }
}
