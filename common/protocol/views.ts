import type { Field, Settings } from './catalogue.ts';
import type { PrinterState, PrintReason } from './hardware.ts';
import type { ClockCode } from './health.ts';
import type { DeviceKind, Purpose, Role, TicketState } from './primitives.ts';
import type { CounterState, IssuingState, PresentTicket } from './rest/live.ts';
import type { StagedCall, StageRecord } from './stage.ts';
import type { CallReason, Estimate } from './ticket.ts';

export type { CounterState, IssuingState, PresentTicket } from './rest/live.ts';

/**
 * Live state travels as records keyed by id. A client gets a snapshot with the log's sequence number, then patches;
 * each patch names the sequence it starts from, so that a gap is seen and a new snapshot asked for.
 * Public records carry nothing about officers. Who receives which kinds is decided in server/edges/sockets/audience.ts.
 */
export type ViewRecord =
  | HallRecord
  | ClockRecord
  | FieldRecord
  | CounterRecord
  | CallRecord
  | StageRecord
  | NoticeRecord
  | LineTicketRecord
  | OfficerRecord
  | DeviceRecord
  | PrinterRecord
  | PaperRecord
  | AlertRecord
  | AwayRecord;

/** The hall itself; id is always "hall". */
export interface HallRecord {
  readonly kind: 'hall';
  readonly id: 'hall';
  readonly localDate: string;
  readonly settings: PublicSettings;
  /** True until a template was confirmed by a person. */
  readonly needsSetUp: boolean;
  /** Grows when procedures change, also by the turn of the day; pages then read them again. */
  readonly proceduresAt: number;
  /** The hall goes on from a copy of its record, and nobody has acknowledged it: since when, and the copy's time; ISO. */
  readonly restored?: { readonly at: string; readonly copyAt: string | null };
}

/** How the hall's time stands to the clocks around; id is always "clock". */
export interface ClockRecord {
  readonly kind: 'clock';
  readonly id: 'clock';
  /** Why the hall's time is not the machine's; null: it is. */
  readonly code: ClockCode | null;
  /** True while the hall cannot know which day it is. */
  readonly doubt: boolean;
  /** True while in such doubt no number has been drawn yet. */
  readonly awaitsFirstNumber: boolean;
  /** Days that can be confirmed by one tap, earliest first, and who tells them. */
  readonly days: readonly {
    readonly date: string;
    readonly record: boolean;
    readonly machine: boolean;
    readonly devices: number;
  }[];
}

/** Settings that a screen needs. */
export type PublicSettings = Pick<
  Settings,
  | 'hallName'
  | 'hallNameEn'
  | 'superiorName'
  | 'address'
  | 'priorities'
  | 'pauseReasons'
  | 'parkReasons'
  | 'ticketAdvice'
  | 'ticketAdviceEn'
  | 'languages'
  | 'dialect'
  | 'announceEnglish'
  | 'volume'
  | 'mutedHours'
  | 'kioskIdleSeconds'
  | 'guidanceField'
  | 'boardMedia'
  | 'numbersPerPerson'
  | 'discipline'
  | 'noShow'
  | 'zones'
  | 'awayAlertMinutes'
> & { readonly timeZone: string };

/** id "field/CODE". */
export interface FieldRecord {
  readonly kind: 'field';
  readonly id: `field/${string}`;
  readonly field: Field;
  readonly waiting: number;
  /** When the longest-waiting ticket of the line was drawn, ISO; null when none waits. */
  readonly longestSince: string | null;
  /** Open counters that serve it, as labels and codes. */
  readonly counters: readonly { code: string; label: string }[];
  /** Whether a number may be drawn now, and if not, why and when again. */
  readonly issuing: IssuingState;
  readonly estimate: Estimate | null;
}

/** id "counter/CODE". */
export interface CounterRecord {
  readonly kind: 'counter';
  readonly id: `counter/${string}`;
  readonly code: string;
  readonly label: string;
  readonly spokenNumber: number | null;
  readonly state: CounterState;
  readonly primaryFields: readonly string[];
  readonly helpingFields: readonly string[];
  readonly active: boolean;
  readonly pauseReason: string | null;
  /** Since when it is paused, ISO; null: it is not. */
  readonly pausedSince: string | null;
  readonly present: PresentTicket | null;
}

/** One call, as screens list it; id "call/SEQ", growing. Kept: the latest 20. */
export interface CallRecord extends StagedCall {
  readonly kind: 'call';
  readonly id: `call/${string}`;
}

/** id "notice/ID". */
export interface NoticeRecord {
  readonly kind: 'notice';
  readonly id: `notice/${string}`;
  readonly text: string;
  readonly textEn: string;
  readonly until: string | null;
}

/** Staff only: a live ticket; id "ticket/ID". Gone from the view when it ends. */
export interface LineTicketRecord {
  readonly kind: 'ticket';
  readonly id: `ticket/${string}`;
  readonly ticketId: string;
  readonly number: string;
  readonly field: string;
  readonly drawnField: string;
  readonly procedure: string | null;
  readonly dossierCode: string | null;
  readonly purpose: Purpose;
  readonly priority: string | null;
  readonly state: TicketState;
  readonly issuedAt: string;
  /** From when its wait counts: arrival, or an appointment's slot. */
  readonly orderedAt: string;
  /** Not callable before (absence rule); null: callable. */
  readonly eligibleAt: string | null;
  readonly calledAt: string | null;
  readonly startedAt: string | null;
  readonly counter: string | null;
  readonly reservedFor: string | null;
  readonly callCount: number;
  readonly reason: CallReason | null;
  readonly parkReason: string | null;
}

/** Staff only: who sits at a counter; id "officer/COUNTER". */
export interface OfficerRecord {
  readonly kind: 'officer';
  readonly id: `officer/${string}`;
  readonly counter: string;
  readonly username: string;
  readonly displayName: string;
  readonly since: string;
  /** What can be taken back at the counter; null: nothing. */
  readonly lastAct: {
    readonly kind: CounterActKind;
    /** Names it to `counter:undo`. */
    readonly act: number;
    /** Of the ticket that ended or was called, and of the one called after it. */
    readonly numbers: readonly string[];
    readonly at: string;
  } | null;
}

/** Acts at a counter that can be taken back. */
export type CounterActKind =
  | 'call'
  | 'start'
  | 'finish'
  | 'finish-call'
  | 'absent'
  | 'no-show'
  | 'park'
  | 'transfer';

/** Staff only: a paired device; id "device/ID". */
export interface DeviceRecord {
  readonly kind: 'device';
  readonly id: `device/${string}`;
  readonly deviceId: string;
  readonly name: string;
  readonly deviceKind: DeviceKind;
  readonly online: boolean;
  readonly lastSeenAt: string | null;
  /** What it runs, as it last told; null: it never did. */
  readonly version: string | null;
  readonly faults: readonly string[];
  readonly printers: readonly PrinterState[];
  /** Where a kiosk's tickets come out; null: at the default printer, or it is no kiosk. */
  readonly ownPrinter: string | null;
}

/** Staff only: tickets asked for too fast, a token shown by a strange machine, a webhook that was disabled; id "alert/WHO". */
export interface AlertRecord {
  readonly kind: 'alert';
  readonly id: `alert/${string}`;
  readonly alert: 'kiosk-burst' | 'priority-burst' | 'token-copied' | 'webhook-disabled';
  /** Of the device or person; where a webhook goes. */
  readonly name: string;
  /** When it was last refused, ISO. */
  readonly at: string;
  /** How many were refused; of a webhook: 0, it works again. */
  readonly refused: number;
}

/** Staff only: nobody is at the machine of an open counter; id "away/COUNTER". Dropped when somebody is again. */
export interface AwayRecord {
  readonly kind: 'away';
  readonly id: `away/${string}`;
  readonly counter: string;
  /** No page of the officer is open any more; false: one is, and nobody touches it. */
  readonly gone: boolean;
  /** ISO. */
  readonly since: string;
}

/** Staff only: a printer that the hall reaches; id "printer/NAME". */
export interface PrinterRecord {
  readonly kind: 'printer';
  readonly id: `printer/${string}`;
  readonly state: PrinterState;
  /** The agent it stands beside, by its name; null: the server drives it itself. */
  readonly station: string | null;
  /** True when it was added on the devices page and can be removed there. */
  readonly removable: boolean;
}

/** To a kiosk alone: whether its own printer can print; id is always "paper". */
export interface PaperRecord {
  readonly kind: 'paper';
  readonly id: 'paper';
  /** Why it cannot print now; null: it can, or it is one that says nothing of itself. */
  readonly reason: PrintReason | null;
}

/** Everything a client may see, as of `sequence`. */
export interface Snapshot {
  readonly sequence: number;
  /** The hall's clock when sent, ISO, and how fast it runs (1 but in a demonstration). */
  readonly now: string;
  readonly clockRate: number;
  readonly version: string;
  /** Changes when the server process changes; a client then asks its page to check for a new build. */
  readonly boot: string;
  readonly records: readonly ViewRecord[];
  /** Who this client is. */
  readonly you: Identity;
}

/** Who is on the other end of a socket. */
export type Identity =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'user'; readonly username: string; readonly displayName: string; readonly role: Role }
  | {
      readonly kind: 'device';
      readonly deviceId: string;
      readonly name: string;
      readonly deviceKind: DeviceKind;
      readonly counter: string | null;
    };

/** The change from one sequence to a later one. */
export interface Patch {
  readonly from: number;
  readonly to: number;
  readonly now: string;
  readonly put: readonly ViewRecord[];
  /** Records that the client holds, with what moved in them; the rest of each stays as it is. */
  readonly amend: readonly Amendment[];
  readonly drop: readonly string[];
}

/** What moves with every ticket in a record that the client holds. */
export type Amendment =
  | Pick<FieldRecord, 'id' | 'waiting' | 'longestSince' | 'counters' | 'issuing' | 'estimate'>
  | Pick<CounterRecord, 'id' | 'state' | 'pauseReason' | 'pausedSince' | 'present'>;

/** The record with what moved in it. An id belongs to one kind of record, so that both are of the same kind. */
export function amended<T extends ViewRecord | Amendment>(record: T, amendment: Amendment): T {
  return { ...record, ...amendment };
}
