import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LinkFile } from '../../server/hub/outbox/link-file.ts';
import { Outbox } from '../../server/hub/outbox/outbox.ts';
import { FIRST_HASH } from '../../server/storage/event-store.ts';
import { logTexts } from '../../server/storage/log-texts.ts';
import { HubPostgres } from '../support/hub-postgres.ts';
import { HUB_PASSWORD, TestHub } from '../support/hub-world.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { OPENING_MS, TestHall } from '../support/test-hall.ts';

/** How often the hub is killed; `HUB_KILLS=30` is the long run. */
const KILLS = Number(process.env.HUB_KILLS ?? '3');
/** Each start of a process takes seconds where others work too. */
const LIMIT_MS = 120_000 + KILLS * 40_000;
/** Small pieces, so that a kill meets a batch that is being taken. */
const PIECE = 23;

const postgres = new HubPostgres();
const folder = mkdtempSync(join(tmpdir(), 'motcua-hub-kills-'));
beforeAll(() => postgres.begin());
afterAll(async () => {
  await postgres.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The built hub in a process of its own. */
async function hubProcess(databaseUrl: string, port: number): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [resolve('bin/motcua'), 'hub'], {
    env: {
      ...process.env,
      // The suite's set-up made the build.
      MOTCUA_BUILT: '1',
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: folder,
      ADMIN_PASSWORD: HUB_PASSWORD,
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    const url = /running: (\S+)/.exec(text)?.[1];
    if (url !== undefined) return { child, url };
  }
  throw new Error(`the hub ended before it was ready: ${text}`);
}

describe('a hub that is killed', () => {
  test(
    'in the middle of batches, again and again, loses nothing and counts nothing twice',
    async () => {
      const databaseUrl = await postgres.database();
      const first = await new TestHub(databaseUrl, () => OPENING_MS).begin();
      const admin = await first.signIn();
      const enrolmentCode = (await first.addHall(admin, 'xa-a')).replaceAll('-', '');
      const { port } = first;
      await first.close();
      const hall = await new TestHall().begin();
      await hall.as('lan').give('counter:open', { counter: '1' });
      for (let at = 0; at < 40 * (KILLS + 1); at += 1) {
        await hall.draw();
        await hall.as('lan').give('counter:call-next', { counter: '1' });
        hall.clock.minutes(1);
      }
      const texts = logTexts(hall.store.db);
      const outbox = new Outbox({
        texts: (after, limit) => texts(after, Math.min(limit, PIECE)),
        file: new LinkFile(folder),
        signs: () => ({
          version: '0.1.0',
          timeZone: 'Asia/Ho_Chi_Minh',
          hallTimeMs: hall.clock.nowMs(),
          troubles: [],
          paperOutSinceMs: null,
        }),
        onError: (error) => hall.errors.push(error),
        // Pauses are for networks; here the hub is away for moments.
        setTimer: (work, ms) => setTimeout(work, Math.min(ms, 10)),
      });
      const head = hall.store.head();
      outbox.reached(head);
      let running = await hubProcess(databaseUrl, port);
      expect((await outbox.join(running.url, enrolmentCode)).ok).toBe(true);
      const share = Math.floor(head.sequence / (KILLS + 1));
      const random = seededRandom(Number(process.env.KILL_SEED ?? '3'));
      const isUnderWay = () => outbox.status().sentSequence > outbox.status().acknowledgedSequence;
      for (let kill = 1; kill <= KILLS; kill += 1) {
        while (outbox.status().acknowledgedSequence < share * kill)
          await new Promise((done) => setTimeout(done, 1));
        // At any moment of a batch that is being taken, and always within one.
        for (let left = Math.floor(random() * 60); left > 0 || !isUnderWay(); left -= 1)
          await new Promise((done) => setImmediate(done));
        running.child.kill('SIGKILL');
        await once(running.child, 'exit');
        running = await hubProcess(databaseUrl, port);
      }
      while (outbox.status().acknowledgedSequence < head.sequence)
        await new Promise((done) => setTimeout(done, 5));
      await outbox.stop();
      running.child.kill('SIGTERM');
      await once(running.child, 'exit');

      const last = await new TestHub(databaseUrl, () => hall.clock.nowMs()).begin();
      const { writer } = last.running.services;
      const events = await writer.query('SELECT sequence, body, hash FROM events ORDER BY sequence');
      expect(events.rows).toEqual(texts(0, 100_000));
      const columns =
        'id, number, local_date, field, state, counter, issued_at_ms, called_at_ms, finished_at_ms, wait_ms, service_ms, call_count';
      const kept = await writer.query(`SELECT ${columns} FROM tickets ORDER BY id`);
      expect(kept.rows).toEqual(hall.store.db.prepare(`SELECT ${columns} FROM tickets ORDER BY id`).all());
      expect(hall.errors).toEqual([]);
      await last.close();
      hall.close();
    },
    LIMIT_MS,
  );
});

/** What stands before several hubs: each new connection goes to the first of them that answers. */
function frontDoor(ports: readonly number[]): Promise<Server> {
  const door = createServer((incoming) => {
    const next = (rest: readonly number[]) => {
      const [port, ...others] = rest;
      if (port === undefined) return void incoming.destroy();
      const outgoing = connect(port, '127.0.0.1');
      let met = false;
      outgoing.once('connect', () => {
        met = true;
        incoming.pipe(outgoing).pipe(incoming);
        outgoing.once('close', () => incoming.destroy());
        incoming.once('close', () => outgoing.destroy());
      });
      outgoing.on('error', () => {
        if (met) incoming.destroy();
        else next(others);
      });
      incoming.on('error', () => outgoing.destroy());
    };
    next(ports);
  });
  return new Promise((done) => door.listen(0, '127.0.0.1', () => done(door)));
}

describe('two hubs on one database', () => {
  test(
    'take batches and serve pages at once; one is killed, the other goes on, and a page follows without reload',
    async () => {
      const databaseUrl = await postgres.database();
      const first = await new TestHub(databaseUrl, () => OPENING_MS).begin();
      const admin = await first.signIn();
      const code = (await first.addHall(admin, 'xa-a')).replaceAll('-', '');
      const joined = await first.ask(null, 'POST', '/enrolments', { enrolmentCode: code });
      await first.close();
      const hall = await new TestHall().begin();
      await hall.as('lan').give('counter:open', { counter: '1' });
      const [one, other] = [await hubProcess(databaseUrl, 0), await hubProcess(databaseUrl, 0)];
      const portOf = (url: string) => Number(new URL(url).port);
      const door = await frontDoor([portOf(one.url), portOf(other.url)]);
      const { port } = door.address() as AddressInfo;
      let sent = 0;
      /** Sends what the hall's log gained. */
      const ship = async (url: string) => {
        const texts = logTexts(hall.store.db)(0, 10_000);
        const placeOf = (sequence: number) => ({ sequence, hash: texts[sequence - 1]?.hash ?? FIRST_HASH });
        const answer = await fetch(`${url}/api/v1/batches`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${joined.body.key}` },
          body: JSON.stringify({
            after: placeOf(sent),
            events: texts.slice(sent).map(({ body, hash }) => [body, hash]),
            head: placeOf(texts.length),
            signs: {
              version: '0.1.0',
              timeZone: 'Asia/Ho_Chi_Minh',
              hallTimeMs: hall.clock.nowMs(),
              troubles: [],
              paperOutSinceMs: null,
            },
          }),
        });
        expect(answer.status).toBe(200);
        sent = texts.length;
      };
      const page = io(`http://127.0.0.1:${port}`, {
        transports: ['websocket'],
        extraHeaders: { authorization: `Bearer ${admin}` },
        reconnectionDelay: 20,
        reconnectionDelayMax: 50,
      });
      await new Promise<void>((done) => page.once('connect', done));
      const told = () => new Promise<void>((done) => page.once('halls:changed', () => done()));
      // The page hangs on the first hub and is told of what the second took.
      let waiting = told();
      await ship(other.url);
      await waiting;
      waiting = told();
      await hall.draw();
      await ship(one.url);
      await waiting;
      const again = new Promise<void>((done) => page.once('connect', done));
      one.child.kill('SIGKILL');
      await once(one.child, 'exit');
      await again;
      waiting = told();
      await hall.draw();
      await ship(other.url);
      await waiting;
      const list = (await (
        await fetch(`${other.url}/api/v1/halls`, { headers: { authorization: `Bearer ${admin}` } })
      ).json()) as { halls: { sequence: number; now: { waiting: number } }[] };
      expect(list.halls).toMatchObject([{ sequence: sent, now: { waiting: 2 } }]);
      page.close();
      other.child.kill('SIGTERM');
      await once(other.child, 'exit');
      door.close();
      hall.close();
    },
    LIMIT_MS,
  );
});
