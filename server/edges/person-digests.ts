import { createHmac, randomBytes } from 'node:crypto';
import type { SealedValues } from '../storage/sealed-values.ts';
import type { SecretStore } from '../storage/secrets.ts';

const NAME = 'person-key';

/**
 * Digests by which the numbers of one person are counted for a day. The key is random, new each day and sealed; the one of
 * before is forgotten, and with it nobody can tell any more whose card a digest was made of.
 */
export class PersonDigests {
  private readonly secrets: SecretStore;
  private readonly sealed: SealedValues;
  private readonly today: () => string;

  /** @param options.today the hall's calendar day */
  constructor(options: { secrets: SecretStore; sealed: SealedValues; today: () => string }) {
    this.secrets = options.secrets;
    this.sealed = options.sealed;
    this.today = options.today;
  }

  /** @param card the number of an ID card; it is kept nowhere */
  digest(card: string): string {
    return createHmac('sha256', this.key()).update(card).digest('base64url').slice(0, 22);
  }

  /** Forgets a key of an earlier day. */
  sweep(): void {
    if (this.secrets.get(NAME) !== undefined && this.kept() === null) this.secrets.remove(NAME);
  }

  private key(): Buffer {
    const known = this.kept();
    if (known !== null) return known;
    const key = randomBytes(32);
    this.secrets.set(NAME, this.sealed.seal(`${this.today()} ${key.toString('base64url')}`, NAME));
    return key;
  }

  private kept(): Buffer | null {
    const text = this.secrets.get(NAME);
    const [date, key = ''] = (text === undefined ? null : this.sealed.open(text, NAME))?.split(' ') ?? [];
    return date === this.today() ? Buffer.from(key, 'base64url') : null;
  }
}
