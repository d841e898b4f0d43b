import type { Database, Statement } from 'better-sqlite3';
import type { CommandRecord } from './event-store.ts';

/**
 * The answers given to commands, found by command id. Ids are random: written straight under them, every command would
 * dirty a page of its own, and those pages are most of what a commit has to write. So answers are first written in the
 * order they come, with their places kept in memory, and filed under their ids when the hall is quiet.
 */
export class CommandRecords {
  private readonly places = new Map<string, number>();
  private readonly insert: Statement;
  private readonly selectRecent: Statement;
  private readonly selectFiled: Statement;
  private readonly fileAll: () => void;
  private written: [commandId: string, place: number][] = [];

  constructor(db: Database) {
    this.insert = db.prepare('INSERT INTO recent_commands (command_id, body_hash, reply) VALUES (?, ?, ?)');
    const columns = 'SELECT command_id AS commandId, body_hash AS bodyHash, reply';
    this.selectRecent = db.prepare(`${columns} FROM recent_commands WHERE position = ?`);
    this.selectFiled = db.prepare(`${columns} FROM commands WHERE command_id = ?`);
    const recent = db.prepare('SELECT command_id, position FROM recent_commands').raw().iterate();
    for (const row of recent) this.places.set(...(row as [string, number]));
    this.fileAll = db.transaction(() => {
      // In the order of ids, so that neighbours share the writing of a page.
      db.prepare(
        'INSERT INTO commands SELECT command_id, body_hash, reply FROM recent_commands ORDER BY command_id',
      ).run();
      db.prepare('DELETE FROM recent_commands').run();
    });
  }

  /** Writes answers; inside the caller's transaction. Throws on an id that was answered lately: callers look it up first. */
  write(commands: readonly CommandRecord[]): void {
    this.written = [];
    for (const { commandId, bodyHash, reply } of commands) {
      if (this.places.has(commandId)) throw new Error(`the command ${commandId} was answered before`);
      const { lastInsertRowid } = this.insert.run(commandId, bodyHash, reply);
      this.written.push([commandId, Number(lastInsertRowid)]);
    }
  }

  /** The caller's transaction is committed: what it wrote can be found from now on. */
  committed(): void {
    for (const [commandId, place] of this.written) this.places.set(commandId, place);
    this.written = [];
  }

  find(commandId: string): CommandRecord | undefined {
    const place = this.places.get(commandId);
    const row = place === undefined ? this.selectFiled.get(commandId) : this.selectRecent.get(place);
    return row as CommandRecord | undefined;
  }

  /** Files the recent answers under their ids; about 4 ms for a thousand, so best while nobody waits. */
  file(): void {
    if (this.places.size === 0) return;
    this.fileAll();
    this.places.clear();
  }
}
