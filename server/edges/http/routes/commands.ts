import { COMMANDS, type CommandName } from '../../../../common/protocol/commands.ts';
import { type Outcome, refused } from '../../../../common/protocol/refusals.ts';
import type { Done } from '../../../../common/protocol/rest/call.ts';
import type { HallApi, HallCall } from '../../../../common/protocol/rest/hall-api.ts';
import type { CallReason, Ticket } from '../../../../common/protocol/ticket.ts';
import { deskRequest, giveCommand } from '../../command-desk.ts';
import { defineCommandRoute, defineRoute, type HttpReply, type Route, type RouteRequest } from '../route.ts';

type AnyRequest = Pick<RouteRequest<unknown, unknown>, 'services' | 'principal' | 'headers'>;

function commandIdOf(request: AnyRequest): string | undefined {
  const header = request.headers['idempotency-key'];
  return typeof header === 'string' ? header : undefined;
}

/** What a command came to, before it is shaped into an answer. */
interface GivenReply {
  readonly ticket?: Ticket;
  readonly reason?: CallReason;
  readonly finished?: Ticket;
  readonly repeated: boolean;
}

/** Runs a command and answers the contract's way: the ticket, why it was chosen, what was finished on the way. */
export async function giveByRest<Answer>(
  request: AnyRequest,
  name: CommandName,
  input: unknown,
  shape: (reply: GivenReply) => HttpReply<Answer>,
): Promise<Outcome<HttpReply<Answer>>> {
  const { services, principal } = request;
  const given = await giveCommand(
    services.hall,
    name,
    input,
    deskRequest(services, { principal, commandId: commandIdOf(request) }),
  );
  if (!given.ok) return given;
  const { refusal, ...reply } = given.value;
  if (!refusal) return { ok: true, value: shape(reply) };
  // A refusal may come after something was done: call-next that finds nobody has finished the present visit.
  return reply.finished === undefined
    ? { ok: false, refusal }
    : refused(refusal.code, refusal.message, { ...refusal.details, finishedTicket: reply.finished });
}

type CounterCall = Extract<HallCall, `POST /counters/:code/${string}`>;
type TicketCall = Extract<HallCall, `POST /tickets/:id/${string}`>;
/** Calls that only tell that it is done. */
type PlainCall = {
  [Key in HallCall]: HallApi[Key] extends { readonly response: typeof Done } ? Key : never;
}[HallCall];

function counterRoute(key: CounterCall, name: CommandName): Route {
  return defineCommandRoute(key, {
    summary: `${name} at a counter`,
    allowed: COMMANDS[name].allowed,
    run: (request) => {
      const { counter, ...rest } = request.body;
      // In a transfer "counter" is where to, in the rest it can only repeat the address.
      const input =
        name === 'counter:transfer' && counter !== undefined
          ? { ...rest, toCounter: counter, counter: request.params.code }
          : { ...rest, counter: request.params.code };
      return giveByRest(request, name, input, (reply) => ({
        status: 200,
        body: {
          ticket: reply.ticket ?? null,
          ...(reply.reason === undefined ? {} : { reason: reply.reason }),
          ...(reply.finished === undefined ? {} : { finished: reply.finished }),
        },
      }));
    },
  });
}

function ticketRoute(key: TicketCall, name: CommandName): Route {
  return defineCommandRoute(key, {
    summary: `${name}`,
    allowed: COMMANDS[name].allowed,
    run: (request) =>
      giveByRest(request, name, { ...request.body, ticket: request.params.id }, (reply) => ({
        status: 200,
        body: { ticket: reply.ticket ?? null },
      })),
  });
}

/** PUT of one thing of the catalogue, or a hall-wide act. @param field of the payload that stands in the address */
function plainRoute(key: PlainCall, name: CommandName, field?: string): Route {
  return defineCommandRoute(key, {
    summary: name,
    allowed: COMMANDS[name].allowed,
    run: (request) => {
      const fromPath = field === undefined ? {} : { [field]: request.params.code };
      return giveByRest(request, name, { ...request.body, ...fromPath }, () => ({
        status: 200,
        body: { ok: true as const },
      }));
    },
  });
}

function drawn(ticket: Ticket | undefined): Ticket {
  if (!ticket) throw new Error('a ticket was drawn and is not told');
  return ticket;
}

export const commandRoutes: Route[] = [
  defineRoute('POST /tickets', {
    summary: 'Draw a ticket',
    allowed: COMMANDS['ticket:issue'].allowed,
    scope: COMMANDS['ticket:issue'].scope,
    keyed: true,
    run: (request) =>
      giveByRest(request, 'ticket:issue', request.body, (reply) => ({
        status: reply.repeated ? 200 : 201,
        body: request.services.addresses.asDrawn(request.principal, drawn(reply.ticket)),
      })),
  }),
  ticketRoute('POST /tickets/:id/reprint', 'ticket:reprint'),
  ticketRoute('POST /tickets/:id/cancel', 'ticket:cancel'),
  ticketRoute('POST /tickets/:id/let-pass', 'ticket:let-pass'),
  ticketRoute('POST /tickets/:id/return', 'ticket:return'),
  ticketRoute('POST /tickets/:id/priority', 'ticket:set-priority'),
  ticketRoute('POST /tickets/:id/correct', 'ticket:correct'),
  ticketRoute('POST /tickets/:id/opinion', 'opinion:give'),
  counterRoute('POST /counters/:code/open', 'counter:open'),
  counterRoute('POST /counters/:code/close', 'counter:close'),
  counterRoute('POST /counters/:code/pause', 'counter:pause'),
  counterRoute('POST /counters/:code/resume', 'counter:resume'),
  counterRoute('POST /counters/:code/take-over', 'counter:take-over'),
  counterRoute('POST /counters/:code/call-next', 'counter:call-next'),
  counterRoute('POST /counters/:code/call', 'counter:call'),
  counterRoute('POST /counters/:code/recall', 'counter:recall'),
  counterRoute('POST /counters/:code/start', 'counter:start'),
  counterRoute('POST /counters/:code/no-show', 'counter:no-show'),
  counterRoute('POST /counters/:code/park', 'counter:park'),
  counterRoute('POST /counters/:code/transfer', 'counter:transfer'),
  counterRoute('POST /counters/:code/finish', 'counter:finish'),
  counterRoute('POST /counters/:code/undo', 'counter:undo'),
  counterRoute('POST /counters/:code/reopen', 'counter:reopen'),
  counterRoute('POST /counters/:code/fields', 'counter:set-fields'),
  plainRoute('POST /day/close', 'day:close'),
  plainRoute('POST /day/correct', 'day:correct'),
  plainRoute('POST /day/confirm', 'day:confirm'),
  plainRoute('POST /record/acknowledge', 'record:acknowledge'),
  plainRoute('POST /remarks', 'remark:make'),
  plainRoute('DELETE /remarks/:code', 'remark:withdraw', 'id'),
  plainRoute('POST /remarks/:code/settle', 'remark:settle', 'id'),
  plainRoute('POST /opinions', 'opinion:key-in'),
  plainRoute('POST /opinions/:code/withdraw', 'opinion:withdraw', 'id'),
  plainRoute('PUT /fields/:code', 'field:put', 'code'),
  plainRoute('PUT /procedures/:code', 'procedure:put', 'code'),
  plainRoute('PUT /agencies/:code', 'agency:put', 'code'),
  plainRoute('PUT /officers/:code', 'officer:put', 'username'),
  plainRoute('DELETE /officers/:code', 'officer:remove', 'username'),
  plainRoute('POST /officers/:code/release', 'officer:release', 'username'),
  plainRoute('POST /officers/rotate', 'officer:rotate'),
  plainRoute('PUT /leaves/:code', 'officer:leave-put', 'id'),
  plainRoute('DELETE /leaves/:code', 'officer:leave-remove', 'id'),
  plainRoute('POST /rosters/:code/apply', 'roster:apply', 'roster'),
  plainRoute('POST /rosters/applications/:code/undo', 'roster:undo-apply', 'application'),
  plainRoute('PUT /calendar/:code', 'calendar:put', 'date'),
  plainRoute('DELETE /calendar/:code', 'calendar:clear', 'date'),
  plainRoute('PUT /hall-names/:code', 'hall-name:put', 'from'),
  plainRoute('DELETE /hall-names/:code', 'hall-name:remove', 'from'),
  plainRoute('PUT /languages/:code/review', 'language:sign', 'language'),
  plainRoute('PUT /counters/:code', 'counter:put', 'code'),
  plainRoute('PUT /settings', 'settings:put'),
  plainRoute('POST /templates/apply', 'template:apply'),
  plainRoute('PUT /notices/:code', 'notice:put', 'id'),
  plainRoute('DELETE /notices/:code', 'notice:withdraw', 'id'),
  plainRoute('PUT /buttons/:code', 'button:bind', 'id'),
  plainRoute('DELETE /buttons/:code', 'button:unbind', 'id'),
];
