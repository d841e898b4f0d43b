import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RestHall } from '../support/rest-hall.ts';

interface ShownOfficer {
  username: string;
  displayName: string;
  recorded: boolean;
  posting: { state: string; daysLeft: number | null };
  beyondAgreement: string | null;
  paidBy: string;
}

describe('people, calendar and names over REST', () => {
  const hall = new RestHall();
  let admin: string;
  let supervisor: string;
  beforeAll(async () => {
    await hall.begin();
    admin = hall.admin();
    supervisor = await hall.person('phu-trach', 'supervisor', 'Lê Văn Phụ');
    await hall.person('lan', 'clerk', 'Nguyễn Thị Lan');
  });
  afterAll(() => hall.close());

  const officers = async () => {
    const { body } = await hall.ask(supervisor, 'GET', '/officers');
    return body as unknown as {
      officers: ShownOfficer[];
      warning: { ending: number; beyondAgreement: number };
    };
  };

  test('an outside agency agrees first, then its officer is posted, and the end is warned of', async () => {
    const agency = {
      name: 'Chi cục Thuế khu vực',
      kind: 'outside',
      needsAgreement: true,
      payingUnit: 'Chi cục Thuế',
    };
    expect((await hall.ask(admin, 'PUT', '/agencies/chi-cuc-thue', agency)).status).toBe(200);
    const posting = {
      agency: 'chi-cuc-thue',
      qualifiedFields: ['dat-dai'],
      postedFrom: '2026-06-01',
      postedTo: '2026-12-10',
    };
    expect((await hall.ask(supervisor, 'PUT', '/officers/lan', posting)).code).toBe('no_agreement');
    await hall.ask(admin, 'PUT', '/agencies/chi-cuc-thue', {
      ...agency,
      agreedFrom: '2026-01-01',
      agreedTo: '2026-12-31',
      agreedOfficers: 1,
    });
    expect((await hall.ask(supervisor, 'PUT', '/officers/lan', posting)).status).toBe(200);
    expect((await hall.ask(supervisor, 'PUT', '/officers/phu-trach', posting)).code).toBe('no_agreement');
    expect((await hall.ask(supervisor, 'PUT', '/officers/khong-ai', {})).code).toBe('not_found');
    const { officers: rows, warning } = await officers();
    expect(rows.find((each) => each.username === 'lan')).toMatchObject({
      displayName: 'Nguyễn Thị Lan',
      recorded: true,
      posting: { state: 'ending', daysLeft: 16 },
      beyondAgreement: null,
      paidBy: 'Chi cục Thuế',
    });
    expect(rows.find((each) => each.username === 'phu-trach')).toMatchObject({ recorded: false });
    expect(warning).toMatchObject({ ending: 1, beyondAgreement: 0 });
    // Names of people stay out of the log.
    expect(JSON.stringify(hall.running.services.reads.events(0, 10_000))).not.toContain('Nguyễn Thị Lan');
    expect(hall.deeds(/officer/)).toEqual(['phu-trach officer:defined']);
  });

  test('the history at counters comes from the log', async () => {
    const { access } = hall.running.services;
    const account = access.listAccounts().find((each) => each.username === 'lan');
    if (!account) throw new Error('no account');
    const lan = access.openSession(account).token;
    await hall.ask(lan, 'POST', '/counters/1/open', {});
    await hall.ask(admin, 'POST', '/tickets', { field: 'chung-thuc-ho-tich', printer: null });
    hall.clock.minutes(5);
    await hall.ask(lan, 'POST', '/counters/1/call-next', {});
    hall.clock.minutes(7);
    await hall.ask(lan, 'POST', '/counters/1/finish', {});
    await hall.ask(lan, 'POST', '/counters/1/pause', { reason: 'Họp' });
    hall.clock.minutes(20);
    await hall.ask(lan, 'POST', '/counters/1/resume', {});
    await hall.ask(lan, 'POST', '/counters/1/close', {});
    await hall.ask(lan, 'POST', '/counters/2/open', {});
    const { body } = await hall.ask(supervisor, 'GET', '/officers/lan/history?from=2026-11-01&to=2026-11-30');
    expect(body.sessions).toEqual([
      {
        date: '2026-11-24',
        counter: '2',
        counterLabel: 'Quầy 2',
        openedAt: '2026-11-24T01:02:00.000Z',
        closedAt: null,
        closedByHand: null,
        pausedMinutes: 0,
        served: 0,
      },
      {
        date: '2026-11-24',
        counter: '1',
        counterLabel: 'Quầy 1',
        openedAt: '2026-11-24T00:30:00.000Z',
        closedAt: '2026-11-24T01:02:00.000Z',
        closedByHand: true,
        pausedMinutes: 20,
        served: 1,
      },
    ]);
    const before = await hall.ask(supervisor, 'GET', '/officers/lan/history?to=2026-11-23');
    expect(before.body.sessions).toEqual([]);
    const wrong = await hall.ask(supervisor, 'GET', '/officers/lan/history?from=2026-12-01&to=2026-11-23');
    expect(wrong.code).toBe('invalid_input');
  });

  test('the calendar shows the year with holidays, closures and swaps', async () => {
    const put = (date: string, body: object) => hall.ask(supervisor, 'PUT', `/calendar/${date}`, body);
    expect((await put('2026-12-24', { kind: 'closed', name: 'Bảo trì điện' })).status).toBe(200);
    expect(
      (await put('2026-12-31', { kind: 'closed', name: 'Hoán đổi', swapWith: '2026-12-26' })).status,
    ).toBe(200);
    expect((await put('2026-11-23', { kind: 'closed', name: 'Đã qua' })).code).toBe('invalid_input');
    const { body } = await hall.ask(supervisor, 'GET', '/calendar?year=2026');
    expect(body.now).toEqual({ working: false, because: 'holiday', name: 'Ngày Văn hóa Việt Nam' });
    const days = body.days as { date: string; working: boolean; because: string; swapWith: string | null }[];
    expect(days.find((each) => each.date === '2026-09-02')).toMatchObject({ because: 'holiday' });
    expect(days.filter((each) => each.date > '2026-12')).toMatchObject([
      { date: '2026-12-24', working: false, because: 'hall' },
      { date: '2026-12-26', working: true, because: 'swap', swapWith: '2026-12-31' },
      { date: '2026-12-31', working: false, because: 'swap', swapWith: '2026-12-26' },
    ]);
    expect((await hall.ask(supervisor, 'DELETE', '/calendar/2026-12-26')).status).toBe(200);
    expect((await hall.ask(supervisor, 'DELETE', '/calendar/2026-12-31')).code).toBe('not_found');
    expect((await hall.ask(supervisor, 'GET', '/calendar?year=26')).code).toBe('invalid_input');
    expect(hall.deeds(/day-set/)).toHaveLength(3);
  });

  test('a new name holds from its day on: on screens, on new tickets, and not on the old ones', async () => {
    const drawn = await hall.ask(admin, 'POST', '/tickets', { field: 'dat-dai', printer: null });
    const follow = String(drawn.body.trackingUrl).split('/t/')[1] ?? '';
    const name = {
      hallName: 'Trung tâm Phục vụ hành chính công phường Long Bình',
      superiorName: 'UBND phường',
    };
    expect((await hall.ask(supervisor, 'PUT', '/hall-names/2026-11-25', name)).code).toBe('forbidden');
    expect((await hall.ask(admin, 'PUT', '/hall-names/2026-11-25', name)).status).toBe(200);
    const named = async () =>
      ((await hall.ask(null, 'GET', '/public')).body.hall as { name: string; superiorName: string }).name;
    const before = await named();
    expect(before).not.toBe(name.hallName);
    hall.clock.minutes(24 * 60);
    await hall.running.services.hall.record([]);
    expect(await named()).toBe(name.hallName);
    expect((await hall.ask(null, 'GET', `/track/${follow}`)).body.hallName).toBe(before);
    expect((await hall.ask(admin, 'GET', '/hall-names')).body).toMatchObject({
      first: { hallName: before },
      names: [{ from: '2026-11-25', ...name }],
      now: name,
    });
    expect((await hall.ask(admin, 'DELETE', '/hall-names/2026-11-25')).status).toBe(200);
    expect(await named()).toBe(before);
  });
});
