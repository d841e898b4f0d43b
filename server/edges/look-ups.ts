import { RateLimiterMemory } from 'rate-limiter-flexible';
import { type Outcome, refused } from '../../common/protocol/refusals.ts';
import type { Ticket } from '../../common/protocol/ticket.ts';
import type { Hall } from '../hall/hall.ts';
import type { RecordReads } from './services.ts';
import type { TicketAddresses } from './ticket-addresses.ts';

const THROTTLED = { retryAfterSeconds: 300 };

/**
 * Finds today's ticket by what stands on its paper. The number alone shows what the boards show; with the short code it
 * opens the ticket as its QR code does. Wrong codes are bounded by number and by address: a right one gives its try back.
 */
export class LookUps {
  private readonly hall: Hall;
  private readonly reads: Pick<RecordReads, 'listTickets'>;
  private readonly addresses: TicketAddresses;
  /** One address may stand for a whole waiting room. */
  private readonly byAddress = new RateLimiterMemory({ points: 30, duration: 300 });
  private readonly byNumber = new RateLimiterMemory({ points: 6, duration: 300 });

  constructor(options: {
    hall: Hall;
    reads: Pick<RecordReads, 'listTickets'>;
    addresses: TicketAddresses;
  }) {
    this.hall = options.hall;
    this.reads = options.reads;
    this.addresses = options.addresses;
  }

  /** The newest ticket of today with this number. */
  find(number: string): Ticket | undefined {
    const { hall } = this;
    const live = hall.state.numbers.get(number);
    if (live !== undefined) return hall.findTicket(live);
    const { date } = hall.moment();
    return this.reads.listTickets({ date, number, limit: 10 }).tickets.at(-1);
  }

  /** The token of the ticket with this number and short code. */
  async open(number: string, code: string, address: string): Promise<Outcome<{ token: string }>> {
    try {
      await this.byAddress.consume(address);
      await this.byNumber.consume(number);
    } catch {
      return refused('throttled', 'too many wrong codes; wait five minutes', THROTTLED);
    }
    const ticket = this.find(number);
    const token = ticket && this.addresses.tokenOf(ticket.id);
    // A number that is not drawn is told like a wrong code: both take a try.
    if (!ticket || !token || !this.addresses.isShortCode(ticket.id, code))
      return refused('not_found', 'no ticket of today has this number and code');
    await this.byAddress.reward(address);
    await this.byNumber.reward(number);
    return { ok: true, value: { token } };
  }
}
