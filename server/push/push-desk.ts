import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { PushSubscription } from '../../common/protocol/push.ts';
import { type Outcome, refused } from '../../common/protocol/refusals.ts';
import type { StageRecord } from '../../common/protocol/stage.ts';
import type { Hall } from '../hall/hall.ts';
import type { Languages } from '../languages/languages.ts';
import { idOf, type PushRow, type PushStore } from '../storage/push-store.ts';
import { isBusy } from '../storage/write-lock.ts';
import { messageOf, newsOf, type PushNews } from './push-news.ts';
import { isPushService } from './push-services.ts';
import { sendPush, type VapidKeys } from './send-push.ts';

/** Commits of so long are looked at together: what is pushed waits this long, what is called waits for nothing. */
const GATHER_MS = 100;
const FORESEEN_MS = 1_000;
/** Waits before the second try, the third …; then the news is given up. */
const BACK_OFF_MS = [2_000, 5_000, 15_000, 30_000];
/** So many messages are on their way at once. */
const IN_FLIGHT = 8;
/** One holder, and somebody of the family. */
const MOST_OF_TICKET = 3;
const MOST_IN_ALL = 4_000;
const WELCOME: Pick<PushNews, 'key' | 'counter' | 'missedAt'> = {
  key: 'welcome',
  counter: '',
  missedAt: null,
};
const THROTTLED = { retryAfterSeconds: 120 };

export interface PushDeskOptions {
  readonly hall: Hall;
  readonly store: PushStore;
  readonly keys: VapidKeys;
  readonly stages: () => readonly StageRecord[];
  /** The path of the page of a ticket; empty: it has none. */
  readonly pathOf: (ticketId: string) => string;
  readonly languages: Pick<Languages, 'say'>;
  readonly isAllowed: (address: string) => boolean;
  readonly onError: (error: unknown, what: string) => void;
}

/** Tries of one phone that have failed, and when the next one is due. */
interface Failing {
  readonly key: string;
  readonly tries: number;
  readonly dueMs: number;
}

/**
 * Tells phones by Web Push. The outbox is what each phone was told last: what it is not told yet is worked out anew from
 * the ticket, so that no news is sent that is true no more, and a restart goes on where it stopped. Nothing here
 * stands in the way of a call: a commit starts a timer and no more.
 */
export class PushDesk {
  private readonly options: PushDeskOptions;
  private readonly byAddress = new RateLimiterMemory({ points: 60, duration: 300 });
  private readonly byTicket = new RateLimiterMemory({ points: 10, duration: 300 });
  private readonly flying = new Map<string, Promise<void>>();
  private readonly failing = new Map<string, Failing>();
  private timer: NodeJS.Timeout | undefined;
  private timerAtMs = 0;
  /** Most halls have none: then a commit costs nothing here. */
  private count: number;
  private stopped = false;

  constructor(options: PushDeskOptions) {
    this.options = options;
    this.count = options.store.count();
  }

  /** By which a browser subscribes; null: the hall pushes nothing. */
  publicKey(): string | null {
    return this.options.hall.state.settings.webPush ? this.options.keys.publicKey : null;
  }

  start(): void {
    this.soon(GATHER_MS);
  }

  /** Told that something was committed. */
  follow(): void {
    if (this.count > 0) this.soon(GATHER_MS);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await Promise.all(this.flying.values());
  }

  /**
   * A phone wants to be told of a ticket. It gets its first message at once, and hears whether that came through.
   * @param address of the visitor, for the bound
   */
  async subscribe(
    ticketId: string,
    subscription: PushSubscription,
    address: string,
  ): Promise<Outcome<{ reached: boolean }>> {
    const { hall, store } = this.options;
    const { settings } = hall.state;
    const ticket = hall.state.tickets.has(ticketId) ? hall.findTicket(ticketId) : undefined;
    if (!settings.webPush || !ticket)
      return refused('wrong_state', 'there is nothing to tell of this ticket');
    if (!isPushService(subscription.endpoint, settings.pushOrigins))
      return refused('foreign_address', 'the hall does not speak to this push service');
    try {
      await this.byAddress.consume(address);
      await this.byTicket.consume(ticketId);
    } catch {
      return refused('throttled', 'too much from here; wait two minutes', THROTTLED);
    }
    const isNew = store.find(idOf(ticketId, subscription.endpoint)) === undefined;
    if (isNew && (store.countOf(ticketId) >= MOST_OF_TICKET || this.count >= MOST_IN_ALL))
      return refused('too_many', 'as many phones are told already as can be');
    const row = store.put(ticketId, subscription);
    if (isNew) this.count += 1;
    const status = await this.send(row, messageOf(WELCOME, ticket, this.around(row)));
    const reached = isTaken(status);
    // A phone that cannot be told keeps its page open instead; it is not told half.
    if (!reached) this.drop(row.id);
    this.soon(GATHER_MS);
    return { ok: true, value: { reached } };
  }

  unsubscribe(ticketId: string, endpoint: string): void {
    const id = idOf(ticketId, endpoint);
    if (this.options.store.find(id) !== undefined) this.drop(id);
  }

  private around(row: PushRow) {
    const { hall, pathOf, languages } = this.options;
    const { language } = row.subscription;
    const say = languages.say(language, 'citizen');
    return { language, say, path: pathOf(row.ticketId), timeZone: hall.calendar.zone };
  }

  private soon(inMs: number): void {
    const atMs = performance.now() + inMs;
    if (this.stopped || (this.timer !== undefined && this.timerAtMs <= atMs)) return;
    clearTimeout(this.timer);
    this.timerAtMs = atMs;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.look();
    }, inMs);
    this.timer.unref();
  }

  /** A foreign process that holds the lock is waited for until the next look. */
  private look(): void {
    if (this.stopped || this.count === 0) return;
    try {
      const { hall, store } = this.options;
      if (!hall.state.settings.webPush) {
        store.clear();
        this.count = 0;
        return;
      }
      for (const row of store.list()) this.attend(row);
    } catch (error) {
      if (isBusy(error)) this.soon(1_000);
      else this.options.onError(error, 'push');
    }
  }

  private attend(row: PushRow): void {
    const { hall, stages } = this.options;
    if (this.flying.has(row.id)) return;
    const ticket = hall.findTicket(row.ticketId);
    const nowMs = hall.clock.nowMs();
    const news = ticket && newsOf(hall.state, ticket, stages(), nowMs);
    if (!ticket || !news || (news.isLast && (news.key === '' || news.key === row.told))) {
      this.drop(row.id);
      return;
    }
    // Hall time may run otherwise than the machine's: what is foreseen is looked at each second.
    if (news.nextAtMs !== null) this.soon(Math.min(FORESEEN_MS, Math.max(GATHER_MS, news.nextAtMs - nowMs)));
    // Near is told once: whoever was called before knows how it goes on.
    if (news.key === '' || news.key === row.told || (news.key === 'near' && row.told !== '')) return;
    const failed = this.failing.get(row.id);
    if (failed?.key === news.key) {
      if (failed.tries > BACK_OFF_MS.length) return;
      const wait = failed.dueMs - performance.now();
      if (wait > 0) {
        this.soon(wait);
        return;
      }
    }
    if (this.flying.size >= IN_FLIGHT) {
      this.soon(GATHER_MS);
      return;
    }
    const one = this.tell(row, news, ticket)
      .catch((error: unknown) => this.options.onError(error, 'push'))
      .finally(() => {
        this.flying.delete(row.id);
        this.soon(GATHER_MS);
      });
    this.flying.set(row.id, one);
  }

  private async tell(row: PushRow, news: PushNews, ticket: Parameters<typeof messageOf>[1]): Promise<void> {
    const status = await this.send(row, messageOf(news, ticket, this.around(row)));
    if (isTaken(status)) {
      this.failing.delete(row.id);
      this.options.store.told(row.id, news.key);
      return;
    }
    // Gone, or subscribed with a key that is no more: it will never be taken again.
    if (status === 404 || status === 410 || status === 403) {
      this.drop(row.id);
      return;
    }
    const before = this.failing.get(row.id);
    const tries = (before?.key === news.key ? before.tries : 0) + 1;
    const wait = BACK_OFF_MS[tries - 1] ?? 0;
    this.failing.set(row.id, { key: news.key, tries, dueMs: performance.now() + wait });
  }

  private send(row: PushRow, message: ReturnType<typeof messageOf>): Promise<number> {
    const { hall, keys, isAllowed } = this.options;
    const { publicAddress } = hall;
    // Push services ask for an address of whoever sends; a hall without one has its repository's word for none.
    const subject = publicAddress.startsWith('https:') ? publicAddress : 'mailto:motcua@motcua.invalid';
    return sendPush(row.subscription, message, { keys, subject, isAllowed });
  }

  private drop(id: string): void {
    this.options.store.remove(id);
    this.failing.delete(id);
    this.count = this.options.store.count();
  }
}

const isTaken = (status: number) => status >= 200 && status < 300;
