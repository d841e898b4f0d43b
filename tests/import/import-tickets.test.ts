import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { imports } from '../../common/i18n/en/imports.ts';
import { rowProblemWords } from '../../common/i18n/import-words.ts';
import { ImportError } from '../../server/import/import-error.ts';
import { readProfile } from '../../server/import/profile.ts';
import { verifyLog } from '../../server/storage/verify.ts';
import { importPlace } from './import-place.ts';

const HEADER =
  'date,field,number,issued_at,called_at,started_at,finished_at,outcome,priority,procedure,counter,officer';

/**
 * A record with known properties: in each of `days` days field A draws 10 tickets that wait 6 minutes and are served 12,
 * field B draws 3 of which one does not come and one leaves.
 */
function knownRecord(days: number): string {
  const lines = [HEADER];
  const clock = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  for (let day = 1; day <= days; day += 1) {
    const date = `2026-03-${String(day).padStart(2, '0')}`;
    for (let each = 0; each < 10; each += 1) {
      const at = 450 + each * 15;
      lines.push(
        `${date},A,A${each + 1},${clock(at)},${clock(at + 6)},${clock(at + 7)},${clock(at + 19)},done,,khai-sinh,3,lan`,
      );
    }
    lines.push(`${date},B,B1,08:00,08:30,,,no_show,,,4,hoa`);
    lines.push(`${date},B,B2,08:05,,,,left,elderly,,,`);
    lines.push(`${date},B,B3,08:10,08:40,08:40,08:50,served,,,4,hoa`);
  }
  return `${lines.join('\n')}\n`;
}

/** So many megabytes of the letter x. */
function* letters(megabytes: number): Generator<Buffer> {
  for (let count = 0; count < megabytes; count += 1) yield Buffer.alloc(1_000_000, 'x');
}

describe('import of earlier tickets', () => {
  let place: ReturnType<typeof importPlace>;
  beforeEach(() => {
    place = importPlace();
  });
  afterEach(() => place.close());

  test('of an import that tells no no-show the volume says unknown, beside tickets that tell it a number', async () => {
    const rows = (date: string, outcome: string) =>
      [
        'date,field,number,issued_at,called_at,finished_at,outcome',
        `${date},A,1,08:00:00,08:05:00,08:20:00,${outcome}`,
      ].join('\n');
    await place.bring(place.file('silent.csv', rows('2026-11-02', 'done')));
    expect((await place.volume('field')).totals).toMatchObject({ drawn: 1, noShow: null });
    expect((await place.volume('slot')).totals).toMatchObject({ drawn: 1, noShow: null });
    await place.bring(place.file('telling.csv', rows('2026-11-03', 'no_show')));
    const { rows: days, totals } = await place.volume('day');
    expect(days.map((day) => day.noShow)).toEqual([null, 1]);
    expect(totals).toMatchObject({ drawn: 2, noShow: 1 });
  });

  test('a record with known properties gives exactly these in the report', async () => {
    const result = await place.bring(place.file('known.csv', knownRecord(20)));
    expect(result).toMatchObject({ outcome: 'imported', rows: 260, badRows: 0 });
    const { rows, totals } = await place.volume('field');
    expect(rows).toMatchObject([
      {
        field: 'A',
        drawn: 200,
        called: 200,
        served: 200,
        noShow: 0,
        left: 0,
        waitMeanMinutes: 6,
        waitP90Minutes: 6,
        serviceMeanMinutes: 12,
        withinTargetShare: 1,
      },
      {
        field: 'B',
        drawn: 60,
        called: 40,
        served: 20,
        noShow: 20,
        left: 20,
        waitMeanMinutes: 30,
        serviceMeanMinutes: 10,
        withinTargetShare: 0,
      },
    ]);
    expect(totals).toMatchObject({ drawn: 260, served: 220 });
    expect((await place.volume('officer')).rows).toMatchObject([
      { officer: 'hoa', drawn: 40 },
      { officer: 'lan', drawn: 200 },
      { officer: null, drawn: 20 },
    ]);
    expect((await place.volume('procedure')).rows).toMatchObject([
      { procedure: 'khai-sinh', drawn: 200 },
      { procedure: null, drawn: 60 },
    ]);
    expect((await place.volume('slot')).rows[0]).toMatchObject({ slot: 15, drawn: 40 });
  });

  test('the same content twice changes nothing, under another name or packed', async () => {
    const first = await place.bring(place.file('one.csv', knownRecord(2)));
    const head = place.store.head();
    const again = await place.bring(place.file('two.csv.gz', knownRecord(2)));
    expect(again).toMatchObject({ outcome: 'already-imported', batch: first.batch, rows: 26 });
    expect(place.store.head()).toEqual(head);
    expect(place.tickets()).toBe(26);
  });

  test('a removed batch is gone from every report and can be brought in again', async () => {
    const file = place.file('one.csv', knownRecord(3));
    const { batch } = await place.bring(file);
    place.store.commit({
      events: [
        {
          event: { type: 'import:removed', batch: batch ?? '' },
          atMs: 1,
          actor: { kind: 'system', id: 'test' },
          device: null,
          commandId: null,
        },
      ],
      commands: [],
    });
    // Gone at once, before its rows are swept.
    expect((await place.volume('field')).totals).toMatchObject({ drawn: 0 });
    place.batches.sweep();
    expect(place.tickets()).toBe(0);
    expect(await place.bring(file, { nowMs: Date.parse('2026-11-24T10:00:00+07:00') })).toMatchObject({
      outcome: 'imported',
      rows: 39,
    });
  });

  test('a dry run tells what would come and keeps nothing', async () => {
    const head = place.store.head();
    expect(await place.bring(place.file('one.csv', knownRecord(2)), { dryRun: true })).toMatchObject({
      outcome: 'checked',
      batch: null,
      rows: 26,
    });
    expect(place.tickets()).toBe(0);
    expect(place.batches.list()).toEqual([]);
    expect(place.store.head()).toEqual(head);
  });

  test.each([
    ['2026-02-30,A,A1,08:00,,,,,,,,', 'date', 'is no date'],
    ['2027-01-04,A,A1,08:00,,,,,,,,', 'date', 'lies after today'],
    [',A,A1,08:00,,,,,,,,', 'date', 'is empty'],
    ['2026-03-02,,A1,08:00,,,,,,,,', 'field', 'is empty'],
    ['2026-03-02,A,,08:00,,,,,,,,', 'number', 'is empty'],
    ['2026-03-02,A,A1,25:00,,,,,,,,', 'issued_at', 'is no time'],
    ['2026-03-02,A,A1,,,,,,,,,', 'issued_at', 'no time at all'],
    ['2026-03-02,A,A1,08:30,08:10,,,,,,,', 'called_at', 'called before it was issued'],
    ['2026-03-02,A,A1,08:00,08:10,08:12,08:11,,,,,', 'finished_at', 'finished before it was started'],
    ['2026-03-02,A,A1,08:00,,,,vanished,,,,', 'outcome', 'no known outcome'],
    ['2026-03-02,A,A1,08:00', '-', 'has 4 values where the header has 12'],
    [`2026-03-02,${'x'.repeat(201)},A1,08:00,,,,,,,,`, 'field', 'longer than 200'],
  ])('a bad row is told with its line and column and nothing is kept: %s', async (row, column, because) => {
    const good = '2026-03-02,A,A1,08:00,08:10,,,,,,,';
    const file = place.file('bad.csv', [HEADER, good, row, good.replace('A1', 'A2')].join('\n'));
    const result = await place.bring(file);
    expect(result).toMatchObject({ outcome: 'refused', batch: null, badRows: 1 });
    expect(result.bad).toMatchObject([{ line: 3, column }]);
    expect(result.bad.map((each) => rowProblemWords(imports, each))[0]).toContain(because);
    expect(place.tickets()).toBe(0);
    expect(place.batches.list()).toEqual([]);
    expect(place.store.head().sequence).toBe(0);
    expect(await place.bring(file, { skipBad: true })).toMatchObject({
      outcome: 'imported',
      rows: 2,
      badRows: 1,
    });
  });

  test('an interval keeps its middle and its width', async () => {
    const file = place.file(
      'interval.csv',
      'date,field,number,issued_after,issued_by,called_after,called_by\n2026-03-02,A,A1,08:00,08:06,08:04,08:20\n',
    );
    await place.bring(file);
    expect(
      place.db
        .prepare('SELECT issued_at_ms, issued_width_ms, called_at_ms, called_width_ms, wait_ms FROM tickets')
        .get(),
    ).toEqual({
      issued_at_ms: Date.parse('2026-03-02T08:03:00+07:00'),
      issued_width_ms: 360_000,
      called_at_ms: Date.parse('2026-03-02T08:12:00+07:00'),
      called_width_ms: 960_000,
      wait_ms: 540_000,
    });
  });

  test('a spreadsheet of Viet Nam is read: semicolons, byte order mark, day first, quotes over lines', async () => {
    const file = place.file(
      'excel.csv',
      '\uFEFFdate;field;field_name;number;issued_at\r\n02/03/2026;HT;"Hộ tịch,\r\nchứng thực";H001;7:45\r\n2/3/2026;HT;;H002;02/03/2026 07:50:30\r\n',
    );
    expect(await place.bring(file)).toMatchObject({ outcome: 'imported', rows: 2 });
    expect((await place.volume('field')).rows).toMatchObject([{ field: 'HT', drawn: 2, left: 2 }]);
    expect(
      place.db.prepare('SELECT issued_at_ms AS at FROM tickets ORDER BY issued_at_ms').pluck().all(),
    ).toEqual([Date.parse('2026-03-02T07:45:00+07:00'), Date.parse('2026-03-02T07:50:30+07:00')]);
  });

  test('a time with its own offset is that instant, whatever the hall is', async () => {
    await place.bring(
      place.file('offset.csv', 'date,field,number,issued_at\n2026-03-02,A,1,2026-03-02T03:00:00+02:00\n'),
    );
    expect(place.db.prepare('SELECT issued_at_ms FROM tickets').pluck().get()).toBe(
      Date.parse('2026-03-02T01:00:00Z'),
    );
  });

  test.each([
    ['empty.csv', '', 'is empty'],
    ['header.csv', 'date,number,issued_at\n', 'lacks the columns: field'],
    ['times.csv', 'date,field,number\n', 'lacks the columns: one time'],
    ['quote.csv', `${HEADER}\n2026-03-02,"A,A1,08:00\n`, 'no well-formed CSV'],
  ])('a file that is none is refused with a sentence: %s', async (name, text, because) => {
    const file = place.file(name, text);
    await expect(place.bring(file)).rejects.toThrow(because);
    await expect(place.bring(file)).rejects.toBeInstanceOf(ImportError);
    expect(place.batches.list()).toEqual([]);
    expect(place.tickets()).toBe(0);
  });

  test('a damaged packed file, a missing file, an unknown profile: a sentence, nothing kept', async () => {
    const damaged = join(place.folder, 'damaged.csv.gz');
    writeFileSync(damaged, 'this is no gzip');
    await expect(place.bring(damaged)).rejects.toThrow('cannot be unpacked');
    await expect(place.bring(join(place.folder, 'nowhere.csv'))).rejects.toThrow('there is no file');
    expect(() => readProfile('krakow')).toThrow('known profiles are warsaw');
    const cut = place.file('cut.csv.gz', knownRecord(5));
    writeFileSync(cut, readFileSync(cut).subarray(0, -12));
    await expect(place.bring(cut)).rejects.toThrow('cannot be unpacked');
    // 200 KB that grow to 200 MB without an end of line: given up long before they lie in the memory.
    const endless = join(place.folder, 'endless.csv.gz');
    await pipeline(Readable.from(letters(200)), createGzip(), createWriteStream(endless));
    await expect(place.bring(endless)).rejects.toThrow('is no well-formed CSV near line');
    expect(place.batches.list()).toEqual([]);
    expect(place.tickets()).toBe(0);
    const own = place.file('own.json', '{"name":"own","columns":{"datum":"x"}}');
    expect(() => readProfile(own)).toThrow('known columns are');
  });

  test('a profile of one’s own maps foreign columns and outcomes', async () => {
    const profile = readProfile(
      place.file(
        'own.json',
        JSON.stringify({
          name: 'own',
          columns: {
            date: 'Ngày',
            field: 'Lĩnh vực',
            number: ['Dãy', 'Số'],
            issued_at: 'Lấy số',
            outcome: 'KQ',
          },
          outcomes: { 'Vắng mặt': 'no_show' },
        }),
      ),
    );
    const file = place.file(
      'own.csv',
      'Ngày,Lĩnh vực,Dãy,Số,Lấy số,KQ\n02/03/2026,Đất đai,D,7,09:00,Vắng mặt\n',
    );
    expect(await place.bring(file, { profile })).toMatchObject({ outcome: 'imported', rows: 1 });
    expect(place.db.prepare('SELECT number, state, field FROM tickets').get()).toEqual({
      number: 'D7',
      state: 'no_show',
      field: 'Đất đai',
    });
  });

  test('a file without outcomes leaves no-shows unknown, never 0, and out of the share where others tell them', async () => {
    const head = 'date,field,number,issued_at,called_at';
    const silent = (day: string) => `${head}\n${day},Đất đai,7,09:00,09:10\n${day},Đất đai,8,09:01,09:20\n`;
    await place.bring(place.file('silent.csv', silent('02/03/2026')));
    const noShow = async () => (await place.run('no-show', { from: '2026-03-01', to: '2026-03-31' })).totals;
    expect(await noShow()).toMatchObject({
      drawn: 2,
      noShow: null,
      noShowShare: null,
      left: 0,
      leftShare: 0,
    });
    await place.bring(
      place.file(
        'telling.csv',
        `${head},outcome\n03/03/2026,Đất đai,7,09:00,09:10,vắng\n03/03/2026,Đất đai,8,09:01,09:20,xong\n`,
      ),
    );
    expect(await noShow()).toMatchObject({ drawn: 4, noShow: 1, noShowShare: 0.5 });
  });

  test('a rebuild of the read tables keeps imports and their removal, and the log stays whole', async () => {
    await place.bring(place.file('one.csv', knownRecord(2)));
    place.store.rebuild();
    expect((await place.volume('field')).totals).toMatchObject({ drawn: 26 });
    expect(verifyLog(place.db)).toMatchObject({ ok: true, events: 1 });
  });
});
