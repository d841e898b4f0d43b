import { hash } from 'node:crypto';
import type { LoggedEvent, StampedEvent } from '../domain/events.ts';

/** A command that was answered, kept so that its repetition gets the same answer. */
export interface CommandRecord {
  readonly commandId: string;
  readonly bodyHash: string;
  /** JSON of the answer. */
  readonly reply: string;
}

/** What is committed together: all of it or nothing. */
export interface Commit {
  readonly events: readonly StampedEvent[];
  readonly commands: readonly CommandRecord[];
}

/** The state as it was after an event, as text. */
export interface Snapshot {
  readonly sequence: number;
  readonly state: string;
}

/** The hall's record. One contract suite proves every implementation. */
export interface EventStore {
  /** Sequence and hash of the newest event; 0 and sixty-four zeros for an empty log. */
  head(): { sequence: number; hash: string };
  /**
   * Appends events with their projections and command records in one transaction, giving them their places in the log.
   * Throws StorageError where the disk refuses, FlushError where a flush failed, anything else on a bug (an event that the
   * read tables cannot take); nothing is kept. A power cut can still take it away until `settle` has answered.
   */
  commit(batch: Commit): LoggedEvent[];
  /** False while another process holds the write lock. Never waits: whoever decides asks again a moment later. */
  isFree(): boolean;
  /** Resolves when everything committed before is durable. Throws FlushError where the disk did not confirm it. */
  settle(): Promise<void>;
  findCommand(commandId: string): CommandRecord | undefined;
  /** Events after a sequence, in order. */
  read(afterSequence: number, limit: number): LoggedEvent[];
  saveSnapshot(sequence: number, state: string): void;
  /** Puts in order what was written in haste. Changes nothing that can be read; takes a while, so best in a quiet moment. */
  tidy(): void;
  /** Snapshots that are kept, newest first. */
  snapshots(): Snapshot[];
  /** Sequences that acts after a sequence set aside: these events count nowhere. */
  setAsideAfter(sequence: number): number[];
  /** Rebuilds the read tables from the log, in one transaction. @param onProgress told of events done, of all */
  rebuild(onProgress?: (done: number, total: number) => void): void;
  close(): void;
}

/** The record could not be written or is not what it must be. */
export class StorageError extends Error {
  override readonly name: string = 'StorageError';
}

/** Another process holds the write lock; the same commit may succeed a moment later. */
export class BusyError extends StorageError {
  override readonly name = 'BusyError';
}

/**
 * The disk did not confirm a flush. What was written before may be gone from the page cache as well, so that flushing
 * once more proves nothing (decision 0021): only a start that reads the disk again tells what is kept.
 */
export class FlushError extends StorageError {
  override readonly name = 'FlushError';
}

/** Hash before the first event. */
export const FIRST_HASH = '0'.repeat(64);

/** The text of an event that is hashed and stored: keys in one fixed order. */
export function bodyOf(sequence: number, stamped: StampedEvent): string {
  return JSON.stringify({
    sequence,
    atMs: stamped.atMs,
    actor: { kind: stamped.actor.kind, id: stamped.actor.id },
    device: stamped.device,
    commandId: stamped.commandId,
    event: stamped.event,
  });
}

/** Hash of an event: SHA-256 over the previous hash and the event's text. */
export function chainHash(previousHash: string, body: string): string {
  return hash('sha256', `${previousHash}\n${body}`);
}

/** An event back from its text. */
export function fromBody(body: string, chained: string): LoggedEvent {
  const plain = JSON.parse(body) as Omit<LoggedEvent, 'hash'>;
  return { ...plain, hash: chained };
}
