import { randomBytes } from 'node:crypto';
import { type Outcome, refused } from '../../common/protocol/refusals.ts';
import type { Ticket } from '../../common/protocol/ticket.ts';
import type { NewWebhook, Webhook, WebhookDelivery } from '../../common/protocol/webhooks.ts';
import type { LoggedEvent } from '../domain/events.ts';
import type { DeliveryRow, WebhookOutbox } from '../storage/webhook-outbox.ts';
import type { WebhookRow, WebhookStore } from '../storage/webhook-store.ts';
import { isBusy } from '../storage/write-lock.ts';
import { type PublicEvent, publicEvent, publicType } from './public-event.ts';
import { pinnedAddress, type Sent, sendSigned } from './send-signed.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Waits before the second try, the third …; the last one from then on. */
const BACK_OFF_MS = [
  5_000,
  30_000,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
  8 * HOUR_MS,
  12 * HOUR_MS,
];
/** An address that has failed for so long is disabled. */
const DISABLED_AFTER_MS = 7 * DAY_MS;
/** After a rotation the secret of before signs as well for so long. */
const OVERLAP_MS = DAY_MS;
/** Deliveries that arrived are listed for so long. */
const LISTED_MS = 30 * DAY_MS;
const MOST_WEBHOOKS = 20;
/** Events are taken from the log in pieces of so many, with a turn for everybody else between. */
const PIECE = 5;
/** So many are on their way to one address at once. */
const IN_FLIGHT = 4;
/** So many are kept ready for one address, those on their way with them; the rest is left in the log until there is room. */
const READY = 2 * IN_FLIGHT;
/** Events that are still in the log are counted so far. */
const COUNTED = 500;
/** Commits of so long are taken into the outbox together. */
const GATHER_MS = 50;
const GONE = 410;

/** An event of the log and what the outside hears of it. */
interface ToldEvent {
  readonly sequence: number;
  readonly atMs: number;
  readonly told: PublicEvent | null;
}

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
const idsIn = (store: WebhookStore) => store.list().map(({ id }) => id);
const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;

export interface WebhookDeskOptions {
  readonly store: WebhookStore;
  readonly outbox: WebhookOutbox;
  /** Events after a sequence, in order. */
  readonly events: (after: number, limit: number) => readonly LoggedEvent[];
  readonly findTicket: (id: string) => Ticket | undefined;
  /** The newest event that is durable and published. */
  readonly published: number;
  readonly isAllowed: (address: string) => boolean;
  /** Real time, epoch ms. */
  readonly now: () => number;
  readonly onDisabled: (webhook: WebhookRow) => void;
  readonly onError: (error: unknown, what: string) => void;
}

/**
 * Webhooks by the Standard Webhooks specification. The outbox is a cursor over the log and, of the events before it,
 * rows in the record's file: nothing is sent or written while a call is answered, a slow address takes no more out of the
 * log than it can be sent, and what was not sent when the process ended is sent after it.
 */
export class WebhookDesk {
  private readonly options: WebhookDeskOptions;
  private readonly inFlight = new Map<string, Set<string>>();
  private published: number;
  private timer: NodeJS.Timeout | undefined;
  private pending: NodeJS.Timeout | undefined;
  /** Most halls have none: then a commit costs nothing here. */
  private ids: readonly string[];
  private stopped = false;
  private readonly sending = new Set<Promise<void>>();

  constructor(options: WebhookDeskOptions) {
    this.options = options;
    this.published = options.published;
    this.ids = idsIn(options.store);
  }

  start(): void {
    this.timer = setInterval(() => this.look(), 1_000);
    this.timer.unref();
    this.look();
  }

  /** Told of what was committed and flushed. */
  follow(events: readonly LoggedEvent[]): void {
    this.published = events.at(-1)?.sequence ?? this.published;
    this.soon();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    clearTimeout(this.pending);
    await Promise.all(this.sending);
  }

  /** `foreign_address` when it is in no network of the hall. */
  async add(wanted: NewWebhook): Promise<Outcome<{ id: string; secret: string }>> {
    const { store, isAllowed, now } = this.options;
    if (store.list().length >= MOST_WEBHOOKS)
      return refused('conflict', `there are ${MOST_WEBHOOKS} webhooks already`);
    const host = new URL(wanted.url).hostname;
    const pinned = await pinnedAddress(host, isAllowed).catch(() => null);
    if (pinned === null) return refused('foreign_address', 'a webhook must go to a network of the hall');
    const id = `hook-${randomBytes(6).toString('hex')}`;
    const secret = newSecret();
    store.add({ id, ...wanted, createdAtMs: now(), secret, cursor: this.published });
    this.ids = idsIn(store);
    return { ok: true, value: { id, secret } };
  }

  list(): Webhook[] {
    const nowMs = this.options.now();
    return this.options.store.list().map((row) => ({
      id: row.id,
      url: row.url,
      events: [...row.events],
      createdAt: new Date(row.createdAtMs).toISOString(),
      state: row.disabled ? 'disabled' : 'active',
      failingSince: iso(row.failingSinceMs),
      waiting: this.options.outbox.waiting(row.id) + this.inLog(row),
      oldSecretUntil: (row.oldSecretUntilMs ?? 0) > nowMs ? iso(row.oldSecretUntilMs) : null,
    }));
  }

  /** Events for it that are not in its outbox yet. */
  private inLog({ cursor, events }: WebhookRow): number {
    if (cursor >= this.published) return 0;
    return this.options
      .events(cursor, COUNTED)
      .filter(({ event }) => events.some((each) => each === publicType(event))).length;
  }

  /** The origin of a webhook's address, for the log: the rest may hold a key. */
  originOf(id: string): string | null {
    const row = this.options.store.find(id);
    return row === undefined ? null : new URL(row.url).origin;
  }

  remove(id: string): boolean {
    const isRemoved = this.options.store.remove(id);
    this.options.outbox.remove(id);
    this.ids = idsIn(this.options.store);
    this.inFlight.delete(id);
    return isRemoved;
  }

  rotate(id: string): string | null {
    if (this.options.store.find(id) === undefined) return null;
    const secret = newSecret();
    this.options.store.rotate(id, secret, this.options.now() + OVERLAP_MS);
    return secret;
  }

  enable(id: string): boolean {
    if (this.options.store.find(id) === undefined) return false;
    this.options.store.enable(id);
    this.options.outbox.tryAll(id, this.options.now());
    this.soon();
    return true;
  }

  /** Sends a test event, to a disabled address once. @returns the delivery's id; null: no such webhook. */
  test(id: string): string | null {
    const row = this.options.store.find(id);
    if (row === undefined) return null;
    const atMs = this.options.now();
    const delivery = `msg_test_${randomBytes(8).toString('hex')}`;
    const timestamp = new Date(atMs).toISOString();
    const body = JSON.stringify({ type: 'webhook.test', timestamp, data: { webhook: id } });
    this.options.outbox.put(id, row.cursor, [
      { ...blank(row, this.published, atMs), id: delivery, orderKey: delivery, type: 'webhook.test', body },
    ]);
    this.sendNow(row, delivery);
    return delivery;
  }

  /** Sends a delivery again, whether it arrived or not. */
  replay(id: string, delivery: string): boolean {
    const { store, outbox, now } = this.options;
    const row = store.find(id);
    if (row === undefined || outbox.find(id, delivery) === undefined) return false;
    outbox.replay(delivery, now());
    this.sendNow(row, delivery);
    return true;
  }

  /** Null: no such webhook. */
  deliveries(
    id: string,
    before: number,
    limit: number,
  ): { deliveries: WebhookDelivery[]; nextCursor: number | null } | null {
    const { store, outbox } = this.options;
    if (store.find(id) === undefined) return null;
    const rows = outbox.list(id, before, limit);
    return {
      deliveries: rows.map(listed),
      nextCursor: rows.length < limit ? null : (rows.at(-1)?.sequence ?? null),
    };
  }

  /** Forgets deliveries that arrived long ago. */
  sweep(): void {
    this.guarded(() => this.options.outbox.forget(this.options.now() - LISTED_MS));
  }

  /** What a person asked for: a disabled address gets it at once, though it gets nothing else. */
  private sendNow(row: WebhookRow, id: string): void {
    const delivery = row.disabled ? this.options.outbox.find(row.id, id) : undefined;
    if (delivery === undefined) this.soon();
    else this.send(row, [delivery]);
  }

  private soon(): void {
    if (this.stopped || this.pending !== undefined || this.ids.length === 0) return;
    this.pending = setTimeout(() => {
      this.pending = undefined;
      this.look();
    }, GATHER_MS);
    this.pending.unref();
  }

  /** A foreign process that holds the lock is waited for until the next look. */
  private guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!isBusy(error)) this.options.onError(error, 'webhooks');
    }
  }

  /** Those that have as much on their way as they may are left until an answer comes: a slow address costs nothing. */
  private look(): void {
    if (this.stopped) return;
    const free = this.ids.filter((id) => (this.inFlight.get(id)?.size ?? 0) < IN_FLIGHT);
    this.guarded(() => this.attend(free, new Map()));
  }

  /** One webhook after another, each in a turn of its own: what is asked of the hall meanwhile goes between them. */
  private attend([id, ...others]: readonly string[], pieces: Map<number, readonly ToldEvent[]>): void {
    if (this.stopped || id === undefined) return;
    const row = this.options.store.find(id);
    if (row !== undefined && !row.disabled) {
      const ready = this.ready(id);
      const hasRoom = ready.length < READY && row.cursor < this.published;
      if (hasRoom) this.fill(row, pieces);
      this.send(row, hasRoom ? this.ready(id) : ready);
    }
    if (others.length > 0) setImmediate(() => this.guarded(() => this.attend(others, pieces)));
  }

  private ready(id: string): readonly DeliveryRow[] {
    return this.options.outbox.due(id, this.options.now(), READY);
  }

  /** The events after one, with their public form; webhooks that stand at the same place share it. */
  private pieceAfter(cursor: number, pieces: Map<number, readonly ToldEvent[]>): readonly ToldEvent[] {
    const known = pieces.get(cursor);
    if (known !== undefined) return known;
    const { events, findTicket } = this.options;
    const piece = events(cursor, PIECE)
      .filter((each) => each.sequence <= this.published)
      .map(({ sequence, atMs, ...rest }) => ({
        sequence,
        atMs,
        told: publicEvent({ sequence, atMs, ...rest }, findTicket),
      }));
    pieces.set(cursor, piece);
    return piece;
  }

  private fill(row: WebhookRow, pieces: Map<number, readonly ToldEvent[]>): void {
    const { outbox, now } = this.options;
    const atMs = now();
    const piece = this.pieceAfter(row.cursor, pieces);
    const last = piece.at(-1)?.sequence;
    if (last === undefined) return;
    const deliveries = piece.flatMap((each) => {
      const { told } = each;
      if (told === null || !row.events.includes(told.type)) return [];
      const { type, body, key: orderKey } = told;
      // The same name after a crash: an event is put into the outbox once.
      const id = `msg_${row.id.slice(5)}_${each.sequence}`;
      return [{ ...blank(row, each.sequence, atMs), id, atMs: each.atMs, orderKey, type, body }];
    });
    outbox.put(row.id, last, deliveries);
    if (last < this.published) this.soon();
  }

  private send(row: WebhookRow, ready: readonly DeliveryRow[]): void {
    const flying = this.inFlight.get(row.id) ?? new Set<string>();
    this.inFlight.set(row.id, flying);
    for (const delivery of ready) {
      if (flying.size >= IN_FLIGHT) return;
      if (flying.has(delivery.id)) continue;
      flying.add(delivery.id);
      const one: Promise<void> = this.try(row, delivery).finally(() => {
        flying.delete(delivery.id);
        this.sending.delete(one);
        this.soon();
      });
      this.sending.add(one);
    }
  }

  private async try(row: WebhookRow, delivery: DeliveryRow): Promise<void> {
    const { isAllowed, now } = this.options;
    const atMs = now();
    const both = row.oldSecret !== null && (row.oldSecretUntilMs ?? 0) > atMs;
    const secrets = both ? [row.secret, row.oldSecret as string] : [row.secret];
    const { id, body } = delivery;
    const sent = await sendSigned({ url: row.url, id, body, secrets, atMs }, isAllowed);
    this.guarded(() => this.settle(row, delivery, sent));
  }

  private settle(row: WebhookRow, delivery: DeliveryRow, sent: Sent): void {
    const { store, outbox, now, onDisabled } = this.options;
    const atMs = now();
    const status = 'status' in sent ? sent.status : null;
    if (status !== null && status >= 200 && status < 300) {
      outbox.arrived(delivery, atMs, status);
      return;
    }
    const wait = BACK_OFF_MS[Math.min(delivery.attempts, BACK_OFF_MS.length - 1)] ?? 0;
    const error = 'error' in sent ? sent.error : `answered ${sent.status}`;
    outbox.failed(delivery, { atMs, nextAtMs: atMs + wait, status, error });
    const present = store.find(row.id);
    if (present === undefined || present.disabled) return;
    const failedLong = present.failingSinceMs !== null && atMs - present.failingSinceMs >= DISABLED_AFTER_MS;
    if (!failedLong && status !== GONE) return;
    store.disable(row.id);
    onDisabled(present);
  }
}

function blank(row: WebhookRow, sequence: number, nowMs: number) {
  return {
    webhook: row.id,
    sequence,
    atMs: nowMs,
    nextAtMs: nowMs,
    attempts: 0,
    deliveredAtMs: null,
    status: null,
    error: null,
  };
}

function listed(row: DeliveryRow): WebhookDelivery {
  return {
    id: row.id,
    type: row.type,
    at: new Date(row.atMs).toISOString(),
    state: row.deliveredAtMs === null ? 'waiting' : 'delivered',
    attempts: row.attempts,
    nextAt: row.deliveredAtMs === null ? iso(row.nextAtMs) : null,
    deliveredAt: iso(row.deliveredAtMs),
    status: row.status,
    error: row.error,
  };
}
