import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { passwordRefusal } from '../../server/edges/password-rules.ts';
import { startHall } from '../../server/main.ts';
import { RestHall } from '../support/rest-hall.ts';

const codeOf = (password: string, username = 'lan') => passwordRefusal(password, username)?.code ?? null;

describe('a password', () => {
  test.each([
    '12345678',
    '1234567890',
    'Password123',
    'QWERTYUIOP',
    'matkhau123',
    'Matkhau@123',
    'anhyeuem123',
    'UBND@2026',
    'aaaaaaaaaa',
    'abababababab',
    'abcdefghijkl',
    '9876543210',
  ])('%s is among the first that are tried', (password) => {
    expect(codeOf(password)).toBe('password_common');
  });

  test.each([
    ['nguyen.van.minh', 'nguyenvanminh'],
    ['nguyen.van.minh', 'Nguyen.Van.Minh'],
    ['nguyen.van.minh', '2026nguyenvanminh!'],
    ['nguyen.van.minh', 'hnimnavneyugn'],
    ['thulan', 'thulanthulan'],
    ['can-bo-01', 'can-bo-01'],
  ])('of %s may not be %s, nearly the name', (username, password) => {
    expect(codeOf(password, username)).toBe('password_like_name');
  });

  test.each([
    'hoa-sen-tren-ho-1',
    'mot-cua-lien-thong-1',
    'lan-mat-khau',
    'Trời hôm nay đẹp quá',
    'x7 qK!mz04',
  ])('%s may be chosen', (password) => {
    expect(codeOf(password)).toBeNull();
  });
});

describe('the hall', () => {
  let hall: RestHall;
  beforeAll(async () => {
    hall = await new RestHall().begin();
  });
  afterAll(() => hall.close());

  const account = (password: string) => ({
    username: 'thu.lan',
    displayName: 'Thu Lan',
    role: 'clerk',
    password,
  });

  test('adding an account changes nobody: a name that is taken is refused, in any case and out of use', async () => {
    const admin = hall.admin();
    const lan = await hall.person('lan', 'clerk');
    const add = async (username: string) =>
      (
        await hall.ask(admin, 'POST', '/accounts', {
          ...account('hoa-sen-tren-ho-1'),
          username,
          role: 'chairman',
        })
      ).code;
    const kept = () =>
      hall.running.services.access.listAccounts().find((each) => each.username === 'lan') ?? null;
    const before = kept();
    expect(await add('Lan')).toBe('username_taken');
    expect(kept()).toEqual(before);
    expect((await hall.ask(lan, 'GET', '/me/day')).status).toBe(200);
    await hall.ask(admin, 'DELETE', '/accounts/lan');
    expect(await add('lan')).toBe('username_taken');
    expect(kept()).toEqual({ ...before, active: false });
    const twins = await Promise.all([add('mai'), add('mai')]);
    expect(twins.toSorted()).toEqual([null, 'username_taken']);
  });

  test('another role names the one it replaces, the last administrator stays one, and a return is said', async () => {
    const admin = hall.admin();
    await hall.person('hoa', 'clerk');
    const change = async (username: string, body: object) =>
      (await hall.ask(admin, 'PUT', `/accounts/${username}`, { displayName: 'Hoa', ...body })).code;
    const now = () => {
      const found = hall.running.services.access.listAccounts().find((each) => each.username === 'hoa');
      return [found?.role, found?.active];
    };
    expect(await change('hoa', { role: 'chairman' })).toBe('role_unconfirmed');
    expect(await change('hoa', { role: 'chairman', insteadOf: 'supervisor' })).toBe('role_unconfirmed');
    expect(now()).toEqual(['clerk', true]);
    expect(await change('hoa', { role: 'chairman', insteadOf: 'clerk' })).toBeNull();
    await hall.ask(admin, 'DELETE', '/accounts/hoa');
    expect(await change('hoa', { role: 'chairman' })).toBeNull();
    expect(now()).toEqual(['chairman', false]);
    expect(await change('hoa', { role: 'chairman', reopen: true })).toBeNull();
    expect(now()).toEqual(['chairman', true]);
    expect(await change('admin', { role: 'clerk', insteadOf: 'admin' })).toBe('last_admin');
    expect((await hall.ask(admin, 'DELETE', '/accounts/admin')).code).toBe('last_admin');
    expect(await change('khong-ai', { role: 'clerk' })).toBe('not_found');
  });

  test('refuses weak passwords for accounts and for one’s own, with a code of each kind', async () => {
    const admin = hall.admin();
    const make = async (password: string) =>
      (await hall.ask(admin, 'POST', '/accounts', account(password))).code;
    expect(await make('ngan-9-ky')).toBe('invalid_input');
    expect(await make('matkhau@2026')).toBe('password_common');
    expect(await make('thulan2026')).toBe('password_like_name');
    expect(await make('hoa-sen-tren-ho-1')).toBeNull();
    const { body } = await hall.ask(null, 'POST', '/session', {
      username: 'thu.lan',
      password: 'hoa-sen-tren-ho-1',
    });
    const change = async (newPassword: string) =>
      (
        await hall.ask(String(body.token), 'PUT', '/me/password', {
          password: 'hoa-sen-tren-ho-1',
          newPassword,
        })
      ).code;
    expect(await change('1234567890')).toBe('password_common');
    expect(await change('Thulan-thulan')).toBe('password_like_name');
    expect(await change('hoa-sen-tren-ho-2')).toBeNull();
  });

  test('does not start for the first time with a common ADMIN_PASSWORD, and says so', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'motcua-password-'));
    const start = (adminPassword: string) =>
      startHall(
        {
          port: 0,
          host: '127.0.0.1',
          dataDir: join(folder, adminPassword),
          adminPassword,
          logLevel: 'silent',
          timeZone: 'Asia/Ho_Chi_Minh',
        },
        { webFolder: folder },
      );
    await expect(start('12345678')).rejects.toThrow(/^ADMIN_PASSWORD cannot be used: this password is among/);
    await expect(start('administrator')).rejects.toThrow(/^ADMIN_PASSWORD/);
    const running = await start('sen-8-ky');
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('an old service file with a common ADMIN_PASSWORD does not stop a hall that is set up', async () => {
    const { running, folder } = hall;
    await running.stop();
    const again = await startHall(
      {
        port: 0,
        host: '127.0.0.1',
        dataDir: folder,
        adminPassword: '12345678',
        logLevel: 'silent',
        timeZone: 'Asia/Ho_Chi_Minh',
      },
      { webFolder: folder, clock: hall.clock },
    );
    hall.running = again;
    expect(again.setUpToken).toBeNull();
  });
});
