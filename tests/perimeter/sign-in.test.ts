import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askFrom } from '../support/loopback-client.ts';
import { RestHall } from '../support/rest-hall.ts';

const PHONE = '127.0.0.9';

describe('guessing at passwords', () => {
  const hall = new RestHall();
  let desk: string;
  beforeAll(async () => {
    await hall.begin();
    await hall.person('lan', 'clerk');
    desk = hall.running.services.access.addDevice('counter', 'Máy quầy 1', '1').token;
  });
  afterAll(() => hall.close());

  const signIn = (
    username: string,
    password: string,
    from: string,
    headers: Readonly<Record<string, string>> = {},
  ) =>
    askFrom(hall.running.url, {
      method: 'POST',
      path: '/api/v1/session',
      from,
      headers,
      body: { username, password },
    });
  const guess = async (username: string, from: string, times: number, headers = {}) => {
    const codes = [];
    for (let at = 0; at < times; at += 1)
      codes.push((await signIn(username, `sai-${at}`, from, headers)).code);
    return codes;
  };

  test('nine wrong guesses hold the one who guesses and nobody else: desk, other machine and server get in', async () => {
    const codes = await guess('lan', PHONE, 9);
    expect(codes.slice(0, 8)).toEqual(Array.from({ length: 8 }, () => 'unauthenticated'));
    expect(codes[8]).toBe('throttled');
    expect((await signIn('lan', 'lan-mat-khau', PHONE)).code).toBe('throttled');
    expect((await signIn('lan', 'lan-mat-khau', PHONE, { authorization: `Bearer ${desk}` })).status).toBe(
      200,
    );
    expect((await signIn('lan', 'lan-mat-khau', '127.0.0.10')).status).toBe(200);

    await guess('admin', PHONE, 9);
    const { url } = hall.running;
    const here = { host: new URL(url).host, origin: url };
    expect((await signIn('admin', 'mot-cua-lien-thong-1', '127.0.0.1', here)).status).toBe(200);
  });

  test('a name guessed at from many addresses is closed to strangers, and open where it signed in before', async () => {
    await hall.person('hoa', 'clerk');
    const first = await signIn('hoa', 'hoa-mat-khau', '127.0.1.200');
    const browser = String(first.headers['set-cookie']?.find((each) => each.startsWith('motcua_browser=')));
    const cookie = browser.split(';')[0] ?? '';
    expect(browser).toContain('HttpOnly');
    for (let machine = 1; machine <= 13; machine += 1) await guess('hoa', `127.0.1.${machine}`, 8);
    expect((await signIn('hoa', 'hoa-mat-khau', '127.0.1.99')).code).toBe('throttled');
    expect((await signIn('hoa', 'hoa-mat-khau', '127.0.1.99', { cookie })).status).toBe(200);
    expect(
      (await signIn('hoa', 'hoa-mat-khau', '127.0.1.99', { authorization: `Bearer ${desk}` })).status,
    ).toBe(200);
    // The cookie speaks for the name it was given for, and for no other.
    expect((await signIn('lan', 'sai', PHONE, { cookie })).code).toBe('throttled');
  });

  test('four hundred guesses at once: eight are verified, the rest are refused before they cost anything', async () => {
    await hall.person('minh', 'clerk');
    const { rejections } = hall.running.services;
    const before = { wrong: rejections.of('sign_in_wrong'), held: rejections.of('sign_in_held') };
    // Once it was refused a hundred times, connections of the address are closed at once.
    const answers = await Promise.all(
      Array.from({ length: 400 }, (_, at) => signIn('minh', `sai-${at}`, '127.0.0.40').catch(() => null)),
    );
    expect(answers.filter((each) => each?.code === 'unauthenticated')).toHaveLength(8);
    const held = answers.filter((each) => each?.code === 'throttled');
    expect(held.length).toBeGreaterThanOrEqual(90);
    expect(rejections.of('sign_in_wrong') - before.wrong).toBe(8);
    expect(rejections.of('sign_in_held') - before.held).toBeGreaterThanOrEqual(held.length);
    expect(Number(held[0]?.headers['retry-after'])).toBeGreaterThan(0);
    expect((await signIn('minh', 'minh-mat-khau', '127.0.0.41')).status).toBe(200);
  });

  test('a paired desk passes the strangers in line, and their line is short', async () => {
    const guesses = Array.from({ length: 60 }, (_, at) =>
      signIn(`khong-co-${at}`, 'sai', `127.0.2.${at + 1}`).then((answer) => answer.code),
    );
    const answered: string[] = [];
    for (const each of guesses) void each.then((code) => answered.push(String(code)));
    while (hall.running.services.access.passwords.pending < 20) await new Promise(setImmediate);
    const here = await signIn('lan', 'lan-mat-khau', '127.0.0.50', { authorization: `Bearer ${desk}` });
    expect(here.status).toBe(200);
    expect(answered.filter((code) => code === 'unauthenticated').length).toBeLessThan(20);
    const codes = await Promise.all(guesses);
    expect(codes.filter((code) => code === 'throttled').length).toBeGreaterThan(0);
    expect(hall.running.services.rejections.of('sign_in_queue_full')).toBeGreaterThan(0);
  });

  test('pairing codes guessed at in parallel are held after ten', async () => {
    const codes = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        askFrom(hall.running.url, {
          method: 'POST',
          path: '/api/v1/devices/claim',
          from: '127.0.0.60',
          body: { code: `AAAA-${String(at).padStart(4, '0')}` },
        }).then((answer) => answer.code),
      ),
    );
    expect(codes.filter((code) => code === 'pairing_code_invalid')).toHaveLength(10);
    expect(codes.filter((code) => code === 'throttled')).toHaveLength(40);
  });
});
