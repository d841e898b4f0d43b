import { existsSync, readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import Sqlite, { type Database } from 'better-sqlite3';
import { readSealLines } from '../../common/seal/seal-lines.ts';
import { sealFault } from './seal-reads.ts';
import { verifyLog } from './verify.ts';

/** What the thread is told at its start. */
export interface CheckOrder {
  readonly file: string;
  /** Seals that were kept beside the record. */
  readonly sealFile: string;
}

/** What is wrong with the record as it stands on the disk; null: nothing. */
export interface CheckResult {
  readonly damage: string | null;
  /** A seal through which the log does not pass. */
  readonly brokenSeal: { readonly date: string; readonly fault: string } | null;
}

function damageOf(db: Database): string | null {
  const said = db.pragma('quick_check(3)', { simple: false }) as { quick_check: string }[];
  const faults = said.map((row) => row.quick_check).filter((text) => text !== 'ok');
  if (faults.length > 0) return faults.join('; ').slice(0, 300);
  // Text that was overwritten within a page is whole to SQLite; the chain tells.
  const log = verifyLog(db);
  return log.ok ? null : `event ${log.firstBad}: ${log.because}`;
}

function check({ file, sealFile }: CheckOrder): CheckResult {
  const db = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    // One moment of the record, also while the hall works.
    db.exec('BEGIN');
    const damage = damageOf(db);
    if (damage !== null) return { damage, brokenSeal: null };
    const seals = existsSync(sealFile) ? readSealLines(readFileSync(sealFile, 'utf8')) : [];
    for (const { seal } of seals) {
      const fault = seal && sealFault(db, seal);
      if (seal && fault) return { damage: null, brokenSeal: { date: seal.date, fault } };
    }
    return { damage: null, brokenSeal: null };
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && /^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(error.code))
      return { damage: error.message, brokenSeal: null };
    throw error;
  } finally {
    db.close();
  }
}

parentPort?.postMessage(check(workerData as CheckOrder));
