import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMANDS, type CommandName, type PayloadInput } from '../../common/protocol/commands.ts';
import { HallCalendar } from '../../server/hall/clock.ts';
import { Hall } from '../../server/hall/hall.ts';
import type { HallReply } from '../../server/hall/replies.ts';
import { openDatabase } from '../../server/storage/database.ts';
import type { EventStore } from '../../server/storage/event-store.ts';
import { recordLookUps } from '../../server/storage/record-reads.ts';
import { SqliteEventStore } from '../../server/storage/sqlite-event-store.ts';
import { TicketReads } from '../../server/storage/ticket-reads.ts';
import { smallTemplate } from './small-hall.ts';

/** 07:30 on Tuesday 24 November 2026 in the hall. */
export const OPENING_MS = Date.UTC(2026, 10, 24, 0, 30);

/** A clock that stands still until it is moved. */
export class HandClock {
  readonly rate = 1;
  atMs = OPENING_MS;

  nowMs(): number {
    return this.atMs;
  }

  minutes(count: number): void {
    this.atMs += count * 60_000;
  }
}

/** A real hall on real SQLite with a clock moved by hand. */
export class TestHall {
  readonly clock: HandClock;
  readonly calendar = new HallCalendar('Asia/Ho_Chi_Minh');
  readonly folder = mkdtempSync(join(tmpdir(), 'motcua-test-'));
  readonly store: SqliteEventStore;
  readonly reads: TicketReads;
  hall: Hall;
  readonly errors: unknown[] = [];
  /** Flushes that failed for good. */
  readonly lost: unknown[] = [];
  private count = 0;

  constructor(options: { wrap?: (store: SqliteEventStore) => EventStore; clock?: HandClock } = {}) {
    this.clock = options.clock ?? new HandClock();
    const db = openDatabase(join(this.folder, 'hall.sqlite'));
    this.store = new SqliteEventStore(db, this.calendar);
    this.reads = new TicketReads(db);
    this.hall = this.open(options.wrap?.(this.store) ?? this.store);
  }

  /** Another hall on the same record, as after a restart. */
  open(store: EventStore = this.store): Hall {
    const hall = new Hall({
      store,
      clock: this.clock,
      calendar: this.calendar,
      templates: new Map([['commune', smallTemplate()]]),
      findEnded: (id) => this.reads.findTicket(id),
      ...recordLookUps(this.store.db),
      onError: (error) => this.errors.push(error),
    });
    hall.start();
    void hall.lost.then((error) => this.lost.push(error));
    return hall;
  }

  /** The hall is another one on the same record from now on. */
  restart(): Hall {
    this.hall = this.open();
    return this.hall;
  }

  /** Sets the small hall up. */
  async begin(): Promise<this> {
    await this.as('admin', 'admin').give('template:apply', { template: 'commune' });
    return this;
  }

  /** Gives commands as a person; the payload goes through its schema as at the edge. */
  as(id: string, role: 'clerk' | 'supervisor' | 'admin' = 'clerk') {
    return {
      give: <N extends CommandName>(
        name: N,
        input: PayloadInput<N>,
        commandId?: string,
      ): Promise<HallReply> => {
        this.count += 1;
        const payload = COMMANDS[name].payload.parse(input);
        return this.hall.execute(name, payload as never, {
          commander: { kind: 'user', id, role },
          commandId: commandId ?? `test-${this.count}`,
          channel: 'api',
        });
      },
    };
  }

  /** Draws a ticket and gives its number. */
  async draw(field = 'ho-tich', more: Partial<PayloadInput<'ticket:issue'>> = {}): Promise<HallReply> {
    return this.as('admin', 'admin').give('ticket:issue', { field, printer: null, ...more });
  }

  close(): void {
    this.store.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
