import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { type Outcome, refused } from '../../../common/protocol/refusals.ts';
import { placeKey, type SignInPlace } from './sign-in-place.ts';

/**
 * Holds guessing back before a password is verified. Each name has a budget per place; a stranger's address and a name
 * guessed at from many addresses have one besides. The last closes the name to strangers only: a paired desk, the
 * hall's own machine and a browser that signed in before still get in.
 */
export class SignInHolds {
  private readonly byStrangerAndName = limiter(8, 300, 120);
  private readonly byKnownPlaceAndName = limiter(8, 300, 30);
  private readonly byDeviceAndName = limiter(20, 300, 30);
  private readonly byAddress = limiter(40, 300, 120);
  private readonly byNameOfStrangers = limiter(100, 3_600, 900);

  /** Takes one attempt from each budget; `throttled` when one is used up. Nothing is verified then. */
  async take(name: string, place: SignInPlace): Promise<Outcome<null>> {
    try {
      // The address first: a stranger who makes up names fills no memory with them.
      if (place.kind === 'address') await this.byAddress.consume(placeKey(place));
      await this.ofPlace(place).consume(`${name} ${placeKey(place)}`);
      if (place.kind === 'address') await this.byNameOfStrangers.consume(name);
      return { ok: true, value: null };
    } catch (held) {
      if (!(held instanceof RateLimiterRes)) throw held;
      const retryAfterSeconds = Math.max(1, Math.ceil(held.msBeforeNext / 1_000));
      return refused('throttled', 'too many failed attempts; wait', { retryAfterSeconds });
    }
  }

  /** The password was right: the attempt is given back, and what failed before it from this place is forgotten. */
  async forgive(name: string, place: SignInPlace): Promise<void> {
    await this.ofPlace(place).delete(`${name} ${placeKey(place)}`);
    await this.rewardStranger(name, place);
  }

  /** Nothing was verified, for the queue was full: the attempt is given back. */
  async giveBack(name: string, place: SignInPlace): Promise<void> {
    await this.ofPlace(place).reward(`${name} ${placeKey(place)}`);
    await this.rewardStranger(name, place);
  }

  private async rewardStranger(name: string, place: SignInPlace): Promise<void> {
    if (place.kind !== 'address') return;
    await this.byAddress.reward(placeKey(place));
    await this.byNameOfStrangers.reward(name);
  }

  private ofPlace(place: SignInPlace): RateLimiterMemory {
    if (place.kind === 'address') return this.byStrangerAndName;
    return place.kind === 'device' ? this.byDeviceAndName : this.byKnownPlaceAndName;
  }
}

function limiter(points: number, duration: number, blockDuration: number): RateLimiterMemory {
  return new RateLimiterMemory({ points, duration, blockDuration });
}
