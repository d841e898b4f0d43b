import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RestHall } from '../support/rest-hall.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

describe('what a hall publishes of its record', () => {
  const hall = new RestHall();
  let admin: string;

  /** Three Tuesdays: at 07:30 people wait ten minutes, at 08:30 five, at 09:30 none; two of a rare field. */
  beforeAll(async () => {
    await hall.begin();
    const opensMs = hall.clock.atMs;
    for (const week of [0, 1, 2]) {
      hall.clock.atMs = opensMs + week * 7 * DAY_MS;
      admin = hall.admin();
      if (week === 0) await hall.ask(admin, 'POST', '/templates/apply', { template: 'commune' });
      const { fields } = hall.running.services.hall.state;
      const [first, second] = [...fields.keys()];
      await hall.ask(admin, 'POST', '/counters/1/open', { fields: [first, second] });
      for (const [hour, waitMinutes] of [
        [0, 10],
        [1, 5],
        [2, 0],
      ] as const) {
        hall.clock.atMs = opensMs + week * 7 * DAY_MS + hour * 60 * MINUTE_MS;
        for (let at = 0; at < 4; at += 1) {
          await hall.ask(admin, 'POST', '/tickets', {
            field: hour === 2 && at === 3 ? second : first,
            printer: null,
          });
          hall.clock.minutes(waitMinutes);
          await hall.ask(admin, 'POST', '/counters/1/call-next', {});
          hall.clock.atMs -= waitMinutes * MINUTE_MS;
          hall.clock.minutes(waitMinutes === 0 ? 1 : waitMinutes);
        }
      }
      await hall.ask(admin, 'POST', '/day/close', {});
    }
    hall.clock.atMs = Date.UTC(2026, 11, 14, 1);
    await hall.running.services.hall.record([]);
    admin = hall.admin();
  }, 60_000);
  afterAll(() => hall.close());

  const open = async (path: string, origin = hall.running.url) => {
    const answer = await fetch(`${hall.running.url}${path}`, { headers: { origin } });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const json = async (path: string) => JSON.parse((await open(`/api/v1${path}`)).text);

  test('the best times come from the record with its span, and stand in the public state once they are made', async () => {
    const times = await json('/public/times');
    expect(times).toMatchObject({ from: '2026-09-14', to: '2026-12-13' });
    expect(
      times.times.map((each: { weekday: number; from: string }) => [each.weekday, each.from]),
    ).toContainEqual([2, '07:30']);
    expect(times.best.every((each: { weekday: number }) => each.weekday === 2)).toBe(true);
    expect(times.best).toHaveLength(2);
    expect((await json('/public')).bestTimes).toEqual({ from: times.from, to: times.to, best: times.best });
  });

  test('the small page names no other origin unless the settings do, and then exactly those', async () => {
    const ancestors = async () => {
      const { headers } = await open('/embed');
      const policy = headers.get('content-security-policy') ?? '';
      return [/frame-ancestors ([^;]*)/.exec(policy)?.[1], headers.get('x-frame-options')];
    };
    expect(await ancestors()).toEqual(["'self'", 'SAMEORIGIN']);
    await hall.ask(admin, 'PUT', '/settings', { embedOrigins: ['https://dongnai.gov.vn'] });
    expect(await ancestors()).toEqual(["'self' https://dongnai.gov.vn", null]);
    await hall.ask(admin, 'PUT', '/settings', { embedOrigins: ['*'] });
    expect(await ancestors()).toEqual(["'self' *", null]);
    for (const wrong of [
      "https://x.vn 'unsafe-inline'",
      'x.vn',
      'https://x.vn/trang',
      'https://x.vn; script-src *',
    ])
      expect((await hall.ask(admin, 'PUT', '/settings', { embedOrigins: [wrong] })).code).toBe(
        'invalid_input',
      );
    await hall.ask(admin, 'PUT', '/settings', { embedOrigins: [] });
    expect((await open('/embed')).headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-/,
    );
  });

  test('the short address of the announcer leads to its text, for pages of other sites too', async () => {
    const led = await fetch(`${hall.running.url}/announce?lang=en`, { redirect: 'manual' });
    expect([led.status, led.headers.get('location'), led.headers.get('access-control-allow-origin')]).toEqual(
      [307, '/api/v1/announce?lang=en', '*'],
    );
    expect((await open('/announce?lang=en')).text).toBe((await open('/api/v1/announce?lang=en')).text);
    expect((await open('/announce')).headers.get('content-type')).toMatch(/^text\/plain/);
  });

  test('the small page speaks each language, and a name cannot break out of it', async () => {
    await hall.ask(admin, 'PUT', '/settings', { hallName: '<b>&"Hall"', hallNameEn: 'Hall <i>' });
    const vi = (await open('/embed')).text;
    expect(vi).toContain('<h1>&lt;b&gt;&amp;&quot;Hall&quot;</h1>');
    expect(vi).toContain('Nên đến lúc nào');
    expect(vi).not.toMatch(/<script|<b>/);
    expect((await open('/embed?lang=en')).text).toContain('<html lang="en">');
    expect((await open('/embed?lang=xx"')).text).toContain('<html lang="vi">');
  });

  test('a month is told as data and as a page to print: who came, waited, was in time; small fields hidden', async () => {
    const month = await json('/public/statement?month=2026-11');
    expect(month).toMatchObject({ month: '2026-11', isWhole: true, came: 12, opinions: { count: 0 } });
    expect(month.fields.map((each: { came: number | null }) => each.came)).toEqual([null, null]);
    expect((await json('/public/statement')).month).toBe('2026-11');
    const page = await open('/statement?month=2026-11');
    expect(page.text).toContain('Tình hình tiếp nhận tháng 11/2026');
    expect(page.text).toContain('dưới 5, không công bố');
    expect((await open('/statement?month=2026-12&lang=en')).text).toContain('The month is not over');
    expect((await open('/statement?month=2031-01')).text).toContain('Tháng này không có số liệu');
    expect((await open('/statement?month=khong')).text).toContain('11/2026');
    expect((await open('/api/v1/public/statement?month=2026-13')).status).toBe(400);
  });

  test('open data describes itself, has a file for each closed day and none for today', async () => {
    const catalogue = await json('/public/data');
    expect(catalogue.distribution[0]).toEqual({
      date: '2026-12-13',
      address: '/api/v1/public/data/2026-12-13',
      mediaType: 'text/csv',
    });
    expect(catalogue.distribution.at(-1).date).toBe('2026-11-24');
    const file = await open('/api/v1/public/data/2026-11-24');
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [head, total, ...rows] = file.text.trim().split('\r\n');
    expect(head?.split(',')).toEqual(catalogue.columns.map((each: { name: string }) => each.name));
    expect(total).toBe('2026-11-24,total,,,12');
    for (const row of rows) expect(row).not.toMatch(/,[1-4]$/);
    for (const date of ['2026-12-14', '2026-11-23', '2031-01-01'])
      expect((await open(`/api/v1/public/data/${date}`)).status).toBe(404);
    expect((await open('/api/v1/public/data/hom-qua')).status).toBe(400);
  });

  test('the announcer hears of the best times that are left of their weekday, without a digit', async () => {
    await json('/public/times');
    hall.clock.atMs = Date.UTC(2026, 11, 15, 0);
    await json('/public/times');
    const text = (await open('/api/v1/announce')).text;
    expect(text).toMatch(/Hôm nay, từ .* giờ.* đến .* thường ít người chờ\./);
    expect(text).not.toMatch(/\d/);
    hall.clock.atMs = Date.UTC(2026, 11, 15, 9);
    expect((await open('/api/v1/announce')).text).not.toContain('thường ít người chờ');
  });
});
