import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RestHall } from '../support/rest-hall.ts';

describe('what /health tells', () => {
  const hall = new RestHall();
  beforeAll(() => hall.begin());
  afterAll(() => hall.close());

  test('a stranger learns that a printer fails, staff and devices which one and why', async () => {
    const { services } = hall.running;
    const put = { transport: 'tcp:127.0.0.1:1', model: 'generic-80' };
    expect((await hall.ask(hall.admin(), 'PUT', '/printers/quay-so-7', put)).status).toBe(200);
    for (;;) {
      const check = services.health().checks.printers;
      if (check?.ok === false) break;
      await new Promise(setImmediate);
    }
    const printers = async (token: string | null) => {
      const { status, body } = await hall.ask(token, 'GET', '/health');
      expect(status).toBe(200);
      expect(body.status).toBe('degraded');
      return { whole: JSON.stringify(body), check: (body.checks as Record<string, unknown>).printers };
    };
    const stranger = await printers(null);
    expect(stranger.check).toEqual({ ok: false });
    expect(stranger.whole).not.toContain('quay-so-7');
    const kiosk = services.access.addDevice('kiosk', 'Máy lấy số 1', null).token;
    for (const token of [kiosk, await hall.person('lan', 'clerk')])
      expect(JSON.stringify((await printers(token)).check)).toContain('quay-so-7');
    expect((await printers('a-token-that-nobody-was-ever-given')).whole).not.toContain('quay-so-7');
  });
});
