import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import {
  COMMANDS,
  type CommandDefinition,
  type CommandName,
  type Payload,
} from '../../common/protocol/commands.ts';
import { CommandId } from '../../common/protocol/primitives.ts';
import { type Outcome, refused } from '../../common/protocol/refusals.ts';
import type { Hall } from '../hall/hall.ts';
import type { HallReply } from '../hall/replies.ts';
import { isInHallNetwork } from './perimeter/own-addresses.ts';
import type { Rejections } from './perimeter/rejections.ts';
import type { TicketPace } from './perimeter/ticket-pace.ts';
import type { PersonDigests } from './person-digests.ts';
import { actorOf, commanderOf, type Principal } from './principal.ts';
import type { PrinterDesk, Services } from './services.ts';

/** What the desk must know of a request besides its payload. */
export interface DeskRequest {
  readonly principal: Principal;
  readonly commandId: string | undefined;
  /** Printer named by the kiosk that asks; null: the hall's default. */
  readonly ownPrinter: string | null;
  readonly printers: Pick<PrinterDesk, 'exists' | 'refusalOf'>;
  /** Holds whoever draws tickets to a human pace. */
  readonly pace?: TicketPace;
  /** Counts what is turned away. */
  readonly rejections?: Rejections;
  /** Whether a language is installed; the core knows tags, not folders. */
  readonly hasLanguage: (tag: string) => boolean;
  /** Digests of the cards that kiosks scan. */
  readonly persons?: Pick<PersonDigests, 'digest'>;
  /** Whether its words are those with this digest. */
  readonly wordsAre: (tag: string, digest: string) => boolean;
  /** Whether somebody signs in under this name; the core knows names of accounts, not accounts. */
  readonly accountExists: (username: string) => boolean;
}

/** What the desk must know, from the services of an edge. */
export function deskRequest(
  services: Services,
  who: Pick<DeskRequest, 'principal' | 'commandId'>,
): DeskRequest {
  const { printers, kioskPrinters, access, languages, pace, rejections, persons } = services;
  return {
    ownPrinter: kioskPrinters.ownOf(who.principal),
    ...who,
    printers,
    pace,
    rejections,
    hasLanguage: (tag) => languages.has(tag),
    persons,
    wordsAre: (tag, digest) => languages.find(tag)?.digest === digest,
    accountExists: (username) => access.hasAccount(username),
  };
}

function givesPriority(name: CommandName, payload: unknown): boolean {
  if (name === 'ticket:issue') return (payload as Payload<'ticket:issue'>).priority !== null;
  return name === 'ticket:set-priority' && (payload as Payload<'ticket:set-priority'>).class !== null;
}

/** The languages that a command names. */
function languagesIn(name: CommandName, payload: unknown): readonly string[] {
  if (name === 'ticket:issue' || name === 'language:sign')
    return [(payload as Payload<'ticket:issue' | 'language:sign'>).language];
  return name === 'settings:put' ? ((payload as Payload<'settings:put'>).languages ?? []) : [];
}

/** The host of "tcp:HOST" or "tcp:HOST:PORT". */
function hostOfPrinter(transport: string): string {
  return /^tcp:(\[[^\]]*\]|[^:]*)/.exec(transport)?.[1] ?? '';
}

/** A zod error as details that a developer can use; values are not repeated. */
export function issuesOf(error: z.ZodError): Record<string, unknown> {
  return {
    issues: error.issues
      .slice(0, 10)
      .map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
  };
}

function channelOf(principal: Principal): 'kiosk' | 'counter' | 'api' {
  if (principal.kind === 'device') return principal.deviceKind === 'kiosk' ? 'kiosk' : 'counter';
  return principal.kind === 'user' && principal.role === 'clerk' ? 'counter' : 'api';
}

/** People and devices give commands by role and kind, programs by scope. */
function mayGive(principal: Principal, { allowed, scope }: CommandDefinition<z.ZodType>): boolean {
  if (principal.kind === 'program') return scope !== undefined && principal.scopes.includes(scope);
  const actor = actorOf(principal);
  return actor !== null && allowed.includes(actor);
}

/** A card's number goes no further than here: the hall gets a digest of today, and only where it limits numbers a person. */
function withoutCard(
  name: CommandName,
  payload: Payload<CommandName>,
  { persons }: DeskRequest,
): { payload: Payload<CommandName>; person?: string } {
  if (name !== 'ticket:issue') return { payload };
  const { card, ...rest } = payload as Payload<'ticket:issue'>;
  return card === undefined || persons === undefined
    ? { payload: rest }
    : { payload: rest, person: persons.digest(card) };
}

/**
 * The one way from an edge to the hall: parse by schema, check who may, then execute. Both edges, REST and sockets, and
 * the call buttons go through it, so that a permission is written once.
 */
export async function giveCommand(
  hall: Hall,
  name: CommandName,
  input: unknown,
  request: DeskRequest,
): Promise<Outcome<HallReply>> {
  const definition = COMMANDS[name];
  const actor = actorOf(request.principal);
  const commander = commanderOf(request.principal);
  if (commander === null) return refused('unauthenticated', 'sign in or pair this device first');
  const who = request.principal.kind === 'program' ? 'this program' : String(actor);
  if (!mayGive(request.principal, definition))
    return refused('forbidden', `${who} may not ${name}`, { command: name });
  const parsed = definition.payload.safeParse(input);
  if (!parsed.success)
    return refused('invalid_input', `the content of ${name} is not valid`, issuesOf(parsed.error));
  const commandId = CommandId.safeParse(request.commandId ?? randomUUID());
  if (!commandId.success)
    return refused('invalid_input', 'the command id is not valid', issuesOf(commandId.error));
  const payload = parsed.data as Payload<typeof name>;
  if (name === 'ticket:issue' || name === 'ticket:reprint') {
    const { printer } = payload as Payload<'ticket:reprint'>;
    if (typeof printer === 'string' && !request.printers.exists(printer))
      return refused('unknown_printer', `no printer ${printer}`, { printer });
  }
  if (name === 'printer:put') {
    const wrong = request.printers.refusalOf(payload as Payload<'printer:put'>);
    if (wrong === 'name_taken') return refused('conflict', 'another printer has this name');
    if (wrong !== null) return refused('invalid_input', `the printer cannot be driven: ${wrong}`);
    // The server connects to it: who may add a printer must not reach the rest of the world through the hall.
    const { transport } = payload as Payload<'printer:put'>;
    if (!isInHallNetwork(hostOfPrinter(transport), hall.state.settings.printerNetworks)) {
      request.rejections?.count('printer_address_refused');
      return refused('foreign_printer', 'a printer must stand in a network of the hall');
    }
  }
  const foreign = languagesIn(name, payload).find((tag) => !request.hasLanguage(tag));
  if (foreign !== undefined)
    return refused('unknown_language', `no language ${foreign}`, { language: foreign });
  if (name === 'language:sign') {
    const { language, digest } = payload as Payload<'language:sign'>;
    if (!request.wordsAre(language, digest))
      return refused('conflict', 'the words of this language were changed meanwhile', { language });
  }
  if (name === 'officer:put' || name === 'officer:leave-put') {
    const { username } = payload as Payload<'officer:put' | 'officer:leave-put'>;
    if (!request.accountExists(username)) return refused('not_found', `no account ${username}`);
  }
  const taken = request.pace?.take(request.principal, name, givesPriority(name, payload));
  if (taken?.ok === false) return taken;
  const { payload: asked, person } = withoutCard(name, payload, request);
  const reply = await hall.execute(name, asked as never, {
    commander,
    commandId: commandId.data,
    channel: channelOf(request.principal),
    ownPrinter: request.ownPrinter,
    ...(person === undefined ? {} : { person }),
  });
  // Asked again under the same id, or refused by the hall: no ticket was drawn.
  if (reply.repeated || reply.refusal) taken?.value.giveBack();
  return { ok: true, value: reply };
}
