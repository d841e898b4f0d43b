import { randomBytes } from 'node:crypto';
import type { NewProgramToken, ProgramToken } from '../../common/protocol/links.ts';
import { type Outcome, refused } from '../../common/protocol/refusals.ts';
import type { ProgramTokenRow, ProgramTokenStore } from '../storage/program-tokens.ts';
import { TokenBucket } from './perimeter/token-bucket.ts';
import type { Principal } from './principal.ts';
import { tokenHash } from './token-hash.ts';

export type ProgramPrincipal = Extract<Principal, { kind: 'program' }>;

/** So many tokens may be good at once: a hall has a handful of programs. */
const MOST_TOKENS = 100;
/** Calls of one token at once, and then a second: a program that follows the hall, not one that floods it. */
const BURST = 120;
const PER_SECOND = 20;
/** Its last use is noted so often at most. */
const TOUCH_MS = 60_000;
/** By these letters a token is known where it must not be: in a log, in a repository. */
const PREFIX = 'mctk_';

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

/** Tokens with which other programs call the interface, within their scopes and at a bounded rate. */
export class ProgramTokens {
  private readonly store: ProgramTokenStore;
  private readonly now: () => number;
  private readonly monotonicMs: () => number;
  private readonly used = new Map<string, { bucket: TokenBucket; touchedAtMs: number }>();

  /** @param options.now real time, epoch ms; tokens end by it */
  constructor(options: { store: ProgramTokenStore; now: () => number; monotonicMs?: () => number }) {
    this.store = options.store;
    this.now = options.now;
    this.monotonicMs = options.monotonicMs ?? (() => performance.now());
  }

  /** A token with these scopes; it is shown here and never again. `invalid_input` when its end is past. */
  make(wanted: NewProgramToken, createdBy: string): Outcome<{ token: string; row: ProgramToken }> {
    const nowMs = this.now();
    const expiresAtMs = wanted.expiresAt === undefined ? null : Date.parse(wanted.expiresAt);
    if (expiresAtMs !== null && expiresAtMs <= nowMs)
      return refused('invalid_input', 'the token would have ended already');
    const inUse = this.store.list().filter((row) => this.stateOf(row) === 'active');
    if (inUse.length >= MOST_TOKENS) return refused('conflict', `there are ${MOST_TOKENS} tokens in use`);
    const token = `${PREFIX}${randomBytes(32).toString('base64url')}`;
    const row: ProgramTokenRow = {
      id: `token-${randomBytes(6).toString('hex')}`,
      name: wanted.name,
      scopes: wanted.scopes,
      createdBy,
      createdAtMs: nowMs,
      expiresAtMs,
      revokedAtMs: null,
      lastUsedAtMs: null,
    };
    this.store.add(row, tokenHash(token));
    return { ok: true, value: { token, row: this.listed(row) } };
  }

  list(): ProgramToken[] {
    return this.store.list().map((row) => this.listed(row));
  }

  /** The program behind a digest; undefined when there is none, or its token has ended. */
  find(hash: string): ProgramPrincipal | undefined {
    const row = this.store.find(hash);
    if (row === undefined || this.stateOf(row) !== 'active') return undefined;
    const { id, name, scopes, expiresAtMs } = row;
    return { kind: 'program', tokenId: id, name, scopes, expiresAtMs };
  }

  /** Name of a token, also of one that has ended; undefined: none. */
  nameOf(id: string): string | undefined {
    return this.store.list().find((row) => row.id === id)?.name;
  }

  /** Ends a token. @returns its name and digest; undefined when there is none in use. */
  revoke(id: string): { name: string; tokenHash: string } | undefined {
    this.used.delete(id);
    return this.store.revoke(id, this.now());
  }

  /** Takes one call from a program's budget and notes the use; `throttled` beyond it. */
  take({ tokenId }: ProgramPrincipal): Outcome<null> {
    const atMs = this.monotonicMs();
    let used = this.used.get(tokenId);
    if (used === undefined) {
      const bucket = new TokenBucket({ burst: BURST, perSecond: PER_SECOND, nowMs: atMs });
      used = { bucket, touchedAtMs: Number.NEGATIVE_INFINITY };
      this.used.set(tokenId, used);
    }
    if (atMs - used.touchedAtMs >= TOUCH_MS) {
      used.touchedAtMs = atMs;
      this.store.touch(tokenId, this.now());
    }
    if (used.bucket.take(atMs)) return { ok: true, value: null };
    return refused('throttled', 'this token asks too often', {
      retryAfterSeconds: Math.max(1, Math.ceil(used.bucket.waitMs(atMs) / 1_000)),
    });
  }

  private stateOf({ revokedAtMs, expiresAtMs }: ProgramTokenRow): ProgramToken['state'] {
    if (revokedAtMs !== null) return 'revoked';
    return expiresAtMs !== null && expiresAtMs <= this.now() ? 'expired' : 'active';
  }

  private listed(row: ProgramTokenRow): ProgramToken {
    return {
      id: row.id,
      name: row.name,
      scopes: [...row.scopes],
      createdAt: new Date(row.createdAtMs).toISOString(),
      createdBy: row.createdBy,
      expiresAt: iso(row.expiresAtMs),
      lastUsedAt: iso(row.lastUsedAtMs),
      state: this.stateOf(row),
    };
  }
}
