import type { LoggedEvent } from '../domain/events.ts';
import {
  bodyOf,
  type CommandRecord,
  type Commit,
  chainHash,
  type EventStore,
  FIRST_HASH,
  fromBody,
  type Snapshot,
} from './event-store.ts';

/** A log in memory, for tests and simulations: the same contract, nothing durable. */
export class MemoryEventStore implements EventStore {
  private readonly log: { body: string; hash: string }[] = [];
  private readonly commands = new Map<string, CommandRecord>();
  private kept: Snapshot[] = [];

  head(): { sequence: number; hash: string } {
    return { sequence: this.log.length, hash: this.log.at(-1)?.hash ?? FIRST_HASH };
  }

  commit(batch: Commit): LoggedEvent[] {
    const logged = batch.events.map((stamped) => {
      const { sequence, hash: previous } = this.head();
      const body = bodyOf(sequence + 1, stamped);
      const hash = chainHash(previous, body);
      this.log.push({ body, hash });
      return { ...stamped, sequence: sequence + 1, hash };
    });
    for (const command of batch.commands) this.commands.set(command.commandId, command);
    return logged;
  }

  isFree(): boolean {
    return true;
  }

  settle(): Promise<void> {
    return Promise.resolve();
  }

  findCommand(commandId: string): CommandRecord | undefined {
    return this.commands.get(commandId);
  }

  read(afterSequence: number, limit: number): LoggedEvent[] {
    return this.log.slice(afterSequence, afterSequence + limit).map(({ body, hash }) => fromBody(body, hash));
  }

  saveSnapshot(sequence: number, state: string): void {
    this.kept = [{ sequence, state }, ...this.kept.slice(0, 1)];
  }

  snapshots(): Snapshot[] {
    return this.kept;
  }

  setAsideAfter(sequence: number): number[] {
    return this.read(sequence, this.log.length).flatMap(({ event }) =>
      event.type === 'event:set-aside' ? event.sequence : [],
    );
  }

  rebuild(): void {
    // There are no read tables.
  }

  tidy(): void {
    // Nothing is ever out of order in memory.
  }

  close(): void {
    // Nothing is held open.
  }
}
