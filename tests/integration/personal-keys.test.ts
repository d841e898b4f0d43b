import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Pin } from '../../common/protocol/people.ts';
import { RestHall } from '../support/rest-hall.ts';

describe('own password and PIN', () => {
  const hall = new RestHall();
  let counter: string;
  beforeAll(async () => {
    await hall.begin();
    counter = hall.running.services.access.addDevice('counter', 'Máy quầy 1', '1').token;
  });
  afterAll(() => hall.close());

  const signIn = (username: string, password: string) =>
    hall.ask(null, 'POST', '/session', { username, password });
  const pinIn = (username: string, pin: string, device: string | null = counter) =>
    hall.ask(device, 'POST', '/session/pin', { username, pin });

  test('whoever knows the present password sets another; the other sessions end, this one goes on', async () => {
    const here = await hall.person('lan', 'clerk');
    const there = String((await signIn('lan', 'lan-mat-khau')).body.token);
    expect((await hall.ask(there, 'GET', '/session')).status).toBe(200);
    const wrong = await hall.ask(here, 'PUT', '/me/password', {
      password: 'khong-dung',
      newPassword: 'hoa-sen-2026',
    });
    expect(wrong.code).toBe('wrong_password');
    const same = await hall.ask(here, 'PUT', '/me/password', {
      password: 'lan-mat-khau',
      newPassword: 'lan-mat-khau',
    });
    expect(same.code).toBe('invalid_input');
    const done = await hall.ask(here, 'PUT', '/me/password', {
      password: 'lan-mat-khau',
      newPassword: 'hoa-sen-2026',
    });
    expect(done.status).toBe(200);
    expect((await hall.ask(here, 'GET', '/session')).status).toBe(200);
    expect((await hall.ask(there, 'GET', '/session')).code).toBe('unauthenticated');
    expect((await signIn('lan', 'lan-mat-khau')).code).toBe('unauthenticated');
    expect((await signIn('lan', 'hoa-sen-2026')).status).toBe(200);
    expect(hall.deeds(/password/)).toEqual(['lan account:password-changed']);
  });

  test('guessing at the present password is held back like guessing at the sign-in', async () => {
    const token = await hall.person('doan', 'clerk');
    const codes: (string | null)[] = [];
    for (let at = 0; at < 9; at += 1)
      codes.push(
        (
          await hall.ask(token, 'PUT', '/me/password', {
            password: `doan-${at}`,
            newPassword: 'hoa-sen-2026',
          })
        ).code,
      );
    expect(codes.at(0)).toBe('wrong_password');
    expect(codes.at(-1)).toBe('throttled');
  });

  test('a PIN opens a session at a paired counter, and nowhere else', async () => {
    const token = await hall.person('hoa', 'clerk', 'Trần Thị Hoa');
    const set = (pin: string) => hall.ask(token, 'PUT', '/me/pin', { password: 'hoa-mat-khau', pin });
    expect((await set('1234')).code).toBe('invalid_input');
    expect((await hall.ask(token, 'PUT', '/me/pin', { password: 'sai', pin: '2580' })).code).toBe(
      'wrong_password',
    );
    expect((await set('2580')).status).toBe(200);
    expect((await hall.ask(counter, 'GET', '/session/pin')).body).toEqual({
      people: [{ username: 'hoa', displayName: 'Trần Thị Hoa' }],
    });
    const session = await pinIn('hoa', '2580');
    expect(session.body.user).toMatchObject({ username: 'hoa', role: 'clerk' });
    expect((await hall.ask(String(session.body.token), 'GET', '/me/day')).status).toBe(200);
    expect((await pinIn('hoa', '2580', null)).code).toBe('unauthenticated');
    expect((await pinIn('hoa', '2580', token)).code).toBe('forbidden');
    const kiosk = hall.running.services.access.addDevice('kiosk', 'Máy lấy số', null).token;
    expect((await pinIn('hoa', '2580', kiosk)).code).toBe('forbidden');
    expect(hall.deeds(/pin/)).toEqual(['hoa account:pin-set']);
  });

  test('wrong PINs are held back, ten in a row lock it, and a right one for another person goes on', async () => {
    const token = await hall.person('minh', 'clerk');
    await hall.ask(token, 'PUT', '/me/pin', { password: 'minh-mat-khau', pin: '8053' });
    const codes: (string | null)[] = [];
    for (let at = 0; at < 6; at += 1) codes.push((await pinIn('minh', `900${at}`)).code);
    expect(codes).toEqual([...Array.from({ length: 5 }, () => 'wrong_pin'), 'throttled']);
    expect((await pinIn('minh', '8053')).code).toBe('throttled');
    expect((await pinIn('hoa', '2580')).status).toBe(200);
    expect((await pinIn('khong-ai', '2580')).code).toBe('wrong_pin');
  });

  test('a supervisor takes a PIN away, a deactivated account loses it, a Chairman gets none', async () => {
    const supervisor = await hall.person('phu-trach', 'supervisor');
    expect((await hall.ask(supervisor, 'DELETE', '/accounts/hoa/pin')).status).toBe(200);
    expect((await hall.ask(supervisor, 'DELETE', '/accounts/hoa/pin')).code).toBe('not_found');
    expect((await pinIn('hoa', '2580')).code).toBe('wrong_pin');
    expect(hall.deeds(/pin-removed/)).toEqual(['phu-trach account:pin-removed']);
    const chairman = await hall.person('chu-tich', 'chairman');
    expect((await hall.ask(chairman, 'PUT', '/me/pin', { password: 'x', pin: '2580' })).code).toBe(
      'forbidden',
    );
    const token = await hall.person('nam', 'clerk');
    await hall.ask(token, 'PUT', '/me/pin', { password: 'nam-mat-khau', pin: '7194' });
    // Who becomes an administrator types a password from then on.
    await hall.running.services.access.changeAccount('nam', {
      displayName: 'Nam',
      role: 'admin',
      insteadOf: 'clerk',
    });
    expect((await pinIn('nam', '7194')).code).toBe('wrong_pin');
    await hall.running.services.access.changeAccount('nam', {
      displayName: 'Nam',
      role: 'clerk',
      insteadOf: 'admin',
    });
    hall.running.services.access.deactivate('nam');
    expect(hall.running.services.keys.hasPin('nam')).toBe(false);
  });

  test('the lock after ten wrong PINs outlasts a restart of the throttle and ends with a new PIN', async () => {
    const { PersonalKeys } = await import('../../server/edges/personal-keys.ts');
    const { AccountStore } = await import('../../server/storage/accounts.ts');
    const { openDatabase, DATABASE_FILE } = await import('../../server/storage/database.ts');
    const token = await hall.person('thu', 'clerk');
    await hall.ask(token, 'PUT', '/me/pin', { password: 'thu-mat-khau', pin: '3917' });
    const db = openDatabase(`${hall.folder}/${DATABASE_FILE}`);
    const options = { accounts: new AccountStore(db), access: hall.running.services.access };
    for (let start = 0; start < 2; start += 1) {
      const keys = new PersonalKeys(options);
      for (let at = 0; at < 5; at += 1) await keys.signInByPin('thu', '0000', 'may-1');
    }
    const refusal = await new PersonalKeys(options).signInByPin('thu', '3917', 'may-1');
    expect(refusal.ok ? 'ok' : refusal.refusal.code).toBe('pin_locked');
    await hall.ask(token, 'PUT', '/me/pin', { password: 'thu-mat-khau', pin: '3917' });
    expect((await new PersonalKeys(options).signInByPin('thu', '3917', 'may-1')).ok).toBe(true);
    db.close();
  });

  test.each(['1111', '2345', '87654321', '123', '123456789', '12a4', ''])('%s is no PIN', (pin) => {
    expect(Pin.safeParse(pin).success).toBe(false);
  });
  test.each(['2580', '1357', '00123', '19283746'])('%s is a PIN', (pin) => {
    expect(Pin.safeParse(pin).success).toBe(true);
  });
});
