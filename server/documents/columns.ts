import { TOPIC_WORDS } from '../../common/i18n/topic-words.ts';
import { remarks as remarkWords } from '../../common/i18n/vi/remarks.ts';
import { basisRows } from '../../common/measures/basis-form.ts';
import { kindOfFigure, roundedFigure } from '../../common/measures/figure-form.ts';
import { measureOf } from '../../common/measures/measure.ts';
import type { ReportLanguage } from '../../common/protocol/formats.ts';
import { REMARK_TOPICS } from '../../common/protocol/remark-bounds.ts';
import type { ReportDefinition, ReportResult } from '../reports/report.ts';
import { isFigure } from './figures.ts';
import type { CellKind, DocumentCell, DocumentColumn, ReportDocument } from './report-document.ts';

/** Names that the record does not hold, only its codes. */
export interface NameLookUp {
  readonly agency: (code: string) => string | undefined;
  readonly counter: (code: string) => string | undefined;
  readonly procedure: (code: string) => string | undefined;
  readonly field: (code: string) => string | undefined;
  readonly officer: (username: string) => string | undefined;
}

/** Titles of what a report may be grouped by. */
export const DIMENSION_TITLES: Readonly<Record<string, string>> = {
  hall: 'Mã điểm tiếp nhận',
  hallName: 'Điểm tiếp nhận',
  parent: 'Đơn vị cấp trên',
  field: 'Mã lĩnh vực',
  fieldName: 'Lĩnh vực',
  procedure: 'Mã thủ tục',
  procedureName: 'Thủ tục',
  agency: 'Mã cơ quan',
  agencyName: 'Cơ quan',
  purpose: 'Mục đích',
  counter: 'Mã quầy',
  counterName: 'Quầy',
  officer: 'Tên đăng nhập',
  officerName: 'Công chức',
  finding: 'Mã',
  findingName: 'Điều cần xem',
  source: 'Mã hình thức',
  sourceName: 'Hình thức',
  respondent: 'Mã người cho ý kiến',
  respondentName: 'Người cho ý kiến',
  criterion: 'Mã tiêu chí',
  criterionName: 'Tiêu chí',
  device: 'Thiết bị',
  fault: 'Sự cố',
  topic: 'Việc chung',
  day: 'Ngày',
  week: 'Tuần',
  month: 'Tháng',
  quarter: 'Quý',
  year: 'Năm',
  period: 'Kỳ (15 đến 14)',
  weekday: 'Thứ',
  slot: 'Khung giờ',
};

const UNKNOWN = 'Không ghi';
const TOPICS = Object.fromEntries(REMARK_TOPICS.map((each) => [each, remarkWords[TOPIC_WORDS[each]]]));
const PURPOSES: Readonly<Record<string, string>> = {
  submit: 'Nộp hồ sơ',
  collect: 'Nhận kết quả',
  ask: 'Hỏi, hướng dẫn',
};
const WEEKDAYS = ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật'];

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Values that stand for something: what they are called. */
function wordFor(key: string, value: DocumentCell): DocumentCell {
  if (value === null) return null;
  const text = String(value);
  switch (key) {
    case 'topic':
      return TOPICS[text] ?? text;
    case 'purpose':
      return PURPOSES[text] ?? text;
    case 'weekday':
      return WEEKDAYS[Number(value) - 1] ?? text;
    case 'slot':
      return Number.isInteger(Number(value))
        ? `${clock(Number(value) * 30)} – ${clock(Number(value) * 30 + 30)}`
        : text;
    case 'week':
      return text.replace(/^(\d{4})-W(\d{2})$/, 'Tuần $2/$1');
    case 'quarter':
      return text.replace(/^(\d{4})-Q(\d)$/, 'Quý $2/$1');
    case 'year':
      return text;
    default:
      return typeof value === 'string' ? value.normalize('NFC') : value;
  }
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MONTH = /^\d{4}-\d{2}$/;

/** The kind of a column, from its key and what stands in it. */
function kindOf(key: string, values: readonly DocumentCell[]): CellKind {
  const known = values.filter((value) => value !== null);
  if (known.length > 0 && known.every((value) => typeof value === 'string')) {
    if (known.every((value) => DAY.test(value))) return 'date';
    return known.every((value) => MONTH.test(value)) ? 'month' : 'text';
  }
  if (key in DIMENSION_TITLES) return 'text';
  return kindOfFigure(key, known.map(Number));
}

interface PlannedColumn {
  readonly key: string;
  readonly title: string;
  readonly onPage: boolean;
  readonly valueOf: (row: ReportResult['rows'][number]) => DocumentCell;
}

/** A code of the record gets its name beside it, if the report has not named it already. */
function withNames(key: string, keys: ReadonlySet<string>, names: NameLookUp): PlannedColumn[] {
  const title = DIMENSION_TITLES[key] ?? key;
  const plain = (onPage: boolean): PlannedColumn => ({
    key,
    title,
    onPage,
    valueOf: (row) => wordFor(key, row[key] ?? null),
  });
  const nameKey = `${key}Name`;
  if (keys.has(nameKey)) return [plain(false)];
  if (!isNamed(key)) return [plain(true)];
  const lookUp = names[key];
  const named: PlannedColumn = {
    key: nameKey,
    title: DIMENSION_TITLES[nameKey] ?? nameKey,
    onPage: true,
    valueOf: (row) => {
      const code = row[key];
      // Of the hall as a whole: nothing was left out.
      if (code === null && typeof row.topic === 'string') return null;
      return code === null || code === undefined ? UNKNOWN : (lookUp(String(code)) ?? String(code));
    },
  };
  return [plain(false), named];
}

const isNamed = (key: string): key is keyof NameLookUp =>
  key === 'agency' || key === 'counter' || key === 'procedure' || key === 'field' || key === 'officer';

/** A report's table with titles, kinds and names for its codes. */
export function tableOf(
  report: Pick<ReportDefinition, 'columns'>,
  result: ReportResult,
  names: NameLookUp,
  language: ReportLanguage = 'vi',
): ReportDocumentTable {
  const titled = new Map(report.columns.map((column) => [column.key, column.title]));
  const keys = new Set(result.rows.flatMap((row) => Object.keys(row)));
  const leading = [...keys].filter((key) => !titled.has(key));
  const planned: PlannedColumn[] = [
    ...leading.flatMap((key) => withNames(key, keys, names)),
    ...report.columns.map((column) => ({
      key: column.key,
      title: column.title,
      onPage: !(isNamed(column.key) && keys.has(`${column.key}Name`)),
      valueOf: (row: ReportResult['rows'][number]) => wordFor(column.key, row[column.key] ?? null),
    })),
  ];
  const rows = result.rows.map((row) => planned.map((column) => column.valueOf(row)));
  const totals = Object.keys(result.totals).length === 0 ? null : result.totals;
  const columns = planned.map(
    (column, at): DocumentColumn => ({
      key: column.key,
      title: column.title.normalize('NFC'),
      kind: kindOf(column.key, [...rows.map((row) => row[at] ?? null), totals?.[column.key] ?? null]),
      onPage: column.onPage,
    }),
  );
  const rounded = (cells: readonly DocumentCell[]) =>
    cells.map((cell, at) => {
      const kind = columns[at]?.kind ?? 'text';
      return typeof cell === 'number' && isFigure(kind) ? roundedFigure(cell, kind) : cell;
    });
  const { basis } = result;
  return {
    columns,
    rows: rows.map(rounded),
    totals: totals && rounded(columns.map((column) => totals[column.key] ?? null)),
    foot:
      basis === undefined || !columns.some((column) => measureOf(column.key))
        ? []
        : basisRows(basis, language).map(({ label, textOf }) => ({
            label,
            cells: columns.map((column) => (measureOf(column.key) ? textOf(column.key) : '')),
          })),
  };
}

interface ReportDocumentTable {
  readonly columns: readonly DocumentColumn[];
  readonly rows: readonly (readonly DocumentCell[])[];
  readonly totals: readonly DocumentCell[] | null;
  readonly foot: NonNullable<ReportDocument['foot']>;
}
