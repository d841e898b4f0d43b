import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { packageFolder, packageVersion } from '../../hardware/package-folder.ts';
import { readHubConfig } from '../hub/config.ts';
import { restoreDump, writeDump } from '../hub/dump.ts';
import { startOwnPostgres } from '../hub/embedded-postgres.ts';
import { Scratch } from '../hub/scratch.ts';
import { startHub } from '../hub/start-hub.ts';

async function hub(untilStopped: () => Promise<void>): Promise<number> {
  const running = await startHub(readHubConfig(process.env), {
    version: packageVersion(),
    webFolder: join(packageFolder(), 'dist', 'web'),
  });
  process.stdout.write(`\nTrung tâm tỉnh đang chạy / the hub is running: ${running.url}\n`);
  if (running.firstPassword !== null)
    process.stdout.write(
      `Tài khoản đầu tiên / first account: admin, ${running.firstPassword} (ghi lại ngay, không hiện lần nữa / shown once)\n`,
    );
  await untilStopped();
  await running.stop();
  return 0;
}

/** Does work on the hub's database; its own PostgreSQL runs meanwhile, where no other is given. */
async function onDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const { databaseUrl, dataDir } = readHubConfig(process.env);
  if (databaseUrl !== null) return work(databaseUrl);
  const own = await startOwnPostgres(dataDir);
  try {
    return await work(own.url);
  } finally {
    await own.stop();
  }
}

async function backup(folder: string): Promise<number> {
  const path = resolve(folder);
  const rows = await onDatabase((url) => writeDump(url, path, Date.now()));
  process.stdout.write(`${path}: ${rows} rows, as of one moment.\n`);
  return 0;
}

async function restore(folder: string): Promise<number> {
  const scratch = new Scratch();
  try {
    const rows = await onDatabase((url) => restoreDump(url, resolve(folder), scratch.db));
    process.stdout.write(`${rows} rows restored, each table held against its digest.\n`);
    return 0;
  } finally {
    scratch.close();
  }
}

/** Adds `hub` to the command line. @param ended takes the exit status */
export function addHubCommand(
  program: Command,
  ended: (status: number) => void,
  untilStopped: () => Promise<void>,
): void {
  const command = program
    .command('hub')
    .description('run the hub of a province over many halls (settings come from the environment)')
    .action(async () => ended(await hub(untilStopped)));
  command
    .command('backup')
    .description('copy all that the hub holds into a folder; with a DATABASE_URL also while it works')
    .argument('<folder>', 'a new folder')
    .action(async (folder: string) => ended(await backup(folder)));
  command
    .command('restore')
    .description('put a copy made by "hub backup" into an empty database; the hub is stopped')
    .argument('<folder>', 'the folder of the copy')
    .action(async (folder: string) => ended(await restore(folder)));
}
