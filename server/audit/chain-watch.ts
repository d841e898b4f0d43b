import type { Database, Statement } from 'better-sqlite3';
import type { ChainState } from '../../common/protocol/audit.ts';
import { one } from '../storage/rows.ts';
import { ChainCheck, type LogRow } from '../storage/verify.ts';

/** Rows that are hashed before anybody else gets a turn: some two milliseconds. */
const SLICE = 500;

/** Proves the log whole in the background, a little at a time, so that no call waits for it. */
export class ChainWatch {
  private readonly db: Database;
  private readonly nowMs: () => number;
  private readonly rows: Statement<unknown[], LogRow>;
  private now: ChainState = { state: 'idle' };
  private stopped = false;
  private work: Promise<void> = Promise.resolve();

  /** @param options.db a connection for reading alone */
  constructor(options: { db: Database; nowMs: () => number }) {
    this.db = options.db;
    this.nowMs = options.nowMs;
    this.rows = options.db.prepare<unknown[], LogRow>(
      `SELECT sequence, body, hash FROM events WHERE sequence > ? ORDER BY sequence LIMIT ${SLICE}`,
    );
  }

  state(): ChainState {
    return this.now;
  }

  /** Begins a check of everything that is in the log by now; one that is under way goes on. */
  start(): ChainState {
    if (this.now.state === 'running' || this.stopped) return this.now;
    const { total } = one(
      this.db
        .prepare<
          unknown[],
          {
            total: number;
          }
        >('SELECT coalesce(max(sequence), 0) AS total FROM events')
        .get(),
    );
    this.now = { state: 'running', done: 0, total };
    this.work = this.run(total);
    return this.now;
  }

  /** Resolves when no check reads any more. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.work;
  }

  private async run(total: number): Promise<void> {
    const check = new ChainCheck();
    for (let done = 0; done < total && !this.stopped; ) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      const rows = this.rows.all(done);
      const bad = check.take(rows);
      if (bad !== null) {
        this.now = { state: 'broken', ...bad, checkedAt: new Date(this.nowMs()).toISOString() };
        return;
      }
      if (rows.length === 0) break;
      done = rows.at(-1)?.sequence ?? done;
      this.now = { state: 'running', done, total };
    }
    this.now = this.stopped
      ? { state: 'idle' }
      : { state: 'whole', events: check.count, checkedAt: new Date(this.nowMs()).toISOString() };
  }
}
