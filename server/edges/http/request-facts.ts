import { parseCookie } from 'cookie';

/**
 * Name of the session cookie. Browsers share cookies between ports and schemes: under a name of its own the one of
 * https is never sent in clear, never set from plain http, and does not keep anybody from signing in there.
 */
export function sessionCookie(secure: boolean): string {
  return secure ? '__Host-motcua_session' : 'motcua_session';
}

/**
 * Token of a request: the bearer's, else the session cookie's.
 * @param secure whether it came by https
 */
export function tokenOf(
  headers: { authorization?: string | undefined; cookie?: string | undefined },
  secure: boolean,
): { token: string | null; byCookie: boolean } {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return { token: bearer, byCookie: false };
  const cookie = cookieOf(headers.cookie, sessionCookie(secure));
  return { token: cookie ?? null, byCookie: cookie !== undefined };
}

/** A cookie's value; undefined when it was not sent. */
export function cookieOf(header: string | undefined, name: string): string | undefined {
  return header === undefined ? undefined : parseCookie(header)[name];
}
