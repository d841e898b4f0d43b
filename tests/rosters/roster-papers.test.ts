import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Excel from 'exceljs';
import mammoth from 'mammoth';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RosterAnswer } from '../../common/protocol/roster-draft.ts';
import { RosterHall } from './roster-hall.ts';

const kept = process.env.PICTURES;

describe('a roster as papers', () => {
  const hall = new RosterHall();
  let draft: RosterAnswer;
  const file = async (format: string) => {
    const answer = await fetch(`${hall.running.url}/api/v1/rosters/${draft.id}/document/${format}`, {
      headers: { authorization: `Bearer ${hall.boss}` },
    });
    expect(answer.status).toBe(200);
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (kept) {
      mkdirSync(kept, { recursive: true });
      writeFileSync(join(kept, `roster.${format}`), bytes);
    }
    return { bytes, name: answer.headers.get('content-disposition') ?? '' };
  };

  beforeAll(async () => {
    await hall.begin();
    draft = await hall.draft({ weeks: 2 });
    const usual = draft.roster.days[0]?.sessions[0]?.turns.find((turn) => turn.officer !== null)?.officer;
    await hall.done('PUT', '/leaves/v-1', { username: usual, from: '2026-11-26', to: '2026-11-27' });
    draft = (await hall.done('POST', `/rosters/${draft.id}/edit`, { act: 'again', revision: draft.revision }))
      .body as unknown as RosterAnswer;
  }, 60_000);
  afterAll(() => hall.close());

  const SAID = [
    'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Độc lập - Tự do - Hạnh phúc',
    'Số: ……/PA-……',
    'PHƯƠNG ÁN',
    'từ ngày 25/11/2026',
    'Nghị định số 118/2025/NĐ-CP',
    'Nguyễn Thị Lan',
    'Nhóm lĩnh vực giao kiêm nhiệm',
    'Thống nhất với cơ quan cử người',
    'Nơi nhận:',
    'CHỦ TỊCH',
  ];

  test('the Word page has basis, volumes, groups, named officials, agreements, and room for number and signature', async () => {
    const { bytes, name } = await file('docx');
    expect(decodeURIComponent(name)).toContain('Phương án bố trí 2026-11-25');
    const { value: text } = await mammoth.extractRawText({ buffer: bytes });
    for (const each of SAID) expect(text).toContain(each);
    for (const field of hall.planned.fields) expect(text).toContain(field.name);
    expect(text).not.toMatch(/[{}]/);
    expect(text).not.toContain('undefined');
    expect(text).toBe(text.normalize('NFC'));
  });

  test('the PDF page says the same', async () => {
    const { bytes } = await file('pdf');
    const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
    let text = '';
    for (let at = 1; at <= pdf.numPages; at += 1) {
      const { items } = await (await pdf.getPage(at)).getTextContent();
      text += items.map((item) => ('str' in item ? item.str : '')).join(' ');
    }
    // Lines are broken where they are full.
    const plain = text.replace(/\s+/g, '');
    for (const each of SAID) expect(plain).toContain(each.replace(/\s+/g, ''));
  });

  test('the workbook has the weeks, the people, the counters and what is missing, with frozen heads and filters', async () => {
    const { bytes } = await file('xlsx');
    const book = new Excel.Workbook();
    await book.xlsx.load(bytes as unknown as ArrayBuffer);
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual([
      'Bảng tuần',
      'Theo người',
      'Theo quầy',
      'Thiếu',
    ]);
    for (const sheet of book.worksheets) {
      expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
      expect(sheet.autoFilter).toBeTruthy();
    }
    const turns = draft.roster.days.flatMap((day) => day.sessions.flatMap((session) => session.turns)).length;
    const counters = book.getWorksheet('Theo quầy');
    expect(counters?.rowCount).toBe(turns + 1);
    expect(counters?.getRow(2).getCell(2).value).toBeInstanceOf(Date);
    expect(book.getWorksheet('Theo người')?.getRow(2).getCell(3).value).toBeTypeOf('number');
  });

  test('no other format and no other roster has papers', async () => {
    expect(await hall.ask(hall.boss, 'GET', `/rosters/${draft.id}/document/odt`)).toMatchObject({
      status: 404,
    });
    expect(await hall.ask(hall.boss, 'GET', '/rosters/roster-khong-co/document/pdf')).toMatchObject({
      status: 404,
    });
  });
});
