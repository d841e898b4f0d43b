import { hash } from 'node:crypto';
import type { CommandName } from '../../common/protocol/commands.ts';
import type { Refusal } from '../../common/protocol/refusals.ts';
import type { CallReason, Ticket } from '../../common/protocol/ticket.ts';
import type { Commander, Decision } from '../domain/decision.ts';

/** What a command answered, or would have answered. */
export interface HallReply {
  readonly ticket?: Ticket;
  readonly finished?: Ticket;
  readonly reason?: CallReason;
  readonly refusal?: Refusal;
  readonly repeated: boolean;
  readonly sequence: number;
}

/** Who asks, and the circumstances that the edge knows. */
export interface Asking {
  readonly commander: Commander;
  /** The sender's own id for this act; the same id and body again is answered, not done, again. */
  readonly commandId: string;
  readonly channel?: 'kiosk' | 'counter' | 'api';
  readonly ownPrinter?: string | null;
  /** Digest of today of the person whose ID card was scanned. */
  readonly person?: string;
  /** It came from an address at which staff work. */
  readonly fromStaffNetwork?: boolean;
}

/** Kept with a command id, so that a repetition can be answered after a restart. */
export interface StoredReply {
  readonly ticketId?: string;
  readonly finishedId?: string;
  readonly reason?: CallReason;
  readonly refusal?: Refusal;
}

/** What of a decision is kept with its command id. */
export function storedReply(decision: Decision): StoredReply {
  return {
    ...(decision.ticketId === undefined ? {} : { ticketId: decision.ticketId }),
    ...(decision.finishedId === undefined ? {} : { finishedId: decision.finishedId }),
    ...(decision.reason === undefined ? {} : { reason: decision.reason }),
    ...(decision.refusal === undefined ? {} : { refusal: decision.refusal }),
  };
}

/** Digest of what a command asks, to tell a repetition from another use of the id. */
export function commandDigest(name: CommandName, payload: unknown): string {
  return hash('sha256', `${name}\n${JSON.stringify(payload)}`, 'base64url');
}

export const CONFLICT: Refusal = {
  code: 'idempotency_conflict',
  message: 'this command id was used for something else',
};

export const STOPPING: Refusal = { code: 'shutting_down', message: 'the hall is stopping' };

/** The transaction failed and was rolled back. */
export const NOT_WRITTEN: Refusal = {
  code: 'storage_failed',
  message: 'the record could not be written; nothing was done',
};

/** The flush failed: only a restart, which reads the disk again, can tell what was kept. */
export const UNCONFIRMED: Refusal = {
  code: 'storage_failed',
  message: 'the disk did not confirm the record; ask again with the same id to learn whether it was kept',
};

/** A reply that says no. */
export function refusedReply(refusal: Refusal, sequence: number): HallReply {
  return { refusal, repeated: false, sequence };
}
