import type { Logger } from 'pino';
import type { Clock } from './hall/clock.ts';
import type { Flush } from './storage/write-ahead-file.ts';

/** How a hall is started otherwise than from its configuration: by tests and the demonstration. */
export interface StartOptions {
  /** The machine's clock; absent: the machine's own. */
  readonly clock?: Clock;
  readonly log?: Logger;
  readonly webFolder?: string;
  /** Begins a new record where one is missing beside its copies. */
  readonly beginNew?: boolean;
  /** The clock by which sessions end, epoch ms. */
  readonly realNowMs?: () => number;
  /** Whether clocks of pages on the server's own machine count as witnesses: where the hall is given another clock. */
  readonly hearsOwnMachine?: boolean;
  /** Flushes the write-ahead log; another one than the system's in tests of failing disks. */
  readonly flush?: Flush;
}
