import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { backUp, restore } from '../storage/backup.ts';
import { lockFolder } from '../storage/folder-lock.ts';
import { keysFolderOf, missingKeys, restoreKeys, saveKeys } from '../storage/hall-keys.ts';
import { Progress } from './progress.ts';
import { rebuild, verify } from './verify-command.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);

/** A folder as target gets a name with the moment in it. */
function targetOf(target: string, nowMs: number): string {
  const path = resolve(target);
  const isFolder = target.endsWith('/') || (existsSync(path) && statSync(path).isDirectory());
  if (!isFolder) return path;
  const stamp = new Date(nowMs).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return join(path, `motcua-${stamp}.sqlite`);
}

async function backup(target: string, flags: { data: string; keys?: boolean }): Promise<number> {
  const progress = new Progress('backup');
  const path = targetOf(target, Date.now());
  try {
    const events = await backUp(resolve(flags.data), path, (done, total) => progress.tell(done, total));
    progress.end();
    say(`${path}: ${events} events, checked.`);
    if (flags.keys === true) {
      const folder = keysFolderOf(path);
      say(
        `${folder}: ${saveKeys(resolve(flags.data), folder)} keys. Whoever has them can speak for the hall: lock them away.`,
      );
    }
    return 0;
  } finally {
    progress.end();
  }
}

async function restoreFrom(file: string, flags: { data: string; keys?: string }): Promise<number> {
  const folder = resolve(flags.data);
  const freeHall = lockFolder(folder, 'hall');
  try {
    const freeImport = lockFolder(folder, 'import');
    try {
      const { events, before } = await restore(folder, resolve(file), Date.now());
      say(`${folder}: ${events} events restored.`);
      if (before !== null) say(`The record before it lies in ${before}.`);
      putKeys(folder, flags.keys ?? keysFolderOf(resolve(file)));
      return 0;
    } finally {
      freeImport();
    }
  } finally {
    freeHall();
  }
}

/** The keys that were saved with a copy, or what a hall without them has to do. */
function putKeys(folder: string, saved: string): void {
  if (existsSync(saved)) {
    const before = join(folder, 'backups', `keys-before-restore-${Date.now()}`);
    const { keys, replaced } = restoreKeys(folder, saved, before);
    say(`${keys} keys restored from ${saved}${replaced ? `; those before them lie in ${before}` : ''}.`);
  }
  const missing = missingKeys(folder);
  if (missing.length > 0)
    say(
      `Without keys: ${missing.join(', ')}. The hall makes new ones: devices have to trust its certificate again, ` +
        'administrators with a second factor sign in by a recovery code and enrol again, webhooks need new secrets. ' +
        'To keep the old ones, put back what "motcua backup --keys" saved: motcua restore FILE --keys FOLDER.',
    );
}

/** Adds `backup`, `restore`, `verify` and `rebuild` to the command line. @param ended takes the exit status */
export function addRecordCommands(program: Command, ended: (status: number) => void): void {
  const data = process.env.DATA_DIR ?? './data';
  program
    .command('backup')
    .description('copy the record to a file, also while the hall works, and check the copy')
    .argument('<target>', 'a new file, or a folder (the name then carries the moment)')
    .option('--data <folder>', 'data folder', data)
    .option('--keys', 'also save the certificate authority and the key of sealed secrets, in a folder beside')
    .action(async (target: string, flags: { data: string; keys?: boolean }) =>
      ended(await backup(target, flags)),
    );
  program
    .command('restore')
    .description('put a backup in the place of the record; the present one is laid aside')
    .argument('<file>', 'a file made by "motcua backup"')
    .option('--data <folder>', 'data folder', data)
    .option('--keys <folder>', 'keys saved with the backup; absent: the folder beside it, if there is one')
    .action(async (file: string, flags: { data: string; keys?: string }) =>
      ended(await restoreFrom(file, flags)),
    );
  program
    .command('verify')
    .description(
      'prove that the log is whole and that read tables and snapshots follow from it; writes nothing',
    )
    .option('--data <folder>', 'data folder', data)
    .option('--seals <file>', 'hold the log against the seals of a file, one a line: DATE SEQUENCE HASH')
    .action((flags: { data: string; seals?: string }) => ended(verify(flags)));
  program
    .command('rebuild')
    .description('rebuild read tables and snapshot of a stopped hall from its log')
    .option('--data <folder>', 'data folder', data)
    .action((flags: { data: string }) => ended(rebuild(flags)));
}
