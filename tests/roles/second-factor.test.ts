import { TOTP } from 'otpauth';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askFrom } from '../support/loopback-client.ts';
import { RestHall } from '../support/rest-hall.ts';

const START_MS = Date.UTC(2026, 10, 24, 0, 30);
const PASSWORD = 'mot-cua-lien-thong-1';

describe('the second factor of an administrator', () => {
  let hall: RestHall;
  let admin: string;

  beforeEach(async () => {
    hall = new RestHall();
    hall.realAtMs = START_MS;
    await hall.begin();
    admin = hall.admin();
  });
  afterEach(() => hall.close());

  const later = (seconds: number) => {
    hall.realAtMs = (hall.realAtMs ?? 0) + seconds * 1_000;
  };
  const signIn = async (code?: string) => {
    const answer = await hall.ask(null, 'POST', '/session', {
      username: 'admin',
      password: PASSWORD,
      ...(code === undefined ? {} : { code }),
    });
    return answer.code ?? String(answer.status);
  };
  const codeOf = (secret: string) =>
    new TOTP({ secret, digits: 6, period: 30 }).generate({ timestamp: hall.realAtMs ?? 0 });
  /** Enrols as the dialog does. */
  const enrol = async () => {
    const begun = await hall.ask(admin, 'POST', '/me/second-factor', { password: PASSWORD });
    const secret = String(begun.body.secret);
    expect(begun.body.uri).toContain(`secret=${secret}`);
    const confirmed = await hall.ask(admin, 'PUT', '/me/second-factor', { code: codeOf(secret) });
    return { secret, codes: confirmed.body.recoveryCodes as string[] };
  };

  test('is asked for only after a right code has confirmed it', async () => {
    expect(
      (await hall.ask(admin, 'POST', '/me/second-factor', { password: 'khong-phai-mat-khau' })).code,
    ).toBe('wrong_password');
    const begun = await hall.ask(admin, 'POST', '/me/second-factor', { password: PASSWORD });
    expect(await signIn()).toBe('200');
    expect((await hall.ask(admin, 'PUT', '/me/second-factor', { code: '000000' })).code).toBe(
      'second_factor_wrong',
    );
    const secret = String(begun.body.secret);
    expect((await hall.ask(admin, 'PUT', '/me/second-factor', { code: codeOf(secret) })).status).toBe(200);
    expect(await signIn()).toBe('second_factor_required');
    expect((await hall.ask(admin, 'GET', '/me/second-factor')).body).toEqual({ on: true });
  });

  test('takes each code once, of this half minute and its neighbours', async () => {
    const { secret } = await enrol();
    expect(await signIn(codeOf(secret))).toBe('second_factor_wrong');
    later(30);
    const code = codeOf(secret);
    expect(await signIn(code)).toBe('200');
    expect(await signIn(code)).toBe('second_factor_wrong');
    later(30);
    const late = codeOf(secret);
    later(60);
    expect(await signIn(late)).toBe('second_factor_wrong');
    expect(await signIn(codeOf(secret))).toBe('200');
  });

  test('a recovery code signs in once, in whatever way it is written', async () => {
    const { codes } = await enrol();
    expect(new Set(codes).size).toBe(10);
    const [first = '', second = ''] = codes;
    expect(await signIn(first.toUpperCase().replace('-', ' '))).toBe('200');
    expect(await signIn(first)).toBe('second_factor_wrong');
    expect(await signIn(second)).toBe('200');
    // Nothing of them is kept but digests.
    const log = JSON.stringify(hall.running.services.reads.events(0, 10_000));
    for (const code of codes) expect(log).not.toContain(code);
  });

  test('guesses are held back, and a wrong password tells nothing of the factor', async () => {
    const { secret } = await enrol();
    const codes: string[] = [];
    for (let guess = 0; guess < 7; guess += 1) codes.push(await signIn(`00000${guess}`));
    expect(codes.at(-1)).toBe('throttled');
    later(30);
    expect(await signIn(codeOf(secret))).toBe('throttled');
    const wrong = await hall.ask(null, 'POST', '/session', { username: 'admin', password: 'sai-mat-khau' });
    expect(wrong.code).toBe('unauthenticated');
  });

  test('ends other sessions when it is taken into use, and is taken away by password and code', async () => {
    const other = hall.admin();
    const { secret } = await enrol();
    expect((await hall.ask(other, 'GET', '/session')).status).toBe(401);
    expect((await hall.ask(admin, 'GET', '/session')).status).toBe(200);
    later(30);
    const remove = (code: string, password = PASSWORD) =>
      hall.ask(admin, 'DELETE', '/me/second-factor', { password, code });
    expect((await remove('000000')).code).toBe('second_factor_wrong');
    expect((await remove(codeOf(secret), 'khong-phai-no')).code).toBe('wrong_password');
    expect((await remove(codeOf(secret))).status).toBe(200);
    expect(await signIn()).toBe('200');
    expect(hall.deeds(/second-factor/)).toEqual([
      'admin account:second-factor-set',
      'admin account:second-factor-removed',
    ]);
  });

  test('lost with all its codes, it is taken away by another administrator, never by oneself', async () => {
    await enrol();
    const path = '/accounts/admin/second-factor';
    expect((await hall.ask(admin, 'DELETE', path)).code).toBe('forbidden');
    const second = await hall.person('quan-tri-hai', 'admin');
    expect((await hall.ask(second, 'DELETE', path)).status).toBe(200);
    expect((await hall.ask(admin, 'GET', '/session')).status).toBe(401);
    expect(await signIn()).toBe('200');
    expect((await hall.ask(second, 'DELETE', path)).code).toBe('not_found');
  });

  test('is not locked by wrong codes from elsewhere, even by somebody who knows the password', async () => {
    const { secret } = await enrol();
    const from = async (address: string, code: string) => {
      const body = { username: 'admin', password: PASSWORD, code };
      const answer = await askFrom(hall.running.url, {
        method: 'POST',
        path: '/api/v1/session',
        from: address,
        body,
      });
      return answer.code ?? String(answer.status);
    };
    for (let at = 0; at < 6; at += 1) expect(await from('127.0.0.81', '000000')).toBe('second_factor_wrong');
    expect(await from('127.0.0.81', codeOf(secret))).toBe('throttled');
    later(30);
    expect(await from('127.0.0.82', codeOf(secret))).toBe('200');
    // From many places together strangers have thirty codes an hour; the administrator's own browser goes on.
    const codes = [];
    for (let at = 0; at < 30; at += 1) codes.push(await from(`127.0.3.${at + 1}`, '000000'));
    expect(codes.filter((code) => code === 'throttled').length).toBeGreaterThan(0);
    later(30);
    const { token } = hall.running.services.access.addDevice('counter', 'Máy quầy', '1');
    const desk = { method: 'POST', path: '/api/v1/session', headers: { authorization: `Bearer ${token}` } };
    const body = { username: 'admin', password: PASSWORD, code: codeOf(secret) };
    expect((await askFrom(hall.running.url, { ...desk, body })).status).toBe(200);
  });
});
