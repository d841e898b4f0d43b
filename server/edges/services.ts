import type { AuditEntry, AuditKind, ChainState } from '../../common/protocol/audit.ts';
import type { Procedure, Template } from '../../common/protocol/catalogue.ts';
import type { DeviceHistory } from '../../common/protocol/device-history.ts';
import type { DocumentFormat, ReportLanguage } from '../../common/protocol/formats.ts';
import type { PrinterState } from '../../common/protocol/hardware.ts';
import type { AskedVisit, ListedOpinion, OwnOpinionMonth } from '../../common/protocol/opinions.ts';
import type { NetworkPrinter } from '../../common/protocol/printers.ts';
import type { RecordSpan } from '../../common/protocol/record-span.ts';
import type { Outcome } from '../../common/protocol/refusals.ts';
import type { Remark } from '../../common/protocol/remarks.ts';
import type { HealthReport } from '../../common/protocol/rest/hall.ts';
import type { RecordedSession } from '../../common/protocol/rest/planning.ts';
import type { Draft, ListedReport } from '../../common/protocol/rest/reports.ts';
import type { OfficerDay } from '../../common/protocol/rest/session.ts';
import type { SettingsChange } from '../../common/protocol/settings-history.ts';
import type { StageRecord } from '../../common/protocol/stage.ts';
import type { Ticket } from '../../common/protocol/ticket.ts';
import type { DeviceRecord, PrinterRecord } from '../../common/protocol/views.ts';
import type { KioskPrinters } from '../devices/kiosk-printers.ts';
import type { DocumentOrder, WrittenDocument } from '../documents/document-desk.ts';
import type { LoggedEvent } from '../domain/events.ts';
import type { ErrandDesk } from '../errands/errand-desk.ts';
import type { Hall } from '../hall/hall.ts';
import type { Outbox } from '../hub/outbox/outbox.ts';
import type { ImportDesk } from '../import/import-desk.ts';
import type { Languages } from '../languages/languages.ts';
import type { FileDrop } from '../links/dossiers/adapters/file-drop.ts';
import type { RestDossiers } from '../links/dossiers/adapters/rest.ts';
import type { DossierDesk } from '../links/dossiers/dossier-desk.ts';
import type { LookDesk } from '../lookahead/look-desk.ts';
import type { MediaFolder } from '../media/media-folder.ts';
import type { MonthDesk } from '../month/month-desk.ts';
import type { DailyBackup } from '../operations/daily-backup.ts';
import type { PlanDesk } from '../planning/plan-desk.ts';
import type { ListDesk } from '../procedure-lists/list-desk.ts';
import type { ListingDesk } from '../procedure-lists/listing-desk.ts';
import type { PublicFigures } from '../publication/public-figures.ts';
import type { PushDesk } from '../push/push-desk.ts';
import type { ReportResult } from '../reports/report.ts';
import type { ReportForm } from '../reports/report-desk.ts';
import type { RosterDesk } from '../rosters/roster-desk.ts';
import type { RosterPapers } from '../rosters/roster-papers.ts';
import type { ClosingSlips } from '../seal/closing-slips.ts';
import type { DaySealer } from '../seal/day-sealer.ts';
import type { OpinionFilter, RemarkFilter, TicketFilter } from '../storage/read-models.ts';
import type { VoiceDesk } from '../voices/voice-desk.ts';
import type { WebhookDesk } from '../webhooks/webhook-desk.ts';
import type { Access } from './access.ts';
import type { CitizenOpinions } from './citizen-opinions.ts';
import type { CopyAlerts } from './copy-alerts.ts';
import type { EncryptionFacts } from './doors.ts';
import type { HolderActs } from './holder-acts.ts';
import type { LookUps } from './look-ups.ts';
import type { WebhookAlerts } from './open-webhooks.ts';
import type { ConnectionGuard } from './perimeter/connection-guard.ts';
import type { KnownBrowsers } from './perimeter/known-browsers.ts';
import type { Perimeter } from './perimeter/perimeter.ts';
import type { Rejections } from './perimeter/rejections.ts';
import type { TicketPace } from './perimeter/ticket-pace.ts';
import type { PersonDigests } from './person-digests.ts';
import type { PersonalKeys } from './personal-keys.ts';
import type { ProgramTokens } from './program-tokens.ts';
import type { SecondFactor } from './second-factor.ts';
import type { SetUp } from './set-up.ts';
import type { StaffPlaces } from './staff-places.ts';
import type { TicketAddresses } from './ticket-addresses.ts';

/** Reads of the record that the edges need; the read tables answer them. */
export interface RecordReads {
  findTicket(id: string): Ticket | undefined;
  findByTracking(token: string): Ticket | undefined;
  listTickets(filter: TicketFilter): { tickets: Ticket[]; nextCursor: string | null };
  dayOf(officer: string, date: string): OfficerDay;
  usualAt(counter: string, fromDate: string): string[];
  /** Times at counters, newest first; both days included. */
  sessionsOf(officer: string, from: string, to: string): readonly RecordedSession[];
  /** Newest remarks of an officer; those of a period. Those taken back are left out. */
  remarksOf(officer: string, limit: number): readonly Remark[];
  listRemarks(filter: RemarkFilter): { remarks: readonly Remark[]; nextCursor: string | null };
  listOpinions(filter: OpinionFilter): { opinions: readonly ListedOpinion[]; nextCursor: string | null };
  /** What a counter's tablet is to ask on a day; null: nothing. */
  visitToAsk(counter: string, date: string): AskedVisit | null;
  /** An officer's own figures of months before the one of this day. */
  ownOpinions(officer: string, closedBefore: string): readonly OwnOpinionMonth[];
  recordedSpan(): RecordSpan;
  settingsHistory(limit: number): readonly SettingsChange[];
  events(after: number, limit: number): readonly LoggedEvent[];
  /** The first day of which the hall has a ticket of its own; null: none yet. */
  firstDay(): string | null;
}

/** The log in sentences. */
export interface AuditDesk {
  page(query: {
    readonly before?: number | undefined;
    readonly kind: AuditKind;
    readonly actor?: string | undefined;
    readonly from?: string | undefined;
    readonly to?: string | undefined;
    readonly limit: number;
  }): Promise<{ readonly entries: readonly AuditEntry[]; readonly nextCursor: number | null }>;
}

/** The check of the log's chain, in the background. */
export interface ChainDesk {
  state(): ChainState;
  /** Begins a check, or answers the one under way. */
  start(): ChainState;
}

/** A rendered report. */
export interface ReportOutput {
  readonly json: ReportResult;
  readonly csv?: string;
}

/** Sheets and pages made of reports. */
export interface DocumentWriter {
  write(order: DocumentOrder): Promise<Outcome<WrittenDocument>>;
}

/** Drafts that the hall made by itself. */
export interface DraftShelf {
  list(): readonly Draft[];
  find(id: string): Draft | undefined;
  read(id: string, format: DocumentFormat): Buffer | undefined;
}

export interface ReportDesk {
  list(language?: ReportLanguage): readonly ListedReport[];
  /** @param signal tells that nobody waits for the report any more */
  run(
    id: string,
    params: Record<string, string>,
    format: ReportForm,
    signal?: AbortSignal,
    language?: ReportLanguage,
  ): Promise<Outcome<ReportOutput>>;
}

/** Printers of this server and its agents, by name. */
export interface PrinterDesk {
  exists(name: string): boolean;
  states(): readonly PrinterState[];
  /** As staff pages show them. */
  records(): readonly PrinterRecord[];
  models(): readonly { readonly name: string; readonly title: string }[];
  /** Why a printer cannot be added or changed to this; null: it can. */
  refusalOf(printer: NetworkPrinter): 'name_taken' | 'bad_transport' | 'unknown_model' | null;
  /** False when there is no such printer, or its agent is away. */
  testPage(name: string): boolean;
  virtualTickets(): Promise<readonly { file: string; number: string; at: string }[]>;
  virtualPicture(file: string): Promise<Buffer | null>;
}

/** Everything an edge may use. Put together in main.ts alone. */
export interface Services {
  readonly hall: Hall;
  readonly reads: RecordReads;
  readonly access: Access;
  readonly programs: ProgramTokens;
  readonly webhooks: WebhookDesk;
  readonly webhookAlerts: WebhookAlerts;
  readonly figures: PublicFigures;
  readonly dossiers: Pick<DossierDesk, 'look'>;
  readonly dossierRest: Pick<RestDossiers, 'put' | 'get' | 'receptions'>;
  readonly dossierFiles: Pick<FileDrop, 'look' | 'folder' | 'taken' | 'resultOf'>;
  /** Tells visitors apart by address, name of the hall and proxy. */
  readonly perimeter: Perimeter;
  readonly browsers: KnownBrowsers;
  /** Bounds what strangers hold and ask. */
  readonly connections: Pick<ConnectionGuard, 'markKnown' | 'mayAsk'>;
  /** Holds kiosks and people to a human pace. */
  readonly pace: TicketPace;
  /** Counts what is turned away. */
  readonly rejections: Rejections;
  readonly keys: PersonalKeys;
  readonly secondFactor: SecondFactor;
  readonly copies: CopyAlerts;
  readonly opinions: CitizenOpinions;
  readonly holderActs: HolderActs;
  readonly persons: Pick<PersonDigests, 'digest'>;
  readonly lookUps: LookUps;
  /** Tells phones by Web Push. */
  readonly push: Pick<PushDesk, 'publicKey' | 'subscribe' | 'unsubscribe'>;
  readonly addresses: TicketAddresses;
  readonly staffPlaces: StaffPlaces;
  readonly audit: AuditDesk;
  readonly chain: ChainDesk;
  /** The hall's link to the hub of the province. */
  readonly outbox: Pick<Outbox, 'status' | 'join' | 'leave' | 'offeredFile' | 'answerOffer'>;
  readonly seals: Pick<DaySealer, 'list' | 'newest' | 'proofOf'>;
  readonly closingSlips: Pick<ClosingSlips, 'again'>;
  readonly setUp: SetUp;
  readonly reports: ReportDesk;
  readonly documents: DocumentWriter;
  readonly drafts: DraftShelf;
  /** List files set against the catalogue. */
  readonly lists: Pick<ListDesk, 'read' | 'compare'>;
  /** Tickets of earlier days on their way into the record. */
  readonly imports: Pick<
    ImportDesk,
    'receive' | 'list' | 'find' | 'check' | 'take' | 'drop' | 'batches' | 'remove'
  >;
  /** Pictures and silent videos for the boards. */
  readonly media: MediaFolder;
  /** Packs of the hall's own recordings. */
  readonly voices: VoiceDesk;
  /** What people come for, in everyday words. */
  readonly errands: Pick<ErrandDesk, 'offer'>;
  /** The procedures for everybody. */
  readonly listing: Pick<ListingDesk, 'on' | 'write'>;
  /** Plans of the staff and trials of arrangements. */
  readonly lookAhead: Pick<LookDesk, 'read' | 'refuse'>;
  readonly planner: Pick<
    PlanDesk,
    'ask' | 'outcomeOf' | 'whatIf' | 'compareCallRules' | 'promiseKept' | 'list' | 'find' | 'cancel'
  >;
  readonly rosters: Pick<
    RosterDesk,
    'make' | 'copy' | 'list' | 'read' | 'edit' | 'remove' | 'contentOf' | 'settle' | 'difference' | 'turnsOf'
  >;
  readonly rosterPapers: Pick<RosterPapers, 'write'>;
  /** Copies of the record. */
  readonly backups: Pick<DailyBackup, 'copies' | 'makeNow' | 'check'>;
  /** What is to be signed this month. */
  readonly month: Pick<MonthDesk, 'read' | 'write' | 'standingOf'>;
  /** What is announced on the screens of each zone, and what waits for it. */
  readonly stages: () => readonly StageRecord[];
  readonly printers: PrinterDesk;
  /** The languages that citizens may choose. */
  readonly languages: Languages;
  readonly kioskPrinters: Pick<KioskPrinters, 'ownOf' | 'paperOf' | 'set' | 'keep'>;
  readonly templates: ReadonlyMap<string, Template>;
  readonly procedures: () => Iterable<Procedure>;
  readonly devices: () => readonly DeviceRecord[];
  /** What happened to a device or printer; undefined: it was never watched. */
  readonly deviceHistory: (id: string) => DeviceHistory | undefined;
  /** Lets an agent read all its keyboards for a while; false when it is not connected. */
  readonly listenToButtons: (deviceId: string, forMs: number) => boolean;
  readonly health: () => HealthReport;
  readonly metrics: () => Promise<{ type: string; text: string }>;
  /** How connections are encrypted; null: they are not. */
  readonly encryption: () => EncryptionFacts | null;
  /** Port of plain http. */
  readonly httpPort: () => number;
  /** The own authority's certificate as PEM; null: there is none. */
  readonly authority: () => string | null;
  readonly version: string;
}
