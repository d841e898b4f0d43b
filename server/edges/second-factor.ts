import { randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { type Outcome, refused } from '../../common/protocol/refusals.ts';
import type { SecondFactorRow, SecondFactorStore } from '../storage/second-factors.ts';
import { placeKey, type SignInPlace } from './perimeter/sign-in-place.ts';
import { tokenHash } from './token-hash.ts';

const STEP_SECONDS = 30;
const RECOVERY_CODES = 10;
/** Ten letters of these are fifty bits; none is mistaken for another when written by hand. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Codes of an authenticator application (TOTP, RFC 6238) beside the password, for those who choose it. */
export class SecondFactor {
  private readonly store: SecondFactorStore;
  private readonly now: () => number;
  private readonly tries = new RateLimiterMemory({ points: 6, duration: 300 });
  /** Of all strangers together: a code is guessed once in ten thousand hours, and nobody else is held by it. */
  private readonly triesOfStrangers = new RateLimiterMemory({ points: 30, duration: 3_600 });

  /** @param options.now real time, epoch ms */
  constructor(options: { store: SecondFactorStore; now: () => number }) {
    this.store = options.store;
    this.now = options.now;
  }

  /** Whether an account signs in with a code. */
  isOn(username: string): boolean {
    return this.store.find(username)?.confirmed === true;
  }

  /** Begins: a secret for the application, that holds once a right code of it was shown. */
  begin(username: string): Outcome<{ secret: string; uri: string }> {
    if (this.isOn(username)) return refused('conflict', 'a second factor is in use; take it away first');
    const secret = new Secret({ size: 20 }).base32;
    this.store.put(username, { secret, confirmed: false, lastStep: 0, recovery: [] });
    return { ok: true, value: { secret, uri: totpOf(username, secret).toString() } };
  }

  /** Takes it into use. @returns recovery codes, each good once, which are shown this one time */
  async confirm(username: string, code: string): Promise<Outcome<{ recoveryCodes: readonly string[] }>> {
    const factor = this.store.find(username);
    if (!factor || factor.confirmed) return refused('not_found', 'there is nothing to confirm');
    const taken = await this.take(username, factor, code, { kind: 'server' });
    if (!taken.ok) return taken;
    const recoveryCodes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
    this.store.put(username, {
      ...taken.value,
      confirmed: true,
      recovery: recoveryCodes.map((each) => tokenHash(plain(each))),
    });
    return { ok: true, value: { recoveryCodes } };
  }

  /**
   * Whether an account may go on with this code: of the application, or a recovery code, which is then used up.
   * @param place wrong codes are held back by name and place, so that nobody is locked out from elsewhere
   */
  async check(username: string, code: string | undefined, place: SignInPlace): Promise<Outcome<null>> {
    const factor = this.store.find(username);
    if (!factor?.confirmed) return { ok: true, value: null };
    if (code === undefined) return refused('second_factor_required', 'a code of the authenticator is needed');
    const taken = await this.take(username, factor, code, place);
    if (!taken.ok) return taken;
    this.store.put(username, taken.value);
    await this.tries.delete(`${username} ${placeKey(place)}`);
    return { ok: true, value: null };
  }

  /** Takes it away. @returns false when there was none */
  remove(username: string): boolean {
    return this.store.remove(username);
  }

  private async take(
    username: string,
    factor: SecondFactorRow,
    given: string,
    place: SignInPlace,
  ): Promise<Outcome<SecondFactorRow>> {
    try {
      await this.tries.consume(`${username} ${placeKey(place)}`);
      if (place.kind === 'address') await this.triesOfStrangers.consume(username);
    } catch {
      return refused('throttled', 'too many wrong codes; wait five minutes', { retryAfterSeconds: 300 });
    }
    const code = plain(given);
    const timestamp = this.now();
    const { secret } = factor;
    const delta =
      secret !== null && /^\d{6}$/.test(code)
        ? totpOf(username, secret).validate({ token: code, timestamp, window: 1 })
        : null;
    if (delta !== null) {
      const step = Math.floor(timestamp / 1_000 / STEP_SECONDS) + delta;
      // A code that somebody read over the shoulder has been used.
      if (step > factor.lastStep) return { ok: true, value: { ...factor, lastStep: step } };
    }
    const digest = tokenHash(code);
    if (factor.recovery.includes(digest))
      return { ok: true, value: { ...factor, recovery: factor.recovery.filter((each) => each !== digest) } };
    return refused('second_factor_wrong', 'the code is not right, or was used');
  }
}

const plain = (code: string) => code.toLowerCase().replace(/[^a-z0-9]/g, '');

function totpOf(username: string, secret: string): TOTP {
  return new TOTP({ issuer: 'Mot cua', label: username, secret, digits: 6, period: STEP_SECONDS });
}

function newRecoveryCode(): string {
  let code = '';
  for (let at = 0; at < 10; at += 1) code += LETTERS[randomInt(LETTERS.length)] ?? 'a';
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}
