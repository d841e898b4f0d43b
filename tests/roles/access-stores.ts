import Sqlite, { type Database } from 'better-sqlite3';
import { afterEach, beforeEach } from 'vitest';
import type { Role } from '../../common/protocol/primitives.ts';
import { Access } from '../../server/edges/access.ts';
import { Rejections } from '../../server/edges/perimeter/rejections.ts';
import { ProgramTokens } from '../../server/edges/program-tokens.ts';
import { AccountStore } from '../../server/storage/accounts.ts';
import { BoundKeyStore } from '../../server/storage/bound-keys.ts';
import { DeviceStore } from '../../server/storage/devices.ts';
import { ProgramTokenStore } from '../../server/storage/program-tokens.ts';

export const MINUTE_MS = 60_000;
export const HERE = { kind: 'server' } as const;
export const NOBODY = { kind: 'nobody' };

/** Who may come in, on real tables and without a hall around them; each test begins with fresh ones. */
export let db: Database;
export let nowMs: number;
export let accounts: AccountStore;
export let access: Access;
export let programs: ProgramTokens;
export let rejections: Rejections;
/** Tokens that ended, by digest, with why. */
export let ended: [string, string][];
let keysRequired: boolean;

/** Opens the tables, as a process that starts. */
export function open(): void {
  const now = () => nowMs;
  accounts = new AccountStore(db);
  const devices = new DeviceStore(db);
  rejections = new Rejections();
  programs = new ProgramTokens({ store: new ProgramTokenStore(db), now });
  access = new Access({
    accounts,
    devices,
    programs,
    now,
    idleMs: (role) => (role === 'clerk' ? 240 : 60) * MINUTE_MS,
    rejections,
    keys: new BoundKeyStore(db),
    keysRequired: () => keysRequired,
  });
  ended = [];
  access.onEnded((hash, code) => ended.push([hash, code]));
}

/** Lets time pass, ms. */
export function pass(ms: number): void {
  nowMs += ms;
}

/** From now on devices without a key are kept out. */
export function requireKeys(): void {
  keysRequired = true;
}

/** To be called once by each file. */
export function freshStores(): void {
  beforeEach(() => {
    db = new Sqlite(':memory:');
    nowMs = Date.UTC(2026, 10, 24, 0, 30);
    keysRequired = false;
    open();
  });
  afterEach(() => {
    db.close();
  });
}

/** An account, without the work of hashing a password. */
export const person = (username: string, role: Role = 'clerk') => {
  const row = { username, displayName: `Bà ${username}`, role, passwordHash: '-', active: true };
  accounts.put(row);
  return { row, token: access.openSession(row).token };
};
export const kindOf = (token: string) => access.identify(token).kind;
export const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }) =>
  outcome.ok ? 'done' : (outcome.refusal?.code ?? 'refused without a code');
