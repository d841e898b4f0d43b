import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { PIN_ROLES } from '../../common/protocol/people.ts';
import { type Outcome, refused } from '../../common/protocol/refusals.ts';
import type { AccountStore } from '../storage/accounts.ts';
import type { Access, SignedIn } from './access.ts';

/** So many wrong PINs in a row, over whatever time, and only the password opens the account. */
const WRONG_PINS = 10;
const THROTTLED = { retryAfterSeconds: 300 };

/** What people keep for themselves: their password, and the PIN with which they sign in at a paired counter. */
export class PersonalKeys {
  private readonly accounts: AccountStore;
  private readonly access: Access;
  private readonly failuresByName = new RateLimiterMemory({ points: 5, duration: 300, blockDuration: 300 });
  private readonly failuresByDevice = new RateLimiterMemory({
    points: 20,
    duration: 300,
    blockDuration: 300,
  });
  /** Verified against where there is no PIN, so that the answer takes as long. */
  private decoy: Promise<string> | undefined;

  constructor(options: { accounts: AccountStore; access: Access }) {
    this.accounts = options.accounts;
    this.access = options.access;
  }

  /**
   * A new password for whoever knows the present one. Every other session of the account ends.
   * @param token the session that asks, which goes on
   */
  async changePassword(
    username: string,
    given: { password: string; newPassword: string },
    token: string | null,
    address: string,
  ): Promise<Outcome<null>> {
    const proven = await this.prove(username, given.password, address);
    if (!proven.ok) return proven;
    if (given.password === given.newPassword)
      return refused('invalid_input', 'the new password is the present one');
    const account = this.accounts.find(proven.value.username);
    if (!account?.active) return refused('not_found', 'no such account');
    this.accounts.put({ ...account, passwordHash: await hash(given.newPassword) });
    this.access.endSessionsOf(account.username, token);
    return { ok: true, value: null };
  }

  /** Sets the PIN of whoever knows the password. */
  async setPin(
    username: string,
    given: { password: string; pin: string },
    address: string,
  ): Promise<Outcome<null>> {
    const proven = await this.prove(username, given.password, address);
    if (!proven.ok) return proven;
    this.accounts.putPin(proven.value.username, await hash(given.pin));
    await this.failuresByName.delete(proven.value.username);
    return { ok: true, value: null };
  }

  /** Takes a PIN away; the password remains. */
  removePin(username: string): Outcome<null> {
    return this.accounts.removePin(username)
      ? { ok: true, value: null }
      : refused('not_found', 'this account has no PIN');
  }

  hasPin(username: string): boolean {
    return this.accounts.findPin(username) !== undefined;
  }

  /** Whom a paired counter offers for the quick sign-in. */
  peopleWithPin(): { username: string; displayName: string }[] {
    return this.accounts.usernamesWithPin().flatMap((username) => {
      const account = this.accounts.find(username);
      if (!account?.active || !PIN_ROLES.includes(account.role)) return [];
      return [{ username, displayName: account.displayName }];
    });
  }

  /** Signs a person in at a paired counter. @param deviceId the counter that asks */
  async signInByPin(username: string, pin: string, deviceId: string): Promise<Outcome<SignedIn>> {
    const name = username.trim().toLowerCase();
    const [byName, byDevice] = await Promise.all([
      this.failuresByName.get(name),
      this.failuresByDevice.get(deviceId),
    ]);
    if ((byName?.remainingPoints ?? 1) <= 0 || (byDevice?.remainingPoints ?? 1) <= 0)
      return refused('throttled', 'too many wrong PINs; wait five minutes', THROTTLED);
    const account = this.accounts.find(name);
    const known =
      account?.active && PIN_ROLES.includes(account.role) ? this.accounts.findPin(name) : undefined;
    if (known && known.failures >= WRONG_PINS)
      return refused('pin_locked', 'too many wrong PINs in a row; sign in with the password');
    this.decoy ??= hash(String(randomInt(1_000_000_000)));
    const right = await verify(known?.pinHash ?? (await this.decoy), pin).catch(() => false);
    if (!account || !known || !right) {
      if (known) this.accounts.countPinFailure(name);
      await Promise.all([
        this.failuresByName.consume(name).catch(() => undefined),
        this.failuresByDevice.consume(deviceId).catch(() => undefined),
      ]);
      return refused('wrong_pin', 'the PIN is not right');
    }
    this.accounts.clearPinFailures(name);
    await this.failuresByName.delete(name);
    return { ok: true, value: this.access.openSession(account) };
  }

  /** The one at the keyboard knows the password; a wrong one here ends no session and counts as a failed sign-in. */
  private async prove(username: string, password: string, address: string) {
    const proven = await this.access.prove(username, password, address);
    if (proven.ok || proven.refusal.code !== 'unauthenticated') return proven;
    return refused('wrong_password', 'the present password is not right');
  }
}
