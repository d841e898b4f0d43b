import type { Database, Statement } from 'better-sqlite3';
import { one } from './rows.ts';

/** One event on its way to one address. */
export interface DeliveryRow {
  readonly id: string;
  readonly webhook: string;
  readonly sequence: number;
  readonly orderKey: string;
  readonly type: string;
  readonly body: string;
  readonly atMs: number;
  readonly nextAtMs: number;
  readonly attempts: number;
  readonly deliveredAtMs: number | null;
  readonly status: number | null;
  readonly error: string | null;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS webhook_deliveries (
    id TEXT PRIMARY KEY, webhook TEXT NOT NULL, sequence INTEGER NOT NULL, order_key TEXT NOT NULL, type TEXT NOT NULL,
    body TEXT NOT NULL, at_ms INTEGER NOT NULL, next_at_ms INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
    delivered_at_ms INTEGER, status INTEGER, error TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS webhook_deliveries_waiting
    ON webhook_deliveries (webhook, order_key, sequence) WHERE delivered_at_ms IS NULL;
  CREATE INDEX IF NOT EXISTS webhook_deliveries_due
    ON webhook_deliveries (webhook, next_at_ms, sequence) WHERE delivered_at_ms IS NULL;
  CREATE INDEX IF NOT EXISTS webhook_deliveries_listed ON webhook_deliveries (webhook, sequence);
`;

const DELIVERY = `id, webhook, sequence, order_key AS orderKey, type, body, at_ms AS atMs, next_at_ms AS nextAtMs,
  attempts, delivered_at_ms AS deliveredAtMs, status, error`;

const WRITES = {
  /** Behind an earlier event of its ticket that is still to arrive, it waits as long as that one. */
  insert: `INSERT OR IGNORE INTO webhook_deliveries (id, webhook, sequence, order_key, type, body, at_ms, next_at_ms)
    VALUES (@id, @webhook, @sequence, @orderKey, @type, @body, @atMs, coalesce((SELECT max(next_at_ms)
      FROM webhook_deliveries WHERE webhook = @webhook AND order_key = @orderKey AND delivered_at_ms IS NULL), @nextAtMs))`,
  moveCursor: 'UPDATE webhooks SET cursor = @cursor WHERE id = @webhook AND cursor < @cursor',
  arrived: `UPDATE webhook_deliveries SET delivered_at_ms = @atMs, status = @status, error = NULL,
    attempts = attempts + 1 WHERE id = @id`,
  works: 'UPDATE webhooks SET failing_since_ms = NULL WHERE id = ? AND failing_since_ms IS NOT NULL',
  /** Later events of the ticket need not wait for the time of the one before any more. */
  release: `UPDATE webhook_deliveries SET next_at_ms = @atMs WHERE webhook = @webhook AND order_key = @orderKey
    AND delivered_at_ms IS NULL AND next_at_ms > @atMs`,
  failed: `UPDATE webhook_deliveries SET status = @status, error = @error, attempts = attempts + 1 WHERE id = @id`,
  /** Later events of the ticket are not looked at before it either. */
  hold: `UPDATE webhook_deliveries SET next_at_ms = @nextAtMs WHERE webhook = @webhook AND order_key = @orderKey
    AND delivered_at_ms IS NULL`,
  fails: 'UPDATE webhooks SET failing_since_ms = coalesce(failing_since_ms, ?) WHERE id = ?',
  tryAll: 'UPDATE webhook_deliveries SET next_at_ms = ? WHERE webhook = ? AND delivered_at_ms IS NULL',
  replay: 'UPDATE webhook_deliveries SET delivered_at_ms = NULL, next_at_ms = ? WHERE id = ?',
  remove: 'DELETE FROM webhook_deliveries WHERE webhook = ?',
  forget: `DELETE FROM webhook_deliveries WHERE delivered_at_ms < ?
    OR webhook NOT IN (SELECT id FROM webhooks)`,
} as const;

/**
 * The outbox of the webhooks, in the file of the record. What is written here is not flushed to the disk by itself: that
 * would hold up a call, and it lies on the disk with the next commit of the log at the latest. Where a power cut takes it,
 * the events are taken from the log and sent once more, under the same ids.
 */
export class WebhookOutbox {
  private readonly db: Database;
  private readonly prepared: Readonly<Record<keyof typeof WRITES, Statement>>;
  private readonly selectDue: Statement<unknown[], DeliveryRow>;
  private readonly selectOne: Statement<unknown[], DeliveryRow>;
  private readonly selectPage: Statement<unknown[], DeliveryRow>;
  private readonly countWaiting: Statement<unknown[], { n: number }>;

  /** @param db a connection that writes without a flush; the table of webhooks is there already */
  constructor(db: Database) {
    this.db = db;
    db.exec(SCHEMA);
    const entries = Object.entries(WRITES).map(([name, sql]) => [name, db.prepare(sql)]);
    this.prepared = Object.fromEntries(entries) as Record<keyof typeof WRITES, Statement>;
    this.selectDue = db.prepare<unknown[], DeliveryRow>(`SELECT ${DELIVERY} FROM webhook_deliveries AS one
    WHERE webhook = ? AND delivered_at_ms IS NULL AND next_at_ms <= ? AND NOT EXISTS (
      SELECT 1 FROM webhook_deliveries AS other WHERE other.webhook = one.webhook
        AND other.order_key = one.order_key AND other.delivered_at_ms IS NULL AND other.sequence < one.sequence)
    ORDER BY next_at_ms, sequence LIMIT ?`);
    this.selectOne = db.prepare<unknown[], DeliveryRow>(
      `SELECT ${DELIVERY} FROM webhook_deliveries WHERE webhook = ? AND id = ?`,
    );
    this.selectPage = db.prepare<
      unknown[],
      DeliveryRow
    >(`SELECT ${DELIVERY} FROM webhook_deliveries WHERE webhook = ? AND sequence < ?
    ORDER BY sequence DESC, at_ms DESC LIMIT ?`);
    this.countWaiting = db.prepare<unknown[], { n: number }>(
      'SELECT count(*) AS n FROM webhook_deliveries WHERE webhook = ? AND delivered_at_ms IS NULL',
    );
  }

  /** Puts events into an outbox and moves its cursor, both or neither. An event that is there already stays as it is. */
  put(webhook: string, cursor: number, deliveries: readonly DeliveryRow[]): void {
    this.db.transaction(() => {
      for (const { id, sequence, orderKey, type, body, atMs, nextAtMs } of deliveries)
        this.prepared.insert.run({ id, webhook, sequence, orderKey, type, body, atMs, nextAtMs });
      this.prepared.moveCursor.run({ webhook, cursor });
    })();
  }

  /** What is to be tried now: of each ticket only the oldest that has not arrived. */
  due(webhook: string, nowMs: number, limit: number): DeliveryRow[] {
    return this.selectDue.all(webhook, nowMs, limit);
  }

  find(webhook: string, id: string): DeliveryRow | undefined {
    return this.selectOne.get(webhook, id);
  }

  /** The newest first. @param before a sequence from which on nothing is listed */
  list(webhook: string, before: number, limit: number): DeliveryRow[] {
    return this.selectPage.all(webhook, before, limit);
  }

  waiting(webhook: string): number {
    return one(this.countWaiting.get(webhook)).n;
  }

  /** It arrived: the address works. */
  arrived({ id, webhook, orderKey }: DeliveryRow, atMs: number, status: number): void {
    this.db.transaction(() => {
      this.prepared.arrived.run({ id, atMs, status });
      this.prepared.release.run({ webhook, orderKey, atMs });
      this.prepared.works.run(webhook);
    })();
  }

  /** It did not arrive, and is tried again then. */
  failed(
    { id, webhook, orderKey }: DeliveryRow,
    at: { atMs: number; nextAtMs: number; status: number | null; error: string },
  ): void {
    this.db.transaction(() => {
      this.prepared.failed.run({ id, status: at.status, error: at.error });
      this.prepared.hold.run({ webhook, orderKey, nextAtMs: at.nextAtMs });
      this.prepared.fails.run(at.atMs, webhook);
    })();
  }

  /** Everything that waits is tried now. */
  tryAll(webhook: string, nowMs: number): void {
    this.prepared.tryAll.run(nowMs, webhook);
  }

  /** Sends one again. */
  replay(id: string, nowMs: number): void {
    this.prepared.replay.run(nowMs, id);
  }

  remove(webhook: string): void {
    this.prepared.remove.run(webhook);
  }

  /** Forgets what arrived before then, and what is left of webhooks that are gone. */
  forget(beforeMs: number): void {
    this.prepared.forget.run(beforeMs);
  }
}
