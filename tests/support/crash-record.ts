import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import Sqlite from 'better-sqlite3';
import type { LoggedEvent } from '../../server/domain/events.ts';
import { DATABASE_FILE } from '../../server/storage/database.ts';
import { verifyLog } from '../../server/storage/verify.ts';
import type { Acknowledged } from './crash-load.ts';

/** Events of the record after a place in it. */
function eventsAfter(db: Database, sequence: number): LoggedEvent[] {
  const bodies = db
    .prepare('SELECT body FROM events WHERE sequence > ? ORDER BY sequence')
    .pluck()
    .all(sequence);
  return (bodies as string[]).map((body) => JSON.parse(body) as LoggedEvent);
}

/** What must hold of a record that a hall was killed over. It is read as it lies there, before any hall opens it. */
export class CrashRecord {
  private readonly file: string;
  private sequence = 0;
  private readonly holderOf = new Map<string, string>();
  private readonly heldAt = new Map<string, string>();
  private readonly numbers = new Map<string, string>();

  constructor(folder: string) {
    this.file = join(folder, DATABASE_FILE);
  }

  /** @returns every fault found; nothing when the record is as it must be */
  faultsAfter(acknowledged: readonly Acknowledged[]): string[] {
    const db = new Sqlite(this.file);
    try {
      const log = verifyLog(db);
      if (!log.ok) return [`the log breaks at ${log.firstBad}: ${log.because}`];
      const events = eventsAfter(db, this.sequence);
      this.sequence = events.at(-1)?.sequence ?? this.sequence;
      return [
        ...this.faultsOfCommands(events, acknowledged),
        ...events.flatMap((each) => this.faultsOf(each)),
      ];
    } finally {
      db.close();
    }
  }

  /** Each acknowledged command once: its events follow one another and name its ticket. */
  private faultsOfCommands(events: readonly LoggedEvent[], acknowledged: readonly Acknowledged[]): string[] {
    const runs = new Map<string, { count: number; tickets: Set<string> }>();
    let before: string | null = null;
    for (const { commandId, event } of events) {
      if (commandId !== null) {
        const key = commandId.slice(commandId.lastIndexOf(':') + 1);
        const run = runs.get(key) ?? { count: 0, tickets: new Set<string>() };
        if (commandId !== before) run.count += 1;
        if ('ticketId' in event) run.tickets.add(event.ticketId);
        runs.set(key, run);
      }
      before = commandId;
    }
    return acknowledged.flatMap(({ key, path, ticketId }) => {
      const run = runs.get(key);
      if (run === undefined) return [`${path} ${key} was acknowledged and is lost`];
      if (run.count !== 1) return [`${path} ${key} is there ${run.count} times`];
      return run.tickets.has(ticketId) ? [] : [`${path} ${key} spoke of ${ticketId}, the record does not`];
    });
  }

  private faultsOf({ sequence, event }: LoggedEvent): string[] {
    switch (event.type) {
      case 'ticket:issued': {
        const other = this.numbers.get(event.number);
        this.numbers.set(event.number, event.ticketId);
        return other === undefined ? [] : [`${event.number} was given twice (event ${sequence})`];
      }
      case 'day:opened':
        this.numbers.clear();
        return [];
      case 'ticket:called': {
        const counter = this.holderOf.get(event.ticketId);
        const held = this.heldAt.get(event.counter);
        this.holderOf.set(event.ticketId, event.counter);
        this.heldAt.set(event.counter, event.ticketId);
        return [
          ...(counter === undefined ? [] : [`${event.ticketId} is at ${counter} and ${event.counter}`]),
          ...(held === undefined ? [] : [`${event.counter} has ${held} and ${event.ticketId}`]),
        ];
      }
      case 'ticket:finished':
      case 'ticket:absent':
      case 'ticket:no-show':
      case 'ticket:parked':
      case 'ticket:transferred':
      case 'ticket:cancelled':
      case 'ticket:expired': {
        const counter = this.holderOf.get(event.ticketId);
        if (counter !== undefined) this.heldAt.delete(counter);
        this.holderOf.delete(event.ticketId);
        return [];
      }
      default:
        return [];
    }
  }
}
