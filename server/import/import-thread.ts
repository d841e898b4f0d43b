import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { ImportOrder, ImportResult, UnreadableFile } from '../../common/protocol/imports.ts';
import type { HallEvent } from '../domain/events.ts';
import type { NamedField } from '../foreign/field-names.ts';
import { HallCalendar } from '../hall/clock.ts';
import { DATABASE_FILE, openDatabase } from '../storage/database.ts';
import { StorageError } from '../storage/event-store.ts';
import { lockFolder } from '../storage/folder-lock.ts';
import { SqliteEventStore } from '../storage/sqlite-event-store.ts';
import { ImportBatches } from './import-batches.ts';
import { ImportError } from './import-error.ts';
import { importTickets } from './import-tickets.ts';
import { namedOfficers } from './own-officers.ts';

/** What the thread is to do with a data folder. */
export interface ImportWork {
  readonly dataDir: string;
  readonly timeZone: string;
  readonly nowMs: number;
  /** Null: only take away what removed and unfinished batches left. */
  readonly file: { readonly path: string; readonly name: string } | null;
  readonly order: ImportOrder;
  readonly keep: boolean;
  readonly fields: readonly NamedField[];
}

/** What the thread tells. The hall answers `record` with any message when the event is in its log. */
export type ImportNews =
  | { readonly progress: number }
  | { readonly record: HallEvent }
  | { readonly result: ImportResult | null }
  | { readonly unreadable: UnreadableFile }
  | { readonly busy: true }
  | { readonly fault: string };

/** Bad and known rows told on a page. */
const TOLD_ROWS = 200;
/** Shares told: a page shows whole percents. */
const TOLD_STEP = 0.01;

const { dataDir, timeZone, nowMs, file, order, keep, fields } = workerData as ImportWork;
const tell = (news: ImportNews) => parentPort?.postMessage(news);

/** Lets the hall put an event into its log, and waits until it has. */
function recorded(event: HallEvent): Promise<void> {
  return new Promise((resolve) => {
    parentPort?.once('message', () => resolve());
    tell({ record: event });
  });
}

async function work(): Promise<ImportResult | null> {
  const unlock = lockFolder(dataDir, 'import');
  const calendar = new HallCalendar(timeZone);
  const store = new SqliteEventStore(openDatabase(join(dataDir, DATABASE_FILE)), calendar);
  try {
    const batches = new ImportBatches(store.db);
    batches.sweep();
    if (file === null) return null;
    let told = 0;
    return await importTickets(
      { store, batches, calendar, fields, officers: namedOfficers(store.db), record: recorded },
      {
        file: file.path,
        name: file.name,
        profile: order.profile,
        dryRun: !keep,
        skipBad: order.skipBad,
        skipKnown: order.skipKnown,
        told: TOLD_ROWS,
        nowMs,
        onProgress: (share) => {
          if (share < told + TOLD_STEP) return;
          told = share;
          tell({ progress: share });
        },
      },
    );
  } finally {
    store.close();
    unlock();
  }
}

try {
  tell({ result: await work() });
} catch (error) {
  if (error instanceof ImportError)
    tell({ unreadable: { problem: error.fault, value: error.value, ...error.more } });
  else if (error instanceof StorageError) tell({ busy: true });
  else tell({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}
