import { startHall } from '../../server/main.ts';

/** A hall of the sources in a process of its own: DATA_FOLDER PORT. Tells its parent its address when it is ready. */
const [, , dataDir = '', port = '0'] = process.argv;
const running = await startHall(
  {
    port: Number(port),
    host: '127.0.0.1',
    dataDir,
    adminPassword: 'matkhau-thu-nghiem',
    logLevel: 'error',
    timeZone: 'Asia/Ho_Chi_Minh',
  },
  { webFolder: dataDir },
);
process.send?.({ url: running.url });
