import { type Grade, type MeasureKind, measureOf } from './measure.ts';

type Language = 'vi' | 'en';

const LOCALE = { vi: 'vi-VN', en: 'en-GB' } as const;
/** Places after the point of the value itself: a share has one place as a percentage. */
const PLACES: Readonly<Record<MeasureKind, number>> = { count: 0, decimal: 1, share: 3 };

const written = new Map<string, Intl.NumberFormat>();
function writer(kind: MeasureKind, language: Language): Intl.NumberFormat {
  const key = `${kind}/${language}`;
  let format = written.get(key);
  if (format === undefined) {
    const digits = kind === 'count' ? 0 : 1;
    format = new Intl.NumberFormat(LOCALE[language], {
      style: kind === 'share' ? 'percent' : 'decimal',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    written.set(key, format);
  }
  return format;
}

// Decimal, not binary: 0.6295 × 100 is 62.949…, and was 62,9 % on one page and 63,0 % on another.
const rounders = Object.fromEntries(
  Object.entries(PLACES).map(([kind, places]) => [
    kind,
    new Intl.NumberFormat('en-US', { maximumFractionDigits: places, useGrouping: false }),
  ]),
) as Readonly<Record<MeasureKind, Intl.NumberFormat>>;

/** A figure rounded as it is written, half away from zero; sheets and CSV hold this value. */
export function roundedFigure(value: number, kind: MeasureKind): number {
  return Number(rounders[kind].format(value)) + 0;
}

/** A figure as people read it: "1.234", "12,5", "95,3%"; nothing known is a dash. */
export function writtenFigure(
  value: number | null | undefined,
  kind: MeasureKind,
  language: Language = 'vi',
): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  return writer(kind, language).format(roundedFigure(value, kind));
}

/** The kind of a figure: of its measure; of one without a measure, from the value. */
export function kindOfFigure(key: string, values: readonly (number | null | undefined)[]): MeasureKind {
  const known = measureOf(key)?.kind;
  if (known !== undefined) return known;
  return values.every((value) => value === null || value === undefined || Number.isInteger(value))
    ? 'count'
    : 'decimal';
}

/** How a figure stands against its target, judged as it is written; null: it has no target here, or is unknown. */
export function gradeOf(key: string, row: Readonly<Record<string, unknown>>): Grade | null {
  const measure = measureOf(key);
  const value = row[key];
  if (measure?.target === undefined || typeof value !== 'number') return null;
  const shown = roundedFigure(value, measure.kind);
  const { target } = measure;
  if ('atLeast' in target) {
    if (shown >= target.atLeast) return 'good';
    return shown >= target.atLeast - target.careWithin ? 'care' : 'bad';
  }
  const most = row[target.atMostColumn];
  if (typeof most !== 'number') return null;
  if (shown <= most) return 'good';
  return shown <= most * target.careTimes ? 'care' : 'bad';
}
