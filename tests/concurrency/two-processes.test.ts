import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../common/protocol/commands.ts';
import { type RunningHall, startHall } from '../../server/main.ts';
import { DATABASE_FILE, openDatabase } from '../../server/storage/database.ts';
import { verifyLog } from '../../server/storage/verify.ts';

const COUNTERS = Array.from({ length: 20 }, (_, at) => `q${at + 1}`);
const DRAWERS = 64;
const TICKETS_EACH = 24;

interface Told {
  readonly issued: readonly { id: string; number: string; key: string }[];
  readonly called: readonly { id: string; counter: string; key: string }[];
  readonly refused: Readonly<Record<string, number>>;
}

function client(order: object): Promise<Told> {
  const child = spawn(
    process.execPath,
    [
      '--import',
      resolve('tests/support/typescript-loader.mjs'),
      resolve('tests/support/load-child.ts'),
      JSON.stringify(order),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  return new Promise((done, fail) => {
    child.once('exit', (code) =>
      code === 0 ? done(JSON.parse(text) as Told) : fail(new Error(`a client ended with ${code}`)),
    );
  });
}

describe('64 kiosks drawing and 20 counters calling at once, from two processes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-crowd-'));
  let running: RunningHall;
  let all: Told;

  beforeAll(async () => {
    running = await startHall({
      port: 0,
      host: '127.0.0.1',
      dataDir: folder,
      adminPassword: 'matkhau-thu-nghiem',
      logLevel: 'fatal',
      timeZone: 'Asia/Ho_Chi_Minh',
    });
    const { hall, access } = running.services;
    const fields = [...hall.state.fields.keys()];
    const by = (commandId: string) => ({ commander: { kind: 'system', id: 'test' } as const, commandId });
    for (const [at, code] of COUNTERS.entries()) {
      await hall.execute(
        'counter:put',
        COMMANDS['counter:put'].payload.parse({
          code,
          label: `Quầy ${at + 1}`,
          spokenNumber: at + 1,
          primaryFields: fields,
          helpingFields: [],
        }),
        by(`put-${code}`),
      );
      const opened = await hall.execute(
        'counter:open',
        { counter: code },
        {
          commander: { kind: 'user', id: `officer-${code}`, role: 'clerk' },
          commandId: `open-${code}`,
        },
      );
      expect(opened.refusal).toBeUndefined();
    }
    const admin = access.listAccounts()[0];
    if (!admin) throw new Error('no account');
    const order = (name: string, own: readonly string[]) => ({
      url: running.url,
      token: access.openSession(admin).token,
      name,
      drawers: DRAWERS / 2,
      ticketsEach: TICKETS_EACH,
      counters: own,
      fields,
    });
    // Both processes call at every second counter alone and share the last two.
    const told = await Promise.all([
      client(order('east', [...COUNTERS.slice(0, 10), 'q20'])),
      client(order('west', [...COUNTERS.slice(10), 'q1'])),
    ]);
    all = {
      issued: told.flatMap((each) => each.issued),
      called: told.flatMap((each) => each.called),
      refused: Object.assign({}, ...told.map((each) => each.refused)),
    };
  }, 60_000);
  afterAll(async () => {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('every number is drawn once', () => {
    expect(all.issued).toHaveLength(DRAWERS * TICKETS_EACH);
    expect(new Set(all.issued.map((each) => each.number)).size).toBe(all.issued.length);
    expect(new Set(all.issued.map((each) => each.id)).size).toBe(all.issued.length);
  });

  test('every ticket is called once, at one counter, and nobody is left behind', () => {
    const at = new Map<string, string>();
    for (const call of all.called) {
      expect(at.has(call.id)).toBe(false);
      at.set(call.id, call.counter);
    }
    expect(at.size).toBe(all.issued.length);
    // The only refusal a crowd may meet: the line was empty at that moment.
    expect(Object.keys(all.refused).filter((code) => code !== 'nothing_waiting')).toEqual([]);
  });

  test('every answered command is in the log exactly once, and the log is whole', () => {
    const db = openDatabase(join(folder, DATABASE_FILE));
    try {
      expect(verifyLog(db)).toMatchObject({ ok: true });
      const bodies = db.prepare('SELECT body FROM events').pluck().all() as string[];
      const counts = new Map<string, number>();
      for (const body of bodies) {
        const { commandId, event } = JSON.parse(body) as {
          commandId: string | null;
          event: { type: string };
        };
        if (commandId === null || !['ticket:issued', 'ticket:called'].includes(event.type)) continue;
        const key = commandId.slice(commandId.lastIndexOf(':') + 1);
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      for (const { key } of [...all.issued, ...all.called]) expect(counts.get(key)).toBe(1);
    } finally {
      db.close();
    }
  });
});
