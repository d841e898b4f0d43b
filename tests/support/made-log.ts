import type { Database } from 'better-sqlite3';
import { apply } from '../../server/domain/apply.ts';
import type { HallEvent, StampedEvent } from '../../server/domain/events.ts';
import { emptyHall } from '../../server/domain/state.ts';
import { HallCalendar } from '../../server/hall/clock.ts';
import { loadTemplates } from '../../server/hall/templates.ts';
import { catalogueOf, type PlainCatalogue, plainCatalogue } from '../../server/reports/report.ts';
import { checkReport } from '../../server/reports/report-desk.ts';
import { openDatabase } from '../../server/storage/database.ts';
import { bodyOf, chainHash, FIRST_HASH, fromBody } from '../../server/storage/event-store.ts';
import type { LogText } from '../../server/storage/log-texts.ts';
import { Projections } from '../../server/storage/projections.ts';
import { seededRandom } from './seeded-random.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const OPEN_MS = Date.parse('1970-01-01T00:30:00Z');
const IN_ORDER = {
  rule: 'strict',
  line: 'primary',
  waitMs: 0,
  priority: null,
  score: 0,
  runnerUp: null,
  helpBecause: null,
} as const;

/** The read tables of a hall's log of so many events. */
interface Projected {
  readonly length: number;
  readonly db: Database;
  readonly catalogue: PlainCatalogue;
}

function projected(texts: readonly LogText[]): Projected {
  const db = openDatabase(':memory:');
  const state = emptyHall();
  const projections = new Projections(db, new HallCalendar('Asia/Ho_Chi_Minh'));
  db.transaction(() => {
    projections.begin();
    for (const { body, hash } of texts) {
      const logged = fromBody(body, hash);
      projections.project(logged);
      apply(state, logged.event, logged.atMs, logged.sequence);
    }
  })();
  return { length: texts.length, db, catalogue: plainCatalogue(state) };
}

/** The log of a hall over many days, made event by event, and the figures that the hall itself gives of it. */
export class MadeLog {
  readonly texts: LogText[] = [];
  readonly fields: readonly string[];
  private readonly template = loadTemplates().get('commune');
  private readonly random: () => number;
  private made = 0;
  private own: Projected | null = null;

  constructor(seed: number) {
    this.random = seededRandom(seed);
    if (this.template === undefined) throw new Error('there is no template of a commune');
    this.fields = this.template.fields.map(({ code }) => code).slice(0, 3);
  }

  add(event: HallEvent, atMs: number): void {
    const stamped: StampedEvent = {
      event,
      atMs,
      actor: { kind: 'user', id: 'lan' },
      device: null,
      commandId: null,
    };
    const body = bodyOf(this.texts.length + 1, stamped);
    const hash = chainHash(this.texts.at(-1)?.hash ?? FIRST_HASH, body);
    this.texts.push({ sequence: this.texts.length + 1, body, hash });
  }

  /** Fields and counters. @param targetMinutes of every field */
  define(date: string, targetMinutes: number): void {
    const atMs = Date.parse(date) + OPEN_MS;
    for (const field of this.template?.fields ?? [])
      this.add({ type: 'field:defined', field: { ...field, targetMinutes } }, atMs);
    for (const counter of this.template?.counters ?? []) this.add({ type: 'counter:defined', counter }, atMs);
  }

  /** A day on which so many come: most are served, one in eight does not show up, one in eight leaves. @returns their ids */
  day(date: string, people: number): string[] {
    const openMs = Date.parse(date) + OPEN_MS;
    const counter = this.template?.counters[0]?.code ?? '1';
    const ids: string[] = [];
    this.add({ type: 'day:opened', date }, openMs);
    this.add({ type: 'counter:opened', counter, officer: 'lan', fields: null }, openMs);
    for (let at = 0; at < people; at += 1) {
      const field = this.fields[Math.floor(this.random() * this.fields.length)] ?? '';
      const atMs = openMs + at * 10 * MINUTE_MS;
      const ticketId = `v-${this.made}`;
      this.made += 1;
      ids.push(ticketId);
      const number = String(1_000 + at);
      this.issue({ ticketId, number, field, ordinal: at }, atMs);
      const kind = Math.floor(this.random() * 8);
      if (kind === 0) {
        this.add({ type: 'ticket:cancelled', ticketId, reason: 'về' }, atMs + MINUTE_MS);
        continue;
      }
      const waitMs = Math.floor(this.random() * 40 * MINUTE_MS);
      this.add(
        { type: 'ticket:called', ticketId, number, counter, field, callCount: 1, reason: IN_ORDER },
        atMs + waitMs,
      );
      if (kind === 1) this.add({ type: 'ticket:no-show', ticketId, counter }, atMs + waitMs + 1);
      else {
        const serviceMs = Math.floor(this.random() * 20 * MINUTE_MS);
        this.add(
          {
            type: 'ticket:finished',
            ticketId,
            counter,
            field,
            outcome: 'served',
            transactions: [],
            serviceMs,
          },
          atMs + waitMs + serviceMs,
        );
      }
    }
    this.add({ type: 'counter:closed', counter, officer: 'lan' }, openMs + 9 * 60 * MINUTE_MS);
    return ids;
  }

  /** Days from Monday to Friday. @param people on each of them */
  days(from: string, to: string, people: number): string[] {
    const ids: string[] = [];
    for (let ms = Date.parse(from); ms <= Date.parse(to); ms += DAY_MS)
      if (![0, 6].includes(new Date(ms).getUTCDay()))
        ids.push(...this.day(new Date(ms).toISOString().slice(0, 10), people));
    return ids;
  }

  /** A report as the hall itself gives it of this log. */
  report(id: string, params: Readonly<Record<string, string>>) {
    if (this.own?.length !== this.texts.length) this.own = projected(this.texts);
    const checked = checkReport(id, params);
    if (!checked.ok) throw new Error(checked.refusal.code);
    const { db, catalogue } = this.own;
    return checked.value.report.run(db, checked.value.params, catalogueOf(catalogue, db));
  }

  private issue(
    ticket: { ticketId: string; number: string; field: string; ordinal: number },
    atMs: number,
  ): void {
    this.add(
      {
        type: 'ticket:issued',
        ...ticket,
        procedure: null,
        purpose: 'submit',
        priority: null,
        priorityReason: null,
        channel: 'kiosk',
        orderedAtMs: atMs,
        trackingToken: ticket.ticketId,
        language: 'vi',
        waitingAhead: 0,
        estimate: null,
        printer: null,
      },
      atMs,
    );
  }
}
