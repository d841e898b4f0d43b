import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Copy } from '../../common/protocol/rest/console.ts';
import { startThread } from '../threads/start-thread.ts';
import type { BackupAnswer, BackupOrder } from './backup-thread.ts';

/** Copies that the hall knows by their names; anything else in the folder is somebody's own. */
const NAME = /^(daily|manual|before-restore)-[\d-]+\.sqlite$/;

/** A copy's kind by its name; null: it is no copy of the hall's. */
const kindOfCopy = (name: string): Copy['kind'] | null =>
  (NAME.exec(name)?.[1] as Copy['kind'] | undefined) ?? null;

/** One copy in a folder; null: there is none of that name. */
export function copyIn(folder: string, name: string): Copy | null {
  const kind = kindOfCopy(name);
  const file = join(folder, name);
  if (kind === null || !existsSync(file)) return null;
  const { size, mtimeMs } = statSync(file);
  return { name, kind, sizeBytes: size, madeAt: new Date(mtimeMs).toISOString() };
}

/** The copies in a folder, newest first. */
export function copiesIn(folder: string): Copy[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => copyIn(folder, name) ?? [])
    .sort((a, b) => b.madeAt.localeCompare(a.madeAt) || b.name.localeCompare(a.name));
}

/** Copies or checks a record on a thread of its own. Rejects when the thread fails. */
export function onBackupThread(order: BackupOrder): Promise<BackupAnswer> {
  return new Promise((resolve, reject) => {
    const thread = startThread(import.meta.url, './backup-thread', { workerData: order });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`the backup ended early with ${code}`)));
  });
}
