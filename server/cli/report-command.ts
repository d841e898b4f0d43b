import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { DOCUMENT_FORMATS } from '../../common/protocol/formats.ts';
import { readConfig } from '../config.ts';
import { DocumentDesk } from '../documents/document-desk.ts';
import { DocumentMaker } from '../documents/document-maker.ts';
import { localMinute, namesOf } from '../documents/hall-names.ts';
import { pageWordsOn } from '../documents/page-words.ts';
import { HallCalendar } from '../hall/clock.ts';
import { readRecord } from '../hall/read-record.ts';
import { postsOf } from '../reports/report.ts';
import { LocalReportDesk } from '../reports/report-desk.ts';
import { DATABASE_FILE, openDatabase } from '../storage/database.ts';
import { sealsOf } from '../storage/seal-reads.ts';
import { SqliteEventStore } from '../storage/sqlite-event-store.ts';

interface Flags {
  readonly data: string;
  readonly format: 'json' | 'csv' | (typeof DOCUMENT_FORMATS)[number];
  readonly from?: string;
  readonly to?: string;
  readonly by?: string;
  readonly param: readonly string[];
  readonly out?: string;
}

function paramsOf(flags: Flags): Record<string, string> {
  const params: Record<string, string> = {};
  for (const key of ['from', 'to', 'by'] as const) {
    const value = flags[key];
    if (value !== undefined) params[key] = value;
  }
  for (const each of flags.param) {
    const mark = each.indexOf('=');
    if (mark > 0) params[each.slice(0, mark)] = each.slice(mark + 1);
  }
  return params;
}

async function report(id: string, flags: Flags): Promise<number> {
  const file = join(resolve(flags.data), DATABASE_FILE);
  if (!existsSync(file)) {
    process.stderr.write(`There is no record in ${flags.data}.\n`);
    return 1;
  }
  const calendar = new HallCalendar(readConfig(process.env).timeZone);
  const db = openDatabase(file);
  const store = new SqliteEventStore(db, calendar);
  const maker = new DocumentMaker(() => sealsOf(db).at(-1) ?? null);
  try {
    // The record is only read: the hall that is open beside it goes on undisturbed.
    const { state } = readRecord(store);
    const imported = db.prepare<unknown[], { name: string }>('SELECT name FROM import_fields WHERE code = ?');
    const otherField = (code: string) => imported.get(code)?.name;
    const desk = new LocalReportDesk(db, {
      fieldName: (code) => state.fields.get(code)?.name ?? otherField(code),
      agencyOf: (field) => state.fields.get(field)?.agency ?? null,
      targetMinutes: (field) => state.fields.get(field)?.targetMinutes ?? 15,
      postOf: postsOf(() => state),
    });
    const params = paramsOf(flags);
    const output = await desk.run(id, params, flags.format === 'csv' ? 'csv' : 'json');
    if (!output.ok) {
      const { message, details } = output.refusal;
      process.stderr.write(`${message}${details === undefined ? '' : `: ${JSON.stringify(details)}`}\n`);
      return 1;
    }
    if (flags.format === 'json' || flags.format === 'csv') {
      const { json, csv } = output.value;
      return put(flags, flags.format === 'csv' ? (csv ?? '') : `${JSON.stringify(json, null, 2)}\n`);
    }
    const documents = new DocumentDesk({
      maker,
      hall: () => state.settings,
      names: namesOf(() => state, otherField),
      pageWords: () =>
        pageWordsOn(
          resolve(flags.data),
          state.settings.signings,
          'report',
          calendar.momentOf(Date.now()).date,
        ),
      now: () => localMinute(calendar.momentOf(Date.now())),
    });
    const written = await documents.write({
      reportId: id,
      params,
      result: output.value.json,
      format: flags.format,
      madeBy: process.env.USER ?? '',
    });
    if (written.ok) return put(flags, written.value.content);
    process.stderr.write(`${written.refusal.message}\n`);
    return 1;
  } finally {
    await maker.stop();
    store.close();
  }
}

function put(flags: Flags, content: string | Buffer): number {
  if (flags.out === undefined) process.stdout.write(content);
  else {
    const target = resolve(flags.out);
    writeFileSync(target, content);
    process.stdout.write(`${target}\n`);
  }
  return 0;
}

/** Adds `report` to the command line. @param ended takes the exit status */
export function addReportCommand(program: Command, ended: (status: number) => void): void {
  program
    .command('report')
    .description('write a report of the record as a file, also while the hall works')
    .argument('<id>', 'the report, such as volume')
    .option('--from <date>', 'first day, YYYY-MM-DD')
    .option('--to <date>', 'last day, YYYY-MM-DD')
    .option('--by <dimensions>', 'what to group by, such as field,month')
    .option(
      '--param <name=value>',
      'another parameter',
      (value: string, all: string[]) => [...all, value],
      [],
    )
    .addOption(
      new Option('--format <format>', 'of the file')
        .choices(['json', 'csv', ...DOCUMENT_FORMATS])
        .default('json'),
    )
    .option('--out <file>', 'where to write it; without it, to the terminal')
    .option('--data <folder>', 'data folder', process.env.DATA_DIR ?? './data')
    .action(async (id: string, flags: Flags) => ended(await report(id, flags)));
}
