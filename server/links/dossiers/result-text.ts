import { formatDateTime } from '../../../common/i18n/format.ts';
import { translator } from '../../../common/i18n/translate.ts';
import { links } from '../../../common/i18n/vi/links.ts';
import type { FileTake } from '../../storage/dossier-files.ts';
import type { DossierFileFault } from './file-reader.ts';

const say = translator<typeof links>(links);

/** What became of a file. */
export type FileReport =
  | { readonly fault: DossierFileFault }
  | { readonly twin: string; readonly twinAtMs: number }
  | {
      readonly told: number;
      readonly unchanged: number;
      /** Rows that told an older state than the one that is known. */
      readonly late: readonly number[];
      readonly wrong: readonly { readonly row: number; readonly code: string }[];
      readonly personal: readonly string[];
      readonly unknown: readonly string[];
    };

/** What became of a file, in figures. */
export function takeOf(report: FileReport): Omit<FileTake, 'result'> {
  const none = { recorded: 0, unchanged: 0, late: 0, wrong: 0 };
  if ('fault' in report) return { ...none, outcome: report.fault };
  if ('twin' in report) return { ...none, outcome: 'twin' };
  const { told, unchanged, late, wrong } = report;
  return { outcome: 'taken', recorded: told, unchanged, late: late.length, wrong: wrong.length };
}

/** So many wrong rows are named. */
const NAMED = 200;

const FAULTS = {
  foreign: 'fileForeign',
  broken: 'fileBroken',
  no_columns: 'fileNoColumns',
  too_large: 'fileTooLarge',
  empty: 'fileEmpty',
} as const satisfies Record<DossierFileFault, keyof typeof links>;

const WRONG: Readonly<Record<string, keyof typeof links>> = {
  invalid_input: 'rowInvalid',
  unknown_field: 'rowField',
  unknown_procedure: 'rowProcedure',
  personal_data: 'rowPersonal',
  bad_date: 'rowTime',
  list_invalid: 'rowFormula',
};

const listOf = (rows: readonly number[]) => rows.join(', ');
const titles = (list: readonly string[]) => list.map((each) => `“${each}”`).join(', ');

function linesOf(report: FileReport, timeZone: string): string[] {
  if ('fault' in report) return [say(FAULTS[report.fault])];
  if ('twin' in report)
    return [say('fileTwin', { name: report.twin, at: formatDateTime(report.twinAtMs, { timeZone }) })];
  const { told, unchanged, late, wrong, personal, unknown } = report;
  return [
    say('fileTold', { told, unchanged, wrong: wrong.length }),
    ...(late.length === 0 ? [] : [say('fileLate', { n: late.length, list: listOf(late.slice(0, NAMED)) })]),
    ...(personal.length === 0 ? [] : [say('filePersonal', { list: titles(personal) })]),
    ...(unknown.length === 0 ? [] : [say('fileUnknown', { list: titles(unknown) })]),
    ...wrong
      .slice(0, NAMED)
      .map(({ row, code }) => say('fileRow', { row, why: say(WRONG[code] ?? 'rowFailed') })),
    ...(wrong.length > NAMED ? [say('fileMore', { n: wrong.length - NAMED })] : []),
  ];
}

/** The answer to a file, for people to read; of a row it names the number alone, never what stands in it. */
export function resultText(name: string, atMs: number, report: FileReport, timeZone: string): string {
  const head = say('fileHead', { name, at: formatDateTime(atMs, { timeZone }) });
  return `\uFEFF${[head, ...linesOf(report, timeZone)].join('\r\n')}\r\n`;
}
