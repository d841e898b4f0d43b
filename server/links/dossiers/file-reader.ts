import { KIND_BYTES, kindOf } from '../../foreign/file-kind.ts';
import { csvTable, DELIMITERS, textOf } from '../../procedure-lists/csv-table.ts';
import { UnreadableList } from '../../procedure-lists/list-table.ts';
import { startThread } from '../../threads/start-thread.ts';
import { type DossierTable, dossierTable } from './file-columns.ts';

/** Why a file tells nothing: of another kind; broken, or not whole yet; without the columns; beyond the bounds. */
export type DossierFileFault = 'foreign' | 'broken' | 'no_columns' | 'too_large' | 'empty';

export type DossierFileRead =
  | { readonly table: DossierTable; readonly fault?: undefined }
  | { readonly fault: DossierFileFault };

/** A file of some thousand dossiers is read in a second or two on a slow machine. */
const LIMIT_MS = 30_000;
/** A file that needs more ends its thread instead of taking the hall's memory. */
const MEMORY_MB = 256;

/** What stands in a dossier file, CSV or XLSX as its content shows. */
export async function readDossiers(file: Buffer): Promise<DossierFileRead> {
  if (file.length === 0) return { fault: 'empty' };
  try {
    const kind = kindOf(file.subarray(0, KIND_BYTES));
    if (kind !== 'workbook' && kind !== 'text') return { fault: 'foreign' };
    const table = kind === 'workbook' ? await ofWorkbook(file) : ofText(file);
    return table === null ? { fault: 'no_columns' } : { table };
  } catch (error) {
    if (!(error instanceof UnreadableList)) throw error;
    const { reason } = error.problem;
    if (reason === 'too_many_rows' || reason === 'unpacks_too_large') return { fault: 'too_large' };
    return { fault: reason === 'not_a_list' ? 'foreign' : 'broken' };
  }
}

async function ofWorkbook(file: Buffer): Promise<DossierTable | null> {
  // The library is slow to load, and a text needs it not.
  const { xlsxBook } = await import('../../procedure-lists/xlsx-tables.ts');
  const { tables } = await xlsxBook(file);
  return tables.reduce<DossierTable | null>((found, { table }) => found ?? dossierTable(table), null);
}

/** By the first delimiter under which the columns are found. */
function ofText(file: Buffer): DossierTable | null {
  const { text } = textOf(file);
  let fault: unknown;
  for (const delimiter of DELIMITERS)
    try {
      const table = dossierTable(csvTable(text, delimiter));
      if (table !== null) return table;
    } catch (error) {
      fault ??= error;
    }
  if (fault !== undefined) throw fault;
  return null;
}

/** Reads a file on a thread of its own, so that no file delays a call. Rejects on bugs alone. */
export function readOnThread(file: Buffer, signal: AbortSignal): Promise<DossierFileRead> {
  return new Promise((resolve, reject) => {
    const thread = startThread(import.meta.url, './file-thread', {
      workerData: file,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    let isDone = false;
    const end = (settle: () => void) => {
      if (isDone) return;
      isDone = true;
      clearTimeout(limit);
      signal.removeEventListener('abort', onAbort);
      void thread.terminate().then(settle);
    };
    const limit = setTimeout(() => end(() => resolve({ fault: 'too_large' })), LIMIT_MS);
    const onAbort = () => end(() => reject(new Error('stopped')));
    signal.addEventListener('abort', onAbort);
    thread.once('message', (read: DossierFileRead) => end(() => resolve(read)));
    thread.once('error', (error) => {
      const isFull = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      end(() => (isFull ? resolve({ fault: 'too_large' }) : reject(error)));
    });
    thread.once('exit', (code) => end(() => reject(new Error(`the file thread ended with ${code}`))));
  });
}
