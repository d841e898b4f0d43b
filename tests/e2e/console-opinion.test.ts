import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { ListedOpinion } from '../../common/protocol/opinions.ts';
import type { Ticket } from '../../common/protocol/ticket.ts';
import { seriousFindings } from '../support/accessibility.ts';
import { BUILT_PAGES, launchBrowser } from '../support/hall-browser.ts';
import { RestHall } from '../support/rest-hall.ts';
import { story } from '../support/story.ts';

const FIELD = 'chung-thuc-ho-tich';
const pictures = process.env.PICTURES;

describe("citizens' opinion in the console", () => {
  const chapter = story();
  let hall: RestHall;
  let browser: Awaited<ReturnType<typeof launchBrowser>>;
  let office: Page;
  let lan: string;
  const numbers: string[] = [];
  const wrongs: string[] = [];

  const picture = async (page: Page, name: string) => {
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
  };
  const signIn = async (username: string) => {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => wrongs.push(error.message));
    await page.goto(`${hall.running.url}/manager`);
    await page.getByLabel('Tên đăng nhập').fill(username);
    await page.getByLabel('Mật khẩu').fill(`${username}-mat-khau`);
    await page.keyboard.press('Enter');
    return page;
  };
  const keyed = async () =>
    (await hall.ask(hall.admin(), 'GET', '/opinions?keyed=true&limit=500')).body
      .opinions as unknown as ListedOpinion[];
  const rate = (ticket: Ticket, level: number, comment = '') => {
    const { pathname, hash } = new URL(hall.running.services.addresses.forCitizen(ticket.id));
    return fetch(`${hall.running.url}/api/v1/track/${pathname.split('/').at(-1)}/opinion`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        level,
        comment,
        criteria: [
          { code: 'attitude', level },
          { code: 'waiting', level: Math.max(1, level - 1) },
        ],
        ratingToken: hash.replace('#r=', ''),
      }),
    });
  };

  beforeAll(async () => {
    hall = await new RestHall(BUILT_PAGES).begin();
    lan = await hall.person('lan', 'clerk', 'Nguyễn Thị Lan');
    await hall.person('giam-sat', 'supervisor', 'Trần Văn Minh');
    await hall.person('chu-tich', 'chairman', 'Lê Văn Tám');
    await hall.ask(lan, 'POST', '/counters/1/open', {});
    for (let visit = 0; visit < 9; visit += 1) {
      hall.clock.minutes(3);
      const ticket = (await hall.ask(hall.admin(), 'POST', '/tickets', { field: FIELD, printer: null }))
        .body as unknown as Ticket;
      await hall.ask(lan, 'POST', '/counters/1/call', { number: ticket.number });
      await hall.ask(lan, 'POST', '/counters/1/finish', {});
      if (visit < 6)
        await rate(ticket, [5, 5, 4, 4, 3, 1][visit] ?? 3, visit === 5 ? 'Phải đi lại hai lần' : '');
      else numbers.push(ticket.number);
    }
    browser = await launchBrowser();
    office = await signIn('giam-sat');
  });
  afterAll(async () => {
    await browser.close();
    await hall.close();
    expect(wrongs).toEqual([]);
  });

  chapter('what came in is read with its answer as a sentence, and narrowed by filters', async () => {
    await office.getByRole('link', { name: 'Ý kiến người dân' }).click();
    await office.getByText(/6 ý kiến trong kỳ: 66,7\s?% hài lòng/).waitFor();
    await office.getByText('Phải đi lại hai lần').waitFor();
    await picture(office, 'console-opinion-list');
    expect(await seriousFindings(office)).toEqual([]);
    await office.getByLabel('Chỉ ý kiến có lời ghi').check();
    await expect.poll(() => office.locator('table.opinions tbody tr').count()).toBe(1);
    await office.getByLabel('Chỉ phiếu nhập tay').check();
    await office.getByText('Không có ý kiến nào trong kỳ này.').waitFor();
  });

  chapter(
    'a stack of slips is keyed in without the mouse: digits, Enter, and the last one taken back',
    async () => {
      await office.getByRole('tab', { name: 'Nhập phiếu khảo sát' }).click();
      await office.getByLabel('Tên tập (nếu có)').fill('Thùng thư tháng 11');
      await office.getByText('Chưa nhập phiếu nào.').waitFor();
      const level = office.getByRole('group', { name: 'Mức hài lòng' });
      await office.getByLabel('Số thứ tự (nếu có)').focus();
      // With a number: level, two answers, the others left out.
      await office.keyboard.type(numbers[0] ?? '');
      await office.keyboard.press('Tab');
      await office.keyboard.type('453');
      await picture(office, 'console-opinion-key-in');
      await office.keyboard.press('Enter');
      await office.getByText('Đã lưu phiếu thứ 1: Hài lòng.').waitFor();
      // The number has the focus again; the same number is refused, in words, and what was keyed stays.
      await office.keyboard.type(numbers[0] ?? '');
      await office.keyboard.press('Tab');
      await office.keyboard.type('1');
      await office.keyboard.press('Enter');
      await office.getByText(/Lượt phục vụ này đã có ý kiến/).waitFor();
      await office.keyboard.press('Control+A');
      await office.keyboard.press('Delete');
      // Without a number: one digit and Enter a slip.
      await office.keyboard.press('Tab');
      await office.keyboard.press('Enter');
      await office.getByText('Đã lưu phiếu thứ 2: Rất không hài lòng.').waitFor();
      for (let slip = 0; slip < 12; slip += 1) {
        await office.keyboard.type(String((slip % 5) + 1));
        await office.keyboard.press('Enter');
        await office.getByText(new RegExp(`Đã lưu phiếu thứ ${slip + 3}:`)).waitFor();
      }
      await office.keyboard.press('Enter');
      await office.getByText('Xin chọn mức hài lòng.').waitFor();
      await expect.poll(async () => (await keyed()).length).toBe(14);
      await expect.poll(() => office.locator('table.opinions tbody tr').count()).toBe(14);
      await office.keyboard.press('Control+z');
      await office.getByText('Đã bỏ phiếu vừa nhập.').waitFor();
      expect((await keyed()).filter((each) => each.withdrawn)).toMatchObject([
        { level: 2, withdrawReason: 'Bỏ ngay sau khi nhập' },
      ]);
      expect((await keyed()).find((each) => each.number === numbers[0])).toMatchObject({
        level: 4,
        criteria: [
          { code: 'attitude', level: 5 },
          { code: 'waiting', level: 3 },
        ],
        batch: 'Thùng thư tháng 11',
        source: 'paper',
      });
      expect(await level.getByRole('radio', { checked: true }).count()).toBe(0);
      await picture(office, 'console-opinion-keyed');
      expect(await seriousFindings(office)).toEqual([]);
    },
  );

  chapter('a slip found later to be wrong is taken out with a reason', async () => {
    await office
      .getByRole('button', { name: /^Bỏ phiếu này: Rất không hài lòng/ })
      .first()
      .click();
    const dialog = office.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Lưu' }).click();
    await dialog.getByText('Xin ghi lý do.').waitFor();
    await dialog.getByLabel('Lý do').fill('Phiếu của bộ phận khác');
    expect(await seriousFindings(office)).toEqual([]);
    await dialog.getByRole('button', { name: 'Lưu' }).click();
    await office.getByText('Đã bỏ: Phiếu của bộ phận khác').waitFor();
  });

  chapter('the report by field, source and criterion, with chart and exports', async () => {
    await office.goto(
      `${hall.running.url}/manager/reports?report=satisfaction&period=month&from=2026-11-01&to=2026-11-30&by=field`,
    );
    await office.getByText(/ý kiến trong kỳ: .* hài lòng hoặc rất hài lòng/).waitFor();
    await office.locator('[data-state="drawn"]').waitFor();
    await picture(office, 'console-satisfaction-field');
    expect(await seriousFindings(office)).toEqual([]);
    await office.locator('select').filter({ hasText: 'Theo tiêu chí' }).selectOption('criterion');
    await office.getByRole('cell', { name: 'Thái độ phục vụ của cán bộ' }).first().waitFor();
    await office.evaluate(() => document.documentElement.setAttribute('data-theme', 'dark'));
    await picture(office, 'console-satisfaction-criterion-dark');
    expect(await seriousFindings(office)).toEqual([]);
    await office.locator('select').filter({ hasText: 'Theo tiêu chí' }).selectOption('source');
    await office.getByRole('cell', { name: 'Điện thoại (mã trên phiếu)' }).first().waitFor();
    if (pictures)
      for (const format of ['docx', 'pdf', 'xlsx']) {
        const file = await office.request.get(
          `${hall.running.url}/api/v1/reports/satisfaction?from=2026-11-01&to=2026-11-30&by=field,source&format=${format}`,
        );
        writeFileSync(join(pictures, `satisfaction.${format}`), await file.body());
      }
  });

  chapter(
    'the Chairman reads and keys in nothing; a clerk finds neither page nor figures that move',
    async () => {
      const chairman = await signIn('chu-tich');
      await chairman.getByRole('link', { name: 'Ý kiến người dân' }).click();
      await chairman.getByText('Phải đi lại hai lần').waitFor();
      expect(await chairman.getByRole('tab').count()).toBe(0);
      expect(await chairman.getByRole('button', { name: /^Bỏ phiếu/ }).count()).toBe(0);
      await chairman.evaluate(() => document.documentElement.setAttribute('data-theme', 'dark'));
      await chairman.setViewportSize({ width: 1024, height: 768 });
      await picture(chairman, 'console-opinion-list-dark-1024');
      expect(await seriousFindings(chairman)).toEqual([]);
      const clerk = await signIn('lan');
      await clerk.getByText('Chưa có tháng nào đã khép lại.').waitFor();
      expect(await clerk.getByRole('link', { name: 'Ý kiến người dân' }).count()).toBe(0);
      hall.clock.minutes(15 * 24 * 60);
      const later = await signIn('lan').catch(() => clerk);
      await later.getByText(/Tháng 11\/2026: 7 ý kiến/).waitFor();
      await picture(later, 'console-own-opinion');
      expect(await seriousFindings(later)).toEqual([]);
    },
  );
});
