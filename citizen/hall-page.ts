import { formatLocalDate, formatWeekday } from '../common/i18n/format.ts';
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
  link.href = `/statement${say.language === 'vi' ? '' : `?lang=${say.language}`}`;
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

/** When to come, a line for each weekday of which enough is known. */
function bestTimes({ bestTimes: told }: PublicHall, say: Say): readonly Node[] {
  if (told === null || told.best.length === 0) return [];
  const days = [...new Set(told.best.map((each) => each.weekday))];
  const rows = days.map((weekday) =>
    element(
      'li',
      '',
      element('span', 'field', formatWeekday(weekday, say.language)),
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
      say('bestSpan', {
        from: formatLocalDate(told.from, say.language),
        to: formatLocalDate(told.to, say.language),
      }),
    ),
  ];
}

/** The hall's public page: who waits where, what was called last. */
export function drawHall(hall: PublicHall, say: Say): readonly Node[] {
  const rows = hall.fields.map((each) => {
    const wait = each.estimate === null ? say('noCounterOnBoard') : estimateText(each.estimate, say);
    const issuing = say(each.issuing.open ? 'hallIssuing' : 'hallNotIssuing');
    return element(
      'li',
      '',
      element('span', 'field', say.named(each.name, each.nameEn)),
      element('strong', '', say('waitingN', { n: each.waiting })),
      element('span', 'small', [issuing, wait].filter((text) => text !== '').join(' · ')),
    );
  });
  const calls = hall.calls
    .slice(0, 5)
    .map((each) => element('li', '', `${each.number} → ${say.counter(each.counterLabel)}`));
  return [
    element('h1', '', say('hallToday')),
    ...hoursLine(hall, say),
    element('h2', '', say('hallWaiting')),
    element('ul', 'fields', ...rows),
    element('h2', '', say('lastCalls')),
    calls.length === 0 ? element('p', 'small', say('noCalls')) : element('ul', 'calls', ...calls),
    ...bestTimes(hall, say),
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
