import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ImportProfile } from '../../common/protocol/imports.ts';
import { HALL_FIELDS, importPlace } from './import-place.ts';

let place: ReturnType<typeof importPlace>;
beforeEach(() => {
  place = importPlace('Asia/Ho_Chi_Minh', HALL_FIELDS);
});
afterEach(() => place.close());

const HEAD = 'date,field,number,issued_at,called_at,finished_at';
const bring = (content: string, profile: unknown = {}, more: object = {}) =>
  place.bring(place.file('some.csv', content), { profile: ImportProfile.parse(profile), ...more });
const one = (line: string, head = HEAD) => bring(`${head}\n${line}\n`);
const kept = (columns: string) => place.db.prepare(`SELECT ${columns} FROM tickets ORDER BY number`).all();

describe('what cannot have been', () => {
  test.each([
    ['03/11/2026,A,1,2026-11-03 08:01,2031-11-03 08:06,', 'called_at', 'time_future'],
    ['03/11/2026,A,1,2026-11-03 08:01,1900-11-03 08:06,', 'called_at', 'other_day'],
    ['03/11/2026,A,1,08:01,04/11/2026 08:06,', 'called_at', 'other_day'],
    ['03/11/2026,A,1,02/11/2026 08:01,08:06,', 'issued_at', 'other_day'],
    ['03/11/2026,A,1,08:01,08:06,05/11/2026 08:15', 'finished_at', 'other_day'],
    ['25/11/2026,A,1,08:01,,', 'date', 'date_future'],
    ['24/11/2026,A,1,08:01,09:30,', 'called_at', 'time_future'],
    ['31/12/1989,A,1,08:01,,', 'date', 'date_too_early'],
    ['00/01/1900,A,1,08:01,,', 'date', 'not_a_date'],
    ['03/11/2026,A,1,08:06,08:01,', 'called_at', 'before_earlier'],
    ['03/11/2026,A,1,08:01,08:06,08:05', 'finished_at', 'before_earlier'],
    ['03/11/2026,A,1,16:50,00:10,', 'called_at', 'before_earlier'],
    ['03/11/2026,A,1,03/11/2026,,', 'issued_at', 'not_a_time'],
    ['11/13/2026,A,1,08:01,,', 'date', 'not_a_date'],
  ])('%s: told by column, nothing kept', async (line, column, reason) => {
    const result = await one(line);
    expect(result).toMatchObject({ outcome: 'refused', rows: 0, badRows: 1 });
    expect(result.bad).toMatchObject([{ line: 2, column, reason }]);
    expect(place.tickets()).toBe(0);
  });

  test('a bare time of day behind one late in the evening crossed midnight', async () => {
    expect(await one('03/11/2026,A,1,23:50,00:10,00:20')).toMatchObject({ outcome: 'imported' });
    expect(kept('local_date AS day, wait_ms / 60000 AS wait, service_ms / 60000 AS service')).toEqual([
      { day: '2026-11-03', wait: 20, service: 10 },
    ]);
  });

  test('days with the month first are noticed, and read by a format', async () => {
    const content = `${HEAD}\n11/13/2026,A,1,08:01,,\n11/14/2026,A,2,08:01,,\n`;
    const refused = await bring(content);
    expect(refused.notes).toContainEqual({ kind: 'month_first', count: 2, where: ['2', '3'] });
    expect(await bring(content, { dateFormat: 'MM/dd/yyyy' })).toMatchObject({
      outcome: 'imported',
      rows: 2,
    });
    expect(kept('local_date AS day')).toEqual([{ day: '2026-11-13' }, { day: '2026-11-14' }]);
  });

  test('a format that is none is refused with a sentence', async () => {
    await expect(bring(`${HEAD}\n03/11/2026,A,1,08:01,,\n`, { timeFormat: 'giờ' })).rejects.toMatchObject({
      fault: 'format_invalid',
    });
  });
});

describe('what a file leaves out', () => {
  test('without a column for the day it is that of the first time', async () => {
    const content =
      'field,number,issued_at,called_at\nA,1,2026-11-03T01:01:00Z,2026-11-03T01:09:00Z\nA,2,46329.3340277778,\nA,3,08:01,\n';
    const result = await bring(content, {}, { skipBad: true });
    expect(result.bad).toMatchObject([
      { line: 4, column: 'issued_at', reason: 'not_a_date', value: '08:01' },
    ]);
    expect(kept('number, local_date AS day, wait_ms / 60000 AS wait')).toEqual([
      { number: '1', day: '2026-11-03', wait: 8 },
      { number: '2', day: '2026-11-03', wait: null },
    ]);
  });

  test('constants stand for columns that are missing or empty', async () => {
    const content = 'Ngày,Số,Giờ lấy số,Quầy\n03/11/2026,1,08:01,2\n03/11/2026,2,08:02,\n';
    expect(
      await bring(content, { defaults: { field: 'Đất đai', counter: '1', outcome: 'hoàn thành' } }),
    ).toMatchObject({ outcome: 'imported', rows: 2 });
    expect(kept('field, counter, state')).toEqual([
      { field: 'dat-dai', counter: '2', state: 'done' },
      { field: 'dat-dai', counter: '1', state: 'done' },
    ]);
  });

  test('lengths of waiting and service stand for times', async () => {
    const content =
      'date,field,number,issued_at,w,s\n03/11/2026,A,1,08:00,5,"7,5"\n03/11/2026,A,2,08:10,00:06:30,4 phút\n';
    await bring(content, { durations: { wait: 'w', service: 's', unit: 'minutes' } });
    expect(
      kept('wait_ms / 1000 AS wait, service_ms / 1000 AS service, finished_at_ms - issued_at_ms AS whole'),
    ).toEqual([
      { wait: 300, service: 450, whole: 750_000 },
      { wait: 390, service: 240, whole: 630_000 },
    ]);
  });

  test('titles that name a length are understood by themselves, with their unit', async () => {
    const content =
      'Ngày,Lĩnh vực,Số,Giờ gọi,Thời gian chờ (giây),Thời gian phục vụ (giây)\n03/11/2026,A,1,08:05,300,420\n';
    const result = await bring(content);
    expect(result.columns.map((each) => each.readAs)).toEqual([
      ['date'],
      ['field'],
      ['number'],
      ['called_at'],
      ['wait'],
      ['service'],
    ]);
    expect(kept('wait_ms / 1000 AS wait, service_ms / 1000 AS service')).toEqual([
      { wait: 300, service: 420 },
    ]);
  });

  test('a length that is none, or that leads to another day, makes the row bad', async () => {
    const content = 'date,field,number,issued_at,w\n03/11/2026,A,1,08:00,lâu\n03/11/2026,A,2,08:00,5000\n';
    const result = await bring(content, { durations: { wait: 'w' } });
    expect(result.bad).toMatchObject([
      { line: 2, column: 'w', reason: 'not_a_duration', value: 'lâu' },
      { line: 3, column: 'w', reason: 'other_day' },
    ]);
  });

  test('their fields are mapped by code or name; the rest stays and is told with a proposal', async () => {
    const content =
      'date,field,field_name,number,issued_at\n03/11/2026,01,Nhà đất,1,08:01\n03/11/2026,02,Khai sinh,2,08:02\n03/11/2026,03,Hộ tịch,3,08:03\n03/11/2026,04,Xây dựng,4,08:04\n';
    const result = await bring(content, { fields: { '01': 'dat-dai', 'KHAI SINH': 'ho-tich' } });
    expect(kept('field')).toEqual([
      { field: 'dat-dai' },
      { field: 'ho-tich' },
      { field: 'ho-tich' },
      { field: '04' },
    ]);
    expect(result.fields.map((each) => [each.theirs, each.ours])).toEqual([
      ['01', 'dat-dai'],
      ['02', 'ho-tich'],
      ['03', 'ho-tich'],
      ['04', null],
    ]);
    expect(place.db.prepare('SELECT code, name FROM import_fields').all()).toEqual([
      { code: '04', name: 'Xây dựng' },
    ]);
  });

  test.each([
    ['Đã phục vụ', 'done'],
    ['hoàn thành', 'done'],
    ['VẮNG', 'no_show'],
    ['Không đến', 'no_show'],
    ['đã huỷ', 'cancelled'],
    ['bỏ về', 'cancelled'],
    ['Hết hạn', 'expired'],
    ['chưa gọi', 'expired'],
    ['no-show', 'no_show'],
  ])('the outcome %s is %s', async (word, state) => {
    await one(`03/11/2026,A,1,08:01,${word}`, 'date,field,number,issued_at,outcome');
    expect(kept('state')).toEqual([{ state }]);
  });
});
