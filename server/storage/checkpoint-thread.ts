import { statSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';

/** What the thread is told at its start. */
export interface CheckpointOrder {
  readonly file: string;
  /** A write-ahead log larger than this is cut, once nobody reads it any more. */
  readonly largestBytes: number;
}

const { file, largestBytes } = workerData as CheckpointOrder;
// Never waits for a lock: while it did, no commit of the hall could be written.
const db = new Sqlite(file, { timeout: 0, fileMustExist: true });
try {
  db.pragma('wal_checkpoint(PASSIVE)');
  if (statSync(`${file}-wal`).size > largestBytes) db.pragma('wal_checkpoint(TRUNCATE)');
} finally {
  db.close();
}
parentPort?.postMessage('done');
