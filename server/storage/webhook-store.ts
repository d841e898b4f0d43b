import type { Database, Statement } from 'better-sqlite3';
import { WebhookEvent } from '../../common/protocol/webhooks.ts';
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

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS webhooks (
    id TEXT PRIMARY KEY, url TEXT NOT NULL, events TEXT NOT NULL, created_at_ms INTEGER NOT NULL,
    secret TEXT NOT NULL, old_secret TEXT, old_secret_until_ms INTEGER, disabled INTEGER NOT NULL DEFAULT 0,
    failing_since_ms INTEGER, cursor INTEGER NOT NULL
  ) STRICT;
`;

const COLUMNS = `id, url, events, created_at_ms AS createdAtMs, secret, old_secret AS oldSecret,
  old_secret_until_ms AS oldSecretUntilMs, disabled, failing_since_ms AS failingSinceMs, cursor`;

type Stored = Omit<WebhookRow, 'events' | 'disabled'> & { events: string; disabled: number };

const nameOf = (id: string) => `webhook/${id}`;

/** Webhooks, in the file of the record: each change is durable when it returns. */
export class WebhookStore {
  private readonly db: Database;
  private readonly sealed: SealedValues;
  /** Secrets that were opened, by their sealed text: they are asked for many times a second. */
  private readonly opened = new Map<string, string | null>();
  private readonly selectAll: Statement<unknown[], Stored>;
  private readonly selectOne: Statement<unknown[], Stored>;

  constructor(db: Database, sealed: SealedValues) {
    this.db = db;
    this.sealed = sealed;
    db.exec(SCHEMA);
    this.selectAll = db.prepare(`SELECT ${COLUMNS} FROM webhooks ORDER BY created_at_ms, id`);
    this.selectOne = db.prepare(`SELECT ${COLUMNS} FROM webhooks WHERE id = ?`);
    this.sealWhatIsPlain();
  }

  list(): WebhookRow[] {
    return this.selectAll.all().map((row) => this.rowOf(row));
  }

  find(id: string): WebhookRow | undefined {
    const row = this.selectOne.get(id);
    return row && this.rowOf(row);
  }

  private rowOf(row: Stored): WebhookRow {
    const secret = this.open(row.secret, row.id);
    return {
      ...row,
      secret: secret ?? '',
      oldSecret: row.oldSecret === null ? null : this.open(row.oldSecret, row.id),
      disabled: row.disabled === 1 || secret === null,
      events: row.events.split(' ').flatMap((each) => {
        const event = WebhookEvent.safeParse(each);
        return event.success ? [event.data] : [];
      }),
    };
  }

  private open(text: string, id: string): string | null {
    const known = this.opened.get(text);
    if (known !== undefined) return known;
    const secret = this.sealed.open(text, nameOf(id));
    this.opened.set(text, secret);
    return secret;
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

  /** @returns false when there is none. */
  remove(id: string): boolean {
    this.opened.clear();
    return this.db.prepare('DELETE FROM webhooks WHERE id = ?').run(id).changes > 0;
  }

  /** From now on this secret signs, the one of before beside it until then. */
  rotate(id: string, secret: string, oldUntilMs: number): void {
    this.opened.clear();
    this.db
      .prepare('UPDATE webhooks SET old_secret = secret, old_secret_until_ms = ?, secret = ? WHERE id = ?')
      .run(oldUntilMs, this.sealed.seal(secret, nameOf(id)), id);
  }

  disable(id: string): void {
    this.db.prepare('UPDATE webhooks SET disabled = 1 WHERE id = ?').run(id);
  }

  /** Works again from where it stopped. */
  enable(id: string): void {
    this.db.prepare('UPDATE webhooks SET disabled = 0, failing_since_ms = NULL WHERE id = ?').run(id);
  }
}
