import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { DocumentMaker } from '../documents/document-maker.ts';
import { localMinute } from '../documents/hall-names.ts';
import { pageWordsOn } from '../documents/page-words.ts';
import { HallCalendar } from '../hall/clock.ts';
import { ListReader } from '../procedure-lists/list-reader.ts';
import type { HubConfig } from './config.ts';
import { openHubDatabase } from './database.ts';
import { dumpBefore } from './dump.ts';
import { type OwnPostgres, startOwnPostgres } from './embedded-postgres.ts';
import { HallStates } from './hall-states.ts';
import { Halls } from './halls.ts';
import { HubApi } from './http/api.ts';
import { serveUnder } from './http/base-path.ts';
import { hubPages } from './http/pages.ts';
import { HubAccounts } from './hub-accounts.ts';
import { HubMetrics } from './hub-metrics.ts';
import { HubReports } from './hub-reports.ts';
import { Intake } from './intake.ts';
import { openLive } from './live.ts';
import { OfferedLists } from './offered-lists.ts';
import { Partitions } from './partitions.ts';
import { ProvinceDocuments } from './province-documents.ts';
import { Scratch } from './scratch.ts';
import type { HubServices } from './services.ts';

export interface HubOptions {
  readonly log?: Logger;
  /** Folder of the built pages; null: none. */
  readonly webFolder: string | null;
  readonly version: string;
  readonly nowMs?: () => number;
}

/** A hub that runs. */
export interface RunningHub {
  readonly url: string;
  /** The password of the first administrator where none was given; null: there are accounts. */
  readonly firstPassword: string | null;
  readonly services: HubServices;
  stop(): Promise<void>;
}

/** Puts a hub together and starts it. Without a DATABASE_URL its PostgreSQL runs beside it. */
export async function startHub(config: HubConfig, options: HubOptions): Promise<RunningHub> {
  const log = options.log ?? pino({ level: config.logLevel });
  const onError = (error: unknown, what: string) => log.error({ err: error, what }, 'something failed');
  const nowMs = options.nowMs ?? Date.now;
  const calendar = new HallCalendar(config.timeZone);
  let own: OwnPostgres | null = null;
  if (config.databaseUrl === null)
    own = await startOwnPostgres(config.dataDir, { onLog: (line) => log.debug({ line }, 'postgres') });
  const scratch = new Scratch();
  try {
    const url = config.databaseUrl ?? own?.url ?? '';
    const database = await openHubDatabase(url, scratch.db, {
      onError,
      dumpFirst: async (version, serverMajor) => {
        const dumps = join(config.dataDir, 'dumps');
        const at = await dumpBefore(url, dumps, { version, serverMajor, nowMs: nowMs() });
        log.info({ at, version }, 'dumped before the migration');
      },
    });
    const { writer, reader } = database;
    if (!database.readerApart)
      log.warn(
        'the pages read as the user that writes: make the role motcua_reader and grant it to the user of DATABASE_URL (docs/province.md)',
      );
    const accounts = new HubAccounts(writer);
    const firstPassword = await accounts.firstRun(config.adminPassword);
    const documents = new ProvinceDocuments({
      pool: writer,
      maker: new DocumentMaker(),
      pageWords: () => pageWordsOn(config.dataDir, [], 'report', calendar.momentOf(nowMs()).date),
      now: () => localMinute(calendar.momentOf(nowMs())),
    });
    const listReader = new ListReader({ onError });
    const services: HubServices = {
      halls: new Halls(database, nowMs),
      intake: new Intake({
        pool: writer,
        scratch,
        states: new HallStates(),
        partitions: new Partitions(writer, nowMs),
        nowMs,
        onTaken: (hall) => {
          metrics.taken();
          live.changed(hall);
        },
      }),
      accounts,
      reports: new HubReports(reader, scratch),
      documents,
      lists: new OfferedLists(writer, listReader, nowMs),
      writer,
      reader,
      version: options.version,
      nowMs,
      looked: async (username, what, details) => {
        await writer.query('INSERT INTO looks (username, what, details) VALUES ($1, $2, $3)', [
          username,
          what,
          JSON.stringify(details),
        ]);
      },
    };
    const metrics = new HubMetrics(() => services.halls.list(null));
    const api = new HubApi(services, log, config.basePath);
    const pages = hubPages(options.webFolder, config.basePath);
    const server = createServer((req, res) => {
      if (req.url === '/metrics' && req.method === 'GET') void metrics.answer(res);
      else if (api.owns(req.url ?? '')) api.handle(req, res);
      else pages(req, res);
    });
    server.requestTimeout = 60_000;
    const live = await openLive(server, database.listener, accounts, onError);
    serveUnder(config.basePath, server);
    await new Promise<void>((done, fail) => {
      server.once('error', fail);
      server.listen(config.port, config.host, done);
    });
    let stopping: Promise<void> | undefined;
    const stop = async () => {
      await live.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await documents.stop();
      await listReader.stop();
      await database.close();
      scratch.close();
      await own?.stop();
    };
    return {
      url: `http://localhost:${(server.address() as AddressInfo).port}${config.basePath}`,
      firstPassword,
      services,
      stop: () => {
        stopping ??= stop();
        return stopping;
      },
    };
  } catch (error) {
    await own?.stop();
    throw error;
  }
}
