import { parentPort, workerData } from 'node:worker_threads';
import { nothingRead, type ReadList } from '../../common/protocol/procedure-versions.ts';
import { UnreadableList } from './list-table.ts';
import { readFile } from './read-file.ts';
import type { ListSetting } from './read-list.ts';

/** A file for the thread. */
export interface ListOrder {
  readonly file: Uint8Array;
  readonly setting: ListSetting;
}

/** What the thread answers. */
export type ListAnswer = { readonly read: ReadList } | { readonly fault: string };

const { file, setting } = workerData as ListOrder;
const answer = await readFile(Buffer.from(file.buffer, file.byteOffset, file.byteLength), setting)
  .then((read): ListAnswer => ({ read }))
  .catch(
    (error: unknown): ListAnswer =>
      error instanceof UnreadableList
        ? { read: nothingRead(error.problem) }
        : { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) },
  );
parentPort?.postMessage(answer);
