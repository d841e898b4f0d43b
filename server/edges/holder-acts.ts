import { RateLimiterMemory } from 'rate-limiter-flexible';
import { type Outcome, refused } from '../../common/protocol/refusals.ts';
import { CITIZEN } from '../domain/events.ts';
import type { Hall } from '../hall/hall.ts';
import type { HallReply } from '../hall/replies.ts';

/** Commands that the holder of a ticket may give over its address. */
export type HolderAct = 'ticket:let-pass' | 'ticket:cancel';

const THROTTLED = { retryAfterSeconds: 120 };

/** What holders do with their own tickets by phone. How often a ticket may let others pass is the hall's rule, not this. */
export class HolderActs {
  private readonly hall: Hall;
  /** One address may stand for a whole waiting room. */
  private readonly byAddress = new RateLimiterMemory({ points: 60, duration: 300 });
  private readonly byTicket = new RateLimiterMemory({ points: 8, duration: 300 });

  constructor(hall: Hall) {
    this.hall = hall;
  }

  /** Gives the command once. @param key the phone's own id of this act; the same again is answered, not done again */
  async give(name: HolderAct, ticket: string, key: string, address: string): Promise<Outcome<HallReply>> {
    try {
      await this.byAddress.consume(address);
      await this.byTicket.consume(ticket);
    } catch {
      return refused('throttled', 'too much from here; wait two minutes', THROTTLED);
    }
    const reply = await this.hall.execute(
      name,
      { ticket },
      // Ticket and act are in the id: what one phone chose meets no other's.
      { commander: { kind: 'system', id: CITIZEN }, commandId: `${ticket}/${name}/${key}` },
    );
    return reply.refusal
      ? refused(reply.refusal.code, reply.refusal.message, reply.refusal.details)
      : { ok: true, value: reply };
  }
}
