import { existsSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { DATABASE_FILE } from './database.ts';
import { StorageError } from './event-store.ts';

/** What a hall that has run leaves in its data folder beside the record. */
const TRACES = ['backups', 'printing', 'spool', 'virtual-printer', 'seals.txt', 'record-head.json'];

/** A readable copy of the record. */
interface Copy {
  readonly path: string;
  readonly events: number;
  readonly lastAtMs: number;
}

function readCopy(path: string): Copy | null {
  try {
    const db = new Sqlite(path, { readonly: true });
    try {
      const row = db
        .prepare<unknown[], { sequence: number; atMs: number }>(
          "SELECT sequence, json_extract(body, '$.atMs') AS atMs FROM events ORDER BY sequence DESC LIMIT 1",
        )
        .get();
      return row === undefined ? null : { path, events: row.sequence, lastAtMs: row.atMs };
    } finally {
      db.close();
    }
  } catch {
    return null;
  }
}

/** The copy in a data folder whose last event is the newest; null: there is none that can be read. */
function newestCopy(dataDir: string): Copy | null {
  const folder = join(dataDir, 'backups');
  if (!existsSync(folder)) return null;
  const copies = readdirSync(folder)
    .filter((name) => name.endsWith('.sqlite'))
    .flatMap((name) => readCopy(join(folder, name)) ?? []);
  return copies.reduce<Copy | null>(
    (best, each) => (best && best.lastAtMs >= each.lastAtMs ? best : each),
    null,
  );
}

/** True where the database is missing or holds no event. One that cannot be read is not empty. */
function isMissing(file: string): boolean {
  if (!existsSync(file) || statSync(file).size === 0) return true;
  try {
    const db = new Sqlite(file);
    try {
      const hasLog = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'events'").get() !== undefined;
      return !hasLog || db.prepare('SELECT 1 FROM events LIMIT 1').get() === undefined;
    } finally {
      db.close();
    }
  } catch {
    return false;
  }
}

/** What to do now, in both languages. */
function wayOn(dataDir: string, timeZone: string): { vi: string; en: string } {
  const copy = newestCopy(dataDir);
  const begin = 'bin/motcua hall --new';
  if (copy === null)
    return {
      vi: `Không thấy bản sao nào đọc được trong ${join(dataDir, 'backups')}. Nếu có bản sao ở nơi khác: bin/motcua restore TỆP --data ${dataDir}. Nếu thật sự muốn bắt đầu sổ mới: ${begin}`,
      en: `No readable copy was found in ${join(dataDir, 'backups')}. If you have one elsewhere: bin/motcua restore FILE --data ${dataDir}. To begin with a new record all the same: ${begin}`,
    };
  const at = (locale: string) =>
    new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
      copy.lastAtMs,
    );
  const command = `bin/motcua restore ${copy.path} --data ${dataDir}`;
  return {
    vi: `Bản sao mới nhất: ${copy.path} (${copy.events} việc, đến ${at('vi-VN')}). Lấy lại bằng lệnh: ${command}. Nếu thật sự muốn bắt đầu sổ mới: ${begin}`,
    en: `The newest copy is ${copy.path} (${copy.events} events, up to ${at('en-GB')}). Restore it with: ${command}. To begin with a new record all the same: ${begin}`,
  };
}

/**
 * Refuses to begin a new record where a hall has run before: a lost file must not pass for a first start.
 * Throws StorageError with the newest copy and the command that restores it, in Vietnamese and English.
 */
export function refuseLostRecord(dataDir: string, timeZone: string): void {
  if (!isMissing(join(dataDir, DATABASE_FILE))) return;
  const traces = TRACES.filter((name) => existsSync(join(dataDir, name)));
  if (traces.length === 0) return;
  const { vi, en } = wayOn(dataDir, timeZone);
  const list = traces.join(', ');
  throw new StorageError(
    `Sổ ${DATABASE_FILE} trong ${dataDir} không còn hoặc rỗng, nhưng hệ thống đã từng chạy ở đây (còn ${list}). Hệ thống không tự bắt đầu sổ mới. ${vi}\n` +
      `The record ${DATABASE_FILE} in ${dataDir} is missing or empty, but a hall has run here (${list}). No new record is begun. ${en}`,
  );
}

/** The error of a record that is no readable database, with the way on. */
export function unreadableRecord(dataDir: string, timeZone: string, cause: Error): StorageError {
  const { vi, en } = wayOn(dataDir, timeZone);
  return new StorageError(
    `Sổ ${DATABASE_FILE} trong ${dataDir} bị hỏng, không đọc được. ${vi}\n` +
      `The record ${DATABASE_FILE} in ${dataDir} is damaged and cannot be read (${cause.message}). ${en}`,
    { cause },
  );
}

/** Lays aside what would hold a new record against the one before. */
export function layTracesAside(dataDir: string, nowMs: number): void {
  const stamp = new Date(nowMs).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  for (const name of ['seals.txt', 'record-head.json']) {
    const path = join(dataDir, name);
    if (existsSync(path)) renameSync(path, join(dataDir, `before-${stamp}-${name}`));
  }
}
