import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FollowedTicket } from '../../common/protocol/rest/tickets.ts';
import type { Ticket } from '../../common/protocol/ticket.ts';
import { slipOf } from '../../server/devices/slip.ts';
import { RestHall } from '../support/rest-hall.ts';

const FIELD = 'chung-thuc-ho-tich';

describe('a ticket looked up by what stands on its paper', () => {
  const hall = new RestHall();
  beforeAll(() => hall.begin());
  afterAll(() => hall.close());

  const draw = async (language = 'vi') => {
    hall.clock.minutes(1);
    const drawn = await hall.ask(hall.admin(), 'POST', '/tickets', { field: FIELD, printer: null, language });
    const ticket = drawn.body as unknown as Ticket;
    return { ...ticket, token: ticket.trackingUrl.split('/').at(-1) ?? '' };
  };
  const paperOf = (id: string) => {
    const { hall: record, addresses } = hall.running.services;
    const live = record.state.tickets.get(id);
    if (!live) throw new Error(id);
    return slipOf(record.state, live, {
      waitingAhead: 0,
      timeZone: 'Asia/Ho_Chi_Minh',
      reprint: false,
      trackingUrl: '',
      lookUp: addresses.lookUpOf(id),
      languages: hall.running.services.languages,
    });
  };
  const codeOn = (text: string | undefined) => /mã ([0-9A-Z ]+)$/.exec(text ?? '')?.[1] ?? '';

  test('the number alone shows what the boards show: no procedure, no paper, nothing to do', async () => {
    const ticket = await draw('en');
    const shown = (await hall.ask(null, 'GET', `/look-up/${ticket.number}`))
      .body as unknown as FollowedTicket;
    expect(shown).toMatchObject({ number: ticket.number, state: 'waiting', language: 'en' });
    for (const secret of ['procedureName', 'papers', 'mayGiveUp', 'letPass', 'opinion', 'token'])
      expect(shown).not.toHaveProperty(secret);
    await hall.ask(hall.admin(), 'POST', `/tickets/${ticket.id}/cancel`, { reason: 'thử' });
    const ended = await hall.ask(null, 'GET', `/look-up/${ticket.number}`);
    expect(ended.body.state).toBe('cancelled');
    expect((await hall.ask(null, 'GET', '/look-up/9999')).status).toBe(404);
    expect((await hall.ask(null, 'GET', '/look-up/khong-phai-so')).status).toBe(404);
  });

  test('the short code of the paper opens the ticket, as it is typed', async () => {
    const ticket = await draw();
    const code = codeOn(paperOf(ticket.id).lookUpText);
    expect(code).toMatch(/^[2-9A-HJ-NP-Z]{3} [2-9A-HJ-NP-Z]{3}$/);
    for (const typed of [code, code.replace(' ', '').toLowerCase()]) {
      const found = await hall.ask(null, 'POST', '/look-up', { number: ticket.number, code: typed });
      expect(found.body).toEqual({ token: ticket.token });
    }
  });

  test('wrong codes of a number are bounded, a right one then too; other numbers are not', async () => {
    const [one, other] = [await draw(), await draw()];
    const code = codeOn(paperOf(one.id).lookUpText);
    const wrong = codeOn(paperOf(other.id).lookUpText);
    const tried: (string | null)[] = [];
    for (let count = 0; count < 8; count += 1)
      tried.push((await hall.ask(null, 'POST', '/look-up', { number: one.number, code: wrong })).code);
    expect(tried.filter((each) => each === 'not_found')).toHaveLength(6);
    expect(tried.slice(-2)).toEqual(['throttled', 'throttled']);
    expect((await hall.ask(null, 'POST', '/look-up', { number: one.number, code })).code).toBe('throttled');
    const right = await hall.ask(null, 'POST', '/look-up', { number: other.number, code: wrong });
    expect(right.body).toEqual({ token: other.token });
    // One address guesses at many numbers no longer than that either.
    const scanned: (string | null)[] = [];
    for (let number = 1; number <= 40; number += 1)
      scanned.push((await hall.ask(null, 'POST', '/look-up', { number: String(number), code })).code);
    expect(scanned.at(-1)).toBe('throttled');
  });

  test('the paper names the Wi-Fi once the hall has named it', async () => {
    const ticket = await draw('en');
    expect(paperOf(ticket.id).wifiText).toBeUndefined();
    await hall.ask(hall.admin(), 'PUT', '/settings', {
      wifiName: 'MotCua-Khach',
      wifiPassword: 'moi-vao-123',
    });
    const paper = paperOf(ticket.id);
    expect(paper.wifiText).toBe('Wi-Fi: MotCua-Khach, mật khẩu: moi-vao-123');
    expect(paper.secondLanguage?.wifiText).toBe('Wi-Fi: MotCua-Khach, password: moi-vao-123');
    await hall.ask(hall.admin(), 'PUT', '/settings', { wifiPassword: '' });
    expect(paperOf(ticket.id).wifiText).toBe('Wi-Fi: MotCua-Khach');
  });
});
