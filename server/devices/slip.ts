import { formatDate, formatTime } from '../../common/i18n/format.ts';
import { counterNumbers } from '../../common/i18n/name-in.ts';
import { waitWords } from '../../common/i18n/wait-words.ts';
import type { Settings } from '../../common/protocol/catalogue.ts';
import type { TicketSlip } from '../../common/protocol/slip.ts';
import { namesOn } from '../domain/calendar.ts';
import { minutesOf } from '../domain/issuing.ts';
import type { HallState, LiveTicket } from '../domain/state.ts';
import { countersServing } from '../domain/state.ts';
import { waitRunsInto } from '../domain/work-breaks.ts';
import type { Languages, SayPage } from '../languages/languages.ts';

const PURPOSE = { submit: 'purposeSubmit', collect: 'purposeCollect', ask: 'purposeAsk' } as const;

/** What the paper says, beyond the ticket itself. */
export interface SlipFacts {
  readonly waitingAhead: number;
  readonly timeZone: string;
  readonly reprint: boolean;
  /** Absolute address to follow the ticket; empty: no QR. */
  readonly trackingUrl: string;
  /** How it is looked up by hand; null: not at all. */
  readonly lookUp: { readonly address: string; readonly code: string } | null;
  readonly languages: Pick<Languages, 'say' | 'name'>;
}

/** The counters that serve a field, as "1, 2"; with none open yet, those that hold it by plan. */
function countersNamed(state: HallState, field: string): string {
  const open = countersServing(state, field)
    .filter((counter) => counter.primaryFields.includes(field))
    .map((counter) => counter.definition.label);
  if (open.length > 0) return counterNumbers(open);
  return counterNumbers(
    [...state.counters.values()]
      .filter((counter) => counter.definition.active && counter.definition.primaryFields.includes(field))
      .map((counter) => counter.definition.label),
  );
}

/** How to reach the ticket's page by hand, and from which network. */
function phoneTexts(
  words: SayPage<'slip'>,
  { wifiName, wifiPassword }: HallState['settings'],
  facts: SlipFacts,
) {
  const { lookUp } = facts;
  if (lookUp === null) return {};
  const wifi = { name: wifiName, password: wifiPassword };
  return {
    lookUpText: words('lookUp', { address: lookUp.address, code: spaced(lookUp.code) }),
    ...(wifiName === '' ? {} : { wifiText: words(wifiPassword === '' ? 'wifi' : 'wifiWithPassword', wifi) }),
  };
}

/** In two groups it is read and typed without a mistake. */
const spaced = (code: string) => code.replace(/^(.{3})/, '$1 ');

/** The ticket as it will be printed: plain lines of text, so that no printer needs to know the hall. */
export function slipOf(state: HallState, ticket: LiveTicket, facts: SlipFacts): TicketSlip {
  const field = state.fields.get(ticket.field);
  const { settings } = state;
  // A ticket is of the day that the hall is in.
  const names = namesOn(state, state.day ?? '');
  const { timeZone, languages } = facts;
  const say = languages.say('vi', 'slip');
  const named = countersNamed(state, ticket.field);
  const priority = settings.priorities.find((each) => each.code === ticket.priority);
  const { estimate } = ticket;
  const ahead = (words: SayPage<'slip'>) =>
    facts.waitingAhead === 0 ? words('waitingNobody') : words('waitingAhead', { n: facts.waitingAhead });
  const issuedAt = formatTime(ticket.issuedAtMs, { timeZone });
  const into =
    estimate && field
      ? waitRunsInto(state, field, state.day ?? '', minutesOf(issuedAt), estimate.highMinutes)
      : null;
  const waitText = (words: SayPage<'slip'>, more: SayPage<'estimate'>) => {
    if (estimate === null) return more('noCounter');
    const said = waitWords(estimate);
    const range =
      said.kind === 'range' ? words('estimate', said) : more('aboutOver', { t: more(said.kind, said) });
    if (into === null) return range;
    return `${range}, ${into.kind === 'break' ? more('overBreak', { to: into.to }) : more('overClosing', { at: into.at })}`;
  };
  const slip: TicketSlip = {
    hallName: names.hallName,
    ...(names.superiorName ? { superiorName: names.superiorName } : {}),
    title: say('title'),
    number: ticket.number,
    fieldName: field?.name ?? ticket.field,
    purposeText: say(PURPOSE[ticket.purpose]),
    ...(ticket.dossierCode === null ? {} : { dossierText: say('dossier', { code: ticket.dossierCode }) }),
    ...(priority ? { priorityText: say('priority', { name: priority.name }) } : {}),
    countersText: named ? say('counters', { list: named }) : say('countersNone'),
    issuedAtText: say('issuedAt', {
      time: issuedAt,
      date: formatDate(ticket.issuedAtMs, { timeZone }),
    }),
    waitingAheadText: ahead(say),
    estimateText: waitText(say, languages.say('vi', 'estimate')),
    ...(facts.trackingUrl ? { trackingUrl: facts.trackingUrl } : {}),
    ...phoneTexts(say, settings, facts),
    adviceText: settings.ticketAdvice || say('advice'),
    logo: 'emblem',
    language: ticket.language,
    reprint: facts.reprint,
  };
  if (ticket.language === 'vi') return slip;
  const own = languages.say(ticket.language, 'slip');
  const inOwn = (vietnamese: string, english: string) => languages.name(ticket.language, vietnamese, english);
  return {
    ...slip,
    paperWords: { reprint: own('reprint'), scan: own('scan') },
    secondLanguage: {
      title: own('title'),
      fieldName: field ? inOwn(field.name, field.nameEn) : ticket.field,
      purposeText: own(PURPOSE[ticket.purpose]),
      ...(priority ? { priorityText: own('priority', { name: inOwn(priority.name, priority.nameEn) }) } : {}),
      waitingAheadText: ahead(own),
      ...(named ? { countersText: own('counters', { list: named }) } : {}),
      estimateText: waitText(own, languages.say(ticket.language, 'estimate')),
      ...phoneTexts(own, settings, facts),
      adviceText: adviceIn(settings, inOwn) || own('advice'),
    },
  };
}

/** What the hall tells everybody on the paper, where it has it in the language of the ticket; empty: it has not. */
function adviceIn(
  { ticketAdvice, ticketAdviceEn }: Settings,
  named: (vietnamese: string, english: string) => string,
): string {
  const said = named(ticketAdvice, ticketAdviceEn);
  return said === ticketAdvice ? '' : said;
}
