import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isInHallNetwork } from '../../server/edges/perimeter/own-addresses.ts';
import { RestHall } from '../support/rest-hall.ts';

describe('where a printer may stand', () => {
  test.each([
    ['192.168.1.50', true],
    ['10.1.2.3', true],
    ['172.31.0.9', true],
    ['172.32.0.9', false],
    ['169.254.10.1', true],
    ['127.0.0.1', true],
    ['8.8.8.8', false],
    ['11.0.0.1', false],
    ['fe80::1', true],
    ['fd12::5', true],
    ['[fd12::5]', true],
    ['2001:db8::5', false],
    ['::ffff:8.8.8.8', false],
    ['::ffff:10.0.0.5', true],
    ['localhost', true],
    ['may-in', true],
    ['may-in.local', true],
    ['printer.example.com', false],
    ['134744072', false],
    ['0x08080808', false],
    ['8.8.2056', false],
  ])('%s: %s', (host, allowed) => {
    expect(isInHallNetwork(host, [])).toBe(allowed);
  });

  test('the settings add networks and single addresses', () => {
    expect(isInHallNetwork('203.0.113.7', ['203.0.113.0/24'])).toBe(true);
    expect(isInHallNetwork('203.0.114.7', ['203.0.113.0/24'])).toBe(false);
    expect(isInHallNetwork('2001:db8::5', ['2001:db8::5'])).toBe(true);
  });
});

describe('a printer that a supervisor adds', () => {
  const hall = new RestHall();
  beforeAll(() => hall.begin());
  afterAll(() => hall.close());

  test('is refused outside the hall, until an administrator names its network; nobody else can', async () => {
    const supervisor = await hall.person('minh', 'supervisor');
    const add = (token: string) =>
      hall.ask(token, 'PUT', '/printers/xa', { transport: 'tcp:203.0.113.7:9100', model: 'generic-80' });
    expect(await add(supervisor)).toMatchObject({ status: 422, code: 'foreign_printer' });
    expect(await add(hall.admin())).toMatchObject({ code: 'foreign_printer' });
    expect(hall.deeds(/printer:defined/)).toEqual([]);
    expect(hall.running.services.rejections.of('printer_address_refused')).toBe(2);
    const change = { printerNetworks: ['203.0.113.0/24'] };
    expect((await hall.ask(supervisor, 'PUT', '/settings', change)).code).toBe('forbidden');
    expect((await hall.ask(hall.admin(), 'PUT', '/settings', change)).status).toBe(200);
    expect((await add(supervisor)).status).toBe(200);
    expect((await hall.ask(hall.admin(), 'DELETE', '/printers/xa')).status).toBe(200);
  });
});
