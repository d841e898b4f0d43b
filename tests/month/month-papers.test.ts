import mammoth from 'mammoth';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MonthPage } from '../../common/protocol/month.ts';
import { OFFICERS, RosterHall } from '../rosters/roster-hall.ts';

describe('what the month is signed by', () => {
  const hall = new RosterHall();
  const file = async (path: string) => {
    const answer = await fetch(`${hall.running.url}/api/v1${path}`, {
      headers: { authorization: `Bearer ${hall.boss}` },
    });
    expect(answer.status).toBe(200);
    return {
      bytes: Buffer.from(await answer.arrayBuffer()),
      name: decodeURIComponent(answer.headers.get('content-disposition') ?? ''),
    };
  };
  const month = async () =>
    (await hall.ask(hall.boss, 'GET', '/staffing/month')).body as unknown as MonthPage;
  const word = async (kind: string) =>
    (await mammoth.extractRawText({ buffer: (await file(`/staffing/month/${kind}/document/docx`)).bytes }))
      .value;

  beforeAll(async () => {
    await hall.begin();
  }, 60_000);
  afterAll(() => hall.close());

  test('the page says needed, present and missing by the register, each with its doubt', async () => {
    const page = await month();
    expect(page.plan).toBe(hall.plan);
    expect(page.needed.value).toBe(hall.planned.officials);
    expect(page.needed.doubt.vi).toContain(`${hall.planned.recordedDays} ngày làm việc`);
    expect(page.present.value).toBe(OFFICERS.length);
    expect(page.present.doubt.vi).toContain('25/11/2026');
    expect(page.gap.value).toBe(page.needed.value - page.present.value);
    expect(page.decisions.map(({ kind }) => kind)).toContain('staff');
    expect(page.decisions.length).toBeLessThanOrEqual(3);
  });

  test('the arrangement runs from the Monday to come, for four weeks', async () => {
    expect(await month()).toMatchObject({ from: '2026-11-30', to: '2026-12-27' });
  });

  test('the Word paper is a submission with officials, reserves, tasks and dates in its annex', async () => {
    const text = await word('staff');
    for (const said of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'TỜ TRÌNH',
      'Kính gửi: Chủ tịch Ủy ban nhân dân.',
      'Nghị định số 118/2025/NĐ-CP',
      'Nếu không thực hiện',
      'Nơi nhận:',
      'GIÁM ĐỐC TRUNG TÂM',
      'Phụ lục I',
      'I. Nhân sự chính thức',
      'II. Nhân sự dự phòng',
      'Nhiệm vụ (lĩnh vực)',
      '30/11/2026 – 27/12/2026',
      'Nguyễn Thị Lan',
    ])
      expect(text).toContain(said);
    for (const [, name] of OFFICERS) expect(text).toContain(name);
    for (const field of hall.planned.fields) expect(text).toContain(field.name);
    expect(text).not.toMatch(/[{}]|undefined|NaN/);
    expect(text).toBe(text.normalize('NFC'));
  });

  test('the PDF says the same, and the annexes stand on pages of their own after the signature', async () => {
    const { bytes, name } = await file('/staffing/month/staff/document/pdf');
    expect(name).toContain('Tờ trình bố trí công chức');
    const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
    const pages: string[] = [];
    for (let at = 1; at <= pdf.numPages; at += 1) {
      const { items } = await (await pdf.getPage(at)).getTextContent();
      pages.push(
        items
          .map((item) => ('str' in item ? item.str : ''))
          .join('')
          .replace(/\s+/g, ''),
      );
    }
    const pageOf = (said: string) => pages.findIndex((text) => text.includes(said.replace(/\s+/g, '')));
    expect(pageOf('Nơi nhận:')).toBeGreaterThanOrEqual(0);
    expect(pageOf('I. Nhân sự chính thức')).toBeGreaterThan(pageOf('Nơi nhận:'));
    expect(pageOf('KHỐI LƯỢNG GIAO DỊCH VÀ KẾT QUẢ')).toBeGreaterThan(pageOf('I. Nhân sự chính thức'));
  });

  test('once somebody is missing for a post, the page asks for training first and the paper is a draft', async () => {
    const { body } = await hall.ask(hall.lead, 'GET', '/officers');
    expect(body).toBeTruthy();
    for (const [username] of OFFICERS)
      await hall.done('PUT', `/officers/${username}`, { qualifiedFields: ['van-thu'] });
    const page = await month();
    expect(page.standing.verdict).toBe('not-feasible');
    expect(page.decisions.map(({ kind }) => kind).slice(0, 2)).toEqual(['training', 'staff']);
    const missing = page.standing.training.reduce((sum, each) => sum + each.missing, 0);
    expect(missing).toBe(hall.planned.officials);
    expect(page.decisions[0]?.what.vi).toContain(`${missing} người`);
    const staff = await word('staff');
    expect(staff).toContain('Dự thảo:');
    expect(staff).toContain('Chưa có người');
    expect(await word('training')).toContain('Số người còn thiếu');
    // The plan's own page says it too.
    const { body: kept } = await hall.ask(hall.boss, 'GET', `/staffing/plans/${hall.plan}`);
    expect(kept.standing).toMatchObject({ verdict: 'not-feasible' });
  });

  test('what is not to be decided has no paper, and clerks do not see the page', async () => {
    expect((await hall.ask(hall.boss, 'GET', '/staffing/month/agreement/document/pdf')).status).toBe(404);
    expect((await hall.ask(hall.boss, 'GET', '/staffing/month/staff/document/odt')).status).toBe(404);
    expect((await hall.ask(hall.boss, 'GET', '/staffing/month?plan=plan-khong-co')).status).toBe(404);
    expect((await hall.ask(hall.clerk, 'GET', '/staffing/month')).status).toBe(403);
  });

  test('the record says from when to when it holds tickets', async () => {
    const { body } = await hall.ask(hall.boss, 'GET', '/record/span');
    expect(body).toMatchObject({ from: '2026-10-05', to: '2026-10-20', ownFrom: null, ownTo: null });
  });

  test('the Chairman makes the arrangement itself from the plan', async () => {
    const { status } = await hall.ask(hall.boss, 'POST', '/rosters', { plan: hall.plan, from: '2026-11-30' });
    expect(status).toBe(201);
  });
});
