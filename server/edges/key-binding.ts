import {
  createHmac,
  createPublicKey,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import type { KeyProof } from '../../common/protocol/device-keys.ts';
import { signedText } from '../../common/protocol/signed-text.ts';

const NONCE_MS = 60_000;
const MOST_USED = 10_000;
/** An address that proved the key is not asked again for so long; a page asks anew on each connection. */
const PROVEN_MS = 14 * 3_600_000;
const MOST_PROVEN = 10_000;
/** Whoever shows a bound token and proves nothing within this time has no key: it is a copy. */
const GRACE_MS = 30_000;

/** Where the keys of tokens are kept; tokens are known by digest. */
export interface BoundKeys {
  /** SPKI as base64url; null: the token is bound to no key. */
  find(key: string): string | null;
  bind(key: string, publicKey: string): void;
}

/** What came of a token shown with or without a proof. */
export type Proven = 'good' | 'unbound' | 'key_required' | 'key_wrong';

/**
 * Binds tokens to keys that stay on the device that has them. The first proof binds; from then on a token is good on a
 * connection that proves the key, and for requests from an address that did. What shows a bound token without its key
 * is reported as a copy.
 */
export class KeyBinding {
  private readonly now: () => number;
  private readonly keys: BoundKeys;
  private readonly onCopy: (key: string, address: string) => void;
  private readonly secret = randomBytes(32);
  private readonly used = new Map<string, number>();
  private readonly proven = new Map<string, number>();
  private readonly unproven = new Map<string, { key: string; address: string; sinceMs: number }>();

  constructor(options: {
    now: () => number;
    keys: BoundKeys;
    onCopy: (key: string, address: string) => void;
  }) {
    this.now = options.now;
    this.keys = options.keys;
    this.onCopy = options.onCopy;
  }

  /** A nonce to sign, good once and for a minute. Nothing is kept until it is used. */
  nonce(): string {
    const body = Buffer.concat([Buffer.from(String(this.now())), Buffer.from('.'), randomBytes(16)]);
    return `${body.toString('base64url')}_${this.seal(body)}`;
  }

  /** Judges a token shown by a connection, and remembers its address when the key was proved. */
  prove(key: string, address: string, proof: KeyProof | undefined): Proven {
    const bound = this.keys.find(key);
    if (proof === undefined) {
      if (bound === null) return 'unbound';
      this.noteUnproven(key, address);
      return 'key_required';
    }
    if (!this.takeNonce(proof.nonce)) return 'key_required';
    const publicKey = bound ?? proof.publicKey;
    if (!isSigned(publicKey, proof)) {
      if (bound !== null) this.copyFound(key, address);
      return 'key_wrong';
    }
    if (bound === null) this.keys.bind(key, publicKey);
    this.remember(key, address);
    return 'good';
  }

  /** Whether a request with this token may pass from there: it is bound to no key, or the key was proved from there. */
  admits(key: string, address: string): Proven {
    if (this.keys.find(key) === null) return 'unbound';
    if ((this.proven.get(place(key, address)) ?? 0) > this.now()) return 'good';
    this.noteUnproven(key, address);
    return 'key_required';
  }

  /** Reports what has shown a bound token for a while and proved nothing. */
  sweep(): void {
    const nowMs = this.now();
    for (const { key, address, sinceMs } of [...this.unproven.values()])
      if (nowMs - sinceMs >= GRACE_MS) this.copyFound(key, address);
    for (const [nonce, untilMs] of this.used) if (untilMs <= nowMs) this.used.delete(nonce);
    for (const [each, untilMs] of this.proven) if (untilMs <= nowMs) this.proven.delete(each);
  }

  private remember(key: string, address: string): void {
    const at = place(key, address);
    this.unproven.delete(at);
    if (this.proven.size >= MOST_PROVEN) this.proven.clear();
    this.proven.set(at, this.now() + PROVEN_MS);
  }

  private noteUnproven(key: string, address: string): void {
    const at = place(key, address);
    if (!this.unproven.has(at) && this.unproven.size < MOST_PROVEN)
      this.unproven.set(at, { key, address, sinceMs: this.now() });
  }

  private copyFound(key: string, address: string): void {
    this.unproven.delete(place(key, address));
    this.onCopy(key, address);
  }

  private seal(body: Buffer): string {
    return createHmac('sha256', this.secret).update(body).digest('hex');
  }

  private takeNonce(nonce: string): boolean {
    const [body = '', seal = ''] = nonce.split(/_(?=[0-9a-f]{64}$)/);
    const bytes = Buffer.from(body, 'base64url');
    const right = Buffer.from(this.seal(bytes));
    const given = Buffer.from(seal);
    if (right.length !== given.length || !timingSafeEqual(right, given)) return false;
    const ageMs = this.now() - Number(bytes.toString('latin1').split('.', 1)[0]);
    if (!(ageMs >= 0 && ageMs < NONCE_MS) || this.used.has(nonce)) return false;
    if (this.used.size >= MOST_USED) return false;
    this.used.set(nonce, this.now() + NONCE_MS);
    return true;
  }
}

const place = (key: string, address: string) => `${key} ${address}`;

function readKey(publicKey: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' });
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : null;
  } catch {
    return null;
  }
}

function isSigned(publicKey: string, { nonce, signature }: KeyProof): boolean {
  const key = readKey(publicKey);
  if (key === null) return false;
  const text = Buffer.from(signedText(nonce));
  return verify('sha256', text, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
}
