import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import Excel from 'exceljs';
import { describe, expect, test } from 'vitest';
import {
  LIST_ROWS,
  type ListProblemReason,
  type ReadList,
} from '../../common/protocol/procedure-versions.ts';
import { UnreadableList } from '../../server/procedure-lists/list-table.ts';
import { readFile } from '../../server/procedure-lists/read-file.ts';
import type { ListSetting } from '../../server/procedure-lists/read-list.ts';
import { unpack } from '../../server/procedure-lists/unpack.ts';
import { windows1258 } from '../support/vietnamese-bytes.ts';

const files = join(import.meta.dirname, 'files');
const sample = (name: string) => readFileSync(join(files, name));
const SHARED_LIST = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'procedures.tsv');

const setting: ListSetting = {
  fields: [
    { code: 'ho-tich', name: 'Hộ tịch', nameEn: 'Civil status' },
    { code: 'chung-thuc', name: 'Chứng thực', nameEn: '' },
    { code: 'land', name: 'Đất đai, môi trường', nameEn: 'Land' },
  ],
  fieldOf: new Map([['2.000815', 'chung-thuc']]),
  called: new Map(),
  from: '2026-11-24',
};

const read = (content: string | Buffer, more: Partial<ListSetting> = {}): Promise<ReadList> =>
  readFile(typeof content === 'string' ? Buffer.from(content) : content, { ...setting, ...more });

/** Why a file cannot be read at all; "read" when it can. */
async function whyNot(content: string | Buffer): Promise<ListProblemReason | 'read'> {
  try {
    await read(content);
    return 'read';
  } catch (error) {
    if (error instanceof UnreadableList) return error.problem.reason;
    throw error;
  }
}

const told = (list: ReadList) =>
  list.problems.map((each) => [each.row, each.column, each.reason, each.value] as const);

describe('procedure lists as other programs write them', () => {
  const same = (list: ReadList) => {
    expect(told(list)).toEqual([]);
    expect(list.rows).toMatchObject([
      {
        row: 6,
        code: '1.001193',
        field: 'ho-tich',
        name: 'Đăng ký khai sinh',
        timeLimit: 'Trong ngày',
        fee: 'Miễn lệ phí:\n- người có công\n- hộ nghèo',
        papers: ['Tờ khai', 'Giấy chứng sinh; bản chính'],
        words: ['giấy khai sinh', 'làm khai sinh'],
        effectiveFrom: '2026-12-01',
      },
      {
        row: 7,
        code: '1.003890',
        fee: expect.stringMatching(/^8\.?000$/),
        papers: ['Tờ khai', 'CCCD'],
        effectiveFrom: '2026-12-15',
      },
      {
        row: 9,
        code: '2.000815',
        field: 'chung-thuc',
        timeLimit: '',
        words: [],
        effectiveFrom: '2026-11-24',
      },
    ]);
    expect(list.rows[0]).not.toHaveProperty('note');
    expect(list.ignored).toEqual(['STT', 'Căn cứ pháp lý']);
    expect(list.skipped).toEqual([{ row: 10, text: 'Tổng cộng: 3' }]);
  };

  for (const name of ['openpyxl.xlsx', 'libreoffice.xlsx', 'libreoffice-semicolon.csv'])
    test(`${name}: title above the head, headings of fields, rich text, dates, a code that lost its zero`, async () => {
      same(await read(sample(name)));
    });

  test('the "Unicode Text" of Excel is UTF-16 with tabs', async () => {
    const text = 'Mã\tTên\tLĩnh vực\r\n1.001193\tĐăng ký khai sinh\tHộ tịch\r\n';
    for (const bytes of [
      Buffer.from(`\uFEFF${text}`, 'utf16le'),
      Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
    ])
      expect((await read(bytes)).rows).toMatchObject([{ code: '1.001193', name: 'Đăng ký khai sinh' }]);
  });

  test.skipIf(!existsSync(SHARED_LIST))('a list with tabs and short titles from another office', async () => {
    const list = await read(readFileSync(SHARED_LIST), {
      called: new Map(['Hộ tịch', 'Chứng thực', 'Đất đai'].map((name) => [name, 'land'])),
      fieldOf: new Map(),
    });
    expect(list.columns.map((each) => each.column)).toEqual([
      'code',
      'field',
      'name',
      'timeLimit',
      'fee',
      'papers',
    ]);
    expect(list.rows.length).toBeGreaterThan(15);
    expect(list.rows.length + list.problems.length).toBe(
      readFileSync(SHARED_LIST, 'utf8').trim().split('\n').length - 1,
    );
    expect(new Set(list.problems.map((each) => each.reason))).toEqual(new Set(['unknown_field']));
  });
});

describe('what stands in a list', () => {
  const HEAD = 'Mã thủ tục,Tên thủ tục,Lĩnh vực,Lệ phí,Thành phần hồ sơ,Ngày hiệu lực';
  const one = async (row: string) => (await read(`${HEAD}\n${row}\n`)).rows[0];

  test('semicolon, tab or comma part the columns, with or without byte order mark', async () => {
    for (const mark of ['', '\uFEFF'])
      for (const by of [';', '\t', ',']) {
        const list = await read(`${mark}Mã${by}Tên${by}Lĩnh vực\n1.001193${by}"A; b, c"${by}Hộ tịch\n`);
        expect(list.rows).toMatchObject([{ code: '1.001193', name: 'A; b, c', field: 'ho-tich' }]);
      }
  });

  test('a field is given by its code, its name or its English name', async () => {
    for (const field of ['ho-tich', 'HỘ TỊCH', 'Civil status', 'Lĩnh vực Hộ tịch'])
      expect(await one(`1.001193,Khai sinh,${field},,,`)).toMatchObject({ field: 'ho-tich' });
  });

  test('a field that the hall does not know is told once with its rows and a proposal, and a person may say what it is', async () => {
    const text = `${HEAD}\n1.1,A,Đất đai,,,\n1.2,B,Đất đai,,,\n1.3,C,Hàng hải,,,\n`;
    const list = await read(text);
    expect(list.unknownFields).toEqual([
      { text: 'Đất đai', rows: 2, suggested: 'land' },
      { text: 'Hàng hải', rows: 1, suggested: null },
    ]);
    const again = await read(text, {
      called: new Map([
        ['Đất đai', 'land'],
        ['Hàng hải', 'ho-tich'],
      ]),
    });
    expect(again.rows.map((each) => each.field)).toEqual(['land', 'land', 'ho-tich']);
  });

  test('what the hall has already stays in its field where the list divides finer', async () => {
    expect(await one('2.000815,Sao y,Tư pháp,,,')).toMatchObject({ field: 'chung-thuc' });
  });

  test('fees stay word for word, with their lines', async () => {
    expect(
      await one('1.001193,A,ho-tich,"0đ (đúng hạn);  quá hạn 8.000đ\n(miễn: hộ nghèo)",,'),
    ).toMatchObject({
      fee: '0đ (đúng hạn);  quá hạn 8.000đ\n(miễn: hộ nghèo)',
    });
  });

  test('papers are parted by lines, else by semicolons; a last line break keeps one whole', async () => {
    expect(await one('1.1,A,ho-tich,,"Tờ khai; CCCD ;; ",')).toMatchObject({ papers: ['Tờ khai', 'CCCD'] });
    expect(await one('1.1,A,ho-tich,,"- Tờ khai; 2 bản\n• CCCD",')).toMatchObject({
      papers: ['Tờ khai; 2 bản', 'CCCD'],
    });
    expect(await one('1.1,A,ho-tich,,"Tờ khai; 2 bản\n",')).toMatchObject({ papers: ['Tờ khai; 2 bản'] });
  });

  test('days are written as here or as in a database; a row without one holds from the chosen day', async () => {
    for (const day of ['01/12/2026', '1/12/2026', '1.12.2026', '2026-12-01', '2026-12-01T00:00:00'])
      expect(await one(`1.1,A,ho-tich,,,${day}`)).toMatchObject({ effectiveFrom: '2026-12-01' });
    expect(await one('1.1,A,ho-tich,,,')).toMatchObject({ effectiveFrom: '2026-11-24' });
  });

  test('a short code that the hall has is that code; any other gets its lost zeros back', async () => {
    expect(await one('2.00089,A,ho-tich,,,')).toMatchObject({ code: '2.000890' });
    const known = await read(`${HEAD}\n2.00089,A,ho-tich,,,\n`, {
      fieldOf: new Map([['2.00089', 'ho-tich']]),
    });
    expect(known.rows[0]).toMatchObject({ code: '2.00089' });
  });

  test('letters written in parts, zero widths and directions do not come in', async () => {
    const row = await one(`1.1,${'Đăng ký'.normalize('NFD')} khai\u200B sinh\u202E,ho-tich,,,`);
    expect(row?.name).toBe('Đăng ký khai sinh');
  });

  test('every fault is told with row and column', async () => {
    expect(told(await read(sample('faults.xlsx')))).toEqual([
      [2, 'Tên thủ tục', 'formula', expect.stringContaining('=')],
      [3, 'Lệ phí', 'error_cell', '#REF!'],
      [3, 'Ngày hiệu lực', 'bad_date', '30/02/2026'],
      [4, 'Tên thủ tục', 'empty_cell', ''],
      [5, 'Mã thủ tục', 'code_is_number', '12345.6'],
      [6, 'Mã thủ tục', 'bad_code', 'mãcódấu'],
      [7, 'Mã thủ tục', 'code_twice', '4'],
      [8, 'Mã thủ tục', 'empty_cell', ''],
      [9, 'Lĩnh vực', 'unknown_field', 'Hàng hải'],
      [9, 'Ngày hiệu lực', 'bad_date', '45992'],
      [10, 'Tên thủ tục', 'too_long', '400'],
      [10, 'Thành phần hồ sơ', 'too_many_items', '60'],
    ]);
  });

  test('a last day before the first is told', async () => {
    const list = await read('Mã,Tên,Lĩnh vực,Từ ngày,Đến ngày\n1.1,A,ho-tich,01/12/2026,30/11/2026\n');
    expect(told(list)).toEqual([[2, 'Đến ngày', 'ends_before_start', '2026-11-30']]);
  });

  test('a column that stands twice, and one that is missing, are told; nothing else is read', async () => {
    expect(told(await read('Mã,Mã TTHC,Tên\n1.1,1.2,A\n'))).toEqual([
      [1, 'Mã TTHC', 'column_twice', 'Mã TTHC'],
    ]);
    expect(told(await read('Tên,Lĩnh vực\nA,ho-tich\n'))).toEqual([
      [null, 'Mã thủ tục', 'column_missing', ''],
    ]);
  });

  test('a list of other rows only is empty', async () => {
    expect(told(await read('Mã,Tên,Lĩnh vực\n,,\nTổng cộng,,\n'))).toEqual([[null, null, 'empty_list', '']]);
  });
});

/** A zip file of one part; `claims` is what its head says that it unpacks to. */
function zipOf(name: string, content: Buffer, claims = content.length): Buffer {
  const packed = deflateRawSync(content);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  for (const [buffer, shift] of [
    [local, 0],
    [head, 2],
  ] as const) {
    buffer.writeUInt16LE(8, 8 + shift);
    buffer.writeUInt32LE(crc32(content), 14 + shift);
    buffer.writeUInt32LE(packed.length, 18 + shift);
    buffer.writeUInt32LE(claims, 22 + shift);
    buffer.writeUInt16LE(name.length, 26 + shift);
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([local, Buffer.from(name), packed, head, Buffer.from(name), end]);
}

describe('what a reader of a list does not see', () => {
  async function wild(): Promise<Buffer> {
    const book = new Excel.Workbook();
    const sheet = book.addWorksheet('Danh mục');
    sheet.addRow(['DANH MỤC THỦ TỤC']);
    sheet.mergeCells('A1:D1');
    sheet.addRow(['\uFEFFMã thủ tục', 'Tên thủ tục', 'Lĩnh vực', 'Ghi chú']);
    sheet.addRow(['1.000001', 'Thủ tục một', 'Hộ tịch', 'a']);
    sheet.addRow(['1.000002', 'Thủ tục hai', 'Hộ tịch', 'b']).hidden = true;
    sheet.addRow(['1.000003', 'Thủ tục ba', 'Hộ tịch', 'c']);
    sheet.addRow(['1.000004', 'Thủ tục bốn', '', 'd']);
    sheet.mergeCells('C5:C6');
    sheet.getColumn(4).hidden = true;
    book.addWorksheet('Nháp', { state: 'hidden' }).addRow(['x']);
    book.addWorksheet('Phụ lục').addRow(['y']);
    return Buffer.from(await book.xlsx.writeBuffer());
  }

  test('hidden rows, columns and sheets, merged cells and other sheets are told', async () => {
    const list = await read(await wild());
    expect(list.rows.map((row) => row.code)).toEqual(['1.000001', '1.000002', '1.000003', '1.000004']);
    expect(list.notes).toEqual([
      { kind: 'hidden_sheet', count: 1, where: ['Nháp'] },
      { kind: 'hidden_row', count: 1, where: ['4'] },
      { kind: 'hidden_column', count: 1, where: ['D'] },
      { kind: 'merged_cells', count: 1, where: ['C5'] },
      { kind: 'other_sheet', count: 1, where: ['Phụ lục'] },
    ]);
    expect(list.encoding).toBeNull();
  });

  test('an encoding that was guessed is told with its words; a person may say another', async () => {
    const text = 'sep=;\r\nMã;Tên;Lĩnh vực\r\n1.000001;Thủ tục đất đai;Hộ tịch\r\n';
    const bytes = windows1258(text);
    const list = await read(bytes);
    expect(list.rows).toMatchObject([{ code: '1.000001', name: 'Thủ tục đất đai', field: 'ho-tich' }]);
    expect(list.encoding).toMatchObject({ encoding: 'windows-1258', certain: false });
    expect(list.encoding?.offers[0]?.words).toContain('Hộ tịch');
    expect((await read(bytes, { encoding: 'windows-1258' })).rows.length).toBe(1);
    expect((await read(text)).encoding).toMatchObject({ encoding: 'utf-8', certain: true });
    expect(await whyNot(Buffer.from('Mã;Tên\n1.1;Thuû tuïc ñaát ñai', 'latin1'))).toBe('not_utf8');
    expect(await whyNot('<html><table></table></html>')).toBe('web_page');
  });

  test('a list with line ends of old Macs, or of two kinds, is read', async () => {
    for (const text of [
      'Mã,Tên,Lĩnh vực\r1.1,A,ho-tich\r1.2,B,ho-tich\r',
      'Mã,Tên,Lĩnh vực\r\n1.1,A,ho-tich\n1.2,B,ho-tich\n',
    ])
      expect((await read(text)).rows.map((row) => row.code)).toEqual(['1.100000', '1.200000']);
  });
});

describe('files that are no list', () => {
  test('are told by what they are, whatever their name', async () => {
    expect(await whyNot('')).toBe('empty_list');
    expect(await whyNot('\n \n')).toBe('empty_list');
    expect(await whyNot('một,hai\nba,bốn\n')).toBe('no_head');
    expect(await whyNot(sample('libreoffice.xls'))).toBe('old_office');
    expect(await whyNot(sample('libreoffice.ods'))).toBe('open_document');
    expect(await whyNot('%PDF-1.7\n')).toBe('not_a_list');
    expect(await whyNot(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]))).toBe(
      'not_a_list',
    );
    expect(await whyNot(Buffer.from('Mã,Tên\n1.1,Ð\xe5t', 'latin1'))).toBe('not_utf8');
    expect(await whyNot('Mã,Tên,Lĩnh vực\n1.1,"A,ho-tich\n')).toBe('unclosed_quote');
  });

  test('a workbook that is cut, changed in a byte or without its parts is broken', async () => {
    const whole = sample('openpyxl.xlsx');
    expect(await whyNot(whole.subarray(0, whole.length - 30))).toBe('broken_file');
    expect(await whyNot(whole.subarray(0, 2000))).toBe('broken_file');
    for (let at = 60; at < 400; at += 40) {
      const changed = Buffer.from(whole);
      changed.writeUInt8(changed.readUInt8(at) ^ 0xff, at);
      expect(['broken_file', 'read']).toContain(await whyNot(changed));
    }
    expect(await whyNot(zipOf('xl/workbook.xml', Buffer.from('<workbook/>')))).not.toBe('read');
    expect(await whyNot(zipOf('word/document.xml', Buffer.from('<x/>')))).toBe('not_a_list');
  });

  test('what unpacks to more than its bound is left packed, also when its head claims to be small', () => {
    const large = Buffer.alloc(3_000_000);
    for (const claims of [large.length, 10])
      expect(() => unpack(zipOf('xl/workbook.xml', large, claims), 1_000_000)).toThrow('unpacks_too_large');
    expect(unpack(zipOf('a', large), 3_000_000).get('a')?.length).toBe(3_000_000);
  });

  test('more rows than a province has procedures are refused, in text and in a workbook', async () => {
    const rows = Array.from({ length: LIST_ROWS + 1 }, (_, at) => `M-${at},A,ho-tich`);
    expect(await whyNot(`Mã,Tên,Lĩnh vực\n${rows.join('\n')}\n`)).toBe('too_many_rows');
    expect((await read(`Mã,Tên,Lĩnh vực\n${rows.slice(1).join('\n')}\n`)).rows).toHaveLength(LIST_ROWS);
    const book = new Excel.Workbook();
    const sheet = book.addWorksheet('a');
    sheet.addRow(['Mã', 'Tên', 'Lĩnh vực']);
    for (const row of rows) sheet.addRow(row.split(','));
    expect(await whyNot(Buffer.from(await book.xlsx.writeBuffer()))).toBe('too_many_rows');
  });

  test('a cell at the far end of a sheet costs nothing', async () => {
    const book = new Excel.Workbook();
    const sheet = book.addWorksheet('a');
    sheet.addRow(['Mã', 'Tên', 'Lĩnh vực']);
    sheet.addRow(['1.1', 'A', 'ho-tich']);
    sheet.getCell('XFD1048576').value = 'x';
    const list = await read(Buffer.from(await book.xlsx.writeBuffer()));
    expect(list.rows).toHaveLength(1);
    expect(list.skipped).toEqual([{ row: 1_048_576, text: 'x' }]);
  });
});
