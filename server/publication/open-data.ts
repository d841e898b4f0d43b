import type { OpenDataCatalogue } from '../../common/protocol/rest/publication.ts';
import { csvCell } from '../reports/csv.ts';
import type { ReportResult } from '../reports/report.ts';
import { publishedSum, withoutSmallCounts } from './small-cells.ts';

type Rows = ReportResult['rows'];

const drawnOf = (row: Rows[number]) => Number(row.drawn ?? 0);
const clock = (slot: number) =>
  `${String(Math.floor(slot / 2)).padStart(2, '0')}:${slot % 2 === 0 ? '00' : '30'}`;

/** The columns of a day's file. */
export const OPEN_DATA_COLUMNS: OpenDataCatalogue['columns'] = [
  { name: 'date', datatype: 'date', description: 'Ngày làm việc, theo giờ địa phương (YYYY-MM-DD)' },
  {
    name: 'table',
    datatype: 'string',
    description: 'total: cả ngày; field: theo lĩnh vực; half_hour: theo nửa giờ lấy số',
  },
  { name: 'key', datatype: 'string', description: 'Mã lĩnh vực, hoặc giờ bắt đầu của nửa giờ (HH:MM)' },
  { name: 'label', datatype: 'string', description: 'Tên lĩnh vực' },
  {
    name: 'visits',
    datatype: 'integer',
    description: 'Số lượt lấy số. Để trống: dưới 5 lượt, hoặc suy ra được ô dưới 5 lượt, nên không công bố',
  },
];

/**
 * A day's visits by field and by half-hour, with their sum. Both tables have the same sum, so that it is given only where
 * no small count follows from it in either.
 */
export function openDataFile(
  date: string,
  byField: Rows,
  bySlot: Rows,
  nameOf: (code: string) => string,
): string {
  const fields = withoutSmallCounts(byField.map(drawnOf));
  const slots = withoutSmallCounts(bySlot.map(drawnOf));
  const sums = [publishedSum(byField.map(drawnOf), fields), publishedSum(bySlot.map(drawnOf), slots)];
  const lines = [
    OPEN_DATA_COLUMNS.map(({ name }) => name),
    [date, 'total', '', '', sums.includes(null) ? null : (sums[0] ?? 0)],
    ...byField.map((row, at) => {
      const code = String(row.field);
      return [date, 'field', code, nameOf(code), fields[at] ?? null];
    }),
    ...bySlot.map((row, at) => [date, 'half_hour', clock(Number(row.slot)), '', slots[at] ?? null]),
  ];
  return `${lines.map((line) => line.map(csvCell).join(',')).join('\r\n')}\r\n`;
}
