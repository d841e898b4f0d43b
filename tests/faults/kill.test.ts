import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DATABASE_FILE, openDatabase } from '../../server/storage/database.ts';
import { verifyLog } from '../../server/storage/verify.ts';

const folder = mkdtempSync(join(tmpdir(), 'motcua-kill-'));
const KILLS = 20;

function start(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(
    process.execPath,
    [
      '--import',
      resolve('tests/support/typescript-loader.mjs'),
      resolve('tests/support/hall-child.ts'),
      folder,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return new Promise((done, fail) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const url = /READY (\S+)/.exec(text)?.[1];
      if (url) done({ child, url });
    });
    child.once('exit', () => fail(new Error('the hall ended before it was ready')));
  });
}

async function signIn(url: string): Promise<Record<string, string>> {
  const reply = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password: 'matkhau-thu-nghiem' }),
  });
  const { token } = (await reply.json()) as { token: string };
  return { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
}

describe('kill -9 under load', () => {
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(`after ${KILLS} kills every acknowledged ticket is there once and the log is whole`, async () => {
    const acknowledged = new Map<string, string>();
    let seed = 7;
    for (let kill = 0; kill < KILLS; kill++) {
      const { child, url } = await start();
      const headers = await signIn(url);
      const { fields } = (await (await fetch(`${url}/api/v1/fields`)).json()) as {
        fields: { code: string }[];
      };
      seed = (seed * 16_807) % 2_147_483_647;
      const until = acknowledged.size + 5 + (seed % 60);
      let key = 0;
      const client = async () => {
        for (;;) {
          const id = `k${kill}-${key++}`;
          const reply = await fetch(`${url}/api/v1/tickets`, {
            method: 'POST',
            headers: { ...headers, 'idempotency-key': id },
            body: JSON.stringify({ field: fields[key % fields.length]?.code, printer: null }),
          });
          const ticket = (await reply.json()) as { id: string; number: string };
          if (reply.status === 201) acknowledged.set(ticket.id, ticket.number);
          if (acknowledged.size >= until) child.kill('SIGKILL');
        }
      };
      await Promise.allSettled(Array.from({ length: 16 }, client));
    }
    const db = openDatabase(join(folder, DATABASE_FILE));
    expect(verifyLog(db)).toMatchObject({ ok: true });
    const rows = db.prepare('SELECT id, number FROM tickets').all() as { id: string; number: string }[];
    db.close();
    const stored = new Map(rows.map((row) => [row.id, row.number]));
    expect(acknowledged.size).toBeGreaterThanOrEqual(KILLS * 5);
    for (const [id, number] of acknowledged) expect(stored.get(id)).toBe(number);
    expect(new Set(stored.values()).size).toBe(stored.size);
  });
});
