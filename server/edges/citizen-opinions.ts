import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { z } from 'zod';
import type { OpinionStanding, OwnOpinion } from '../../common/protocol/opinions.ts';
import { type Outcome, refused } from '../../common/protocol/refusals.ts';
import type { Ticket } from '../../common/protocol/ticket.ts';
import { dayAfter } from '../domain/calendar.ts';
import type { VisitRecord } from '../domain/decision.ts';
import { CITIZEN } from '../domain/events.ts';
import type { Hall } from '../hall/hall.ts';
import type { HallReply } from '../hall/replies.ts';
import type { StaffPlaces } from './staff-places.ts';
import type { TicketAddresses } from './ticket-addresses.ts';

const THROTTLED = { retryAfterSeconds: 120 };

/** What citizens say of their visits over the address of their ticket, without signing in. */
export class CitizenOpinions {
  private readonly hall: Hall;
  private readonly visits: VisitRecord;
  private readonly staffPlaces: Pick<StaffPlaces, 'has'>;
  private readonly addresses: Pick<TicketAddresses, 'mayRate'>;
  /** One address may stand for a whole household or waiting room. */
  private readonly byAddress = new RateLimiterMemory({ points: 60, duration: 300 });
  private readonly byTicket = new RateLimiterMemory({ points: 12, duration: 300 });

  constructor(options: {
    hall: Hall;
    visits: VisitRecord;
    staffPlaces: Pick<StaffPlaces, 'has'>;
    addresses: Pick<TicketAddresses, 'mayRate'>;
  }) {
    this.hall = options.hall;
    this.visits = options.visits;
    this.staffPlaces = options.staffPlaces;
    this.addresses = options.addresses;
  }

  /** Whether the visit can be rated now. Tells that it was, never how. */
  standingOf(ticketId: string): OpinionStanding {
    const visit = this.visits.visit(ticketId);
    if (visit === undefined) return 'closed';
    if (visit.state !== 'done')
      return visit.state === 'cancelled' || visit.state === 'expired' ? 'closed' : 'not-yet';
    if (visit.rated) return 'given';
    const last = dayAfter(visit.date, this.hall.state.settings.opinionDays);
    return this.hall.moment().date > last ? 'closed' : 'open';
  }

  /** Gives the opinion once. @param key the phone's own id of this act; the same again is answered, not done again */
  async give(
    { id: ticketId, issuedAt }: Pick<Ticket, 'id' | 'issuedAt'>,
    { ratingToken, ...said }: z.output<typeof OwnOpinion>,
    key: string,
    address: string,
  ): Promise<Outcome<HallReply>> {
    try {
      await this.byAddress.consume(address);
      await this.byTicket.consume(ticketId);
    } catch {
      return refused('throttled', 'too many opinions from here; wait two minutes', THROTTLED);
    }
    // After the limit: guesses of the token are counted too.
    if (!this.addresses.mayRate(ticketId, Date.parse(issuedAt), ratingToken))
      return refused('forbidden', 'only the code on the paper of this ticket opens its rating');
    const reply = await this.hall.execute(
      'opinion:give',
      { ...said, ticket: ticketId },
      // The ticket is in the id: what one phone chose can meet no other's.
      {
        commander: { kind: 'system', id: CITIZEN },
        commandId: `${ticketId}/${key}`,
        fromStaffNetwork: this.staffPlaces.has(address),
      },
    );
    return reply.refusal
      ? refused(reply.refusal.code, reply.refusal.message, reply.refusal.details)
      : { ok: true, value: reply };
  }
}
