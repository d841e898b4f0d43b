import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { readConfig } from '../config.ts';
import { writeState } from '../domain/snapshot.ts';
import { HallCalendar } from '../hall/clock.ts';
import { readRecord } from '../hall/read-record.ts';
import { DATABASE_FILE, openDatabase } from '../storage/database.ts';
import { lockFolder } from '../storage/folder-lock.ts';
import { MIGRATIONS } from '../storage/migrations/index.ts';
import { SqliteEventStore } from '../storage/sqlite-event-store.ts';
import { verifyLog } from '../storage/verify.ts';
import { type ReadTableFaults, verifyReadTables } from '../storage/verify-read-tables.ts';
import { Progress } from './progress.ts';
import { checkSealFile } from './seal-commands.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);

/** The record of a data folder; null, and said, where there is none. */
function recordIn(folder: string): string | null {
  const file = join(resolve(folder), DATABASE_FILE);
  if (existsSync(file)) return file;
  process.stderr.write(`There is no record in ${folder}.\n`);
  return null;
}

/**
 * Proves that the log is whole and that read tables and snapshots follow from it. Writes nothing, whatever it finds.
 * @returns the exit status
 */
export function verify(options: { data: string; seals?: string }): number {
  const file = recordIn(options.data);
  if (file === null) return 1;
  const version = verifyChain(file, options.seals);
  if (version === null) return 1;
  if (version !== MIGRATIONS.length) {
    const known = MIGRATIONS.length;
    say(
      version < known
        ? `Read tables are of version ${version}, this program's are of version ${known}: they are compared after the hall has been started with it.`
        : `Read tables are of version ${version}, this program knows ${known}: verify with the newer program.`,
    );
    return version < known ? 0 : 1;
  }
  const tables = new Progress('read tables');
  const calendar = new HallCalendar(readConfig(process.env).timeZone);
  const faults = verifyReadTables(file, calendar, (done, total) => tables.tell(done, total));
  tables.end();
  return tellFaults(faults);
}

/** @returns the version of the database, or null where the log is broken or a seal does not hold */
function verifyChain(file: string, seals: string | undefined): number | null {
  const db = new Sqlite(file, { readonly: true });
  const chain = new Progress('log');
  try {
    const result = verifyLog(db, (done, total) => chain.tell(done, total));
    chain.end();
    if (!result.ok) {
      say(`The log is broken at event ${result.firstBad}: ${result.because}.`);
      return null;
    }
    say(`The log is whole: ${result.events} events.`);
    if (seals !== undefined) {
      const check = checkSealFile(db, seals);
      say(check.sentence);
      if (!check.ok) return null;
    }
    return Number(db.pragma('user_version', { simple: true }));
  } finally {
    db.close();
  }
}

function tellFaults({ tables, snapshots, setAside, inapplicable }: ReadTableFaults): number {
  for (const { table, rows } of tables)
    say(`The table ${table} does not follow from the log: ${rows} rows differ.`);
  for (const sequence of snapshots) say(`The snapshot at event ${sequence} is not what the log gives.`);
  for (const { sequence, eventType, because } of setAside)
    say(`Event ${sequence} (${eventType}) is set aside and counts nowhere: ${because}.`);
  for (const { sequence, type, because } of inapplicable)
    say(`Event ${sequence} (${type}) cannot be applied; the next start sets it aside: ${because}.`);
  if (setAside.length + inapplicable.length > 0)
    say(
      'Sự kiện được để riêng không bị xoá và không tính vào số liệu: hãy chạy "motcua backup", rồi gửi bản sao kèm kết quả này cho đơn vị hỗ trợ.',
    );
  if (tables.length + snapshots.length > 0) {
    say(
      'Sổ sự kiện vẫn nguyên vẹn: dừng máy chủ rồi chạy "motcua rebuild" để dựng lại các bảng từ sổ. / Stop the hall and run "motcua rebuild".',
    );
    return 1;
  }
  if (inapplicable.length > 0) return 1;
  say('Read tables and snapshots follow from it.');
  return 0;
}

/**
 * Rebuilds the read tables and the snapshot of a stopped hall from its log. The log itself is proved first and never
 * changed. @returns the exit status
 */
export function rebuild(flags: { data: string }): number {
  const file = recordIn(flags.data);
  if (file === null) return 1;
  const folder = resolve(flags.data);
  const unlockHall = lockFolder(folder, 'hall');
  try {
    const unlockImport = lockFolder(folder, 'import');
    try {
      if (verifyChain(file, undefined) === null) return 1;
      return rebuildFrom(file);
    } finally {
      unlockImport();
    }
  } finally {
    unlockHall();
  }
}

function rebuildFrom(file: string): number {
  const calendar = new HallCalendar(readConfig(process.env).timeZone);
  const store = new SqliteEventStore(openDatabase(file), calendar);
  const progress = new Progress('read tables');
  try {
    store.rebuild((done, total) => progress.tell(done, total));
    store.forgetSnapshots();
    const { state } = readRecord(store);
    if (state.sequence > 0) store.saveSnapshot(state.sequence, writeState(state));
    progress.end();
    say(`Read tables and snapshot are rebuilt from ${store.head().sequence} events.`);
    return 0;
  } finally {
    progress.end();
    store.close();
  }
}
