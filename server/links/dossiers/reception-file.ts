import type { Reception } from '../../../common/protocol/dossiers.ts';
import { csvCell } from '../../reports/csv.ts';

const HEAD = ['ma_ho_so', 'trang_thai', 'linh_vuc', 'ma_thu_tuc', 'thoi_diem', 'so_thu_tu', 'quay'];

/** What a day's visits received, as a file that spreadsheets open: its titles are those of files that come in. */
export function receptionFile(receptions: readonly Reception[]): string {
  const rows = receptions.map((each) => [
    each.code,
    each.state,
    each.field,
    each.procedure ?? '',
    each.at,
    each.number,
    each.counter ?? '',
  ]);
  const lines = [HEAD, ...rows].map((row) => row.map(csvCell).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
