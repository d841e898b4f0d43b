import { startHall } from '../../server/main.ts';

const running = await startHall({
  port: 0,
  host: '127.0.0.1',
  dataDir: process.argv[2] ?? '',
  adminPassword: 'matkhau-thu-nghiem',
  logLevel: 'error',
  timeZone: 'Asia/Ho_Chi_Minh',
});
process.stdout.write(`READY ${running.url}\n`);
process.on('SIGTERM', () => {
  void running.stop().then(() => process.exit(0));
});
