import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { type RunningHall, startHall } from '../../server/main.ts';
import { seriousFindings } from '../support/accessibility.ts';
import { BUILT_PAGES, launchBrowser } from '../support/hall-browser.ts';
import { story } from '../support/story.ts';

const PASSWORD = 'mot-cua-lien-thong-1';
const FIELD = 'chung-thuc-ho-tich';
const pictures = process.env.PICTURES;

describe('the console, on the real hall', () => {
  const chapter = story();
  let data: string;
  let browser: Browser;
  let hall: RunningHall;
  let page: Page;
  let token = '';
  const wrongs: string[] = [];

  const rest = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${hall.url}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(answer.status).toBeLessThan(300);
    return (await answer.json()) as unknown;
  };
  const picture = async (name: string) => {
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
  };
  const menu = async (name: string) => {
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
  };

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'motcua-console-'));
    hall = await startHall(
      {
        port: 0,
        host: '127.0.0.1',
        dataDir: data,
        adminPassword: null,
        logLevel: 'error',
        timeZone: 'Asia/Ho_Chi_Minh',
      },
      { webFolder: BUILT_PAGES },
    );
    browser = await launchBrowser();
    page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => wrongs.push(error.message));
  });

  afterAll(async () => {
    await browser.close();
    await hall.stop();
    rmSync(data, { recursive: true, force: true });
    expect(wrongs).toEqual([]);
  });

  chapter('a wrong link sets nothing up, the printed one does and shows every address', async () => {
    await page.goto(`${hall.url}/setup#khong-phai-lien-ket`);
    await page.getByLabel('Tên bộ phận một cửa').fill('Trung tâm Phục vụ hành chính công xã Tân Phú');
    await page.locator('input[name="adminPassword"]').fill(PASSWORD);
    await page.getByLabel('Nhập lại mật khẩu').fill(PASSWORD);
    await page.getByRole('button', { name: 'Hoàn tất thiết lập' }).click();
    await page.getByText(/Liên kết này không đúng/).waitFor();
    await page.goto('about:blank');
    await page.goto(`${hall.url}/setup#${hall.setUpToken}`);
    await page.locator('input[value="commune"]').check();
    await page.getByLabel('Tên bộ phận một cửa').fill('Trung tâm Phục vụ hành chính công xã Tân Phú');
    await page.locator('input[name="adminPassword"]').fill(PASSWORD);
    await page.getByLabel('Nhập lại mật khẩu').fill(PASSWORD);
    await picture('setup');
    await page.getByRole('button', { name: 'Hoàn tất thiết lập' }).click();
    await page.getByText('Đã thiết lập xong').waitFor();
    await picture('setup-done');
    await page.goto(`${hall.url}/setup`);
    await page.getByText('Bộ phận một cửa đã được thiết lập.').waitFor();
  });

  chapter('the live page follows a draw and a call without reload', async () => {
    const session = await fetch(`${hall.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: PASSWORD }),
    });
    token = ((await session.json()) as { token: string }).token;
    await page.goto(`${hall.url}/manager`);
    await page.getByText('Hiện không có ai chờ.').waitFor();
    await rest('POST', '/tickets', { field: FIELD });
    await rest('POST', '/tickets', { field: FIELD });
    await page.getByText('Đang chờ 2 người').waitFor();
    await rest('POST', '/counters/1/open', {});
    await rest('POST', '/counters/1/call-next', {});
    await page.locator('.tile-number', { hasText: '1001' }).waitFor();
    await picture('manager-live');
  });

  chapter('the report shows what was finished, by field and by hour, and as a file', async () => {
    await rest('POST', '/counters/1/start', {});
    const { procedures } = (await rest('GET', '/procedures')) as {
      procedures: { code: string; field: string }[];
    };
    const procedure = procedures.find((each) => each.field === FIELD)?.code;
    await rest('POST', '/counters/1/finish', { transactions: [{ procedure, count: 3 }] });
    await menu('Báo cáo');
    await page.getByText('Trong kỳ đã phục vụ 1 người, 3 lượt giao dịch.').waitFor();
    expect(await page.locator('tbody tr').first().locator('td').first().textContent()).toContain(
      'Chứng thực',
    );
    await picture('manager-report');
    // The address of a page can be kept, sent and opened anew.
    await page.reload();
    await page.getByRole('heading', { name: 'Báo cáo', level: 1 }).waitFor();
    await page.getByLabel('Chia theo').selectOption('slot');
    await page.getByRole('cell', { name: /\d\d:\d0–\d\d:\d0/ }).waitFor();
    const href = await page.getByRole('link', { name: 'Tệp CSV' }).getAttribute('href');
    const file = await fetch(`${hall.url}${href}`, { headers: { authorization: `Bearer ${token}` } });
    expect(await file.text()).toContain('Tổng cộng');
  });

  chapter('a device is paired by its code, and revoked', async () => {
    await menu('Thiết bị');
    await page.getByLabel('Loại').selectOption('display');
    await page.getByLabel('Tên thiết bị').fill('Màn hình sảnh');
    await page.getByRole('button', { name: 'Tạo mã ghép' }).click();
    const code = (await page.locator('.code strong').textContent()) ?? '';
    await picture('manager-devices');
    await rest('POST', '/devices/claim', { code });
    await page.getByRole('cell', { name: 'Màn hình sảnh', exact: true }).waitFor();
    page.once('dialog', (dialog) => void dialog.accept());
    await page
      .getByRole('row', { name: /Màn hình sảnh/ })
      .getByRole('button', { name: 'Thu hồi' })
      .click();
    await page.getByRole('cell', { name: 'Màn hình sảnh', exact: true }).waitFor({ state: 'detached' });
  });

  chapter('the tickets that were printed can be seen', async () => {
    await menu('Máy in ảo');
    await page.locator('.paper img').first().waitFor();
    await page.waitForFunction(
      () => (document.querySelector<HTMLImageElement>('.paper img')?.naturalWidth ?? 0) > 0,
    );
    await picture('manager-paper');
  });

  chapter('an account is made, and a clerk sees no page of leaders', async () => {
    await menu('Cán bộ và tài khoản');
    await page.getByRole('tab', { name: 'Tài khoản' }).click();
    await page.getByRole('textbox', { name: 'Tài khoản' }).fill('lan');
    await page.getByLabel('Họ và tên').fill('Nguyễn Thị Lan');
    await page.getByLabel('Mật khẩu', { exact: true }).fill('hoa-sen-1234');
    await page.getByLabel('Nhập lại mật khẩu').fill('hoa-sen-1234');
    await page.getByRole('button', { name: 'Thêm', exact: true }).click();
    await page.getByRole('cell', { name: 'Nguyễn Thị Lan' }).waitFor();
    await picture('manager-people');
    const clerk = await (await browser.newContext()).newPage();
    await clerk.goto(`${hall.url}/manager`);
    await clerk.getByLabel('Tên đăng nhập').fill('lan');
    await clerk.getByLabel('Mật khẩu').fill('hoa-sen-1234');
    await clerk.keyboard.press('Enter');
    await clerk.getByText('Nguyễn Thị Lan').waitFor();
    await clerk.getByText('Hôm nay đã phục vụ 0 người').waitFor();
    expect(await clerk.getByRole('navigation').getByRole('link').allTextContents()).toEqual([
      'Việc của tôi hôm nay',
      'Vướng mắc, đề xuất',
    ]);
    await clerk.close();
  });

  chapter.each([
    ['supervisor', ['Đang diễn ra', 'Báo cáo'], ['Tài khoản']],
    ['chairman', ['Đang diễn ra', 'Báo cáo', 'Nhật ký'], ['Tài khoản']],
  ] as const)(
    'a %s finds the pages of that role, and nothing to command beyond it',
    async (role, pages, none) => {
      const password = 'hoa-sen-1234';
      await rest('POST', '/accounts', { username: role, displayName: 'Trần Văn Phú', role, password });
      const other = await (await browser.newContext()).newPage();
      await other.goto(`${hall.url}/manager`);
      await other.getByLabel('Tên đăng nhập').fill(role);
      await other.getByLabel('Mật khẩu').fill(password);
      await other.keyboard.press('Enter');
      await other.getByText('Trần Văn Phú').waitFor();
      const menuOf = await other.getByRole('navigation').getByRole('link').allTextContents();
      expect(menuOf).toEqual(expect.arrayContaining([...pages]));
      expect(menuOf).not.toContain('Thiết lập');
      const closing = await other.getByRole('button', { name: 'Kết thúc ngày' }).count();
      expect(closing).toBe(role === 'supervisor' ? 1 : 0);
      await other.getByRole('link', { name: 'Cán bộ và tài khoản' }).click();
      await other.getByRole('tab', { name: 'Cán bộ' }).waitFor();
      for (const name of none) expect(await other.getByRole('tab', { name }).count()).toBe(0);
      await other.close();
    },
  );

  chapter.each(['Đang diễn ra', 'Báo cáo', 'Thiết bị', 'Cán bộ và tài khoản', 'Tình trạng hệ thống'])(
    'nothing serious stands in the way of a screen reader: %s',
    async (name) => {
      await menu(name);
      await page.locator('.content > :nth-child(2)').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
    },
  );
});
