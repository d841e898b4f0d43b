import type { ButtonBinding } from '../../common/protocol/buttons.ts';
import type { CalendarDay, HallName, PublicHolidays } from '../../common/protocol/calendar.ts';
import type { Agency, Counter, Field, Procedure, Settings } from '../../common/protocol/catalogue.ts';
import type { DossierState } from '../../common/protocol/dossiers.ts';
import type { Leave } from '../../common/protocol/leave.ts';
import type { RecordedOpinion } from '../../common/protocol/opinions.ts';
import type { Officer } from '../../common/protocol/people.ts';
import type { FinishOutcome, Language, Purpose } from '../../common/protocol/primitives.ts';
import type { NetworkPrinter } from '../../common/protocol/printers.ts';
import type { ProcedureVersion } from '../../common/protocol/procedure-versions.ts';
import type { RemarkKind, RemarkTopic, SettledState } from '../../common/protocol/remarks.ts';
import type { CallReason, Estimate, MissingPapers, Transaction } from '../../common/protocol/ticket.ts';
import type { BesideEvent } from './beside-events.ts';
import type { CallSight } from './call-order.ts';
import type { LendingEvent } from './lending.ts';
import type { RecordRestored } from './restoring.ts';
import type { RosterEvent } from './roster-events.ts';
import type { DaySealed } from './sealing.ts';
import type { Standing } from './taken-back.ts';
import type { Doubt } from './timeline.ts';
import type { WaitForecast } from './wait-memory.ts';

/**
 * What can have happened in a hall. Facts in the past tense; the log is a list of these and nothing else decides the
 * state. A type is never changed in meaning: a new fact gets a new type.
 */
export type HallEvent =
  | { readonly type: 'field:defined'; readonly field: Field }
  /** From the day of the event on; the first one of a procedure since ever. */
  | { readonly type: 'procedure:defined'; readonly procedure: Procedure }
  | { readonly type: 'procedure:version-set'; readonly version: ProcedureVersion }
  | { readonly type: 'procedure:version-removed'; readonly code: string; readonly effectiveFrom: string }
  /** Closes the versions of one list that were set just before. */
  | {
      readonly type: 'procedure-list:imported';
      readonly file: string;
      readonly added: number;
      readonly changed: number;
      readonly retired: number;
      readonly unchanged: number;
    }
  | { readonly type: 'agency:defined'; readonly agency: Agency }
  | { readonly type: 'counter:defined'; readonly counter: Counter }
  | { readonly type: 'officer:defined'; readonly officer: Officer }
  | { readonly type: 'officer:removed'; readonly username: string }
  | { readonly type: 'officer:leave-set'; readonly leave: Leave }
  | { readonly type: 'officer:leave-removed'; readonly leaveId: string; readonly username: string }
  | RosterEvent
  | { readonly type: 'calendar:day-set'; readonly day: CalendarDay }
  | { readonly type: 'calendar:day-cleared'; readonly date: string }
  /** The table of public holidays that the hall goes by from now on. */
  | { readonly type: 'calendar:holidays-known'; readonly holidays: PublicHolidays }
  | { readonly type: 'hall-name:set'; readonly name: HallName }
  | { readonly type: 'hall-name:removed'; readonly from: string }
  | { readonly type: 'language:signed'; readonly review: Record<'language' | 'digest' | 'reader', string> }
  | { readonly type: 'settings:changed'; readonly changes: Partial<Settings> }
  | { readonly type: 'template:applied'; readonly template: string; readonly byPerson: boolean }
  | { readonly type: 'day:opened'; readonly date: string }
  | { readonly type: 'day:closed'; readonly date: string }
  | DaySealed
  /** From here on the hall cannot know which day it is: the machine's clock speaks against the record or its witnesses. */
  | ({ readonly type: 'day:doubted' } & Omit<Doubt, 'issued'>)
  /** The day is set right: everything recorded since `sinceMs` of hall time belongs `shiftMs` later. */
  | {
      readonly type: 'day:corrected';
      readonly date: string;
      /** The hall's day until then. */
      readonly from: string | null;
      readonly shiftMs: number;
      readonly sinceMs: number;
      readonly sinceSequence: number;
      /** Tickets that the turn into the wrong day had sent away and that are back. */
      readonly revived: readonly { readonly ticketId: string; readonly parked: boolean }[];
    }
  | LendingEvent
  | TicketIssued
  | {
      readonly type: 'ticket:called';
      readonly ticketId: string;
      readonly number: string;
      readonly counter: string;
      readonly field: string;
      readonly callCount: number;
      readonly reason: CallReason;
      /** What the choice saw, for the 1:N count; absent where a number was called, and in calls of before it was kept. */
      readonly saw?: CallSight;
    }
  | {
      readonly type: 'ticket:recalled';
      readonly ticketId: string;
      readonly number: string;
      readonly counter: string;
      readonly field: string;
      readonly callCount: number;
    }
  | { readonly type: 'ticket:started'; readonly ticketId: string; readonly counter: string }
  | TicketFinished
  | {
      readonly type: 'ticket:absent';
      readonly ticketId: string;
      readonly counter: string;
      readonly eligibleAtMs: number;
    }
  | { readonly type: 'ticket:no-show'; readonly ticketId: string; readonly counter: string }
  | {
      readonly type: 'ticket:parked';
      readonly ticketId: string;
      readonly counter: string;
      readonly reason: string;
      /** What the citizen went to fetch; absent where the clerk named nothing. */
      readonly missing?: MissingPapers;
    }
  | { readonly type: 'ticket:returned'; readonly ticketId: string }
  | {
      readonly type: 'ticket:transferred';
      readonly ticketId: string;
      readonly counter: string;
      readonly field: string;
      readonly reservedFor: string | null;
      readonly transactions: readonly Transaction[];
    }
  /** An act was taken back, or an ended ticket reopened: it stands again as `to` says, and counts for nothing else. */
  | {
      readonly type: 'ticket:reopened';
      readonly ticketId: string;
      readonly number: string;
      /** Where it was taken back; null: at no counter. */
      readonly counter: string | null;
      readonly how: 'undo' | 'reopen';
      readonly to: Standing;
      /** When the act was done that is taken back, epoch ms. */
      readonly actAtMs?: number;
      /** Of the counter, as it was before a call that is taken back. */
      readonly ordinaryStreak?: number;
      /** Calls that never count, by their places in the log: screens no longer list them. Absent in older logs. */
      readonly uncalled?: readonly number[];
    }
  /** Its holder let others pass: it stands behind them from now on. */
  | {
      readonly type: 'ticket:let-pass';
      readonly ticketId: string;
      /** From when its wait counts now: as of the last of those who passed. */
      readonly orderedAtMs: number;
      readonly passed: number;
    }
  | {
      readonly type: 'ticket:cancelled';
      readonly ticketId: string;
      readonly reason: string | null;
      /** Present where the holder gave it up by phone. */
      readonly byHolder?: true;
    }
  | { readonly type: 'ticket:expired'; readonly ticketId: string }
  | {
      readonly type: 'ticket:prioritised';
      readonly ticketId: string;
      readonly priority: string | null;
      readonly reason: string;
    }
  | {
      readonly type: 'ticket:corrected';
      readonly ticketId: string;
      readonly field?: string;
      readonly outcome?: FinishOutcome;
      readonly transactions?: readonly Transaction[];
    }
  | {
      readonly type: 'ticket:print-asked';
      readonly ticketId: string;
      /** Absent in logs from before jobs had ids: it is "TICKET-SEQUENCE" then. */
      readonly jobId?: string;
      readonly printer: string;
      readonly device?: string | null;
      readonly reprint: boolean;
    }
  /** The printer cannot print it now; the job stays, and its paper may still come. */
  | {
      readonly type: 'ticket:print-delayed';
      readonly ticketId: string;
      readonly jobId: string;
      readonly printer: string;
      readonly reason: string;
    }
  /** The end of a job that had been replaced by another one; says nothing of the ticket's present paper. */
  | {
      readonly type: 'ticket:print-dropped';
      readonly ticketId: string;
      readonly jobId: string;
      readonly printer: string;
      readonly outcome: 'printed' | 'unconfirmed' | 'failed';
    }
  | {
      readonly type: 'ticket:print-settled';
      readonly ticketId: string;
      /** Absent in logs from before jobs had ids: every open job of the ticket has ended then. */
      readonly jobId?: string;
      readonly printer: string;
      readonly outcome: 'printed' | 'unconfirmed' | 'failed';
      readonly reason: string | null;
    }
  | {
      readonly type: 'counter:opened';
      readonly counter: string;
      readonly officer: string;
      readonly fields: readonly string[] | null;
    }
  | {
      readonly type: 'counter:closed';
      readonly counter: string;
      readonly officer: string;
      /** Not closed by the officer's hand: until when the officer is known to have been there, epoch ms. */
      readonly presentUntilMs?: number;
    }
  | { readonly type: 'counter:paused'; readonly counter: string; readonly reason: string }
  | { readonly type: 'counter:resumed'; readonly counter: string }
  | {
      readonly type: 'counter:fields-set';
      readonly counter: string;
      readonly primaryFields: readonly string[];
      readonly helpingFields: readonly string[];
    }
  | {
      readonly type: 'notice:posted';
      readonly id: string;
      readonly text: string;
      readonly textEn: string;
      readonly until: string | null;
    }
  | { readonly type: 'notice:withdrawn'; readonly id: string }
  | {
      readonly type: 'remark:made';
      readonly remarkId: string;
      /** Account of whoever made it. */
      readonly officer: string;
      readonly kind: RemarkKind;
      readonly procedure: string | null;
      readonly field: string | null;
      /** Of a general remark, which has no field. */
      readonly topic?: RemarkTopic;
      readonly text: string;
      /** The ticket at which it was noticed. */
      readonly ticket: string | null;
    }
  | { readonly type: 'remark:withdrawn'; readonly remarkId: string }
  | {
      readonly type: 'remark:settled';
      readonly remarkId: string;
      readonly state: SettledState;
      readonly answer: string;
    }
  /** A citizen said what the visit was like. */
  | { readonly type: 'opinion:given'; readonly opinion: RecordedOpinion }
  /** An official keyed in a slip on which a citizen said it. */
  | { readonly type: 'opinion:keyed'; readonly opinion: RecordedOpinion }
  | {
      readonly type: 'opinion:withdrawn';
      readonly opinionId: string;
      readonly ticket: string | null;
      readonly reason: string;
    }
  /** Where a dossier stands now. */
  | {
      readonly type: 'dossier:told';
      readonly code: string;
      readonly state: DossierState;
      readonly field: string | null;
      readonly procedure: string | null;
      readonly papers: readonly string[];
      /** As of when each part is so, epoch ms; absent in logs of before: the time of the event. */
      readonly asOfMs?: number;
      readonly fieldAsOfMs?: number;
      readonly procedureAsOfMs?: number;
      /** When the hall was told of the state; absent: by this event. */
      readonly changedAtMs?: number;
      /** What was told although a newer state was known, which stands. */
      readonly late?: {
        readonly state: DossierState;
        readonly papers: readonly string[];
        readonly asOfMs: number;
      };
    }
  | { readonly type: 'button:bound'; readonly binding: ButtonBinding }
  | { readonly type: 'button:unbound'; readonly id: string }
  | { readonly type: 'printer:defined'; readonly printer: NetworkPrinter }
  | { readonly type: 'printer:removed'; readonly name: string }
  /** From now on a kiosk's tickets come out here; null: at the default printer. */
  | { readonly type: 'kiosk:printer-set'; readonly deviceId: string; readonly printer: string | null }
  | {
      readonly type: 'device:paired';
      readonly deviceId: string;
      readonly kind: string;
      readonly name: string;
    }
  /** Somebody made a code with which a device of this kind can be paired. */
  | { readonly type: 'device:code-made'; readonly kind: string; readonly name: string }
  | { readonly type: 'device:revoked'; readonly deviceId: string }
  /** Its token was shown by a machine that does not hold its key. */
  | { readonly type: 'device:copy-refused'; readonly deviceId: string }
  | { readonly type: 'account:copy-refused'; readonly username: string }
  | { readonly type: 'account:changed'; readonly username: string; readonly role: string | null }
  | { readonly type: 'account:password-changed'; readonly username: string }
  /** An administrator gave somebody another password. */
  | { readonly type: 'account:password-set'; readonly username: string }
  /** A leader ended all sessions of a person. */
  | { readonly type: 'account:signed-out'; readonly username: string }
  | { readonly type: 'account:pin-set'; readonly username: string }
  | { readonly type: 'account:second-factor-set'; readonly username: string }
  | { readonly type: 'account:second-factor-removed'; readonly username: string }
  | { readonly type: 'account:pin-removed'; readonly username: string }
  | {
      readonly type: 'program:token-made';
      readonly tokenId: string;
      readonly name: string;
      readonly scopes: readonly string[];
      readonly expiresAt: string | null;
    }
  | { readonly type: 'program:token-revoked'; readonly tokenId: string; readonly name: string }
  | BesideEvent
  | {
      readonly type: 'import:completed';
      readonly batch: string;
      readonly file: string;
      readonly sha256: string;
      readonly rows: number;
    }
  | { readonly type: 'import:removed'; readonly batch: string }
  | RecordRestored
  /** Somebody has seen to what a restore left undone; staff screens stop telling of it. */
  /** Staff have seen to a restore; with `setAsideUntil`, to the events set aside up to this sequence instead. */
  | { readonly type: 'record:acknowledged'; readonly setAsideUntil?: number }
  /** An event of the log that cannot be applied counts nowhere from now on: neither in the state nor in read tables. */
  | {
      readonly type: 'event:set-aside';
      /** Of the event that is set aside. */
      readonly sequence: number;
      readonly eventType: string;
      readonly because: string;
    };

export interface TicketIssued {
  readonly type: 'ticket:issued';
  readonly ticketId: string;
  readonly number: string;
  /** Position in the field's numbers of the day, from 0. */
  readonly ordinal: number;
  readonly field: string;
  readonly procedure: string | null;
  /** The dossier that it is about; absent where none was named. */
  readonly dossierCode?: string;
  readonly purpose: Purpose;
  readonly priority: string | null;
  readonly priorityReason: string | null;
  readonly channel: 'kiosk' | 'counter' | 'api' | 'appointment';
  /** From when the wait counts: arrival, or the slot of an appointment. */
  readonly orderedAtMs: number;
  readonly trackingToken: string;
  readonly language: Language;
  readonly waitingAhead: number;
  readonly estimate: Estimate | null;
  /** What the estimate was made of; absent in tickets of before it was kept, and where nothing could be foretold. */
  readonly forecast?: WaitForecast;
  /** Its first paper is the job with the ticket's own id; null: no paper. */
  readonly printer: string | null;
  /** Digest of the day of whose card was scanned, where numbers a person are limited; its key is gone with the day. */
  readonly person?: string;
  /** The device that drew it and is told of its paper; absent in logs from before it was kept. */
  readonly device?: string | null;
  /** Drawn while the hall could not know its day. */
  readonly doubtful?: true;
}

export interface TicketFinished {
  readonly type: 'ticket:finished';
  readonly ticketId: string;
  readonly counter: string;
  readonly field: string;
  readonly outcome: FinishOutcome;
  readonly transactions: readonly Transaction[];
  /** Measured minutes of service in ms, null where the end was not seen by a clerk. */
  readonly serviceMs: number | null;
}

/** Who or what did it. No names: a username, the id of a device or of a program's token. */
export interface ActorStamp {
  readonly kind: 'user' | 'device' | 'program' | 'system';
  readonly id: string;
}

/** Under this id citizens stand in the log, as `system`: a ticket's address tells which visit, never who. */
export const CITIZEN = 'citizen';

/** An event with its circumstances, before it has a place in the log. */
export interface StampedEvent {
  readonly event: HallEvent;
  readonly atMs: number;
  readonly actor: ActorStamp;
  readonly device: string | null;
  readonly commandId: string | null;
}

/** An event as it stands in the log. */
export interface LoggedEvent extends StampedEvent {
  readonly sequence: number;
  /** SHA-256 in hex over the previous hash and this event's canonical text. */
  readonly hash: string;
}
