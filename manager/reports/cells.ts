import { formatLocalDate } from '../../common/client/staff-format.ts';
import { staffLanguage } from '../../common/client/staff-language.ts';
import { TOPIC_WORDS } from '../../common/i18n/topic-words.ts';
import { kindOfFigure, writtenFigure } from '../../common/measures/figure-form.ts';
import { DOUBTS } from '../../common/protocol/doubts.ts';
import { REMARK_TOPICS } from '../../common/protocol/remark-bounds.ts';
import type { QueryOf } from '../../common/protocol/rest/call.ts';
import type { HallApi } from '../../common/protocol/rest/hall-api.ts';
import type { ListedReport, ReportResult } from '../../common/protocol/rest/reports.ts';
import { say, sayCalendar, sayCommon, sayEstimate, sayOpinion, sayRemark } from '../words.ts';
import { type Cell, type Row, sayReport } from './report.ts';

/** Names of what the record holds as codes, by dimension. */
export type Names = Readonly<Record<string, ReadonlyMap<string, string>>>;

const OPINION_WORDS = ['tablet', 'phone', 'paper', 'post', 'other', 'citizen', 'business'] as const;

type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const TITLES: Readonly<Record<string, string>> = {
  field: sayCommon('field'),
  procedure: sayCommon('procedure'),
  agency: say('agency'),
  purpose: sayReport('dimPurpose'),
  counter: sayCommon('counter'),
  officer: say('officer'),
  source: sayOpinion('source'),
  respondent: sayOpinion('respondent'),
  criterion: sayOpinion('criterion'),
  device: say('deviceName'),
  fault: sayReport('dimFault'),
  topic: sayReport('dimTopic'),
  finding: sayReport('dimFinding'),
  day: say('periodDay'),
  date: say('periodDay'),
  week: say('periodWeek'),
  month: say('periodMonth'),
  quarter: say('periodQuarter'),
  year: say('periodYear'),
  period: sayReport('dimPeriod'),
  weekday: sayReport('dimWeekday'),
  slot: sayReport('dimSlot'),
  length: sayEstimate('perLengthMinutes'),
};

/** What the report of doubts finds; the record holds it as codes. */

/** Dimensions along which time runs: drawn as lines. */
export const TIMES: readonly string[] = [
  'day',
  'date',
  'week',
  'month',
  'quarter',
  'year',
  'period',
  'slot',
  'weekday',
];

export const isDimension = (key: string): boolean => Object.hasOwn(TITLES, key);

export interface Column {
  readonly key: string;
  readonly title: string;
  readonly figure: boolean;
}

/** A table's columns: what a row is of, then the report's own. Names that stand beside codes are not shown twice. */
export function columnsOf(kind: ListedReport, answer: ReportResult): Column[] {
  const own = new Set(kind.columns.map((each) => each.key));
  const keys = [...new Set(answer.rows.flatMap((row) => Object.keys(row)))];
  const isName = (key: string) => key.endsWith('Name') && keys.includes(key.slice(0, -'Name'.length));
  const shown = [...keys.filter((key) => !own.has(key)), ...kind.columns.map((each) => each.key)];
  const titles = new Map(kind.columns.map((each) => [each.key, each.title]));
  return shown
    .filter((key) => !isName(key))
    .map((key) => ({
      key,
      title: titles.get(key) ?? TITLES[key] ?? key,
      figure: isFigure(key, answer.rows),
    }));
}

function isFigure(key: string, rows: readonly Row[]): boolean {
  if (isDimension(key)) return false;
  const known = rows.map((row) => row[key]).filter((value) => value !== null && value !== undefined);
  return known.length === 0 ? true : known.every((value) => typeof value === 'number');
}

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** A cell as people read it. */
export function shownCell(key: string, row: Row, names: Names): string {
  const value = row[key];
  if (isDimension(key)) {
    // Of no procedure and no field on purpose is something else than not recorded.
    if (value === null || value === undefined)
      return key === 'topic' || typeof row.topic === 'string' ? '–' : sayReport('unknownRow');
    // The hall tells the names of what the product itself has in its own language.
    if (key === 'source' || key === 'respondent') return dimensionWord(key, value, names);
    if (key === 'finding') return dimensionWord(key, value, names);
    const named = row[`${key}Name`];
    if (typeof named === 'string' && named !== '') return named;
    return dimensionWord(key, value, names);
  }
  if (key === 'note' && value !== '') return sayOpinion('few');
  return shownFigure(key, value);
}

/** A figure in Vietnamese form; nothing known is a dash. */
export function shownFigure(key: string, value: Cell | undefined): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatLocalDate(value) : value;
  return writtenFigure(value, kindOfFigure(key, [value]), staffLanguage);
}

function dimensionWord(key: string, value: string | number, names: Names): string {
  const text = String(value);
  switch (key) {
    case 'day':
    case 'date':
      return formatLocalDate(text);
    case 'weekday':
      return /^[1-7]$/.test(text) ? sayCalendar(`weekday${Number(value) as Weekday}`) : text;
    case 'slot':
      return `${clock(Number(value) * 30)}–${clock(Number(value) * 30 + 30)}`;
    case 'week':
      return text.replace(/^(\d{4})-W(\d{2})$/, (_, year, n) => sayReport('weekOf', { n, year }));
    case 'month':
    case 'period':
      return text.replace(/^(\d{4})-(\d{2})$/, '$2/$1');
    case 'quarter':
      return text.replace(/^(\d{4})-Q(\d)$/, (_, year, n) => sayReport('quarterOf', { n, year }));
    case 'finding': {
      const doubt = DOUBTS.find((each) => each === text);
      return doubt === undefined ? text : sayReport(`finding.${doubt}`);
    }
    case 'source':
    case 'respondent': {
      const known = OPINION_WORDS.find((each) => each === text);
      return known === undefined ? text : sayOpinion(known);
    }
    case 'topic': {
      const topic = REMARK_TOPICS.find((each) => each === text);
      return topic === undefined ? text : sayRemark(TOPIC_WORDS[topic]);
    }
    case 'purpose':
      return text === 'submit' || text === 'collect' || text === 'ask' ? sayCommon(text) : text;
    default:
      return names[key]?.get(text) ?? text;
  }
}

/** What a row is of, in words. */
export function rowName(columns: readonly Column[], row: Row, names: Names): string {
  return columns
    .filter((each) => isDimension(each.key))
    .map((each) => shownCell(each.key, row, names))
    .join(', ');
}

export interface Order {
  readonly key: string;
  readonly falling: boolean;
}

const collator = new Intl.Collator('vi', { numeric: true });

/** Rows in order of a column; what is not known comes last either way. */
export function sortedRows(rows: readonly Row[], order: Order | null, names: Names): readonly Row[] {
  if (order === null) return rows;
  const { key, falling } = order;
  const missing = (row: Row) => row[key] === null || row[key] === undefined;
  const compare = (a: Row, b: Row) => {
    const [left, right] = [a[key], b[key]];
    return typeof left === 'number' && typeof right === 'number'
      ? left - right
      : collator.compare(shownCell(key, a, names), shownCell(key, b, names));
  };
  return [...rows].sort((a, b) => {
    if (missing(a) || missing(b)) return Number(missing(a)) - Number(missing(b));
    return falling ? -compare(a, b) : compare(a, b);
  });
}

/** What tickets are asked for by. */
export type TicketQuery = QueryOf<HallApi['GET /tickets']>;

const BEHIND = [
  'field',
  'procedure',
  'purpose',
  'counter',
  'weekday',
  'slot',
  'week',
  'month',
  'quarter',
  'year',
  'period',
] as const;

/** One dimension of a row as a question; null where tickets cannot be asked for by it. */
function askedBy(key: string, value: string): TicketQuery | null {
  if (key === 'day' || key === 'date') return { date: value };
  if (key === 'finding') {
    const finding = DOUBTS.find((each) => each === value);
    return finding === undefined ? null : { finding };
  }
  const known = BEHIND.find((each) => each === key);
  return known === undefined ? null : { [known]: value };
}

/**
 * The question for the tickets behind a row; null where they cannot be told from the row alone: an officer's or an
 * agency's row, or one of what was not recorded.
 */
export function behindRow(
  row: Row,
  range: { readonly from: string; readonly to: string },
): TicketQuery | null {
  let asked: TicketQuery = { from: range.from, to: range.to, imported: 'true' };
  const dimensions = Object.keys(row).filter(isDimension);
  if (dimensions.length === 0) return null;
  for (const key of dimensions) {
    const value = row[key];
    if (value === null || value === undefined) return null;
    const more = askedBy(key, String(value));
    if (more === null) return null;
    asked = { ...asked, ...more };
  }
  return asked;
}
