import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { z } from 'zod';
import type { HubRole, NewHubAccount } from '../../common/protocol/hub.ts';
import { type Outcome, refused } from '../../common/protocol/refusals.ts';
import { judged } from '../edges/password-rules.ts';
import { PasswordChecks } from '../edges/perimeter/password-checks.ts';
import { SignInHolds } from '../edges/perimeter/sign-in-holds.ts';
import { tokenHash } from '../edges/token-hash.ts';

/** Who is signed in at the hub. */
export interface HubUser {
  readonly username: string;
  readonly displayName: string;
  readonly role: HubRole;
  /** Halls that the account sees; null: all. */
  readonly halls: readonly string[] | null;
}

interface AccountRow {
  readonly username: string;
  readonly display_name: string;
  readonly role: HubRole;
  readonly halls: string[];
  readonly password_hash: string;
}

export const HUB_SESSION_MS = 14 * 3_600_000;

const userOf = ({ username, display_name, role, halls }: AccountRow): HubUser => ({
  username,
  displayName: display_name,
  role,
  halls: role === 'viewer' ? halls : null,
});

/** Accounts and sessions of the province, shared by all hubs on the database. */
export class HubAccounts {
  private readonly pool: pg.Pool;
  private readonly checks = new PasswordChecks();
  private readonly holds = new SignInHolds();
  /** Verified where no such account is, so that the answer takes as long. */
  private decoy: Promise<string> | undefined;

  constructor(pool: pg.Pool) {
    this.pool = pool;
  }

  /** The first account, once. @returns the password that was made up; null: it was given, or there are accounts */
  async firstRun(password: string | null): Promise<string | null> {
    const made = password ?? randomBytes(9).toString('base64url');
    const known = await this.pool.query('SELECT 1 FROM accounts LIMIT 1');
    if (known.rowCount !== 0) return null;
    const { rowCount } = await this.pool.query(
      `INSERT INTO accounts (username, display_name, role, password_hash) VALUES ('admin', 'Quản trị', 'admin', $1)
        ON CONFLICT DO NOTHING`,
      [await this.checks.hash(made)],
    );
    return password === null && rowCount === 1 ? made : null;
  }

  async put(account: z.output<typeof NewHubAccount>): Promise<Outcome<HubUser>> {
    const weak = judged(account.password, account.username);
    if (weak) return weak;
    if (account.role === 'viewer' && account.halls.length === 0)
      return refused('invalid_input', 'a viewer needs the halls to look at');
    const known = await this.pool.query('SELECT 1 FROM halls WHERE code = ANY($1)', [account.halls]);
    if (known.rowCount !== new Set(account.halls).size)
      return refused('invalid_input', 'one of the halls is not known');
    const { rows } = await this.pool.query<AccountRow>(
      `INSERT INTO accounts (username, display_name, role, halls, password_hash) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (username) DO UPDATE SET display_name = excluded.display_name, role = excluded.role,
          halls = excluded.halls, password_hash = excluded.password_hash, active = true RETURNING *`,
      [
        account.username,
        account.displayName ?? account.username,
        account.role,
        account.halls,
        await this.checks.hash(account.password),
      ],
    );
    // Whoever was signed in under the old password or role signs in again.
    await this.pool.query('DELETE FROM sessions WHERE username = $1', [account.username]);
    return { ok: true, value: userOf(rows[0] as AccountRow) };
  }

  async list(): Promise<HubUser[]> {
    const { rows } = await this.pool.query<AccountRow>(
      'SELECT * FROM accounts WHERE active ORDER BY username',
    );
    return rows.map(userOf);
  }

  /** Takes an account out of use, its sessions too. The last administrator stays. */
  async remove(username: string): Promise<Outcome<null>> {
    const { rowCount } = await this.pool.query(
      `UPDATE accounts SET active = false WHERE username = $1 AND active AND (role <> 'admin' OR
        (SELECT count(*) FROM accounts WHERE role = 'admin' AND active) > 1)`,
      [username],
    );
    if (rowCount === 0) return refused('conflict', 'no such account, or it is the last administrator');
    await this.pool.query('DELETE FROM sessions WHERE username = $1', [username]);
    return { ok: true, value: null };
  }

  async signIn(
    username: string,
    password: string,
    address: string,
  ): Promise<Outcome<{ token: string; expiresAt: string; user: HubUser }>> {
    const name = username.toLowerCase();
    const place = { kind: 'address', address } as const;
    const held = await this.holds.take(name, place);
    if (!held.ok) return held;
    const { rows } = await this.pool.query<AccountRow>(
      'SELECT * FROM accounts WHERE username = $1 AND active',
      [name],
    );
    const account = rows[0];
    this.decoy ??= this.checks.hash(randomBytes(12).toString('base64url'));
    const right = await this.checks.verify(
      account?.password_hash ?? (await this.decoy),
      password,
      'stranger',
    );
    if (!right.ok) {
      await this.holds.giveBack(name, place);
      return right;
    }
    if (!right.value || account === undefined)
      return refused('wrong_password', 'the name or the password is wrong');
    await this.holds.forgive(name, place);
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(Date.now() + HUB_SESSION_MS);
    await this.pool.query('DELETE FROM sessions WHERE expires_at < now()');
    await this.pool.query('INSERT INTO sessions VALUES ($1, $2, $3)', [tokenHash(token), name, expiresAt]);
    return { ok: true, value: { token, expiresAt: expiresAt.toISOString(), user: userOf(account) } };
  }

  /** Who a token stands for; null: nobody. */
  async find(token: string): Promise<HubUser | null> {
    const { rows } = await this.pool.query<AccountRow>(
      `SELECT a.* FROM sessions s JOIN accounts a ON a.username = s.username
        WHERE s.token_hash = $1 AND s.expires_at > now() AND a.active`,
      [tokenHash(token)],
    );
    return rows[0] === undefined ? null : userOf(rows[0]);
  }

  async signOut(token: string): Promise<void> {
    await this.pool.query('DELETE FROM sessions WHERE token_hash = $1', [tokenHash(token)]);
  }
}
