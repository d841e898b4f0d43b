import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { seriousFindings } from '../support/accessibility.ts';
import { BUILT_PAGES, launchBrowser } from '../support/hall-browser.ts';
import { RestHall } from '../support/rest-hall.ts';
import { story } from '../support/story.ts';

const FIELD = 'chung-thuc-ho-tich';
const pictures = process.env.PICTURES;

describe('remarks on procedures, from the desk to the draft', () => {
  const chapter = story();
  let hall: RestHall;
  let browser: Awaited<ReturnType<typeof launchBrowser>>;
  let desk: Page;
  let office: Page;
  const wrongs: string[] = [];

  const picture = async (page: Page, name: string) => {
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
  };
  const signIn = async (path: string, username: string) => {
    const context = await browser.newContext({
      viewport: { width: 1366, height: 768 },
      acceptDownloads: true,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => wrongs.push(error.message));
    page.on('console', (said) => {
      if (said.type() === 'error' && !said.text().includes('status of')) wrongs.push(said.text());
    });
    await page.goto(`${hall.running.url}/${path}`);
    await page.getByLabel('Tên đăng nhập').fill(username);
    await page.getByLabel('Mật khẩu').fill(`${username}-mat-khau`);
    await page.keyboard.press('Enter');
    return page;
  };

  beforeAll(async () => {
    hall = await new RestHall(BUILT_PAGES).begin();
    const lan = await hall.person('lan', 'clerk', 'Nguyễn Thị Lan');
    await hall.person('minh', 'clerk', 'Trần Văn Minh');
    await hall.person('chu-tich', 'chairman', 'Lê Văn Tám');
    browser = await launchBrowser();
    const procedure = [...hall.running.services.procedures()].find((each) => each.field === FIELD);
    await hall.ask(lan, 'POST', '/counters/1/open', {});
    await hall.ask(hall.admin(), 'POST', '/tickets', {
      field: FIELD,
      procedure: procedure?.code,
      printer: null,
    });
    desk = await signIn('counter', 'lan');
    await desk.getByRole('button', { name: /Gọi tiếp/ }).waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await hall.close();
    expect(wrongs).toEqual([]);
  });

  const box = () => desk.getByRole('dialog', { name: 'Ghi vướng mắc, đề xuất' });

  const said = () => box().getByRole('textbox', { name: 'Nội dung' });

  chapter('by keys alone: the remark is about the procedure and the ticket at the desk', async () => {
    await desk.keyboard.press('F2');
    await desk.locator('.present.called').waitFor();
    await desk.locator('.main-act:enabled').waitFor();
    await picture(desk, 'desk-with-remark-key');
    await desk.keyboard.press('Shift+F8');
    await box().waitFor();
    await expect.poll(() => box().getByLabel('Về việc gì').inputValue()).toMatch(/^p:/);
    expect(await said().evaluate((element) => element === document.activeElement)).toBe(true);
    await desk.keyboard.type('Mẫu tờ khai có hai bản khác nhau');
    await desk.keyboard.press('Tab');
    await desk.keyboard.press('Tab');
    await desk.keyboard.press('Enter');
    await box().getByText('Đã ghi ý kiến.').waitFor();
    const item = box().getByRole('listitem');
    await item.filter({ hasText: 'Mẫu tờ khai có hai bản khác nhau' }).waitFor();
    expect(await item.first().textContent()).toMatch(/Vướng mắc .* số \d+/);
    await picture(desk, 'desk-remark');
    expect(await seriousFindings(desk)).toEqual([]);
    const ticket = await desk.locator('.present.called').count();
    expect(ticket).toBe(1);
  });

  chapter('a telephone number is refused in words, and what was typed stays', async () => {
    await said().fill('Gọi chị Hoa 0912 345 678 để bổ sung');
    await box().getByRole('button', { name: 'Gửi ý kiến' }).click();
    await box()
      .getByText(/giống số điện thoại/)
      .waitFor();
    expect(await said().inputValue()).toContain('0912');
    await said().fill('Xin bỏ bản sao giấy khai sinh');
    await box().getByText('Đề xuất sửa đổi').first().click();
    await box().getByRole('button', { name: 'Gửi ý kiến' }).click();
    await box().getByRole('listitem').nth(1).waitFor();
  });

  chapter('the own remark is taken back; Escape leaves to the desk', async () => {
    await said().fill('Ghi nhầm');
    await box().getByRole('button', { name: 'Gửi ý kiến' }).click();
    await box().getByRole('listitem').nth(2).waitFor();
    await box().getByRole('button', { name: 'Rút lại ý kiến: Ghi nhầm' }).click();
    await box().getByText('Đã rút lại.').waitFor();
    await box().getByRole('listitem').nth(2).waitFor({ state: 'detached' });
    await desk.keyboard.press('Escape');
    await box().waitFor({ state: 'detached' });
  });

  chapter('the Chairman sees them by procedure, answers one and keeps one for the draft', async () => {
    office = await signIn('manager', 'chu-tich');
    await office.getByRole('link', { name: 'Vướng mắc, đề xuất' }).click();
    await office.getByText('2 ý kiến trong kỳ: 2 chưa xử lý, 0 đưa vào dự thảo.').waitFor();
    await office.getByText('Chưa có ý kiến nào được đưa vào dự thảo.').waitFor();
    await picture(office, 'remarks-open');
    expect(await seriousFindings(office)).toEqual([]);
    const dialog = office.getByRole('dialog');
    await office.getByRole('button', { name: 'Xử lý ý kiến: Xin bỏ bản sao giấy khai sinh' }).click();
    await dialog.getByLabel('Đưa vào dự thảo').check();
    await dialog
      .getByRole('textbox', { name: 'Ý kiến xử lý' })
      .fill('Kiến nghị Sở Tư pháp bỏ bản sao khi đã có dữ liệu dân cư');
    await picture(office, 'remarks-settle');
    await dialog.getByRole('button', { name: 'Lưu' }).click();
    await office.getByText('1 chưa xử lý, 1 đưa vào dự thảo').waitFor();
    await office.getByRole('button', { name: /Xử lý ý kiến: Mẫu tờ khai/ }).focus();
    await office.keyboard.press('Enter');
    await dialog.waitFor();
    expect(await seriousFindings(office)).toEqual([]);
    await dialog.getByRole('button', { name: 'Lưu' }).click();
    await dialog.getByText('Xin ghi ý kiến xử lý.').waitFor();
    await dialog.getByRole('textbox', { name: 'Ý kiến xử lý' }).fill('Đã thay mẫu ở tất cả các quầy');
    await dialog.getByRole('button', { name: 'Lưu' }).click();
    await office.getByText('tất cả đã được xem').waitFor();
    await picture(office, 'remarks-settled');
    const downloading = office.waitForEvent('download');
    await office.getByRole('link', { name: 'Dự thảo Word' }).click();
    const file = await downloading;
    expect(file.suggestedFilename()).toMatch(/^Vướng mắc, đề xuất.*\.docx$/);
    if (pictures) {
      await file.saveAs(join(pictures, 'draft.docx'));
      const page = await office.request.get(
        `${hall.running.url}/api/v1/reports/difficulties?from=2026-11-01&to=2026-11-30&format=pdf`,
      );
      writeFileSync(join(pictures, 'draft.pdf'), await page.body());
    }
    await office.locator('.filters select').last().selectOption('open');
    await office.getByText('Không có ý kiến nào trong kỳ này.').waitFor();
    await office.getByRole('button', { name: 'Kỳ trước' }).click();
    await office.getByText('01/07/2026 – 30/09/2026').waitFor();
  });

  chapter('the clerk reads the answer at the desk, and the other clerk nothing of it', async () => {
    await desk.keyboard.press('Shift+F8');
    await box().getByText('Đã xử lý: Đã thay mẫu ở tất cả các quầy').waitFor();
    expect(
      await box()
        .getByRole('button', { name: /Rút lại/ })
        .count(),
    ).toBe(0);
    await picture(desk, 'desk-remark-answered');
    const other = await signIn('manager', 'minh');
    await other.getByRole('link', { name: 'Vướng mắc, đề xuất' }).click();
    await other.getByText('Chưa ghi ý kiến nào.').waitFor();
    await picture(other, 'remarks-clerk');
    expect(await seriousFindings(other)).toEqual([]);
    // A difficulty of the hall as a whole is of no procedure (S22).
    await other.getByLabel('Về việc gì').selectOption('t:network');
    await other.getByRole('textbox', { name: 'Nội dung' }).fill('Mạng đứt từ 8 giờ đến 10 giờ');
    await other.getByRole('button', { name: 'Gửi ý kiến' }).click();
    await other.getByText('Việc chung: Đường truyền, mạng').waitFor();
    await picture(other, 'remarks-general');
    await office.getByRole('button', { name: 'Kỳ sau' }).click();
    await office.getByRole('rowgroup').getByText('Việc chung: Đường truyền, mạng').waitFor();
    await picture(office, 'remarks-general-listed');
  });
});
