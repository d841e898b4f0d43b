import { parentPort, workerData } from 'node:worker_threads';
import { backUp } from '../storage/backup.ts';

/** What the thread is told at its start. */
export interface BackupOrder {
  readonly dataDir: string;
  readonly target: string;
}

const { dataDir, target } = workerData as BackupOrder;
parentPort?.postMessage(await backUp(dataDir, target));
