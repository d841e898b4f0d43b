import type { HallState, LiveCounter } from '../domain/state.ts';
import type { SignStore } from '../storage/officer-sign-store.ts';
import type { Clock } from './clock.ts';

export interface OfficerSignsOptions {
  readonly store: SignStore;
  readonly hall: () => { readonly state: HallState; readonly clock: Pick<Clock, 'nowMs'> };
  /** Whether a page of this person is connected right now. */
  readonly isConnected: (username: string) => boolean;
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

  /** The last sign of life at an open counter, epoch ms; null: none was seen. */
  lastSignMs(counter: LiveCounter): number | null {
    // Before the first look nobody has seen anything: the hall has just come up.
    if (this.looked && this.isThere(counter)) return this.options.hall().clock.nowMs();
    return this.options.store.lastOf(counter.definition.code, counter.sinceMs ?? 0);
  }
}
