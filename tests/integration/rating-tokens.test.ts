import { request } from 'node:http';
import { io } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ListedOpinion } from '../../common/protocol/opinions.ts';
import { type Ack, type CommandReply, PROTOCOL_VERSION } from '../../common/protocol/socket.ts';
import type { Ticket } from '../../common/protocol/ticket.ts';
import { openDatabase } from '../../server/storage/database.ts';
import { SealedValues } from '../../server/storage/sealed-values.ts';
import { SecretStore } from '../../server/storage/secrets.ts';
import { RestHall } from '../support/rest-hall.ts';

const FIELD = 'chung-thuc-ho-tich';
/** The desk sits at 127.0.0.1, citizens' phones elsewhere. */
const DESK = '127.0.0.1';
const PHONE = '127.0.0.77';

describe('the address that follows a ticket and the token that rates it', () => {
  let hall: RestHall;
  let lan: string;
  let supervisor: string;

  beforeEach(async () => {
    hall = await new RestHall().begin();
    lan = await hall.person('lan', 'clerk');
    supervisor = await hall.person('giam-sat', 'supervisor');
    await hall.ask(lan, 'POST', '/counters/1/open', {});
  });
  afterEach(() => hall.close());

  const addresses = () => hall.running.services.addresses;
  /** The two parts of a citizen's address. */
  const partsOf = (address: string) => {
    const found = /\/t\/([^#]+)#r=(.+)$/.exec(address);
    return { follow: found?.[1] ?? '', rate: found?.[2] ?? '' };
  };
  const draw = async () =>
    (await hall.ask(hall.admin(), 'POST', '/tickets', { field: FIELD, printer: null }))
      .body as unknown as Ticket;
  const serve = async (ticket: Ticket) => {
    await hall.ask(lan, 'POST', '/counters/1/call', { number: ticket.number });
    await hall.ask(lan, 'POST', '/counters/1/finish', {});
  };
  /** Rates from an address of the loopback range. */
  const rate = (from: string, follow: string, body: object) =>
    new Promise<{ status: number; code: string | null }>((done, fail) => {
      const text = JSON.stringify(body);
      const sent = request(
        `${hall.running.url.replace('localhost', '127.0.0.1')}/api/v1/track/${follow}/opinion`,
        {
          method: 'POST',
          localAddress: from,
          agent: false,
          headers: { 'content-type': 'application/json', 'content-length': text.length },
        },
        (answer) => {
          let read = '';
          answer.on('data', (chunk: Buffer) => {
            read += chunk.toString();
          });
          answer.once('end', () => {
            const { error } = JSON.parse(read) as { error?: { code: string } };
            done({ status: answer.statusCode ?? 0, code: error?.code ?? null });
          });
        },
      );
      sent.once('error', fail);
      sent.end(text);
    });
  const opinions = async () =>
    (await hall.ask(supervisor, 'GET', '/opinions')).body.opinions as ListedOpinion[];
  const report = async () =>
    (await hall.ask(supervisor, 'GET', '/reports/satisfaction?from=2026-11-24&to=2026-11-24')).body
      .totals as Record<string, number | null>;

  test('no list, ticket, command or event tells staff either of them', async () => {
    const ticket = await draw();
    const { follow, rate: token } = partsOf(addresses().forCitizen(ticket.id));
    expect([follow.length > 10, token.length]).toEqual([true, 12]);
    await hall.ask(lan, 'POST', '/counters/1/call', { number: ticket.number });
    const told: string[] = [];
    for (const who of [lan, supervisor, hall.admin()])
      for (const path of ['/tickets', `/tickets/${ticket.id}`, '/events?after=0', '/counters', '/audit'])
        told.push(JSON.stringify((await hall.ask(who, 'GET', path)).body));
    for (const who of [lan, supervisor])
      told.push(
        JSON.stringify((await hall.ask(who, 'POST', '/tickets', { field: FIELD, printer: null })).body),
      );
    for (const step of ['recall', 'start', 'finish'])
      told.push(JSON.stringify((await hall.ask(lan, 'POST', `/counters/1/${step}`, {})).body));
    const all = told.join('\n');
    expect(all).toContain(ticket.number);
    expect(all).not.toContain(follow);
    expect(all).not.toContain(token);
    expect(all).not.toMatch(/\/t\/[A-Za-z0-9]/);
    // What is not handed on need not be kept: the rating token stands in no record either.
    const { hall: inner } = hall.running.services;
    expect(JSON.stringify([...inner.state.tickets.values()])).not.toContain(token);
  });

  test('the page over sockets shows neither to the desk, and the whole address to the kiosk that drew', async () => {
    const { access } = hall.running.services;
    const kiosk = access.addDevice('kiosk', 'Kiosk 1', null).token;
    const counter = access.addDevice('counter', 'Quầy 1', '1').token;
    const drawBy = async (token: string, id: string) => {
      const socket = io(hall.running.url, {
        auth: { token, protocol: PROTOCOL_VERSION },
        transports: ['websocket'],
        reconnection: false,
        forceNew: true,
      });
      try {
        const reply = (await socket
          .timeout(10_000)
          .emitWithAck('ticket:issue', { commandId: id, field: FIELD, printer: null })) as Ack<CommandReply>;
        const view = JSON.stringify(await socket.timeout(10_000).emitWithAck('view:get'));
        return { ticket: reply.ok ? reply.ticket : undefined, view };
      } finally {
        socket.disconnect();
      }
    };
    const drawn = await drawBy(kiosk, 'kiosk-draws-1');
    expect(drawn.ticket?.trackingUrl).toBe(addresses().forCitizen(drawn.ticket?.id ?? ''));
    expect(drawn.ticket?.trackingUrl).toMatch(/\/t\/[^#]+#r=.{12}$/);
    // The answer that was lost on the way is the same when it is asked for again.
    expect((await drawBy(kiosk, 'kiosk-draws-1')).ticket?.trackingUrl).toBe(drawn.ticket?.trackingUrl);
    expect((await drawBy(lan, 'lan-draws-1')).ticket?.trackingUrl).toBe('');
    const { follow } = partsOf(drawn.ticket?.trackingUrl ?? '');
    for (const token of [counter, lan, hall.admin()]) {
      const { view } = await drawBy(token, `asks-${token.slice(0, 8)}`);
      expect(view).toContain(drawn.ticket?.number);
      expect(view).not.toContain(follow);
    }
  });

  test('the address to follow does not rate, a guess is counted, and the paper’s own token rates once', async () => {
    const ticket = await draw();
    await serve(ticket);
    const { follow, rate: token } = partsOf(addresses().forCitizen(ticket.id));
    const other = partsOf(addresses().forCitizen((await draw()).id));
    expect(partsOf(`${ticket.trackingUrl}#r=x`).follow).toBe(follow);
    expect((await rate(PHONE, follow, { level: 5 })).code).toBe('forbidden');
    expect((await rate(PHONE, follow, { level: 5, ratingToken: other.rate })).code).toBe('forbidden');
    expect((await rate(PHONE, follow, { level: 5, ratingToken: token })).status).toBe(201);
    expect((await rate(PHONE, follow, { level: 1, ratingToken: token })).code).toBe('already_rated');
    const second = await draw();
    await serve(second);
    const parts = partsOf(addresses().forCitizen(second.id));
    const codes: (string | null)[] = [];
    for (let guess = 0; guess < 13; guess += 1)
      codes.push((await rate(PHONE, parts.follow, { level: 5, ratingToken: `doan-${guess}` })).code);
    expect(codes.at(-1)).toBe('throttled');
    const page = (await hall.ask(null, 'GET', `/track/${parts.follow}`)).body;
    expect(page).toMatchObject({ opinion: 'open', needsRatingToken: true });
  });

  test('[OPN8] a rating from the desk within a minute of the end counts, is marked, and is shown apart', async () => {
    const rated = async (from: string, minutes: number, level: number) => {
      const ticket = await draw();
      await serve(ticket);
      hall.clock.minutes(minutes);
      const { follow, rate: token } = partsOf(addresses().forCitizen(ticket.id));
      expect((await rate(from, follow, { level, ratingToken: token })).status).toBe(201);
    };
    await rated(DESK, 0, 5);
    await rated(DESK, 0.9, 5);
    await rated(DESK, 1, 4);
    await rated(PHONE, 0, 1);
    const marks = (await opinions()).map((each) => [each.level, each.fromStaffNetwork]).reverse();
    expect(marks).toEqual([
      [5, true],
      [5, true],
      [4, false],
      [1, false],
    ]);
    expect(await report()).toMatchObject({
      ratings: 4,
      satisfiedShare: 0.75,
      marked: 2,
      satisfiedShareUnmarked: 0.5,
    });
  });

  test('paper drawn before there were two tokens rates by its one address', async () => {
    const ticket = await draw();
    await serve(ticket);
    await hall.running.stop();
    // As a hall that was updated in the evening: its tickets of the day are older than the tokens.
    const db = openDatabase(`${hall.folder}/hall.sqlite`);
    new SecretStore(
      db,
      SealedValues.ofFolder(hall.folder, () => undefined),
    ).set('rating-tokens-since', String(hall.clock.nowMs() + 1));
    db.close();
    await hall.begin();
    const { follow } = partsOf(addresses().forCitizen(ticket.id));
    const page = (await hall.ask(null, 'GET', `/track/${follow}`)).body;
    expect(page).toMatchObject({ opinion: 'open', needsRatingToken: false });
    expect((await rate(PHONE, follow, { level: 4 })).status).toBe(201);
  });
});
