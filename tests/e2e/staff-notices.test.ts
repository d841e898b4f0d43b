import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { seriousFindings } from '../support/accessibility.ts';
import { ConsolePage } from '../support/console-page.ts';
import { story } from '../support/story.ts';

const LAN = { username: 'lan', password: 'hoa-sen-tren-ho-1' };

describe('what every staff page tells of a bad day', () => {
  const chapter = story();
  let site: ConsolePage;
  let context: BrowserContext;
  let desk: Page;
  let kiosk: Page;
  const wrongs: string[] = [];
  const pictures = process.env.PICTURES;
  const offered = () => kiosk.getByRole('button', { name: /^Việc khác/ });
  const keep = async (page: Page, name: string) => {
    if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` });
  };

  beforeAll(async () => {
    site = await ConsolePage.open();
    await site.rest('POST', '/accounts', { ...LAN, displayName: 'Nguyễn Thị Lan', role: 'clerk' });
    context = await site.browser.newContext({ viewport: { width: 1366, height: 768 } });
    desk = await context.newPage();
    kiosk = await context.newPage();
    await kiosk.setViewportSize({ width: 1080, height: 1920 });
    for (const page of [desk, kiosk]) {
      page.setDefaultTimeout(15_000);
      page.on('pageerror', (error) => wrongs.push(error.message));
    }
    await kiosk.goto(`${site.hall.url}/kiosk`);
    await offered().waitFor();
    await desk.goto(`${site.hall.url}/counter`);
    await desk.getByLabel('Tên đăng nhập').fill(LAN.username);
    await desk.getByLabel('Mật khẩu').fill(LAN.password);
    await desk.keyboard.press('Enter');
    await desk.getByRole('heading', { name: 'Chọn quầy' }).waitFor();
  }, 120_000);
  afterAll(async () => {
    await site.close();
    expect([...wrongs, ...site.wrongs]).toEqual([]);
  });
  const staff = () => [
    { page: desk, name: 'desk' },
    { page: site.page, name: 'console' },
  ];

  chapter('a restore stands on desk and console until a leader has acknowledged it', async () => {
    const { hall } = site.hall.services;
    await hall.record([
      {
        type: 'record:restored',
        copySequence: hall.state.sequence,
        copyAtMs: hall.clock.nowMs() - 3_600_000,
        lostSequence: null,
        numbers: [],
      },
    ]);
    for (const { page, name } of staff()) {
      await page.getByRole('alert').filter({ hasText: 'Sổ được lấy lại từ bản sao' }).waitFor();
      await keep(page, `restored-${name}`);
      expect(await seriousFindings(page), name).toEqual([]);
    }
    // A clerk reads it and cannot put it away.
    const away = { name: 'Đã rõ, thôi nhắc' };
    expect(await desk.getByRole('button', away).count()).toBe(0);
    await site.page.getByRole('button', away).click();
    for (const { page } of staff())
      await page.getByText('Sổ được lấy lại từ bản sao').waitFor({ state: 'detached' });
  });

  chapter(
    'a day in doubt is asked about at desk and console, and awaited in words at the kiosk',
    async () => {
      const { hall } = site.hall.services;
      const nowMs = hall.clock.nowMs();
      await hall.record([
        {
          type: 'day:doubted',
          code: 'clock_behind_record',
          trustedMs: null,
          sinceMs: nowMs,
          sinceSequence: hall.state.sequence + 1,
          machineMs: nowMs,
        },
      ]);
      for (const { page, name } of staff()) {
        await page.getByRole('alert').filter({ hasText: 'Chưa rõ hôm nay là ngày nào' }).waitFor();
        await keep(page, `doubt-${name}`);
        expect(await seriousFindings(page), name).toEqual([]);
      }
      await offered().waitFor({ state: 'detached' });
      await keep(kiosk, 'doubt-kiosk');
      expect(await seriousFindings(kiosk)).toEqual([]);
      // One tap of the clerk settles it, and the kiosk gives numbers again.
      await desk.getByRole('button', { name: /^Hôm nay là / }).click();
      await site.page.getByText('Chưa rõ hôm nay là ngày nào').waitFor({ state: 'detached' });
      await offered().waitFor();
    },
  );

  chapter(
    'a disk that is nearly full is told at desk and console before it is, with what to do',
    async () => {
      const report = await (await site.call('GET', '/health')).json();
      const low = { ok: true, warning: 'disk_low', freeBytes: 0.6 * 1024 ** 3 };
      for (const { page, name } of staff()) {
        await page.route('**/api/v1/health', (route) =>
          route.fulfill({ json: { ...report, checks: { ...report.checks, storage: low } } }),
        );
        await page.reload();
        const notice = page.getByRole('status').filter({ hasText: 'Sắp hết chỗ trên đĩa: xin dọn đĩa' });
        await notice.waitFor();
        expect(await notice.textContent()).toContain('Còn trống 0,6 GB');
        await keep(page, `disk-${name}`);
        expect(await seriousFindings(page), name).toEqual([]);
      }
      // Whoever cannot free the disk is told whom to tell.
      await desk.getByText('Xin báo người quản trị.').waitFor();
      expect(await site.page.getByText('Xin báo người quản trị.').count()).toBe(0);
    },
  );
});
