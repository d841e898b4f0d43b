import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '../../common/protocol/primitives.ts';
import { type RunningHall, startHall } from '../../server/main.ts';
import type { Flush } from '../../server/storage/write-ahead-file.ts';
import { HandClock } from './test-hall.ts';

export interface RestAnswer {
  readonly status: number;
  readonly code: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The administrator's password from the first start on. */
export const FIRST_PASSWORD = 'mot-cua-lien-thong-1';

/** The whole hall, asked over its REST interface, with a clock moved by hand. */
export class RestHall {
  clock = new HandClock();
  /** Pages of this machine are witnesses of the hall's time: here the hall's clock is another than theirs. */
  hearsOwnMachine = false;
  /** Real time, by which sessions end; null: the machine's. */
  realAtMs: number | null = null;
  /** How the record is flushed; null: as ever. */
  flush: Flush | null = null;
  /** Also by https, with the hall's own authority. */
  encrypted = false;
  readonly folder = mkdtempSync(join(tmpdir(), 'motcua-rest-'));
  running!: RunningHall;
  private readonly web: string | null;
  private readonly adminPassword: string | null;

  /**
   * @param web folder of built pages; null: none
   * @param adminPassword null: a hall that waits for its set-up link
   */
  constructor(web: string | null = null, adminPassword: string | null = FIRST_PASSWORD) {
    this.web = web;
    this.adminPassword = adminPassword;
  }

  async begin(): Promise<this> {
    this.running = await startHall(
      {
        port: 0,
        host: '127.0.0.1',
        dataDir: this.folder,
        adminPassword: this.adminPassword,
        logLevel: 'silent',
        timeZone: 'Asia/Ho_Chi_Minh',
        ...(this.encrypted ? { tls: { port: 0, portNamed: true, files: null } } : {}),
      },
      {
        webFolder: this.web ?? this.folder,
        clock: this.clock,
        hearsOwnMachine: this.hearsOwnMachine,
        realNowMs: () => this.realAtMs ?? Date.now(),
        ...(this.flush === null ? {} : { flush: this.flush }),
      },
    );
    return this;
  }

  /** Makes an account whose password is its name and "-mat-khau", and answers a session's token. */
  async person(username: string, role: Role, displayName = username): Promise<string> {
    const { access } = this.running.services;
    const known = access.listAccounts().find((each) => each.username === username);
    if (known) return access.openSession(known).token;
    const put = await access.addAccount({ username, displayName, role, password: `${username}-mat-khau` });
    if (!put.ok) throw new Error(put.refusal.message);
    return access.openSession(put.value).token;
  }

  /** The administrator's token. */
  admin(): string {
    const { access } = this.running.services;
    const account = access.listAccounts().find((each) => each.username === 'admin');
    if (!account) throw new Error('no administrator');
    return access.openSession(account).token;
  }

  async ask(token: string | null, method: string, path: string, body?: unknown): Promise<RestAnswer> {
    const answer = await fetch(`${this.running.url}/api/v1${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const read = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    const error = read.error as { code: string } | undefined;
    return { status: answer.status, code: error?.code ?? null, body: read };
  }

  /** Types of the events in the log, with who did them. */
  deeds(types: RegExp): string[] {
    return this.running.services.reads
      .events(0, 10_000)
      .filter((each) => types.test(each.event.type))
      .map((each) => `${each.actor.id} ${each.event.type}`);
  }

  async close(): Promise<void> {
    await this.running.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
