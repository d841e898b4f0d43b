import { randomInt } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { PIN_ROLES } from '../../common/protocol/account-bounds.ts';
import { type Outcome, refused } from '../../common/protocol/refusals.ts';
import type { SignedIn } from '../../common/protocol/rest/session.ts';
import type { AccountStore } from '../storage/accounts.ts';
import type { Access } from './access.ts';
import { judged } from './password-rules.ts';
import type { SignInPlace } from './perimeter/sign-in-place.ts';

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
    place: SignInPlace,
  ): Promise<Outcome<null>> {
    const proven = await this.prove(username, given.password, place);
    if (!proven.ok) return proven;
    if (given.password === given.newPassword)
      return refused('invalid_input', 'the new password is the present one');
    const weak = judged(given.newPassword, proven.value.username);
    if (weak) return weak;
    const account = this.accounts.find(proven.value.username);
    if (!account?.active) return refused('not_found', 'no such account');
    this.accounts.put({ ...account, passwordHash: await this.access.passwords.hash(given.newPassword) });
    this.access.endSessionsOf(account.username, token);
    return { ok: true, value: null };
  }

  /** Sets the PIN of whoever knows the password. */
  async setPin(
    username: string,
    given: { password: string; pin: string },
    place: SignInPlace,
  ): Promise<Outcome<null>> {
    const proven = await this.prove(username, given.password, place);
    if (!proven.ok) return proven;
    this.accounts.putPin(proven.value.username, await this.access.passwords.hash(given.pin));
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
    const account = this.accounts.find(name);
    const known =
      account?.active && PIN_ROLES.includes(account.role) ? this.accounts.findPin(name) : undefined;
    // Taken before the PIN is verified, by name at this device: nobody is locked out from another counter. The hash is
    // in the key, so that a new PIN begins with all its attempts.
    const key = `${name} ${deviceId} ${known?.pinHash ?? ''}`;
    try {
      await this.failuresByDevice.consume(deviceId);
      await this.failuresByName.consume(key);
    } catch {
      return refused('throttled', 'too many wrong PINs; wait five minutes', THROTTLED);
    }
    if (known && known.failures >= WRONG_PINS)
      return refused('pin_locked', 'too many wrong PINs in a row; sign in with the password');
    this.decoy ??= this.access.passwords.hash(String(randomInt(1_000_000_000)));
    const checked = await this.access.passwords.verify(known?.pinHash ?? (await this.decoy), pin, 'known');
    if (!account || !known || !checked.ok || !checked.value) {
      if (known) this.accounts.countPinFailure(name);
      return refused('wrong_pin', 'the PIN is not right');
    }
    this.accounts.clearPinFailures(name);
    await this.failuresByName.delete(key);
    await this.failuresByDevice.reward(deviceId);
    return { ok: true, value: this.access.openSession(account) };
  }

  /** The one at the keyboard knows the password; a wrong one here ends no session and counts as a failed sign-in. */
  async prove(username: string, password: string, place: SignInPlace) {
    const proven = await this.access.prove(username, password, place);
    if (proven.ok || proven.refusal.code !== 'unauthenticated') return proven;
    return refused('wrong_password', 'the present password is not right');
  }
}
