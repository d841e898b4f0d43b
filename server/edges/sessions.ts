import { randomBytes } from 'node:crypto';
import type { Role } from '../../common/protocol/primitives.ts';
import type { AccountRow, AccountStore } from '../storage/accounts.ts';
import { tokenHash } from './token-hash.ts';

/** A working day and the evening after it: nobody signs in twice a day. */
export const SESSION_MS = 14 * 3_600_000;
/** The last work of a session is written down at most so often; a restart forgets no more than this. */
const WRITTEN_EVERY_MS = 60_000;

interface LiveSession {
  readonly username: string;
  readonly role: Role;
  readonly expiresAtMs: number;
  activeAtMs: number;
  writtenAtMs: number;
}

/** Sessions of people: they end after a day, and before it when nobody works with them. Tokens are known by digest. */
export class Sessions {
  private readonly accounts: AccountStore;
  private readonly now: () => number;
  private readonly idleMs: (role: Role) => number;
  private readonly onOver: (key: string) => void;
  private readonly live = new Map<string, LiveSession>();

  /**
   * @param options.idleMs so long nobody may be idle in a role
   * @param options.onOver told each session that has expired or was idle, once
   */
  constructor(options: {
    accounts: AccountStore;
    now: () => number;
    idleMs: (role: Role) => number;
    onOver: (key: string) => void;
  }) {
    this.accounts = options.accounts;
    this.now = options.now;
    this.idleMs = options.idleMs;
    this.onOver = options.onOver;
  }

  /** Begins a session. */
  open(account: AccountRow): { token: string; expiresAtMs: number } {
    const token = randomBytes(32).toString('base64url');
    const nowMs = this.now();
    const expiresAtMs = nowMs + SESSION_MS;
    this.accounts.addSession(tokenHash(token), account.username, expiresAtMs, nowMs);
    return { token, expiresAtMs };
  }

  /** The account behind a session; undefined: there is none, or it has ended. */
  find(key: string): AccountRow | undefined {
    const session = this.load(key);
    if (!session) return undefined;
    if (this.over(session)) {
      this.close(key);
      return undefined;
    }
    const account = this.accounts.find(session.username);
    return account?.active && account.role === session.role ? account : undefined;
  }

  /** Whether a session that was found before still runs. Cheap: it is asked with every command. */
  runs(key: string): boolean {
    const session = this.live.get(key);
    return session !== undefined && !this.over(session);
  }

  /** Its person did something. */
  active(key: string): void {
    const session = this.live.get(key);
    if (!session || this.over(session)) return;
    session.activeAtMs = this.now();
    if (session.activeAtMs - session.writtenAtMs < WRITTEN_EVERY_MS) return;
    session.writtenAtMs = session.activeAtMs;
    this.accounts.touchSession(key, session.activeAtMs);
  }

  /** The same for all sessions of a person, who worked in another way: by a button at the counter. */
  activeOf(username: string): void {
    for (const [key, session] of this.live) if (session.username === username) this.active(key);
  }

  /** When a person last worked by any session, in the time of `now`; null: no session is known. */
  lastWorkOf(username: string): number | null {
    let last: number | null = null;
    for (const session of this.live.values())
      if (session.username === username) last = Math.max(last ?? 0, session.activeAtMs);
    return last;
  }

  end(key: string): void {
    this.accounts.removeSession(key);
    this.live.delete(key);
  }

  /** @param exceptKey a session that goes on. @returns those that ended. */
  endAllOf(username: string, exceptKey = ''): string[] {
    const ended = this.accounts.removeSessionsOf(username, exceptKey);
    for (const key of ended) this.live.delete(key);
    return ended;
  }

  /** Takes out what has expired or is idle. */
  sweep(): void {
    for (const key of this.accounts.sessionHashes()) {
      const session = this.load(key);
      if (!session || this.over(session)) this.close(key);
    }
  }

  /** A session that is over does not come back when the clock is set back. */
  private close(key: string): void {
    this.end(key);
    this.onOver(key);
  }

  private load(key: string): LiveSession | undefined {
    const known = this.live.get(key);
    if (known) return known;
    const row = this.accounts.findSession(key);
    const account = row && this.accounts.find(row.username);
    if (!row || !account) return undefined;
    const session = { ...row, role: account.role, writtenAtMs: row.activeAtMs };
    this.live.set(key, session);
    return session;
  }

  private over(session: LiveSession): boolean {
    const nowMs = this.now();
    return nowMs >= session.expiresAtMs || nowMs - session.activeAtMs >= this.idleMs(session.role);
  }
}
