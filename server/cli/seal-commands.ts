import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import type { Command } from 'commander';
import { sealLine } from '../../common/seal/seal-groups.ts';
import { readSealLines } from '../../common/seal/seal-lines.ts';
import { DATABASE_FILE } from '../storage/database.ts';
import { sealFault, sealsOf } from '../storage/seal-reads.ts';

/** What holding a log against a file of seals gave: a sentence, and whether all of them hold. */
export interface SealCheck {
  readonly ok: boolean;
  readonly sentence: string;
}

/**
 * Holds a log, whose chain was proved before, against the seals of a file. The first seal that does not hold is named.
 * A file without any seal proves nothing and does not pass.
 */
export function checkSealFile(db: Database, path: string): SealCheck {
  const file = resolve(path);
  if (!existsSync(file)) return { ok: false, sentence: `There is no file ${file}.` };
  const lines = readSealLines(readFileSync(file, 'utf8'));
  if (lines.length === 0) return { ok: false, sentence: `${file} holds no seals.` };
  for (const { line, text, seal } of lines) {
    if (seal === null)
      return {
        ok: false,
        sentence: `Line ${line} of ${file} is no seal (DATE SEQUENCE HASH): ${text.slice(0, 120)}`,
      };
    const fault = sealFault(db, seal);
    if (fault !== null)
      return {
        ok: false,
        sentence: `The log does not pass through the seal of ${seal.date} (line ${line}): ${fault}.`,
      };
  }
  return {
    ok: true,
    sentence: `The log passes through ${lines.length === 1 ? 'the seal' : `all ${lines.length} seals`}.`,
  };
}

function seals(flags: { data: string }): number {
  const file = join(resolve(flags.data), DATABASE_FILE);
  if (!existsSync(file)) {
    process.stderr.write(`There is no record in ${flags.data}.\n`);
    return 1;
  }
  const db = new Sqlite(file, { readonly: true });
  try {
    for (const seal of sealsOf(db)) process.stdout.write(`${sealLine(seal)}\n`);
    return 0;
  } finally {
    db.close();
  }
}

/** Adds `seals` to the command line. @param ended takes the exit status */
export function addSealCommands(program: Command, ended: (status: number) => void): void {
  program
    .command('seals')
    .description('print the seals of the record, one line a day: DATE SEQUENCE HASH')
    .option('--data <folder>', 'data folder', process.env.DATA_DIR ?? './data')
    .action((flags: { data: string }) => ended(seals(flags)));
}
