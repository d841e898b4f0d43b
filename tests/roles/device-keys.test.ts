import { cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { KeyProof } from '../../common/protocol/device-keys.ts';
import { PROTOCOL_VERSION } from '../../common/protocol/socket.ts';
import { type AgentStart, runAgent } from '../../hardware/main.ts';
import { MachineKey } from '../support/machine-key.ts';
import { RestHall } from '../support/rest-hall.ts';

const START_MS = Date.UTC(2026, 10, 24, 0, 30);
/** Two machines of the hall's network. */
const HERE = '127.0.0.1';
const THERE = '127.0.0.88';
const WITHIN = { timeout: 60_000 };

describe('a token that is bound to a key', () => {
  let hall: RestHall;
  let supervisor: string;
  let sockets: Socket[];

  beforeEach(async () => {
    sockets = [];
    hall = new RestHall();
    hall.realAtMs = START_MS;
    await hall.begin();
    supervisor = await hall.person('giam-sat', 'supervisor');
  });
  afterEach(async () => {
    for (const each of sockets) each.disconnect();
    await hall.close();
  });

  const later = (seconds: number) => {
    hall.realAtMs = (hall.realAtMs ?? 0) + seconds * 1_000;
  };
  const ask = (from: string, token: string | null, method: string, path: string, body?: unknown) =>
    new Promise<{ status: number; code: string | null; body: Record<string, unknown> }>((done, fail) => {
      const text = body === undefined ? '' : JSON.stringify(body);
      const sent = request(
        `http://127.0.0.1:${new URL(hall.running.url).port}/api/v1${path}`,
        {
          method,
          localAddress: from,
          agent: false,
          headers: {
            ...(token === null ? {} : { authorization: `Bearer ${token}` }),
            ...(text === '' ? {} : { 'content-type': 'application/json', 'content-length': text.length }),
          },
        },
        (answer) => {
          let read = '';
          answer.on('data', (chunk: Buffer) => {
            read += chunk.toString();
          });
          answer.once('end', () => {
            const given = JSON.parse(read) as { error?: { code: string } };
            done({ status: answer.statusCode ?? 0, code: given.error?.code ?? null, body: { ...given } });
          });
        },
      );
      sent.once('error', fail);
      sent.end(text);
    });
  const nonce = async () => String((await ask(HERE, null, 'GET', '/proof')).body.nonce);
  const prove = async (from: string, token: string, machine: MachineKey) =>
    ask(from, token, 'POST', '/proof', machine.prove(await nonce()));
  const session = async (from: string, token: string) => (await ask(from, token, 'GET', '/session')).status;
  /** Who the hall takes a connection for, or why it refuses it. */
  const connect = (token: string, proof?: KeyProof) =>
    new Promise<string>((tell) => {
      const socket = io(hall.running.url, {
        auth: { token, protocol: PROTOCOL_VERSION, ...(proof === undefined ? {} : { proof }) },
        transports: ['websocket'],
        reconnection: false,
        forceNew: true,
      });
      sockets.push(socket);
      socket.once('connect_error', (error) => tell(error.message));
      socket.once('connect', () => {
        void socket
          .timeout(10_000)
          .emitWithAck('view:get')
          .then((view: { you: { kind: string } }) => tell(view.you.kind));
      });
    });
  const alerts = () => hall.running.services.copies.alerts().map((each) => [each.name, each.refused]);
  const device = (name = 'Kiosk 1') => hall.running.services.access.addDevice('kiosk', name, null).token;

  test('is refused from a machine that does not hold the key, over sockets, and the console is told', async () => {
    const token = device();
    const own = new MachineKey();
    const strange = new MachineKey();
    expect(await connect(token)).toBe('device');
    expect(await connect(token, own.prove(await nonce()))).toBe('device');
    expect(await connect(token, own.prove(await nonce()))).toBe('device');
    expect(alerts()).toEqual([]);
    expect(await connect(token, strange.prove(await nonce()))).toBe('key_wrong');
    expect(await connect(token)).toBe('key_required');
    expect(await connect(token, own.prove(await nonce()))).toBe('device');
    expect(alerts()).toEqual([['Kiosk 1', 1]]);
    expect(hall.running.services.rejections.of('token_copied')).toBe(1);
    await expect.poll(() => hall.deeds(/copy-refused/)).toEqual(['hall device:copy-refused']);
    const audit = await ask(HERE, hall.admin(), 'GET', '/audit');
    expect(JSON.stringify(audit.body)).toContain('từ chối một máy lạ dùng mã thông báo của thiết bị Kiosk 1');
  });

  test('that is shown without any proof is a copy, unless the proof follows', async () => {
    const token = device();
    const own = new MachineKey();
    await connect(token, own.prove(await nonce()));
    expect((await ask(THERE, token, 'GET', `/tickets/x`)).code).toBe('key_required');
    expect((await prove(THERE, token, own)).status).toBe(200);
    later(60);
    hall.running.services.access.sweep();
    expect(alerts()).toEqual([]);
    expect((await ask('127.0.0.89', token, 'GET', `/tickets/x`)).code).toBe('key_required');
    later(29);
    hall.running.services.access.sweep();
    expect(alerts()).toEqual([]);
    later(1);
    hall.running.services.access.sweep();
    expect(alerts()).toEqual([['Kiosk 1', 1]]);
  });

  test('of a person goes on where the key was proved, and nowhere else', async () => {
    const lan = await hall.person('lan', 'clerk', 'Nguyễn Thị Lan');
    const own = new MachineKey();
    expect(await session(THERE, lan)).toBe(200);
    expect((await prove(HERE, lan, own)).status).toBe(200);
    expect(await session(HERE, lan)).toBe(200);
    expect((await ask(THERE, lan, 'GET', '/session')).status).toBe(401);
    expect((await ask(THERE, lan, 'GET', '/tickets')).code).toBe('key_required');
    expect((await ask(THERE, lan, 'POST', '/counters/1/open', {})).code).toBe('key_required');
    expect((await prove(THERE, lan, new MachineKey())).code).toBe('key_wrong');
    expect(alerts()).toEqual([['Nguyễn Thị Lan', 1]]);
    // The person moved: the same browser at another address.
    expect((await prove(THERE, lan, own)).status).toBe(200);
    expect(await session(THERE, lan)).toBe(200);
    expect((await ask(THERE, lan, 'GET', '/tickets')).status).toBe(200);
  });

  test('stays bound over a restart; the key is proved anew', async () => {
    const token = device();
    const own = new MachineKey();
    await connect(token, own.prove(await nonce()));
    await hall.running.stop();
    await hall.begin();
    expect((await ask(HERE, token, 'GET', '/tickets/x')).code).toBe('key_required');
    expect(await connect(token, new MachineKey().prove(await nonce()))).toBe('key_wrong');
    expect(await connect(token, own.prove(await nonce()))).toBe('device');
    expect((await ask(HERE, token, 'GET', '/tickets/x')).status).toBe(404);
  });

  test('a proof is good once and for a minute, and only over what this hall gave out', async () => {
    const token = device();
    const own = new MachineKey();
    const first = own.prove(await nonce());
    expect(await connect(token, first)).toBe('device');
    expect(await connect(token, first)).toBe('key_required');
    const late = own.prove(await nonce());
    later(60);
    expect(await connect(token, late)).toBe('key_required');
    const made = own.prove(
      `${Buffer.from(`${hall.realAtMs}.0123456789`).toString('base64url')}_${'a'.repeat(64)}`,
    );
    expect(await connect(token, made)).toBe('key_required');
    const { signature } = own.prove(await nonce());
    expect(await connect(token, { ...own.prove(await nonce()), signature })).toBe('key_wrong');
  });

  test('what keeps no key is let in by its token alone, until the hall demands keys of devices', async () => {
    const token = device();
    expect(await connect(token)).toBe('device');
    await ask(HERE, hall.admin(), 'PUT', '/settings', { requireDeviceKeys: true });
    expect(await connect(token)).toBe('key_required');
    expect((await ask(HERE, token, 'GET', '/tickets/x')).code).toBe('key_required');
    const own = new MachineKey();
    expect(await connect(token, own.prove(await nonce()))).toBe('device');
    // People and programs sign in as before.
    expect(await session(HERE, supervisor)).toBe(200);
    expect(await connect(supervisor)).toBe('user');
  });

  test('nothing is bound by a token that stands for nobody', async () => {
    expect((await prove(HERE, 'x'.repeat(43), new MachineKey())).code).toBe('unauthenticated');
    const garbage = { nonce: await nonce(), signature: 'AAAA', publicKey: 'AAAA' };
    const token = device();
    expect((await ask(HERE, token, 'POST', '/proof', garbage)).code).toBe('key_wrong');
    expect(await connect(token)).toBe('device');
  });

  test('an agent’s folder without its key is refused for good elsewhere, and the agent itself goes on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'motcua-agent-key-'));
    const started: AgentStart[] = [];
    const refusals: string[] = [];
    const begin = async (name: string, pair?: string) => {
      const agent = await runAgent({
        server: hall.running.url,
        pair,
        printers: [],
        dataFolder: join(folder, name),
        timeZone: 'Asia/Ho_Chi_Minh',
        readButtons: false,
        onRefused: (code) => refusals.push(`${name} ${code}`),
      });
      started.push(agent);
      return agent;
    };
    const online = () => hall.running.services.devices().filter((each) => each.online).length;
    try {
      await begin('own', hall.running.services.access.makePairingCode('agent', 'Trạm 1', null).code);
      await expect.poll(online, WITHIN).toBe(1);
      expect(statSync(join(folder, 'own', 'agent.key')).mode & 0o777).toBe(0o600);
      cpSync(join(folder, 'own', 'agent.json'), join(folder, 'copy', 'agent.json'));
      await begin('copy');
      await expect.poll(() => refusals, WITHIN).toEqual(['copy key_wrong']);
      expect(online()).toBe(1);
      expect(alerts()).toEqual([['Trạm 1', 1]]);
    } finally {
      for (const each of started) if (each.ok) await each.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
