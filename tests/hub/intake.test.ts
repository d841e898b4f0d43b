import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HubBatch, LogHead } from '../../common/protocol/hub.ts';
import { chainHash, FIRST_HASH } from '../../server/storage/event-store.ts';
import { type LogText, logTexts } from '../../server/storage/log-texts.ts';
import { HubPostgres } from '../support/hub-postgres.ts';
import { TestHub } from '../support/hub-world.ts';
import { OPENING_MS, TestHall } from '../support/test-hall.ts';

const postgres = new HubPostgres();
beforeAll(() => postgres.begin());
afterAll(() => postgres.close());

let hub: TestHub;
let hall: TestHall;
let admin: string;

beforeEach(async () => {
  hub = await new TestHub(await postgres.database(), () => OPENING_MS).begin();
  admin = await hub.signIn();
  await hub.addHall(admin, 'xa-a');
  hall = await new TestHall().begin();
  await hall.as('lan').give('counter:open', { counter: '1' });
  for (let at = 0; at < 6; at += 1) await hall.draw();
  await hall.as('lan').give('counter:call-next', { counter: '1' });
});
afterEach(async () => {
  hall.close();
  await hub.close();
});

const signs = {
  version: '0.1.0',
  timeZone: 'Asia/Ho_Chi_Minh',
  hallTimeMs: OPENING_MS,
  troubles: [],
  paperOutSinceMs: null,
};
const allTexts = (): LogText[] => logTexts(hall.store.db)(0, 10_000);

function headOf(texts: readonly LogText[], sequence: number): LogHead {
  return { sequence, hash: texts.find((each) => each.sequence === sequence)?.hash ?? FIRST_HASH };
}

/** Events after a place up to another, as a hall sends them. */
function piece(texts: readonly LogText[], after: number, upTo = texts.length): HubBatch {
  return {
    after: headOf(texts, after),
    events: texts
      .filter(({ sequence }) => sequence > after && sequence <= upTo)
      .map(({ body, hash }) => [body, hash]),
    head: headOf(texts, texts.length),
    signs,
  };
}

const send = (batch: HubBatch) => hub.running.services.intake.take('xa-a', batch);
const counted = async () => {
  const { rows } = await hub.running.services.writer.query(
    "SELECT (SELECT count(*) FROM events WHERE hall = 'xa-a')::int AS events, count(*)::int AS tickets FROM tickets WHERE hall = 'xa-a'",
  );
  return rows[0] as { events: number; tickets: number };
};
/** The same log from an event on, with another text there and the chain made to fit. */
function rewritten(texts: readonly LogText[], from: number): LogText[] {
  let hash = headOf(texts, from - 1).hash;
  return texts.map((each) => {
    if (each.sequence < from) return each;
    const body = each.sequence === from ? each.body.replace(/"atMs":(\d+)/, '"atMs":1$1') : each.body;
    hash = chainHash(hash, body);
    return { sequence: each.sequence, body, hash };
  });
}

/** Connections that the pool still holds may be cut too: a request fails then, and the next one opens another. */
async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let left = 20; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}

describe('batches of a hall', () => {
  test('come twice, in any order, in pieces of any size, and count once', async () => {
    const texts = allTexts();
    const total = texts.length;
    const order = [
      piece(texts, 0, 3),
      piece(texts, 8, 12),
      piece(texts, 0, 3),
      piece(texts, 1, 8),
      piece(texts, 0, 5),
      piece(texts, 12),
      piece(texts, 7, 13),
      piece(texts, 13),
      piece(texts, total),
    ];
    for (const each of order) await send(each);
    expect(await counted()).toEqual({ events: total, tickets: 6 });
    expect(await send(piece(texts, total))).toMatchObject({
      value: { acknowledged: { sequence: total, hash: texts.at(-1)?.hash }, forkedAt: null },
    });
  });

  test('the hub asks for what is missing, and takes nothing until it comes', async () => {
    const texts = allTexts();
    await send(piece(texts, 0, 4));
    expect(await send(piece(texts, 9))).toMatchObject({
      refusal: { code: 'out_of_step', details: { acknowledged: headOf(texts, 4) } },
    });
    expect((await counted()).events).toBe(4);
  });

  test('two deliveries of the same piece at once count once', async () => {
    const texts = allTexts();
    await Promise.all([send(piece(texts, 0)), send(piece(texts, 0)), send(piece(texts, 0))]);
    expect(await counted()).toEqual({ events: texts.length, tickets: 6 });
  });

  test('whose connections to the database are cut at any moment come again and count once', async () => {
    const texts = allTexts();
    const killer = new pg.Client({ connectionString: hub.databaseUrl });
    await killer.connect();
    let cut = 0;
    for (let upTo = 3; upTo <= texts.length; upTo += 3) {
      const underWay = send(piece(texts, upTo - 3, upTo)).then(
        () => 'taken',
        () => 'cut',
      );
      await killer.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      );
      if ((await underWay) === 'cut') cut += 1;
      // As the hall does: what was not acknowledged is sent again.
      await retried(() => send(piece(texts, upTo - 3, upTo)));
    }
    await retried(() => send(piece(texts, 0)));
    await killer.end();
    expect(cut).toBeGreaterThan(0);
    expect(await counted()).toEqual({ events: texts.length, tickets: 6 });
  });

  test('a row that is there already is replaced where rows are copied in', async () => {
    const texts = allTexts();
    for (let at = 0; at < 30; at += 1) await hall.draw();
    const all = allTexts();
    await send(piece(all, 0, texts.length));
    const issued = all
      .map(({ body }) => JSON.parse(body) as { atMs: number; event: { type: string; ticketId: string } })
      .filter(({ event }) => event.type === 'ticket:issued')
      .at(-1);
    const date = new Date((issued?.atMs ?? 0) + 7 * 3_600_000).toISOString().slice(0, 10);
    await hub.running.services.writer.query(
      "INSERT INTO tickets (hall, id, local_date, field) VALUES ('xa-a', $1, $2, 'sai')",
      [issued?.event.ticketId, date],
    );
    expect(await send(piece(all, texts.length))).toMatchObject({ ok: true });
    expect(await counted()).toEqual({ events: all.length, tickets: 36 });
    const { rows } = await hub.running.services.writer.query("SELECT 1 FROM tickets WHERE field = 'sai'");
    expect(rows).toEqual([]);
  });

  test('every kind of row that a hall’s log writes is projected in any number of batches and halls', async () => {
    await hub.addHall(admin, 'xa-b');
    await hall.as('admin').give('settings:put', { hallName: 'Xã A' });
    const texts = allTexts();
    // What one batch, or one hall, writes in passing must not meet the next.
    for (const code of ['xa-a', 'xa-b'])
      for (const after of [0, texts.length - 1])
        expect(await hub.running.services.intake.take(code, piece(texts, after))).toMatchObject({ ok: true });
  });

  test('a text that its hash is not of is refused whole', async () => {
    const batch = piece(allTexts(), 0);
    const changed = batch.events.map(([body, hash], at): [string, string] => [
      at === 5 ? body.replace('"atMs":', '"atMs": ') : body,
      hash,
    ]);
    expect(await send({ ...batch, events: changed })).toMatchObject({ refusal: { code: 'invalid_input' } });
    expect((await counted()).events).toBe(0);
  });

  test('a rewritten event is found, told with its place, kept, and never counted in silence', async () => {
    const texts = allTexts();
    await send(piece(texts, 0));
    const other = rewritten(texts, 9);
    // The hall goes on from its end: its hash there is not the hub's, so the hub asks from further back.
    const asked = await send(piece(other, other.length));
    expect(asked).toMatchObject({
      refusal: { code: 'out_of_step', details: { acknowledged: { sequence: 0 } } },
    });
    expect(await send(piece(other, 0))).toMatchObject({
      value: { forkedAt: 9, acknowledged: headOf(other, other.length) },
    });
    expect(await counted()).toEqual({ events: texts.length, tickets: 6 });
    const kept = await hub.running.services.writer.query(
      'SELECT sequence FROM branches WHERE NOT superseded ORDER BY 1',
    );
    expect(kept.rows.map((row) => row.sequence)).toEqual(other.slice(8).map(({ sequence }) => sequence));
    const { body } = await hub.ask(admin, 'GET', '/halls');
    expect(body.halls).toMatchObject([{ code: 'xa-a', forked: true, alerts: ['forked'] }]);
  });

  test('a hall restored from a copy that goes on is found; what it does is kept, and counts when the province says so', async () => {
    const texts = allTexts();
    await send(piece(texts, 0));
    const copy = texts.slice(0, -3);
    let { hash } = copy.at(-1) as LogText;
    const gone = copy.concat(
      [1, 2].map((step): LogText => {
        const sequence = copy.length + step;
        const body = JSON.stringify({
          sequence,
          atMs: OPENING_MS + step,
          actor: { kind: 'user', id: 'admin' },
          device: null,
          commandId: null,
          event: { type: 'notice:posted', id: `n${step}`, text: 'Nghỉ', textEn: '', until: null },
        });
        hash = chainHash(hash, body);
        return { sequence, body, hash };
      }),
    );
    // Not gone on yet: shorter than what the hub holds.
    await send(piece(copy, copy.length));
    expect((await hub.ask(admin, 'GET', '/halls')).body.halls).toMatchObject([{ forked: true }]);
    const first = await send(piece(gone, copy.length));
    expect(first).toMatchObject({ value: { forkedAt: copy.length + 1 } });
    expect((await counted()).events).toBe(texts.length);
    const settled = await hub.ask(admin, 'POST', '/halls/xa-a/fork/settle', {});
    expect(settled).toMatchObject({ status: 200, body: { acknowledged: headOf(gone, gone.length) } });
    expect(await send(piece(gone, gone.length))).toMatchObject({ value: { forkedAt: null } });
    // Two of the six were drawn after the copy was made.
    expect(await counted()).toEqual({ events: gone.length, tickets: 4 });
    const lost = await hub.running.services.writer.query(
      'SELECT count(*)::int AS n FROM branches WHERE superseded',
    );
    expect(lost.rows[0]).toEqual({ n: 3 });
  });

  test('read tables made once more from the log are the same', async () => {
    const texts = allTexts();
    await send(piece(texts, 0));
    const all = async () =>
      (await hub.running.services.writer.query('SELECT * FROM tickets ORDER BY id')).rows;
    const before = await all();
    await hub.running.services.writer.query('UPDATE halls SET must_rebuild = true');
    await hub.running.services.writer.query("UPDATE tickets SET state = 'done', field = 'khac'");
    await send(piece(texts, texts.length));
    expect(await all()).toEqual(before);
  });
});

describe('two hubs on one database', () => {
  test('take turns with one hall, and one goes on when the other ends', async () => {
    const other = await new TestHub(hub.databaseUrl, () => OPENING_MS).begin();
    const texts = allTexts();
    await send(piece(texts, 0, 5));
    await other.running.services.intake.take('xa-a', piece(texts, 5, 10));
    await send(piece(texts, 10, 14));
    expect((await other.ask(admin, 'GET', '/halls')).body.halls).toMatchObject([{ sequence: 14 }]);
    await other.close();
    expect(await send(piece(texts, 14))).toMatchObject({ ok: true });
    expect(await counted()).toEqual({ events: texts.length, tickets: 6 });
    const now = (await hub.ask(admin, 'GET', '/halls')).body.halls as {
      now: { waiting: number; countersOpen: number };
    }[];
    expect(now[0]?.now).toMatchObject({ waiting: 5, countersOpen: 1 });
  });
});
