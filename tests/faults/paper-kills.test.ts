import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../../server/staffing/simulation/random.ts';
import { type AgentProcess, startAgentProcess } from '../support/agent-process.ts';
import { CHILD_PASSWORD, type HallProcess, startHallProcess } from '../support/hall-process.ts';
import { TcpPrinterPeer } from '../support/tcp-printer-peer.ts';

/** KILLS makes the run longer, KILL_SEED runs one again. */
const ROUNDS = Math.max(4, Math.floor(Number(process.env.KILLS ?? 0) / 10));
const SEED = Number(process.env.KILL_SEED ?? 7);
/** A kiosk's printer behind an agent, and one on the network that the server drives itself. */
const PRINTERS = ['Kiosk A', 'Kiosk B'] as const;
const TICKETS_A_ROUND = 4;
const HOUR_MS = 3_600_000;
const OFFSETS_MS = [0, 0, 0, -HOUR_MS / 4, -HOUR_MS, 400 * 24 * HOUR_MS, -9_000 * 24 * HOUR_MS];

interface DrawnTicket {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly print: string;
}

describe('kill -9 of hall and agent while tickets print, printers go off and run out, and the clock is set wrong', () => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-paper-kill-'));
  const offsetFile = join(folder, 'clock-offset');
  const setClock = (offsetMs: number) => writeFileSync(offsetFile, String(offsetMs));
  const peers = { 'Kiosk A': new TcpPrinterPeer(), 'Kiosk B': new TcpPrinterPeer() };
  let hall: HallProcess;
  let agent: AgentProcess;
  let token = '';
  let field = '';

  /** Asks until an answer comes: while the hall is down, the same again. */
  const ask = async (method: string, path: string, body?: object, key = `${method}${path}`) => {
    for (;;) {
      try {
        const answer = await fetch(`${hall.url}/api/v1${path}`, {
          method,
          headers: {
            'content-type': 'application/json',
            'idempotency-key': key,
            ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const value = (await answer.json()) as Record<string, unknown>;
        if (answer.ok || answer.status === 422) return value;
        if (answer.status < 500)
          throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(value)}`);
      } catch (error) {
        if (error instanceof Error && error.message.startsWith(method)) throw error;
      }
      await new Promise((again) => setTimeout(again, 50));
    }
  };
  /** A request that names a printer is refused while nobody has heard of it: its agent has just been killed. */
  const drawAt = async (printer: string, key: string) => {
    for (let attempt = 1; ; attempt += 1) {
      const drawn = await ask('POST', '/tickets', { field, printer }, `${key}-${attempt}`);
      if (drawn.error === undefined) return;
      expect(drawn.error).toMatchObject({ code: 'unknown_printer' });
      // It may have no paper by now, and takes tickets all the same.
      await until(async () => (await known()).every((each) => each !== undefined));
    }
  };
  const tickets = async () => (await ask('GET', '/tickets?limit=500')).tickets as DrawnTicket[];
  /** Printers that the hall has heard of, and which of them can print. */
  const known = async () => {
    const { printers } = (await ask('GET', '/printers')) as { printers: { name: string; online: boolean }[] };
    return PRINTERS.map((name) => printers.find((each) => each.name === name));
  };
  const online = async () => (await known()).every((each) => each?.online);
  const until = async (holds: () => Promise<boolean>) => {
    while (!(await holds())) await new Promise((again) => setTimeout(again, 100));
  };
  const startAgent = (pair?: string) =>
    startAgentProcess({
      server: hall.url,
      dataFolder: join(folder, 'agent'),
      printer: `tcp:127.0.0.1:${peers['Kiosk A'].port}`,
      ...(pair === undefined ? {} : { pair }),
    });

  beforeAll(async () => {
    for (const peer of Object.values(peers)) await peer.start();
    setClock(0);
    hall = await startHallProcess(join(folder, 'hall'), '', 0, offsetFile);
    token = String((await ask('POST', '/session', { username: 'admin', password: CHILD_PASSWORD })).token);
    field = ((await ask('GET', '/fields')).fields as { code: string }[])[0]?.code ?? '';
    await ask('PUT', `/printers/${encodeURIComponent('Kiosk B')}`, {
      transport: `tcp:127.0.0.1:${peers['Kiosk B'].port}`,
      model: 'generic-80',
    });
    const { code } = await ask('POST', '/devices/pairing', { kind: 'agent', name: 'Kiosk A' });
    agent = startAgent(String(code));
    await until(online);
  });
  afterAll(async () => {
    await agent.kill();
    await hall.kill();
    for (const peer of Object.values(peers)) await peer.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test(
    `after ${ROUNDS} rounds each ticket has one paper, or one that is called doubtful (KILL_SEED=${SEED})`,
    async () => {
      const random = seededRandom(SEED);
      const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
      let kills = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        const out = pick(PRINTERS);
        for (let at = 0; at < TICKETS_A_ROUND; at += 1) await drawAt(pick(PRINTERS), `r${round}-${at}`);
        // Each fault falls at another moment of the printing; on a slow machine at an earlier one.
        await new Promise((later) => setTimeout(later, random() * 400));
        if (random() < 0.4) peers[out].hangUp();
        if (random() < 0.4)
          peers[out].set({ hangUpAfterBytes: peers[out].receivedBytes + random() * 30_000 });
        setClock(pick(OFFSETS_MS));
        if (round % 2 === 0 || random() < 0.5) {
          await hall.kill();
          kills += 1;
          if (random() < 0.5) setClock(pick(OFFSETS_MS));
          hall = await startHallProcess(join(folder, 'hall'), '', hall.port, offsetFile);
        }
        if (round % 2 === 1 || random() < 0.5) {
          await agent.kill();
          kills += 1;
          agent = startAgent();
        }
        // Between two tickets the roll ends, and is changed while more tickets wait for it.
        await until(async () =>
          (await tickets()).every(({ print }) => print !== 'pending' && print !== 'failed'),
        );
        peers[out].set({ paper: 'out' });
        await drawAt(out, `r${round}-out`);
        await until(async () => (await tickets()).some(({ print }) => print === 'failed'));
        peers[out].set({ paper: 'ok' });
      }
      setClock(0);
      await until(async () =>
        (await tickets()).every(({ print }) => print === 'printed' || print === 'unconfirmed'),
      );

      const drawn = await tickets();
      expect(drawn).toHaveLength(ROUNDS * (TICKETS_A_ROUND + 1));
      expect(new Set(drawn.map(({ id }) => id)).size).toBe(drawn.length);
      const papers = Object.values(peers).flatMap((peer) =>
        peer.tickets.map(({ data }) => data.toString('base64')),
      );
      expect(new Set(papers).size, 'no paper comes twice').toBe(papers.length);
      const doubtful = drawn.filter(({ print }) => print === 'unconfirmed').length;
      expect(papers.length, 'a paper for each that is called printed').toBeGreaterThanOrEqual(
        drawn.length - doubtful,
      );
      expect(papers.length, 'no paper more than tickets').toBeLessThanOrEqual(drawn.length);
      for (const peer of Object.values(peers)) expect(peer.error).toBeNull();
      process.stdout.write(
        `${kills} kills, ${drawn.length} tickets, ${papers.length} papers, ${doubtful} of them doubtful\n`,
      );
    },
    120_000 + ROUNDS * 60_000,
  );
});
