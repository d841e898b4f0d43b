import { z } from 'zod';
import { COMMANDS, type CommandName } from '../../../../common/protocol/commands.ts';
import { type Outcome, refused } from '../../../../common/protocol/refusals.ts';
import type { Ticket } from '../../../../common/protocol/ticket.ts';
import { deskRequest, giveCommand } from '../../command-desk.ts';
import { defineRoute, type HttpReply, type Route, type RouteRequest } from '../route.ts';

type AnyRequest = Pick<RouteRequest<unknown, unknown>, 'services' | 'principal' | 'headers'>;

function commandIdOf(request: AnyRequest): string | undefined {
  const header = request.headers['idempotency-key'];
  return typeof header === 'string' ? header : undefined;
}

/** Runs a command and answers the contract's way: the ticket, why it was chosen, what was finished on the way. */
export async function giveByRest(
  request: AnyRequest,
  name: CommandName,
  input: unknown,
  shape: (reply: { ticket?: Ticket; reason?: unknown; finished?: unknown; repeated: boolean }) => HttpReply,
): Promise<Outcome<HttpReply>> {
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

/** The payload a REST caller sends: the command's own, less what stands in the address. */
function bodyOf(name: CommandName): z.ZodType {
  const payload = COMMANDS[name].payload;
  return payload instanceof z.ZodObject ? payload.partial() : z.looseObject({});
}

function counterRoute(action: string, name: CommandName): Route {
  return defineRoute({
    method: 'post',
    path: `/counters/:code/${action}`,
    summary: `${name} at a counter`,
    allowed: COMMANDS[name].allowed,
    body: z.looseObject({}).default({}),
    run: (request) => {
      const body = request.body as Record<string, unknown>;
      const { counter, ...rest } = body;
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

function ticketRoute(action: string, name: CommandName): Route {
  return defineRoute({
    method: 'post',
    path: `/tickets/:id/${action}`,
    summary: `${name}`,
    allowed: COMMANDS[name].allowed,
    body: z.looseObject({}).default({}),
    run: (request) =>
      giveByRest(request, name, { ...(request.body as object), ticket: request.params.id }, (reply) => ({
        status: 200,
        body: { ticket: reply.ticket ?? null },
      })),
  });
}

/** PUT of one thing of the catalogue, or a hall-wide act. */
function plainRoute(method: 'put' | 'post' | 'delete', path: string, name: CommandName, key?: string): Route {
  return defineRoute({
    method,
    path,
    summary: name,
    allowed: COMMANDS[name].allowed,
    body: bodyOf(name).default({}),
    run: (request) => {
      const fromPath = key === undefined ? {} : { [key]: request.params.code };
      return giveByRest(request, name, { ...(request.body as object), ...fromPath }, () => ({
        status: 200,
        body: { ok: true },
      }));
    },
  });
}

export const commandRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/tickets',
    summary: 'Draw a ticket',
    allowed: COMMANDS['ticket:issue'].allowed,
    scope: COMMANDS['ticket:issue'].scope,
    body: COMMANDS['ticket:issue'].payload,
    run: (request) =>
      giveByRest(request, 'ticket:issue', request.body, (reply) => ({
        status: reply.repeated ? 200 : 201,
        body: reply.ticket && request.services.addresses.asDrawn(request.principal, reply.ticket),
      })),
  }),
  ticketRoute('reprint', 'ticket:reprint'),
  ticketRoute('cancel', 'ticket:cancel'),
  ticketRoute('return', 'ticket:return'),
  ticketRoute('priority', 'ticket:set-priority'),
  ticketRoute('correct', 'ticket:correct'),
  ticketRoute('opinion', 'opinion:give'),
  counterRoute('open', 'counter:open'),
  counterRoute('close', 'counter:close'),
  counterRoute('pause', 'counter:pause'),
  counterRoute('resume', 'counter:resume'),
  counterRoute('take-over', 'counter:take-over'),
  counterRoute('call-next', 'counter:call-next'),
  counterRoute('call', 'counter:call'),
  counterRoute('recall', 'counter:recall'),
  counterRoute('start', 'counter:start'),
  counterRoute('no-show', 'counter:no-show'),
  counterRoute('park', 'counter:park'),
  counterRoute('transfer', 'counter:transfer'),
  counterRoute('finish', 'counter:finish'),
  counterRoute('undo', 'counter:undo'),
  counterRoute('reopen', 'counter:reopen'),
  counterRoute('fields', 'counter:set-fields'),
  plainRoute('post', '/day/close', 'day:close'),
  plainRoute('post', '/day/correct', 'day:correct'),
  plainRoute('post', '/day/confirm', 'day:confirm'),
  plainRoute('post', '/record/acknowledge', 'record:acknowledge'),
  plainRoute('post', '/remarks', 'remark:make'),
  plainRoute('delete', '/remarks/:code', 'remark:withdraw', 'id'),
  plainRoute('post', '/remarks/:code/settle', 'remark:settle', 'id'),
  plainRoute('post', '/opinions', 'opinion:key-in'),
  plainRoute('post', '/opinions/:code/withdraw', 'opinion:withdraw', 'id'),
  plainRoute('put', '/fields/:code', 'field:put', 'code'),
  plainRoute('put', '/procedures/:code', 'procedure:put', 'code'),
  plainRoute('put', '/agencies/:code', 'agency:put', 'code'),
  plainRoute('put', '/officers/:code', 'officer:put', 'username'),
  plainRoute('delete', '/officers/:code', 'officer:remove', 'username'),
  plainRoute('post', '/officers/:code/release', 'officer:release', 'username'),
  plainRoute('post', '/officers/rotate', 'officer:rotate'),
  plainRoute('put', '/leaves/:code', 'officer:leave-put', 'id'),
  plainRoute('delete', '/leaves/:code', 'officer:leave-remove', 'id'),
  plainRoute('post', '/rosters/:code/apply', 'roster:apply', 'roster'),
  plainRoute('post', '/rosters/applications/:code/undo', 'roster:undo-apply', 'application'),
  plainRoute('put', '/calendar/:code', 'calendar:put', 'date'),
  plainRoute('delete', '/calendar/:code', 'calendar:clear', 'date'),
  plainRoute('put', '/hall-names/:code', 'hall-name:put', 'from'),
  plainRoute('delete', '/hall-names/:code', 'hall-name:remove', 'from'),
  plainRoute('put', '/counters/:code', 'counter:put', 'code'),
  plainRoute('put', '/settings', 'settings:put'),
  plainRoute('post', '/templates/apply', 'template:apply'),
  plainRoute('put', '/notices/:code', 'notice:put', 'id'),
  plainRoute('delete', '/notices/:code', 'notice:withdraw', 'id'),
  plainRoute('put', '/buttons/:code', 'button:bind', 'id'),
  plainRoute('delete', '/buttons/:code', 'button:unbind', 'id'),
];
