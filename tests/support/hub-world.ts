import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type RunningHub, startHub } from '../../server/hub/start-hub.ts';
import { type RestAnswer, RestHall } from './rest-hall.ts';

export const HUB_PASSWORD = 'tinh-nha-lien-thong-1';

/** A hub in this process on a database, asked over its REST interface. */
export class TestHub {
  readonly databaseUrl: string;
  running!: RunningHub;
  nowMs: () => number;
  /** Where a proxy has it under its name. */
  basePath = '';
  readonly folder = mkdtempSync(join(tmpdir(), 'motcua-hub-'));

  private readonly web: string | null;

  /** @param web folder of built pages; null: none */
  constructor(databaseUrl: string, nowMs: () => number = Date.now, web: string | null = null) {
    this.web = web;
    this.databaseUrl = databaseUrl;
    this.nowMs = nowMs;
  }

  async begin(port = 0): Promise<this> {
    this.running = await startHub(
      {
        port,
        host: '127.0.0.1',
        dataDir: this.folder,
        adminPassword: HUB_PASSWORD,
        logLevel: 'silent',
        timeZone: 'Asia/Ho_Chi_Minh',
        databaseUrl: this.databaseUrl,
        basePath: this.basePath,
      },
      {
        webFolder: this.web,
        version: '0.1.0',
        log: pino({ level: process.env.HUB_LOG ?? 'silent' }),
        nowMs: () => this.nowMs(),
      },
    );
    return this;
  }

  get port(): number {
    return Number(new URL(this.running.url).port);
  }

  async ask(token: string | null, method: string, path: string, body?: unknown): Promise<RestAnswer> {
    const answer = await fetch(`${this.running.url}/api/v1${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const read = (await answer.json()) as Record<string, unknown>;
    const error = read.error as { code: string } | undefined;
    return { status: answer.status, code: error?.code ?? null, body: read };
  }

  /** Signs in and gives the token. */
  async signIn(username = 'admin', password = HUB_PASSWORD): Promise<string> {
    const { body } = await this.ask(null, 'POST', '/session', { username, password });
    return String(body.token);
  }

  /** Makes a hall known. @returns its enrolment code */
  async addHall(admin: string, code: string, parent?: string): Promise<string> {
    const { body } = await this.ask(admin, 'POST', '/halls', {
      code,
      name: `Xã ${code}`,
      ...(parent === undefined ? {} : { parent }),
    });
    return String(body.enrolmentCode);
  }

  async close(): Promise<void> {
    await this.running.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A hall that has joined a hub. */
export async function joinedHall(
  hub: TestHub,
  admin: string,
  code: string,
  parent?: string,
): Promise<RestHall> {
  const enrolmentCode = await hub.addHall(admin, code, parent);
  const hall = await new RestHall().begin();
  const joined = await hall.ask(hall.admin(), 'PUT', '/hub', { url: hub.running.url, enrolmentCode });
  if (joined.status !== 200) throw new Error(`the hall did not join: ${joined.code}`);
  return hall;
}

/** Waits until the hub has all that a hall's log holds now. */
export async function shipped(hall: RestHall): Promise<void> {
  const { services } = hall.running;
  for (;;) {
    const { state, acknowledgedSequence } = services.outbox.status();
    if (acknowledgedSequence >= services.hall.state.sequence || state === 'forked') return;
    await new Promise((done) => setTimeout(done, 20));
  }
}
