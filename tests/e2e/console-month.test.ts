import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import mammoth from 'mammoth';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { bringRecord } from '../planning/planned-hall.ts';
import { seriousFindings } from '../support/accessibility.ts';
import { ConsolePage } from '../support/console-page.ts';
import { recordedWeeks } from '../support/recorded-weeks.ts';
import { story } from '../support/story.ts';

const PLAN_MS = 120_000;
const PASSWORD = 'hoa-sen-1234';

describe('the Chairman, from a fresh import to the paper that is signed', () => {
  const chapter = story();
  let at: ConsolePage;
  let page: Page;
  let clicks = 0;
  const click = async (role: 'button' | 'link', name: string | RegExp) => {
    clicks += 1;
    await page.getByRole(role, { name }).first().click();
  };
  const picture = async (name: string) => {
    const folder = process.env.PICTURES;
    if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
  };

  beforeAll(async () => {
    at = await ConsolePage.open();
    await at.rest('POST', '/accounts', {
      username: 'chu-tich',
      displayName: 'Phạm Thị Chủ',
      role: 'chairman',
      password: PASSWORD,
    });
    page = await (
      await at.browser.newContext({ viewport: { width: 1366, height: 768 }, acceptDownloads: true })
    ).newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => at.wrongs.push(error.message));
  });
  afterAll(async () => {
    await at.close();
    expect(at.wrongs).toEqual([]);
  });

  chapter('an empty record is told as such, and nothing is offered that cannot be done', async () => {
    await page.goto(`${at.hall.url}/manager`);
    await page.getByLabel('Tên đăng nhập').fill('chu-tich');
    await page.getByLabel('Mật khẩu').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Tháng này, ký gì', level: 1 }).waitFor();
    await page.getByText('Sổ chưa có lượt nào.').waitFor();
    expect(await page.getByRole('button', { name: /Tính phương án/ }).count()).toBe(0);
  });

  chapter(
    'two clicks lead to the three figures, at most three decisions, and a submission that another program opens',
    async () => {
      await bringRecord(join(at.folder, 'hall'), recordedWeeks(6, '2026-11-23'));
      await page.reload();
      await page.getByText('Chưa có phương án nào để trình.').waitFor();
      clicks = 0;
      await click('button', 'Tính phương án từ số liệu này');
      await page.locator('.month-figures').waitFor({ timeout: PLAN_MS });
      expect(await page.locator('.month-figures .big').count()).toBe(3);
      const cards = await page.locator('.decision').count();
      expect(cards).toBeGreaterThan(0);
      expect(cards).toBeLessThanOrEqual(3);
      await picture('month');
      expect(await seriousFindings(page)).toEqual([]);
      const downloading = page.waitForEvent('download');
      await click('link', 'Tờ trình Word (dự thảo)');
      const file = await (await downloading).path();
      expect(clicks).toBe(2);
      const { value } = await mammoth.extractRawText({ buffer: readFileSync(file) });
      expect(value).toContain('TỜ TRÌNH');
      expect(value).toContain('I. Nhân sự chính thức');
      // Nobody stands on the register of a fresh hall: the paper says that it is a draft.
      expect(value).toContain('Dự thảo:');
    },
  );

  chapter('it stands on one screen of a large display, and in the dark', async () => {
    await page.setViewportSize({ width: 1920, height: 1080 });
    await picture('month-large');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'dark'));
    await picture('month-dark');
    expect(await seriousFindings(page, 'colour')).toEqual([]);
    await page.evaluate(() => document.documentElement.removeAttribute('data-theme'));
    await page.setViewportSize({ width: 1366, height: 768 });
  });

  chapter(
    'the plan says whether it can be carried out before it says how good it is, and leads to the arrangement',
    async () => {
      await click('link', 'Xem phương án');
      await page.locator('.standing').waitFor();
      expect(await page.locator('.answer.met').count()).toBe(0);
      await page.getByText('Chưa đăng ký chuyên môn của cán bộ nào').waitFor();
      await picture('plan-standing');
      await click('link', 'Lập phương án bố trí');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
    },
  );
});
