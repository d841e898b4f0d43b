import { beforeAll, describe, expect, test } from 'vitest';
import { sheetName, spreadsheetOf } from '../../server/documents/spreadsheet.ts';
import { sampleDocument, volumeResult } from './sample-document.ts';
import { numberFormats, part, type RawCell, sheetCells, unzip } from './zip-reader.ts';

describe('a report as a workbook', () => {
  let files: Map<string, string>;
  let cells: Map<string, RawCell>;
  const result = volumeResult();

  beforeAll(async () => {
    files = unzip(await spreadsheetOf(sampleDocument(result)));
    cells = sheetCells(files, 'xl/worksheets/sheet2.xml');
  });

  const formatOf = (address: string) => numberFormats(files)[cells.get(address)?.style ?? -1];

  test('names its sheets in Vietnamese', () => {
    const names = [...part(files, 'xl/workbook.xml').matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(
      (each) => each[1],
    );
    expect(names).toEqual(['Thông tin', 'Khối lượng giao dịch']);
  });

  test('keeps figures as figures, shares as percent and names as text', () => {
    expect(cells.get('A1')?.value).toBe('Mã lĩnh vực');
    expect(cells.get('B1')?.value).toBe('Lĩnh vực');
    expect(cells.get('C2')).toMatchObject({ type: 'n', value: '1234' });
    expect(formatOf('C2')).toBe('#,##0');
    expect(cells.get('I2')).toMatchObject({ type: 'n', value: '12.3' });
    expect(formatOf('I2')).toBe('#,##0.0');
    expect(cells.get('L2')).toMatchObject({ type: 'n', value: '0.812' });
    expect(formatOf('L2')).toBe('0.0%');
    expect(cells.get('N4')).toBeUndefined();
  });

  test('writes a name that looks like a formula as text, also after it is edited', () => {
    expect(cells.get('B4')).toMatchObject({ type: 's', value: '=HYPERLINK("http://x"; "Thuế")' });
    expect(formatOf('B4')).toBe('@');
  });

  test('ends with the totals of the report, not with formulas', () => {
    expect(cells.get('A6')?.value).toBe('Tổng cộng');
    expect(cells.get('C6')).toMatchObject({ type: 'n', value: String(result.totals.drawn) });
  });

  test('freezes the header, filters the rows without the totals and repeats the header on paper', () => {
    const sheet = part(files, 'xl/worksheets/sheet2.xml');
    expect(sheet).toMatch(/<pane ySplit="1"[^>]*state="frozen"/);
    expect(sheet).toContain('<autoFilter ref="A1:N5"/>');
    expect(sheet).toMatch(/<pageSetup[^>]*paperSize="9"/);
    expect(part(files, 'xl/workbook.xml')).toContain('$1:$1');
  });

  test('says on its first sheet whose report it is, of when, by whom', () => {
    const info = [...sheetCells(files, 'xl/worksheets/sheet1.xml').values()].map((cell) => cell.value);
    expect(info).toContain('Trung tâm Phục vụ hành chính công phường Trảng Dài');
    expect(info).toContain('tháng 11 năm 2026');
    expect(info).toContain('Nguyễn Thị Hạnh (chairman)');
    // 1 November 2026 as Excel counts days.
    expect(info).toContain('46327');
  });

  test('keeps days as dates', async () => {
    const days = { rows: [{ day: '2026-11-24', drawn: 3 }], totals: { drawn: 3 } };
    const other = unzip(
      await spreadsheetOf(sampleDocument(days, { from: '2026-11-24', to: '2026-11-24', by: 'day' })),
    );
    const day = sheetCells(other, 'xl/worksheets/sheet2.xml').get('A2');
    expect(day).toMatchObject({ type: 'n', value: '46350' });
    expect(numberFormats(other)[day?.style ?? -1]).toBe('dd/mm/yyyy');
  });
});

describe('the name of a sheet', () => {
  test('has no forbidden character and at most 31', () => {
    expect(sheetName("'Chờ/tiếp: [bản] *mới*?'")).toBe('Chờ tiếp bản mới');
    expect(sheetName('Thời gian chờ và thời gian tiếp theo lĩnh vực').length).toBeLessThanOrEqual(31);
    expect(sheetName('History')).toBe('Báo cáo');
    expect(sheetName('[]')).toBe('Báo cáo');
  });
});
