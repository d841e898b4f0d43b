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

function estimateText(estimate: Estimate, say: Say): string {
  const said = waitWords(estimate);
  return said.kind === 'range' ? say('estimate', said) : `${say('aboutOver', { t: say(said.kind, said) })}.`;
}

/** The hall's public page: who waits where, what was called last. */
export function drawHall(hall: PublicHall, say: Say): readonly Node[] {
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
    element('h2', '', say('hallWaiting')),
    element('ul', 'fields', ...rows),
    element('h2', '', say('lastCalls')),
    calls.length === 0 ? element('p', 'small', say('noCalls')) : element('ul', 'calls', ...calls),
    listingLink(say),
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
