import { closeSync, mkdirSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from '../child.ts';
import { told } from '../figure.ts';
import type { BenchRun, Measure, MeasureResult } from '../measure.ts';
import type { ImportRun } from '../peers/importer.ts';

const ROWS = 1_000_000;
/** A machine of a hall with 2 GB keeps most of it for other things. */
const LIMIT_MB = 250;
/** Parsing, checking, four times a row, three indexes and the totals, against one table of bare text. */
const RATIO_LIMIT = 0.1;
const HEADER =
  'date,field,number,issued_at,called_at,started_at,finished_at,outcome,priority,procedure,counter,officer';

const clock = (second: number): string =>
  [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');

/** A year of a large hall as CSV. @param badRow place of a row without a number; null: none */
export function writeTickets(file: string, rows: number, badRow: number | null): void {
  const handle = openSync(file, 'w');
  let text = `${HEADER}\n`;
  const perDay = Math.ceil(rows / 300);
  for (let row = 0; row < rows; row += 1) {
    const date = new Date(Date.UTC(2025, 0, 1) + Math.floor(row / perDay) * 86_400_000)
      .toISOString()
      .slice(0, 10);
    const issued = 27_000 + Math.floor(((row % perDay) / perDay) * 28_000);
    const called = issued + ((row * 37) % 3_600);
    const finished = called + 60 + ((row * 53) % 1_200);
    const number = row === badRow ? '' : `A${row % perDay}`;
    text += `${date},linh-vuc-${row % 12},${number},${clock(issued)},${clock(called)},${clock(called)},${clock(finished)},done,,1.001193,${1 + (row % 40)},can-bo-${row % 40}\n`;
    if (text.length > 1_000_000) {
      writeSync(handle, text);
      text = '';
    }
  }
  writeSync(handle, text);
  closeSync(handle);
}

async function run({ quick, folder, say }: BenchRun): Promise<MeasureResult> {
  const rows = quick ? 50_000 : ROWS;
  const file = join(folder, 'whole.csv');
  const badFile = join(folder, 'bad.csv');
  writeTickets(file, rows, null);
  writeTickets(badFile, rows, rows - 2);
  const inChild = async <T>(question: string, name: string, path: string): Promise<T> => {
    const data = join(folder, name);
    mkdirSync(data);
    const child = await startChild('importer');
    try {
      return await child.ask<T>(question, { folder: data, file: path });
    } finally {
      await child.stop();
    }
  };
  say(`${rows} rows`);
  const whole = await inChild<ImportRun>('bringIn', 'whole', file);
  if (whole.outcome !== 'imported' || whole.kept !== rows)
    throw new Error(`${whole.kept} of ${rows} came in`);
  say('the same with one bad row near the end');
  const bad = await inChild<ImportRun>('bringIn', 'bad', badFile);
  if (bad.outcome !== 'refused') throw new Error(`a file with a bad row was ${bad.outcome}`);
  const bare = await inChild<{ seconds: number; peakBytes: number }>('bare', 'bare', file);
  const megabytes = (bytes: number) => bytes / 1024 / 1024;
  return {
    figures: [
      {
        name: `import of ${rows} rows`,
        unit: '/s',
        value: rows / whole.seconds,
        peer: rows / bare.seconds,
        limit: { of: 'ratio', kind: 'at-least', value: RATIO_LIMIT },
      },
      {
        name: 'largest memory meanwhile',
        unit: 'MB',
        value: megabytes(whole.peakBytes),
        peer: megabytes(bare.peakBytes),
        limit: { of: 'value', kind: 'at-most', value: LIMIT_MB },
      },
      {
        name: 'rows kept of a file with a bad one near its end',
        unit: '',
        value: bad.kept,
        peer: null,
        limit: { of: 'value', kind: 'at-most', value: 0 },
      },
      {
        name: 'largest memory of that refusal',
        unit: 'MB',
        value: megabytes(bad.peakBytes),
        peer: null,
        limit: { of: 'value', kind: 'at-most', value: LIMIT_MB },
      },
      told('refused after', 's', bad.seconds),
      told('the file', 'MB', megabytes(statSync(file).size)),
    ],
    notes: [
      `The bad row was told as line ${bad.badLine}. Each import in a process and an empty record of its own.`,
      'The peer splits the lines at commas and writes them into one table without an index, nothing checked.',
    ],
  };
}

/** A million earlier tickets brought in from a CSV file. */
export const importMillion: Measure = {
  name: 'import-million',
  title: 'Import of a million tickets from CSV',
  run,
};
