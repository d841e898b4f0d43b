import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type AgentStart, runAgent } from '../../hardware/main.ts';
import { run } from '../../server/cli/main.ts';
import { type RunningHall, startHall } from '../../server/main.ts';

// Real sockets: on a busy machine they take their time, and nothing here measures it.
vi.setConfig({ testTimeout: 30_000 });
const WITHIN = { timeout: 60_000 };

describe('an agent that the real hall refuses', () => {
  let folder: string;
  let hall: RunningHall;
  let agents: AgentStart[];
  let refusals: string[];

  const code = (kind: 'agent' | 'kiosk' = 'agent') =>
    hall.services.access.makePairingCode(kind, 'Trạm quầy 1', null).code;
  const start = (port: number) =>
    startHall(
      {
        port,
        host: '127.0.0.1',
        dataDir: join(folder, 'hall'),
        adminPassword: 'mot-cua-lien-thong-1',
        logLevel: 'silent',
        timeZone: 'Asia/Ho_Chi_Minh',
      },
      { webFolder: folder },
    );
  const begin = async (pair?: string) => {
    const started = await runAgent({
      server: hall.url,
      pair,
      printers: [],
      dataFolder: join(folder, 'agent'),
      timeZone: 'Asia/Ho_Chi_Minh',
      readButtons: false,
      onRefused: (why) => refusals.push(why),
    });
    agents.push(started);
    return started;
  };
  const device = () => hall.services.devices().find((each) => each.deviceKind === 'agent');
  const connected = () => expect.poll(() => device()?.online, WITHIN).toBe(true);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-refusal-'));
    agents = [];
    refusals = [];
    hall = await start(0);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    for (const each of agents) if (each.ok) await each.stop();
    await hall.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('one that is revoked while it is connected stops, told why', async () => {
    expect(await begin(code())).toMatchObject({ ok: true });
    await connected();
    hall.services.access.revoke(device()?.deviceId ?? '');
    await expect.poll(() => refusals, WITHIN).toEqual(['revoked']);
  });

  test('one that was revoked while it was away is refused at the door, once', async () => {
    const started = await begin(code());
    await connected();
    const id = device()?.deviceId ?? '';
    if (started.ok) await started.stop();
    hall.services.access.revoke(id);
    await begin();
    await expect.poll(() => refusals, WITHIN).toEqual(['revoked']);
  });

  test('one whose token another hall gave is refused as unknown', async () => {
    const started = await begin(code());
    await connected();
    if (started.ok) await started.stop();
    const port = Number(new URL(hall.url).port);
    await hall.stop();
    rmSync(join(folder, 'hall'), { recursive: true });
    hall = await start(port);
    await begin();
    await expect.poll(() => refusals, WITHIN).toEqual(['unauthenticated']);
  });

  test('one that only lost its server waits for it and is refused nothing', async () => {
    await begin(code());
    await connected();
    const port = Number(new URL(hall.url).port);
    await hall.stop();
    hall = await start(port);
    await connected();
    expect(refusals).toEqual([]);
  });

  test('a code of a kiosk pairs no agent, and says which code is wanted', async () => {
    expect(await begin(code('kiosk'))).toMatchObject({
      ok: false,
      code: 'claim_refused',
      message: expect.stringContaining('không dành cho trạm nối thiết bị'),
    });
  });

  test('the command ends with a sentence for a wrong code and for a revoked agent', async () => {
    let said = '';
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const common = ['agent', '--server', hall.url, '--data', join(folder, 'agent')];
    expect(await run([...common, '--pair', 'SAI0-0000'])).toBe(1);
    expect(said).toContain('Mã ghép không đúng, đã dùng hoặc đã hết hạn.');
    said = '';
    const ended = run([...common, '--pair', code()]);
    await connected();
    hall.services.access.revoke(device()?.deviceId ?? '');
    expect(await ended).toBe(1);
    expect(said).toContain('Máy chủ đã thu hồi trạm này.');
  });
});
