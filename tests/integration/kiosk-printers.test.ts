import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type AgentStart, runAgent } from '../../hardware/main.ts';
import { type RunningHall, startHall } from '../../server/main.ts';

// Real sockets: on a busy machine they take their time, and nothing here measures it.
vi.setConfig({ testTimeout: 60_000 });
const WITHIN = { timeout: 30_000 };

describe('a kiosk and its printer', () => {
  let folder: string;
  let hall: RunningHall;
  let port = 0;
  const agents = new Map<string, AgentStart>();

  const startAt = (at: number) =>
    startHall(
      {
        port: at,
        host: '127.0.0.1',
        dataDir: join(folder, 'hall'),
        adminPassword: 'mot-cua-lien-thong-1',
        logLevel: 'silent',
        timeZone: 'Asia/Ho_Chi_Minh',
      },
      { webFolder: folder },
    );
  const pair = async (kind: 'agent' | 'kiosk', name: string): Promise<string> => {
    const { code } = hall.services.access.makePairingCode(kind, name, null);
    if (kind === 'agent') return code;
    const claimed = await fetch(`${hall.url}/api/v1/devices/claim`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    return ((await claimed.json()) as { token: string }).token;
  };
  const agent = async (name: string, code?: string) => {
    agents.set(
      name,
      await runAgent({
        server: `http://127.0.0.1:${port}`,
        pair: code,
        printers: [{ transport: `virtual:${join(folder, 'papers', name)}`, model: 'virtual' }],
        dataFolder: join(folder, 'agents', name),
        timeZone: 'Asia/Ho_Chi_Minh',
        readButtons: false,
      }),
    );
  };
  const leave = async (name: string) => {
    const running = agents.get(name);
    agents.delete(name);
    if (running?.ok) await running.stop();
  };
  const restart = async () => {
    await hall.stop();
    hall = await startAt(port);
  };
  const draw = async (token: string, body: object = {}): Promise<string> => {
    const [field] = [...hall.services.hall.state.fields.keys()];
    const answer = await fetch(`${hall.url}/api/v1/tickets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ field, ...body }),
    });
    return ((await answer.json()) as { ticket?: { number: string }; number?: string }).number ?? '';
  };
  const ask = (method: string, path: string, body: object) => {
    const account = hall.services.access.listAccounts()[0];
    const token = account ? hall.services.access.openSession(account).token : '';
    return fetch(`${hall.url}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
  };
  const papersOf = (place: string) =>
    readdirSync(place)
      .filter((file) => file.endsWith('.png'))
      .map((file) => file.split('-')[0])
      .sort();
  const papers = (name: string) => papersOf(join(folder, 'papers', name));
  const kept = () => [...hall.services.hall.state.kioskPrinters.values()].sort();

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-kiosk-printers-'));
    for (const name of ['Kiosk A', 'Kiosk B']) mkdirSync(join(folder, 'papers', name), { recursive: true });
    hall = await startAt(0);
    port = Number(new URL(hall.url).port);
  });
  afterEach(async () => {
    for (const name of [...agents.keys()]) await leave(name);
    await hall.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('[PRINT6] tickets of a kiosk come out at its own printer after any restart, and never at the default one', async () => {
    const tokens = { a: await pair('kiosk', 'Kiosk A'), b: await pair('kiosk', 'Kiosk B') };
    for (const name of ['Kiosk A', 'Kiosk B']) await agent(name, await pair('agent', name));
    await expect.poll(kept, WITHIN).toEqual(['Kiosk A', 'Kiosk B']);
    const drawn = { a: [await draw(tokens.a)], b: [await draw(tokens.b)] };
    // The server is back before the computers at the kiosks are: who draws now waits for the own printer.
    for (const name of ['Kiosk A', 'Kiosk B']) await leave(name);
    await restart();
    expect(kept()).toEqual(['Kiosk A', 'Kiosk B']);
    drawn.a.push(await draw(tokens.a), await draw(tokens.a));
    drawn.b.push(await draw(tokens.b));
    await restart();
    for (const name of ['Kiosk B', 'Kiosk A']) await agent(name);
    await expect.poll(() => papers('Kiosk A'), WITHIN).toEqual(drawn.a.sort());
    await expect.poll(() => papers('Kiosk B'), WITHIN).toEqual(drawn.b.sort());
    await expect.poll(() => hall.services.hall.state.printJobs.size, WITHIN).toBe(0);
    expect(papersOf(join(folder, 'hall', 'virtual-printer'))).toEqual([]);
  });

  test('[PRINT6] the printer set on the devices page comes before the one of its name', async () => {
    const token = await pair('kiosk', 'Kiosk A');
    for (const name of ['Kiosk A', 'Kiosk B']) await agent(name, await pair('agent', name));
    await expect.poll(kept, WITHIN).toEqual(['Kiosk A']);
    await expect.poll(() => hall.services.printers.exists('Kiosk B'), WITHIN).toBe(true);
    const kiosk = hall.services.devices().find((each) => each.deviceKind === 'kiosk');
    const set = (printer: string | null) => ask('PUT', `/devices/${kiosk?.deviceId}/printer`, { printer });
    expect((await set('Nowhere')).status).toBe(422);
    expect((await ask('PUT', '/devices/none/printer', { printer: null })).status).toBe(404);
    expect((await set('Kiosk B')).status).toBe(200);
    await restart();
    const number = await draw(token);
    await expect.poll(() => papers('Kiosk B'), WITHIN).toEqual([number]);
    // Back to the one of its name.
    expect((await set(null)).status).toBe(200);
    await expect.poll(kept, WITHIN).toEqual(['Kiosk A']);
    const next = await draw(token);
    await expect.poll(() => papers('Kiosk A'), WITHIN).toEqual([next]);
  });

  test('health names a kiosk’s printer that nobody reaches, also right after a start', async () => {
    await pair('kiosk', 'Kiosk A');
    await agent('Kiosk A', await pair('agent', 'Kiosk A'));
    await expect.poll(kept, WITHIN).toEqual(['Kiosk A']);
    await leave('Kiosk A');
    await restart();
    // The virtual printer takes a moment to open its folder.
    await expect
      .poll(() => hall.services.health().checks.printers, WITHIN)
      .toEqual({ ok: false, detail: 'Kiosk A: offline' });
  });

  test('a start on a port that is taken ends, with jobs waiting for a printer that is away', async () => {
    const token = await pair('kiosk', 'Kiosk A');
    await ask('PUT', '/printers/Xa', { transport: 'tcp:127.0.0.1:9', model: 'generic-80' });
    await expect.poll(() => hall.services.printers.exists('Xa'), WITHIN).toBe(true);
    await draw(token, { printer: 'Xa' });
    await hall.stop();
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(port, '127.0.0.1', resolve));
    await expect(startAt(port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await new Promise((resolve) => taken.close(resolve));
    // Everything was let go: the folder opens again, and the job is still there.
    hall = await startAt(port);
    expect([...hall.services.hall.state.printJobs.values()]).toMatchObject([{ printer: 'Xa' }]);
  });
});
