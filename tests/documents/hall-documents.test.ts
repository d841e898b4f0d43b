import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../server/cli/main.ts';
import { DocumentDesk } from '../../server/documents/document-desk.ts';
import { DocumentMaker } from '../../server/documents/document-maker.ts';
import { DraftFolder } from '../../server/documents/draft-folder.ts';
import { MonthlyDrafts } from '../../server/documents/monthly-drafts.ts';
import { pageWordsOn } from '../../server/documents/page-words.ts';
import { HallCalendar } from '../../server/hall/clock.ts';
import { type RunningHall, startHall } from '../../server/main.ts';
import { NAMES, volumeResult } from './sample-document.ts';
import { sheetCells, unzip } from './zip-reader.ts';

const at = (day: string, time = '09:00') => Date.parse(`${day}T${time}:00+07:00`);

describe('documents over REST', () => {
  let folder: string;
  let hall: RunningHall;
  let token: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-documents-'));
    hall = await startHall({
      port: 0,
      host: '127.0.0.1',
      dataDir: folder,
      adminPassword: 'mat-khau-thu-1',
      logLevel: 'silent',
      timeZone: 'Asia/Ho_Chi_Minh',
    });
    const body = JSON.stringify({ username: 'admin', password: 'mat-khau-thu-1' });
    const session = await fetch(`${hall.url}/api/v1/session`, { method: 'POST', body, headers: JSON_TYPE });
    token = ((await session.json()) as { token: string }).token;
    for (let count = 0; count < 3; count += 1)
      await fetch(`${hall.url}/api/v1/tickets`, {
        method: 'POST',
        headers: { ...JSON_TYPE, authorization: `Bearer ${token}`, 'idempotency-key': `draw-${count}` },
        body: JSON.stringify({ field: [...hall.services.hall.state.fields.keys()][0], printer: null }),
      });
  });

  afterAll(async () => {
    await hall.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const JSON_TYPE = { 'content-type': 'application/json' };
  const get = (path: string) =>
    fetch(`${hall.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
  const YEARS = 'from=2020-01-01&to=2099-12-31&by=field';

  test('gives the same totals in the workbook as in JSON', async () => {
    const json = (await (await get(`/reports/volume?${YEARS}`)).json()) as { totals: { drawn: number } };
    expect(json.totals.drawn).toBe(3);
    const answer = await get(`/reports/volume?${YEARS}&format=xlsx`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('spreadsheetml');
    expect(answer.headers.get('content-disposition')).toContain("filename*=UTF-8''Kh%E1%BB%91i%20l");
    const cells = sheetCells(unzip(Buffer.from(await answer.arrayBuffer())), 'xl/worksheets/sheet2.xml');
    const title = [...cells].find(([, cell]) => cell.value === 'Số phiếu')?.[0] ?? '';
    expect(cells.get(title.replace('1', '3'))?.value).toBe('3');
  });

  test('gives pages, and says what it refuses', async () => {
    for (const [format, start] of [
      ['pdf', '%PDF'],
      ['docx', 'PK'],
    ]) {
      const bytes = Buffer.from(await (await get(`/reports/volume?${YEARS}&format=${format}`)).arrayBuffer());
      expect(bytes.toString('latin1', 0, 4)).toContain(start);
    }
    expect((await get(`/reports/volume?${YEARS}&format=odt`)).status).toBe(400);
    expect((await get('/reports/nothing?format=pdf')).status).toBe(404);
    expect((await get('/reports/volume?from=2026-13-01&to=x&format=pdf')).status).toBe(400);
  });

  test('has no drafts on its first day, and tells of no file outside them', async () => {
    expect(await (await get('/reports/drafts')).json()).toEqual({ drafts: [] });
    expect((await get('/reports/drafts/volume-month-2026-11/pdf')).status).toBe(404);
    expect((await get('/reports/drafts/..%2F..%2Fhall/pdf')).status).toBe(404);
  });

  test('is written from the command line while the hall works', async () => {
    const out = join(folder, 'báo cáo.xlsx');
    const line = ['report', 'volume', '--from', '2020-01-01', '--to', '2099-12-31', '--data', folder];
    expect(await run([...line, '--format', 'xlsx', '--out', out])).toBe(0);
    expect(existsSync(out)).toBe(true);
    expect(await run([...line, '--by', 'nothing', '--out', out])).toBe(1);
    expect(await run([...line, '--format', 'odt'])).toBe(2);
    expect(await run(['report', 'volume', '--data', join(folder, 'none')])).toBe(1);
  });
});

describe('monthly drafts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-drafts-'));
  const maker = new DocumentMaker();
  const calendar = new HallCalendar('Asia/Ho_Chi_Minh');
  const asked: string[] = [];
  const errors: unknown[] = [];
  let broken = false;
  let opinions = 0;
  let remarks: {
    field: string;
    procedure: null;
    kind: string;
    text: string;
    handling: string;
    date: string;
  }[] = [];

  const open = () => {
    const documents = new DocumentDesk({
      maker,
      hall: () => ({ hallName: 'Trung tâm', superiorName: '' }),
      names: NAMES,
      pageWords: () => pageWordsOn(folder, [], 'report', '2026-12-01'),
      now: () => '2026-12-01T00:20',
    });
    return new MonthlyDrafts({
      folder: new DraftFolder(folder),
      calendar,
      documents,
      run: async (report, params) => {
        if (broken) throw new Error('disk');
        if (report === 'difficulties') return { ok: true, value: { rows: remarks, totals: {} } };
        if (report === 'satisfaction')
          return {
            ok: true,
            value: {
              rows: [{ field: 'ho-tich', ratings: opinions, note: '' }],
              totals: { ratings: opinions },
            },
          };
        asked.push(`${params.from} ${params.to}`);
        return { ok: true, value: volumeResult() };
      },
      since: () => '2026-11-20',
      onError: (error) => errors.push(error),
    });
  };
  const ids = () => new DraftFolder(folder).list().map((draft) => draft.id);

  afterAll(async () => {
    await maker.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('come on the day after the period, once, and not before', async () => {
    const drafts = open();
    await drafts.tick(at('2026-11-30', '23:50'));
    expect(ids()).toEqual([]);
    await drafts.tick(at('2026-12-01', '00:10'));
    expect(ids()).toEqual([]);
    await drafts.tick(at('2026-12-01', '00:20'));
    expect(ids()).toEqual(['volume-month-2026-11']);
    await drafts.tick(at('2026-12-02'));
    await open().tick(at('2026-12-03'));
    expect(asked).toEqual(['2026-11-01 2026-11-30']);
    const [draft] = new DraftFolder(folder).list();
    expect(draft?.title).toBe('Khối lượng giao dịch tháng 11 năm 2026');
    expect(draft?.files.map((file) => file.format)).toEqual(['xlsx', 'docx', 'pdf']);
    expect(draft?.files.every((file) => file.sizeBytes > 5000)).toBe(true);
  });

  test('are tried again after a fault', async () => {
    const drafts = open();
    broken = true;
    await drafts.tick(at('2026-12-15', '00:20'));
    expect(errors).toHaveLength(1);
    broken = false;
    await drafts.tick(at('2026-12-15', '00:30'));
    expect(ids()).toEqual(['volume-month-2026-11']);
    await drafts.tick(at('2026-12-15', '00:36'));
    expect(ids()).toEqual(['volume-period-2026-12', 'volume-month-2026-11']);
  });

  test('are made up for after an outage, and what a power cut left is no draft', async () => {
    mkdirSync(join(folder, 'drafts', '.unfinished-volume-month-2026-12'), { recursive: true });
    await open().tick(at('2027-02-03'));
    expect(ids()).toEqual([
      'volume-month-2027-01',
      'volume-period-2027-01',
      'volume-month-2026-12',
      'volume-period-2026-12',
      'volume-month-2026-11',
    ]);
    expect(readdirSync(join(folder, 'drafts')).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(new DraftFolder(folder).read('volume-month-2027-01', 'pdf')?.toString('latin1', 0, 4)).toBe(
      '%PDF',
    );
  });

  test('of remarks on procedures come only for periods in which any were made', async () => {
    remarks = [
      {
        field: 'ho-tich',
        procedure: null,
        kind: 'Vướng mắc',
        text: 'Mẫu tờ khai chưa rõ',
        handling: 'Chưa xử lý',
        date: '2027-02-20',
      },
    ];
    await open().tick(at('2027-03-01', '00:20'));
    const [draft] = new DraftFolder(folder).list();
    expect(draft).toMatchObject({
      id: 'difficulties-month-2027-02',
      title: 'Vướng mắc, đề xuất tháng 02 năm 2027',
    });
    expect(ids()).toContain('volume-month-2027-02');
  });

  test('of opinions come when no visit of the period can be rated by phone any more, and only where anybody said anything', async () => {
    await open().tick(at('2027-04-01', '00:20'));
    expect(ids().filter((id) => id.startsWith('satisfaction'))).toEqual([]);
    opinions = 12;
    await open().tick(at('2027-04-15', '00:10'));
    const made = ids().filter((id) => id.startsWith('satisfaction'));
    expect(made).toContain('satisfaction-month-2027-03');
    expect(made).not.toContain('satisfaction-period-2027-04');
  });
});
