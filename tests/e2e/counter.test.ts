import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, vi } from 'vitest';
import { type RunningHall, startHall } from '../../server/main.ts';
import { seriousFindings } from '../support/accessibility.ts';
import { BUILT_PAGES, launchBrowser } from '../support/hall-browser.ts';
import { story } from '../support/story.ts';

const PASSWORD = 'mat-khau-thu-1';
const FIELD = 'chung-thuc-ho-tich';
const pictures = process.env.PICTURES;

describe('the desk of a counter, on the real hall', () => {
  const chapter = story();
  let data: string;
  let browser: Browser;
  let hall: RunningHall;
  let page: Page;
  let token: string;
  const wrongs: string[] = [];

  const rest = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${hall.url}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await answer.json()) as Record<string, never>;
  };
  const draw = async (field = FIELD) =>
    (await rest('POST', '/tickets', { field })) as unknown as { id: string; number: string };
  const picture = async (name: string) => {
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
  };
  /** A key of the desk, once the answer to the one before is there. */
  const step = async (key = 'F2') => {
    await page.locator('.main-act:enabled').waitFor();
    await page.keyboard.press(key);
  };
  /** Waits out the moment in which a second press is none. */
  const served = async () => {
    await page.locator('.present.serving').waitFor();
    await page.waitForTimeout(650);
  };
  const present = () => page.locator('.present-number').getAttribute('aria-label');

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'motcua-desk-'));
    hall = await startHall(
      {
        port: 0,
        host: '127.0.0.1',
        dataDir: data,
        adminPassword: PASSWORD,
        logLevel: 'error',
        timeZone: 'Asia/Ho_Chi_Minh',
      },
      { webFolder: BUILT_PAGES },
    );
    const session = await fetch(`${hall.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: PASSWORD }),
    });
    token = ((await session.json()) as { token: string }).token;
    await rest('POST', '/accounts', {
      username: 'lan',
      displayName: 'Nguyễn Thị Lan',
      role: 'clerk',
      password: 'hoa-sen-tren-ho-1',
    });
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

  chapter('a wrong password is said in words, the right one opens the choice of counters', async () => {
    await page.goto(`${hall.url}/counter`);
    await page.getByLabel('Tên đăng nhập').fill('lan');
    await page.getByLabel('Mật khẩu').fill('sai-mat-khau');
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await page.getByText('Tên đăng nhập hoặc mật khẩu chưa đúng.').waitFor();
    await picture('counter-sign-in');
    await page.getByLabel('Mật khẩu').fill('hoa-sen-tren-ho-1');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Chọn quầy' }).waitFor();
    await picture('counter-choose');
    await page
      .getByRole('button', { name: /Chứng thực/ })
      .first()
      .click();
    await page.getByText('Chưa gọi số nào').waitFor();
  });

  chapter('one key at a time: call, start, finish, and the visit is in the report', async () => {
    const first = await draw();
    await draw();
    await page.getByRole('button', { name: 'Gọi tiếp (2 đang chờ)' }).waitFor();
    await page.locator('.next-up strong', { hasText: first.number }).waitFor();
    await picture('counter-line');
    await step();
    await page.locator('.present.called').waitFor();
    expect(await present()).toBe(first.number);
    await step('F3');
    await page.getByText('Đã gọi lại.').waitFor();
    await step();
    await page.locator('.present.serving').waitFor();
    await page.getByLabel(/Thêm thủ tục/).fill('chung thuc');
    await page.keyboard.press('Enter');
    await page.locator('.work-rows li').waitFor();
    await page.locator('.present').click();
    for (const key of 'H15.50.05.13-261008-0975') await page.keyboard.press(key);
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      () =>
        document.querySelector<HTMLInputElement>('.work-rows .dossier')?.value === 'H15.50.05.13-261008-0975',
    );
    await picture('counter-serving');
    await served();
    await step();
    await page.getByText('Đã hoàn thành.').waitFor();
    await page.locator('.figures dd', { hasText: '1' }).first().waitFor();
    await picture('counter-day');
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());
    const report = JSON.stringify(await rest('GET', `/reports/volume?from=${today}&to=${today}&by=field`));
    expect(report).toContain(FIELD);
    expect(report).toMatch(/"served":1\b/);
    expect(report).toMatch(/"transactions":1\b/);
  });

  chapter('a parked ticket waits apart and comes back', async () => {
    await step();
    await page.locator('.present.called').waitFor();
    const number = await present();
    await step();
    await page.locator('.present.serving').waitFor();
    await step('F6');
    await picture('counter-park');
    await page.locator('.dialog .choice').first().click();
    await page.getByText('Số tạm gác').waitFor();
    await page.getByRole('button', { name: `Đưa lại hàng chờ: ${number}` }).click();
    await page.getByText('Đã đưa lại hàng chờ.').waitFor();
    await page.getByRole('button', { name: `Gọi số ${number}`, exact: true }).click();
    await page.locator('.present.called').waitFor();
    expect(await present()).toBe(number);
  });

  chapter('a transfer takes the ticket to the other field', async () => {
    await step('F7');
    await picture('counter-transfer');
    await page.locator('.dialog .choice', { hasText: 'Đất đai' }).first().click();
    await page.getByText('Đã chuyển.').waitFor();
    const { tickets } = (await rest('GET', '/tickets?state=waiting')) as unknown as {
      tickets: { field: string; drawnField: string }[];
    };
    expect(tickets.some((each) => each.field !== each.drawnField)).toBe(true);
  });

  chapter('two windows of one clerk show one state, and only one of two taps calls', async () => {
    await draw();
    await draw();
    const second = await page.context().newPage();
    await second.goto(`${hall.url}/counter`);
    await second.getByText('Chưa gọi số nào').waitFor();
    await Promise.all([
      page.getByRole('button', { name: /Gọi tiếp/ }).click(),
      second.getByRole('button', { name: /Gọi tiếp/ }).click(),
    ]);
    await page.locator('.present-number').waitFor();
    await second.locator('.present-number').waitFor();
    const numbers = await second.locator('.present-number').getAttribute('aria-label');
    expect(await present()).toBe(numbers);
    // The slower tap meets either "call" (refused: somebody is here by now) or already "start" of that same ticket.
    const at = async (state: string) =>
      ((await rest('GET', `/tickets?state=${state}`)) as unknown as { tickets: unknown[] }).tickets.length;
    expect((await at('called')) + (await at('serving'))).toBe(1);
    const ended = (await rest('GET', '/me/day')) as unknown as { served: number };
    expect(ended.served).toBe(0);
    await second.close();
  });

  chapter(
    'a clerk records a citizen whole in four keys, takes the end back by a fifth, and F2 twice serves nobody away',
    async () => {
      await rest('POST', '/counters/1/finish', {}).catch(() => undefined);
      await page.getByText('Chưa gọi số nào').waitFor();
      await draw();
      let keys = 0;
      const key = async (name: string) => {
        keys += 1;
        await page.keyboard.press(name);
      };
      await page.locator('.main-act:enabled').waitFor();
      await key('F2');
      await page.locator('.present.called').waitFor();
      const number = await present();
      await page.waitForTimeout(650);
      // Twice, as a worn key does: it starts, and does not end.
      await page.keyboard.press('F2');
      await page.waitForTimeout(120);
      await key('F2');
      await page.locator('.present.serving').waitFor();
      await page.locator('.main-act:enabled').waitFor();
      expect(await present()).toBe(number);
      await page.waitForTimeout(650);
      await key('1');
      await page.locator('.work-rows li').waitFor();
      await key('F2');
      await page.getByText('Chưa gọi số nào').waitFor();
      expect(keys).toBe(4);
      await page.locator('.undo-line button').waitFor();
      await page.keyboard.press('z');
      await page.locator('.present.serving').waitFor();
      expect(await present()).toBe(number);
      await page.locator('.work-rows li').waitFor();
      const visits = (await rest('GET', '/tickets?state=serving')) as unknown as {
        tickets: { number: string; outcome: string | null; transactions: unknown[] }[];
      };
      expect(visits.tickets).toMatchObject([{ number, outcome: null }]);
    },
  );

  chapter('a scan is kept whole wherever the focus is, and an unknown one presses nothing', async () => {
    const scan = async (text: string, gapMs: number) => {
      await page.keyboard.type(text, { delay: gapMs });
      await page.keyboard.press('Enter');
    };
    const count = page.locator('.work-rows li').first().getByLabel('Số hồ sơ');
    await count.focus();
    await scan('H15.50.05.13-261008-0975', 3);
    await page.getByText('Đã gắn mã H15.50.05.13-261008-0975.').waitFor();
    expect(await count.inputValue()).toBe('1');
    await page.getByLabel(/Thêm thủ tục/).focus();
    await scan('000.00.19.H15-200105-0003', 3);
    await page.locator('.scan-tray strong', { hasText: '000.00.19.H15-200105-0003' }).waitFor();
    expect(await page.getByLabel(/Thêm thủ tục/).inputValue()).toBe('');
    await picture('counter-scanned');
    const number = await present();
    await page.locator('.main-act').focus();
    await scan('8934563138165', 3);
    await page.getByText(/không phải mã hồ sơ: 8934563138165/).waitFor();
    expect(await present()).toBe(number);
    await page.locator('.present.serving').waitFor();
    await count.fill('300');
    await page.getByRole('button', { name: 'Không, giữ 1' }).click();
    expect(await count.inputValue()).toBe('1');
  });

  chapter(
    'missing papers park the number, and F9 tells what became of one that ended and reopens it',
    async () => {
      const number = await present();
      await page.locator('.present').click();
      await page.keyboard.press('t');
      await page.locator('.outcomes label.chosen', { hasText: 'Thiếu giấy tờ' }).waitFor();
      await page.keyboard.press('F2');
      await page.locator('.dialog').waitFor();
      await picture('counter-missing');
      await page.locator('.dialog .main-act').click();
      await page.locator('.line-parked', { hasText: number ?? '' }).waitFor();
      await page.keyboard.press('F9');
      await page.locator('.dialog input[name=number]').fill(number ?? '');
      // Asked again where the desk had not heard yet that the number is parked.
      await vi.waitFor(async () => {
        await page.keyboard.press('Enter');
        await page.locator('.present.called').waitFor({ timeout: 2_000 });
      }, 15_000);
      await page.keyboard.press('F2');
      await served();
      await page.keyboard.press('F2');
      // The code that no procedure took is asked about, once.
      await page.getByText(/chưa gắn với thủ tục nào/).waitFor();
      await page.keyboard.press('F2');
      await page.getByText('Chưa gọi số nào').waitFor();
      await page.keyboard.press('F9');
      await page.locator('.dialog input[name=number]').fill(number ?? '');
      await page.keyboard.press('Enter');
      await page.locator('.found-tickets li').waitFor();
      await picture('counter-found');
      await page.getByRole('button', { name: 'Mở lại ở quầy này' }).click();
      await page.locator('.present.serving').waitFor();
      expect(await present()).toBe(number);
    },
  );

  chapter.each([
    [1366, 768],
    [1024, 768],
    [800, 1280],
  ])('at %i × %i nothing lies over the main button or leaves the page at the side', async (width, height) => {
    await page.setViewportSize({ width, height });
    await picture(`counter-${width}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    for (const target of ['.main-row .main-act', '.work-search input', '.outcomes label', '.act-row .act']) {
      const place = page.locator(target).first();
      await place.scrollIntoViewIfNeeded();
      const onTop = await place.evaluate((each) => {
        const { x, y, width: w, height: h } = each.getBoundingClientRect();
        const top = document.elementFromPoint(x + w / 2, y + h / 2);
        return top !== null && (each.contains(top) || top.contains(each));
      });
      expect([target, onTop]).toEqual([target, true]);
    }
  });

  chapter('nothing serious stands in the way of a screen reader', async () => {
    // Evaluated by the browser's own tooling: the page's policy rightly lets no inline script in.
    expect(await seriousFindings(page)).toEqual([]);
  });

  chapter('[PRES1] signing out with an open counter asks, and closes it where that is wanted', async () => {
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    const dialog = page.getByRole('dialog', { name: /^Đăng xuất khi/ });
    await dialog.waitFor();
    await picture('desk-sign-out');
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await dialog
      .getByRole('button', { name: /đóng quầy, đăng xuất$|^Đóng quầy và đăng xuất$/ })
      .last()
      .click();
    await page.getByLabel('Tên đăng nhập').waitFor();
    const held = [...hall.services.hall.state.counters.values()].filter((each) => each.officer === 'lan');
    expect(held).toEqual([]);
  });
});
