import { formatDateTime, formatLocalDate, formatTime } from '../../common/i18n/format.ts';
import { TOPIC_WORDS } from '../../common/i18n/topic-words.ts';
import { type Params, translator } from '../../common/i18n/translate.ts';
import { audit } from '../../common/i18n/vi/audit.ts';
import { common } from '../../common/i18n/vi/common.ts';
import { counter as counterWords } from '../../common/i18n/vi/counter.ts';
import { manager } from '../../common/i18n/vi/manager.ts';
import { remarks as remarkWords } from '../../common/i18n/vi/remarks.ts';
import type { Settings } from '../../common/protocol/catalogue.ts';
import type { HallEvent } from '../domain/events.ts';
import type { HallState } from '../domain/state.ts';

/** What the sentences need to know besides the event. */
export interface AuditNames {
  readonly state: HallState;
  readonly timeZone: string;
  /** Displayed name of an account. */
  readonly person: (username: string) => string;
  readonly device: (id: string) => string;
  /** Name of a program's token. */
  readonly program: (tokenId: string) => string;
  /** Name of a hall's template. */
  readonly template: (id: string) => string;
  /** Number of a ticket, of today or before. */
  readonly number: (ticketId: string) => string;
}

const say = translator<typeof audit>(audit);

/** Every event and every setting has its words, or this does not compile. */
const EVENT_WORDS: Readonly<Record<HallEvent['type'], string>> = audit;
const SETTING_WORDS: Readonly<Record<`setting.${keyof Settings}`, string>> = audit;

const ROLE_WORDS: Readonly<Record<string, string>> = {
  clerk: manager.roleClerk,
  supervisor: manager.roleSupervisor,
  chairman: manager.roleChairman,
  admin: manager.roleAdmin,
};
const OUTCOME_WORDS = {
  served: counterWords.outcomeServed,
  missing_papers: counterWords.outcomeMissingPapers,
  guidance: counterWords.outcomeGuidance,
  refused: counterWords.outcomeRefused,
  redirected: counterWords.outcomeRedirected,
  unrecorded: counterWords.outcomeUnrecorded,
} as const;
const STATE_WORDS = {
  waiting: common.stateWaiting,
  called: common.stateCalled,
  serving: common.stateServing,
  parked: common.stateParked,
  done: common.stateDone,
  no_show: common.stateNoShow,
  cancelled: common.stateCancelled,
  expired: common.stateExpired,
} as const;
const PRINT_WORDS = {
  printed: audit.printPrinted,
  unconfirmed: audit.printUnconfirmed,
  failed: audit.printFailed,
} as const;

const VOICE_WORDS = {
  started: 'voiceStarted',
  recorded: 'voiceRecorded',
  undone: 'voiceUndone',
  renamed: 'voiceRenamed',
  removed: 'voiceRemoved',
  restored: 'voiceRestored',
  imported: 'voiceImported',
  exported: 'voiceExported',
} as const;
const WEBHOOK_WORDS = {
  added: 'webhookAdded',
  removed: 'webhookRemoved',
  rotated: 'webhookRotated',
  disabled: 'webhookDisabled',
  enabled: 'webhookEnabled',
} as const;

const DOSSIER_WORDS = {
  received: 'dossierReceived',
  supplement: 'dossierSupplement',
  ready: 'dossierReady',
  returned: 'dossierReturned',
} as const;

const SETTLED_WORDS = { open: 'remarkOpened', handled: 'remarkHandled', drafted: 'remarkDrafted' } as const;

const KEYED_WORDS = {
  tablet: 'opinionPaper',
  phone: 'opinionPaper',
  paper: 'opinionPaper',
  post: 'opinionPost',
  other: 'opinionOther',
} as const;

type Of<T extends HallEvent['type']> = Extract<HallEvent, { type: T }>;

const used = (active: boolean | undefined) => say(active === false ? 'outOfUse' : 'inUse');

/** In a sentence the first letter is small, unless it is a name's. */
const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

function spanOf({ postedFrom, postedTo }: Of<'officer:defined'>['officer']): string {
  if (postedFrom !== null && postedTo !== null)
    return say('span', { from: formatLocalDate(postedFrom), to: formatLocalDate(postedTo) });
  if (postedFrom !== null) return say('fromSpan', { from: formatLocalDate(postedFrom) });
  return postedTo === null ? say('noSpan') : say('toSpan', { to: formatLocalDate(postedTo) });
}

const LEAVE_PARTS = { day: '', morning: say('partMorning'), afternoon: say('partAfternoon') } as const;

const daysOf = ({ from, to }: { readonly from: string; readonly to: string }) =>
  say('span', { from: formatLocalDate(from), to: formatLocalDate(to) });

const clockOf = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

function ticketWords(event: HallEvent & { readonly ticketId: string }, names: AuditNames): Params {
  const { state } = names;
  const field = (code: string) => state.fields.get(code)?.name ?? say('fieldGone', { code });
  const number = 'number' in event && event.number ? event.number : names.number(event.ticketId);
  const counter =
    'counter' in event && typeof event.counter === 'string' ? counterOf(event.counter, state) : '';
  switch (event.type) {
    case 'ticket:issued':
      return { number, field: field(event.field) };
    case 'ticket:finished':
      return { number, counter, outcome: lower(OUTCOME_WORDS[event.outcome]) };
    case 'ticket:transferred':
      return {
        number,
        counter,
        field: event.reservedFor === null ? field(event.field) : counterOf(event.reservedFor, state),
      };
    case 'ticket:parked':
      return { number, counter, reason: event.reason };
    case 'ticket:reopened':
      return {
        number,
        state: lower(STATE_WORDS[event.to.state]),
        place: counter === '' ? '' : say('reopenedAt', { counter }),
      };
    case 'ticket:cancelled':
      return { number, why: event.reason === null ? '' : `: ${event.reason}` };
    case 'ticket:let-pass':
      return { number, passed: event.passed };
    case 'ticket:prioritised': {
      const known = state.settings.priorities.find((each) => each.code === event.priority);
      return {
        number,
        reason: event.reason,
        priority: event.priority === null ? say('noPriority') : (known?.name ?? event.priority),
      };
    }
    case 'ticket:corrected':
      return {
        number,
        list: [
          ...(event.field === undefined ? [] : [say('correctedField', { field: field(event.field) })]),
          ...(event.outcome === undefined ? [] : [say('correctedOutcome')]),
          ...(event.transactions === undefined ? [] : [say('correctedWork')]),
        ].join(', '),
      };
    case 'ticket:print-asked':
      return { number, printer: event.printer };
    case 'ticket:print-delayed':
      return { number, printer: event.printer };
    case 'ticket:print-settled':
    case 'ticket:print-dropped':
      return { number, printer: event.printer, outcome: PRINT_WORDS[event.outcome] };
    default:
      return { number, counter };
  }
}

const counterOf = (code: string, state: HallState) => state.counters.get(code)?.definition.label ?? code;

function counterWordsOf(event: HallEvent & { readonly counter: string }, names: AuditNames): Params {
  const counter = counterOf(event.counter, names.state);
  if (event.type === 'counter:paused') return { counter, reason: event.reason };
  if (event.type === 'counter:lent') {
    const field = names.state.fields.get(event.field)?.name ?? event.field;
    return { counter, field, time: formatTime(event.untilMs, names) };
  }
  if (event.type === 'counter:loan-ended')
    return { counter, because: say(event.because === 'time' ? 'loanOver' : 'loanTakenBack') };
  if (event.type !== 'counter:fields-set') return { counter };
  const field = (code: string) => names.state.fields.get(code)?.name ?? code;
  return { counter, list: [...event.primaryFields, ...event.helpingFields].map(field).join(', ') };
}

function otherWords(event: HallEvent, names: AuditNames): Params {
  switch (event.type) {
    case 'field:defined':
      return { name: event.field.name, used: used(event.field.active) };
    case 'procedure:defined':
      return { name: event.procedure.name, used: used(event.procedure.active) };
    case 'procedure:version-set': {
      const { procedure, effectiveFrom } = event.version;
      return {
        name: procedure.name,
        used: used(procedure.active),
        date: formatLocalDate(effectiveFrom ?? ''),
      };
    }
    case 'procedure:version-removed':
      return {
        name: names.state.procedures.get(event.code)?.name ?? event.code,
        date: formatLocalDate(event.effectiveFrom),
      };
    case 'procedure-list:imported':
      return { file: event.file, added: event.added, changed: event.changed, retired: event.retired };
    case 'agency:defined':
      return { name: event.agency.name, used: used(event.agency.active) };
    case 'counter:defined':
      return { name: event.counter.label, used: used(event.counter.active) };
    case 'officer:defined':
      return { name: names.person(event.officer.username), span: spanOf(event.officer) };
    case 'officer:removed':
    case 'account:password-set':
    case 'account:signed-out':
    case 'account:copy-refused':
    case 'account:second-factor-removed':
    case 'account:pin-removed':
      return { name: names.person(event.username) };
    case 'account:changed':
      return { name: names.person(event.username), role: lower(ROLE_WORDS[event.role ?? ''] ?? '') };
    case 'officer:leave-set':
      return {
        name: names.person(event.leave.username),
        span: daysOf(event.leave),
        part: LEAVE_PARTS[event.leave.part],
      };
    case 'officer:leave-removed':
      return { name: names.person(event.username) };
    case 'roster:confirmed':
      return { span: daysOf(event.roster) };
    case 'roster:withdrawn':
      return { span: daysOf(event) };
    case 'roster:applied':
      return {
        date: formatLocalDate(event.date),
        time: clockOf(event.session),
        n: event.after.filter((each, at) => JSON.stringify(each) !== JSON.stringify(event.before[at])).length,
      };
    case 'roster:apply-undone':
      return { date: formatLocalDate(event.date) };
    case 'calendar:day-set':
      return {
        date: formatLocalDate(event.day.date),
        kind: say(event.day.kind === 'closed' ? 'dayClosed' : 'dayWorking'),
        name: event.day.name,
      };
    case 'calendar:day-cleared':
    case 'day:opened':
    case 'day:closed':
    case 'day:sealed':
    case 'day:corrected':
      return { date: formatLocalDate(event.date) };
    case 'record:restored':
      return { time: event.copyAtMs === null ? '–' : formatDateTime(event.copyAtMs, names) };
    case 'record:acknowledged':
      return {
        what:
          event.setAsideUntil === undefined
            ? say('acknowledgedRestore')
            : say('acknowledgedSetAside', { n: event.setAsideUntil }),
      };
    case 'day:doubted':
      return { date: formatLocalDate(new Date(event.machineMs).toISOString().slice(0, 10)) };
    case 'hall-name:set':
      return { date: formatLocalDate(event.name.from), name: event.name.hallName };
    case 'hall-name:removed':
      return { date: formatLocalDate(event.from) };
    case 'language:signed':
      return { language: event.review.language, name: event.review.reader };
    case 'settings:changed':
      return {
        list: Object.keys(event.changes)
          .map((key) => (SETTING_WORDS as Readonly<Record<string, string>>)[`setting.${key}`] ?? key)
          .join(', '),
      };
    case 'template:applied':
      return { name: names.template(event.template) };
    case 'notice:posted':
      return { text: event.text };
    case 'remark:made': {
      const about = event.procedure === null ? undefined : names.state.procedures.get(event.procedure);
      return {
        kind: say(event.kind === 'difficulty' ? 'remarkDifficulty' : 'remarkProposal'),
        name:
          event.topic === undefined
            ? (about?.name ?? names.state.fields.get(event.field ?? '')?.name ?? event.field ?? '')
            : lower(remarkWords[TOPIC_WORDS[event.topic]]),
      };
    }
    case 'dossier:told':
      return { code: event.code, state: say(DOSSIER_WORDS[event.state]) };
    case 'remark:settled':
      return { list: say(SETTLED_WORDS[event.state]) };
    case 'opinion:given':
      return { number: names.number(event.opinion.ticket ?? '') };
    case 'opinion:keyed':
      return {
        source: say(KEYED_WORDS[event.opinion.source]),
        about:
          event.opinion.ticket === null
            ? say('ofDate', { date: formatLocalDate(event.opinion.date) })
            : say('ofNumber', {
                number: names.number(event.opinion.ticket),
                date: formatLocalDate(event.opinion.date),
              }),
      };
    case 'opinion:withdrawn':
      return { reason: event.reason };
    case 'button:bound':
      return { counter: counterOf(event.binding.counter, names.state) };
    case 'printer:defined':
      return { name: event.printer.name };
    case 'printer:removed':
      return { name: event.name };
    case 'kiosk:printer-set':
      return {
        name: names.device(event.deviceId),
        printer: event.printer ?? say('defaultPrinter'),
      };
    case 'webhook:changed':
      return { name: event.origin, change: say(WEBHOOK_WORDS[event.change]) };
    case 'voice-pack:changed':
      return { name: event.name, change: say(VOICE_WORDS[event.change]) };
    case 'program:token-made':
      return { name: event.name, list: event.scopes.join(', ') };
    case 'program:token-revoked':
    case 'device:code-made':
    case 'device:paired':
      return { name: event.name };
    case 'device:revoked':
    case 'device:copy-refused':
      return { name: names.device(event.deviceId) };
    case 'import:completed':
      return { n: event.rows, file: event.file };
    case 'event:set-aside':
      return { n: event.sequence, kind: event.eventType };
    default:
      return {};
  }
}

/** What was done, as the rest of a sentence that begins with who did it. */
export function deedOf(event: HallEvent, names: AuditNames): string {
  if (event.type === 'account:changed' && event.role === null)
    return say('account:removed', { name: names.person(event.username) });
  if (event.type === 'dossier:told' && event.late !== undefined)
    return say('dossier:late', {
      code: event.code,
      state: say(DOSSIER_WORDS[event.late.state]),
      at: formatDateTime(event.late.asOfMs, names),
      present: say(DOSSIER_WORDS[event.state]),
    });
  // A log of a later program may hold types that this one does not know.
  const known = (EVENT_WORDS as Readonly<Record<string, string | undefined>>)[event.type];
  if (known === undefined) return event.type;
  if ('ticketId' in event) return say(event.type, ticketWords(event, names));
  if ('counter' in event && typeof event.counter === 'string')
    return say(event.type, counterWordsOf(event as HallEvent & { counter: string }, names));
  return say(event.type, otherWords(event, names));
}
