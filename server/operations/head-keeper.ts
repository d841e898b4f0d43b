import type { LoggedEvent } from '../domain/events.ts';
import type { Hall } from '../hall/hall.ts';
import { type RecordHead, recordHeadFile } from '../storage/record-head.ts';

/** How often the file is brought up to the log at most. */
const EVERY_MS = 5_000;

/** Writes down beside the record how far it has come, so that an older copy in its place is noticed. */
export class HeadKeeper {
  private readonly hall: Hall;
  private readonly file: ReturnType<typeof recordHeadFile>;
  private readonly onError: (error: unknown, what: string) => void;
  private newest: Pick<RecordHead, 'sequence' | 'hash'> | null = null;
  private timer: NodeJS.Timeout | undefined;
  private unsubscribe: (() => void) | undefined;

  constructor(options: { hall: Hall; dataDir: string; onError: (error: unknown, what: string) => void }) {
    this.hall = options.hall;
    this.file = recordHeadFile(options.dataDir);
    this.onError = options.onError;
  }

  /** @param head the log's newest event now */
  start(head: Pick<RecordHead, 'sequence' | 'hash'>): void {
    this.newest = head;
    this.write();
    this.unsubscribe = this.hall.subscribe((events) => this.follow(events));
  }

  stop(): void {
    this.unsubscribe?.();
    clearTimeout(this.timer);
    this.write();
  }

  private follow(events: readonly LoggedEvent[]): void {
    const last = events.at(-1);
    if (last === undefined) return;
    this.newest = { sequence: last.sequence, hash: last.hash };
    this.timer ??= setTimeout(() => this.write(), EVERY_MS);
    this.timer.unref();
  }

  private write(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.newest === null) return;
    const { day, issued } = this.hall.state;
    try {
      this.file.write({ ...this.newest, date: day, numbers: [...issued] });
    } catch (error) {
      this.onError(error, 'record head');
    }
    this.newest = null;
  }
}
