import { join } from 'node:path';
import type { Command } from 'commander';
import { packageFolder, packageVersion } from '../../hardware/package-folder.ts';
import { readHubConfig } from '../hub/config.ts';
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

/** Adds `hub` to the command line. @param ended takes the exit status */
export function addHubCommand(
  program: Command,
  ended: (status: number) => void,
  untilStopped: () => Promise<void>,
): void {
  program
    .command('hub')
    .description('run the hub of a province over many halls (settings come from the environment)')
    .action(async () => ended(await hub(untilStopped)));
}
