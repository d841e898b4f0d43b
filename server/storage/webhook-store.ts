import type { Database } from 'better-sqlite3';
import { WebhookEvent } from '../../common/protocol/webhooks.ts';
import { one } from './rows.ts';
import type { SealedValues } from './sealed-values.ts';

/**
 * A webhook as it is kept. Its secret signs, so it must be readable again; it is sealed in the file, and told only when
 * it is made. One whose secret cannot be read is disabled until it gets another.
 */
export interface WebhookRow {
  readonly id: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly createdAtMs: number;
  readonly secret: string;
  readonly oldSecret: string | null;
  readonly oldSecretUntilMs: number | null;
  readonly disabled: boolean;
  readonly failingSinceMs: number | null;
  /** The last event of the log that is in its outbox, or was none for it. */
  readonly cursor: number;
}

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
  CREATE TABLE IF NOT EXISTS webhooks (
    id TEXT PRIMARY KEY, url TEXT NOT NULL, events TEXT NOT NULL, created_at_ms INTEGER NOT NULL,
    secret TEXT NOT NULL, old_secret TEXT, old_secret_until_ms INTEGER, disabled INTEGER NOT NULL DEFAULT 0,
    failing_since_ms INTEGER, cursor INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS webhook_deliveries (
    id TEXT PRIMARY KEY, webhook TEXT NOT NULL, sequence INTEGER NOT NULL, order_key TEXT NOT NULL, type TEXT NOT NULL,
    body TEXT NOT NULL, at_ms INTEGER NOT NULL, next_at_ms INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
    delivered_at_ms INTEGER, status INTEGER, error TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS webhook_deliveries_waiting
    ON webhook_deliveries (webhook, order_key, sequence) WHERE delivered_at_ms IS NULL;
  CREATE INDEX IF NOT EXISTS webhook_deliveries_listed ON webhook_deliveries (webhook, sequence);
`;

const COLUMNS = `id, url, events, created_at_ms AS createdAtMs, secret, old_secret AS oldSecret,
  old_secret_until_ms AS oldSecretUntilMs, disabled, failing_since_ms AS failingSinceMs, cursor`;
const DELIVERY = `id, webhook, sequence, order_key AS orderKey, type, body, at_ms AS atMs, next_at_ms AS nextAtMs,
  attempts, delivered_at_ms AS deliveredAtMs, status, error`;

type Stored = Omit<WebhookRow, 'events' | 'disabled'> & { events: string; disabled: number };

const nameOf = (id: string) => `webhook/${id}`;

const asRow = (row: Stored, sealed: SealedValues): WebhookRow => {
  const secret = sealed.open(row.secret, nameOf(row.id));
  return {
    ...row,
    secret: secret ?? '',
    oldSecret: row.oldSecret === null ? null : sealed.open(row.oldSecret, nameOf(row.id)),
    disabled: row.disabled === 1 || secret === null,
    events: row.events.split(' ').flatMap((each) => {
      const event = WebhookEvent.safeParse(each);
      return event.success ? [event.data] : [];
    }),
  };
};

/** Webhooks and their outbox, in the file of the record: both survive the same power cut. */
export class WebhookStore {
  private readonly db: Database;
  private readonly sealed: SealedValues;

  constructor(db: Database, sealed: SealedValues) {
    this.db = db;
    this.sealed = sealed;
    db.exec(SCHEMA);
    this.sealWhatIsPlain();
  }

  list(): WebhookRow[] {
    const rows = this.db.prepare(`SELECT ${COLUMNS} FROM webhooks ORDER BY created_at_ms, id`).all();
    return (rows as Stored[]).map((row) => asRow(row, this.sealed));
  }

  find(id: string): WebhookRow | undefined {
    const row = this.db.prepare(`SELECT ${COLUMNS} FROM webhooks WHERE id = ?`).get(id);
    return row === undefined ? undefined : asRow(row as Stored, this.sealed);
  }

  add(row: Pick<WebhookRow, 'id' | 'url' | 'events' | 'createdAtMs' | 'secret' | 'cursor'>): void {
    this.db
      .prepare(
        'INSERT INTO webhooks (id, url, events, created_at_ms, secret, cursor) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(
        row.id,
        row.url,
        row.events.join(' '),
        row.createdAtMs,
        this.sealed.seal(row.secret, nameOf(row.id)),
        row.cursor,
      );
  }

  /** Halls of before kept them in clear. */
  private sealWhatIsPlain(): void {
    const change = this.db.prepare('UPDATE webhooks SET secret = ?, old_secret = ? WHERE id = ?');
    const sealed = (text: string | null, id: string) =>
      text === null || this.sealed.isSealed(text) ? text : this.sealed.seal(text, nameOf(id));
    for (const row of this.db.prepare<unknown[], Stored>(`SELECT ${COLUMNS} FROM webhooks`).all())
      if (!this.sealed.isSealed(row.secret))
        change.run(sealed(row.secret, row.id), sealed(row.oldSecret, row.id), row.id);
  }

  /** Takes a webhook and its outbox away. @returns false when there is none. */
  remove(id: string): boolean {
    return this.db.transaction(() => {
      this.db.prepare('DELETE FROM webhook_deliveries WHERE webhook = ?').run(id);
      return this.db.prepare('DELETE FROM webhooks WHERE id = ?').run(id).changes > 0;
    })();
  }

  /** From now on this secret signs, the one of before beside it until then. */
  rotate(id: string, secret: string, oldUntilMs: number): void {
    this.db
      .prepare('UPDATE webhooks SET old_secret = secret, old_secret_until_ms = ?, secret = ? WHERE id = ?')
      .run(oldUntilMs, this.sealed.seal(secret, nameOf(id)), id);
  }

  /** Puts events into an outbox and moves its cursor, both or neither. An event that is there already stays as it is. */
  put(webhook: string, cursor: number, deliveries: readonly DeliveryRow[]): void {
    const insert = this.db.prepare(
      `INSERT OR IGNORE INTO webhook_deliveries (id, webhook, sequence, order_key, type, body, at_ms, next_at_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.db.transaction(() => {
      for (const each of deliveries)
        insert.run(
          each.id,
          webhook,
          each.sequence,
          each.orderKey,
          each.type,
          each.body,
          each.atMs,
          each.nextAtMs,
        );
      this.db
        .prepare('UPDATE webhooks SET cursor = ? WHERE id = ? AND cursor < ?')
        .run(cursor, webhook, cursor);
    })();
  }

  /** What is to be tried now: of each ticket only the oldest that has not arrived. */
  due(webhook: string, nowMs: number, limit: number): DeliveryRow[] {
    return this.db
      .prepare<unknown[], DeliveryRow>(
        `SELECT ${DELIVERY} FROM webhook_deliveries AS one
         WHERE webhook = ? AND delivered_at_ms IS NULL AND next_at_ms <= ? AND NOT EXISTS (
           SELECT 1 FROM webhook_deliveries AS other WHERE other.webhook = one.webhook
             AND other.order_key = one.order_key AND other.delivered_at_ms IS NULL AND other.sequence < one.sequence)
         ORDER BY sequence LIMIT ?`,
      )
      .all(webhook, nowMs, limit);
  }

  findDelivery(webhook: string, id: string): DeliveryRow | undefined {
    return this.db
      .prepare<unknown[], DeliveryRow>(
        `SELECT ${DELIVERY} FROM webhook_deliveries WHERE webhook = ? AND id = ?`,
      )
      .get(webhook, id);
  }

  /** The newest first. @param before a sequence from which on nothing is listed */
  deliveries(webhook: string, before: number, limit: number): DeliveryRow[] {
    return this.db
      .prepare<unknown[], DeliveryRow>(
        `SELECT ${DELIVERY} FROM webhook_deliveries WHERE webhook = ? AND sequence < ?
         ORDER BY sequence DESC, at_ms DESC LIMIT ?`,
      )
      .all(webhook, before, limit);
  }

  waiting(webhook: string): number {
    const row = one(
      this.db
        .prepare<unknown[], { n: number }>(
          'SELECT count(*) AS n FROM webhook_deliveries WHERE webhook = ? AND delivered_at_ms IS NULL',
        )
        .get(webhook),
    );
    return row.n;
  }

  /** It arrived: the address works. */
  arrived({ id, webhook }: DeliveryRow, atMs: number, status: number): void {
    this.db.transaction(() => {
      this.db
        .prepare(
          `UPDATE webhook_deliveries SET delivered_at_ms = ?, status = ?, error = NULL, attempts = attempts + 1
           WHERE id = ?`,
        )
        .run(atMs, status, id);
      this.db.prepare('UPDATE webhooks SET failing_since_ms = NULL WHERE id = ?').run(webhook);
    })();
  }

  /** It did not arrive, and is tried again then. */
  failed(
    { id, webhook }: DeliveryRow,
    at: { atMs: number; nextAtMs: number; status: number | null; error: string },
  ): void {
    this.db.transaction(() => {
      this.db
        .prepare(
          'UPDATE webhook_deliveries SET next_at_ms = ?, status = ?, error = ?, attempts = attempts + 1 WHERE id = ?',
        )
        .run(at.nextAtMs, at.status, at.error, id);
      this.db
        .prepare('UPDATE webhooks SET failing_since_ms = coalesce(failing_since_ms, ?) WHERE id = ?')
        .run(at.atMs, webhook);
    })();
  }

  disable(id: string): void {
    this.db.prepare('UPDATE webhooks SET disabled = 1 WHERE id = ?').run(id);
  }

  /** Works again from where it stopped: everything that waits is tried now. */
  enable(id: string, nowMs: number): void {
    this.db.transaction(() => {
      this.db.prepare('UPDATE webhooks SET disabled = 0, failing_since_ms = NULL WHERE id = ?').run(id);
      this.db
        .prepare('UPDATE webhook_deliveries SET next_at_ms = ? WHERE webhook = ? AND delivered_at_ms IS NULL')
        .run(nowMs, id);
    })();
  }

  /** Sends one again. */
  replay(id: string, nowMs: number): void {
    this.db
      .prepare('UPDATE webhook_deliveries SET delivered_at_ms = NULL, next_at_ms = ? WHERE id = ?')
      .run(nowMs, id);
  }

  /** Forgets what arrived before then. */
  forget(beforeMs: number): void {
    this.db.prepare('DELETE FROM webhook_deliveries WHERE delivered_at_ms < ?').run(beforeMs);
  }
}
