import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectHall } from '../../common/client/hall-connection.ts';
import { recordsOf } from '../../common/client/selectors.ts';
import { FIRST_SETTINGS } from '../../server/domain/state.ts';
import { Rejections } from '../../server/edges/perimeter/rejections.ts';
import { TicketPace } from '../../server/edges/perimeter/ticket-pace.ts';
import { askFrom } from '../support/loopback-client.ts';
import { RestHall } from '../support/rest-hall.ts';

describe('the pace of tickets', () => {
  const hall = new RestHall();
  let field: string;
  beforeAll(async () => {
    await hall.begin();
    field = [...hall.running.services.hall.state.fields.keys()][0] ?? '';
  });
  afterAll(() => hall.close());

  const kioskOf = (name: string) => hall.running.services.access.addDevice('kiosk', name, null).token;
  const draw = (token: string, key: string, more: object = {}) =>
    askFrom(hall.running.url, {
      method: 'POST',
      path: '/api/v1/tickets',
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': key },
      body: { field, printer: null, ...more },
    });
  const issued = () => hall.deeds(/ticket:issued/).length;

  test('a kiosk token that draws like a script stops at its burst, with a code, and staff see it at once', async () => {
    const staff = connectHall({ url: hall.running.url });
    staff.setToken(hall.admin());
    const alerted = new Promise<void>((done) => {
      staff.subscribe(() => {
        if (recordsOf(staff.getState(), 'alert').some((each) => each.name === 'Máy lấy số 1')) done();
      });
    });
    const before = issued();
    const token = kioskOf('Máy lấy số 1');
    const answers = await Promise.all(Array.from({ length: 60 }, (_, at) => draw(token, `burst-one-${at}`)));
    expect(answers.filter((each) => each.status === 201)).toHaveLength(20);
    const held = answers.filter((each) => each.code === 'too_many');
    expect(held).toHaveLength(40);
    expect(held[0]?.status).toBe(429);
    expect(Number(held[0]?.headers['retry-after'])).toBeLessThanOrEqual(2);
    expect(issued() - before).toBe(20);
    expect(hall.running.services.rejections.of('kiosk_too_fast')).toBe(40);
    await alerted;
    staff.close();

    // A page that is opened afterwards sees it too; another kiosk is not held.
    const later = connectHall({ url: hall.running.url });
    later.setToken(hall.admin());
    await new Promise<void>((done) => {
      later.subscribe(() => {
        if (recordsOf(later.getState(), 'alert').length > 0) done();
      });
    });
    later.close();
    expect((await draw(kioskOf('Máy lấy số 2'), 'other-kiosk')).status).toBe(201);
  });

  test('asking again for the same ticket and asking for a field that issues none take nothing from the pace', async () => {
    const token = kioskOf('Máy lấy số 3');
    expect((await draw(token, 'again-and-again')).status).toBe(201);
    for (let at = 0; at < 40; at += 1) expect((await draw(token, 'again-and-again')).status).toBe(200);
    for (let at = 0; at < 40; at += 1)
      expect((await draw(token, `unknown-${at}`, { field: 'khong-co' })).code).toBe('unknown_field');
    for (let at = 0; at < 19; at += 1) expect((await draw(token, `rest-of-burst-${at}`)).status).toBe(201);
    expect((await draw(token, 'one-too-many')).code).toBe('too_many');
  });

  test('over a socket the same budget holds', async () => {
    const token = kioskOf('Máy lấy số 4');
    const kiosk = connectHall({ url: hall.running.url });
    kiosk.setToken(token);
    const replies = await Promise.all(
      Array.from({ length: 30 }, () => kiosk.send('ticket:issue', { field, printer: null })),
    );
    kiosk.close();
    expect(replies.filter((each) => each.ok)).toHaveLength(20);
    expect(replies.flatMap((each) => (each.ok ? [] : [each.error.code]))).toEqual(
      Array.from({ length: 10 }, () => 'too_many'),
    );
    expect((await draw(token, 'by-rest-after-the-socket')).code).toBe('too_many');
  });

  test('a person draws ordinary tickets without a bound, priority tickets at a human pace', async () => {
    const clerk = await hall.person('lan', 'clerk');
    const priority = hall.running.services.hall.state.settings.priorities[0]?.code ?? '';
    expect(priority).not.toBe('');
    const ordinary = await Promise.all(Array.from({ length: 60 }, (_, at) => draw(clerk, `ordinary-${at}`)));
    expect(ordinary.every((each) => each.status === 201)).toBe(true);
    const urgent = await Promise.all(
      Array.from({ length: 60 }, (_, at) =>
        draw(clerk, `urgent-${at}`, { priority, priorityReason: 'Người cao tuổi' }),
      ),
    );
    expect(urgent.filter((each) => each.status === 201)).toHaveLength(40);
    expect(urgent.filter((each) => each.code === 'too_many')).toHaveLength(20);
    const [ticket] = ordinary.map((each) => (JSON.parse(each.text) as { id: string }).id);
    const raise = { class: priority, reason: 'Người cao tuổi' };
    expect((await hall.ask(clerk, 'POST', `/tickets/${ticket}/priority`, raise)).code).toBe('too_many');
    const [alert] = hall.running.services.pace.alerts().filter((each) => each.alert === 'priority-burst');
    expect(alert).toMatchObject({ name: 'lan', refused: 21 });
  });
});

test('the pace comes back by the minute as the settings say, and a changed setting holds at once', () => {
  let nowMs = 1_000;
  let settings = { ...FIRST_SETTINGS, kioskTicketsPerMinute: 6, kioskBurst: 2 };
  const rejections = new Rejections();
  const pace = new TicketPace({
    settings: () => settings,
    rejections,
    hallNowMs: () => 0,
    nowMs: () => nowMs,
  });
  const kiosk = { kind: 'device', deviceId: 'k1', name: 'K1', deviceKind: 'kiosk', counter: null } as const;
  const take = () => pace.take(kiosk, 'ticket:issue', false).ok;
  expect([take(), take(), take()]).toEqual([true, true, false]);
  nowMs += 9_999;
  expect(take()).toBe(false);
  nowMs += 1;
  expect([take(), take()]).toEqual([true, false]);
  settings = { ...settings, kioskBurst: 5 };
  expect([take(), take(), take(), take(), take(), take()]).toEqual([true, true, true, true, true, false]);
  expect(pace.alerts()).toHaveLength(1);
  nowMs += 10 * 60_000 + 1;
  expect(pace.alerts()).toEqual([]);
  // Whoever else there is: a display that could draw would not be a kiosk, a program is a session of nobody's finger.
  const clerk = { kind: 'user', username: 'a', displayName: 'A', role: 'clerk' } as const;
  for (let at = 0; at < 500; at += 1) expect(pace.take(clerk, 'ticket:issue', false).ok).toBe(true);
});
