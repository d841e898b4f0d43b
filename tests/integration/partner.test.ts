import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DossierLook } from '../../common/protocol/dossiers.ts';

const DRAWS = 24;
/** The hall is killed when the partner has heard so many events. */
const KILLED_AT = [8, 30];

interface Heard {
  readonly id: string;
  readonly event: {
    readonly type: string;
    readonly data: { readonly ticket: { readonly id: string; readonly dossierCode: string } };
  };
}

const children = new Set<ChildProcess>();
const run = (file: string, ...args: string[]): ChildProcess => {
  const child = fork(resolve('tests/support', file), args, {
    execArgv: ['--import', resolve('tests/support/typescript-loader.mjs')],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
};

const folder = mkdtempSync(join(tmpdir(), 'motcua-partner-'));
let hall: ChildProcess;
let url = '';
let admin = '';

async function startHall(port: string): Promise<void> {
  hall = run('source-hall-child.ts', folder, port);
  const [ready] = (await once(hall, 'message')) as [{ url: string }];
  url = ready.url;
}

/** Asks until the hall is there again; null: it refused. */
async function ask(method: string, path: string, body?: object): Promise<Record<string, never> | null> {
  for (;;)
    try {
      const answer = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${admin}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return answer.ok ? ((await answer.json()) as Record<string, never>) : null;
    } catch {
      if (hall.exitCode !== null || hall.signalCode !== null) await restarted;
    }
}
let restarted: Promise<void> = Promise.resolve();

const signIn = async () => {
  const session = await ask('POST', '/session', { username: 'admin', password: 'matkhau-thu-nghiem' });
  admin = String(session?.token);
};

beforeAll(async () => {
  await startHall('0');
  await signIn();
  await ask('POST', '/templates/apply', { template: 'commune' });
}, 120_000);
afterAll(async () => {
  for (const child of children) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

test('a partner hears every act of its tickets, signed and in order, through kills of the hall, and its word reaches the kiosk', async () => {
  const { port } = new URL(url);
  const token = await ask('POST', '/tokens', {
    name: 'phần mềm một cửa',
    scopes: ['tickets:issue', 'dossiers:write'],
  });
  const partner = run('partner-child.ts', url, String(token?.token), 'tra-ket-qua', String(DRAWS));
  const heard: Heard[] = [];
  const drawn: string[] = [];
  let forged = 0;
  let kills = 0;
  const [ready] = (await once(partner, 'message')) as [{ url: string }];
  const killAndRestart = async () => {
    hall.kill('SIGKILL');
    await once(hall, 'exit');
    await startHall(port);
  };
  partner.on('message', (message: { kind: string; ticket: { id: string } } & Heard) => {
    if (message.kind === 'drawn') drawn.push(message.ticket.id);
    if (message.kind === 'forged') forged += 1;
    if (message.kind !== 'heard') return;
    heard.push(message);
    if (heard.length < (KILLED_AT[kills] ?? Number.POSITIVE_INFINITY)) return;
    kills += 1;
    restarted = restarted.then(killAndRestart);
  });
  const events = ['ticket.issued', 'ticket.called', 'ticket.served'];
  const hook = await ask('POST', '/webhooks', { url: ready.url, events });
  partner.send({ secret: String(hook?.secret) });
  await ask('POST', '/counters/1/open', { fields: ['tra-ket-qua'] });

  const told = () => new Set(heard.map((each) => each.id)).size;
  while (drawn.length < DRAWS || told() < DRAWS * events.length) {
    await ask('POST', '/counters/1/call-next', {});
    await new Promise((done) => setTimeout(done, 20));
  }
  await restarted;

  expect([kills, forged]).toEqual([KILLED_AT.length, 0]);
  expect(new Set(drawn).size).toBe(DRAWS);
  const firsts = new Map(heard.map((each) => [each.id, each.event]).reverse() as [string, Heard['event']][]);
  const inOrder = [...new Set(heard.map((each) => each.id))].map((id) => firsts.get(id));
  for (const [at, id] of drawn.entries()) {
    const own = inOrder.filter((event) => event?.data.ticket.id === id);
    expect(own.map((event) => event?.type)).toEqual(events);
    expect(own[0]?.data.ticket.dossierCode).toBe(`H15.50.05.13-261008-${String(at).padStart(4, '0')}`);
  }

  const code = 'H15.50.05.13-261008-0003';
  const pairing = await ask('POST', '/devices/pairing', { kind: 'kiosk', name: 'Máy lấy số' });
  const device = await ask('POST', '/devices/claim', { code: String(pairing?.code) });
  const kiosk = io(url, { transports: ['websocket'], auth: { protocol: 1, token: device?.token } });
  const scan = async () =>
    (
      (await kiosk.emitWithAck('dossier:look', { code: `https://dvc.example/?ma=${code}` })) as {
        dossier: DossierLook;
      }
    ).dossier;
  expect(await scan()).toMatchObject({ code, state: null });
  partner.send({ ready: code });
  while (heard.length > 0) {
    const [message] = (await once(partner, 'message')) as [{ kind: string }];
    if (message.kind === 'told') break;
  }
  expect(await scan()).toMatchObject({ code, state: 'ready', collectIn: 'tra-ket-qua' });
  kiosk.disconnect();
}, 240_000);
