import type { Logger } from 'pino';
import type { ClockRecord } from '../../../common/protocol/views.ts';
import type { Hall } from '../../hall/hall.ts';
import { clockRecord } from '../../hall/view/clock-record.ts';
import type { SocketPrincipal } from '../principal.ts';

export interface ClockEdgeOptions {
  readonly hall: Hall;
  readonly log: Logger;
  /** Whether clocks of pages on the server's own machine count as witnesses: where the hall is given another clock. */
  readonly hearsOwnMachine: boolean;
}

/** How the hall's time stands, for pages; and what their own clocks say of it [TIME3]. */
export class ClockEdge {
  private readonly options: ClockEdgeOptions;
  private told: string;

  constructor(options: ClockEdgeOptions) {
    this.options = options;
    this.told = JSON.stringify(this.record());
  }

  record(): ClockRecord {
    const { hall } = this.options;
    return clockRecord(hall.state, hall.clock.standing(hall.state), hall.clock.daysTold(), hall.calendar);
  }

  /** The record if it has changed since it was last asked for here. */
  news(): readonly ClockRecord[] {
    const record = this.record();
    const now = JSON.stringify(record);
    if (now === this.told) return [];
    this.told = now;
    return [record];
  }

  /** A device or a page says what its own clock shows. @param onMachine it runs on the server's own machine */
  hear(principal: SocketPrincipal, told: unknown, onMachine: boolean): void {
    const { hall, log, hearsOwnMachine } = this.options;
    const { clock } = hall;
    // On the server's own machine it is the clock in question; in a demonstration time runs faster.
    if (principal.kind === 'nobody' || clock.rate !== 1 || (onMachine && !hearsOwnMachine)) return;
    const who = principal.kind === 'user' ? `user:${principal.username}` : principal.deviceId;
    const atMs = (told as { atMs?: unknown } | null | undefined)?.atMs;
    if (!clock.witnesses.say(who, atMs, clock.monotonicMs())) return;
    hall.record([]).catch((error: unknown) => log.error({ err: error }, 'a witness was heard'));
  }
}
