import { afterEach, describe, expect, test, vi } from 'vitest';
import { api, pathOf } from '../../common/client/api.ts';
import { claimDevice, createTokenStore, takePairingCode } from '../../common/client/device-token.ts';
import { createHallClock } from '../../common/client/hall-clock.ts';
import { randomId } from '../../common/client/random-id.ts';
import { FakeHall } from '../support/fake-hall.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('REST calls of a page', () => {
  test('bring the value, the refusal of the hall, or offline', async () => {
    const hall = new FakeHall();
    vi.stubGlobal('location', { origin: await hall.start() });
    const procedures = await api('GET /procedures');
    expect(procedures).toMatchObject({ ok: true, status: 200 });
    expect(procedures.ok && procedures.value.procedures.length).toBe(47);
    expect(await claimDevice('sai')).toMatchObject({ ok: false, code: 'pairing_code_invalid', status: 401 });
    expect(await claimDevice(' ghep01 ')).toMatchObject({ ok: true, value: { token: 'token-of-kiosk-1' } });
    expect(await api('GET /rosters/:id', { params: { id: 'nothing-here' } })).toMatchObject({
      ok: false,
      code: 'internal',
      status: 404,
    });
    await hall.stop();
    expect(await api('GET /procedures')).toMatchObject({ ok: false, code: 'offline', status: 0 });
  });
});

describe('the address of a call', () => {
  test('has its names filled in so that no value can leave its place, and the query that was given', () => {
    expect(pathOf('/rosters/:id/document/:format', { params: { id: 'a/b?c', format: 'pdf' } })).toBe(
      '/rosters/a%2Fb%3Fc/document/pdf',
    );
    expect(pathOf('/tickets', { query: { number: 'A 1', state: undefined, limit: 20 } })).toBe(
      '/tickets?number=A+1&limit=20',
    );
    expect(pathOf('/fields', {})).toBe('/fields');
  });
});

describe('pairing', () => {
  test('takes the code out of the address once', () => {
    const replaced: string[] = [];
    vi.stubGlobal('location', { hash: '#pair=AB12CD', pathname: '/kiosk', search: '?x=1' });
    vi.stubGlobal('history', { replaceState: (_s: unknown, _t: string, to: string) => replaced.push(to) });
    expect(takePairingCode()).toBe('AB12CD');
    expect(replaced).toEqual(['/kiosk?x=1']);
    vi.stubGlobal('location', { hash: '#other', pathname: '/kiosk', search: '' });
    expect(takePairingCode()).toBeNull();
  });

  test('holds in memory where the page may not store anything', () => {
    vi.stubGlobal('localStorage', undefined);
    const tokens = createTokenStore('motcua.kiosk');
    tokens.write('abc');
    expect(tokens.read()).toBe('abc');
    tokens.write(null);
    expect(tokens.read()).toBeNull();
  });
});

test('ids are random also on plain http, where randomUUID is missing', () => {
  const { webcrypto } = process.getBuiltinModule('node:crypto');
  vi.stubGlobal('crypto', {
    getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => webcrypto.getRandomValues(bytes),
  });
  const ids = Array.from({ length: 50 }, randomId);
  expect(new Set(ids).size).toBe(50);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
});

test('the hall clock follows the server and its rate, not the machine', () => {
  vi.useFakeTimers();
  const clock = createHallClock();
  clock.set('2026-11-24T00:30:00.000Z', 60);
  vi.advanceTimersByTime(1_000);
  expect(clock.now().toISOString()).toBe('2026-11-24T00:31:00.000Z');
  clock.set('not a time');
  expect(clock.now().toISOString()).toBe('2026-11-24T00:31:00.000Z');
});
