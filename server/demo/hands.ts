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

/** By what simulated people act on the hall. `who` is a user name, or one of the marks below for a citizen. */
export interface Hands {
  give<N extends CommandName>(who: string, name: N, input: PayloadInput<N>): Promise<Given>;
  /** Null when there is no such counter. */
  look(who: string, counter: string): Promise<CounterSight | null>;
}

/** Stands for whoever is at the kiosk. */
export const KIOSK = '@kiosk';
/** Stands for whoever holds a ticket and a phone. */
export const PHONE = '@phone';
const TABLET = '@tablet:';
/** Stands for whoever is at the tablet of a counter. */
export const tabletAt = (counter: string): string => `${TABLET}${counter}`;
/** The counter of such a mark; null: it is none. */
export const counterOfTablet = (who: string): string | null =>
  who.startsWith(TABLET) ? who.slice(TABLET.length) : null;
