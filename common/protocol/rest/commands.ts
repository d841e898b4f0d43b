import { z } from 'zod';
import { COMMANDS, type CommandName } from '../commands.ts';
import { CallReason, Ticket } from '../ticket.ts';
import { type CallTable, Done } from './call.ts';

const CounterAnswer = z.object({
  /** The ticket now at the counter; null: none. */
  ticket: Ticket.nullable(),
  /** Why this one was called. */
  reason: CallReason.optional(),
  /** What call-next ended on its way. */
  finished: Ticket.optional(),
});
const TicketAnswer = z.object({ ticket: Ticket.nullable() });

/** The payload of a command, less what stands in the address. */
type BodyLess<Name extends CommandName, Key extends string> = z.ZodType<
  Omit<z.output<(typeof COMMANDS)[Name]['payload']>, Key>,
  Omit<z.input<(typeof COMMANDS)[Name]['payload']>, Key>
>;

function bodyLess<Name extends CommandName, Key extends string>(name: Name, key: Key): BodyLess<Name, Key> {
  const shape: z.ZodRawShape = COMMANDS[name].payload.shape;
  const { [key]: _inAddress, ...rest } = shape;
  return z.strictObject(rest) as unknown as BodyLess<Name, Key>;
}

/** "counter:call-next" → "counterCallNext" */
const idOf = (name: CommandName) => name.replace(/[:-](\w)/g, (_, letter: string) => letter.toUpperCase());

const atCounter = <Name extends CommandName>(name: Name) => ({
  operationId: idOf(name),
  body: bodyLess(name, 'counter'),
  response: CounterAnswer,
});

const ofTicket = <Name extends CommandName>(name: Name) => ({
  operationId: idOf(name),
  body: bodyLess(name, 'ticket'),
  response: TicketAnswer,
});

const plain = <Name extends CommandName, Key extends string = never>(name: Name, key?: Key) => ({
  operationId: idOf(name),
  body: bodyLess<Name, Key>(name, key ?? ('' as Key)),
  response: Done,
});

/** In a transfer "counter" in the body is where to. */
const Transfer = z.strictObject({
  ...z.strictObject(COMMANDS['counter:transfer'].payload.shape).omit({ toCounter: true, counter: true })
    .shape,
  counter: COMMANDS['counter:transfer'].payload.shape.toCounter,
});

/** Commands as calls: the body is the command's payload, `Idempotency-Key` its id. */
export const commandCalls = {
  'POST /tickets/:id/reprint': ofTicket('ticket:reprint'),
  'POST /tickets/:id/cancel': ofTicket('ticket:cancel'),
  'POST /tickets/:id/let-pass': ofTicket('ticket:let-pass'),
  'POST /tickets/:id/return': ofTicket('ticket:return'),
  'POST /tickets/:id/priority': ofTicket('ticket:set-priority'),
  'POST /tickets/:id/correct': ofTicket('ticket:correct'),
  'POST /tickets/:id/opinion': ofTicket('opinion:give'),
  'POST /counters/:code/open': atCounter('counter:open'),
  'POST /counters/:code/close': atCounter('counter:close'),
  'POST /counters/:code/pause': atCounter('counter:pause'),
  'POST /counters/:code/resume': atCounter('counter:resume'),
  'POST /counters/:code/take-over': atCounter('counter:take-over'),
  'POST /counters/:code/call-next': atCounter('counter:call-next'),
  'POST /counters/:code/call': atCounter('counter:call'),
  'POST /counters/:code/recall': atCounter('counter:recall'),
  'POST /counters/:code/start': atCounter('counter:start'),
  'POST /counters/:code/no-show': atCounter('counter:no-show'),
  'POST /counters/:code/park': atCounter('counter:park'),
  'POST /counters/:code/transfer': { ...atCounter('counter:transfer'), body: Transfer },
  'POST /counters/:code/finish': atCounter('counter:finish'),
  'POST /counters/:code/undo': atCounter('counter:undo'),
  'POST /counters/:code/reopen': atCounter('counter:reopen'),
  'POST /counters/:code/fields': atCounter('counter:set-fields'),
  'POST /day/close': plain('day:close'),
  'POST /day/correct': plain('day:correct'),
  'POST /day/confirm': plain('day:confirm'),
  'POST /record/acknowledge': plain('record:acknowledge'),
  'POST /remarks': plain('remark:make'),
  'DELETE /remarks/:code': plain('remark:withdraw', 'id'),
  'POST /remarks/:code/settle': plain('remark:settle', 'id'),
  'POST /opinions': plain('opinion:key-in'),
  'POST /opinions/:code/withdraw': plain('opinion:withdraw', 'id'),
  'PUT /fields/:code': plain('field:put', 'code'),
  'PUT /procedures/:code': plain('procedure:put', 'code'),
  'PUT /agencies/:code': plain('agency:put', 'code'),
  'PUT /officers/:code': plain('officer:put', 'username'),
  'DELETE /officers/:code': plain('officer:remove', 'username'),
  'POST /officers/:code/release': plain('officer:release', 'username'),
  'POST /officers/rotate': plain('officer:rotate'),
  'PUT /leaves/:code': plain('officer:leave-put', 'id'),
  'DELETE /leaves/:code': plain('officer:leave-remove', 'id'),
  'POST /rosters/:code/apply': plain('roster:apply', 'roster'),
  'POST /rosters/applications/:code/undo': plain('roster:undo-apply', 'application'),
  'PUT /calendar/:code': plain('calendar:put', 'date'),
  'DELETE /calendar/:code': plain('calendar:clear', 'date'),
  'PUT /hall-names/:code': plain('hall-name:put', 'from'),
  'DELETE /hall-names/:code': plain('hall-name:remove', 'from'),
  'PUT /languages/:code/review': plain('language:sign', 'language'),
  'PUT /counters/:code': plain('counter:put', 'code'),
  'PUT /settings': plain('settings:put'),
  'POST /templates/apply': plain('template:apply'),
  'PUT /notices/:code': plain('notice:put', 'id'),
  'DELETE /notices/:code': plain('notice:withdraw', 'id'),
  'PUT /buttons/:code': plain('button:bind', 'id'),
  'DELETE /buttons/:code': plain('button:unbind', 'id'),
} as const satisfies CallTable;
