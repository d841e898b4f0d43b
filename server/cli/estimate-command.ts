import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { LocalDate } from '../../common/protocol/primitives.ts';
import { readConfig } from '../config.ts';
import { dayAfter } from '../domain/calendar.ts';
import { signShares, type WaitMemory } from '../domain/wait-memory.ts';
import { HallCalendar } from '../hall/clock.ts';
import { recordedVisits } from '../planning/recorded-visits.ts';
import { replayWaits } from '../planning/wait-replay.ts';
import { scoresOf, type WaitScore, type WaitScores } from '../planning/wait-scores.ts';
import { DATABASE_FILE, openDatabase } from '../storage/database.ts';

interface Flags {
  readonly from: string;
  readonly to: string;
  readonly format: 'text' | 'json';
  readonly data: string;
}

const figure = (minutes: number) => minutes.toFixed(2).replace('.', ',').padStart(9);
const share = (part: number) => `${(100 * part).toFixed(1).replace('.', ',')} %`;

function line(name: string, score: WaitScore): string {
  const figures = [score.rmseMinutes, score.maeMinutes, score.biasMinutes].map(figure).join('');
  return `${name.padEnd(40)}${figures}\n`;
}

const SIGNS = [
  'mô phỏng hàng chờ hiện tại',
  'nhịp gọi thường ngày',
  'nhịp gọi hôm nay',
  'người đứng đầu hàng, hoặc vừa được gọi',
  'giữa nhịp thường ngày và người đứng đầu',
] as const;
const LENGTHS = [3, 10, 25, 60] as const;

/** What each sign counted in the end, by length of the wait: whoever asks why a wait was announced reads it here. */
function signsInWords(memory: WaitMemory): string {
  const shares = LENGTHS.map((minutes) => signShares(memory, minutes));
  const rows = SIGNS.map((name, sign) => {
    const cells = shares.map((each) => `${Math.round(100 * (each[sign] ?? 0))} %`.padStart(9));
    return `${name.padEnd(40)}${cells.join('')}\n`;
  });
  const head = LENGTHS.map((minutes) => `${minutes} phút`.padStart(9)).join('');
  return `\n${'Dấu hiệu được tính, với lượt chờ khoảng'.padEnd(40)}${head}\n${rows.join('')}`;
}

/** The scores as a person reads them. */
function scoresInWords(scores: WaitScores, untold: number): string {
  return [
    `${scores.waits} lượt chờ được sống lại; ${untold} phiếu rút khi chưa có quầy nào mở thì không báo.\n\n`,
    `${'Phút'.padEnd(40)}${['RMSE', 'MAE', 'lệch'].map((name) => name.padStart(9)).join('')}\n`,
    line('Hệ thống', scores.own),
    line('Theo người vừa được gọi (LES)', scores.lastWait),
    line('Theo số người chờ cùng lĩnh vực (QL)', scores.queue),
    line('Theo tất cả người chờ trong sảnh', scores.allAhead),
    `\nKhoảng đã báo giữ được ${share(scores.heldShare)}, cam kết ${share(scores.claimedShare)}; `,
    `rộng trung bình ${scores.widthMinutes.toFixed(1).replace('.', ',')} phút.\n`,
  ].join('');
}

function replay(flags: Flags): number {
  for (const key of ['from', 'to'] as const)
    if (!LocalDate.safeParse(flags[key]).success) {
      process.stderr.write(`--${key}: ${flags[key]} is no date YYYY-MM-DD\n`);
      return 2;
    }
  const file = join(resolve(flags.data), DATABASE_FILE);
  if (!existsSync(file)) {
    process.stderr.write(`There is no record in ${flags.data}.\n`);
    return 1;
  }
  const calendar = new HallCalendar(readConfig(process.env).timeZone);
  const db = openDatabase(file);
  try {
    const { from, to } = flags;
    const record = recordedVisits(
      db,
      from,
      to,
      calendar.instantOf(from, 0),
      calendar.instantOf(dayAfter(to), 0),
    );
    if (record.visits.length === 0) {
      process.stderr.write(
        'Kỳ này không có phiếu nhập từ hệ thống cũ / no imported tickets in this period.\n',
      );
      return 1;
    }
    const { waits, untold, state } = replayWaits(record);
    const scores = scoresOf(waits);
    process.stdout.write(
      flags.format === 'json'
        ? `${JSON.stringify({ ...scores, untold }, null, 2)}\n`
        : `${scoresInWords(scores, untold)}${signsInWords(state.waits)}`,
    );
    return 0;
  } finally {
    db.close();
  }
}

/** Adds `estimate` to the command line. @param ended takes the exit status */
export function addEstimateCommand(program: Command, ended: (status: number) => void): void {
  program
    .command('estimate')
    .description('live imported days through again: how near the announced waits would have come')
    .requiredOption('--from <date>', 'first day, YYYY-MM-DD')
    .requiredOption('--to <date>', 'last day, YYYY-MM-DD')
    .addOption(new Option('--format <format>', 'of the answer').choices(['text', 'json']).default('text'))
    .option('--data <folder>', 'data folder', process.env.DATA_DIR ?? './data')
    .action((flags: Flags) => ended(replay(flags)));
}
