/**
 * A hall in a process whose pool has one thread (UV_THREADPOOL_SIZE=1): draws one ticket while guesses at passwords are
 * under way, and writes how many of them had been answered by then.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHall } from '../../server/main.ts';
import { askFrom } from './loopback-client.ts';

const GUESSES = 24;
const folder = mkdtempSync(join(tmpdir(), 'motcua-pool-'));
const running = await startHall({
  port: 0,
  host: '127.0.0.1',
  dataDir: folder,
  adminPassword: 'matkhau-thu-nghiem',
  logLevel: 'silent',
  timeZone: 'Asia/Ho_Chi_Minh',
});
const { hall, access } = running.services;
const field = [...hall.state.fields.keys()][0] ?? '';
let answered = 0;
const guesses = Array.from({ length: GUESSES }, async (_, at) => {
  const body = { username: 'admin', password: `sai-${at}` };
  const path = '/api/v1/session';
  const { code } = await askFrom(running.url, { method: 'POST', path, from: `127.0.3.${at + 1}`, body });
  answered += 1;
  return code;
});
while (access.passwords.pending < 16) await new Promise(setImmediate);
const account = access.listAccounts()[0];
if (account === undefined) throw new Error('no administrator');
const drawn = await hall.execute(
  'ticket:issue',
  { field, printer: null, purpose: 'submit', priority: null, language: 'vi' } as never,
  { commander: { kind: 'user', id: account.username, role: account.role }, commandId: 'in-a-small-pool' },
);
const before = answered;
const codes = await Promise.all(guesses);
process.stdout.write(`${JSON.stringify({ number: drawn.ticket?.number ?? null, before, codes })}\n`);
await running.stop();
rmSync(folder, { recursive: true, force: true });
process.exit(0);
