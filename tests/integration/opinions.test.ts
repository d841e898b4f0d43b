import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AskedVisit, ListedOpinion, OwnOpinionMonth } from '../../common/protocol/opinions.ts';
import type { Ticket } from '../../common/protocol/ticket.ts';
import { DATABASE_FILE } from '../../server/storage/database.ts';
import { verifyReadTables } from '../../server/storage/verify-read-tables.ts';
import { ALL_FOLLOWS } from '../support/all-follows.ts';
import { RestHall } from '../support/rest-hall.ts';

const FIELD = 'chung-thuc-ho-tich';
const DAY = 24 * 60;

describe("citizens' opinion over the interface", () => {
  const hall = new RestHall();
  let lan: string;
  let supervisor: string;
  let chairman: string;
  let tablet: string;

  beforeAll(async () => {
    await hall.begin();
    lan = await hall.person('lan', 'clerk', 'Nguyễn Thị Lan');
    supervisor = await hall.person('giam-sat', 'supervisor', 'Trần Văn Minh');
    chairman = await hall.person('chu-tich', 'chairman', 'Lê Văn Tám');
    tablet = hall.running.services.access.addDevice('counter', 'Máy tính bảng quầy 1', '1').token;
    await hall.ask(lan, 'POST', '/counters/1/open', {});
  });
  afterAll(() => hall.close());

  const tokenOf = (ticket: Ticket) => ticket.trackingUrl.split('/').at(-1) ?? '';
  const draw = async () =>
    (await hall.ask(hall.admin(), 'POST', '/tickets', { field: FIELD, printer: null }))
      .body as unknown as Ticket;
  /** A ticket that was served at counter 1. */
  const served = async () => {
    hall.clock.minutes(1);
    const ticket = await draw();
    await hall.ask(lan, 'POST', '/counters/1/call', { number: ticket.number });
    await hall.ask(lan, 'POST', '/counters/1/finish', {});
    return ticket;
  };
  /** What the paper's code has behind its #. */
  const ratingTokenOf = (ticket: Ticket) =>
    hall.running.services.addresses.forCitizen(ticket.id).split('#r=')[1] ?? '';
  const rate = (ticket: Ticket, body: object, key?: string) =>
    rateBy(tokenOf(ticket), { ...body, ratingToken: ratingTokenOf(ticket) }, key);
  const rateBy = async (token: string, body: object, key?: string) => {
    const answer = await fetch(`${hall.running.url}/api/v1/track/${token}/opinion`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      body: JSON.stringify(body),
    });
    const read = (await answer.json()) as { error?: { code: string } };
    return { status: answer.status, code: read.error?.code ?? null };
  };
  const standing = async (ticket: Ticket) =>
    (await hall.ask(null, 'GET', `/track/${tokenOf(ticket)}`)).body.opinion;
  const list = async (query = '') =>
    (await hall.ask(chairman, 'GET', `/opinions?${query}`)).body as unknown as {
      opinions: (ListedOpinion & { keyedByName: string | null })[];
      nextCursor: string | null;
    };
  const keyIn = (body: object) =>
    hall.ask(supervisor, 'POST', '/opinions', { level: 4, source: 'paper', date: '2026-11-24', ...body });

  test('[OPN1] the holder of a ticket rates it once, by its address, and the page learns that it was', async () => {
    const ticket = await draw();
    expect(await standing(ticket)).toBe('not-yet');
    expect((await rate(ticket, { level: 5 })).code).toBe('wrong_state');
    await hall.ask(lan, 'POST', '/counters/1/call', { number: ticket.number });
    await hall.ask(lan, 'POST', '/counters/1/finish', {});
    expect(await standing(ticket)).toBe('open');
    const said = {
      level: 4,
      criteria: [{ code: 'waiting', level: 2 }],
      comment: 'Chờ hơi lâu',
      respondent: 'business',
    };
    expect(await rate(ticket, said, 'mot')).toEqual({ status: 201, code: null });
    expect(await rate(ticket, said, 'mot')).toEqual({ status: 200, code: null });
    expect((await rate(ticket, { ...said, level: 1 }, 'mot')).code).toBe('idempotency_conflict');
    expect((await rate(ticket, { level: 1 }, 'hai')).code).toBe('already_rated');
    expect(await standing(ticket)).toBe('given');
    const tracked = JSON.stringify((await hall.ask(null, 'GET', `/track/${tokenOf(ticket)}`)).body);
    expect(tracked).not.toContain('Chờ hơi lâu');
    expect((await list()).opinions).toMatchObject([
      {
        number: ticket.number,
        counter: '1',
        source: 'phone',
        respondent: 'business',
        level: 4,
        keyedBy: null,
      },
    ]);
  });

  test('[OPN6] a telephone number in a comment is refused and the visit can still be rated', async () => {
    const ticket = await served();
    expect((await rate(ticket, { level: 2, comment: 'Gọi 0912345678' })).code).toBe('personal_data');
    expect((await rate(ticket, { level: 7 })).code).toBe('invalid_input');
    expect((await rate(ticket, { level: 2 })).status).toBe(201);
    expect((await rateBy('khong-co-phieu-nay', { level: 2 })).code).toBe('not_found');
  });

  test('the tablet asks about the visit that ended last at its counter, and nothing once it is rated', async () => {
    const asked = async () =>
      (await hall.ask(tablet, 'GET', '/opinions/asked')).body as unknown as {
        asked: AskedVisit | null;
        criteria: { code: string }[];
        counter: { label: string };
      };
    const ticket = await served();
    const now = await asked();
    expect(now).toMatchObject({
      asked: { ticket: ticket.id, number: ticket.number },
      counter: { label: 'Quầy 1' },
    });
    expect(now.criteria.map((each) => each.code)).toEqual(['attitude', 'waiting', 'guidance', 'place']);
    const socket = io(hall.running.url, { auth: { token: tablet, protocol: 1 }, transports: ['websocket'] });
    const give = (commandId: string, level: number) =>
      socket.timeout(5_000).emitWithAck('opinion:give', { commandId, ticket: ticket.id, level }) as Promise<{
        ok: boolean;
        error?: { code: string };
      }>;
    const [first, again, second] = await Promise.all([give('tap', 3), give('tap', 3), give('other', 5)]);
    socket.close();
    expect([first.ok, again.ok, second.error?.code]).toEqual([true, true, 'already_rated']);
    expect((await asked()).asked).toBeNull();
    const other = await draw();
    await hall.ask(hall.admin(), 'POST', '/counters/2/open', {});
    expect((await hall.ask(tablet, 'POST', `/tickets/${other.id}/opinion`, { level: 5 })).code).toBe(
      'forbidden',
    );
    await hall.ask(lan, 'POST', '/counters/1/call', { number: other.number });
    await hall.ask(lan, 'POST', '/counters/1/no-show', {});
    // Who did not come was not served: nobody is asked.
    expect((await asked()).asked).toBeNull();
  });

  test('[OPN1] a tablet and a phone that race: one is kept, the other is told', async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      const ticket = await served();
      const codes = await Promise.all([
        rate(ticket, { level: 1 }).then((each) => each.code),
        hall.ask(tablet, 'POST', `/tickets/${ticket.id}/opinion`, { level: 5 }).then((each) => each.code),
        keyIn({ number: ticket.number }).then((each) => each.code),
        rate(ticket, { level: 2 }).then((each) => each.code),
      ]);
      expect(codes.filter((code) => code === null)).toHaveLength(1);
      expect(codes.filter((code) => code === 'already_rated')).toHaveLength(3);
    }
  });

  test('[OPN4], [OPN5] slips are keyed in, found by filters, and taken out with a reason', async () => {
    const ticket = await served();
    expect((await keyIn({ number: ticket.number, level: 1, comment: 'Phải đi lại nhiều lần' })).status).toBe(
      200,
    );
    expect((await keyIn({ number: ticket.number })).code).toBe('already_rated');
    expect((await keyIn({ source: 'tablet' })).code).toBe('invalid_input');
    for (const level of [5, 3]) await keyIn({ source: 'post', level, field: 'dat-dai', batch: 'Thùng thư' });
    const keyed = (await list('keyed=true&source=post')).opinions;
    expect(keyed.map((each) => [each.level, each.field, each.batch, each.number, each.keyedByName])).toEqual([
      [3, 'dat-dai', 'Thùng thư', null, 'Trần Văn Minh'],
      [5, 'dat-dai', 'Thùng thư', null, 'Trần Văn Minh'],
    ]);
    expect((await list('commented=true&level=1')).opinions.map((each) => each.comment)).toEqual([
      'Phải đi lại nhiều lần',
    ]);
    const wrong = keyed[0]?.id ?? '';
    const withdraw = (who: string, body: object) =>
      hall.ask(who, 'POST', `/opinions/${wrong}/withdraw`, body);
    expect((await withdraw(supervisor, {})).code).toBe('invalid_input');
    expect((await withdraw(chairman, { reason: 'nhập nhầm' })).code).toBe('forbidden');
    expect((await withdraw(supervisor, { reason: 'nhập nhầm' })).status).toBe(200);
    expect((await list('source=post')).opinions).toHaveLength(1);
    expect((await list('keyed=true&source=post')).opinions[0]).toMatchObject({
      withdrawn: true,
      withdrawReason: 'nhập nhầm',
    });
    const page = await list('limit=2');
    const rest = await list(`limit=500&cursor=${encodeURIComponent(page.nextCursor ?? '')}`);
    expect(new Set([...page.opinions, ...rest.opinions].map((each) => each.id)).size).toBe(
      page.opinions.length + rest.opinions.length,
    );
    expect((await hall.ask(lan, 'GET', '/opinions')).code).toBe('forbidden');
    expect((await hall.ask(lan, 'GET', '/reports/satisfaction?from=2026-11-01&to=2026-11-30')).code).toBe(
      'forbidden',
    );
  });

  test('the log says that an opinion came and from where, never what was said; all follows from it', async () => {
    const entries = (await hall.ask(chairman, 'GET', '/audit?kind=all&limit=200')).body.entries as {
      type: string;
      text: string;
    }[];
    const sentences = entries.filter((each) => each.type.startsWith('opinion:')).map((each) => each.text);
    expect(sentences.some((each) => /^Người dân đã cho ý kiến về lượt phục vụ số \d+\.$/.test(each))).toBe(
      true,
    );
    expect(sentences).toContainEqual(expect.stringMatching(/^Thiết bị Máy tính bảng quầy 1 đã cho ý kiến/));
    expect(sentences).toContainEqual('Trần Văn Minh đã bỏ một phiếu khảo sát nhập nhầm: nhập nhầm.');
    expect(sentences.join('\n')).not.toMatch(/hài lòng/i);
    const { calendar } = hall.running.services.hall;
    expect(verifyReadTables(`${hall.folder}/${DATABASE_FILE}`, calendar)).toEqual(ALL_FOLLOWS);
  });

  test('[OPN7] a clerk sees own figures of months that are over, and of five opinions at least', async () => {
    const own = async () =>
      (await hall.ask(lan, 'GET', '/me/opinion')).body.months as unknown as OwnOpinionMonth[];
    expect(await own()).toEqual([]);
    // The last visits of the month can still be rated on the seventh of the next.
    hall.clock.minutes(13 * DAY);
    expect(await own()).toEqual([]);
    hall.clock.minutes(1 * DAY);
    const [november] = await own();
    const other = await hall.person('nguoi-khac', 'clerk');
    expect((await hall.ask(other, 'GET', '/me/opinion')).body.months).toEqual([]);
    const ofLan = (await list('limit=500')).opinions.filter((each) => each.counter === '1');
    expect(november).toEqual({
      month: '2026-11',
      enough: true,
      ratings: ofLan.length,
      meanScore: Math.round((ofLan.reduce((sum, each) => sum + each.level, 0) / ofLan.length) * 100) / 100,
      satisfiedShare: Math.round((ofLan.filter((each) => each.level >= 4).length / ofLan.length) * 1e4) / 1e4,
    });
    await hall.ask(lan, 'POST', '/counters/1/open', {});
    await rate(await served(), { level: 1 });
    hall.clock.minutes(40 * DAY);
    expect((await own())[0]).toEqual({
      month: '2026-12',
      enough: false,
      ratings: null,
      meanScore: null,
      satisfiedShare: null,
    });
  });

  test('one address that floods is held back', async () => {
    const codes = new Set<string | null>();
    for (let turn = 0; turn < 80; turn += 1) {
      const ticket = turn === 0 ? await draw() : undefined;
      codes.add(
        (await rateBy(tokenOf(ticket ?? (first as Ticket)), { level: 1, ratingToken: 'doan-mo-12345' })).code,
      );
      first ??= ticket;
    }
    expect(codes).toContain('throttled');
  });
  let first: Ticket | undefined;
});
