import { isDay } from '../../common/client/day-text.ts';
import { PERIODS, type Period, periodAround, periodBeside } from '../period.ts';

/** What is looked at: kept in the page's address, so that a link can be sent. */
export interface Choice {
  readonly report: string;
  readonly period: Period | 'free';
  readonly from: string;
  readonly to: string;
  readonly by: string;
  /** The figure in the chart; empty: the report's first. */
  readonly figure: string;
  /** Further parameters of the report by name. */
  readonly more: Readonly<Record<string, string>>;
}

const OWN = new Set(['report', 'period', 'from', 'to', 'by', 'figure']);

/** The choice that an address carries; what is missing or wrong becomes the usual. @param search with or without "?" */
export function readChoice(search: string, today: string, usual: Period): Choice {
  const given = new URLSearchParams(search);
  const from = given.get('from') ?? '';
  const to = given.get('to') ?? '';
  const dated = isDay(from) && isDay(to) && from <= to;
  const named = PERIODS.find((each) => each === given.get('period'));
  const range = dated ? { from, to } : periodAround(today, named ?? usual);
  return {
    report: given.get('report') ?? 'volume',
    period: named ?? (dated ? 'free' : usual),
    ...range,
    by: given.get('by') ?? 'field',
    figure: given.get('figure') ?? '',
    more: Object.fromEntries([...given].filter(([name]) => !OWN.has(name))),
  };
}

/** The address of a choice, "?…". */
export function writeChoice(choice: Choice): string {
  const given = new URLSearchParams({
    report: choice.report,
    period: choice.period,
    from: choice.from,
    to: choice.to,
    by: choice.by,
  });
  if (choice.figure !== '') given.set('figure', choice.figure);
  for (const [name, value] of Object.entries(choice.more)) given.set(name, value);
  return `?${given}`;
}

/** The same look at the period before or after. */
export function besides(choice: Choice, step: -1 | 1): Choice {
  return { ...choice, ...periodBeside(choice, choice.period, step) };
}
