import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LinkFile } from '../../server/hub/outbox/link-file.ts';
import { Outbox } from '../../server/hub/outbox/outbox.ts';
import { logTexts } from '../../server/storage/log-texts.ts';
import { HUB_PASSWORD, HubPostgres, TestHub } from '../support/hub-world.ts';
import { OPENING_MS, TestHall } from '../support/test-hall.ts';

/** How often the hub is killed; `HUB_KILLS=30` is the long run. */
const KILLS = Number(process.env.HUB_KILLS ?? '3');
/** Each start of a process takes seconds where others work too. */
const LIMIT_MS = 120_000 + KILLS * 15_000;
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
        setTimer: (work, ms) => setTimeout(work, Math.min(ms, 50)),
      });
      const head = hall.store.head();
      outbox.reached(head);
      let running = await hubProcess(databaseUrl, port);
      expect((await outbox.join(running.url, enrolmentCode)).ok).toBe(true);
      const share = Math.floor(head.sequence / (KILLS + 1));
      for (let kill = 1; kill <= KILLS; kill += 1) {
        while (outbox.status().acknowledgedSequence < share * kill)
          await new Promise((done) => setTimeout(done, 1));
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
