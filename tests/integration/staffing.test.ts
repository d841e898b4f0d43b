import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningHall, startHall } from '../../server/main.ts';

const PASSWORD = 'thu-nghiem-bien-che-1';
const HALL_OF_FOUR = { arrivalsPerHour: 20, servicePerHour: 6, counters: 4, targetMinutes: 15 };

describe('POST /staffing/erlang', () => {
  let data: string;
  let hall: RunningHall;
  const tokens: Record<string, string> = {};

  const rest = async (who: string | null, path: string, body?: unknown, method = 'POST') => {
    const answer = await fetch(`${hall.url}/api/v1${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(who === null ? {} : { authorization: `Bearer ${tokens[who]}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'motcua-staffing-'));
    hall = await startHall({
      port: 0,
      host: '127.0.0.1',
      dataDir: data,
      adminPassword: PASSWORD,
      logLevel: 'error',
      timeZone: 'Asia/Ho_Chi_Minh',
    });
    const signIn = async (username: string) => {
      const { body } = await rest(null, '/session', { username, password: PASSWORD });
      tokens[username] = String(body.token);
    };
    await signIn('admin');
    for (const role of ['supervisor', 'chairman', 'clerk']) {
      await rest('admin', '/accounts', { username: role, displayName: role, role, password: PASSWORD });
      await signIn(role);
    }
  });

  afterAll(async () => {
    await hall.stop();
    rmSync(data, { recursive: true, force: true });
  });

  test('answers the reference hall: λ 20, μ 6, four officials', async () => {
    const { status, body } = await rest('admin', '/staffing/erlang', HALL_OF_FOUR);
    expect(status).toBe(200);
    expect(body.model).toBe('M/M/n');
    expect(body.pWait).toBeCloseTo(0.657722, 6);
    expect(body.meanWaitMinutes).toBeCloseTo(9.86583, 4);
    expect(body.serviceLevel).toBeCloseTo(0.758038, 6);
    expect(body.occupancy).toBeCloseTo(20 / 24, 12);
    expect(body).not.toHaveProperty('pAbandon');
  });

  test('takes patience and the spread of service into account', async () => {
    const impatient = await rest('admin', '/staffing/erlang', {
      arrivalsPerHour: 200,
      servicePerHour: 20,
      counters: 14,
      targetMinutes: 0.33,
      patienceMinutes: 5,
    });
    expect(impatient.body.model).toBe('M/M/n+M');
    expect(impatient.body.pAbandon).toBeCloseTo(0.013984, 6);
    const varied = await rest('admin', '/staffing/erlang', { ...HALL_OF_FOUR, serviceScv: 2 });
    expect(varied.body.model).toBe('M/G/n');
    expect(varied.body.meanWaitMinutes).toBeCloseTo(14.42, 2);
    expect(varied.body.notes).toEqual([]);
  });

  test('says what its answer does not count: a spread it was not tested for, a spread beside patience', async () => {
    const notesOf = async (more: object) => {
      const { body } = await rest('admin', '/staffing/erlang', { ...HALL_OF_FOUR, ...more });
      return (body.notes as { code: string; vi: string; en: string }[]).map(({ code }) => code);
    };
    expect(await notesOf({})).toEqual([]);
    expect(await notesOf({ serviceScv: 3 })).toEqual([]);
    expect(await notesOf({ serviceScv: 3.1 })).toEqual(['spread-beyond-tested']);
    // One official is exact whatever the spread.
    expect(await notesOf({ serviceScv: 8, counters: 1, arrivalsPerHour: 5 })).toEqual([]);
    expect(await notesOf({ serviceScv: 2, patienceMinutes: 20 })).toEqual(['spread-not-counted']);
    expect(await notesOf({ serviceScv: 1, patienceMinutes: 20 })).toEqual([]);
  });

  test('says by code that officials cannot keep up, and how many could', async () => {
    const { status, body } = await rest('admin', '/staffing/erlang', { ...HALL_OF_FOUR, counters: 3 });
    expect(status).toBe(422);
    expect(body.error).toMatchObject({ code: 'unstable', details: { countersNeeded: 4 } });
    const patient = await rest('admin', '/staffing/erlang', {
      ...HALL_OF_FOUR,
      counters: 3,
      patienceMinutes: 30,
    });
    expect(patient.status).toBe(200);
  });

  test.each([
    { ...HALL_OF_FOUR, counters: 0 },
    { ...HALL_OF_FOUR, counters: 2.5 },
    { ...HALL_OF_FOUR, servicePerHour: 0 },
    { ...HALL_OF_FOUR, arrivalsPerHour: '20' },
    { ...HALL_OF_FOUR, arrivalsPerHour: -1 },
    { ...HALL_OF_FOUR, patience: 3 },
    { arrivalsPerHour: 20, servicePerHour: 6, counters: 4 },
    [],
  ])('refuses %j as input', async (question) => {
    const { status, body } = await rest('admin', '/staffing/erlang', question);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: 'invalid_input' });
  });

  test('is for supervisor, chairman and administrator, not for clerks and strangers', async () => {
    for (const role of ['supervisor', 'chairman', 'admin'])
      expect((await rest(role, '/staffing/erlang', HALL_OF_FOUR)).status).toBe(200);
    expect((await rest('clerk', '/staffing/erlang', HALL_OF_FOUR)).status).toBe(403);
    expect((await rest(null, '/staffing/erlang', HALL_OF_FOUR)).status).toBe(401);
  });

  test('is described in the OpenAPI document with its schema', async () => {
    const { body } = await rest(null, '/openapi.json', undefined, 'GET');
    const paths = body.paths as Record<string, { post?: { requestBody?: unknown } }>;
    expect(JSON.stringify(paths['/api/v1/staffing/erlang']?.post?.requestBody)).toContain('patienceMinutes');
  });
});
