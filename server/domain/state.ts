import type { ButtonBinding } from '../../common/protocol/buttons.ts';
import type { CalendarDay, HallName, PublicHolidays } from '../../common/protocol/calendar.ts';
import type { Agency, Counter, Field, Procedure, Settings } from '../../common/protocol/catalogue.ts';
import type { Leave } from '../../common/protocol/leave.ts';
import type { Officer } from '../../common/protocol/people.ts';
import type {
  Channel,
  Language,
  PrintState,
  Purpose,
  TicketState,
} from '../../common/protocol/primitives.ts';
import type { NetworkPrinter } from '../../common/protocol/printers.ts';
import type { ProcedureVersion } from '../../common/protocol/procedure-versions.ts';
import type { RemarkState } from '../../common/protocol/remarks.ts';
import type { ConfirmedRoster, RosterApplication } from '../../common/protocol/roster.ts';
import type { CallReason, Estimate, Transaction } from '../../common/protocol/ticket.ts';
import type { CallRecord, NoticeRecord } from '../../common/protocol/views.ts';
import type { Line, Queued } from './call-order.ts';
import type { KnownDossier } from './dossiers.ts';
import type { Loan } from './lending.ts';
import type { PrintJobState } from './print-jobs.ts';
import type { RestoreNotice } from './restoring.ts';
import { firstSealing, type Sealing } from './sealing.ts';
import type { CounterAct } from './taken-back.ts';
import { noTime, type Timeline } from './timeline.ts';
import { firstMemory, type WaitForecast, type WaitMemory } from './wait-memory.ts';

/** A ticket of today that has not ended. */
export interface LiveTicket extends Queued {
  readonly id: string;
  readonly number: string;
  order: number;
  orderedAtMs: number;
  eligibleAtMs: number;
  priority: string | null;
  field: string;
  readonly drawnField: string;
  readonly procedure: string | null;
  /** The dossier that it is about; null: none was named. */
  readonly dossierCode: string | null;
  readonly purpose: Purpose;
  readonly channel: Channel;
  readonly issuedAtMs: number;
  readonly trackingToken: string;
  readonly language: Language;
  state: TicketState;
  calledAtMs: number | null;
  lastCalledAtMs: number | null;
  startedAtMs: number | null;
  counter: string | null;
  reservedFor: string | null;
  callCount: number;
  /** How often its holder let others pass. */
  letPassCount: number;
  /** The counter that marked it absent last; null: none did. */
  missedAt: string | null;
  reason: CallReason | null;
  parkReason: string | null;
  print: PrintState;
  /** Why there is no paper, or none for sure; null: there is. */
  printReason: string | null;
  estimate: Estimate | null;
  /** What was transacted at counters that sent it on. */
  work: readonly Transaction[];
  /** What was foretold of its wait when it was drawn; null: nothing could be. */
  readonly forecast: WaitForecast | null;
}

/** A counter as it stands now. */
export interface LiveCounter {
  definition: Counter;
  state: 'closed' | 'open' | 'paused';
  officer: string | null;
  sinceMs: number | null;
  primaryFields: readonly string[];
  helpingFields: readonly string[];
  pauseReason: string | null;
  /** Since when it is paused, ms; null: it is not. */
  pausedAtMs: number | null;
  presentTicketId: string | null;
  /** The last act at it since it was opened, ms; null: closed. */
  lastActMs: number | null;
  ordinaryStreak: number;
  /** What can be taken back; null: nothing. */
  lastAct: CounterAct | null;
}

/** A ticket that the day's end sent away, as it stood then. */
export interface LeftTicket {
  readonly ticket: LiveTicket;
  readonly leftAtMs: number;
}

/** A day that is over: needed again when a wrong clock ended it. */
export interface LastDay {
  readonly date: string;
  readonly issued: ReadonlyMap<string, number>;
  readonly left: readonly LeftTicket[];
}

/** What the state keeps of a remark on a procedure. */
export interface KnownRemark {
  readonly officer: string;
  state: RemarkState;
}

/** What the state keeps of a visit that was rated: enough that no other rating is decided beside one not yet read back. */
export interface RatedVisit {
  readonly opinionId: string;
  /** Day of the hall on which it was rated. */
  readonly date: string;
}

/** An event that an act of the log set aside. */
export interface SetAside {
  readonly sequence: number;
  readonly eventType: string;
  readonly because: string;
  /** When it was set aside, ms. */
  readonly atMs: number;
}

/** Running mean of a field's service, for the wait estimate. */
export interface Measured {
  meanMs: number;
  count: number;
}

/** Words of a language as a reader of it has signed them. */
interface SignedWords {
  readonly digest: string;
  readonly reader: string;
  readonly atMs: number;
}

/**
 * The hall's present state. It follows from the log alone: `apply` is the only writer, and replaying the same events
 * gives the same state.
 */
export interface HallState {
  sequence: number;
  settings: Settings;
  /** False until a person confirmed or chose a template. */
  setUp: boolean;
  day: string | null;
  /** What the record tells of its own time. */
  time: Timeline;
  /** Whom the end of the day sends away, until it is over. */
  leaving: LeftTicket[];
  lastDay: LastDay | null;
  /** Numbers drawn under a date that had not come yet → field → how many: they are not drawn again when it comes. */
  readonly keptNumbers: Map<string, ReadonlyMap<string, number>>;
  readonly fields: Map<string, Field>;
  /** As the hall's day has them: the versions in force, and what is out of use. */
  readonly procedures: Map<string, Procedure>;
  /** All versions of each procedure, earliest first. */
  readonly procedureVersions: Map<string, readonly ProcedureVersion[]>;
  /** Sequence of the event that changed procedures last, or the day they are read for: pages read them again. */
  proceduresAt: number;
  readonly agencies: Map<string, Agency>;
  /** Officials by account. */
  readonly officers: Map<string, Officer>;
  /** Absences of officers by id. */
  readonly leaves: Map<string, Leave>;
  /** Confirmed rosters by id, in the order in which they were confirmed: the later one holds. */
  readonly rosters: Map<string, ConfirmedRoster>;
  /** By what the counters were last set; holds for its day alone. */
  rosterApplied: RosterApplication | null;
  /** Counters that have taken a field on for a while, by counter. */
  readonly loans: Map<string, Loan>;
  /** Days that the hall itself closed or works, by date. */
  readonly calendar: Map<string, CalendarDay>;
  holidays: PublicHolidays;
  /** Later names of the hall by the day they begin. */
  readonly hallNames: Map<string, HallName>;
  /** Who signed the words of a language last, by its tag. */
  readonly languageReviews: Map<string, SignedWords>;
  readonly counters: Map<string, LiveCounter>;
  readonly tickets: Map<string, LiveTicket>;
  /** Numbers of live tickets → id. */
  readonly numbers: Map<string, string>;
  /** Tickets of today that ended → how. */
  readonly ended: Map<string, TicketState>;
  /** Of them, the latest as they stood before, by id: they can be reopened. */
  readonly beforeEnd: Map<string, LiveTicket>;
  /** Line key → line: a field's code, or "@" and a counter's code for tickets sent to that counter. */
  readonly lines: Map<string, Line<LiveTicket>>;
  /** Numbers drawn today by field. */
  readonly issued: Map<string, number>;
  /** Numbers drawn today by one person of one field (see personKey). */
  readonly drawnBy: Map<string, number>;
  /** Of them, numbers by field that a restore left out: nobody drew them. */
  readonly skipped: Map<string, number>;
  readonly measured: Map<string, Measured>;
  /** What past waits taught, for the wait estimate. */
  readonly waits: WaitMemory;
  readonly notices: Map<string, NoticeRecord>;
  readonly buttons: Map<string, ButtonBinding>;
  /** Printers that the server itself drives, by name. */
  readonly printers: Map<string, NetworkPrinter>;
  /** The own printer of a kiosk by its device id. */
  readonly kioskPrinters: Map<string, string>;
  /** Printings without an end, by job id, oldest first. */
  readonly printJobs: Map<string, PrintJobState>;
  /** Remarks on procedures by id. */
  readonly remarks: Map<string, KnownRemark>;
  /** Tickets rated on this day of the hall and the one before, by ticket id; the record knows the older ones. */
  readonly rated: Map<string, RatedVisit>;
  /** Dossiers of which the hall was told today, by code; the record knows the older ones. */
  readonly dossiers: Map<string, KnownDossier>;
  /** A restore that nobody has acknowledged; null: none. */
  restored: RestoreNotice | null;
  /** Days that are sealed or wait for it. */
  readonly sealing: Sealing;
  /** Events of the log that count nowhere, since they could not be applied. */
  readonly setAside: SetAside[];
  /** The newest of them that staff have acknowledged; 0: none. */
  setAsideSeen: number;
  /** The latest calls, newest last. */
  readonly calls: CallRecord[];
}

/** How many calls screens may look back on. */
export const CALLS_KEPT = 20;

/** What a hall is before anybody said anything. */
export const FIRST_SETTINGS: Settings = {
  hallName: 'Bộ phận Tiếp nhận và Trả kết quả',
  hallNameEn: 'One-stop Service Hall',
  superiorName: '',
  signings: [],
  address: '',
  discipline: { kind: 'accumulating', weight: 5 },
  noShow: { endsAfterCalls: 3, returnsAfterSeconds: 45 },
  help: 'when-empty',
  priorities: [
    { code: 'elderly', name: 'Người cao tuổi', nameEn: 'Elderly', active: true },
    { code: 'disabled', name: 'Người khuyết tật', nameEn: 'Person with a disability', active: true },
    {
      code: 'pregnant',
      name: 'Phụ nữ mang thai, có con nhỏ',
      nameEn: 'Pregnant or with a small child',
      active: true,
    },
    { code: 'merit', name: 'Người có công', nameEn: 'Person with merit', active: true },
  ],
  appointmentGraceMinutes: 15,
  pauseReasons: ['Nghỉ giữa giờ', 'Họp', 'Xử lý hồ sơ', 'Sự cố thiết bị'],
  parkReasons: ['Bổ sung hồ sơ', 'Đi nộp lệ phí', 'Đi sao chụp giấy tờ', 'Chờ kiểm tra'],
  ticketAdvice: 'Xin theo dõi bảng gọi số và chuẩn bị sẵn giấy tờ.',
  ticketAdviceEn: 'Please watch the screens and have your papers ready.',
  languages: ['vi', 'en'],
  dialect: 'south',
  announceEnglish: false,
  volume: 0.9,
  mutedHours: [],
  workingHours: [],
  workingDays: [1, 2, 3, 4, 5, 6, 7],
  saturdayHours: [],
  postingWarningDays: 30,
  awayAlertMinutes: 5,
  zones: [],
  voices: [],
  opinionCriteria: [
    {
      code: 'attitude',
      name: 'Thái độ phục vụ của cán bộ',
      nameEn: 'Courtesy of the officer',
      active: true,
    },
    { code: 'waiting', name: 'Thời gian chờ', nameEn: 'Waiting time', active: true },
    { code: 'guidance', name: 'Hướng dẫn rõ ràng, dễ hiểu', nameEn: 'Clear guidance', active: true },
    { code: 'place', name: 'Cơ sở vật chất, nơi ngồi chờ', nameEn: 'Rooms and seats', active: true },
  ],
  opinionDays: 7,
  kioskIdleSeconds: 60,
  defaultPrinter: 'virtual',
  pairLocalBrowsers: true,
  trackingBaseUrl: '',
  httpsRedirect: 'none',
  requireDeviceKeys: false,
  idleMinutes: { clerk: 240, supervisor: 120, chairman: 60, admin: 60 },
  allowedHosts: [],
  printerNetworks: [],
  linkNetworks: [],
  embedOrigins: [],
  dossierFiles: false,
  kioskTicketsPerMinute: 30,
  kioskBurst: 20,
  guidanceField: null,
  boardMedia: 'off',
  wifiName: '',
  wifiPassword: '',
  webPush: false,
  pushOrigins: [],
  numbersPerPerson: null,
};

/** An empty hall. */
export function emptyHall(): HallState {
  return {
    sequence: 0,
    settings: FIRST_SETTINGS,
    setUp: false,
    day: null,
    time: noTime(),
    leaving: [],
    lastDay: null,
    keptNumbers: new Map(),
    fields: new Map(),
    procedures: new Map(),
    procedureVersions: new Map(),
    proceduresAt: 0,
    agencies: new Map(),
    officers: new Map(),
    leaves: new Map(),
    rosters: new Map(),
    rosterApplied: null,
    loans: new Map(),
    calendar: new Map(),
    holidays: { yearly: [], dated: [] },
    hallNames: new Map(),
    languageReviews: new Map(),
    counters: new Map(),
    tickets: new Map(),
    numbers: new Map(),
    ended: new Map(),
    beforeEnd: new Map(),
    lines: new Map(),
    issued: new Map(),
    drawnBy: new Map(),
    skipped: new Map(),
    measured: new Map(),
    waits: firstMemory(),
    notices: new Map(),
    buttons: new Map(),
    printers: new Map(),
    kioskPrinters: new Map(),
    printJobs: new Map(),
    remarks: new Map(),
    rated: new Map(),
    dossiers: new Map(),
    restored: null,
    sealing: firstSealing(),
    setAside: [],
    setAsideSeen: 0,
    calls: [],
  };
}

/** Key of the line a ticket waits in. */
export function lineKeyOf(ticket: Pick<LiveTicket, 'field' | 'reservedFor'>): string {
  return ticket.reservedFor === null ? ticket.field : `@${ticket.reservedFor}`;
}

/** The line of a field or counter, made when first needed. */
export function lineOf(state: HallState, key: string): Line<LiveTicket> {
  let line = state.lines.get(key);
  if (!line) {
    const target = state.fields.get(key)?.targetMinutes ?? 15;
    line = { priority: [], ordinary: [], targetMs: target * 60_000 };
    state.lines.set(key, line);
  }
  return line;
}

/** Tickets now waiting in a line. */
export function lengthOf(line: Line<LiveTicket> | undefined): number {
  return line ? line.priority.length + line.ordinary.length : 0;
}

/** Open counters (not paused) whose own or helping fields hold this one. */
export function countersServing(state: HallState, field: string): LiveCounter[] {
  const found: LiveCounter[] = [];
  for (const counter of state.counters.values())
    if (
      counter.state === 'open' &&
      (counter.primaryFields.includes(field) || counter.helpingFields.includes(field))
    )
      found.push(counter);
  return found;
}
