import { describe, expect, test } from 'vitest';
import type { Role } from '../../common/protocol/primitives.ts';
import { SESSION_MS } from '../../server/edges/sessions.ts';
import { tokenHash } from '../../server/edges/token-hash.ts';
import {
  access,
  accounts,
  codeOf,
  freshStores,
  HERE,
  kindOf,
  MINUTE_MS,
  nowMs,
  pass,
  person,
  rejections,
} from './access-stores.ts';

freshStores();

describe('pairing', () => {
  const claim = (code: string, address = '10.0.0.9') => access.claim(code, address);

  test('a code of eight plain letters pairs one device, once, however it is typed', async () => {
    const { code, expiresAt } = access.makePairingCode('display', 'Bảng 1', '2');
    expect(code).toMatch(/^[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}$/);
    const more = Array.from({ length: 20 }, () => access.makePairingCode('kiosk', 'Máy', null).code);
    expect(new Set(more).size).toBe(20);
    expect(new Set(more.join('')).size).toBeGreaterThan(20);
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
    pass(10 * MINUTE_MS - 1);
    expect((await claim(early)).ok).toBe(true);
    pass(1);
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
    expect(rejections.of('pairing_held')).toBe(1);
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
    const fresh = await access.addAccount({
      username: 'mai',
      password: 'hoa-sen-tren-ho',
      ...details('clerk'),
    });
    expect(fresh).toMatchObject({
      ok: true,
      value: { username: 'mai', displayName: 'Bà Lan', active: true },
    });
    expect(codeOf(await access.signIn('mai', 'hoa-sen-tren-ho', HERE))).toBe('done');
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
    const signed = await access.signIn('lan', 'hoa-sen-tren-ho', HERE);
    expect(signed).toMatchObject({ ok: true, value: { user: { username: 'lan', role: 'clerk' } } });
    expect(signed.ok && kindOf(signed.value.token)).toBe('user');
    // Names are told in any case and with spaces about them.
    expect(codeOf(await access.signIn(' LAN ', 'hoa-sen-tren-ho', HERE))).toBe('done');
    const wrong = await access.signIn('lan', 'hoa-sen', HERE);
    const unknown = await access.signIn('nguyen', 'hoa-sen-tren-ho', HERE);
    expect(wrong).toEqual(unknown);
    expect(codeOf(wrong)).toBe('unauthenticated');
    expect(rejections.of('sign_in_wrong')).toBe(2);
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
    // A token of before does not come back with it.
    accounts.addSession(tokenHash(token), 'lan', nowMs + SESSION_MS, nowMs);
    await access.changeAccount('lan', details('clerk', { reopen: true }));
    expect(accounts.find('lan')?.active).toBe(true);
    expect(kindOf(token)).toBe('nobody');
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
