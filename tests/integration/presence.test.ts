import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectHall, type HallConnection } from '../../common/client/hall-connection.ts';
import { RestHall } from '../support/rest-hall.ts';
import { OPENING_MS } from '../support/test-hall.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** 07:30 on Friday 27 November 2026. */
const FRIDAY_MS = OPENING_MS + 3 * DAY_MS;
const FIELD = 'chung-thuc-ho-tich';

describe('who was there', () => {
  let hall: RestHall;
  let lan: string;
  const open: HallConnection[] = [];

  beforeEach(async () => {
    hall = new RestHall();
    hall.clock.atMs = FRIDAY_MS;
    await hall.begin();
    lan = await hall.person('lan', 'clerk', 'Nguyễn Thị Lan');
  });
  afterEach(async () => {
    for (const each of open.splice(0)) each.close();
    await hall.close();
  });

  const ask = async (token: string, method: string, path: string, body?: unknown) => {
    const answer = await hall.ask(token, method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const draw = async () =>
    String((await ask(hall.admin(), 'POST', '/tickets', { field: FIELD, printer: null })).number);

  /** The hall is switched off and comes up again at another moment. */
  async function off(untilMs: number) {
    await hall.running.stop();
    hall.clock.atMs = untilMs;
    await hall.begin();
  }

  async function duty(officer = 'lan') {
    const { rows } = await ask(hall.admin(), 'GET', '/reports/duty-days?from=2026-11-01&to=2026-11-30');
    return (rows as { officer: string; dutyDays: number; openHours: number; notClosedByHand: number }[])
      .filter((row) => row.officer === officer)
      .map(({ dutyDays, openHours, notClosedByHand }) => ({ dutyDays, openHours, notClosedByHand }))[0];
  }

  test('[PRES1] a counter left open on Friday, the PC off in the evening and on on Monday: until closing time, and marked', async () => {
    await ask(hall.admin(), 'PUT', '/settings', { workingHours: [{ from: '07:30', to: '16:30' }] });
    await ask(lan, 'POST', '/counters/1/open', {});
    hall.clock.minutes(11 * 60);
    await off(FRIDAY_MS + 3 * DAY_MS);
    expect(await duty()).toEqual({ dutyDays: 1, openHours: 9, notClosedByHand: 1 });
    const history = await ask(hall.admin(), 'GET', '/officers/lan/history?from=2026-11-01&to=2026-11-30');
    expect(history.sessions).toMatchObject([
      { openedAt: '2026-11-27T00:30:00.000Z', closedAt: '2026-11-27T09:30:00.000Z', closedByHand: false },
    ]);
    const counters = await ask(hall.admin(), 'GET', '/reports/counters?from=2026-11-01&to=2026-11-30');
    expect(counters.rows).toMatchObject([{ officer: 'lan', openMinutes: 540, notClosedByHand: 1 }]);
    const csv = await fetch(
      `${hall.running.url}/api/v1/reports/duty-days?from=2026-11-01&to=2026-11-30&format=csv`,
      { headers: { authorization: `Bearer ${hall.admin()}` } },
    );
    expect(await csv.text()).toContain('Số lần không tự đóng quầy');
  });

  test('[PRES1] a hall without hours counts until 17:00, also where the PC stays on over the night', async () => {
    await ask(lan, 'POST', '/counters/1/open', {});
    hall.clock.minutes(12 * 60);
    await draw();
    hall.clock.minutes(24 * 60);
    await draw();
    expect(await duty()).toEqual({ dutyDays: 1, openHours: 9.5, notClosedByHand: 1 });
  });

  test('[PRES1] the PC off at noon: until then and no longer', async () => {
    await ask(lan, 'POST', '/counters/1/open', {});
    hall.clock.minutes(4 * 60);
    await off(FRIDAY_MS + 3 * DAY_MS);
    expect(await duty()).toEqual({ dutyDays: 1, openHours: 4, notClosedByHand: 1 });
  });

  test('[PRES1] whoever had a desk page and left it was there until the page was gone', async () => {
    const desk = connectHall({ url: hall.running.url });
    open.push(desk);
    desk.setToken(lan);
    await expect.poll(() => hall.running.liveEdge.isAtWork('lan'), { timeout: 10_000 }).toBe(true);
    await ask(lan, 'POST', '/counters/1/open', {});
    hall.clock.minutes(60);
    hall.running.signs.look();
    desk.close();
    await expect.poll(() => hall.running.liveEdge.isAtWork('lan'), { timeout: 10_000 }).toBe(false);
    hall.clock.minutes(9 * 60);
    await off(FRIDAY_MS + 3 * DAY_MS);
    expect(await duty()).toEqual({ dutyDays: 1, openHours: 1, notClosedByHand: 1 });
  });

  test('[PRES1] closed by the officer’s own hand, it counts as before and bears no mark', async () => {
    await ask(lan, 'POST', '/counters/1/open', {});
    hall.clock.minutes(10 * 60);
    await ask(lan, 'POST', '/counters/1/close', {});
    expect(await duty()).toEqual({ dutyDays: 1, openHours: 10, notClosedByHand: 0 });
  });

  test('[PRES2] a changed role leaves no orphaned counter, and who was there goes back in line', async () => {
    const number = await draw();
    await ask(lan, 'POST', '/counters/1/open', {});
    await ask(lan, 'POST', '/counters/1/call-next', {});
    await ask(hall.admin(), 'PUT', '/accounts/lan', {
      displayName: 'Lan',
      role: 'chairman',
      insteadOf: 'clerk',
    });
    const { hall: running } = hall.running.services;
    expect(running.state.counters.get('1')).toMatchObject({
      state: 'closed',
      officer: null,
      presentTicketId: null,
    });
    expect([...running.state.tickets.values()].map((each) => [each.number, each.state])).toEqual([
      [number, 'waiting'],
    ]);
    await hall.person('mai', 'clerk');
    await ask(await hall.person('mai', 'clerk'), 'POST', '/counters/1/open', {});
  });

  test('[PRES2] neither does an account that is taken out of use; another password leaves the counter open', async () => {
    await ask(lan, 'POST', '/counters/1/open', {});
    const counters = () => hall.running.services.hall.state.counters.get('1')?.officer;
    await ask(hall.admin(), 'PUT', '/accounts/lan', {
      displayName: 'Lan',
      role: 'clerk',
      password: 'mot-mat-khau-khac-2',
    });
    expect(counters()).toBe('lan');
    await ask(hall.admin(), 'DELETE', '/accounts/lan');
    expect(counters()).toBeNull();
  });

  test.each([
    ['finish', 'done', 'unrecorded'],
    ['return', 'waiting', null],
    ['keep', 'serving', null],
  ] as const)(
    '[CTR8] a supervisor takes a counter over and says %s to its ticket',
    async (withTicket, state, outcome) => {
      const hoa = await hall.person('hoa', 'supervisor');
      await draw();
      await ask(lan, 'POST', '/counters/1/open', {});
      await ask(lan, 'POST', '/counters/1/call-next', {});
      await ask(lan, 'POST', '/counters/1/start', {});
      hall.clock.minutes(30);
      expect(await hall.ask(lan, 'POST', '/counters/1/take-over', { withTicket })).toMatchObject({
        status: 403,
      });
      expect((await hall.ask(hoa, 'POST', '/counters/1/take-over', {})).code).toBe('present_ticket');
      await ask(hoa, 'POST', '/counters/1/take-over', { withTicket });
      const { tickets } = (await ask(hoa, 'GET', '/tickets?date=2026-11-27')) as {
        tickets: { state: string; outcome?: string | null }[];
      };
      expect(tickets.map((each) => each.state)).toEqual([state]);
      const finished = hall.running.services.reads
        .events(0, 10_000)
        .flatMap(({ event }) => (event.type === 'ticket:finished' ? [event] : []));
      expect(finished.map((each) => [each.outcome, each.serviceMs])).toEqual(
        outcome === null ? [] : [[outcome, null]],
      );
      const counter = hall.running.services.hall.state.counters.get('1');
      expect(counter).toMatchObject({ state: 'open', officer: 'hoa' });
      expect(counter?.presentTicketId === null).toBe(withTicket !== 'keep');
      if (withTicket === 'keep') await ask(hoa, 'POST', '/counters/1/finish', {});
      await ask(hoa, 'POST', '/counters/1/close', {});
      expect(await duty()).toEqual({ dutyDays: 1, openHours: 0.5, notClosedByHand: 1 });
    },
  );

  test('[CTR8] a supervisor pauses or closes a counter with a ticket on it; closed, none may stay there', async () => {
    const hoa = await hall.person('hoa', 'supervisor');
    await draw();
    await draw();
    await ask(lan, 'POST', '/counters/1/open', {});
    await ask(lan, 'POST', '/counters/1/call-next', {});
    await ask(hoa, 'POST', '/counters/1/pause', { reason: 'Họp', withTicket: 'return' });
    await ask(hoa, 'POST', '/counters/1/resume', {});
    await ask(lan, 'POST', '/counters/1/call-next', {});
    for (const body of [{}, { withTicket: 'keep' }])
      expect((await hall.ask(hoa, 'POST', '/counters/1/close', body)).code).toBe('present_ticket');
    await ask(hoa, 'POST', '/counters/1/close', { withTicket: 'return' });
    const { state } = hall.running.services.hall;
    expect(state.counters.get('1')?.state).toBe('closed');
    expect([...state.tickets.values()].map((each) => each.state)).toEqual(['waiting', 'waiting']);
  });
});
