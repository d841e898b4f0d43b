import { expect, test } from 'vitest';
import { tableOf } from '../../server/documents/columns.ts';
import { difficulties } from '../../server/reports/difficulties.ts';
import { NAMES } from './sample-document.ts';

test('a difficulty of the hall as a whole stands on a page by its topic, with neither field nor procedure (S22)', () => {
  const said = { kind: 'Vướng mắc', text: 'Mạng đứt cả buổi', handling: 'Chưa xử lý', date: '2026-11-24' };
  const rows = [
    { field: null, procedure: null, topic: 'network', ...said },
    { field: null, procedure: null, topic: null, ...said },
  ];
  const table = tableOf(difficulties, { rows, totals: {} }, NAMES);
  const shown = table.rows.map((row) =>
    Object.fromEntries(table.columns.flatMap(({ title, onPage }, at) => (onPage ? [[title, row[at]]] : []))),
  );
  expect(shown[0]).toMatchObject({ 'Lĩnh vực': null, 'Thủ tục': null, 'Việc chung': 'Đường truyền, mạng' });
  // What nobody wrote down is said to be so.
  expect(shown[1]).toMatchObject({ 'Lĩnh vực': 'Không ghi', 'Thủ tục': 'Không ghi', 'Việc chung': null });
});
