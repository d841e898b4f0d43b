import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TrackedTicket } from '../../common/protocol/rest/tickets.ts';
import type { Ticket } from '../../common/protocol/ticket.ts';
import { DATABASE_FILE } from '../../server/storage/database.ts';
import { verifyReadTables } from '../../server/storage/verify-read-tables.ts';
import { ALL_FOLLOWS } from '../support/all-follows.ts';
import { RestHall } from '../support/rest-hall.ts';

const FIELD = 'chung-thuc-ho-tich';

describe('what the holder of a ticket does by phone', () => {
  const hall = new RestHall();
  let lan: string;

  beforeAll(async () => {
    await hall.begin();
    lan = await hall.person('lan', 'clerk', 'Nguyễn Thị Lan');
    await hall.ask(lan, 'POST', '/counters/1/open', {});
  });
  afterAll(() => hall.close());

  const draw = async () => {
    hall.clock.minutes(1);
    const drawn = await hall.ask(hall.admin(), 'POST', '/tickets', { field: FIELD, printer: null });
    const ticket = drawn.body as unknown as Ticket;
    return { ...ticket, token: ticket.trackingUrl.split('/').at(-1) ?? '' };
  };
  const look = async (token: string) =>
    (await hall.ask(null, 'GET', `/track/${token}`)).body as unknown as TrackedTicket;
  const act = async (token: string, what: 'let-pass' | 'give-up', key?: string) => {
    const answer = await fetch(`${hall.running.url}/api/v1/track/${token}/${what}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
    });
    const read = (await answer.json()) as { error?: { code: string } };
    return read.error?.code ?? answer.status;
  };

  test('lets the three behind pass by the address alone, once for each key [PASS1]', async () => {
    const [a, b, c, d] = [await draw(), await draw(), await draw(), await draw()];
    expect((await look(a.token)).letPass).toEqual({ people: 3, left: 2 });
    expect(await act(a.token, 'let-pass', 'one')).toBe(200);
    expect(await act(a.token, 'let-pass', 'one')).toBe(200);
    const after = await look(a.token);
    expect([after.waitingAhead, after.letPass]).toEqual([3, null]);
    expect((await look(b.token)).waitingAhead).toBe(0);
    expect(await act('no-such-token', 'let-pass')).toBe('not_found');
    expect(await act(a.token, 'let-pass', 'two')).toBe('nobody_behind');
    for (const { token } of [b, c, d]) expect(await act(token, 'give-up')).toBe(200);
    expect(await act(a.token, 'give-up')).toBe(200);
  });

  test('gives a number up; the report tells it, and staff bring it back [PASS4]', async () => {
    const ticket = await draw();
    expect((await look(ticket.token)).mayGiveUp).toBe(true);
    const gaveUp = async () => {
      const date = hall.running.services.hall.state.day;
      const answer = await hall.ask(hall.admin(), 'GET', `/reports/no-show?from=${date}&to=${date}`);
      return (answer.body.totals as Record<string, number>).gaveUp;
    };
    const before = (await gaveUp()) ?? 0;
    expect(await act(ticket.token, 'give-up')).toBe(200);
    const after = await look(ticket.token);
    expect([after.state, after.mayGiveUp, await gaveUp()]).toEqual(['cancelled', false, before + 1]);
    expect((await hall.ask(lan, 'POST', `/tickets/${ticket.id}/return`, {})).status).toBe(200);
    expect([(await look(ticket.token)).state, await gaveUp()]).toEqual(['waiting', before]);
    await hall.ask(lan, 'POST', '/counters/1/call', { number: ticket.number });
    expect(await act(ticket.token, 'give-up')).toBe('wrong_state');
    await hall.ask(lan, 'POST', '/counters/1/finish', {});
  });

  test('a missed call tells when and where it was until its holder is back', async () => {
    const ticket = await draw();
    await hall.ask(lan, 'POST', '/counters/1/call', { number: ticket.number });
    const calledAt = (await look(ticket.token)).call?.at;
    await hall.ask(lan, 'POST', '/counters/1/no-show', {});
    expect((await look(ticket.token)).missed).toEqual({ at: calledAt, counterLabel: 'Quầy 1', callsLeft: 2 });
    await hall.ask(lan, 'POST', `/tickets/${ticket.id}/return`, {});
    expect((await look(ticket.token)).missed).toBeNull();
    for (let call = 0; call < 2; call += 1) {
      await hall.ask(lan, 'POST', '/counters/1/call', { number: ticket.number });
      await hall.ask(lan, 'POST', '/counters/1/no-show', {});
    }
    expect(await look(ticket.token)).toMatchObject({
      state: 'no_show',
      missed: { counterLabel: 'Quầy 1', callsLeft: 0 },
    });
  });

  test('so many asks for one ticket are held back', async () => {
    const ticket = await draw();
    const answers: (string | number)[] = [];
    for (let ask = 0; ask < 9; ask += 1) answers.push(await act(ticket.token, 'let-pass'));
    expect(answers.slice(0, 8)).toEqual(Array(8).fill('nobody_behind'));
    expect(answers[8]).toBe('throttled');
  });

  test('the read tables follow from the log', () => {
    const { calendar } = hall.running.services.hall;
    expect(verifyReadTables(`${hall.folder}/${DATABASE_FILE}`, calendar)).toEqual(ALL_FOLLOWS);
  });
});
