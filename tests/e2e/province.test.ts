import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { FIRST_HASH } from '../../server/storage/event-store.ts';
import { logTexts } from '../../server/storage/log-texts.ts';
import { seriousFindings } from '../support/accessibility.ts';
import { BUILT_PAGES, launchBrowser } from '../support/hall-browser.ts';
import { HubPostgres } from '../support/hub-postgres.ts';
import { HUB_PASSWORD, TestHub } from '../support/hub-world.ts';
import { readmePageOf } from '../support/readme-picture.ts';
import { story } from '../support/story.ts';
import { OPENING_MS, TestHall } from '../support/test-hall.ts';

const pictures = process.env.PICTURES;
const postgres = new HubPostgres();

describe('the page of the province', () => {
  const chapter = story();
  let hub: TestHub;
  let hall: TestHall;
  let browser: Browser;
  let page: Page;
  let nowMs = OPENING_MS + 60 * 60_000;

  /** Sends what the hall's log has beyond a place. */
  const ship = async (code: string, after: number) => {
    const all = logTexts(hall.store.db)(0, 10_000);
    const placeOf = (sequence: number) => ({ sequence, hash: all[sequence - 1]?.hash ?? FIRST_HASH });
    const taken = await hub.running.services.intake.take(code, {
      after: placeOf(after),
      events: all.slice(after).map(({ body, hash }) => [body, hash]),
      head: placeOf(all.length),
      signs: {
        version: '0.1.0',
        timeZone: 'Asia/Ho_Chi_Minh',
        hallTimeMs: nowMs,
        troubles: [],
        paperOutSinceMs: null,
      },
    });
    expect(taken.ok).toBe(true);
    return all.length;
  };

  beforeAll(async () => {
    await postgres.begin();
    hub = await new TestHub(await postgres.database(), () => nowMs, BUILT_PAGES).begin();
    const admin = await hub.signIn();
    for (const code of ['xa-tan-binh', 'xa-phu-hoa', 'xa-an-loc'])
      await hub.addHall(admin, code, 'Sở Nội vụ');
    hall = await new TestHall().begin();
    await hall.as('lan').give('counter:open', { counter: '1' });
    for (let at = 0; at < 12; at += 1) await hall.draw(at % 3 === 0 ? 'dat-dai' : 'ho-tich');
    for (let at = 0; at < 4; at += 1) {
      hall.clock.minutes(6);
      await hall.as('lan').give('counter:call-next', { counter: '1' });
    }
    await ship('xa-phu-hoa', 0);
    nowMs += 4 * 60_000;
    await ship('xa-tan-binh', 0);
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  });
  afterAll(async () => {
    await browser.close();
    hall.close();
    await hub.close();
    await postgres.close();
  });

  chapter('signs in, says in a sentence how the halls stand, and follows a hall without reload', async () => {
    await page.goto(hub.running.url);
    await page.getByLabel('Tên đăng nhập').fill('admin');
    await page.getByLabel('Mật khẩu').fill(HUB_PASSWORD);
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await page
      .getByText('1 trong 3 điểm tiếp nhận đang gửi số liệu đầy đủ; 0 mất liên lạc, 1 chậm, 1 chưa tham gia.')
      .waitFor();
    const tiles = page.getByRole('list', { name: 'Các điểm tiếp nhận' }).getByRole('listitem');
    await expect
      .poll(() => tiles.allInnerTexts())
      .toEqual([
        expect.stringContaining('Chậm số liệu'),
        expect.stringContaining('Chưa tham gia'),
        expect.stringContaining('8 người chờ'),
      ]);
    expect(await seriousFindings(page)).toEqual([]);
    await readmePageOf(page, 'province');
    const before = hall.store.head().sequence;
    await hall.draw();
    await ship('xa-tan-binh', before);
    await page.getByText('9 người chờ').waitFor();
  });

  chapter('shows figures of a period by hall and field, and a fork is told', async () => {
    await page.getByRole('link', { name: 'Số liệu' }).click();
    await page.getByLabel('Từ ngày').fill('2026-11-01');
    await page.getByLabel('Đến ngày').fill('2026-11-30');
    await page.getByLabel('Xem theo').selectOption({ label: 'Điểm và lĩnh vực' });
    await page.getByRole('button', { name: 'Xem' }).click();
    await page.getByText('Trong kỳ: 25 phiếu').waitFor();
    const rows = page.getByRole('row');
    await expect
      .poll(() => rows.filter({ hasText: 'Hộ tịch' }).allInnerTexts())
      .toEqual([expect.stringContaining('Xã xa-phu-hoa'), expect.stringContaining('Xã xa-tan-binh')]);
    expect(await seriousFindings(page)).toEqual([]);
    if (pictures) await page.screenshot({ path: join(pictures, 'province-figures.png') });
    await hub.running.services.writer.query("UPDATE halls SET forked_at = 5 WHERE code = 'xa-phu-hoa'");
    await page.getByRole('link', { name: 'Các điểm tiếp nhận' }).click();
    await page.getByText('Có 1 điểm có sổ khác với bản của tỉnh.').waitFor();
  });

  chapter(
    'a hall’s name opens its fields and then its days, and the report is had as pages to sign',
    async () => {
      await page.getByRole('link', { name: 'Số liệu' }).click();
      await page.getByLabel('Từ ngày').fill('2026-11-01');
      await page.getByLabel('Đến ngày').fill('2026-11-30');
      await page.getByRole('button', { name: 'Xem', exact: true }).click();
      await page.getByRole('button', { name: 'Xã xa-tan-binh' }).click();
      const rows = page.getByRole('row');
      await rows.filter({ hasText: 'Hộ tịch' }).first().waitFor();
      expect(await rows.filter({ hasText: 'Xã xa-phu-hoa' }).count()).toBe(0);
      await page.getByRole('button', { name: 'Xã xa-tan-binh' }).first().click();
      await rows.filter({ hasText: '24/11/2026' }).first().waitFor();
      if (pictures) await page.screenshot({ path: join(pictures, 'province-days.png') });
      const waiting = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Tải DOCX' }).click();
      expect((await waiting).suggestedFilename()).toMatch(/^Khối lượng giao dịch .*\.docx$/);
      await page.getByLabel('Báo cáo').selectOption({ label: 'Tình hình các Bộ phận Một cửa' });
      await page.getByLabel('Điểm tiếp nhận').selectOption({ label: 'Tất cả' });
      await page.getByRole('button', { name: 'Xem', exact: true }).click();
      await page.getByRole('cell', { name: 'Không có số liệu trong kỳ' }).first().waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      if (pictures) await page.screenshot({ path: join(pictures, 'province-digest.png') });
    },
  );

  chapter(
    'a fork is accepted after a question, a viewer’s account made, and it is told who looked',
    async () => {
      await page.getByRole('link', { name: 'Ghi danh và khóa' }).click();
      await page.getByRole('button', { name: 'Nhận sổ mới' }).click();
      await page.getByText('Từ nay tính theo sổ hiện có của Xã xa-phu-hoa?').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      if (pictures) await page.screenshot({ path: join(pictures, 'province-keys.png') });
      await page.getByRole('button', { name: 'Thôi' }).click();
      await page.getByRole('link', { name: 'Tài khoản', exact: true }).click();
      await page.getByLabel('Tên đăng nhập').fill('ban-xem');
      await page.getByLabel('Mật khẩu').fill('lua-chin-vang-2026');
      await page.getByLabel('Được xem').selectOption(['xa-tan-binh']);
      await page.getByRole('button', { name: 'Lưu tài khoản' }).click();
      await page.getByText('Đã lưu tài khoản ban-xem.').waitFor();
      const own = page.getByRole('row').filter({ hasText: 'ban-xem' });
      await own.getByText('Xã xa-tan-binh').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      if (pictures) await page.screenshot({ path: join(pictures, 'province-accounts.png') });
      await own.getByRole('button', { name: 'Ngừng dùng' }).click();
      await page.getByRole('button', { name: 'Đồng ý' }).click();
      await page.getByText('Đã ngừng dùng tài khoản ban-xem.').waitFor();
      await page.getByRole('link', { name: 'Đầu trang và người ký' }).click();
      await page.getByLabel('Cơ quan ban hành').fill('SỞ NỘI VỤ');
      await page.getByRole('button', { name: 'Lưu', exact: true }).click();
      await page.getByText('Đã lưu.').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      if (pictures) await page.screenshot({ path: join(pictures, 'province-settings.png') });
      await page.getByRole('link', { name: 'Ai đã xem gì' }).click();
      await page.getByRole('row').filter({ hasText: 'digest' }).first().waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      if (pictures) await page.screenshot({ path: join(pictures, 'province-looks.png') });
    },
  );

  chapter('a hall is added and its code shown', async () => {
    await page.getByRole('link', { name: 'Ghi danh và khóa' }).click();
    await page.getByLabel('Mã', { exact: true }).fill('xa-long-ha');
    await page.getByLabel('Tên', { exact: true }).fill('Xã Long Hà');
    await page.getByRole('button', { name: 'Thêm' }).click();
    await page.getByText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    if (pictures) await page.screenshot({ path: join(pictures, 'province-add.png') });
  });
});
