import type { CommandName, Payload } from '../../common/protocol/commands.ts';
import type { DeviceKind, Role, TicketState } from '../../common/protocol/primitives.ts';
import type { Refusal, RefusalCode } from '../../common/protocol/refusals.ts';
import type { CallReason } from '../../common/protocol/ticket.ts';
import type { KnownDossier } from './dossiers.ts';
import type { HallEvent } from './events.ts';
import type { Moment } from './issuing.ts';
import type { HallState, LiveCounter } from './state.ts';

/** Who gives the command. */
export type Commander =
  | { readonly kind: 'user'; readonly id: string; readonly role: Role }
  | {
      readonly kind: 'device';
      readonly id: string;
      readonly device: DeviceKind;
      readonly counter: string | null;
    }
  /** Another program, by the id of its token. */
  | { readonly kind: 'program'; readonly id: string }
  | { readonly kind: 'system'; readonly id: string };

/** A visit as the record has it, when an opinion is given on it. */
export interface RecordedVisit {
  readonly ticketId: string;
  readonly state: TicketState;
  readonly field: string;
  readonly counter: string | null;
  /** Day of the hall on which its number was drawn. */
  readonly date: string;
  /** When it ended; null: not yet. */
  readonly finishedAtMs: number | null;
  /** Whether an opinion on it stands. */
  readonly rated: boolean;
}

/** A slip that was keyed in, as the record has it. */
export interface KeyedSlip {
  readonly ticket: string | null;
  readonly keyedBy: string;
  readonly withdrawn: boolean;
}

/** What the record tells of visits of any day: the state knows only those of today that have not ended. */
export interface VisitRecord {
  readonly visit: (ticketId: string) => RecordedVisit | undefined;
  /** The hall's own ticket of a day by its number; imported ones are none of it. */
  readonly visitNumbered: (date: string, number: string) => RecordedVisit | undefined;
  readonly slip: (opinionId: string) => KeyedSlip | undefined;
}

/** A record in which there are no visits. */
export const NO_VISITS: VisitRecord = {
  visit: () => undefined,
  visitNumbered: () => undefined,
  slip: () => undefined,
};

/** What the record alone does not tell when a day ends: how its clock reads, and who was seen. */
export interface DayEnd {
  /** The instant of a minute of a day in the hall's zone, epoch ms. */
  readonly instantOf: (date: string, minuteOfDay: number) => number;
  /** The last sign of life of the officer at an open counter, epoch ms; null: none beside the acts in the log. */
  readonly lastSignMs: (counter: LiveCounter) => number | null;
  /** True when nobody has touched anything for so long that it is night. */
  readonly quiet: boolean;
}

/** What a decision may use besides the state: the moment, who asks, and identifiers drawn outside. */
export interface Circumstances {
  readonly moment: Moment;
  readonly commander: Commander;
  /** A fresh id, for a ticket, a remark or an opinion. */
  readonly newTicketId: () => string;
  /** A fresh unguessable token for following a ticket. */
  readonly newTrackingToken: () => string;
  /** What ends a day knows beside the record; absent where nothing of it is known. */
  readonly dayEnd?: DayEnd;
  /** The hall's moment on another day, epoch ms, by the best clock around. */
  readonly timeOn?: (date: string) => number;
  /** Days that the clocks around and the record tell. */
  readonly daysTold?: () => readonly string[];
  /** Visits of the record, read at the moment of the decision. */
  readonly visits: VisitRecord;
  /** A dossier as the record knows it from before today. */
  readonly dossierOf?: (code: string) => KnownDossier | undefined;
  /** When a called number will have been announced, epoch ms; null: nothing is to be waited for [STAGE4]. */
  readonly announcedUntil: (called: { readonly number: string; readonly counter: string }) => number | null;
  /** How a ticket drawn by this command came in. */
  readonly channel: 'kiosk' | 'counter' | 'api';
  /** Printer to use when the command names none: the kiosk's own; null: the hall's default. */
  readonly ownPrinter: string | null;
  /** Digest of today of the person whose ID card was scanned; absent: none was. */
  readonly person?: string;
  /** The command came from an address at which staff work. */
  readonly fromStaffNetwork: boolean;
}

/**
 * What a command leads to. Events and a refusal may come together: call-next finishes the present ticket and then finds
 * nobody waiting. Without events nothing happened.
 */
export interface Decision {
  readonly events: readonly HallEvent[];
  readonly refusal?: Refusal;
  /** The ticket to answer with. */
  readonly ticketId?: string;
  /** The ticket that was finished on the way. */
  readonly finishedId?: string;
  readonly reason?: CallReason;
}

export type Handler<N extends CommandName> = (
  state: HallState,
  payload: Payload<N>,
  around: Circumstances,
) => Decision;

/** A refusal that changed nothing. */
export function no(code: RefusalCode, message: string, details?: Record<string, unknown>): Decision {
  return { events: [], refusal: details === undefined ? { code, message } : { code, message, details } };
}

/** Events that happened. */
export function did(events: readonly HallEvent[], ticketId?: string): Decision {
  return ticketId === undefined ? { events } : { events, ticketId };
}
