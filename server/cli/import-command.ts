import { resolve } from 'node:path';
import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { HallCalendar } from '../hall/clock.ts';
import { ImportBatches } from '../import/import-batches.ts';
import { type ImportPlace, type ImportResult, importTickets } from '../import/import-tickets.ts';
import { ImportError, readProfile } from '../import/profile.ts';
import { lockFolder } from '../storage/folder-lock.ts';
import { openFolder } from '../storage/open-record.ts';
import { SqliteEventStore } from '../storage/sqlite-event-store.ts';
import { Progress } from './progress.ts';

interface TicketFlags {
  data: string;
  profile?: string;
  dryRun?: true;
  skipBad?: true;
}

const say = (text: string) => process.stdout.write(`${text}\n`);

async function withPlace<T>(data: string, work: (place: ImportPlace) => Promise<T>): Promise<T> {
  const folder = resolve(data);
  const { timeZone } = readConfig(process.env);
  const calendar = new HallCalendar(timeZone);
  const unlock = lockFolder(folder, 'import');
  const store = new SqliteEventStore(openFolder({ dataDir: folder, timeZone }, false, unlock), calendar);
  try {
    const place = { store, calendar, batches: new ImportBatches(store.db) };
    place.batches.sweep();
    return await work(place);
  } finally {
    store.close();
    unlock();
  }
}

function report(file: string, result: ImportResult): void {
  for (const row of result.bad) process.stderr.write(`${file}:${row.line}: ${row.column}: ${row.because}\n`);
  if (result.badRows > result.bad.length)
    process.stderr.write(`… and ${result.badRows - result.bad.length} more bad rows\n`);
  if (result.outcome === 'imported')
    say(
      `${file}: ${result.rows} tickets imported as ${result.batch}${result.badRows > 0 ? `, ${result.badRows} bad rows left out` : ''}.`,
    );
  else if (result.outcome === 'checked')
    say(
      `${file}: ${result.rows} tickets can be imported, ${result.badRows} bad rows; nothing was kept (--dry-run).`,
    );
  else if (result.outcome === 'already-imported')
    say(`${file}: already imported as ${result.batch} (${result.rows} tickets); nothing changed.`);
  else if (result.badRows === 0) say(`${file}: refused, there is no ticket in it; nothing was kept.`);
  else
    say(`${file}: refused, ${result.badRows} bad rows; nothing was kept (--skip-bad keeps the good ones).`);
}

async function importFiles(files: readonly string[], flags: TicketFlags): Promise<number> {
  const profile = readProfile(flags.profile);
  return withPlace(flags.data, async (place) => {
    let refused = 0;
    for (const file of files) {
      const progress = new Progress(file);
      try {
        const result = await importTickets(place, {
          file,
          profile,
          dryRun: flags.dryRun === true,
          skipBad: flags.skipBad === true,
          nowMs: Date.now(),
          onProgress: (done, total) => progress.tell(done, total),
        });
        progress.end();
        report(file, result);
        if (result.outcome === 'refused') refused += 1;
      } catch (error) {
        progress.end();
        if (!(error instanceof ImportError)) throw error;
        process.stderr.write(`${error.message}; nothing was kept.\n`);
        refused += 1;
      }
    }
    return refused === 0 ? 0 : 1;
  });
}

async function listBatches(flags: { data: string }): Promise<number> {
  return withPlace(flags.data, async ({ batches }) => {
    const kept = batches.list().filter((batch) => batch.state === 'complete');
    if (kept.length === 0) say('Nothing has been imported.');
    for (const batch of kept)
      say(`${batch.id}  ${batch.rows} tickets  ${batch.firstDate} – ${batch.lastDate}  ${batch.file}`);
    return 0;
  });
}

async function removeBatch(id: string, flags: { data: string }): Promise<number> {
  return withPlace(flags.data, async ({ store, batches }) => {
    const batch = batches.find(id);
    if (batch?.state !== 'complete') {
      process.stderr.write(`There is no imported batch ${id}; "motcua import list" names them.\n`);
      return 1;
    }
    store.commit({
      events: [
        {
          event: { type: 'import:removed', batch: id },
          atMs: Date.now(),
          actor: { kind: 'system', id: 'import' },
          device: null,
          commandId: null,
        },
      ],
      commands: [],
    });
    batches.sweep();
    say(`${id}: ${batch.rows} tickets removed.`);
    return 0;
  });
}

/** Adds `import tickets|list|remove` to the command line. @param ended takes the exit status */
export function addImportCommand(program: Command, ended: (status: number) => void): void {
  const data = process.env.DATA_DIR ?? './data';
  const group = program.command('import').description('earlier records: bring in, list, remove');
  group
    .command('tickets')
    .description('bring in tickets of earlier days from CSV files, each as one batch')
    .argument('<files...>', 'FILE.csv or FILE.csv.gz')
    .option('--profile <name|file.json>', 'how a foreign file is read (warsaw, or your own file)')
    .option('--dry-run', 'read and check all, keep nothing')
    .option('--skip-bad', 'keep the good rows of a file that has bad ones')
    .option('--data <folder>', 'data folder', data)
    .action(async (files: string[], flags: TicketFlags) => ended(await importFiles(files, flags)));
  group
    .command('list')
    .description('what has been imported')
    .option('--data <folder>', 'data folder', data)
    .action(async (flags: { data: string }) => ended(await listBatches(flags)));
  group
    .command('remove')
    .description('take one imported batch out of the record')
    .argument('<batch>', 'its id, from "import list"')
    .option('--data <folder>', 'data folder', data)
    .action(async (id: string, flags: { data: string }) => ended(await removeBatch(id, flags)));
}
