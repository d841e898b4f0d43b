import type { CommandName, PayloadInput } from '../../common/protocol/commands.ts';
import type { RefusalCode } from '../../common/protocol/refusals.ts';
import type { Ticket } from '../../common/protocol/ticket.ts';
import type { CounterState } from '../../common/protocol/views.ts';

/** What a command came to, as far as simulated people care. */
export interface Given {
  readonly code: 'done' | RefusalCode;
  readonly ticket?: Ticket | undefined;
}

/** How a counter stands, as its officer sees it. */
export interface CounterSight {
  readonly state: CounterState;
  readonly present: Pick<Ticket, 'id' | 'field' | 'state'> | null;
}

/** By what simulated people act on the hall. `who` is a user name, or `KIOSK` for a citizen at the kiosk. */
export interface Hands {
  give<N extends CommandName>(who: string, name: N, input: PayloadInput<N>): Promise<Given>;
  /** Null when there is no such counter. */
  look(who: string, counter: string): Promise<CounterSight | null>;
}

/** Stands for whoever is at the kiosk. */
export const KIOSK = '@kiosk';
