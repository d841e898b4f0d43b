import { foldedWords } from '../common/i18n/fold.ts';
import { formatLocalDate } from '../common/i18n/format.ts';
import type { Params } from '../common/i18n/translate.ts';
import type { listing as Words } from '../common/i18n/vi/procedures.ts';
import type { ListedProcedure, PublicListing } from '../common/protocol/procedure-versions.ts';
import { element } from './draw.ts';

/** The list's words in one language, and its names of the hall's things. */
export interface SayListing {
  (key: keyof typeof Words & string, params?: Params): string;
  readonly language: string;
  named(vietnamese: string, english?: string): string;
}

const PDF = '/api/v1/procedures/listing?format=pdf';

/** A cell that keeps its place in the table also where a narrow screen lays it below the others. */
function cell(label: string, ...inside: readonly (string | Node)[]): HTMLElement {
  const made = element('td', '', ...inside);
  made.dataset.label = label;
  made.setAttribute('role', 'cell');
  return made;
}

function row(procedure: ListedProcedure, say: SayListing): HTMLElement {
  const { code, name, nameEn, papers, timeLimit, fee, note, words, effectiveFrom } = procedure;
  const own = say.named(name, nameEn);
  const title = element('th', '', own);
  title.scope = 'row';
  title.setAttribute('role', 'rowheader');
  title.append(element('span', 'code', code));
  if (own !== name) title.append(element('span', 'small', name));
  if (note !== '') title.append(element('span', 'small', `${say('note')}: ${note}`));
  const list =
    papers.length === 0
      ? say('unknown')
      : element('ul', '', ...papers.map((each) => element('li', '', say.named(each))));
  const made = element(
    'tr',
    '',
    title,
    cell(say('papers'), list),
    cell(say('time'), say.named(timeLimit) || say('unknown')),
    cell(say('fee'), say.named(fee) || say('unknown')),
    cell(say('from'), effectiveFrom === null ? '–' : formatLocalDate(effectiveFrom, say.language)),
  );
  made.setAttribute('role', 'row');
  made.dataset.words = foldedWords([code, name, nameEn, own, ...words].join(' ')).join(' ');
  return made;
}

function section(field: PublicListing['fields'][number], say: SayListing): HTMLElement {
  const heading = element('h2', '', say.named(field.name, field.nameEn));
  heading.id = `field-${field.code}`;
  const heads = [say('name'), say('papers'), say('time'), say('fee'), say('from')].map((text) => {
    const head = element('th', '', text);
    head.scope = 'col';
    head.setAttribute('role', 'columnheader');
    return head;
  });
  const headRow = element('tr', '', ...heads);
  headRow.setAttribute('role', 'row');
  const table = element(
    'table',
    '',
    element('thead', '', headRow),
    element('tbody', '', ...field.procedures.map((each) => row(each, say))),
  );
  table.setAttribute('role', 'table');
  table.setAttribute('aria-labelledby', heading.id);
  return element('section', 'field', heading, table);
}

/** The head of the page as it stands on paper. */
function paperHead(listing: PublicListing, say: SayListing): HTMLElement {
  const { name, superior } = listing.hall;
  return element(
    'div',
    'paper-head',
    element('p', '', ...(superior === '' ? [] : [superior, element('br', '')]), element('strong', '', name)),
    element(
      'p',
      '',
      element('strong', '', say('nation')),
      element('br', ''),
      element('strong', '', say('motto')),
    ),
  );
}

/** The public list of procedures. @param onFind told what is typed into the search */
export function drawListing(
  listing: PublicListing,
  say: SayListing,
  onFind: (typed: string) => void,
): readonly Node[] {
  const hall = say.named(listing.hall.name, listing.hall.nameEn);
  const head = [
    paperHead(listing, say),
    element('h1', '', say('title')),
    element('p', 'at', say('at', { hall, date: formatLocalDate(listing.date, say.language) })),
  ];
  if (listing.fields.length === 0) return [...head, element('p', '', say('empty'))];
  const count = listing.fields.reduce((sum, field) => sum + field.procedures.length, 0);
  const find = element('input', '');
  find.type = 'search';
  find.id = 'find';
  find.addEventListener('input', () => onFind(find.value));
  const print = element('button', 'act', say('print'));
  print.type = 'button';
  print.addEventListener('click', () => globalThis.print());
  const pdf = element('a', '', say('pdf'));
  pdf.href = PDF;
  const back = element('a', '', say('back'));
  back.href = '/';
  const none = element('p', '', say('none'));
  none.id = 'none';
  none.hidden = true;
  none.setAttribute('role', 'status');
  const links = listing.fields.map((field) => {
    const link = element('a', '', say.named(field.name, field.nameEn));
    link.href = `#field-${field.code}`;
    return element('li', '', link);
  });
  const contents = element('nav', 'contents', element('ul', '', ...links));
  contents.setAttribute('aria-label', say('toc'));
  return [
    ...head,
    element('p', 'small', say('count', { n: count, k: listing.fields.length })),
    element('div', 'acts', element('label', '', say('find'), find), print, pdf, back),
    contents,
    none,
    ...listing.fields.map((field) => section(field, say)),
  ];
}
