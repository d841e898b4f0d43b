import { randomUUID } from 'node:crypto';
import { CommandId, TicketNumber } from '../../../../common/protocol/primitives.ts';
import { refused } from '../../../../common/protocol/refusals.ts';
import type { FollowedTicket } from '../../../../common/protocol/rest/tickets.ts';
import type { Ticket } from '../../../../common/protocol/ticket.ts';
import { namesOn } from '../../../domain/calendar.ts';
import { estimateFor } from '../../../domain/estimate.ts';
import { waitRunsInto } from '../../../domain/work-breaks.ts';
import { actsOfHolder, callsForHolder } from '../../../hall/tracked-ticket.ts';
import type { HolderAct } from '../../holder-acts.ts';
import type { Services } from '../../services.ts';
import { answer, defineRoute, type RouteRequest } from '../route.ts';

/** Gives a command that the holder of a ticket may give; the address of the ticket is all the proof there is. */
async function act(request: RouteRequest<unknown, unknown>, name: HolderAct) {
  const { services, params, headers, address } = request;
  const found = services.reads.findByTracking(params.token ?? '');
  if (!found) return refused('not_found', 'no such ticket');
  const header = headers['idempotency-key'];
  const key = CommandId.max(100).safeParse(typeof header === 'string' ? header : randomUUID());
  if (!key.success) return refused('invalid_input', 'the command id is not valid');
  const given = await services.holderActs.give(name, found.id, key.data, address);
  return given.ok ? answer({ ok: true as const }) : given;
}

/** How a ticket stands, for its holder and for whoever looks its number up. */
function followed({ hall, stages }: Services, ticket: Ticket): FollowedTicket {
  const field = hall.state.fields.get(ticket.field);
  const live = hall.state.tickets.get(ticket.id);
  const waiting = live?.state === 'waiting' ? live : undefined;
  const moment = hall.moment();
  const estimate = waiting ? estimateFor(hall.state, waiting, moment.atMs) : null;
  const serving = [...hall.state.counters.values()].filter(
    (counter) => counter.definition.active && counter.primaryFields.includes(ticket.field),
  );
  return {
    number: ticket.number,
    state: ticket.state,
    field: { code: ticket.field, name: field?.name ?? ticket.field },
    waitingAhead: ticket.waitingAhead,
    // Of the rest of the wait, as the line stands now; the ticket itself keeps what it was told when drawn.
    estimate,
    waitRunsInto:
      estimate && field
        ? waitRunsInto(hall.state, field, moment.date, moment.minuteOfDay, estimate.highMinutes)
        : null,
    counters: serving.map((counter) => counter.definition.label),
    ...callsForHolder(hall.state, ticket, stages(), moment.atMs),
    hallName: namesOn(hall.state, hall.calendar.momentOf(Date.parse(ticket.issuedAt)).date).hallName,
    issuedAt: ticket.issuedAt,
    language: ticket.language,
  };
}

/** What the holder of a ticket may do over the address on its paper, without signing in. */
export const trackingRoutes = [
  defineRoute('GET /track/:token', {
    summary: 'A ticket as its holder follows it',
    allowed: 'anyone',
    run: ({ services, params }) => {
      const { hall } = services;
      const found = services.reads.findByTracking(params.token ?? '');
      const ticket = found && (hall.findTicket(found.id) ?? found);
      if (!ticket) return refused('not_found', 'no such ticket');
      const procedure = ticket.procedure === null ? undefined : hall.state.procedures.get(ticket.procedure);
      return answer({
        ...followed(services, ticket),
        ...actsOfHolder(hall.state, ticket.id),
        papers: procedure?.papers ?? [],
        procedureName: procedure?.name ?? null,
        pushKey: services.push.publicKey(),
        opinion: services.opinions.standingOf(ticket.id),
        // By an address without it the page offers no rating.
        needsRatingToken: services.addresses.needsToken(Date.parse(ticket.issuedAt)),
        criteria: hall.state.settings.opinionCriteria.filter((each) => each.active),
      });
    },
  }),
  defineRoute('GET /look-up/:number', {
    summary: 'How a number of today stands, for whoever has read it: no procedure, no acts',
    allowed: 'anyone',
    run: ({ services, params }) => {
      const number = TicketNumber.safeParse(params.number);
      const ticket = number.success ? services.lookUps.find(number.data) : undefined;
      return ticket ? answer(followed(services, ticket)) : refused('not_found', 'no such number today');
    },
  }),
  defineRoute('POST /look-up', {
    summary: "The way to one's own ticket by number and short code; wrong codes are throttled",
    allowed: 'anyone',
    run: async ({ services, body, address }) => {
      const found = await services.lookUps.open(body.number, body.code, address);
      return found.ok ? answer(found.value) : found;
    },
  }),
  defineRoute('PUT /track/:token/push', {
    summary: 'The phone is told of this ticket by Web Push until it ends; throttled',
    allowed: 'anyone',
    run: async ({ services, params, body, address }) => {
      const ticket = services.reads.findByTracking(params.token ?? '');
      if (!ticket) return refused('not_found', 'no such ticket');
      const subscribed = await services.push.subscribe(ticket.id, body, address);
      return subscribed.ok ? answer(subscribed.value) : subscribed;
    },
  }),
  defineRoute('POST /track/:token/push/stop', {
    summary: 'The phone is told no more',
    allowed: 'anyone',
    run: ({ services, params, body }) => {
      const ticket = services.reads.findByTracking(params.token ?? '');
      if (!ticket) return refused('not_found', 'no such ticket');
      services.push.unsubscribe(ticket.id, body.endpoint);
      return answer({ ok: true as const });
    },
  }),
  defineRoute('POST /track/:token/let-pass', {
    summary: 'The holder lets the next three of the line pass; twice a ticket, throttled',
    allowed: 'anyone',
    run: (request) => act(request, 'ticket:let-pass'),
  }),
  defineRoute('POST /track/:token/give-up', {
    summary: 'The holder waits no more; throttled',
    allowed: 'anyone',
    run: (request) => act(request, 'ticket:cancel'),
  }),
];
