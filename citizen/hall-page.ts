import { formatLocalDate } from '../common/i18n/format.ts';
import { waitWords } from '../common/i18n/wait-words.ts';
import type { PublicHall } from '../common/protocol/rest/live.ts';
import type { Estimate } from '../common/protocol/ticket.ts';
import { element } from './draw.ts';
import type { Say } from './words.ts';

const PAGES = [
  ['/kiosk', 'kiosk'],
  ['/display', 'display'],
  ['/counter', 'counterPage'],
  ['/manager', 'managerPage'],
] as const;

function listingLink(say: Say): HTMLElement {
  const link = element('a', '', say('hallProcedures'));
  link.href = '/procedures';
  return element('p', 'listing', link);
}

function statementLink(say: Say): HTMLElement {
  const link = element('a', '', say('hallStatement'));
  link.href = '/statement';
  return element('p', 'listing', link);
}

function estimateText(estimate: Estimate, say: Say): string {
  const said = waitWords(estimate);
  return said.kind === 'range' ? say('estimate', said) : `${say('aboutOver', { t: say(said.kind, said) })}.`;
}

function hoursLine({ hours }: PublicHall, say: Say): readonly Node[] {
  if (hours === null) return [];
  const text =
    hours.length === 0
      ? say('hallClosed')
      : say('hallHours', { list: hours.map(({ from, to }) => `${from}–${to}`).join(', ') });
  return [element('p', 'small', text)];
}

/** The weekday's own name; the second week of 2024 begins on a Monday. */
const weekdayName = (weekday: number, language: string) =>
  new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2024, 0, 7 + weekday),
  );

/** When to come, a line for each weekday of which enough is known. */
function bestTimes({ bestTimes: told }: PublicHall, say: Say, language: string): readonly Node[] {
  if (told === null || told.best.length === 0) return [];
  const days = [...new Set(told.best.map((each) => each.weekday))];
  const rows = days.map((weekday) =>
    element(
      'li',
      '',
      element('span', 'field', weekdayName(weekday, language)),
      element(
        'span',
        'small',
        told.best
          .filter((each) => each.weekday === weekday)
          .map(({ from, to, waitMinutes }) => say('bestTime', { from, to, n: waitMinutes }))
          .join(', '),
      ),
    ),
  );
  return [
    element('h2', '', say('bestTitle')),
    element('ul', 'fields', ...rows),
    element(
      'p',
      'small',
      say('bestSpan', { from: formatLocalDate(told.from), to: formatLocalDate(told.to) }),
    ),
  ];
}

/** The hall's public page: who waits where, what was called last. */
export function drawHall(hall: PublicHall, say: Say, language: string): readonly Node[] {
  const rows = hall.fields.map((each) => {
    const wait = each.estimate === null ? say('noCounterOnBoard') : estimateText(each.estimate, say);
    const issuing = say(each.issuing.open ? 'hallIssuing' : 'hallNotIssuing');
    return element(
      'li',
      '',
      element('span', 'field', each.name),
      element('strong', '', say('waitingN', { n: each.waiting })),
      element('span', 'small', [issuing, wait].filter((text) => text !== '').join(' · ')),
    );
  });
  const calls = hall.calls
    .slice(0, 5)
    .map((each) => element('li', '', `${each.number} → ${each.counterLabel}`));
  return [
    element('h1', '', say('hallToday')),
    ...hoursLine(hall, say),
    element('h2', '', say('hallWaiting')),
    element('ul', 'fields', ...rows),
    element('h2', '', say('lastCalls')),
    calls.length === 0 ? element('p', 'small', say('noCalls')) : element('ul', 'calls', ...calls),
    ...bestTimes(hall, say, language),
    listingLink(say),
    statementLink(say),
    ...(hall.hall.address === ''
      ? []
      : [element('p', 'small', `${say('hallAddress')}: ${hall.hall.address}`)]),
    element(
      'nav',
      'staff',
      element('span', 'small', `${say('staff')}: `),
      ...PAGES.map(([path, word]) => {
        const link = element('a', '', say(word));
        link.href = path;
        return link;
      }),
    ),
  ];
}
