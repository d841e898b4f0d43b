import { startHall } from '../../dist/node/server/main.js';

/** The built hall in a process of its own: DATA_DIR [PORT [WEB_FOLDER]]. Tells its address when it is ready. */
const [, , dataDir = '', port = '0', webFolder] = process.argv;
const running = await startHall(
  {
    port: Number(port),
    host: '127.0.0.1',
    dataDir,
    adminPassword: 'matkhau-thu-nghiem',
    logLevel: 'error',
    timeZone: 'Asia/Ho_Chi_Minh',
  },
  webFolder === undefined ? {} : { webFolder },
);
process.stdout.write(`READY ${running.url}\n`);
process.on('SIGTERM', () => {
  void running.stop().then(() => process.exit(0));
});
