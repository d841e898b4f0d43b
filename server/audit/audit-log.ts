import type { Database, Statement } from 'better-sqlite3';
import { translator } from '../../common/i18n/translate.ts';
import { audit } from '../../common/i18n/vi/audit.ts';
import type { AuditEntry, AuditKind } from '../../common/protocol/audit.ts';
import { CITIZEN, type LoggedEvent } from '../domain/events.ts';
import type { HallCalendar } from '../hall/clock.ts';
import { fromBody } from '../storage/event-store.ts';
import { isOfKind } from './audit-kinds.ts';
import { type AuditNames, deedOf } from './sentences.ts';

export interface AuditQuery {
  /** Only what came before this sequence. */
  readonly before?: number | undefined;
  readonly kind: AuditKind;
  /** Id of an account or device, or "hall" for the system. */
  readonly actor?: string | undefined;
  /** Calendar days, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly limit: number;
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Where to go on; null: nothing older. A page may be short, or empty, and still have more behind it. */
  readonly nextCursor: number | null;
}

interface Row {
  sequence: number;
  body: string;
  hash: string;
}

const say = translator<typeof audit>(audit);
/** So many rows are looked at before anybody else gets a turn … */
const SLICE = 1_000;
/** … and so many for one answer: a rare deed in a long log is found page by page. */
const MOST_ROWS = 60_000;
/** What every body holds in this order; see bodyOf. */
const TYPE = /"event":\{"type":"([^"]+)"/;
const DAY_MS = 86_400_000;

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Reads the log backwards and tells it in sentences. */
export class AuditLog {
  private readonly calendar: HallCalendar;
  private readonly names: AuditNames;
  private readonly slice: Statement<unknown[], Row>;
  private readonly one: Statement<unknown[], Row>;

  /** @param db a connection for reading alone */
  constructor(options: { db: Database; calendar: HallCalendar; names: AuditNames }) {
    this.calendar = options.calendar;
    this.names = options.names;
    this.slice = options.db.prepare<unknown[], Row>(
      `SELECT sequence, body, hash FROM events WHERE sequence < ? ORDER BY sequence DESC LIMIT ${SLICE}`,
    );
    this.one = options.db.prepare<unknown[], Row>(
      'SELECT sequence, body, hash FROM events WHERE sequence <= ? ORDER BY sequence DESC LIMIT 1',
    );
  }

  /** The newest entries that fit, newest first. */
  async page(query: AuditQuery): Promise<AuditPage> {
    const fromMs =
      query.from === undefined ? Number.NEGATIVE_INFINITY : this.calendar.instantOf(query.from, 0);
    const toMs =
      query.to === undefined ? Number.POSITIVE_INFINITY : this.calendar.instantOf(query.to, DAY_MS);
    let before = query.before ?? Number.MAX_SAFE_INTEGER;
    if (query.to !== undefined) before = Math.min(before, this.firstAfter(toMs));
    const entries: AuditEntry[] = [];
    for (let seen = 0; seen < MOST_ROWS; ) {
      const rows = this.slice.all(before);
      for (const row of rows) {
        before = row.sequence;
        const logged = wanted(row, query);
        if (logged === null) continue;
        if (logged.atMs < fromMs) return { entries, nextCursor: null };
        if (logged.atMs >= toMs) continue;
        entries.push(this.entryOf(logged));
        if (entries.length === query.limit) return { entries, nextCursor: before };
      }
      if (rows.length < SLICE) return { entries, nextCursor: null };
      // Rows that do not fit are not parsed; one of them tells whether all before the first day was passed.
      const last = rows.at(-1);
      if (last && query.from !== undefined && fromBody(last.body, last.hash).atMs < fromMs)
        return { entries, nextCursor: null };
      seen += rows.length;
      await turn();
    }
    return { entries, nextCursor: before };
  }

  /** The first sequence at or after an instant, by halving: times grow with the log. */
  private firstAfter(atMs: number): number {
    const newest = this.one.get(Number.MAX_SAFE_INTEGER);
    let low = 1;
    let high = (newest?.sequence ?? 0) + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const row = this.one.get(middle);
      if (row && fromBody(row.body, row.hash).atMs < atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private entryOf(logged: LoggedEvent): AuditEntry {
    const { actor, event } = logged;
    const name =
      actor.kind === 'user'
        ? this.names.person(actor.id)
        : actor.kind === 'device'
          ? say('device', { name: this.names.device(actor.id) })
          : actor.kind === 'program'
            ? say('program', { name: this.names.program(actor.id) })
            : say(actor.id === CITIZEN ? 'citizen' : 'system');
    return {
      sequence: logged.sequence,
      at: new Date(logged.atMs).toISOString(),
      actor: { kind: actor.kind, id: actor.id, name },
      type: event.type,
      text: `${name} ${deedOf(event, this.names)}`,
    };
  }
}

/** The event of a row that fits the kind and the actor; only such a row is parsed. */
function wanted(row: Row, query: AuditQuery): LoggedEvent | null {
  const type = TYPE.exec(row.body)?.[1];
  if (type !== undefined && !isOfKind(type, query.kind)) return null;
  const logged = fromBody(row.body, row.hash);
  if (!isOfKind(logged.event.type, query.kind)) return null;
  return query.actor === undefined || query.actor.split(',').includes(logged.actor.id) ? logged : null;
}
