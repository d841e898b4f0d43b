import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { pino } from 'pino';
import { packageFolder, packageVersion } from '../hardware/package-folder.ts';
import { ChainWatch } from './audit/chain-watch.ts';
import { openAudit } from './audit/open-audit.ts';
import type { Config } from './config.ts';
import { boundDevices, pressButton } from './devices/buttons.ts';
import { DeviceWatch } from './devices/device-watch.ts';
import { HallDevices } from './devices/hall-devices.ts';
import { openPaper } from './devices/open-paper.ts';
import { openDocuments } from './documents/open-documents.ts';
import { CitizenOpinions } from './edges/citizen-opinions.ts';
import { Doors } from './edges/doors.ts';
import { httpHandler } from './edges/http/app.ts';
import { openAccess } from './edges/open-access.ts';
import { openLinks } from './edges/open-links.ts';
import { openPerimeter } from './edges/perimeter/open-perimeter.ts';
import type { Services } from './edges/services.ts';
import { AgentLinks } from './edges/sockets/agents.ts';
import { AwayOfficers } from './edges/sockets/away-officers.ts';
import { LiveEdge } from './edges/sockets/live-edge.ts';
import type { CallDirector } from './hall/call-director.ts';
import { HallCalendar, systemClock } from './hall/clock.ts';
import { Hall } from './hall/hall.ts';
import { HallClock } from './hall/hall-clock.ts';
import { loadHolidays } from './hall/holidays.ts';
import { OfficerSigns } from './hall/officer-signs.ts';
import { openDirector } from './hall/open-director.ts';
import { loadTemplates } from './hall/templates.ts';
import { openOutbox } from './hub/outbox/open-outbox.ts';
import { ImportDesk } from './import/import-desk.ts';
import { openLook } from './lookahead/open-look.ts';
import { DailyBackup } from './operations/daily-backup.ts';
import { HeadKeeper } from './operations/head-keeper.ts';
import { keepHeapLean } from './operations/lean-heap.ts';
import { Metrics } from './operations/metrics.ts';
import { noticeRestore } from './operations/notice-restore.ts';
import { hallHealth } from './operations/open-health.ts';
import { StorageWatch } from './operations/storage-watch.ts';
import { hallFacts } from './planning/hall-facts.ts';
import { PlanDesk } from './planning/plan-desk.ts';
import { procedureDesks } from './procedure-lists/procedure-desks.ts';
import { publicFigures } from './publication/open-figures.ts';
import { openRosters } from './rosters/open-rosters.ts';
import { ClosingSlips } from './seal/closing-slips.ts';
import { openSealing } from './seal/open-sealing.ts';
import type { StartOptions } from './start-options.ts';
import { DeviceLog } from './storage/device-log.ts';
import { SignStore } from './storage/officer-sign-store.ts';
import { openRecord } from './storage/open-record.ts';
import { recordLookUps, recordReads } from './storage/record-reads.ts';
import { SealedValues } from './storage/sealed-values.ts';
import { SecretStore } from './storage/secrets.ts';
import { TicketReads } from './storage/ticket-reads.ts';
import { checkGivenCertificate } from './tls/hall-certificate.ts';
import { hostNamesOf } from './tls/own-addresses.ts';
import { ASSETS_FOLDER, openVoices } from './voices/open-voices.ts';

/** Template of a hall that nobody has set up yet: no window, no quota, so that a ticket comes out at any hour. */
const FIRST_TEMPLATE = 'commune';

/** So many outages and paper changes of a device a page shows. */
const HISTORY_SHOWN = 200;

/** A hall that runs. */
export interface RunningHall {
  readonly url: string;
  /** Null: no encryption. */
  readonly secureUrl: string | null;
  readonly setUpToken: string | null;
  readonly services: Services;
  readonly liveEdge: LiveEdge;
  readonly signs: OfficerSigns;
  /** Resolves when a flush failed: the process must end at once and be started again (decision 0021). */
  readonly lost: Promise<unknown>;
  /** Ends cleanly: no more commands, what is under way committed, sockets and files closed. */
  stop(): Promise<void>;
}

/** Puts the hall together and starts it. The only place where parts meet. */
export async function startHall(config: Config, options: StartOptions = {}): Promise<RunningHall> {
  keepHeapLean();
  const log = options.log ?? pino({ level: config.logLevel });
  const calendar = new HallCalendar(config.timeZone);
  const clock = new HallClock(options.clock ?? systemClock(), calendar);
  checkGivenCertificate(config.tls);
  const { file, db, store, close } = openRecord(config, calendar, options);
  const templates = loadTemplates();
  const version = packageVersion();
  const onError = (error: unknown, what: string) => {
    log.error({ err: error, what }, 'something failed');
    if (what === 'commit') storage.commitFailed(error);
  };
  const storage: StorageWatch = new StorageWatch({
    dataDir: config.dataDir,
    file,
    store,
    isHeldUp: () => hall.heldUp,
    onError,
  });
  const reads: TicketReads = new TicketReads(db);
  const lookUps = recordLookUps(db);
  const signs = new OfficerSigns({
    store: new SignStore(db),
    hall: () => hall,
    isConnected: (username) => liveEdge.isAtWork(username),
    idleMs: (username) => access.idleMsOf(username, clock.rate),
    onError,
  });
  const hall: Hall = new Hall({
    store,
    ...lookUps,
    announcedUntil: (called) => director.announcedUntil(called),
    clock,
    calendar,
    templates,
    onError,
    lastSignMs: (counter) => signs.lastSignMs(counter),
    findEnded: (id) => reads.findTicket(id),
    ownAddress: () => doors.citizenAddress(hall.state.settings.httpsRedirect === 'all'),
  });
  const opened = store.head();
  hall.start();
  const doors = await Doors.prepare(config, {
    log,
    nowMs: Date.now,
    names: () => hostNamesOf(hall.state.settings.trackingBaseUrl),
  });
  // Nothing is told before the record knows which day it is.
  await hall.record([]);
  const holidays = loadHolidays();
  if (JSON.stringify(hall.state.holidays) !== JSON.stringify(holidays))
    await hall.record([{ type: 'calendar:holidays-known', holidays }]);
  await noticeRestore(hall, store, config.dataDir, opened.sequence);
  const headKeeper = new HeadKeeper({ hall, dataDir: config.dataDir, onError });
  headKeeper.start(store.head());

  const sealed = SealedValues.ofFolder(config.dataDir, onError);
  const secrets = new SecretStore(db, sealed);
  const ports = () => [doors.port, doors.encryption()?.port ?? 0];
  const outer = openPerimeter({ config, hall, secrets, ports, onError });
  const { connections, rejections } = outer;
  const realNowMs = options.realNowMs ?? (options.clock === undefined ? () => clock.nowMs() : Date.now);
  const people = openAccess({ db, hall, reads, templates, secrets, sealed, rejections, now: realNowMs });
  const { access, setUp, addresses, staffPlaces } = people;
  const setUpToken = await setUp.firstRun(FIRST_TEMPLATE, config.adminPassword);

  const agents = new AgentLinks(log);
  const paper = await openPaper({
    ...config,
    hall,
    access,
    agents,
    clock,
    addresses,
    tell: (news) => liveEdge.tellPrint(news),
    onError,
  });
  const { printers, printing, kioskPrinters } = paper;
  const backups = new DailyBackup({ dataDir: config.dataDir, calendar, onError });
  const metrics = new Metrics(
    () => hall.state,
    () => printing.pendingCount,
    rejections,
  );
  const papers = openDocuments({
    file,
    dataDir: config.dataDir,
    state: () => hall.state,
    newestSeal: () => seals.newest(),
    calendar,
    clock,
    onError,
  });
  const { maker, documents } = papers;
  const procedures = procedureDesks({
    state: () => hall.state,
    maker,
    dataDir: config.dataDir,
    now: papers.now,
    visits: (from, before) => reads.visitsByHour(from, before),
    onError,
  });
  const imports = new ImportDesk({ db, hall, dataDir: config.dataDir, calendar, clock, onError });
  const facts = () => hallFacts(hall.state, config.timeZone, calendar.momentOf(clock.nowMs()).date);
  const lookAhead = openLook({ db, file, dataDir: config.dataDir, hall, facts, onError });
  const planner = new PlanDesk({
    file,
    dataDir: config.dataDir,
    facts,
    nowMs: () => clock.nowMs(),
    onError,
  });

  const rostering = openRosters({
    dataDir: config.dataDir,
    state: () => hall.state,
    people: () => new Map(access.listAccounts().map((each) => [each.username, each])),
    planner,
    calendar,
    clock,
    maker,
    onError,
  });

  const { voices, hallVoices } = openVoices({ db, clock, onChanged: () => director.voicesChanged() });
  const director: CallDirector = openDirector({ hall, clock, hallVoices }, (records) =>
    liveEdge.stagesChanged(records),
  );

  const deviceLog = new DeviceLog(db);
  const devices = new HallDevices({
    access,
    agents,
    log: deviceLog,
    printers,
    isOnline: (id) => liveEdge.isOnline(id),
    versionOf: (id) => liveEdge.versionOf(id),
    kioskPrinters,
  });
  const watch = new DeviceWatch({
    log: deviceLog,
    calendar,
    nowMs: () => clock.nowMs(),
    look: () => devices.watched(),
    onPresent: (ids) => access.seenAll(ids),
    onError,
  });

  const health = () => hallHealth({ version, hall, clock, storage, printers, kioskPrinters, backups, seals });

  const auditDb = new Sqlite(file, { readonly: true });
  const chain = new ChainWatch({ db: auditDb, nowMs: () => clock.nowMs() });
  const seals = openSealing({
    hall,
    dataDir: config.dataDir,
    file,
    db: auditDb,
    onSealed: (seal) => closingSlips.sealed(seal),
    onError,
  });
  const closingSlips = new ClosingSlips({
    hall,
    timeZone: config.timeZone,
    routeOf: (name) => printers.routeOf(name),
    newest: () => seals.newest(),
    onError,
  });
  const shared = { ...config, db, store, hall, sealed, secrets, addresses, onError };
  const outbox = openOutbox({ ...shared, clock, health, printers, log });
  const recorded = recordReads(db, reads, store);
  const links = openLinks({ ...shared, ...paper, director, reads: recorded, ...lookUps, now: realNowMs });
  const services: Services = {
    hall,
    reads: recorded,
    ...links,
    figures: publicFigures(hall, papers.reports),
    ...people,
    ...outer,
    opinions: new CitizenOpinions({ hall, visits: lookUps.visits, staffPlaces, addresses }),
    audit: openAudit({ db: auditDb, hall, access, programs: people.programs, templates }),
    chain,
    outbox,
    seals,
    closingSlips,
    reports: papers.reports,
    documents,
    drafts: papers.drafts,
    imports,
    ...procedures.desks,
    planner,
    lookAhead,
    ...rostering,
    backups,
    ...paper,
    voices,
    templates,
    procedures: () => hall.state.procedures.values(),
    stages: () => director.records(),
    devices: () => devices.records(),
    deviceHistory: (id) => deviceLog.historyOf(id, HISTORY_SHOWN),
    listenToButtons: (deviceId, forMs) => agents.listenToButtons(deviceId, forMs),
    health,
    metrics: () => metrics.read(),
    httpPort: () => doors.port,
    encryption: () => doors.encryption(),
    authority: () => doors.authority(),
    version,
  };

  const app = httpHandler({
    services,
    log,
    webFolder: options.webFolder ?? join(packageFolder(), 'dist', 'web'),
    assetsFolder: ASSETS_FOLDER,
  });
  doors.serve(app);
  const liveEdge: LiveEdge = new LiveEdge({
    services,
    servers: doors.servers,
    log,
    agents,
    hearsOwnMachine: options.hearsOwnMachine === true,
    away: new AwayOfficers(hall, signs),
    boot: randomBytes(6).toString('hex'),
  });
  for (const server of doors.servers) connections.watch(server, server === doors.https);
  agents.listen({
    onResult: (result) => printing.settle(result),
    onLate: (late) => printing.late(late),
    onButton: (device, press) => {
      liveEdge.buttonPressed(device, press);
      return pressButton(hall, device, press);
    },
    boundDevices: (device) => boundDevices(hall, device),
    isWanted: (jobId) => printing.isWanted(jobId) || closingSlips.isWanted(jobId),
    onPrinters: (names) => {
      kioskPrinters.keep();
      for (const name of names) printing.resend(name);
      closingSlips.retry();
      if (devices.printersChanged()) watch.look();
      liveEdge.devicesChanged();
    },
  });
  printers.host.on('state', () => {
    if (devices.printersChanged()) watch.look();
    liveEdge.devicesChanged();
  });
  printers.whenChanged((name) => {
    printing.resend(name);
    closingSlips.retry();
    liveEdge.devicesChanged();
  });
  const unfollow = hall.subscribe((events) => {
    director.follow(events);
    metrics.follow(events);
    storage.commitSucceeded();
    printers.follow(events);
    for (const { event, actor } of events) {
      if (actor.kind === 'user') access.worked(actor.id);
      if (event.type === 'device:revoked') agents.forget(event.deviceId);
      if (event.type === 'button:bound' || event.type === 'button:unbound') agents.tellBound();
    }
  });
  liveEdge.start();
  director.start();
  watch.start();
  printers.release((jobId) => printing.isWanted(jobId) || closingSlips.isWanted(jobId));
  printing.start();
  seals.start();
  closingSlips.start();
  storage.start();
  signs.look();
  // The day turns also where nobody touches anything at midnight.
  const turn = setInterval(() => {
    hall.record([]).catch((error: unknown) => onError(error, 'day turn'));
    signs.look();
    lookAhead.tick();
    void backups.tick(clock.nowMs());
    void papers.monthlyDrafts.tick(clock.nowMs());
    seals.sealWhatIsClosed();
    closingSlips.retry();
    access.sweep();
    doors.look().catch((error: unknown) => onError(error, 'certificate'));
  }, 20_000);
  turn.unref();

  let stopping: Promise<void> | undefined;
  const stop = async () => {
    clearInterval(turn);
    await outbox.stop();
    signs.look();
    watch.stop();
    await connections.stop();
    director.stop();
    printing.stop();
    await doors.stop(() => liveEdge.stop());
    await printers.stop();
    unfollow();
    await backups.stop();
    await links.stop();
    await procedures.stop();
    await imports.stop();
    await planner.stop();
    await lookAhead.stop();
    await papers.stop();
    await chain.stop();
    await seals.stop();
    await storage.stop();
    await hall.stop();
    headKeeper.stop();
    auditDb.close();
    close();
  };
  try {
    await doors.open();
  } catch (error) {
    // A hall that nobody can reach must not hold its folder and its printers: it ends, and is started again.
    await stop();
    throw error;
  }
  return {
    url: `http://localhost:${doors.port}`,
    secureUrl: doors.secureUrl,
    setUpToken,
    services,
    liveEdge,
    signs,
    lost: hall.lost,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}
