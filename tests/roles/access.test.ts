import Sqlite, { type Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '../../common/protocol/primitives.ts';
import { Access } from '../../server/edges/access.ts';
import { Rejections } from '../../server/edges/perimeter/rejections.ts';
import { ProgramTokens } from '../../server/edges/program-tokens.ts';
import { SESSION_MS } from '../../server/edges/sessions.ts';
import { tokenHash } from '../../server/edges/token-hash.ts';
import { AccountStore } from '../../server/storage/accounts.ts';
import { BoundKeyStore } from '../../server/storage/bound-keys.ts';
import { DeviceStore } from '../../server/storage/devices.ts';
import { ProgramTokenStore } from '../../server/storage/program-tokens.ts';

const MINUTE_MS = 60_000;
const HERE = { kind: 'server' } as const;
const NOBODY = { kind: 'nobody' };

let db: Database;
let nowMs: number;
let keysRequired: boolean;
let accounts: AccountStore;
let access: Access;
let programs: ProgramTokens;
let ended: [string, string][];

/** The stores of a hall, as its process opens them. */
function open(): void {
  const now = () => nowMs;
  accounts = new AccountStore(db);
  const devices = new DeviceStore(db);
  programs = new ProgramTokens({ store: new ProgramTokenStore(db), now });
  access = new Access({
    accounts,
    devices,
    programs,
    now,
    idleMs: (role) => (role === 'clerk' ? 240 : 60) * MINUTE_MS,
    rejections: new Rejections(),
    keys: new BoundKeyStore(db),
    keysRequired: () => keysRequired,
  });
  ended = [];
  access.onEnded((hash, code) => ended.push([hash, code]));
}

beforeEach(() => {
  db = new Sqlite(':memory:');
  nowMs = Date.UTC(2026, 10, 24, 0, 30);
  keysRequired = false;
  open();
});
afterEach(() => db.close());

/** An account, without the work of hashing a password. */
const person = (username: string, role: Role = 'clerk') => {
  const row = { username, displayName: `Bà ${username}`, role, passwordHash: '-', active: true };
  accounts.put(row);
  return { row, token: access.openSession(row).token };
};
const kindOf = (token: string) => access.identify(token).kind;
const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }) => outcome.refusal?.code ?? 'done';

describe('who a token stands for', () => {
  test('a person by a session, a device by its token, a program by its token, and else nobody', () => {
    const { token } = person('lan');
    const { token: board, device } = access.addDevice('display', 'Bảng 1', '2');
    const made = programs.make({ name: 'Cổng', scopes: ['tickets:read'] }, 'admin');
    expect(access.identify(token)).toEqual({
      kind: 'user',
      username: 'lan',
      displayName: 'Bà lan',
      role: 'clerk',
    });
    expect(access.identify(board)).toEqual({
      kind: 'device',
      deviceId: device.id,
      name: 'Bảng 1',
      deviceKind: 'display',
      counter: '2',
    });
    expect(made.ok && access.identify(made.value.token)).toMatchObject({
      kind: 'program',
      scopes: ['tickets:read'],
    });
    for (const none of [null, '', 'x'.repeat(19), 'x'.repeat(43), 'x'.repeat(201), tokenHash(token)])
      expect(access.identify(none)).toEqual(NOBODY);
  });

  test('an account that another process took out of use, or gave another role, is seen within a quarter of a minute', () => {
    for (const change of [{ active: false }, { role: 'supervisor' as const }]) {
      const { row, token } = person('lan');
      expect(kindOf(token)).toBe('user');
      accounts.put({ ...row, ...change });
      nowMs += 14_999;
      expect(kindOf(token)).toBe('user');
      nowMs += 1;
      expect(kindOf(token)).toBe('nobody');
      accounts.put(row);
    }
  });

  test('a device that is revoked is nobody at once, and its page is told why', () => {
    const { token, device } = access.addDevice('kiosk', 'Máy 1', null);
    expect(kindOf(token)).toBe('device');
    expect(access.whyUnknown(token)).toBe('unauthenticated');
    expect(access.revoke(device.id)).toBe(true);
    expect(kindOf(token)).toBe('nobody');
    expect(access.whyUnknown(token)).toBe('revoked');
    expect(ended).toEqual([[tokenHash(token), 'revoked']]);
    expect(access.revoke(device.id)).toBe(false);
    expect(access.revoke('kiosk-0')).toBe(false);
    expect(access.whyUnknown('x'.repeat(43))).toBe('unauthenticated');
    expect(access.whyUnknown(null)).toBe('unauthenticated');
    // Nor does a restart bring it back.
    open();
    expect(kindOf(token)).toBe('nobody');
  });

  test('a program’s token ends at its moment, though it was asked a second before, and at once when it is revoked', () => {
    const make = (more: { expiresAt?: string }) => {
      const made = programs.make({ name: 'Cổng', scopes: ['tickets:read'], ...more }, 'admin');
      if (!made.ok) throw new Error(made.refusal.message);
      return made.value;
    };
    const short = make({ expiresAt: new Date(nowMs + 5_000).toISOString() });
    nowMs += 4_999;
    expect(kindOf(short.token)).toBe('program');
    nowMs += 1;
    expect(kindOf(short.token)).toBe('nobody');
    const long = make({});
    expect(kindOf(long.token)).toBe('program');
    expect(access.revokeProgram(long.row.id)).toBe('Cổng');
    expect(kindOf(long.token)).toBe('nobody');
    expect(access.revokeProgram(long.row.id)).toBeNull();
    expect(ended).toEqual([[tokenHash(long.token), 'revoked']]);
  });

  test('where keys are asked for, a device without one is kept out; people and programs are not', () => {
    const { token } = person('lan');
    const { token: board } = access.addDevice('display', 'Bảng 1', null);
    const made = programs.make({ name: 'Cổng', scopes: ['tickets:read'] }, 'admin');
    const program = made.ok ? made.value.token : '';
    const admitted = (of: string) => access.admit(of, true, '10.0.0.9');
    expect(admitted(board)).toMatchObject({ principal: { kind: 'device' }, keyMissing: false });
    keysRequired = true;
    expect(admitted(board)).toEqual({ principal: NOBODY, keyMissing: true });
    expect(admitted(token)).toMatchObject({ principal: { kind: 'user' }, keyMissing: false });
    expect(admitted(program)).toMatchObject({ principal: { kind: 'program' }, keyMissing: false });
    expect(admitted('x'.repeat(43))).toEqual({ principal: NOBODY, keyMissing: false });
    expect(access.proveKey(board, '10.0.0.9', undefined)).toBe('key_required');
    expect(access.proveKey(program, '10.0.0.9', undefined)).toBe('unbound');
    expect(access.proveKey('x'.repeat(43), '10.0.0.9', undefined)).toBe('unbound');
  });

  test('whoever listens no more is told nothing more', () => {
    const told: string[] = [];
    const stop = access.onEnded((_hash, code) => told.push(code));
    access.revoke(access.addDevice('kiosk', 'Máy 1', null).device.id);
    stop();
    access.revoke(access.addDevice('kiosk', 'Máy 2', null).device.id);
    expect(told).toEqual(['revoked']);
  });
});

describe('how long a session runs', () => {
  test('work by any way keeps it alive: a request, a command over a socket, a button; a page that reads by itself does not', () => {
    const { token } = person('lan');
    const key = tokenHash(token);
    const later = (minutes: number) => {
      nowMs += minutes * MINUTE_MS;
    };
    later(200);
    expect(access.admit(token, true, '10.0.0.9').principal.kind).toBe('user');
    later(200);
    expect(access.stillRuns(key)).toBe(true);
    later(200);
    access.worked('lan');
    access.worked('minh');
    later(200);
    expect(access.admit(token, false, '10.0.0.9').principal.kind).toBe('user');
    expect(access.identify(token, false).kind).toBe('user');
    later(39);
    expect(access.identify(token, false).kind).toBe('user');
    later(1);
    expect(access.stillRuns(key)).toBe(false);
    expect(ended).toEqual([[key, 'unauthenticated']]);
  });

  test('its last work is written down once a minute, so that a restart finds it as idle as it was', () => {
    const { token } = person('lan');
    const written = () => accounts.findSession(tokenHash(token))?.activeAtMs ?? 0;
    const beganMs = nowMs;
    expect(kindOf(token)).toBe('user');
    nowMs += MINUTE_MS - 1;
    expect(kindOf(token)).toBe('user');
    expect(written()).toBe(beganMs);
    nowMs += 1;
    expect(kindOf(token)).toBe('user');
    expect(written()).toBe(nowMs);
    open();
    nowMs += 240 * MINUTE_MS;
    expect(kindOf(token)).toBe('nobody');
  });

  test('a sweep takes out those that are over and no other, also those that nobody asked for since the start', () => {
    const idle = person('lan');
    nowMs += 100 * MINUTE_MS;
    const fresh = person('minh');
    open();
    nowMs += 140 * MINUTE_MS;
    access.sweep();
    expect(accounts.sessionHashes()).toEqual([tokenHash(fresh.token)]);
    expect(ended).toEqual([[tokenHash(idle.token), 'unauthenticated']]);
    expect(kindOf(fresh.token)).toBe('user');
  });

  test('it tells its end, ends when its person signs out, and leaves other sessions alone', () => {
    const { row, token } = person('lan');
    const other = access.openSession(row);
    expect(Date.parse(other.expiresAt)).toBe(nowMs + SESSION_MS);
    expect(other.user).toEqual({ username: 'lan', displayName: 'Bà lan', role: 'clerk' });
    access.signOut(token);
    expect(kindOf(token)).toBe('nobody');
    expect(kindOf(other.token)).toBe('user');
    const third = access.openSession(row);
    access.endSessionsOf('lan', third.token);
    expect([other, third].map((each) => kindOf(each.token))).toEqual(['nobody', 'user']);
    access.endSessionsOf('lan');
    expect(kindOf(third.token)).toBe('nobody');
    expect(accounts.sessionHashes()).toEqual([]);
  });
});

describe('pairing', () => {
  const claim = (code: string, address = '10.0.0.9') => access.claim(code, address);

  test('a code of eight plain letters pairs one device, once, however it is typed', async () => {
    const { code, expiresAt } = access.makePairingCode('display', 'Bảng 1', '2');
    expect(code).toMatch(/^[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}$/);
    expect(Date.parse(expiresAt)).toBe(nowMs + 10 * MINUTE_MS);
    const paired = await claim(` ${code.toLowerCase().replace('-', ' ')} `);
    if (!paired.ok) throw new Error(paired.refusal.message);
    const { device, token } = paired.value;
    expect(device).toMatchObject({ kind: 'display', name: 'Bảng 1', counter: '2', createdAtMs: nowMs });
    expect(device.id).toMatch(/^display-[0-9a-f]{10}$/);
    expect(access.identify(token)).toMatchObject({ kind: 'device', deviceId: device.id });
    expect(codeOf(await claim(code))).toBe('pairing_code_invalid');
  });

  test('a code is good for ten minutes', async () => {
    const early = access.makePairingCode('kiosk', 'Máy 1', null).code;
    const late = access.makePairingCode('kiosk', 'Máy 2', null).code;
    nowMs += 10 * MINUTE_MS - 1;
    expect((await claim(early)).ok).toBe(true);
    nowMs += 1;
    expect(codeOf(await claim(late))).toBe('pairing_code_invalid');
  });

  test('ten wrong codes hold back the address that tried them, and no other; a right one costs no attempt', async () => {
    for (let right = 0; right < 12; right += 1) {
      const { code } = access.makePairingCode('kiosk', `Máy ${right}`, null);
      expect((await claim(code)).ok).toBe(true);
    }
    for (let wrong = 0; wrong < 10; wrong += 1)
      expect(codeOf(await claim('AAAA-AAAA'))).toBe('pairing_code_invalid');
    const { code } = access.makePairingCode('kiosk', 'Máy', null);
    const held = await claim(code);
    expect(held).toMatchObject({
      ok: false,
      refusal: { code: 'throttled', details: { retryAfterSeconds: 120 } },
    });
    expect((await claim(code, '10.7.0.9')).ok).toBe(true);
  });
});

describe('accounts', () => {
  const details = (role: Role, more: object = {}) => ({ displayName: 'Bà Lan', role, ...more });
  const put = (username: string, role: Role) => person(username, role).token;

  test('a name is given once, also when its account is out of use; nobody is changed by it', async () => {
    put('hoa', 'admin');
    put('lan', 'clerk');
    access.deactivate('lan');
    const again = await access.addAccount({ username: 'lan', password: 'hoa-sen-1', ...details('admin') });
    expect(codeOf(again)).toBe('username_taken');
    expect(accounts.find('lan')).toMatchObject({ role: 'clerk', active: false });
    expect(access.hasAccount('lan')).toBe(true);
    expect(access.hasAccount('minh')).toBe(false);
    expect(access.displayName('lan')).toBe('Bà lan');
    expect(access.displayName('minh')).toBe('minh');
  });

  test('another role is given only by naming the one that it replaces, and ends the sessions; a name alone does not', async () => {
    const token = put('lan', 'clerk');
    expect(codeOf(await access.changeAccount('minh', details('clerk')))).toBe('not_found');
    const unsaid = await access.changeAccount('lan', details('supervisor'));
    expect(unsaid).toMatchObject({ refusal: { code: 'role_unconfirmed', details: { role: 'clerk' } } });
    expect(codeOf(await access.changeAccount('lan', details('supervisor', { insteadOf: 'admin' })))).toBe(
      'role_unconfirmed',
    );
    expect(codeOf(await access.changeAccount('lan', details('clerk')))).toBe('done');
    expect(kindOf(token)).toBe('user');
    expect(accounts.find('lan')?.displayName).toBe('Bà Lan');
    expect(codeOf(await access.changeAccount('lan', details('supervisor', { insteadOf: 'clerk' })))).toBe(
      'done',
    );
    expect(kindOf(token)).toBe('nobody');
  });

  test('a new password ends the sessions and is the one that signs in', async () => {
    const token = put('lan', 'clerk');
    await access.changeAccount('lan', details('clerk', { password: 'hoa-sen-tren-ho' }));
    expect(kindOf(token)).toBe('nobody');
    expect(codeOf(await access.signIn('lan', 'hoa-sen-tren-ho', HERE))).toBe('done');
    // Names are told in any case and with spaces about them.
    expect(codeOf(await access.signIn(' LAN ', 'hoa-sen-tren-ho', HERE))).toBe('done');
    const wrong = await access.signIn('lan', 'hoa-sen', HERE);
    const unknown = await access.signIn('nguyen', 'hoa-sen-tren-ho', HERE);
    expect(wrong).toEqual(unknown);
    expect(codeOf(wrong)).toBe('unauthenticated');
    put('hoa', 'admin');
    access.deactivate('lan');
    expect(codeOf(await access.signIn('lan', 'hoa-sen-tren-ho', HERE))).toBe('unauthenticated');
  });

  test('out of use, an account has no session and no PIN, and comes back only where that is asked for', async () => {
    put('hoa', 'admin');
    const token = put('lan', 'clerk');
    accounts.putPin('lan', '-');
    expect(codeOf(access.deactivate('lan'))).toBe('done');
    expect(kindOf(token)).toBe('nobody');
    expect(accounts.findPin('lan')).toBeUndefined();
    expect(codeOf(access.deactivate('lan'))).toBe('not_found');
    expect(codeOf(access.deactivate('minh'))).toBe('not_found');
    await access.changeAccount('lan', details('clerk'));
    expect(accounts.find('lan')?.active).toBe(false);
    await access.changeAccount('lan', details('clerk', { reopen: true }));
    expect(accounts.find('lan')?.active).toBe(true);
  });

  test('the last administrator in use keeps the role and the account; one of two does not', async () => {
    put('hoa', 'admin');
    put('cuc', 'admin');
    put('lan', 'clerk');
    const demote = (name: string) =>
      access.changeAccount(name, details('clerk', { insteadOf: 'admin' })).then(codeOf);
    expect(codeOf(access.deactivate('cuc'))).toBe('done');
    expect(codeOf(access.deactivate('hoa'))).toBe('last_admin');
    expect(await demote('hoa')).toBe('last_admin');
    // An administrator out of use is none: giving that one another role takes nothing away.
    expect(await demote('cuc')).toBe('done');
    expect(codeOf(await access.changeAccount('hoa', details('admin')))).toBe('done');
    put('mai', 'admin');
    expect(await demote('hoa')).toBe('done');
    expect(access.listAccounts().map(({ username, role }) => [username, role])).toEqual([
      ['cuc', 'clerk'],
      ['hoa', 'clerk'],
      ['lan', 'clerk'],
      ['mai', 'admin'],
    ]);
  });
});
