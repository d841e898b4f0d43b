import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ImportProfile } from '../../common/protocol/imports.ts';
import { ImportError } from '../../server/import/import-error.ts';
import { tcvn3, windows1258 } from '../support/vietnamese-bytes.ts';
import { HALL_FIELDS, importPlace } from './import-place.ts';

const HEAD = 'date,field,number,issued_at,called_at,finished_at,outcome,officer';
const row = (number: number, more: { field?: string; issued?: string } = {}) =>
  `03/11/2026,${more.field ?? 'dat-dai'},${number},${more.issued ?? `08:0${number % 10}`},08:16,08:23,done,can-bo-1`;
const file = (...rows: readonly string[]) => `${[HEAD, ...rows].join('\n')}\n`;
const FIVE = [1, 2, 3, 4, 5].map((each) => row(4000 + each));

let place: ReturnType<typeof importPlace>;
beforeEach(() => {
  place = importPlace('Asia/Ho_Chi_Minh', HALL_FIELDS);
});
afterEach(() => place.close());

const bring = (name: string, content: string | Buffer, profile: unknown = {}, more: object = {}) =>
  place.bring(place.file(name, content), { profile: ImportProfile.parse(profile), ...more });
const kept = (columns: string) =>
  place.db.prepare(`SELECT ${columns} FROM tickets ORDER BY issued_at_ms, number`).all();
const fault = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => (error instanceof ImportError ? error.fault : error),
  );

describe('rows that the record has', () => {
  test('a re-save, an overlap and a row twice add nothing but what is new', async () => {
    await bring('base.csv', file(...FIVE));
    const crlf = file(...FIVE).replaceAll('\n', '\r\n');
    const refused = await bring('crlf.csv', crlf);
    expect(refused).toMatchObject({ outcome: 'refused', rows: 0, badRows: 0, knownRows: 5 });
    expect(refused.known.map((each) => [each.line, each.column, each.reason])).toEqual(
      [2, 3, 4, 5, 6].map((line) => [line, 'number', 'known']),
    );
    expect(place.tickets()).toBe(5);
    const overlap = file(row(4004), row(4005), row(4006, { issued: '08:10' }));
    expect(await bring('overlap.csv', overlap)).toMatchObject({ outcome: 'refused', rows: 0, knownRows: 2 });
    expect(place.tickets()).toBe(5);
    const skip = { skipKnown: true };
    expect(await bring('crlf.csv', crlf, {}, skip)).toMatchObject({ outcome: 'nothing-new', batch: null });
    expect(await bring('overlap.csv', overlap, {}, skip)).toMatchObject({ outcome: 'imported', rows: 1 });
    expect(await bring('twice.csv', file(...FIVE, row(4001)), {}, skip)).toMatchObject({
      outcome: 'nothing-new',
      knownRows: 6,
    });
    expect(place.tickets()).toBe(6);
    expect((await place.volume('field')).totals).toMatchObject({ drawn: 6 });
  });

  test('a row twice in one new file is told with the line of the first', async () => {
    const content = file(...FIVE, row(4001));
    const refused = await bring('twice.csv', content);
    expect(refused).toMatchObject({ outcome: 'refused', rows: 0, knownRows: 1 });
    expect(refused.known).toEqual([{ line: 7, column: 'number', reason: 'twice', value: '2' }]);
    expect(await bring('twice.csv', content, {}, { skipKnown: true })).toMatchObject({
      outcome: 'imported',
      rows: 5,
    });
  });

  test('other columns, names, seconds, encoding and profile hide no row that is known', async () => {
    await bring('base.csv', file(...FIVE));
    const other = [
      'Giờ lấy số;Số;Lĩnh vực;Ngày',
      ...[1, 2, 3].map((each) => `8:0${each}:30 SA;400${each};Lĩnh vực Đất đai;3-11-26`),
    ].join('\r\n');
    for (const content of [Buffer.from(other), Buffer.from(`\uFEFF${other}`, 'utf16le')])
      expect(await bring('other.csv', content)).toMatchObject({ outcome: 'refused', knownRows: 3, rows: 0 });
    const mapped = await bring('mapped.csv', 'd,n,t\n2026-11-03,4001,08:01\n', {
      columns: { date: 'd', number: 'n', issued_at: 't' },
      defaults: { field: 'dat-dai' },
    });
    expect(mapped).toMatchObject({ outcome: 'refused', knownRows: 1 });
  });

  test('a number that occurs again at another time is noted, and comes in', async () => {
    const again = await bring('again.csv', file(row(4001), row(4001, { issued: '08:14' })));
    expect(again).toMatchObject({ outcome: 'imported', rows: 2, knownRows: 0 });
    expect(again.notes).toContainEqual({ kind: 'number_again', count: 1, where: ['3'] });
  });

  test('a removed batch is not known any more', async () => {
    const { batch } = await bring('base.csv', file(...FIVE));
    const removed = { type: 'import:removed', batch: batch ?? '' } as const;
    const stamp = { atMs: 1, actor: { kind: 'system', id: 'test' }, device: null, commandId: null } as const;
    place.store.commit({ events: [{ event: removed, ...stamp }], commands: [] });
    expect(await bring('crlf.csv', file(...FIVE).replaceAll('\n', '\r\n'))).toMatchObject({
      outcome: 'imported',
      rows: 5,
    });
  });
});

describe('letters', () => {
  const named = file(
    ...FIVE.map((each) => each.replace('dat-dai', 'Đất đai').replace('can-bo-1', 'Phòng Một')),
  );

  test.each([
    ['composed', Buffer.from(named)],
    ['decomposed', Buffer.from(named.normalize('NFD'))],
    ['UTF-16 LE with its mark', Buffer.from(`\uFEFF${named}`, 'utf16le')],
    ['UTF-16 LE without', Buffer.from(named, 'utf16le')],
    ['UTF-16 BE', Buffer.from(`\uFEFF${named}`, 'utf16le').swap16()],
    ['capitals without diacritics', Buffer.from(named.replaceAll('Đất đai', 'DAT DAI'))],
    [
      'hard spaces and marks nobody sees',
      Buffer.from(named.replaceAll('Đất đai', '\u200BĐất\u00A0đai\u00A0')),
    ],
    ['English', Buffer.from(named.replaceAll('Đất đai', 'land'))],
  ])('%s: the hall’s own field, and nothing beside it', async (_name, content) => {
    const result = await bring('named.csv', content);
    expect(result).toMatchObject({ outcome: 'imported', rows: 5 });
    expect(result.fields.map((each) => each.ours)).toEqual(['dat-dai']);
    expect((await place.volume('field')).rows).toMatchObject([{ field: 'dat-dai', drawn: 5 }]);
  });

  test.each([
    ['windows-1258', windows1258],
    ['tcvn3', tcvn3],
  ] as const)(
    '%s is refused with the words it would have, and read right when it is said',
    async (encoding, encode) => {
      const plain = named.replaceAll('Phòng Một', 'Bộ phận');
      const bytes = encode(encoding === 'tcvn3' ? plain.replaceAll('Bộ phận', 'Hộ tịch') : plain);
      const error = await bring('old.csv', bytes).catch((each: unknown) => each);
      expect(error).toMatchObject({ fault: 'encoding_needed', more: { offers: [{ encoding }] } });
      expect((error as ImportError).message).toContain('Đất đai');
      expect(place.tickets()).toBe(0);
      expect(await bring('old.csv', bytes, { encoding })).toMatchObject({ outcome: 'imported', rows: 5 });
      expect(kept('DISTINCT field')).toEqual([{ field: 'dat-dai' }]);
    },
  );

  test('what is in no known encoding, or not in the one that was said, is refused', async () => {
    const vni = Buffer.from(
      named.replaceAll('Đất đai', 'Ñaát ñai').replaceAll('Phòng Một', 'Moät'),
      'latin1',
    );
    expect(await fault(bring('vni.csv', vni))).toBe('encoding_unknown');
    expect(await fault(bring('utf8.csv', named, { encoding: 'windows-1258' }))).toBe('encoding_wrong');
    expect(await fault(bring('old.csv', windows1258('ngày\n'), { encoding: 'utf-8' }))).toBe(
      'encoding_wrong',
    );
  });

  test('letters that were lost before the file was written make the row bad', async () => {
    const result = await bring('lost.csv', file(row(4001, { field: '\uFFFD\uFFFDt \uFFFDai' })));
    expect(result.bad).toMatchObject([{ line: 2, column: 'field', reason: 'damaged_text' }]);
  });
});

describe('heads and delimiters', () => {
  const cells = [
    ['Ngày', 'Lĩnh vực', 'Số', 'Giờ lấy số', 'Giờ gọi', 'Kết thúc', 'Trạng thái', 'Cán bộ'],
    ...[1, 2].map((each) => [
      '03/11/2026',
      'Đất đai',
      `400${each}`,
      `8h0${each}`,
      '8h10',
      '8h20',
      'Đã phục vụ',
      'A',
    ]),
  ];
  const joined = (delimiter: string, end: string) => cells.map((line) => line.join(delimiter)).join(end);

  test.each([
    ['commas', joined(',', '\n')],
    ['semicolons', joined(';', '\n')],
    ['tabs', joined('\t', '\r\n')],
    ['bars', joined('|', '\n')],
    ['line ends of old Macs', joined(',', '\r')],
    ['line ends of two kinds', joined(',', '\n').replace('\n', '\r\n')],
    ['Excel’s own first line', `sep=;\r\n${joined(';', '\r\n')}`],
    ['a byte order mark', `\uFEFF${joined(';', '\r\n')}`],
    ['both', `\uFEFFsep=;\r\n${joined(';', '\r\n')}`],
    ['capitals', joined(',', '\n').replace(/^.*/, (head) => head.toUpperCase())],
    ['a decomposed head', joined(',', '\n').normalize('NFD')],
    ['titles above the head', `UBND PHƯỜNG MẪU,,,,,,,\nDanh sách lượt lấy số,,,,,,,\n\n${joined(',', '\n')}`],
    ['empty columns behind', joined(',', '\n').replaceAll(/$/gm, ',,')],
    [
      'blank rows between and behind',
      joined(',', '\n,,,,,,,\n') + '\n,,,,,,,\n \n\n;;\n'.replace(';;', ',,,,,,,'),
    ],
    ['columns in another order', cells.map((line) => line.toReversed().join(',')).join('\n')],
    ['the format’s own names in capitals', joined(',', '\n').replace(/^.*/, HEAD.toUpperCase())],
  ])('%s', async (_name, content) => {
    const result = await bring('head.csv', content);
    expect(result).toMatchObject({ outcome: 'imported', rows: 2, badRows: 0 });
    expect(kept('field, number, state, wait_ms / 60000 AS wait, service_ms / 60000 AS service')).toEqual([
      { field: 'dat-dai', number: '4001', state: 'done', wait: 9, service: 10 },
      { field: 'dat-dai', number: '4002', state: 'done', wait: 8, service: 10 },
    ]);
  });

  test('lines are told as an editor counts them, below titles and blank rows', async () => {
    const content = `Tiêu đề,,,,,,,\n\n${joined(',', '\n')}\n,,,,,,,\n03/11/2026,Đất đai,4003,khuya,,,,\n`;
    const result = await bring('lines.csv', content);
    expect(result.headLine).toBe(3);
    expect(result.bad).toMatchObject([
      { line: 7, column: 'Giờ lấy số', reason: 'not_a_time', value: 'khuya' },
    ]);
    expect(result.notes).toContainEqual({ kind: 'blank_rows', count: 1, where: ['6'] });
  });

  test('a title that is not understood is told with what stands below it, and mapped by a person', async () => {
    const content = 'Ngày,Dãy,Khoa,Mốc 1\n03/11/2026,4001,Đất đai,08:01\n';
    const error = await bring('odd.csv', content).catch((each: unknown) => each);
    expect(error).toMatchObject({ fault: 'columns_missing', value: 'field, number, time' });
    expect((error as ImportError).more.columns).toContainEqual({
      title: 'Khoa',
      readAs: [],
      samples: ['Đất đai'],
    });
    const columns = { date: 'ngay', number: 'Dãy', field: 'khoa', issued_at: 'Mốc 1' };
    expect(await bring('odd.csv', content, { columns })).toMatchObject({ outcome: 'imported', rows: 1 });
  });

  test('pages of the web, old workbooks, pictures and nothing at all are refused for what they are', async () => {
    for (const [content, what] of [
      ['<html><table><tr><td>Ngày</td></tr></table></html>', 'web_page'],
      ['<?xml version="1.0"?><Workbook/>', 'web_page'],
      [Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'old_office'],
      ['%PDF-1.7\n', 'not_a_table'],
      ['PK\u0003\u0004mimetypeapplication/vnd.oasis.opendocument.spreadsheet', 'open_document'],
      ['PK\u0003\u0004 cut', 'broken_workbook'],
      ['', 'empty_file'],
      ['\uFEFF\r\n', 'empty_file'],
    ] as const)
      expect(await fault(bring('what.xls', Buffer.from(content)))).toBe(what);
  });
});
