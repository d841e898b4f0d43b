import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TrackedTicket } from '../../common/protocol/rest/tickets.ts';
import type { Ticket } from '../../common/protocol/ticket.ts';
import { isPushService } from '../../server/push/push-services.ts';
import { DATABASE_FILE } from '../../server/storage/database.ts';
import { PushPeer } from '../support/push-peer.ts';
import { RestHall } from '../support/rest-hall.ts';

const FIELD = 'chung-thuc-ho-tich';
/** A hall under load tells later; what it tells is the same. */
const PATIENT = { timeout: 15_000 };

describe('Web Push, from the hall to a phone that has closed its page', () => {
  const hall = new RestHall();
  let peer: PushPeer;
  let lan: string;

  beforeAll(async () => {
    await hall.begin();
    peer = await new PushPeer().begin();
    lan = await hall.person('lan', 'clerk', 'Nguyễn Thị Lan');
    await hall.ask(lan, 'POST', '/counters/1/open', {});
  });
  beforeEach(async () => {
    peer.answers = () => 201;
    // Each test has the line for itself.
    for (const { id } of hall.running.services.hall.state.tickets.values())
      await hall.ask(hall.admin(), 'POST', `/tickets/${id}/cancel`, { reason: 'lượt của phép thử khác' });
  });
  afterAll(async () => {
    await hall.close();
    await peer.close();
  });

  const draw = async (language = 'vi') => {
    hall.clock.minutes(1);
    const drawn = await hall.ask(hall.admin(), 'POST', '/tickets', { field: FIELD, printer: null, language });
    const ticket = drawn.body as unknown as Ticket;
    return { ...ticket, token: ticket.trackingUrl.split('/').at(-1) ?? '' };
  };
  const subscribe = (token: string, phone: string, language = 'vi') =>
    hall.ask(null, 'PUT', `/track/${token}/push`, peer.phone(phone).subscription(peer.origin, language));
  const kept = () => {
    const db = new Sqlite(join(hall.folder, DATABASE_FILE), { readonly: true });
    const rows = db.prepare('SELECT ticket_id, sealed FROM push_subscriptions').all();
    db.close();
    return rows as { ticket_id: string; sealed: string }[];
  };
  const turnOn = async () => {
    const put = await hall.ask(hall.admin(), 'PUT', '/settings', {
      webPush: true,
      pushOrigins: [peer.origin],
    });
    expect(put.status).toBe(200);
    const own = await draw();
    const tracked = (await hall.ask(null, 'GET', `/track/${own.token}`)).body as unknown as TrackedTicket;
    peer.key = tracked.pushKey ?? '';
    await hall.ask(null, 'POST', `/track/${own.token}/give-up`, {});
  };
  const call = (number: string) => hall.ask(lan, 'POST', '/counters/1/call', { number });
  const finish = () => hall.ask(lan, 'POST', '/counters/1/finish', {});

  test('a hall pushes nothing until its setting says so, and only to push services it knows', async () => {
    const ticket = await draw();
    const tracked = (await hall.ask(null, 'GET', `/track/${ticket.token}`)).body as unknown as TrackedTicket;
    expect(tracked.pushKey).toBeNull();
    expect((await subscribe(ticket.token, 'off')).code).toBe('wrong_state');
    await turnOn();
    const elsewhere = peer.phone('x').subscription('http://127.0.0.1:9');
    expect((await hall.ask(null, 'PUT', `/track/${ticket.token}/push`, elsewhere)).code).toBe(
      'foreign_address',
    );
    expect((await subscribe('no-such-token', 'x')).status).toBe(404);
    expect(peer.tries).toBe(0);
    for (const endpoint of [
      'https://fcm.googleapis.com/fcm/send/a',
      'https://wns2-sg2p.notify.windows.com/w/?token=a',
      'https://web.push.apple.com/Qx',
    ])
      expect(isPushService(endpoint, [])).toBe(true);
    for (const endpoint of [
      'http://fcm.googleapis.com/fcm/send/a',
      'https://fcm.googleapis.com.example.vn/a',
      'https://fcm.googleapis.com@10.0.0.1/a',
      'https://notify.windows.com.example.vn/a',
      'https://a.notify.windows.com:8443/a',
      'https://192.168.1.1/',
    ])
      expect(isPushService(endpoint, [])).toBe(false);
  });

  test('the first message tries the way; near, called and missed follow, each once, signed and encrypted', async () => {
    await turnOn();
    const [first, second, own] = [await draw(), await draw(), await draw('en')];
    expect((await subscribe(own.token, 'an', 'en')).body).toEqual({ reached: true });
    expect(peer.told('an')).toEqual([`${own.number} · Alerts are on`]);
    const [row] = kept();
    expect(row?.ticket_id).toBe(own.id);
    // Sealed in the record: neither its file nor the log beside it has the address of the phone.
    expect(readFileSync(join(hall.folder, DATABASE_FILE)).includes('/push/an')).toBe(false);
    await call(first.number);
    await finish();
    await call(second.number);
    await expect.poll(() => peer.told('an').at(-1), PATIENT).toBe(`${own.number} · About to be called`);
    await finish();
    await call(own.number);
    // By its own phone, as by the screens, it is called when the hall announces it.
    await expect
      .poll(() => {
        hall.clock.minutes(0.1);
        return peer.told('an').at(-1);
      }, PATIENT)
      .toContain(`${own.number} · Please go to Counter 1`);
    await hall.ask(lan, 'POST', '/counters/1/no-show', {});
    await expect.poll(() => peer.told('an').at(-1), PATIENT).toContain(`${own.number} · Called, nobody came`);
    expect(peer.told('an')).toHaveLength(4);
    expect(peer.heard.at(-1)?.message.path).toBe(`/t/${own.token}`);
  });

  test('a ticket that has ended is told no more, and nothing of its phone is kept', async () => {
    await turnOn();
    const own = await draw();
    await subscribe(own.token, 'binh');
    await call(own.number);
    await finish();
    await expect.poll(() => kept().some((row) => row.ticket_id === own.id)).toBe(false);
    const given = await draw();
    await subscribe(given.token, 'chi');
    await hall.ask(null, 'POST', `/track/${given.token}/push/stop`, {
      endpoint: `${peer.origin}/push/chi`,
    });
    expect(kept().some((row) => row.ticket_id === given.id)).toBe(false);
  });

  test('a push service that does not answer holds up no call', async () => {
    await turnOn();
    const own = await draw();
    await subscribe(own.token, 'dung');
    peer.answers = () => null;
    const before = peer.tries;
    expect((await call(own.number)).status).toBe(200);
    await expect
      .poll(() => {
        hall.clock.minutes(0.1);
        return peer.tries;
      })
      .toBeGreaterThan(before);
    // The message hangs; the counter works on.
    expect((await finish()).status).toBe(200);
    const next = await draw();
    expect((await call(next.number)).status).toBe(200);
    expect((await finish()).status).toBe(200);
    await peer.close();
    peer = await new PushPeer().begin();
  });

  test('a failed message is tried again, one that is gone is dropped, one that never arrives is no promise', async () => {
    await turnOn();
    const [one, two, three] = [await draw(), await draw(), await draw()];
    await subscribe(one.token, 'em');
    await subscribe(two.token, 'gia');
    let failed = 0;
    peer.answers = (phone) => {
      if (phone === 'gia') return 410;
      failed += 1;
      return failed === 1 ? 503 : 201;
    };
    await call(one.number);
    await expect
      .poll(
        () => {
          hall.clock.minutes(0.1);
          return peer.told('em').at(-1);
        },
        { timeout: 10_000 },
      )
      .toContain('Mời đến Quầy 1');
    expect(failed).toBe(2);
    await finish();
    await call(two.number);
    await expect
      .poll(() => {
        hall.clock.minutes(0.1);
        return kept().some((row) => row.ticket_id === two.id);
      })
      .toBe(false);
    await finish();
    peer.answers = () => 500;
    expect((await subscribe(three.token, 'ha')).body).toEqual({ reached: false });
    expect(kept().some((row) => row.ticket_id === three.id)).toBe(false);
  });

  test('three phones a ticket and no more; a restart forgets none', async () => {
    await turnOn();
    const own = await draw();
    for (const phone of ['khoa', 'lien', 'minh'])
      expect((await subscribe(own.token, phone)).body).toEqual({ reached: true });
    expect((await subscribe(own.token, 'nam')).code).toBe('too_many');
    // The same phone again is no further one, and its key is the one of before the restart.
    expect((await subscribe(own.token, 'khoa')).body).toEqual({ reached: true });
    await hall.running.stop();
    await hall.begin();
    lan = await hall.person('lan', 'clerk', 'Nguyễn Thị Lan');
    await hall.ask(lan, 'POST', '/counters/1/open', {});
    await call(own.number);
    for (const phone of ['khoa', 'lien', 'minh'])
      await expect
        .poll(() => {
          hall.clock.minutes(0.1);
          return peer.told(phone).at(-1);
        }, PATIENT)
        .toContain('Mời đến Quầy 1');
  });
});
