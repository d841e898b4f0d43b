import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LinkFile } from '../../server/hub/outbox/link-file.ts';
import { Outbox } from '../../server/hub/outbox/outbox.ts';
import { FIRST_HASH } from '../../server/storage/event-store.ts';
import type { MadeLog } from './made-log.ts';

/** A hall's own outbox over a made log: pieces are small, and its pauses are moments. */
export class SendingHall {
  readonly log: MadeLog;
  readonly outbox: Outbox;
  readonly errors: unknown[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'motcua-sending-'));

  /** @param atOnce so many events travel together */
  constructor(log: MadeLog, atOnce: number, nowMs: () => number) {
    this.log = log;
    this.outbox = new Outbox({
      texts: (after, limit) => log.texts.slice(after, after + Math.min(limit, atOnce)),
      file: new LinkFile(this.folder),
      signs: () => ({
        version: '0.1.0',
        timeZone: 'Asia/Ho_Chi_Minh',
        hallTimeMs: nowMs(),
        troubles: [],
        paperOutSinceMs: null,
      }),
      onError: (error) => this.errors.push(error),
      setTimer: (work, ms) => setTimeout(work, Math.min(ms, 5)),
    });
  }

  /** The log is durable up to its end. */
  tell(): void {
    const newest = this.log.texts.at(-1);
    this.outbox.reached({ sequence: newest?.sequence ?? 0, hash: newest?.hash ?? FIRST_HASH });
  }

  /** Waits until the hub has said that it has all. */
  async arrived(): Promise<void> {
    while (this.outbox.status().acknowledgedSequence < this.log.texts.length)
      await new Promise((done) => setTimeout(done, 5));
  }

  async close(): Promise<void> {
    await this.outbox.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
