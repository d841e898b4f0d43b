import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { packageFolder, packageVersion } from '../../hardware/package-folder.ts';
import { openDemoProvince } from './demo-province.ts';
import { openDemoHall } from './open-demo-hall.ts';
import { ADMIN, CHAIRMAN, CLERKS, DEMO_PASSWORD, SUPERVISOR, VISITORS } from './people.ts';

const EARLIER_DAYS = 5;
const HALLS = 5;

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
  .option('--province', `a province instead: a hub, and ${HALLS} small halls on the ports after it`)
  .parse(process.argv)
  .opts<{ speed: number; seed: number; port: number; province?: true }>();

const dataDir = await mkdtemp(join(tmpdir(), 'motcua-demo-'));
const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => ending.abort());
const choice = { ...options, host: '0.0.0.0', dataDir, earlierDays: EARLIER_DAYS };

const localOf = (url: string) => `http://localhost:${new URL(url).port}`;

/** Says what there is to see. */
function tell(title: string, rows: readonly (readonly [string, string])[], more: string): void {
  const lines = rows.map(([name, address]) => `  ${name.padEnd(26)} ${address}`).join('\n');
  process.stdout.write(
    `\n${title}\n\n${lines}\n\n  Mật khẩu chung / one password: ${DEMO_PASSWORD}\n  ${more} Ctrl+C: kết thúc / end.\n\n`,
  );
}

const pace = `nhanh gấp ${options.speed} lần / counters work by themselves.`;

async function hall(): Promise<void> {
  process.stdout.write(
    `\nĐang diễn lại ${EARLIER_DAYS} ngày trước / playing ${EARLIER_DAYS} earlier days…\n`,
  );
  const { running, live } = await openDemoHall(choice);
  const local = localOf(running.url);
  tell(
    'ĐÂY LÀ HỘI TRƯỜNG MÔ PHỎNG, người và số liệu đều không có thật. / A SIMULATED HALL: nobody in it is real.',
    [
      ['Máy lấy số / kiosk', `${local}/kiosk`],
      ['Màn hình chờ / display', `${local}/display`],
      ['Ý kiến / opinion tablet', `${local}/opinion`],
      ['Quầy 1 / counter 1', `${local}/counter   ${VISITORS[0]?.username ?? ''}`],
      [
        'Điều hành / console',
        `${local}/manager   ${CHAIRMAN.username}, ${SUPERVISOR.username}, ${ADMIN.username}`,
      ],
    ],
    `${CLERKS.length} quầy tự chạy, ${pace}`,
  );
  await live(ending.signal);
  await running.stop();
}

async function province(): Promise<void> {
  process.stdout.write(
    `\nĐang diễn lại ${EARLIER_DAYS} ngày của ${HALLS} điểm / playing ${EARLIER_DAYS} days of ${HALLS} halls…\n`,
  );
  const { hub, halls, stop } = await openDemoProvince({
    ...choice,
    halls: HALLS,
    databaseUrl: null,
    webFolder: join(packageFolder(), 'dist', 'web'),
    version: packageVersion(),
  });
  tell(
    'ĐÂY LÀ TỈNH MÔ PHỎNG, người và số liệu đều không có thật. / A SIMULATED PROVINCE: nobody in it is real.',
    [
      ['Trung tâm tỉnh / hub', `${localOf(hub.url)}/   admin`],
      ...halls.map(({ name, open }): [string, string] => [
        name,
        `${localOf(open.running.url)}/manager   ${ADMIN.username}`,
      ]),
    ],
    `${halls.length} điểm tự chạy, ${pace}`,
  );
  await Promise.all(halls.map(({ open }) => open.live(ending.signal)));
  await stop();
}

await (options.province === true ? province() : hall());
await rm(dataDir, { recursive: true, force: true });
process.stdout.write('Đã kết thúc, dữ liệu mô phỏng đã xóa. / Ended; the simulated data is gone.\n');
process.exit(0);
