import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectHall, type HallConnection } from '../../common/client/hall-connection.ts';
import { AwayOfficers } from '../../server/edges/sockets/away-officers.ts';
import { RestHall } from '../support/rest-hall.ts';

const FIELD = 'chung-thuc-ho-tich';
const MINUTE_MS = 60_000;

describe('what a leader does from the live page', () => {
  let hall: RestHall;
  let lan: string;
  const open: HallConnection[] = [];

  beforeEach(async () => {
    hall = new RestHall();
    hall.realAtMs = hall.clock.atMs;
    await hall.begin();
    lan = await hall.person('lan', 'clerk', 'Nguyễn Thị Lan');
    await hall.ask(lan, 'POST', '/counters/1/open', {});
  });
  afterEach(async () => {
    for (const each of open.splice(0)) each.close();
    await hall.close();
  });

  const draw = async () =>
    String((await hall.ask(hall.admin(), 'POST', '/tickets', { field: FIELD, printer: null })).body.number);
  const signOut = (token: string, who: string, body: unknown = {}) =>
    hall.ask(token, 'POST', `/accounts/${who}/sign-out`, body);
  const stateOf = (number: string) => {
    const { tickets, ended } = hall.running.services.hall.state;
    return [...tickets.values()].find((each) => each.number === number)?.state ?? [...ended.values()].at(-1);
  };

  test('[CTR8] a person is signed out everywhere: the counter closes, the ticket goes back in line, and the log tells who did it', async () => {
    const number = await draw();
    await hall.ask(lan, 'POST', '/counters/1/call-next', {});
    const boss = await hall.person('boss', 'supervisor');
    expect((await signOut(boss, 'lan')).code).toBe('present_ticket');
    // Nobody is shut out of a counter that is still open under the name.
    expect((await hall.ask(lan, 'GET', '/session')).status).toBe(200);
    expect((await signOut(boss, 'lan', { withTicket: 'keep' })).code).toBe('invalid_input');
    expect((await signOut(boss, 'lan', { withTicket: 'return' })).status).toBe(200);
    expect(stateOf(number)).toBe('waiting');
    expect(hall.running.services.hall.state.counters.get('1')?.state).toBe('closed');
    expect((await hall.ask(lan, 'GET', '/session')).status).toBe(401);
    expect(hall.deeds(/account:signed-out|counter:closed/)).toEqual([
      'boss counter:closed',
      'boss account:signed-out',
    ]);
  });

  test('a supervisor signs clerks out and nobody above; whoever asks goes by the menu', async () => {
    const boss = await hall.person('boss', 'supervisor');
    expect((await signOut(boss, 'admin')).code).toBe('forbidden');
    expect((await signOut(boss, 'boss')).code).toBe('conflict');
    expect((await signOut(boss, 'nobody')).code).toBe('not_found');
    expect((await signOut(lan, 'boss')).code).toBe('forbidden');
    expect((await signOut(hall.admin(), 'boss')).status).toBe(200);
    expect((await hall.ask(boss, 'GET', '/session')).status).toBe(401);
  });

  test('a ticket that the leader did not see is finished by nobody', async () => {
    const number = await draw();
    await hall.ask(lan, 'POST', '/counters/1/call-next', {});
    const refused = await signOut(hall.admin(), 'lan', { present: null, withTicket: 'finish' });
    expect(refused.status).toBe(409);
    expect(stateOf(number)).toBe('called');
    expect((await hall.ask(lan, 'GET', '/session')).status).toBe(200);
  });

  describe('nobody at the machine', () => {
    const away = () => {
      const { services, signs } = hall.running;
      return new AwayOfficers(services.hall, signs).records();
    };
    const isAtWork = (is: boolean) =>
      expect.poll(() => hall.running.liveEdge.isAtWork('lan'), { timeout: 10_000 }).toBe(is);
    /** Hall and machine go on together. */
    const pass = (minutes: number) => {
      hall.clock.minutes(minutes);
      hall.realAtMs = (hall.realAtMs ?? 0) + minutes * MINUTE_MS;
    };
    const desk = async () => {
      lan = await hall.person('lan', 'clerk');
      const page = connectHall({ url: hall.running.url });
      open.push(page);
      page.setToken(lan);
      await isAtWork(true);
      hall.running.signs.look();
      return page;
    };

    test('whoever works without a page is never away', () => {
      hall.running.signs.look();
      hall.clock.minutes(60);
      expect(away()).toEqual([]);
    });

    test('a page that is closed is told with the last sign of life, until it is open again', async () => {
      const page = await desk();
      const since = new Date(hall.clock.atMs).toISOString();
      expect(away()).toEqual([]);
      page.close();
      await isAtWork(false);
      pass(7);
      expect(away()).toEqual([{ kind: 'away', id: 'away/1', counter: '1', gone: true, since }]);
      await desk();
      expect(away()).toEqual([]);
    });

    test('a page that nobody touches is told from a minute and a half on, but not while a citizen is served', async () => {
      await desk();
      await hall.ask(lan, 'GET', '/session');
      pass(1);
      expect(away()).toEqual([]);
      pass(4);
      expect(away().map(({ counter, gone }) => ({ counter, gone }))).toEqual([{ counter: '1', gone: false }]);
      await draw();
      await hall.ask(lan, 'POST', '/counters/1/call-next', {});
      await hall.ask(lan, 'POST', '/counters/1/start', {});
      pass(20);
      expect(away()).toEqual([]);
    });

    test('pages are told what changed and nothing twice', async () => {
      const page = await desk();
      const { services, signs } = hall.running;
      const told = new AwayOfficers(services.hall, signs);
      expect(told.news()).toBeNull();
      page.close();
      await isAtWork(false);
      pass(2);
      expect(told.news()?.put.map((each) => each.id)).toEqual(['away/1']);
      expect(told.news()).toBeNull();
      await desk();
      expect(told.news()).toEqual({ put: [], drop: ['away/1'] });
    });
  });
});
