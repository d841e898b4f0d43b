import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FIRST_STEPS, type FirstStep, type FirstSteps } from '../../common/protocol/rest/console.ts';
import { RestHall } from '../support/rest-hall.ts';

describe('the first steps of a hall', () => {
  const hall = new RestHall();
  const ask = (method: string, path: string, body?: unknown) => hall.ask(hall.admin(), method, path, body);
  const done = async (): Promise<FirstStep[]> => {
    const { steps } = (await ask('GET', '/first-steps')).body as unknown as FirstSteps;
    expect(steps.map(({ step }) => step)).toEqual([...FIRST_STEPS]);
    return steps.filter((each) => each.done).map(({ step }) => step);
  };

  beforeAll(() => hall.begin());
  afterAll(() => hall.close());

  test('a fresh hall has none of them, each ticks itself by what was done, and only by that', async () => {
    expect(await done()).toEqual([]);
    await hall.person('lan', 'clerk');
    expect(await done()).toEqual(['people']);
    await ask('PUT', '/printers/quay-1', { transport: 'tcp:127.0.0.1:9100', model: 'epson-tm-t82' });
    expect(await done()).toEqual(['people', 'printer']);
    for (const kind of ['kiosk', 'display']) {
      const { body } = await ask('POST', '/devices/pairing', { kind, name: kind });
      await hall.ask(null, 'POST', '/devices/claim', { code: body.code });
    }
    expect(await done()).toEqual(['people', 'printer', 'screens']);
    await ask('PUT', '/calendar/2027-01-04', { kind: 'closed', name: 'Nghỉ bù' });
    expect(await done()).toEqual(['people', 'printer', 'screens', 'holidays']);
    await ask('PUT', '/settings', { signings: [{ paper: 'all', from: '2026-01-01', title: 'Chủ tịch' }] });
    expect(await done()).toEqual(['people', 'printer', 'screens', 'holidays', 'signer']);
    await ask('PUT', '/settings', { trackingBaseUrl: 'http://192.168.1.10:8080' });
    expect(await done()).not.toContain('phones');
    await ask('PUT', '/settings', { trackingBaseUrl: 'https://motcua.tanphu.gov.vn' });
    expect(await done()).toContain('phones');
    await ask('PUT', '/settings', { trackingBaseUrl: '', wifiName: 'MotCua-Khach' });
    expect(await done()).toEqual(['people', 'printer', 'screens', 'holidays', 'signer', 'phones']);
    await ask('POST', '/tickets', { field: 'chung-thuc-ho-tich', printer: null });
    expect(await done()).toEqual(['people', 'printer', 'screens', 'holidays', 'signer', 'phones', 'ticket']);
    await ask('PUT', '/settings', { workingHours: [{ from: '07:30', to: '11:30' }] });
    expect(await done()).toEqual([...FIRST_STEPS]);
  });

  test('copies are listed, made and checked by the administrator alone', async () => {
    const { status, body } = await ask('POST', '/backups');
    expect(status).toBe(201);
    const checked = await ask('POST', `/backups/${String(body.name)}/check`);
    expect(checked.body).toMatchObject({ whole: true });
    const listed = (await ask('GET', '/backups')).body;
    expect(listed.copies).toMatchObject([{ kind: 'manual', name: body.name }]);
    const lead = await hall.person('phu-trach', 'supervisor');
    for (const [method, path] of [
      ['GET', '/backups'],
      ['POST', '/backups'],
    ] as const)
      expect((await hall.ask(lead, method, path)).status).toBe(403);
    expect((await ask('POST', '/backups/hall.sqlite/check')).status).toBe(404);
  });
});
