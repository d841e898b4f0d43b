import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { imports } from '../../common/i18n/en/imports.ts';
import { noteWords, rowProblemWords } from '../../common/i18n/import-words.ts';
import {
  type BadRow,
  IMPORT_ENCODINGS,
  type ImportEncoding,
  type ImportResult,
} from '../../common/protocol/imports.ts';
import { readConfig } from '../config.ts';
import type { NamedField } from '../foreign/field-names.ts';
import { HallCalendar } from '../hall/clock.ts';
import { readRecord } from '../hall/read-record.ts';
import { ImportBatches } from '../import/import-batches.ts';
import { ImportError } from '../import/import-error.ts';
import { type ImportPlace, importTickets } from '../import/import-tickets.ts';
import { namedOfficers } from '../import/own-officers.ts';
import { readProfile } from '../import/profile.ts';
import { lockFolder } from '../storage/folder-lock.ts';
import { openFolder } from '../storage/open-record.ts';
import { SqliteEventStore } from '../storage/sqlite-event-store.ts';
import { Progress } from './progress.ts';

/** Fields unknown to the hall that are named one by one. */
const TOLD_FIELDS = 20;

interface TicketFlags {
  data: string;
  profile?: string;
  encoding?: ImportEncoding;
  dryRun?: true;
  skipBad?: true;
  skipKnown?: true;
}

const say = (text: string) => process.stdout.write(`${text}\n`);
const warn = (text: string) => process.stderr.write(`${text}\n`);

/** The hall's own fields, as its log has them. */
function fieldsOf(store: SqliteEventStore): NamedField[] {
  // The record is only read: a hall that is open beside it goes on undisturbed.
  const { state } = readRecord(store);
  return [...state.fields.values()].map(({ code, name, nameEn }) => ({ code, name, nameEn }));
}

async function withPlace<T>(data: string, work: (place: ImportPlace) => Promise<T>): Promise<T> {
  const folder = resolve(data);
  const { timeZone } = readConfig(process.env);
  const calendar = new HallCalendar(timeZone);
  const unlock = lockFolder(folder, 'import');
  const store = new SqliteEventStore(openFolder({ dataDir: folder, timeZone }, false, unlock), calendar);
  try {
    const place = {
      store,
      calendar,
      batches: new ImportBatches(store.db),
      fields: fieldsOf(store),
      officers: namedOfficers(store.db),
    };
    place.batches.sweep();
    return await work(place);
  } finally {
    store.close();
    unlock();
  }
}

/** How the file was read and what is odd about it: said of every file, also of one that came in. */
function describe(file: string, result: ImportResult): void {
  const { encoding, notes, fields, officers, columns } = result;
  if (encoding.encoding !== null && encoding.encoding !== 'utf-8')
    say(`${file}: read as ${encoding.encoding}.`);
  const read = columns.filter(({ readAs }) => readAs.length > 0);
  if (read.some(({ title, readAs }) => !readAs.some((name) => name === title)))
    say(
      `${file}: columns: ${read.map(({ title, readAs }) => `${title} = ${readAs.join(' + ')}`).join('; ')}.`,
    );
  for (const note of notes) warn(`${file}: ${noteWords(imports, note)}`);
  const unknown = fields.filter(({ ours }) => ours === null);
  for (const { theirs, name, rows, suggested } of unknown.slice(0, TOLD_FIELDS))
    warn(
      `${file}: the hall has no field "${theirs}"${name === null ? '' : ` (${name})`} (${rows} rows); kept as a field of imported records${suggested === null ? '' : `, or map it to "${suggested}" in a profile`}.`,
    );
  if (unknown.length > TOLD_FIELDS) warn(`${file}: … and ${unknown.length - TOLD_FIELDS} more such fields`);
  for (const { theirs, rows, suggested } of officers)
    if (suggested !== null)
      warn(
        `${file}: "${theirs}" (${rows} rows) is perhaps the official ${suggested}: map it in a profile, else it stays a name of imported records`,
      );
}

function tellRows(file: string, what: string, count: number, rows: readonly BadRow[]): void {
  for (const row of rows) warn(`${file}:${row.line}: ${row.column}: ${rowProblemWords(imports, row)}`);
  if (count > rows.length) warn(`… and ${count - rows.length} more ${what} rows`);
}

function report(file: string, result: ImportResult): void {
  const { badRows, knownRows, rows, outcome, batch } = result;
  if (outcome === 'already-imported') {
    say(`${file}: already imported as ${batch} (${rows} tickets); nothing changed.`);
    return;
  }
  describe(file, result);
  tellRows(file, 'bad', badRows, result.bad);
  tellRows(file, 'known', knownRows, result.known);
  const without = [
    badRows > 0 ? `${badRows} bad rows` : '',
    knownRows > 0 ? `${knownRows} known rows` : '',
  ].filter((part) => part !== '');
  const ways = [
    badRows > 0 ? '--skip-bad keeps the good ones' : '',
    knownRows > 0 ? '--skip-known leaves out those that the record has' : '',
  ].filter((part) => part !== '');
  const rest = without.length === 0 ? '' : `, ${without.join(' and ')} left out`;
  if (outcome === 'imported') say(`${file}: ${rows} tickets imported as ${batch}${rest}.`);
  else if (outcome === 'checked')
    say(
      `${file}: ${rows} tickets can be imported, ${badRows} bad rows${knownRows > 0 ? `, ${knownRows} known rows` : ''}; nothing was kept (--dry-run).`,
    );
  else if (outcome === 'nothing-new')
    say(`${file}: the record has all ${knownRows} rows already; nothing changed.`);
  else if (without.length === 0) say(`${file}: refused, there is no ticket in it; nothing was kept.`);
  else say(`${file}: refused, ${without.join(' and ')}; nothing was kept (${ways.join('; ')}).`);
}

async function importFiles(files: readonly string[], flags: TicketFlags): Promise<number> {
  const read = readProfile(flags.profile);
  const profile = flags.encoding === undefined ? read : { ...read, encoding: flags.encoding };
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
          skipKnown: flags.skipKnown === true,
          nowMs: Date.now(),
          onProgress: (share) => progress.tell(Math.round(share * 1_000), 1_000),
        });
        progress.end();
        report(file, result);
        if (result.outcome === 'refused') refused += 1;
      } catch (error) {
        progress.end();
        if (!(error instanceof ImportError)) throw error;
        warn(`${file}: ${error.message}; nothing was kept.`);
        for (const { title, samples } of error.more.columns ?? []) warn(`  ${title}: ${samples.join(' | ')}`);
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
    .argument('<files...>', 'FILE.csv, FILE.csv.gz or FILE.xlsx')
    .option('--profile <name|file.json>', 'how a foreign file is read (warsaw, or your own file)')
    .addOption(
      new Option('--encoding <encoding>', 'in what the file is written, where it cannot be told').choices(
        IMPORT_ENCODINGS,
      ),
    )
    .option('--dry-run', 'read and check all, keep nothing')
    .option('--skip-bad', 'keep the good rows of a file that has bad ones')
    .option('--skip-known', 'leave out rows that the record has already')
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
