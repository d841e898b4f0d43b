import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { pino } from 'pino';
import { HallCalendar } from '../hall/clock.ts';
import { startHall } from '../main.ts';
import { DemoClock } from './demo-clock.ts';
import { DemoHall } from './demo-hall.ts';
import { ADMIN, CHAIRMAN, CLERKS, DEMO_PASSWORD, PEOPLE, SUPERVISOR, VISITORS } from './people.ts';
import { samplePostings } from './postings.ts';
import { HOURS, minuteOf, workDaysBefore } from './work-day.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
const EARLIER_DAYS = 5;
/** The demonstration begins in the busiest hour. */
const BEGINS_MINUTE = 8 * 60 + 40;

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 120)) throw new InvalidArgumentError('a number above 0, at most 120');
  return value;
}

const options = new Command('demo')
  .description('Một hội trường mô phỏng / a simulated hall, thrown away at the end')
  .option('--speed <n>', 'hall seconds in one second', positive, 2)
  .option('--seed <n>', 'another seed, other people', positive, 7)
  .option('--port <n>', 'where it listens', (text) => Number(text), Number(process.env.PORT ?? 8080))
  .parse(process.argv)
  .opts<{ speed: number; seed: number; port: number }>();

const dataDir = await mkdtemp(join(tmpdir(), 'motcua-demo-'));
const calendar = new HallCalendar(ZONE);
const earlier = workDaysBefore(calendar, Date.now(), EARLIER_DAYS);
const clock = new DemoClock(minuteOf(calendar, earlier[0] ?? Date.now(), HOURS.opens - 60), options.speed);
const running = await startHall(
  {
    port: options.port,
    host: '0.0.0.0',
    dataDir,
    adminPassword: DEMO_PASSWORD,
    logLevel: 'warn',
    timeZone: ZONE,
  },
  { clock, log: pino({ level: 'warn' }) },
);
const { access, hall } = running.services;
for (const { username, displayName, role, password } of PEOPLE) {
  const put = await access.addAccount({ username, displayName, role, password });
  if (put.ok) await hall.record([{ type: 'account:changed', username, role }]);
}
await hall.record(samplePostings(hall.state, calendar.momentOf(Date.now()).date));

const demo = new DemoHall(hall, clock, options.seed);
process.stdout.write(`\nĐang diễn lại ${EARLIER_DAYS} ngày trước / playing ${EARLIER_DAYS} earlier days…\n`);
await demo.playDays(earlier);
const today = minuteOf(calendar, Date.now(), 12 * 60);
clock.forwardTo(minuteOf(calendar, today, HOURS.opens - 30));
demo.planDay(today);
await demo.playUntil(minuteOf(calendar, today, BEGINS_MINUTE));

const local = `http://localhost:${new URL(running.url).port}`;
const rows: readonly (readonly [string, string])[] = [
  ['Máy lấy số / kiosk', `${local}/kiosk`],
  ['Màn hình chờ / display', `${local}/display`],
  ['Ý kiến / opinion tablet', `${local}/opinion`],
  ['Quầy 1 / counter 1', `${local}/counter   ${VISITORS[0]?.username ?? ''}`],
  [
    'Điều hành / console',
    `${local}/manager   ${CHAIRMAN.username}, ${SUPERVISOR.username}, ${ADMIN.username}`,
  ],
];
process.stdout.write(
  `\nĐÂY LÀ HỘI TRƯỜNG MÔ PHỎNG, người và số liệu đều không có thật. / A SIMULATED HALL: nobody in it is real.\n\n${rows
    .map(([name, address]) => `  ${name.padEnd(26)} ${address}`)
    .join(
      '\n',
    )}\n\n  Mật khẩu chung / one password: ${DEMO_PASSWORD}\n  ${CLERKS.length} quầy tự chạy, nhanh gấp ${options.speed} lần / counters work by themselves. Ctrl+C: kết thúc / end.\n\n`,
);

const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => ending.abort());
await demo.live(today, ending.signal);
await running.stop();
await rm(dataDir, { recursive: true, force: true });
process.stdout.write('Đã kết thúc, dữ liệu mô phỏng đã xóa. / Ended; the simulated data is gone.\n');
process.exit(0);
