import ExcelJS from 'exceljs';
import mammoth from 'mammoth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { periodBefore } from '../../server/hub/province-reports.ts';
import { FIRST_HASH } from '../../server/storage/event-store.ts';
import { HubPostgres } from '../support/hub-postgres.ts';
import { TestHub } from '../support/hub-world.ts';
import { MadeLog } from '../support/made-log.ts';

const postgres = new HubPostgres();
let hub: TestHub;
let admin: string;
const log = new MadeLog(3);

async function ship(code: string): Promise<void> {
  const taken = await hub.running.services.intake.take(code, {
    after: { sequence: 0, hash: FIRST_HASH },
    events: log.texts.map(({ body, hash }) => [body, hash]),
    head: { sequence: log.texts.length, hash: log.texts.at(-1)?.hash ?? FIRST_HASH },
    signs: {
      version: '0.1.0',
      timeZone: 'Asia/Ho_Chi_Minh',
      hallTimeMs: 0,
      troubles: [],
      paperOutSinceMs: null,
    },
  });
  expect(taken.ok).toBe(true);
}

beforeAll(async () => {
  await postgres.begin();
  hub = await new TestHub(await postgres.database()).begin();
  admin = await hub.signIn();
  log.define('2026-03-02', 15);
  log.days('2026-03-02', '2026-04-30', 6);
  log.add(
    {
      type: 'remark:made',
      remarkId: 'r1',
      kind: 'difficulty',
      procedure: null,
      field: log.fields[0] ?? '',
      text: 'Thiếu mẫu tờ khai',
      ticket: null,
      officer: 'lan',
    },
    Date.parse('2026-04-20T03:00:00Z'),
  );
  log.add(
    {
      type: 'remark:made',
      remarkId: 'r2',
      kind: 'difficulty',
      procedure: null,
      field: null,
      topic: 'network',
      text: 'Mạng đứt cả buổi',
      ticket: null,
      officer: 'lan',
    },
    Date.parse('2026-04-21T03:00:00Z'),
  );
  for (const code of ['xa-a', 'xa-im']) await hub.addHall(admin, code, 'Sở Nội vụ');
  await ship('xa-a');
});
afterAll(async () => {
  await hub.close();
  await postgres.close();
});

const APRIL = 'from=2026-04-01&to=2026-04-30';

async function file(path: string): Promise<{ type: string | null; name: string; bytes: Buffer }> {
  const answer = await fetch(`${hub.running.url}/api/v1${path}`, {
    headers: { authorization: `Bearer ${admin}` },
  });
  expect(answer.status).toBe(200);
  return {
    type: answer.headers.get('content-type'),
    name: decodeURIComponent(answer.headers.get('content-disposition') ?? ''),
    bytes: Buffer.from(await answer.arrayBuffer()),
  };
}

describe('reports of the province', () => {
  test.each([
    ['2026-04-01', '2026-04-30', '2026-03-01', '2026-03-31'],
    ['2026-01-01', '2026-03-31', '2025-10-01', '2025-12-31'],
    ['2026-04-10', '2026-04-16', '2026-04-03', '2026-04-09'],
    ['2024-02-01', '2024-02-29', '2024-01-01', '2024-01-31'],
    ['2026-04-30', '2026-04-30', '2026-04-29', '2026-04-29'],
  ])('the period before %s to %s is %s to %s', (from, to, earlier, until) => {
    expect(periodBefore({ from, to })).toEqual({ from: earlier, to: until });
  });

  test('the digest sets each hall against its period before, the silent first, with difficulties that are open', async () => {
    const { body } = await hub.ask(admin, 'GET', `/reports/digest?${APRIL}`);
    const own = (from: string, to: string) => log.report('volume', { from, to, by: 'year' }).totals;
    const [april, march] = [own('2026-04-01', '2026-04-30'), own('2026-03-01', '2026-03-31')];
    const rows = body.rows as Record<string, unknown>[];
    expect(rows.map(({ hall, note }) => [hall, note])).toEqual([
      ['xa-im', 'Không có số liệu trong kỳ'],
      ['xa-a', expect.stringMatching(/^(Cải thiện|Giảm sút|Gần như trước)$/)],
    ]);
    expect(rows[1]).toMatchObject({
      drawn: april.drawn,
      drawnBefore: march.drawn,
      waitMeanMinutes: april.waitMeanMinutes,
      waitMeanBeforeMinutes: march.waitMeanMinutes,
      withinTargetShare: april.withinTargetShare,
      withinTargetBeforeShare: march.withinTargetShare,
      difficulties: 2,
      difficultiesGeneral: 1,
    });
  });

  test('the sheet for the service index holds what the record knows and says what it does not', async () => {
    const { body } = await hub.ask(admin, 'GET', `/reports/service-index?${APRIL}`);
    const { served, withinTargetShare } = log.report('volume', {
      from: '2026-04-01',
      to: '2026-04-30',
      by: 'year',
    }).totals;
    expect(body.rows).toMatchObject([
      { hall: 'xa-a', served, withinTargetShare, ratings: 0, satisfiedShare: null },
      { hall: 'xa-im', served: 0, withinTargetShare: null },
    ]);
    const { bytes } = await file(`/reports/service-index?${APRIL}&format=docx`);
    const { value } = await mammoth.extractRawText({ buffer: bytes });
    expect(value).toContain('Sổ này không biết');
  });

  test('a digest to sign bears the province’s heads and signer, and the workbook the figures', async () => {
    const settings = {
      name: 'SỞ NỘI VỤ',
      superiorName: 'ỦY BAN NHÂN DÂN TỈNH',
      signerAuthority: '',
      signerTitle: 'GIÁM ĐỐC',
    };
    expect((await hub.ask(admin, 'PUT', '/settings', settings)).status).toBe(200);
    const page = await file(`/reports/digest?${APRIL}&format=docx`);
    const { value } = await mammoth.extractRawText({ buffer: page.bytes });
    for (const text of [...Object.values(settings), 'Xã xa-im', 'Không có số liệu trong kỳ'])
      expect(value).toContain(text);
    expect(page.name).toContain('Tình hình các Bộ phận Một cửa');
    const book = await file(`/reports/volume?${APRIL}&by=hall,field&format=xlsx&language=en`);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(book.bytes as unknown as ArrayBuffer);
    const texts = workbook.worksheets.flatMap((sheet) => sheet.getSheetValues().flat().map(String));
    expect(texts).toContain('Hall');
    expect(texts).toContain('Xã xa-a');
    const pdf = await file(`/reports/volume?${APRIL}&by=hall&format=pdf`);
    expect(pdf.type).toBe('application/pdf');
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('a period that is none is refused, and a viewer gets neither', async () => {
    expect((await hub.ask(admin, 'GET', '/reports/digest?from=2026-04-30&to=2026-04-01')).code).toBe(
      'bad_period',
    );
    await hub.ask(admin, 'POST', '/accounts', {
      username: 'ban-xem',
      password: 'ban-xem-mat-khau',
      role: 'viewer',
      halls: ['xa-a'],
    });
    const viewer = await hub.signIn('ban-xem', 'ban-xem-mat-khau');
    for (const id of ['digest', 'service-index'])
      expect((await hub.ask(viewer, 'GET', `/reports/${id}?${APRIL}`)).status).toBe(403);
    const listed = async (token: string) =>
      ((await hub.ask(token, 'GET', '/reports')).body.reports as { id: string }[]).map(({ id }) => id);
    expect(await listed(admin)).toEqual(expect.arrayContaining(['digest', 'service-index']));
    expect(await listed(viewer)).toEqual(expect.not.arrayContaining(['digest', 'service-index']));
  });
});
