import { createHash } from 'node:crypto';
import {
  formatLocalDate,
  formatNumber,
  formatShare,
  formatTime,
  formatWeekday,
} from '../../../common/i18n/format.ts';
import { waitWords } from '../../../common/i18n/wait-words.ts';
import type { PublicHall } from '../../../common/protocol/rest/live.ts';
import type { BestTimes, MonthStatement } from '../../../common/protocol/rest/publication.ts';
import type { Estimate } from '../../../common/protocol/ticket.ts';
import type { SayPage } from '../../languages/languages.ts';

type Say = SayPage<'publication'>;

/** In which language a page is written. */
export interface PageLanguage {
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
  readonly say: Say;
  /** A name of the hall in it. */
  readonly name: (vietnamese: string, english?: string) => string;
  /** The other languages of the hall, each with the address of this page in it. */
  readonly others: readonly { readonly tag: string; readonly name: string; readonly address: string }[];
}

const STYLE = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;padding:12px;font:16px/1.4 system-ui,sans-serif;color:#16202a;background:#fff}
h1{font-size:19px;margin:0 0 4px}h2{font-size:17px;margin:16px 0 4px}p{margin:4px 0}
table{width:100%;border-collapse:collapse}th,td{text-align:left;padding:6px 8px 6px 0;border-bottom:1px solid #ddd8ce;vertical-align:top}
th{font-weight:600;color:#56616b}td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.small{color:#56616b;font-size:14px}ul{margin:4px 0;padding:0;list-style:none}li{padding:2px 0}
a{color:#123e6b}main{max-width:860px;margin:0 auto}
@media print{body{padding:0;font-size:12pt}a{display:none}@page{size:A4;margin:20mm}}
`;
/** What the pages may do: show themselves. No script, no picture, nothing from elsewhere. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256')
  .update(STYLE)
  .digest('base64')}'; base-uri 'none'; form-action 'none'`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

/** The same page in each other language, by that language's own name. */
function otherLanguages({ others }: PageLanguage): string[] {
  if (others.length === 0) return [];
  const links = others.map(
    ({ tag, name, address }) =>
      `<a href="${escaped(address)}" lang="${tag}" hreflang="${tag}">${escaped(name)}</a>`,
  );
  return [`<p class="small">${links.join(' · ')}</p>`];
}

/** A whole page. @param refreshSeconds it is fetched again after so long; 0: never */
function page(
  language: PageLanguage,
  title: string,
  body: readonly string[],
  refreshSeconds: number,
): string {
  const refresh = refreshSeconds === 0 ? '' : `<meta http-equiv="refresh" content="${refreshSeconds}">`;
  return `<!doctype html><html lang="${language.tag}"${language.direction === 'rtl' ? ' dir="rtl"' : ''}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${refresh}<title>${escaped(title)}</title><style>${STYLE}</style></head><body><main>${[...body, ...otherLanguages(language)].join('\n')}</main></body></html>\n`;
}

function waitText(estimate: Estimate | null, say: Say): string {
  if (estimate === null) return say('unknownWait');
  const said = waitWords(estimate);
  return said.kind === 'range' ? say('minutes', { a: said.a, b: said.b }) : say(said.kind, { n: said.n });
}

function hoursText({ hours }: PublicHall, say: Say): string {
  if (hours === null) return '';
  if (hours.length === 0) return say('closedToday');
  return `${say('hoursToday')}: ${hours.map((each) => `${each.from}–${each.to}`).join(', ')}`;
}

function bestLines(best: BestTimes | null, { tag, say }: PageLanguage): string[] {
  if (best === null || best.best.length === 0)
    return [`<h2>${say('best')}</h2>`, `<p class="small">${say('bestNone')}</p>`];
  const lines = ([1, 2, 3, 4, 5, 6, 7] as const).flatMap((weekday) => {
    const own = best.best.filter((each) => each.weekday === weekday);
    const said = own.map((each) => say('bestTime', { from: each.from, to: each.to, n: each.waitMinutes }));
    return own.length === 0 ? [] : [`<li>${formatWeekday(weekday, tag)}: ${said.join(', ')}</li>`];
  });
  const span = { from: formatLocalDate(best.from, tag), to: formatLocalDate(best.to, tag) };
  return [
    `<h2>${say('best')}</h2>`,
    `<ul>${lines.join('')}</ul>`,
    `<p class="small">${say('bestSpanPlain', span)}</p>`,
  ];
}

/** The small page that other sites show in a frame. */
export function embedPage(
  hall: PublicHall,
  { language, timeZone, nowMs }: { language: PageLanguage; timeZone: string; nowMs: number },
): string {
  const { say } = language;
  const name = language.name(hall.hall.name, hall.hall.nameEn);
  const rows = hall.fields.map(
    (each) =>
      `<tr><td>${escaped(language.name(each.name, each.nameEn))}${each.issuing.open ? '' : `<br><span class="small">${say('notIssuing')}</span>`}</td><td class="n">${each.waiting}</td><td class="n">${waitText(each.estimate, say)}</td></tr>`,
  );
  return page(
    language,
    name,
    [
      `<h1>${escaped(name)}</h1>`,
      `<p class="small">${[hoursText(hall, say), say('at', { time: formatTime(nowMs, { timeZone }) })].filter((text) => text !== '').join(' · ')}</p>`,
      `<table><thead><tr><th scope="col">${say('field')}</th><th scope="col" class="n">${say('waiting')}</th><th scope="col" class="n">${say('wait')}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`,
      ...bestLines(hall.bestTimes, language),
      `<p><a href="/procedures" target="_blank" rel="noopener">${say('procedures')}</a> · <a href="/" target="_blank" rel="noopener">${say('more')}</a></p>`,
    ],
    60,
  );
}

/** The statement of a month, to be read, printed and put up. */
export function statementPage(
  statement: MonthStatement | null,
  hallName: string,
  language: PageLanguage,
  month: string,
): string {
  const { tag, say } = language;
  const [year = '', monthOfYear = ''] = month.split('-');
  const title = say('statementTitle', { month: `${monthOfYear}/${year}` });
  const head = [`<p>${escaped(hallName)}</p>`, `<h1>${title}</h1>`];
  if (statement === null) return page(language, title, [...head, `<p>${say('failed')}</p>`], 0);
  if (statement.came === 0 && statement.fields.length === 0)
    return page(language, title, [...head, `<p>${say('nothing')}</p>`], 0);
  const count = (value: number | null) => (value === null ? say('hidden') : formatCount(value, tag));
  const minutes = (value: number | null) =>
    value === null ? '–' : say('minutesN', { n: formatCount(Math.round(value), tag) });
  const share = (value: number | null) => (value === null ? '–' : formatShare(value, tag));
  const line = (label: string, value: string) =>
    `<tr><th scope="row">${label}</th><td class="n">${value}</td></tr>`;
  return page(
    language,
    title,
    [
      ...head,
      statement.isWhole ? '' : `<p class="small">${say('statementOpen')}</p>`,
      `<table>${[
        line(say('came'), count(statement.came)),
        line(say('served'), count(statement.served)),
        line(say('waitMean'), minutes(statement.waitMeanMinutes)),
        line(say('waitP90'), minutes(statement.waitP90Minutes)),
        line(say('within'), share(statement.withinTargetShare)),
        line(
          say('opinions'),
          statement.opinions.count === null
            ? say('hidden')
            : say('opinionCount', { n: formatCount(statement.opinions.count, tag) }),
        ),
        line(say('satisfied'), share(statement.opinions.satisfiedShare)),
      ].join('')}</table>`,
      `<h2>${say('byField')}</h2>`,
      `<table><thead><tr><th scope="col">${say('field')}</th><th scope="col" class="n">${say('came')}</th><th scope="col" class="n">${say('waitMean')}</th><th scope="col" class="n">${say('within')}</th></tr></thead><tbody>${statement.fields
        .map(
          (each) =>
            `<tr><td>${escaped(language.name(each.name))}</td><td class="n">${count(each.came)}</td><td class="n">${minutes(each.waitMeanMinutes)}</td><td class="n">${share(each.withinTargetShare)}</td></tr>`,
        )
        .join('')}</tbody></table>`,
    ],
    0,
  );
}

const formatCount = (value: number, language: string) => formatNumber(value, language, 0);
