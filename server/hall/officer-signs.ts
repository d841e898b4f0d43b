import type { HallState, LiveCounter } from '../domain/state.ts';
import type { SignStore } from '../storage/officer-sign-store.ts';
import type { Clock } from './clock.ts';

/** Pages tell of work once a minute at most; less than this is no absence. */
const IDLE_MS = 90_000;
const STEP_MS = 10_000;

export interface OfficerSignsOptions {
  readonly store: SignStore;
  readonly hall: () => { readonly state: HallState; readonly clock: Pick<Clock, 'nowMs'> };
  /** Whether a page of this person is connected right now. */
  readonly isConnected: (username: string) => boolean;
  /** For how long a person has done nothing at any page, ms of hall time; null: not known. */
  readonly idleMs: (username: string) => number | null;
  readonly onError: (error: unknown, what: string) => void;
}

/**
 * When the officer at each open counter was last known to be there [PRES1]: while a page of theirs is connected. Whoever
 * works without a page (by a program, or by call buttons alone) is there as long as the hall runs.
 */
export class OfficerSigns {
  private readonly options: OfficerSignsOptions;
  /** Open counters whose officer has had a page since the counter was opened, by when that was. */
  private readonly withPage = new Map<string, number>();
  private looked = false;

  constructor(options: OfficerSignsOptions) {
    this.options = options;
  }

  /** Looks who is there, and writes it down; about once a minute and before the hall stops. */
  look(): void {
    const { store, hall, onError } = this.options;
    const { state, clock } = hall();
    const aliveMs = clock.nowMs();
    const signs = [...state.counters.values()].flatMap((counter) =>
      counter.sinceMs !== null && this.isThere(counter)
        ? [{ counter: counter.definition.code, sinceMs: counter.sinceMs, aliveMs }]
        : [],
    );
    this.looked = true;
    try {
      store.put(signs);
    } catch (error) {
      onError(error, 'officer signs');
    }
  }

  private isThere({ officer, sinceMs, definition }: LiveCounter): boolean {
    if (officer === null || sinceMs === null) return false;
    const connected = this.options.isConnected(officer);
    if (connected) this.withPage.set(definition.code, sinceMs);
    return connected || this.withPage.get(definition.code) !== sinceMs;
  }

  /**
   * Since when nobody has been at the machine of an open counter; null: somebody is, or the counter is worked without a
   * page. A page that nobody touches tells it only where nobody is being served: a citizen is listened to without keys.
   */
  away(counter: LiveCounter): { readonly sinceMs: number; readonly gone: boolean } | null {
    const { officer, sinceMs, definition, lastActMs } = counter;
    if (officer === null || sinceMs === null) return null;
    const { store, hall, idleMs, isConnected } = this.options;
    if (!this.isThere(counter))
      return { sinceMs: store.lastOf(definition.code, sinceMs) ?? sinceMs, gone: true };
    const { state, clock } = hall();
    const present = state.tickets.get(counter.presentTicketId ?? '');
    const idle = isConnected(officer) ? idleMs(officer) : null;
    if (idle === null || present?.state === 'serving') return null;
    const nowMs = clock.nowMs();
    // To the whole step: the two clocks differ by a hair at every look.
    const touchedMs = Math.floor((nowMs - idle) / STEP_MS) * STEP_MS;
    const lastMs = Math.max(touchedMs, lastActMs ?? sinceMs);
    return nowMs - lastMs < IDLE_MS ? null : { sinceMs: lastMs, gone: false };
  }

  /** The last sign of life at an open counter, epoch ms; null: none was seen. */
  lastSignMs(counter: LiveCounter): number | null {
    // Before the first look nobody has seen anything: the hall has just come up.
    if (this.looked && this.isThere(counter)) return this.options.hall().clock.nowMs();
    return this.options.store.lastOf(counter.definition.code, counter.sinceMs ?? 0);
  }
}
