import { parentPort, workerData } from 'node:worker_threads';
import { backUp, checkBackup } from '../storage/backup.ts';
import { StorageError } from '../storage/event-store.ts';

/** What the thread is told at its start. */
export type BackupOrder =
  | { readonly act: 'copy'; readonly dataDir: string; readonly target: string }
  | { readonly act: 'check'; readonly file: string };

/** What it answers: events in the copy, or why it is not whole. */
export type BackupAnswer = { readonly events: number } | { readonly because: string };

async function answerTo(order: BackupOrder): Promise<BackupAnswer> {
  if (order.act === 'copy') return { events: await backUp(order.dataDir, order.target) };
  try {
    return { events: checkBackup(order.file) };
  } catch (error) {
    if (error instanceof StorageError) return { because: error.message };
    throw error;
  }
}

parentPort?.postMessage(await answerTo(workerData as BackupOrder));
