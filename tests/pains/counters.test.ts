import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectHall, type HallConnection } from '../../common/client/hall-connection.ts';
import { recordsOf } from '../../common/client/selectors.ts';
import { type RestAnswer, RestHall } from '../support/rest-hall.ts';

interface Called {
  readonly ticket: { readonly id: string; readonly number: string; readonly field: string };
  readonly reason: {
    readonly rule: string;
    readonly line: string;
    readonly waitMs: number;
    readonly score: number;
    readonly priority: string | null;
    readonly runnerUp: { readonly number: string; readonly waitMs: number; readonly score: number } | null;
  };
}

describe('counters', () => {
  let hall: RestHall;
  let admin: string;
  let field: string;
  const open: HallConnection[] = [];

  beforeEach(async () => {
    hall = await new RestHall().begin();
    admin = hall.admin();
    field = [...hall.running.services.hall.state.fields.keys()][0] ?? '';
    for (const code of ['a', 'b', 'c']) {
      const counter = {
        code,
        label: `Quầy ${code.toUpperCase()}`,
        spokenNumber: null,
        primaryFields: [field],
        helpingFields: [],
        active: true,
      };
      expect((await hall.ask(admin, 'PUT', `/counters/${code}`, counter)).status).toBe(200);
    }
  });
  afterEach(async () => {
    for (const connection of open.splice(0)) connection.close();
    await hall.close();
  });

  const draw = async (count: number, more: object = {}) => {
    const drawn = [];
    for (let at = 0; at < count; at += 1)
      drawn.push((await hall.ask(admin, 'POST', '/tickets', { field, printer: null, ...more })).body);
    return drawn as { id: string; number: string }[];
  };
  const callNext = (token: string, counter: string) =>
    hall.ask(token, 'POST', `/counters/${counter}/call-next`, {});
  const clerkAt = async (counter: string, name: string) => {
    const token = await hall.person(name, 'clerk');
    expect((await hall.ask(token, 'POST', `/counters/${counter}/open`, {})).status).toBe(200);
    return token;
  };
  const report = async () => {
    const { date } = hall.running.services.hall.moment();
    return (await hall.ask(admin, 'GET', `/reports/volume?from=${date}&to=${date}`)).body.totals as Record<
      string,
      number | null
    >;
  };

  test('two clerks who press in the same instant never get one ticket (novosga#213, sbc-qsystem#272)', async () => {
    const [lan, huy] = [await clerkAt('a', 'lan'), await clerkAt('b', 'huy')];
    await draw(24);
    const answers: RestAnswer[] = [];
    for (let round = 0; round < 12; round += 1)
      answers.push(...(await Promise.all([callNext(lan, 'a'), callNext(huy, 'b')])));
    expect(answers.every((each) => each.status === 200)).toBe(true);
    expect(new Set(answers.map((each) => (each.body as unknown as Called).ticket.id)).size).toBe(24);
  });

  test('a ticket at one window cannot be called to another one, and the answer says where it is', async () => {
    const [lan, huy] = [await clerkAt('a', 'lan'), await clerkAt('b', 'huy')];
    const [ticket] = await draw(1);
    await callNext(lan, 'a');
    const stolen = await hall.ask(huy, 'POST', '/counters/b/call', { number: ticket?.number });
    expect([stolen.status, stolen.code]).toEqual([409, 'already_called']);
    expect(JSON.stringify(stolen.body)).toContain('"a"');
  });

  test('two desks cannot claim one counter (novosga#214)', async () => {
    const [lan, huy] = [await hall.person('lan', 'clerk'), await hall.person('huy', 'clerk')];
    const claims = await Promise.all(
      [lan, huy].map((token) => hall.ask(token, 'POST', '/counters/a/open', {})),
    );
    expect(claims.map((each) => each.status).sort()).toEqual([200, 409]);
    // And one desk cannot hold two.
    const winner = claims[0]?.status === 200 ? lan : huy;
    expect((await hall.ask(winner, 'POST', '/counters/b/open', {})).status).toBe(409);
  });

  test('one ticket is never shown at two windows at once, at no moment of a busy day', async () => {
    const clerks = [
      ['a', await clerkAt('a', 'lan')],
      ['b', await clerkAt('b', 'huy')],
      ['c', await clerkAt('c', 'mai')],
    ] as const;
    // A paired board hears of each commit; strangers hear of several at once.
    const { code } = (
      await hall.ask(admin, 'POST', '/devices/pairing', { kind: 'display', name: 'Màn hình' })
    ).body;
    const { token: boardToken } = (await hall.ask(null, 'POST', '/devices/claim', { code })).body;
    const screen = connectHall({ url: hall.running.url, wants: 'display' });
    screen.setToken(String(boardToken));
    open.push(screen);
    const doubled: string[] = [];
    let looks = 0;
    screen.subscribe(() => {
      const present = recordsOf(screen.getState(), 'counter').flatMap((each) => each.present?.number ?? []);
      looks += 1;
      if (new Set(present).size < present.length) doubled.push(present.join(' '));
    });
    await draw(30);
    await Promise.all(
      clerks.map(async ([counter, token]) => {
        for (let time = 0; time < 10; time += 1) {
          const reply = (await callNext(token, counter)).body as unknown as Called;
          if (time % 3 === 1)
            await hall.ask(token, 'POST', `/counters/${counter}/park`, { reason: 'thieu-giay-to' });
          if (time % 3 === 2)
            await hall.ask(token, 'POST', `/counters/${counter}/call`, { number: reply.ticket.number });
        }
      }),
    );
    expect(doubled).toEqual([]);
    expect(looks).toBeGreaterThan(10);
  });

  test('a priority can be explained: each call says the rule, the waits and whom it passed over (novosga#279, #281)', async () => {
    const lan = await clerkAt('a', 'lan');
    const [waiting] = await draw(1);
    hall.clock.minutes(10);
    const [elderly] = await draw(1, { priority: 'elderly' });
    hall.clock.minutes(4);
    const first = (await callNext(lan, 'a')).body as unknown as Called;
    // Four minutes count five times for the elderly and pass ten plus four of the other.
    expect(first.ticket.number).toBe(elderly?.number);
    expect(first.reason).toMatchObject({ rule: 'accumulating', priority: 'elderly', waitMs: 4 * 60_000 });
    expect(first.reason.runnerUp).toMatchObject({ number: waiting?.number, waitMs: 14 * 60_000 });
    expect(first.reason.score).toBeGreaterThan(first.reason.runnerUp?.score ?? Number.POSITIVE_INFINITY);
    const second = (await callNext(lan, 'a')).body as unknown as Called;
    expect(second.reason).toMatchObject({ priority: null, runnerUp: null });
  });

  test('"no tickets left" is never said while one waits that the counter may call (FQM#10)', async () => {
    const lan = await clerkAt('a', 'lan');
    const tickets = await draw(6);
    // One is away and back in line, one is parked and back: they wait as well.
    await callNext(lan, 'a');
    await hall.ask(lan, 'POST', '/counters/a/no-show', {});
    await callNext(lan, 'a');
    await hall.ask(lan, 'POST', '/counters/a/park', { reason: 'thieu-giay-to' });
    const parked = tickets[1];
    expect((await hall.ask(lan, 'POST', `/tickets/${parked?.id}/return`, {})).status).toBe(200);
    hall.clock.minutes(30);
    const called = new Set<string>();
    for (;;) {
      const answer = await callNext(lan, 'a');
      if (answer.status !== 200) {
        expect(answer.code).toBe('nothing_waiting');
        break;
      }
      called.add((answer.body as unknown as Called).ticket.number);
    }
    expect([...called].sort()).toEqual(tickets.map((each) => each.number).sort());
  });

  test('the number on the screen is the number at the operator and in the record (FQM#291)', async () => {
    const lan = await clerkAt('a', 'lan');
    const screen = connectHall({ url: hall.running.url, wants: 'display' });
    open.push(screen);
    await draw(5);
    for (let time = 0; time < 5; time += 1) {
      const { ticket } = (await callNext(lan, 'a')).body as unknown as Called;
      const kept = await hall.ask(admin, 'GET', `/tickets/${ticket.id}`);
      expect(kept.body.number).toBe(ticket.number);
      await new Promise<void>((done) => {
        const look = () => {
          const shown = recordsOf(screen.getState(), 'counter').find((each) => each.code === 'a')?.present;
          if (shown?.ticketId === ticket.id) {
            expect(shown.number).toBe(ticket.number);
            stop();
            done();
          }
        };
        const stop = screen.subscribe(look);
        look();
      });
    }
  });

  test('called is not presented: who did not come is no visit and has no service time (FQM#137)', async () => {
    const lan = await clerkAt('a', 'lan');
    await draw(2);
    for (let time = 0; time < 6; time += 1) {
      await callNext(lan, 'a');
      await hall.ask(lan, 'POST', '/counters/a/no-show', {});
      hall.clock.minutes(20);
    }
    expect(await report()).toMatchObject({
      drawn: 2,
      called: 2,
      served: 0,
      noShow: 2,
      serviceMeanMinutes: null,
    });
    await draw(1);
    await callNext(lan, 'a');
    hall.clock.minutes(3);
    await hall.ask(lan, 'POST', '/counters/a/start', {});
    hall.clock.minutes(5);
    await hall.ask(lan, 'POST', '/counters/a/finish', {});
    // Three minutes on the way to the counter are no service.
    expect(await report()).toMatchObject({ called: 3, served: 1, noShow: 2, serviceMeanMinutes: 5 });
  });
});
