import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { PushSubscription } from '../../common/protocol/push.ts';
import { one } from './rows.ts';
import type { SealedValues } from './sealed-values.ts';

/** A phone that wants to be told of a ticket. */
export interface PushRow {
  /** Digest of ticket and endpoint. */
  readonly id: string;
  readonly ticketId: string;
  readonly subscription: PushSubscription;
  /** The last news that its push service took; empty: none yet. */
  readonly told: string;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS push_subscriptions (
    id TEXT PRIMARY KEY, ticket_id TEXT NOT NULL, sealed TEXT NOT NULL, told TEXT NOT NULL DEFAULT ''
  ) STRICT;
  CREATE INDEX IF NOT EXISTS push_of_ticket ON push_subscriptions (ticket_id);
`;

interface Stored {
  id: string;
  ticketId: string;
  sealed: string;
  told: string;
}

const COLUMNS = 'id, ticket_id AS ticketId, sealed, told';

/**
 * Phones to be told, in the file of the record so that a restart forgets none. The address of a phone at its push service
 * is the nearest that the hall comes to knowing somebody: it is sealed, and goes when its ticket ends.
 */
export class PushStore {
  private readonly db: Database;
  private readonly sealed: SealedValues;

  constructor(db: Database, sealed: SealedValues) {
    this.db = db;
    this.sealed = sealed;
    db.exec(SCHEMA);
  }

  count(): number {
    return one(
      this.db.prepare<unknown[], { n: number }>('SELECT count(*) AS n FROM push_subscriptions').get(),
    ).n;
  }

  /** Those whose key is lost are left out. */
  list(): PushRow[] {
    return this.db
      .prepare<unknown[], Stored>(`SELECT ${COLUMNS} FROM push_subscriptions ORDER BY rowid`)
      .all()
      .flatMap((row) => this.read(row));
  }

  countOf(ticketId: string): number {
    return one(
      this.db
        .prepare<unknown[], { n: number }>('SELECT count(*) AS n FROM push_subscriptions WHERE ticket_id = ?')
        .get(ticketId),
    ).n;
  }

  find(id: string): PushRow | undefined {
    const row = this.db
      .prepare<unknown[], Stored>(`SELECT ${COLUMNS} FROM push_subscriptions WHERE id = ?`)
      .get(id);
    return row === undefined ? undefined : this.read(row)[0];
  }

  /** Subscribed again, a phone keeps what it was told. @returns its row */
  put(ticketId: string, subscription: PushSubscription): PushRow {
    const id = idOf(ticketId, subscription.endpoint);
    this.db
      .prepare(
        `INSERT INTO push_subscriptions (id, ticket_id, sealed) VALUES (?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed`,
      )
      .run(id, ticketId, this.sealed.seal(JSON.stringify(subscription), nameOf(id)));
    return this.find(id) ?? { id, ticketId, subscription, told: '' };
  }

  told(id: string, news: string): void {
    this.db.prepare('UPDATE push_subscriptions SET told = ? WHERE id = ?').run(news, id);
  }

  remove(id: string): void {
    this.db.prepare('DELETE FROM push_subscriptions WHERE id = ?').run(id);
  }

  clear(): void {
    this.db.prepare('DELETE FROM push_subscriptions').run();
  }

  private read(row: Stored): PushRow[] {
    const text = this.sealed.open(row.sealed, nameOf(row.id));
    if (text === null) return [];
    return [{ ...row, subscription: PushSubscription.parse(JSON.parse(text)) }];
  }
}

const nameOf = (id: string) => `push/${id}`;

export const idOf = (ticketId: string, endpoint: string): string =>
  createHash('sha256').update(`${ticketId} ${endpoint}`).digest('hex').slice(0, 32);
