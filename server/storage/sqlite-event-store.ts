import { mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite, { type Database, type Statement } from 'better-sqlite3';
import type { LoggedEvent } from '../domain/events.ts';
import type { HallCalendar } from '../hall/clock.ts';
import { CommandRecords } from './command-records.ts';
import {
  BusyError,
  bodyOf,
  type CommandRecord,
  type Commit,
  chainHash,
  type EventStore,
  FIRST_HASH,
  FlushError,
  fromBody,
  type Snapshot,
  StorageError,
} from './event-store.ts';
import { Projections } from './projections.ts';
import { CLEAR_READ_TABLES } from './read-tables.ts';
import { setAsideIn } from './set-aside.ts';
import { type Flush, WriteAheadFile } from './write-ahead-file.ts';
import { isBusy } from './write-lock.ts';

interface EventRow {
  sequence: number;
  body: string;
  hash: string;
}

/** What SQLite says when the disk refuses: nothing that another command could do better. */
const DISK_CODES = /^SQLITE_(?:IOERR|FULL|READONLY|CANTOPEN|CORRUPT|NOTADB|NOMEM|PROTOCOL)/;

/** The error of a commit as callers know it; one that is not the disk's stays what it is. */
function storageErrorOf(error: unknown): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return error;
  const text = `the record could not be written: ${error.message}`;
  if (/^SQLITE_IOERR_(?:DIR_)?FSYNC/.test(error.code)) return new FlushError(text, { cause: error });
  if (isBusy(error)) return new BusyError(text, { cause: error });
  return DISK_CODES.test(error.code) ? new StorageError(text, { cause: error }) : error;
}

/**
 * The record in SQLite. As opened by `openDatabase`, each commit is on the disk when it returns. With
 * `flushesApart` the commit only writes and `settle` flushes the write-ahead log off the main thread, as SQLite itself
 * would with synchronous=FULL: the log file is what a commit consists of, checkpoints flush it themselves before they
 * use it, and nobody is answered before `settle`.
 */
export class SqliteEventStore implements EventStore {
  readonly db: Database;
  private readonly projections: Projections;
  private readonly commands: CommandRecords;
  private readonly log: WriteAheadFile | undefined;
  private readonly headRow: Statement<unknown[], { sequence: number; hash: string }>;
  private readonly insertEvent: Statement;
  private readonly selectAfter: Statement<unknown[], EventRow>;
  private readonly run: (batch: Commit) => LoggedEvent[];
  private withoutLog = false;
  private refusal: string | null = null;

  constructor(db: Database, calendar: HallCalendar, options: { flushesApart?: boolean; flush?: Flush } = {}) {
    this.db = db;
    if (options.flushesApart === true && !db.memory) {
      db.pragma('synchronous = NORMAL');
      this.log = new WriteAheadFile(`${db.name}-wal`, options.flush);
    }
    this.projections = new Projections(db, calendar);
    this.commands = new CommandRecords(db);
    this.headRow = db.prepare<unknown[], { sequence: number; hash: string }>(
      'SELECT sequence, hash FROM events ORDER BY sequence DESC LIMIT 1',
    );
    this.insertEvent = db.prepare('INSERT INTO events (sequence, body, hash) VALUES (?, ?, ?)');
    this.selectAfter = db.prepare<unknown[], EventRow>(
      'SELECT * FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?',
    );
    this.run = db.transaction((batch: Commit) => this.append(batch)).immediate;
  }

  head(): { sequence: number; hash: string } {
    const row = this.headRow.get();
    return row ?? { sequence: 0, hash: FIRST_HASH };
  }

  isFree(): boolean {
    try {
      this.db.exec('BEGIN IMMEDIATE; ROLLBACK');
      return true;
    } catch (error) {
      // Whatever else is wrong, the commit itself tells.
      return !isBusy(error);
    }
  }

  commit(batch: Commit): LoggedEvent[] {
    if (this.refusal !== null) throw new StorageError(this.refusal);
    try {
      const logged = this.run(batch);
      this.commands.committed();
      return logged;
    } catch (error) {
      throw storageErrorOf(error);
    }
  }

  /** The head is read inside the transaction: an import from the command line may have appended meanwhile. */
  private append(batch: Commit): LoggedEvent[] {
    let { sequence, hash } = this.head();
    const logged: LoggedEvent[] = [];
    this.projections.begin();
    for (const stamped of batch.events) {
      sequence += 1;
      const body = bodyOf(sequence, stamped);
      hash = chainHash(hash, body);
      this.insertEvent.run(sequence, body, hash);
      const each = { ...stamped, sequence, hash };
      this.projections.project(each);
      logged.push(each);
    }
    this.commands.write(batch.commands);
    return logged;
  }

  async settle(): Promise<void> {
    if (this.withoutLog) this.checkpoint();
    else await this.log?.sync();
  }

  /**
   * The write-ahead log has lost its name: it is gone when the process ends. What it holds is worked into the database
   * now, and from here on every commit is, before it is answered. Slow, and safe until the next start.
   */
  keepWithoutLog(): void {
    this.withoutLog = true;
    this.checkpoint();
  }

  /** Takes no commits any more. @param because told with each refusal */
  refuseCommits(because: string): void {
    this.refusal = because;
  }

  /** Copies what the open database holds to a new file, also when it has lost its name. Gives way to other work. */
  async rescueTo(target: string): Promise<void> {
    mkdirSync(dirname(target), { recursive: true });
    const partial = `${target}.partial`;
    await this.db.backup(partial);
    const copy = new Sqlite(partial);
    copy.pragma('journal_mode = DELETE');
    copy.close();
    renameSync(partial, target);
  }

  /** Writes, commits and flushes the present schema version once more. Throws StorageError where a commit would fail. */
  async probe(): Promise<void> {
    if (this.refusal !== null) throw new StorageError(this.refusal);
    try {
      const version = Number(this.db.pragma('user_version', { simple: true }));
      this.db.pragma(`user_version = ${version}`);
    } catch (error) {
      throw storageErrorOf(error);
    }
    await this.settle();
  }

  private checkpoint(): void {
    try {
      this.db.pragma('wal_checkpoint(PASSIVE)');
    } catch (error) {
      throw new FlushError('the record could not be worked into the database', { cause: error });
    }
  }

  findCommand(commandId: string): CommandRecord | undefined {
    return this.commands.find(commandId);
  }

  read(afterSequence: number, limit: number): LoggedEvent[] {
    return this.selectAfter.all(afterSequence, limit).map((row) => fromBody(row.body, row.hash));
  }

  saveSnapshot(sequence: number, state: string): void {
    this.db.transaction(() => {
      this.db.prepare('INSERT OR REPLACE INTO snapshots VALUES (?, ?)').run(sequence, state);
      // The one before stays, should the newest turn out to be unreadable.
      this.db
        .prepare(
          'DELETE FROM snapshots WHERE sequence NOT IN (SELECT sequence FROM snapshots ORDER BY sequence DESC LIMIT 2)',
        )
        .run();
    })();
  }

  snapshots(): Snapshot[] {
    return this.db
      .prepare<unknown[], Snapshot>('SELECT sequence, state FROM snapshots ORDER BY sequence DESC')
      .all();
  }

  /** So that the next start reads the whole log. */
  forgetSnapshots(): void {
    this.db.exec('DELETE FROM snapshots');
  }

  setAsideAfter(sequence: number): number[] {
    return setAsideIn(this.db, sequence);
  }

  tidy(): void {
    this.commands.file();
  }

  rebuild(onProgress: (done: number, total: number) => void = () => {}): void {
    const rebuild = this.db.transaction(() => {
      const total = this.head().sequence;
      const setAside = new Set(this.setAsideAfter(0));
      this.db.exec(CLEAR_READ_TABLES);
      this.projections.begin();
      for (let after = 0; ; ) {
        const events = this.read(after, 2_000);
        if (events.length === 0) break;
        for (const each of events) if (!setAside.has(each.sequence)) this.projections.project(each);
        after = events.at(-1)?.sequence ?? after;
        onProgress(after, total);
      }
    });
    rebuild.immediate();
  }

  close(): void {
    this.log?.close();
    this.db.close();
  }
}
