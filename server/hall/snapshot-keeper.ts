import { writeState } from '../domain/snapshot.ts';
import type { HallState } from '../domain/state.ts';
import type { EventStore } from '../storage/event-store.ts';

/** So many events after a snapshot the next one is written, as soon as the hall has a quiet moment … */
const SNAPSHOT_EVERY = 5_000;
/** … and after so many at the latest: a restart reads no more of the log than that. */
const SNAPSHOT_AT_LATEST = 200_000;
/** Nobody asked anything for so long: the moment to write down a state of many tickets. */
const QUIET_MS = 400;

export interface SnapshotOptions {
  readonly store: EventStore;
  /** The state, if nothing in it is unflushed; else undefined. */
  readonly state: () => HallState | undefined;
  readonly onError: (error: unknown, what: string) => void;
}

/** Writes snapshots of the state, so that a restart reads little of the log. */
export class SnapshotKeeper {
  private readonly options: SnapshotOptions;
  private newestAt = 0;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(options: SnapshotOptions) {
    this.options = options;
  }

  /** @param sequence of the newest snapshot that can be read */
  startFrom(sequence: number): void {
    this.newestAt = sequence;
  }

  /** After each commit: writes one when it is due and the hall is quiet. */
  schedule(sequence: number): void {
    const since = sequence - this.newestAt;
    if (since < SNAPSHOT_EVERY || this.stopped) return;
    clearTimeout(this.timer);
    if (since >= SNAPSHOT_AT_LATEST) {
      this.write();
      return;
    }
    this.timer = setTimeout(() => this.write(), QUIET_MS);
    this.timer.unref();
  }

  /** Writes one now, unless the newest is of this very state. */
  write(): void {
    const state = this.options.state();
    if (!state || state.sequence === this.newestAt) return;
    try {
      this.options.store.saveSnapshot(state.sequence, writeState(state));
      this.options.store.tidy();
      this.newestAt = state.sequence;
    } catch (error) {
      this.options.onError(error, 'snapshot');
    }
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }
}
