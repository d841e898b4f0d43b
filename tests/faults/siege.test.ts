import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectHall, type HallConnection } from '../../common/client/hall-connection.ts';
import { CHILD_PASSWORD, type HallProcess, startHallProcess } from '../support/hall-process.ts';
import { askFrom } from '../support/loopback-client.ts';
import { startSiege } from '../support/siege.ts';

/** `npm run siege` sets so many seconds; the suite attacks until everything was tried and the hall did its work. */
const SECONDS = Number(process.env.SIEGE_SECONDS ?? 0);
/** Tickets drawn in peace, and at least as many under siege. */
const TICKETS = SECONDS > 0 ? 500 : 80;

/** What each attack is counted as. */
const ATTACKS = [
  'host_refused',
  'sign_in_wrong',
  'sign_in_held',
  'pairing_held',
  'head_unfinished',
  'body_unfinished',
  'body_too_large',
  'socket_limit',
  'socket_too_fast',
  'socket_command_refused',
  'connection_held',
  'kiosk_too_fast',
  'local_claim_refused',
];

interface Phase {
  readonly latenciesMs: number[];
  mostBytes: number;
  /** p99 of the delay of the hall's event loop, from look to look: its own share in what a draw waits. */
  readonly loopDelaysMs: number[];
  /** Processor seconds of the hall's process so far, and when that was. */
  readonly cpu: { seconds: number; atMs: number }[];
}

const newPhase = (): Phase => ({ latenciesMs: [], mostBytes: 0, loopDelaysMs: [], cpu: [] });

describe('a hall that is attacked from all sides at once', () => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-siege-'));
  const devices: HallConnection[] = [];
  const drawn: string[] = [];
  let hall: HallProcess;
  let admin = '';
  let desk = '';
  let copied = '';
  let field = '';
  let silences = 0;

  const ask = (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
    askFrom(hall.url, {
      method,
      path: `/api/v1${path}`,
      headers: { ...(admin === '' ? {} : { authorization: `Bearer ${admin}` }), ...headers },
      ...(body === undefined ? {} : { body }),
    });

  const pair = async (kind: string, name: string) => {
    const made = JSON.parse((await ask('POST', '/devices/pairing', { kind, name })).text) as { code: string };
    const claimed = await ask('POST', '/devices/claim', { code: made.code });
    return (JSON.parse(claimed.text) as { token: string }).token;
  };

  const attach = (token: string) => {
    const device = connectHall({ url: hall.url });
    device.setToken(token);
    devices.push(device);
    return new Promise<void>((done) => {
      let live = false;
      device.subscribe(() => {
        const now = device.getState().status === 'live' && device.getState().identity.kind === 'device';
        if (live && !now) silences += 1;
        live = now;
        if (now) done();
      });
    });
  };

  /** Draws one ticket as a program does and notes how long it took. */
  const draw = async (phase: Phase) => {
    const key = `siege-${drawn.length}-of-the-program`;
    const began = performance.now();
    const answer = await ask('POST', '/tickets', { field, printer: null }, { 'idempotency-key': key });
    phase.latenciesMs.push(performance.now() - began);
    expect(answer.status).toBe(201);
    drawn.push((JSON.parse(answer.text) as { id: string }).id);
  };

  const metrics = async () => (await askFrom(hall.url, { path: '/metrics', from: '127.0.0.90' })).text;
  const figureOf = (text: string, name: string) =>
    Number(new RegExp(`^${name.replace(/[{}"]/g, '\\$&')} (\\S+)$`, 'm').exec(text)?.[1] ?? 0);
  const counted = (text: string, reason: string) =>
    figureOf(text, `motcua_rejections_total{reason="${reason}"}`);

  const clerkSignsIn = () =>
    ask(
      'POST',
      '/session',
      { username: 'lan', password: 'lan-mat-khau-dai' },
      { authorization: `Bearer ${desk}` },
    );

  beforeAll(async () => {
    hall = await startHallProcess(folder, folder);
    const body = { username: 'admin', password: CHILD_PASSWORD };
    admin = (JSON.parse((await ask('POST', '/session', body)).text) as { token: string }).token;
    const fields = JSON.parse((await ask('GET', '/fields')).text) as { fields: { code: string }[] };
    field = fields.fields[0]?.code ?? '';
    const clerk = { username: 'lan', displayName: 'Lan', role: 'clerk', password: 'lan-mat-khau-dai' };
    expect((await ask('POST', '/accounts', clerk)).status).toBe(201);
    desk = await pair('counter', 'Máy quầy 1');
    copied = await pair('kiosk', 'Máy lấy số 2');
    for (const [kind, name] of [
      ['kiosk', 'Máy lấy số 1'],
      ['display', 'Màn hình 1'],
      ['agent', 'Trạm in 1'],
    ] as const)
      await attach(await pair(kind, name));
  });
  afterAll(async () => {
    for (const device of devices) device.close();
    await hall.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('loses no ticket, serves every paired device, keeps its memory and counts every attack', async () => {
    const peace = newPhase();
    const war = newPhase();
    const look = async (phase: Phase) => {
      const text = await metrics();
      phase.mostBytes = Math.max(phase.mostBytes, figureOf(text, 'motcua_process_resident_memory_bytes'));
      phase.loopDelaysMs.push(1_000 * figureOf(text, 'motcua_nodejs_eventloop_lag_p99_seconds'));
      const seconds = figureOf(text, 'motcua_process_cpu_seconds_total');
      phase.cpu.push({ seconds, atMs: performance.now() });
      return text;
    };
    await look(newPhase());
    for (let at = 0; at < TICKETS; at += 1) {
      await draw(peace);
      if (at % 20 === 0) await look(peace);
    }
    expect((await clerkSignsIn()).status).toBe(200);

    const siege = startSiege({ url: hall.url, names: ['lan', 'admin'], kioskToken: copied, field });
    const until = performance.now() + SECONDS * 1_000;
    const missing = (text: string) => ATTACKS.filter((reason) => counted(text, reason) === 0);
    let text = '';
    let signIns = 0;
    try {
      do {
        for (let at = 0; at < 20; at += 1) {
          await draw(war);
          if (SECONDS > 0) await pause(25);
        }
        text = await look(war);
        expect((await clerkSignsIn()).status).toBe(200);
        signIns += 1;
      } while (war.latenciesMs.length < TICKETS || missing(text).length > 0 || performance.now() < until);
      expect(missing(text)).toEqual([]);
      for (const device of devices) expect(device.getState().status).toBe('live');
    } finally {
      await siege.stop();
    }
    expect(silences).toBe(0);
    expect(war.mostBytes).toBeLessThan(2 * peace.mostBytes);

    const kept = new Set<string>();
    let cursor: string | null = '';
    while (cursor !== null) {
      const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = JSON.parse((await ask('GET', `/tickets?limit=1000${more}`)).text) as {
        tickets: { id: string }[];
        nextCursor: string | null;
      };
      for (const each of page.tickets) kept.add(each.id);
      cursor = page.nextCursor;
    }
    expect(drawn.filter((id) => !kept.has(id))).toEqual([]);
    if (SECONDS > 0) report(peace, war, signIns, text);
  });

  function report(peace: Phase, war: Phase, signIns: number, text: string): void {
    const figures = {
      seconds: SECONDS,
      tickets: { peace: peace.latenciesMs.length, siege: war.latenciesMs.length, lost: 0 },
      p50Ms: { peace: quantile(peace.latenciesMs, 0.5), siege: quantile(war.latenciesMs, 0.5) },
      p99Ms: { peace: quantile(peace.latenciesMs, 0.99), siege: quantile(war.latenciesMs, 0.99) },
      loopDelayP99Ms: { peace: quantile(peace.loopDelaysMs, 0.5), siege: quantile(war.loopDelaysMs, 0.5) },
      processors: { peace: processorsOf(peace), siege: processorsOf(war) },
      residentMB: { peace: peace.mostBytes / 1e6, siege: war.mostBytes / 1e6 },
      signInsAtThePairedDesk: signIns,
      rejected: Object.fromEntries(ATTACKS.map((reason) => [reason, counted(text, reason)])),
    };
    process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
    const file = process.env.SIEGE_REPORT;
    if (file !== undefined) writeFileSync(file, JSON.stringify(figures));
  }
});

/** How many processors the hall's process kept busy. */
function processorsOf({ cpu }: Phase): number {
  const [first] = cpu;
  const last = cpu.at(-1);
  if (first === undefined || last === undefined || last.atMs === first.atMs) return 0;
  return Math.round((100_000 * (last.seconds - first.seconds)) / (last.atMs - first.atMs)) / 100;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) * 10) / 10;
}
