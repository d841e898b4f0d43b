import type { Basis } from '../protocol/basis.ts';
import { writtenFigure } from './figure-form.ts';
import { isGiven, measureOf } from './measure.ts';

type Language = 'vi' | 'en';

const WORDS = {
  vi: {
    perDay: 'Mỗi ngày làm việc',
    doubt: 'Khoảng tin cậy 95 %',
    unknown: 'không rõ',
    none: 'Sổ không có số liệu của kỳ này.',
    span: 'Số liệu từ {from} đến {to}, {n} ngày có người lấy số.',
    meaning:
      'Khoảng tin cậy 95 %: với những ngày khác giống những ngày này, số liệu chung (với số đếm: số mỗi ngày làm việc) nằm trong khoảng này 95 trên 100 lần; "không rõ": chưa đủ ngày để biết.',
    said: '{name}: khoảng tin cậy 95 % {doubt}.',
  },
  en: {
    perDay: 'A working day',
    doubt: '95% interval',
    unknown: 'unknown',
    none: 'The record has nothing of this period.',
    span: 'Figures from {from} to {to}, {n} days on which numbers were drawn.',
    meaning:
      '95% interval: for other days like these the figure of all (of counts: of a working day) lies within it 95 times of 100; "unknown": too few days to know.',
    said: '{name}: 95% interval {doubt}.',
  },
} as const;

const day = (date: string): string => date.split('-').reverse().join('/');

const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '');

/** A measure's figure a working day as it is written; a dash: it has none, or nothing is known. */
function writtenPerDay(key: string, basis: Basis, language: Language = 'vi'): string {
  return writtenFigure(basis.measures[key]?.perDay, 'decimal', language);
}

/** Between what a measure lies, as it is written: "58,1%–66,3%", or that it cannot be known. */
function writtenDoubt(key: string, basis: Basis, language: Language = 'vi'): string {
  if (isGiven(key)) return '–';
  const { perDay = null, low = null, high = null } = basis.measures[key] ?? {};
  if (low === null || high === null) return WORDS[language].unknown;
  // The doubt of a sum is that of its working day.
  const kind = perDay === null ? (measureOf(key)?.kind ?? 'decimal') : 'decimal';
  return `${writtenFigure(low, kind, language)}–${writtenFigure(high, kind, language)}`;
}

/** One line below the table of a report, in every output: its label, and its text under each measure. */
interface BasisRow {
  readonly label: string;
  readonly textOf: (key: string) => string;
}

/** The lines below the table, the same in every output. */
export function basisRows(basis: Basis, language: Language = 'vi'): readonly BasisRow[] {
  const { perDay, doubt } = WORDS[language];
  return [
    { label: perDay, textOf: (key) => writtenPerDay(key, basis, language) },
    { label: doubt, textOf: (key) => writtenDoubt(key, basis, language) },
  ];
}

/** Which days the figures rest on. */
export function writtenSpan({ from, to, workingDays }: Basis, language: Language = 'vi'): string {
  const words = WORDS[language];
  if (from === null || to === null) return words.none;
  return filled(words.span, {
    from: day(from),
    to: day(to),
    n: writtenFigure(workingDays, 'count', language),
  });
}

/** What the interval means, for whoever reads it for the first time. */
export const meaningOfDoubt = (language: Language = 'vi'): string => WORDS[language].meaning;

/** The doubt of one measure as a sentence of its own. */
export function saidDoubt(key: string, basis: Basis, language: Language = 'vi'): string {
  const measure = measureOf(key);
  if (measure === undefined) return '';
  return filled(WORDS[language].said, {
    name: measure[language],
    doubt: writtenDoubt(key, basis, language),
  });
}
