import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import { runAgent } from '../../hardware/main.ts';
import { packageVersion } from '../../hardware/package-folder.ts';
import { refusalSentence } from '../../hardware/refusal-sentence.ts';
import { ConfigError, readConfig } from '../config.ts';
import { startHall } from '../main.ts';
import { addEstimateCommand } from './estimate-command.ts';
import { addHubCommand } from './hub-command.ts';
import { addImportCommand } from './import-command.ts';
import { addPlanCommand } from './plan-command.ts';
import { addRecordCommands } from './record-commands.ts';
import { addReportCommand } from './report-command.ts';
import { addSealCommands } from './seal-commands.ts';

/** Waits for Ctrl-C or SIGTERM. A second one ends at once. */
function untilStopped(): Promise<void> {
  return new Promise((done) => {
    let asked = false;
    const stop = () => {
      if (asked) process.exit(1);
      asked = true;
      done();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}

async function hall(beginNew: boolean): Promise<number> {
  const config = readConfig(process.env);
  const running = await startHall(config, { beginNew });
  process.stdout.write(`\nMột cửa đang chạy / running: ${running.url}\n`);
  process.stdout.write(`  Kiosk ${running.url}/kiosk · Màn hình ${running.url}/display\n`);
  process.stdout.write(`  Quầy ${running.url}/counter · Quản lý ${running.url}/manager\n`);
  if (running.secureUrl !== null)
    process.stdout.write(`  Mã hóa / encrypted: ${running.secureUrl} · ${running.url}/ca.crt\n`);
  if (running.setUpToken !== null)
    process.stdout.write(
      `\nThiết lập lần đầu (dùng một lần) / first set-up: ${running.url}/setup#${running.setUpToken}\n\n`,
    );
  const lost = await Promise.race([untilStopped(), running.lost]);
  if (lost !== undefined) return endAfterFailedFlush();
  await running.stop();
  return 0;
}

/** Whoever waits is told within this time that nothing is known of their command, before the process ends. */
const LAST_WORD_MS = 50;

/** Ends without closing the database: a checkpoint now could copy what the disk has lost. */
async function endAfterFailedFlush(): Promise<never> {
  process.stderr.write(
    '\nỔ đĩa không xác nhận đã ghi sổ. Máy chủ dừng ngay để không ai được báo điều chưa chắc có trong sổ; khi chạy lại, sổ được đọc lại từ ổ đĩa.\n' +
      'Nếu lỗi lặp lại: kiểm tra ổ đĩa, dây nguồn và dung lượng trống, rồi chạy "motcua verify".\n' +
      'The disk did not confirm a write: the hall ends, and reads the record again when it is started.\n',
  );
  await new Promise((resolve) => setTimeout(resolve, LAST_WORD_MS));
  process.exit(1);
}

interface AgentFlags {
  server: string;
  pair?: string;
  printer: string[];
  model: string[];
  name: string[];
  data: string;
}

async function agent(flags: AgentFlags): Promise<number> {
  let refuse: (code: string) => void = () => undefined;
  const refused = new Promise<string>((tell) => {
    refuse = tell;
  });
  let warned = false;
  const running = await runAgent({
    server: flags.server,
    ...(flags.pair === undefined ? {} : { pair: flags.pair }),
    printers: flags.printer.map((transport, at) => ({
      transport,
      model:
        flags.model[at] ??
        flags.model.at(-1) ??
        (transport.startsWith('virtual:') ? 'virtual' : 'generic-80'),
      ...(flags.name[at] === undefined ? {} : { name: flags.name[at] }),
    })),
    dataFolder: resolve(flags.data),
    timeZone: readConfig(process.env).timeZone,
    readButtons: true,
    onRefused: (code) => refuse(code),
    onUntrusted: (sentence) => {
      if (!warned) process.stderr.write(`${sentence}\n`);
      warned = true;
    },
  });
  if (!running.ok) {
    process.stderr.write(`${running.message}\n`);
    return 1;
  }
  process.stdout.write(`Agent ${running.deviceName} → ${flags.server}\n`);
  const code = await Promise.race([untilStopped().then(() => null), refused]);
  await running.stop();
  if (code === null) return 0;
  process.stderr.write(`${refusalSentence(code)}\n`);
  return 1;
}

/** Runs one command line. @returns the exit status: 0 good, 1 refused or failed, 2 wrong usage. */
export async function run(argv: readonly string[]): Promise<number> {
  let status = 0;
  const program = new Command('motcua')
    .description('Hệ thống lấy số Bộ phận Một cửa / queue tickets for one-stop halls')
    .version(packageVersion())
    .exitOverride()
    .showHelpAfterError();
  const each = (value: string, all: string[]) => [...all, value];
  program
    .command('hall')
    .description('run the hall (settings come from the environment)')
    .option('--new', 'begin with an empty record although a hall has run on this data folder')
    .action(async (flags: { new?: boolean }) => {
      status = await hall(flags.new === true);
    });
  program
    .command('agent')
    .description('join the printers and buttons of this machine to a hall')
    .requiredOption('--server <url>', 'address of the hall')
    .option('--pair <code>', 'pairing code, the first time')
    .option('--name <name>', 'name of the printer that follows', each, [])
    .option(
      '--printer <spec>',
      'tcp:HOST:PORT | usb:VENDOR:PRODUCT:SERIAL | usb:/dev/usb/lp0 | serial:/dev/ttyUSB0@9600 | virtual:FOLDER',
      each,
      [],
    )
    .option('--model <name>', 'model of the printer before it', each, [])
    .option('--data <folder>', 'where the spool and token lie', join(homedir(), '.motcua-agent'))
    .action(async (flags: AgentFlags) => {
      status = await agent(flags);
    });
  const ended = (exit: number) => {
    status = exit;
  };
  addRecordCommands(program, ended);
  addSealCommands(program, ended);
  addImportCommand(program, ended);
  addReportCommand(program, ended);
  addHubCommand(program, ended, untilStopped);
  addPlanCommand(program, ended);
  addEstimateCommand(program, ended);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof ConfigError) {
      process.stderr.write(`${error.message}\n`);
      return 2;
    }
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}
