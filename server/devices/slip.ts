import { estimate as englishEstimate } from '../../common/i18n/en/estimate.ts';
import { slip as english } from '../../common/i18n/en/slip.ts';
import { formatDate, formatTime } from '../../common/i18n/format.ts';
import { translator } from '../../common/i18n/translate.ts';
import { estimate as vietnameseEstimate } from '../../common/i18n/vi/estimate.ts';
import { slip as vietnamese } from '../../common/i18n/vi/slip.ts';
import { waitWords } from '../../common/i18n/wait-words.ts';
import type { TicketSlip } from '../../common/protocol/slip.ts';
import { namesOn } from '../domain/calendar.ts';
import { minutesOf } from '../domain/issuing.ts';
import type { HallState, LiveTicket } from '../domain/state.ts';
import { countersServing } from '../domain/state.ts';
import { waitRunsInto } from '../domain/work-breaks.ts';

const PURPOSE = { submit: 'purposeSubmit', collect: 'purposeCollect', ask: 'purposeAsk' } as const;

const say = translator<typeof vietnamese>(vietnamese);
const sayEnglish = translator<typeof vietnamese>(english);
const sayEstimate = translator<typeof vietnameseEstimate>(vietnameseEstimate);
const sayEnglishEstimate = translator<typeof vietnameseEstimate>(englishEstimate);

/** What the paper says, beyond the ticket itself. */
export interface SlipFacts {
  readonly waitingAhead: number;
  readonly timeZone: string;
  readonly reprint: boolean;
  /** Absolute address to follow the ticket; empty: no QR. */
  readonly trackingUrl: string;
  /** How it is looked up by hand; null: not at all. */
  readonly lookUp: { readonly address: string; readonly code: string } | null;
}

/** The counters that serve a field, as "1, 2"; with none open yet, those that hold it by plan. */
function countersNamed(state: HallState, field: string): string {
  const numbered = (labels: string[]) =>
    labels.map((label) => label.replace(/^Quầy(?: số)? /, '')).join(', ');
  const open = countersServing(state, field)
    .filter((counter) => counter.primaryFields.includes(field))
    .map((counter) => counter.definition.label);
  if (open.length > 0) return numbered(open);
  return numbered(
    [...state.counters.values()]
      .filter((counter) => counter.definition.active && counter.definition.primaryFields.includes(field))
      .map((counter) => counter.definition.label),
  );
}

/** How to reach the ticket's page by hand, and from which network. */
function phoneTexts(words: typeof say, { wifiName, wifiPassword }: HallState['settings'], facts: SlipFacts) {
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
  const { timeZone } = facts;
  const named = countersNamed(state, ticket.field);
  const priority = settings.priorities.find((each) => each.code === ticket.priority);
  const { estimate } = ticket;
  const ahead = (words: typeof say) =>
    facts.waitingAhead === 0 ? words('waitingNobody') : words('waitingAhead', { n: facts.waitingAhead });
  const issuedAt = formatTime(ticket.issuedAtMs, { timeZone });
  const into =
    estimate && field
      ? waitRunsInto(state, field, state.day ?? '', minutesOf(issuedAt), estimate.highMinutes)
      : null;
  const waitText = (words: typeof say, more: typeof sayEstimate) => {
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
    estimateText: waitText(say, sayEstimate),
    ...(facts.trackingUrl ? { trackingUrl: facts.trackingUrl } : {}),
    ...phoneTexts(say, settings, facts),
    adviceText: settings.ticketAdvice || say('advice'),
    logo: 'emblem',
    language: ticket.language,
    reprint: facts.reprint,
  };
  if (ticket.language !== 'en') return slip;
  return {
    ...slip,
    secondLanguage: {
      title: sayEnglish('title'),
      fieldName: field?.nameEn || field?.name || ticket.field,
      purposeText: sayEnglish(PURPOSE[ticket.purpose]),
      ...(priority?.nameEn ? { priorityText: sayEnglish('priority', { name: priority.nameEn }) } : {}),
      waitingAheadText: ahead(sayEnglish),
      ...(named ? { countersText: sayEnglish('counters', { list: named }) } : {}),
      estimateText: waitText(sayEnglish, sayEnglishEstimate),
      ...phoneTexts(sayEnglish, settings, facts),
      ...(settings.ticketAdviceEn ? { adviceText: settings.ticketAdviceEn } : {}),
    },
  };
}
