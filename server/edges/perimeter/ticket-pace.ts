import type { CommandName } from '../../../common/protocol/commands.ts';
import { type Outcome, refused } from '../../../common/protocol/refusals.ts';
import type { AlertRecord } from '../../../common/protocol/views.ts';
import type { HallState } from '../../domain/state.ts';
import type { Principal } from '../principal.ts';
import type { Rejections } from './rejections.ts';
import { TokenBucket } from './token-bucket.ts';

/** Priority tickets that one person draws at once, and then a minute: a crowd at one desk, not a script. */
const PRIORITY_BURST = 40;
const PRIORITY_PER_MINUTE = 30;
/** Staff see a burst for so long. */
const SHOWN_MS = 10 * 60_000;

interface Pace {
  readonly alert: AlertRecord['alert'];
  readonly key: string;
  readonly name: string;
  readonly burst: number;
  readonly perMinute: number;
}

/** What was taken for a ticket; gives it back when none was drawn. */
export interface TakenPace {
  giveBack(): void;
}

const FREE: TakenPace = { giveBack: () => undefined };

/**
 * Holds a kiosk to the pace of a finger, and a person or a program to a human pace of priority tickets, whichever way
 * they ask. Ordinary tickets at a desk are not held, those of a program by the rate of its token. What is refused is told to staff at once.
 */
export class TicketPace {
  private readonly settings: () => HallState['settings'];
  private readonly rejections: Rejections;
  private readonly nowMs: () => number;
  private readonly hallNowMs: () => number;
  private readonly buckets = new Map<string, { bucket: TokenBucket; burst: number; perMinute: number }>();
  private readonly told = new Map<string, { record: AlertRecord; atMs: number }>();
  private onAlert: (record: AlertRecord) => void = () => undefined;

  constructor(options: {
    settings: () => HallState['settings'];
    rejections: Rejections;
    /** Hall time, for what staff see. */
    hallNowMs: () => number;
    /** Of a clock that only moves on. */
    nowMs?: () => number;
  }) {
    this.settings = options.settings;
    this.rejections = options.rejections;
    this.hallNowMs = options.hallNowMs;
    this.nowMs = options.nowMs ?? (() => performance.now());
  }

  /** Sets who hears of bursts. */
  whenBurst(listener: (record: AlertRecord) => void): void {
    this.onAlert = listener;
  }

  /** Bursts of the last minutes, for pages that are opened now. */
  alerts(): AlertRecord[] {
    const since = this.nowMs() - SHOWN_MS;
    for (const [key, { atMs }] of this.told) if (atMs < since) this.told.delete(key);
    return [...this.told.values()].map(({ record }) => record);
  }

  /**
   * Takes one ticket from the pace of whoever asks; `too_many` beyond it.
   * @param priority the command gives a ticket priority
   */
  take(principal: Principal, name: CommandName, priority: boolean): Outcome<TakenPace> {
    const pace = this.paceOf(principal, name, priority);
    if (pace === null) return { ok: true, value: FREE };
    const nowMs = this.nowMs();
    const bucket = this.bucketOf(pace, nowMs);
    if (bucket.take(nowMs)) return { ok: true, value: bucket };
    this.refuse(pace, nowMs);
    return refused('too_many', 'tickets are drawn faster than by hand', {
      retryAfterSeconds: Math.max(1, Math.ceil(bucket.waitMs(nowMs) / 1_000)),
    });
  }

  private paceOf(principal: Principal, name: CommandName, priority: boolean): Pace | null {
    const paper = name === 'ticket:issue' || name === 'ticket:reprint';
    if (principal.kind === 'device' && principal.deviceKind === 'kiosk' && paper) {
      const { kioskBurst, kioskTicketsPerMinute } = this.settings();
      return {
        alert: 'kiosk-burst',
        key: `kiosk/${principal.deviceId}`,
        name: principal.name,
        burst: kioskBurst,
        perMinute: kioskTicketsPerMinute,
      };
    }
    if (principal.kind === 'program' && priority)
      return {
        alert: 'priority-burst',
        key: `program/${principal.tokenId}`,
        name: principal.name,
        burst: PRIORITY_BURST,
        perMinute: PRIORITY_PER_MINUTE,
      };
    if (principal.kind === 'user' && priority)
      return {
        alert: 'priority-burst',
        key: `person/${principal.username}`,
        name: principal.displayName,
        burst: PRIORITY_BURST,
        perMinute: PRIORITY_PER_MINUTE,
      };
    return null;
  }

  private bucketOf(pace: Pace, nowMs: number): TokenBucket {
    const { burst, perMinute } = pace;
    const known = this.buckets.get(pace.key);
    // A changed setting begins a new budget.
    if (known?.burst === burst && known.perMinute === perMinute) return known.bucket;
    const bucket = new TokenBucket({ burst, perSecond: perMinute / 60, nowMs });
    this.buckets.set(pace.key, { bucket, burst, perMinute });
    return bucket;
  }

  private refuse(pace: Pace, nowMs: number): void {
    this.rejections.count(pace.alert === 'kiosk-burst' ? 'kiosk_too_fast' : 'priority_too_fast');
    const known = this.told.get(pace.key);
    const record: AlertRecord = {
      kind: 'alert',
      id: `alert/${pace.key}`,
      alert: pace.alert,
      name: pace.name,
      at: new Date(this.hallNowMs()).toISOString(),
      refused: (known?.record.refused ?? 0) + 1,
    };
    this.told.set(pace.key, { record, atMs: nowMs });
    // At once, then once a second: a flood of refusals is no flood of messages.
    if (known === undefined || nowMs - known.atMs >= 1_000 || record.refused % 100 === 0)
      this.onAlert(record);
  }
}
