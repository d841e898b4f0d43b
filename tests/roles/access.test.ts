import { describe, expect, test } from 'vitest';
import { Access } from '../../server/edges/access.ts';
import { SESSION_MS } from '../../server/edges/sessions.ts';
import { tokenHash } from '../../server/edges/token-hash.ts';
import { BoundKeyStore } from '../../server/storage/bound-keys.ts';
import { DeviceStore } from '../../server/storage/devices.ts';
import {
  access,
  accounts,
  db,
  ended,
  freshStores,
  kindOf,
  MINUTE_MS,
  NOBODY,
  nowMs,
  open,
  pass,
  person,
  programs,
  requireKeys,
} from './access-stores.ts';

freshStores();

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
      pass(14_999);
      expect(kindOf(token)).toBe('user');
      pass(1);
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
    pass(4_999);
    expect(kindOf(short.token)).toBe('program');
    pass(1);
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
    requireKeys();
    expect(admitted(board)).toEqual({ principal: NOBODY, keyMissing: true });
    expect(admitted(token)).toMatchObject({ principal: { kind: 'user' }, keyMissing: false });
    expect(admitted(program)).toMatchObject({ principal: { kind: 'program' }, keyMissing: false });
    expect(admitted('x'.repeat(43))).toEqual({ principal: NOBODY, keyMissing: false });
    expect(access.proveKey(board, '10.0.0.9', undefined)).toBe('key_required');
    expect(access.proveKey(program, '10.0.0.9', undefined)).toBe('unbound');
    expect(access.proveKey('x'.repeat(43), '10.0.0.9', undefined)).toBe('unbound');
  });

  test('tokens are told by their length before anything is looked up, and one that was unknown may be known a moment later', () => {
    person('lan');
    const known = (length: number) => {
      const token = 'z'.repeat(length);
      expect(kindOf(token)).toBe('nobody');
      accounts.addSession(tokenHash(token), 'lan', nowMs + SESSION_MS, nowMs);
      return kindOf(token);
    };
    expect([19, 20, 200, 201].map(known)).toEqual(['nobody', 'user', 'user', 'nobody']);
  });

  test('a bound token without its key is no one’s, is told as a copy after half a minute, and is only unknown once revoked', () => {
    const keys = new BoundKeyStore(db);
    const { token } = person('lan');
    const { token: board, device } = access.addDevice('display', 'Bảng 1', null);
    for (const each of [token, board]) keys.bind(tokenHash(each), 'a-key-of-another-machine');
    const copies: unknown[] = [];
    const stop = access.onCopy((copy) => copies.push(copy));
    for (const each of [token, board]) {
      expect(access.admit(each, true, '10.0.0.9')).toEqual({ principal: NOBODY, keyMissing: true });
      expect(access.proveKey(each, '10.0.0.9', undefined)).toBe('key_required');
    }
    pass(29_999);
    access.sweep();
    expect(copies).toEqual([]);
    pass(1);
    access.sweep();
    expect(copies).toMatchObject([
      { principal: { kind: 'user', username: 'lan' }, address: '10.0.0.9' },
      { principal: { kind: 'device', deviceId: device.id }, address: '10.0.0.9' },
    ]);
    access.admit(token, true, '10.0.0.9');
    access.admit(board, true, '10.0.0.9');
    access.revoke(device.id);
    expect(access.admit(board, true, '10.0.0.9')).toEqual({ principal: NOBODY, keyMissing: false });
    expect(access.proveKey(board, '10.0.0.9', undefined)).toBe('unbound');
    pass(30_000);
    access.sweep();
    // Of the revoked one nobody is told: it stands for nobody.
    expect(copies).toHaveLength(3);
    stop();
    access.admit(token, true, '10.0.0.8');
    pass(30_000);
    access.sweep();
    expect(copies).toHaveLength(3);
  });

  test('devices are listed with when they were last there', () => {
    const first = access.addDevice('display', 'Bảng 1', null).device;
    pass(1);
    const second = access.addDevice('kiosk', 'Máy 1', null).device;
    const seen = () => access.listDevices().map(({ id, lastSeenAtMs }) => [id, lastSeenAtMs]);
    expect(seen()).toEqual([
      [first.id, null],
      [second.id, null],
    ]);
    access.seen(first.id);
    const firstSeenMs = nowMs;
    pass(1_000);
    access.seenAll([second.id, 'printer-1']);
    expect(seen()).toEqual([
      [first.id, firstSeenMs],
      [second.id, nowMs],
    ]);
  });

  test('a hall without tokens for programs knows people and devices all the same', () => {
    const { token } = person('lan');
    const plain = new Access({
      accounts,
      devices: new DeviceStore(db),
      now: () => nowMs,
      idleMs: () => MINUTE_MS,
      keys: new BoundKeyStore(db),
    });
    expect([token, 'x'.repeat(43)].map((each) => plain.identify(each).kind)).toEqual(['user', 'nobody']);
    expect(plain.revokeProgram('token-1')).toBeNull();
    const board = plain.addDevice('display', 'Bảng 1', null).token;
    expect(plain.admit(board, true, '10.0.0.9').keyMissing).toBe(false);
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
      pass(minutes * MINUTE_MS);
    };
    later(150);
    expect(access.admit(token, true, '10.0.0.9').principal.kind).toBe('user');
    later(150);
    expect(access.stillRuns(key)).toBe(true);
    later(150);
    access.worked('lan');
    later(100);
    access.worked('minh');
    expect(access.admit(token, false, '10.0.0.9').principal.kind).toBe('user');
    expect(access.identify(token, false).kind).toBe('user');
    later(139);
    expect(access.identify(token, false).kind).toBe('user');
    pass(59_000);
    expect(access.identify(token, false).kind).toBe('user');
    pass(1_000);
    // Whoever works at a button now is too late for it.
    access.worked('lan');
    expect(access.identify(token).kind).toBe('nobody');
    expect(access.stillRuns(key)).toBe(false);
    expect(ended).toEqual([[key, 'unauthenticated']]);
  });

  test('it ends after fourteen hours, however much is done with it', () => {
    const { token } = person('lan');
    for (let minute = 0; minute < 13 * 60; minute += 60) {
      expect(kindOf(token)).toBe('user');
      pass(60 * MINUTE_MS);
    }
    pass(60 * MINUTE_MS - 1);
    expect(kindOf(token)).toBe('user');
    pass(1);
    expect(kindOf(token)).toBe('nobody');
  });

  test('without its account it stands for nobody', () => {
    accounts.addSession(tokenHash('y'.repeat(43)), 'nobody-knows', nowMs + SESSION_MS, nowMs);
    expect(kindOf('y'.repeat(43))).toBe('nobody');
    const { token } = person('lan');
    expect(kindOf(token)).toBe('user');
    db.exec("DELETE FROM accounts WHERE username = 'lan'");
    pass(15_000);
    expect(kindOf(token)).toBe('nobody');
  });

  test('its last work is written down once a minute, so that a restart finds it as idle as it was', () => {
    const { token } = person('lan');
    const written = () => accounts.findSession(tokenHash(token))?.activeAtMs ?? 0;
    const beganMs = nowMs;
    expect(kindOf(token)).toBe('user');
    pass(MINUTE_MS - 1);
    expect(kindOf(token)).toBe('user');
    expect(written()).toBe(beganMs);
    pass(1);
    expect(kindOf(token)).toBe('user');
    expect(written()).toBe(nowMs);
    open();
    pass(240 * MINUTE_MS);
    expect(kindOf(token)).toBe('nobody');
  });

  test('a sweep takes out those that are over and no other, also those that nobody asked for since the start', () => {
    const idle = person('lan');
    pass(100 * MINUTE_MS);
    const fresh = person('minh');
    open();
    pass(140 * MINUTE_MS);
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
