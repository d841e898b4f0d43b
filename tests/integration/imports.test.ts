import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Excel from 'exceljs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ImportRun, ListedBatch } from '../../common/protocol/imports.ts';
import type { StaffingPlan } from '../../common/protocol/plan.ts';
import { lockFolder } from '../../server/storage/folder-lock.ts';
import { madeRecord, workingDates } from '../planning/planned-hall.ts';
import { RestHall } from '../support/rest-hall.ts';
import { windows1258 } from '../support/vietnamese-bytes.ts';

const HEAD = 'Ngày;Lĩnh vực;Số;Giờ lấy số;Giờ gọi;Kết thúc';
const lines = (count: number, field = 'Đất đai') =>
  Array.from({ length: count }, (_, at) => `03/11/2026;${field};${4001 + at};8h0${at};8h20;8h30`);
const csv = (count: number, field?: string) => [HEAD, ...lines(count, field)].join('\r\n');

describe('tickets of earlier days over REST', () => {
  const hall = new RestHall();
  let token = '';
  beforeAll(async () => {
    await hall.begin();
    token = await hall.person('giam-sat', 'supervisor');
  });
  afterAll(() => hall.close());

  async function send(name: string, content: string | Buffer): Promise<ImportRun> {
    const answer = await fetch(`${hall.running.url}/api/v1/imports?file=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(Buffer.from(content)),
    });
    expect(answer.status).toBe(201);
    return (await answer.json()) as ImportRun;
  }
  const found = async (id: string) =>
    (await hall.ask(token, 'GET', `/imports/${id}`)).body as unknown as ImportRun;
  async function settled(id: string): Promise<ImportRun> {
    return vi.waitUntil(
      async () => {
        const run = await found(id);
        return run.state === 'checking' || run.state === 'taking' ? null : run;
      },
      { timeout: 60_000, interval: 10 },
    ) as Promise<ImportRun>;
  }
  async function act(id: string, what: 'check' | 'take', order: object = {}): Promise<ImportRun> {
    expect((await hall.ask(token, 'POST', `/imports/${id}/${what}`, order)).status).toBe(202);
    return settled(id);
  }
  const batches = async () =>
    (await hall.ask(token, 'GET', '/imports')).body.batches as unknown as ListedBatch[];

  test('a file is checked, taken in by name of who did it, and undone', async () => {
    const { id } = await send('tháng 11.csv', csv(3));
    const checked = await act(id, 'check');
    expect(checked).toMatchObject({
      state: 'checked',
      file: 'tháng 11.csv',
      result: { outcome: 'checked', rows: 3 },
    });
    expect(checked.result?.fields).toMatchObject([{ theirs: 'Đất đai', ours: 'dat-dai', rows: 3 }]);
    expect(checked.result?.sample[0]).toMatchObject({
      line: 2,
      field: 'dat-dai',
      times: { issued: '08:00:00' },
    });
    expect(await batches()).toEqual([]);
    const taken = await act(id, 'take');
    expect(taken).toMatchObject({ state: 'taken', result: { outcome: 'imported', rows: 3 } });
    expect(await batches()).toMatchObject([
      { id: taken.result?.batch, file: 'tháng 11.csv', rows: 3, firstDate: '2026-11-03' },
    ]);
    expect(hall.deeds(/^import:/)).toEqual(['giam-sat import:completed']);
    const volume = '/reports/volume?from=2026-11-01&to=2026-11-30&by=field';
    expect((await hall.ask(token, 'GET', volume)).body.rows).toMatchObject([{ field: 'dat-dai', drawn: 3 }]);
    // The same act once more is no second import.
    expect((await hall.ask(token, 'POST', `/imports/${id}/take`, {})).status).toBe(202);
    expect((await batches()).length).toBe(1);
    const undone = await hall.ask(token, 'DELETE', `/import-batches/${taken.result?.batch}`);
    expect(undone).toMatchObject({ status: 200, body: { rows: 3, file: 'tháng 11.csv' } });
    expect(await batches()).toEqual([]);
    expect((await hall.ask(token, 'GET', volume)).body.rows).toEqual([]);
    expect((await hall.ask(token, 'DELETE', `/import-batches/${taken.result?.batch}`)).status).toBe(404);
  });

  test('what stands in the way is told by line, and a person says what is left out', async () => {
    const { id } = await send(
      'bad.csv',
      [csv(2), lines(1)[0], '03/11/2026;Đất đai;4009;khuya;;'].join('\r\n'),
    );
    const checked = await act(id, 'check');
    expect(checked.result).toMatchObject({ outcome: 'refused', rows: 2, badRows: 1, knownRows: 1 });
    expect(checked.result?.bad).toMatchObject([
      { line: 5, column: 'Giờ lấy số', reason: 'not_a_time', value: 'khuya' },
    ]);
    expect(checked.result?.known).toMatchObject([{ line: 4, reason: 'twice', value: '2' }]);
    expect((await act(id, 'take')).result).toMatchObject({ outcome: 'refused' });
    const taken = await act(id, 'take', { skipBad: true, skipKnown: true });
    expect(taken).toMatchObject({ state: 'taken', result: { rows: 2, badRows: 1, knownRows: 1 } });
    const again = await send('again.csv', csv(2));
    expect((await act(again.id, 'check')).result).toMatchObject({ outcome: 'refused', knownRows: 2 });
    await hall.ask(token, 'DELETE', `/import-batches/${taken.result?.batch}`);
  });

  test('an encoding is offered with its words, columns with what stands in them, and both can be said', async () => {
    const { id } = await send('cũ.csv', windows1258(csv(2).normalize('NFC')));
    const offered = await act(id, 'check');
    expect(offered).toMatchObject({
      state: 'unreadable',
      result: null,
      unreadable: { problem: 'encoding_needed' },
    });
    expect(offered.unreadable?.offers?.[0]).toMatchObject({ encoding: 'windows-1258' });
    expect((await act(id, 'check', { profile: { encoding: 'windows-1258' } })).result).toMatchObject({
      rows: 2,
    });
    const odd = await send('odd.csv', 'a,b,c\n03/11/2026,1,08:01\n');
    expect((await act(odd.id, 'check')).unreadable).toMatchObject({
      problem: 'columns_missing',
      columns: [{ title: 'a', samples: ['03/11/2026'] }, { title: 'b' }, { title: 'c' }],
    });
    const profile = { columns: { date: 'a', number: 'b', issued_at: 'c' }, defaults: { field: 'ho-tich' } };
    expect((await act(odd.id, 'check', { profile })).result).toMatchObject({ outcome: 'checked', rows: 1 });
  });

  test('a workbook is read, and what a reader does not see in it is told', async () => {
    const book = new Excel.Workbook();
    const sheet = book.addWorksheet('Tháng 11');
    sheet.addRow(['Danh sách lượt lấy số']);
    sheet.mergeCells('A1:E1');
    sheet.addRow(['Ngày', 'Lĩnh vực', 'Số', 'Giờ lấy số', 'Giờ gọi']);
    sheet.addRow([
      new Date('2026-11-03T00:00:00Z'),
      'Đất đai',
      4001,
      new Date('1899-12-30T08:01:00Z'),
      '8:05 SA',
    ]);
    sheet.addRow([
      new Date('2026-11-03T00:00:00Z'),
      'Đất đai',
      4002,
      new Date('2026-11-03T08:02:00Z'),
      '',
    ]).hidden = true;
    sheet.addRow(['03/11/2026', 'Đất đai', 4003, { formula: 'D3+1', result: 1 }, '']);
    book.addWorksheet('Ẩn', { state: 'hidden' }).addRow(['x']);
    const { id } = await send('sổ.xlsx', Buffer.from(await book.xlsx.writeBuffer()));
    const { result } = await act(id, 'check');
    expect(result).toMatchObject({ rows: 2, badRows: 1, headLine: 2 });
    expect(result?.bad).toMatchObject([{ line: 5, column: 'Giờ lấy số', reason: 'formula' }]);
    expect(result?.sample.map((row) => row.times.issued)).toEqual(['08:01:00', '08:02:00']);
    expect(result?.notes).toEqual(
      expect.arrayContaining([
        { kind: 'hidden_sheet', count: 1, where: ['Ẩn'] },
        { kind: 'hidden_row', count: 1, where: ['4'] },
      ]),
    );
    expect(result?.notes.map((note) => note.kind)).not.toContain('merged_cells');
  });

  test('a packed file is told by its content; one that is dropped is gone from the disk', async () => {
    const { id } = await send('packed.csv', gzipSync(csv(2)));
    expect((await act(id, 'check')).result).toMatchObject({ rows: 2 });
    const kept = () => readdirSync(join(hall.folder, 'imports'));
    expect(kept()).toContain(id);
    expect((await hall.ask(token, 'DELETE', `/imports/${id}`)).status).toBe(200);
    expect(kept()).not.toContain(id);
    expect((await hall.ask(token, 'GET', `/imports/${id}`)).status).toBe(404);
  });

  test('no more than five files wait, and one is read at a time', async () => {
    const first = await send('1.csv', csv(1));
    for (let at = 2; at <= 6; at += 1) await send(`${at}.csv`, csv(1));
    expect((await hall.ask(token, 'GET', `/imports/${first.id}`)).status).toBe(404);
    const free = lockFolder(hall.folder, 'import');
    const { id } = await send('7.csv', csv(1));
    expect((await act(id, 'check')).state).toBe('failed');
    free();
    expect((await act(id, 'check')).state).toBe('checked');
  });

  test('their fields mapped to the hall’s own are planned onto its counters', async () => {
    const made = [
      { code: '01', perDay: 40, serviceMinutes: 10 },
      { code: 'Khai sinh', perDay: 20, serviceMinutes: 8 },
    ];
    const { id } = await send('nhu cầu.csv', madeRecord(made, workingDates(12)));
    const unmapped = await act(id, 'check');
    expect(unmapped.result?.fields.map((each) => each.ours)).toEqual([null, null]);
    const profile = { fields: { '01': 'dat-dai', 'khai sinh': 'ho-tich' } };
    const taken = await act(id, 'take', { profile, skipKnown: true });
    expect(taken.state).toBe('taken');
    const asked = { from: '2026-10-01', to: '2026-10-31', days: 50, target: { share: 0.9, minutes: 15 } };
    const { status, body } = await hall.ask(token, 'POST', '/staffing/plan', asked);
    expect(status).toBe(200);
    const plan = body as unknown as StaffingPlan;
    expect(plan.fields.map((field) => field.code).sort()).toEqual(['dat-dai', 'ho-tich']);
    expect(plan.officials).toBeGreaterThan(0);
    expect(plan.groups.flatMap((group) => group.fields).sort()).toEqual(['dat-dai', 'ho-tich']);
  }, 240_000);
});
