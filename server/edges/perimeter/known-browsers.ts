import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Name of the cookie; like that of the session, one for each scheme. */
export function browserCookie(secure: boolean): string {
  return secure ? '__Host-motcua_browser' : 'motcua_browser';
}
/** A browser is forgotten when nobody signed in from it for so long. */
export const BROWSER_COOKIE_MS = 180 * 24 * 3_600_000;
/** One desk's browser may serve so many people. */
const MOST_NAMES = 6;

/**
 * Browsers in which somebody signed in before. The cookie opens nothing: its attempts are counted apart from those of
 * strangers, so that wrong guesses elsewhere do not lock its people out (OWASP's device cookie). Nothing is stored; a
 * keyed digest says for which name it was given.
 */
export class KnownBrowsers {
  private readonly key: Buffer;

  constructor(key: Buffer) {
    this.key = key;
  }

  /** The browser's id for this name; null when nobody of this name signed in from it. */
  find(cookie: string | undefined, username: string): string | null {
    for (const entry of (cookie ?? '').split('~').slice(0, MOST_NAMES)) {
      const [id = '', digest = ''] = entry.split('.');
      const expected = Buffer.from(this.digest(id, username));
      const given = Buffer.from(digest);
      if (given.length === expected.length && timingSafeEqual(given, expected)) return id;
    }
    return null;
  }

  /** The cookie after a sign-in: the newest name first, the others kept. */
  remember(cookie: string | undefined, username: string): string {
    const known = this.find(cookie, username);
    const others = (cookie ?? '')
      .split('~')
      .filter((entry) => entry.length > 0 && entry.length <= 64 && entry.split('.')[0] !== known);
    const id = known ?? randomBytes(9).toString('base64url');
    return [`${id}.${this.digest(id, username)}`, ...others].slice(0, MOST_NAMES).join('~');
  }

  private digest(id: string, username: string): string {
    const name = username.trim().toLowerCase();
    return createHmac('sha256', this.key).update(`${id}\n${name}`).digest('base64url').slice(0, 32);
  }
}
