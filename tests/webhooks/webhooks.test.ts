import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { oneAtATime, pinnedAddress } from '../../server/webhooks/send-signed.ts';
import { RestHall } from '../support/rest-hall.ts';

interface Heard {
  readonly id: string;
  readonly type: string;
  readonly ticket: string;
  readonly body: string;
  readonly headers: Record<string, string>;
}

const DAY_MS = 86_400_000;

/** A partner's program that answers as it is told and keeps what it took. */
class Partner {
  answers: (heard: Heard) => number | Promise<number> = () => 200;
  readonly heard: Heard[] = [];
  private server!: Server;
  url = '';

  async begin(): Promise<this> {
    this.server = createServer((req, res) => {
      let body = '';
      req.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      req.on('end', () => {
        const told = JSON.parse(body) as { type: string; data: { ticket?: { id: string } } };
        const headers = req.headers as Record<string, string>;
        const id = String(headers['webhook-id']);
        const heard = { id, type: told.type, ticket: told.data.ticket?.id ?? '', body, headers };
        void Promise.resolve(this.answers(heard)).then((status) => {
          if (status < 300) this.heard.push(heard);
          res.writeHead(status, { location: '/elsewhere' }).end();
        });
      });
    });
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/su-kien?khoa=bi-mat`;
    return this;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

describe('webhooks, from the hall to a program that listens', () => {
  let hall: RestHall;
  let partner: Partner;
  let admin: string;
  let field: string;

  beforeAll(async () => {
    hall = new RestHall();
    // Signatures are good for minutes around the time of whoever verifies them.
    hall.realAtMs = Date.now();
    await hall.begin();
    admin = hall.admin();
    await hall.ask(admin, 'POST', '/templates/apply', { template: 'commune' });
    field = [...hall.running.services.hall.state.fields.keys()][0] as string;
  }, 30_000);
  afterAll(() => hall.close());

  beforeEach(async () => {
    partner = await new Partner().begin();
    return async () => {
      partner.close();
      const { body } = await hall.ask(admin, 'GET', '/webhooks');
      for (const { id } of body.webhooks as { id: string }[])
        await hall.ask(admin, 'DELETE', `/webhooks/${id}`);
    };
  });

  const add = async (events = ['ticket.issued', 'ticket.cancelled']) => {
    const added = await hall.ask(admin, 'POST', '/webhooks', { url: partner.url, events });
    expect(added.status).toBe(201);
    return added.body as { id: string; secret: string };
  };
  const draw = async () => {
    const drawn = await hall.ask(admin, 'POST', '/tickets', { field, printer: null });
    expect(drawn.status).toBe(201);
    return drawn.body.id as string;
  };
  const cancel = (id: string) => hall.ask(admin, 'POST', `/tickets/${id}/cancel`, { reason: 'thử' });
  const listed = async (id: string) => {
    const { body } = await hall.ask(admin, 'GET', '/webhooks');
    return (body.webhooks as { id: string; state: string; waiting: number }[]).find((each) => each.id === id);
  };
  const typesOf = (ticket: string) =>
    partner.heard.filter((each) => each.ticket === ticket).map((each) => each.type);

  test('an event arrives signed as the specification has it, in its public form', async () => {
    const { secret } = await add();
    const ticket = await draw();
    await expect.poll(() => partner.heard.length, { timeout: 10_000 }).toBe(1);
    const [heard] = partner.heard as [Heard];
    const verified = new Webhook(secret).verify(heard.body, heard.headers) as Record<string, unknown>;
    expect(verified).toMatchObject({ type: 'ticket.issued', data: { ticket: { id: ticket, field } } });
    expect(heard.body).not.toMatch(/tracking|priority|actor|officer/i);
    expect(() => new Webhook(secret).verify(`${heard.body} `, heard.headers)).toThrow();
    expect(hall.deeds(/webhook/).at(-1)).toBe('admin webhook:changed');
    // The path may hold a key of the partner's.
    expect(JSON.stringify(hall.running.services.reads.events(0, 10_000))).not.toContain('bi-mat');
  });

  test('what fails is tried again under the same id, and a ticket waits for its earlier event, others do not', async () => {
    await add();
    const tried: string[] = [];
    let failing = '';
    partner.answers = ({ id, ticket }) => {
      if (ticket === failing) tried.push(id);
      return ticket === failing ? 500 : 200;
    };
    failing = await draw();
    await cancel(failing);
    await expect.poll(() => tried.length, { timeout: 10_000 }).toBe(1);
    const other = await draw();
    await expect.poll(() => typesOf(other), { timeout: 10_000 }).toEqual(['ticket.issued']);
    hall.realAtMs = (hall.realAtMs ?? 0) + 10_000;
    await expect.poll(() => tried.length, { timeout: 10_000 }).toBe(2);
    expect(new Set(tried).size).toBe(1);
    const held = failing;
    failing = '';
    hall.realAtMs += 60_000;
    await expect
      .poll(() => typesOf(held), { timeout: 10_000 })
      .toEqual(['ticket.issued', 'ticket.cancelled']);
  });

  test('what was not sent when the hall ended is sent when it is back', async () => {
    const { id } = await add();
    partner.answers = () => 503;
    const ticket = await draw();
    await expect.poll(async () => (await listed(id))?.waiting, { timeout: 10_000 }).toBe(1);
    await hall.running.stop();
    partner.answers = () => 200;
    hall.realAtMs = (hall.realAtMs ?? 0) + DAY_MS;
    await hall.begin();
    admin = hall.admin();
    await cancel(ticket);
    await expect
      .poll(() => typesOf(ticket), { timeout: 10_000 })
      .toEqual(['ticket.issued', 'ticket.cancelled']);
  });

  test('an address that fails for a week is disabled with an alert, keeps its events, and goes on when enabled', async () => {
    const { id } = await add();
    partner.answers = () => 302;
    const ticket = await draw();
    await expect.poll(async () => (await listed(id))?.waiting, { timeout: 10_000 }).toBe(1);
    const list = async () => (await hall.ask(admin, 'GET', `/webhooks/${id}/deliveries`)).body.deliveries;
    await expect
      .poll(list, { timeout: 10_000 })
      .toMatchObject([{ attempts: 1, status: 302, state: 'waiting' }]);
    hall.realAtMs = (hall.realAtMs ?? 0) + 7 * DAY_MS;
    admin = hall.admin();
    await expect.poll(async () => (await listed(id))?.state, { timeout: 10_000 }).toBe('disabled');
    expect(hall.running.services.webhookAlerts.alerts()).toMatchObject([
      { alert: 'webhook-disabled', name: new URL(partner.url).origin },
    ]);
    await cancel(ticket);
    partner.answers = () => 200;
    // Whether it works again is tried before it is enabled; nothing else is sent meanwhile.
    await hall.ask(admin, 'POST', `/webhooks/${id}/test`, {});
    await expect
      .poll(() => partner.heard.map((each) => each.type), { timeout: 10_000 })
      .toEqual(['webhook.test']);
    const [tested] = partner.heard;
    await hall.ask(admin, 'POST', `/webhooks/${id}/deliveries/${tested?.id}/replay`, {});
    await expect.poll(() => partner.heard.length, { timeout: 10_000 }).toBe(2);
    expect((await listed(id))?.state).toBe('disabled');
    expect((await hall.ask(admin, 'POST', `/webhooks/${id}/enable`, {})).status).toBe(200);
    await expect
      .poll(() => typesOf(ticket), { timeout: 10_000 })
      .toEqual(['ticket.issued', 'ticket.cancelled']);
    expect(hall.running.services.webhookAlerts.alerts()).toEqual([]);
  });

  test('a rotated secret signs beside the old one for a day; a test and a replay arrive', async () => {
    const { id, secret } = await add();
    const rotated = await hall.ask(admin, 'POST', `/webhooks/${id}/rotate`, {});
    const tested = await hall.ask(admin, 'POST', `/webhooks/${id}/test`, {});
    await expect.poll(() => partner.heard.length, { timeout: 10_000 }).toBe(1);
    const [heard] = partner.heard as [Heard];
    expect(heard.id).toBe(tested.body.delivery);
    // The hall of this test is days ahead of whoever verifies: the content is compared, not the age.
    const at = new Date(Number(heard.headers['webhook-timestamp']) * 1_000);
    const expected = [String(rotated.body.secret), secret].map((each) =>
      new Webhook(each).sign(heard.id, at, heard.body),
    );
    expect(heard.headers['webhook-signature']?.split(' ')).toEqual(expected);
    await hall.ask(admin, 'POST', `/webhooks/${id}/deliveries/${heard.id}/replay`, {});
    await expect
      .poll(() => partner.heard.map((each) => each.id), { timeout: 10_000 })
      .toEqual([heard.id, heard.id]);
    expect(JSON.stringify((await hall.ask(admin, 'GET', '/webhooks')).body)).not.toContain(secret);
  });

  test.each([
    ['https://1.1.1.1/', 'foreign_address'],
    ['http://169.254.169.254/latest', 'foreign_address'],
    ['http://[::ffff:a9fe:a9fe]/', 'foreign_address'],
    ['http://khong-co.invalid/', 'foreign_address'],
    ['http://ten:mat-khau@127.0.0.1/', 'invalid_input'],
    ['ftp://127.0.0.1/', 'invalid_input'],
  ])('%s is refused: %s', async (url, code) => {
    expect((await hall.ask(admin, 'POST', '/webhooks', { url, events: ['day.closed'] })).code).toBe(code);
  });

  test('a name is connected to only by the number that was checked, and not when any of its numbers is foreign', async () => {
    expect(await pinnedAddress('127.0.0.1', (address) => address === '127.0.0.1')).toEqual({
      address: '127.0.0.1',
      family: 4,
    });
    expect(await pinnedAddress('localhost', () => false)).toBeNull();
    expect((await pinnedAddress('localhost', () => true))?.address).toMatch(/^(127\.0\.0\.1|::1)$/);
  });

  test('names are looked up one at a time, a name that is being asked for only once, and a failure holds nobody up', async () => {
    const answers: ((fails?: Error) => void)[] = [];
    const asked: string[] = [];
    const lookUp = oneAtATime((name) => {
      asked.push(name);
      return new Promise((resolve, reject) => {
        answers.push((fails) => (fails ? reject(fails) : resolve([{ address: '10.0.0.1', family: 4 }])));
      });
    });
    const first = pinnedAddress('mot.lan', () => true, lookUp);
    const twin = pinnedAddress('mot.lan', () => true, lookUp);
    const second = pinnedAddress('hai.lan', () => true, lookUp);
    await expect.poll(() => asked).toEqual(['mot.lan']);
    answers[0]?.(new Error('ENOTFOUND'));
    await expect(first).rejects.toThrow('ENOTFOUND');
    await expect(twin).rejects.toThrow('ENOTFOUND');
    await expect.poll(() => asked).toEqual(['mot.lan', 'hai.lan']);
    answers[1]?.();
    expect(await second).toEqual({ address: '10.0.0.1', family: 4 });
  });

  test('of a name that stands for two addresses none is used when one is foreign, and it is asked for at each try', async () => {
    const turns = [['10.0.0.5'], ['10.0.0.5', '203.0.113.9'], ['203.0.113.9'], []];
    const lookUp = async () => (turns.shift() ?? []).map((address) => ({ address, family: 4 }));
    const pin = () => pinnedAddress('doi-tac.lan', (address) => address.startsWith('10.'), lookUp);
    expect(await pin()).toEqual({ address: '10.0.0.5', family: 4 });
    expect([await pin(), await pin(), await pin()]).toEqual([null, null, null]);
  });

  test('a slow address takes no more out of the log than can be sent, and what is left there is counted as waiting', async () => {
    const { id } = await add(['ticket.issued']);
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((done) => {
      answer = done;
    });
    partner.answers = () => answered.then(() => 200);
    const drawn: string[] = [];
    for (let at = 0; at < 12; at += 1) drawn.push(await draw());
    await expect.poll(async () => (await listed(id))?.waiting, { timeout: 10_000 }).toBe(12);
    const taken = async () => (await hall.ask(admin, 'GET', `/webhooks/${id}/deliveries`)).body.deliveries;
    await expect.poll(taken, { timeout: 10_000 }).not.toHaveLength(0);
    expect(((await taken()) as unknown[]).length).toBeLessThan(12);
    answer();
    await expect.poll(() => partner.heard.length, { timeout: 20_000 }).toBe(12);
    expect(partner.heard.map((each) => each.ticket).sort()).toEqual(drawn.sort());
  });
});
