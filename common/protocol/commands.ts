import { z } from 'zod';
import { ButtonBinding } from './buttons.ts';
import { CalendarDay, HallName } from './calendar.ts';
import { Agency, Counter, Field, SettingsChanges } from './catalogue.ts';
import { DossierCode, ToldDossier } from './dossiers.ts';
import type { DeepReadonly } from './immutable.ts';
import { LanguageSigned } from './language-review.ts';
import { Leave } from './leave.ts';
import { EndLoan, Lend } from './lending.ts';
import type { Scope } from './links.ts';
import { GivenOpinion, KeyedOpinion, WithdrawnOpinion } from './opinions.ts';
import { Officer, Username } from './people.ts';
import {
  Code,
  FinishOutcome,
  Instant,
  Language,
  LocalDate,
  line,
  Purpose,
  saidLine,
  TicketId,
  TicketNumber,
  TicketState,
} from './primitives.ts';
import { NetworkPrinter, PrinterName } from './printers.ts';
import { DatedProcedure, ProcedureList, VersionKey } from './procedure-versions.ts';
import { NewRemark, RemarkId, SettledRemark } from './remarks.ts';
import { ConfirmedRoster, RosterApply, RosterId, Rotation } from './roster.ts';
import { MissingPapers, Reason, RecordedWork } from './ticket.ts';

/** Who may give a command: signed-in roles and paired device kinds. */
export type Actor = 'clerk' | 'supervisor' | 'chairman' | 'admin' | 'kiosk' | 'display' | 'counter' | 'agent';

/** One command of the hall: its name, the schema of its payload, who may give it. */
export interface CommandDefinition<Payload extends z.ZodType> {
  readonly payload: Payload;
  readonly allowed: readonly Actor[];
  /** With which scope a program may give it; absent: no program may. */
  readonly scope?: Scope;
}

const STAFF = ['clerk', 'supervisor', 'admin'] as const;
const LEADERS = ['supervisor', 'admin'] as const;

function defineCommand<P extends z.ZodType>(
  allowed: readonly Actor[],
  payload: P,
  scope?: Scope,
): CommandDefinition<P> {
  return scope === undefined ? { payload, allowed } : { payload, allowed, scope };
}

const at = { counter: Code };
/** What becomes of the ticket at a counter that is closed, paused or taken over: ended, back in line, or kept there. */
export const WithTicket = z.enum(['finish', 'return', 'keep']);
export type WithTicket = z.output<typeof WithTicket>;
const leaving = { withTicket: WithTicket.optional() };
/**
 * The ticket that the sender sees at the counter, null for none. When another is there by now the command is refused:
 * a second tap, or another window, must not finish a visit that it never saw.
 */
const seen = {
  present: TicketId.nullable().optional(),
  /** In which state the sender sees it; then a second press within a moment is none either. */
  presentState: TicketState.nullable().optional(),
};

/**
 * Every command, the only list. A socket message `NAME` carries {commandId, ...payload}; the REST calls reach the same
 * commands. Adding one here fails compilation until server/domain/decide handles it.
 */
export const COMMANDS = {
  'ticket:issue': defineCommand(
    ['kiosk', ...STAFF],
    z.strictObject({
      field: Code,
      procedure: Code.nullable().optional(),
      /** The dossier it is about, as scanned from its slip. */
      dossierCode: DossierCode.nullable().optional(),
      purpose: Purpose.default('submit'),
      priority: Code.nullable().default(null),
      /** Needed when a clerk, not the citizen, claims the priority. */
      priorityReason: Reason.optional(),
      /** A printer's name; null: no paper; absent: the kiosk's own or the hall's default. */
      printer: z.string().min(1).max(80).nullable().optional(),
      language: Language.default('vi'),
      appointmentAt: Instant.optional(),
      /** Number of the ID card scanned at the kiosk, where numbers a person are limited; the edge makes a digest of it. */
      card: z
        .string()
        .regex(/^\d{12}$/)
        .optional(),
    }),
    'tickets:issue',
  ),
  'ticket:reprint': defineCommand(
    ['kiosk', ...STAFF],
    z.strictObject({ ticket: TicketId, printer: z.string().min(1).max(80).optional() }),
  ),
  'ticket:cancel': defineCommand(STAFF, z.strictObject({ ticket: TicketId, reason: Reason.optional() })),
  'ticket:set-priority': defineCommand(
    STAFF,
    z.strictObject({ ticket: TicketId, class: Code.nullable(), reason: Reason }),
  ),
  /** Lets those behind pass, on the holder's wish. */
  'ticket:let-pass': defineCommand(STAFF, z.strictObject({ ticket: TicketId })),
  'ticket:return': defineCommand(STAFF, z.strictObject({ ticket: TicketId })),
  'ticket:correct': defineCommand(
    STAFF,
    z.strictObject({
      ticket: TicketId,
      field: Code.optional(),
      outcome: FinishOutcome.optional(),
      transactions: z.array(RecordedWork).max(30).optional(),
    }),
  ),
  'counter:open': defineCommand(
    STAFF,
    z.strictObject({ ...at, fields: z.array(Code).min(1).max(200).optional() }),
  ),
  'counter:close': defineCommand(STAFF, z.strictObject({ ...at, ...seen, ...leaving })),
  'counter:pause': defineCommand(STAFF, z.strictObject({ ...at, ...seen, ...leaving, reason: Reason })),
  'counter:take-over': defineCommand(LEADERS, z.strictObject({ ...at, ...seen, ...leaving })),
  'counter:resume': defineCommand(STAFF, z.strictObject(at)),
  'counter:call-next': defineCommand(
    STAFF,
    z.strictObject({
      ...at,
      ...seen,
      outcome: FinishOutcome.optional(),
      transactions: z.array(RecordedWork).max(30).optional(),
    }),
  ),
  'counter:call': defineCommand(STAFF, z.strictObject({ ...at, ...seen, number: TicketNumber })),
  'counter:recall': defineCommand(STAFF, z.strictObject({ ...at, ...seen })),
  'counter:start': defineCommand(STAFF, z.strictObject({ ...at, ...seen })),
  'counter:no-show': defineCommand(STAFF, z.strictObject({ ...at, ...seen })),
  'counter:park': defineCommand(
    STAFF,
    z.strictObject({ ...at, ...seen, reason: Reason, missing: MissingPapers.optional() }),
  ),
  'counter:transfer': defineCommand(
    STAFF,
    z
      .strictObject({
        ...at,
        ...seen,
        field: Code.optional(),
        toCounter: Code.optional(),
        transactions: z.array(RecordedWork).max(30).optional(),
      })
      .refine(
        (p) => p.field !== undefined || p.toCounter !== undefined,
        'needs a field or a counter to go to',
      ),
  ),
  'counter:finish': defineCommand(
    STAFF,
    z.strictObject({
      ...at,
      ...seen,
      outcome: FinishOutcome.default('served'),
      transactions: z.array(RecordedWork).max(30).default([]),
      field: Code.optional(),
    }),
  ),
  /** Takes back the last act at the counter; `act`: only if it is still the one that the sender saw. */
  'counter:undo': defineCommand(
    STAFF,
    z.strictObject({ ...at, act: z.number().int().nonnegative().optional() }),
  ),
  /** A number finished or marked absent today comes back to the counter as it was. */
  'counter:reopen': defineCommand(STAFF, z.strictObject({ ...at, number: TicketNumber })),
  'counter:set-fields': defineCommand(
    LEADERS,
    z.strictObject({ ...at, primaryFields: z.array(Code).max(200), helpingFields: z.array(Code).max(200) }),
  ),
  /** A counter takes a field on for a while; it gets its own fields back at the end, or when this is taken back. */
  'counter:lend': defineCommand(LEADERS, Lend),
  'counter:end-loan': defineCommand(LEADERS, EndLoan),
  'day:close': defineCommand(LEADERS, z.strictObject({})),
  /** Staff have seen to what a restore left, or to events that were set aside. */
  'record:acknowledge': defineCommand(
    LEADERS,
    z.strictObject({ what: z.enum(['restore', 'set_aside']).default('restore') }),
  ),
  /** Says which day it is, where no clock can know. */
  'day:correct': defineCommand(LEADERS, z.strictObject({ date: LocalDate })),
  /** Confirms one of the days that the clocks around tell, while the hall is in doubt. */
  'day:confirm': defineCommand(STAFF, z.strictObject({ date: LocalDate })),
  'notice:put': defineCommand(
    LEADERS,
    z.strictObject({
      id: Code,
      text: saidLine(300),
      textEn: line(300).default(''),
      until: Instant.nullable().default(null),
    }),
  ),
  'notice:withdraw': defineCommand(LEADERS, z.strictObject({ id: Code })),
  'remark:make': defineCommand(STAFF, NewRemark),
  'remark:withdraw': defineCommand(STAFF, z.strictObject({ id: RemarkId })),
  'remark:settle': defineCommand(['supervisor', 'chairman', 'admin'], SettledRemark),
  /** Said by citizens: at the tablet of the counter; by phone it comes in over the ticket's own address. */
  'opinion:give': defineCommand(['counter'], GivenOpinion),
  'opinion:key-in': defineCommand(LEADERS, KeyedOpinion),
  'opinion:withdraw': defineCommand(LEADERS, WithdrawnOpinion),
  /** Dossier software, or an official in its place, tells where a dossier stands. */
  'dossier:tell': defineCommand(STAFF, ToldDossier, 'dossiers:write'),
  'field:put': defineCommand(['admin'], Field),
  'procedure:put': defineCommand(['admin'], DatedProcedure),
  'procedure:withdraw-version': defineCommand(['admin'], VersionKey),
  'procedure-list:import': defineCommand(['admin'], ProcedureList),
  'agency:put': defineCommand(['admin'], Agency),
  'counter:put': defineCommand(['admin'], Counter),
  'settings:put': defineCommand(['admin'], SettingsChanges),
  'officer:put': defineCommand(LEADERS, Officer),
  'officer:remove': defineCommand(LEADERS, z.strictObject({ username: Username })),
  /** Frees the counters that somebody holds who may no longer work there. */
  'officer:release': defineCommand(LEADERS, z.strictObject({ username: Username })),
  'officer:rotate': defineCommand(LEADERS, Rotation),
  'officer:leave-put': defineCommand(LEADERS, Leave),
  'officer:leave-remove': defineCommand(LEADERS, z.strictObject({ id: Code })),
  'roster:confirm': defineCommand(['supervisor', 'chairman', 'admin'], ConfirmedRoster),
  'roster:withdraw': defineCommand(['supervisor', 'chairman', 'admin'], z.strictObject({ id: RosterId })),
  'roster:apply': defineCommand(LEADERS, RosterApply),
  'roster:undo-apply': defineCommand(LEADERS, z.strictObject({ application: TicketId })),
  'calendar:put': defineCommand(LEADERS, CalendarDay),
  'calendar:clear': defineCommand(LEADERS, z.strictObject({ date: LocalDate })),
  'hall-name:put': defineCommand(['admin'], HallName),
  'hall-name:remove': defineCommand(['admin'], z.strictObject({ from: LocalDate })),
  /** Somebody who reads a language signs that its words are right, as they stand with this digest. */
  'language:sign': defineCommand(LEADERS, LanguageSigned),
  'template:apply': defineCommand(
    ['admin'],
    z.strictObject({ template: Code, hallName: saidLine(200).optional() }),
  ),
  'button:bind': defineCommand(LEADERS, ButtonBinding),
  'button:unbind': defineCommand(LEADERS, z.strictObject({ id: Code })),
  'printer:put': defineCommand(LEADERS, NetworkPrinter),
  'printer:remove': defineCommand(LEADERS, z.strictObject({ name: PrinterName })),
} as const;

export type CommandName = keyof typeof COMMANDS;
/** Parsed payload of a command. */
export type Payload<N extends CommandName> = DeepReadonly<z.output<(typeof COMMANDS)[N]['payload']>>;
/** What a sender may write: defaults left out. */
export type PayloadInput<N extends CommandName> = DeepReadonly<z.input<(typeof COMMANDS)[N]['payload']>>;
