import type { HallConnection } from '../common/client/hall-connection.ts';
import { KeptIds } from '../common/client/kept-ids.ts';
import type { PayloadInput } from '../common/protocol/commands.ts';
import type { RefusalCode } from '../common/protocol/refusals.ts';
import type { Ticket } from '../common/protocol/ticket.ts';

/** Drawing of one number: at rest, on its way, or refused (`offline`: no answer came). */
export type IssuingState =
  | { readonly state: 'ready' }
  | { readonly state: 'pending' }
  | { readonly state: 'refused'; readonly code: RefusalCode | 'offline' };

const READY: IssuingState = { state: 'ready' };

/**
 * Draws numbers, one at a time. A second tap while one is pending does nothing; after an answer that leaves open whether
 * the number was drawn (none came, the disk did not confirm it) the same order goes out under the same command id, so
 * that the hall gives the number it already drew, and not another.
 */
export class Issuer {
  private readonly connection: Pick<HallConnection, 'send'>;
  private readonly ids = new KeptIds();
  private readonly listeners = new Set<() => void>();
  private current: IssuingState = READY;

  constructor(connection: Pick<HallConnection, 'send'>) {
    this.connection = connection;
  }

  readonly state = (): IssuingState => this.current;

  /** Called when the state changes. @returns unsubscribes */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** @returns the ticket; undefined when it was refused, which the state tells, or another is pending */
  async draw(order: PayloadInput<'ticket:issue'>): Promise<Ticket | undefined> {
    if (this.current.state === 'pending') return undefined;
    this.change({ state: 'pending' });
    const act = JSON.stringify(order);
    const id = this.ids.idOf(act);
    const reply = await this.connection.send('ticket:issue', order, { commandId: id });
    const ticket = reply.ok ? reply.ticket : undefined;
    const code = reply.ok ? 'internal' : reply.error.code;
    this.ids.note(act, id, ticket === undefined ? code : null);
    this.change(ticket === undefined ? { state: 'refused', code } : READY);
    return ticket;
  }

  /** Whoever comes now is somebody else. */
  reset(): void {
    if (this.current.state === 'pending') return;
    this.ids.forget();
    this.change(READY);
  }

  private change(state: IssuingState): void {
    this.current = state;
    for (const listener of this.listeners) listener();
  }
}
