import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Sqlite from 'better-sqlite3';
import { HallCalendar } from '../../server/hall/clock.ts';
import { ImportBatches } from '../../server/import/import-batches.ts';
import { importTickets } from '../../server/import/import-tickets.ts';
import { OWN_FORMAT } from '../../server/import/profile.ts';
import { DATABASE_FILE, openDatabase } from '../../server/storage/database.ts';
import { SqliteEventStore } from '../../server/storage/sqlite-event-store.ts';
import { answerParent } from '../child.ts';

const CHUNK_ROWS = 2_000;

/** How an import went. */
export interface ImportRun {
  readonly seconds: number;
  readonly outcome: string;
  readonly rows: number;
  readonly badLine: number | null;
  /** Tickets that lie in the record afterwards. */
  readonly kept: number;
  readonly peakBytes: number;
}

const peakBytes = () => process.resourceUsage().maxRSS * 1024;

async function bringIn(input: { folder: string; file: string }): Promise<ImportRun> {
  const calendar = new HallCalendar('Asia/Ho_Chi_Minh');
  const store = new SqliteEventStore(openDatabase(join(input.folder, DATABASE_FILE)), calendar);
  const began = performance.now();
  const result = await importTickets(
    { store, calendar, batches: new ImportBatches(store.db) },
    { file: input.file, profile: OWN_FORMAT, dryRun: false, skipBad: false, nowMs: Date.now() },
  );
  const seconds = (performance.now() - began) / 1000;
  const kept = Number(store.db.prepare('SELECT count(*) FROM tickets').pluck().get());
  store.close();
  return {
    seconds,
    outcome: result.outcome,
    rows: result.rows,
    badLine: result.bad[0]?.line ?? null,
    kept,
    peakBytes: peakBytes(),
  };
}

/** The same lines split at commas and put into a table without an index, nothing checked. */
async function bare(input: {
  folder: string;
  file: string;
}): Promise<{ seconds: number; peakBytes: number }> {
  const db = new Sqlite(join(input.folder, 'bare-import.sqlite'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(
    `CREATE TABLE ticket (${Array.from({ length: 12 }, (_, at) => `c${at} TEXT`).join(', ')}, line INTEGER PRIMARY KEY) STRICT`,
  );
  const insert = db.prepare(
    `INSERT INTO ticket VALUES (${Array.from({ length: 13 }, () => '?').join(', ')})`,
  );
  const began = performance.now();
  let chunk: string[] = [];
  let line = 0;
  const write = db.transaction(() => {
    for (const each of chunk) {
      line += 1;
      insert.run(...each.split(','), line);
    }
    chunk = [];
  });
  for await (const text of createInterface({ input: createReadStream(input.file) })) {
    chunk.push(text);
    if (chunk.length === CHUNK_ROWS) write();
  }
  write();
  const seconds = (performance.now() - began) / 1000;
  db.close();
  return { seconds, peakBytes: peakBytes() };
}

answerParent({ bringIn, bare });
