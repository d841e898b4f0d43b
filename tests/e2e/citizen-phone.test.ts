import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { type RunningHall, startHall } from '../../server/main.ts';
import { seriousFindings } from '../support/accessibility.ts';
import { BUILT_PAGES, launchBrowser } from '../support/hall-browser.ts';
import { story } from '../support/story.ts';

const PASSWORD = 'mat-khau-thu-1';
const FIELD = 'chung-thuc-ho-tich';
const pictures = process.env.PICTURES;
/** The narrowest phones in use, and the commonest. */
const WIDTHS = [320, 360, 412] as const;

describe("the citizen's phone at its real sizes", () => {
  const chapter = story();
  let data: string;
  let browser: Browser;
  let hall: RunningHall;
  let token = '';
  const wrongs: string[] = [];
  const opened: BrowserContext[] = [];

  const rest = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${hall.url}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const read = (await answer.json()) as { token: string; trackingUrl: string; number: string; id: string };
    expect({ path, answer: answer.ok ? 'ok' : read }).toEqual({ path, answer: 'ok' });
    return read;
  };
  const draw = async () => {
    const drawn = await rest('POST', '/tickets', { field: FIELD, printer: null });
    return { ...drawn, address: `${hall.url}${new URL(drawn.trackingUrl, hall.url).pathname}` };
  };
  const phone = async (width: number): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width, height: 740 } });
    opened.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => wrongs.push(error.message));
    return page;
  };
  /** Walks a page through both languages at this width: nothing runs out of it, and axe finds nothing serious. */
  const fits = async (page: Page, name: string) => {
    for (const language of ['vi', 'en']) {
      const wide = await page.evaluate(() => ({
        page: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        number: [...document.querySelectorAll('.number, #called, .state')].filter(
          (each) => each.scrollWidth > each.clientWidth + 1,
        ).length,
        inCard: [...document.querySelectorAll('.number')].every((each) => {
          const range = document.createRange();
          range.selectNodeContents(each);
          const card = each.closest('.ticket')?.getBoundingClientRect();
          const text = range.getBoundingClientRect();
          return card !== undefined && text.left >= card.left && text.right <= card.right;
        }),
      }));
      expect({ name, language, ...wide }).toEqual({ name, language, page: 0, number: 0, inCard: true });
      expect(await seriousFindings(page)).toEqual([]);
      if (pictures) await page.screenshot({ path: join(pictures, `${name}-${language}.png`) });
      await page.getByRole('button', { name: /English|Tiếng Việt/ }).click();
    }
  };

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'motcua-phones-'));
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
    token = (await rest('POST', '/session', { username: 'admin', password: PASSWORD })).token;
    const field = hall.services.hall.state.fields.get(FIELD);
    await rest('PUT', `/fields/${FIELD}`, {
      ...field,
      range: { prefix: '', start: 10_288, size: 900, digits: 5 },
    });
    await rest('POST', '/counters/1/open', {});
    browser = await launchBrowser();
  });

  afterAll(async () => {
    for (const context of opened) await context.close();
    await browser.close();
    await hall.stop();
    rmSync(data, { recursive: true, force: true });
    expect(wrongs).toEqual([]);
  });

  for (const width of WIDTHS)
    chapter(`at ${width} px a number of five digits fits in every state, in both languages`, async () => {
      const page = await phone(width);
      const ticket = await draw();
      expect(ticket.number).toHaveLength(5);
      await page.goto(ticket.address);
      await page.locator('#content').getByText('Sắp đến lượt ông/bà.').waitFor();
      await fits(page, `phone-${width}-waiting`);
      await rest('POST', '/counters/1/call', { number: ticket.number });
      await page.getByRole('alert').filter({ hasText: 'Mời đến Quầy 1.' }).waitFor();
      // The call is an alert by itself; nothing else of the page is read again with it.
      expect(await page.locator('#told').textContent()).toBe('');
      expect(await page.locator('#content').getAttribute('aria-live')).toBeNull();
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(
        new RegExp(`${ticket.number}\\s+Mời đến Quầy 1`),
      );
      await fits(page, `phone-${width}-called`);
      await rest('POST', '/counters/1/no-show', {});
      await page
        .getByText(/Đã gọi số của ông\/bà lúc \d\d:\d\d ở Quầy 1\. Mời đến ngay/)
        .first()
        .waitFor();
      await page.getByText(/Còn 2 lần gọi/).waitFor();
      await fits(page, `phone-${width}-missed`);
      await rest('POST', '/counters/1/call', { number: ticket.number });
      await rest('POST', '/counters/1/finish', {});
    });

  chapter(
    'a number that waits for the stage is told to be near, and rings when the hall announces it',
    async () => {
      const [one, two, three] = [await draw(), await draw(), await draw()];
      const page = await phone(360);
      await page.goto(three.address);
      await page.getByRole('button', { name: 'Bật chuông báo' }).click();
      await page.getByText('Đã bật chuông báo').waitFor();
      for (const [counter, { number }] of [one, two, three].entries()) {
        if (counter > 0) await rest('POST', `/counters/${counter + 1}/open`, {});
        await rest('POST', `/counters/${counter + 1}/call`, { number });
      }
      await page.getByText('Sắp gọi số của ông/bà.').first().waitFor();
      expect(await page.locator('#called').textContent()).toBe('');
      await page.getByRole('alert').filter({ hasText: 'Mời đến Quầy 3.' }).waitFor({ timeout: 40_000 });
      const stage = hall.services.stages().find((each) => each.zone === 'hall');
      expect(stage?.act?.calls.map((each) => each.number)).toContain(three.number);
      await expect.poll(() => page.title(), { timeout: 10_000 }).toContain('●');
    },
  );

  chapter(
    'whoever is busy lets three pass, and whoever waits no more gives the number up, each asked once more',
    async () => {
      const [own, ...others] = [await draw(), await draw(), await draw(), await draw()];
      const page = await phone(320);
      await page.goto(own.address);
      await page.getByRole('button', { name: 'Xin lùi: nhường 3 người' }).click();
      await page.getByRole('alert').filter({ hasText: 'Không lấy lại được' }).waitFor();
      await fits(page, 'phone-320-let-pass');
      await page.getByRole('button', { name: 'Nhường 3 người', exact: true }).click();
      await page.getByText('Đã nhường. Số của ông/bà vẫn giữ nguyên').waitFor();
      await page.locator('#content').getByText('Còn 3 người trước ông/bà.').waitFor();
      await page.getByRole('button', { name: 'Không chờ nữa' }).click();
      await page.getByRole('button', { name: 'Giữ số' }).click();
      await page.getByRole('button', { name: 'Không chờ nữa' }).click();
      await page.getByRole('button', { name: `Bỏ số ${own.number}` }).click();
      await page.getByText('Đã bỏ số. Nếu đổi ý trong hôm nay, xin báo nhân viên.').waitFor();
      await page.getByText('Đã hủy', { exact: true }).waitFor();
      for (const { number } of others) {
        await rest('POST', '/counters/1/call', { number });
        await rest('POST', '/counters/1/finish', {});
      }
    },
  );

  chapter(
    'a number is looked up by hand on the public page, and the short code opens the ticket',
    async () => {
      const ticket = await draw();
      const page = await phone(320);
      await page.goto(hall.url);
      await page.getByLabel('Số trên phiếu').fill('99');
      await page.keyboard.press('Enter');
      await page.getByText('Hôm nay chưa phát số này.').waitFor();
      if (pictures) await page.screenshot({ path: join(pictures, 'phone-320-look-up.png'), fullPage: true });
      await page.getByLabel('Số trên phiếu').fill(` ${ticket.number} `);
      await page.getByRole('button', { name: 'Xem', exact: true }).click();
      await page.getByRole('heading', { level: 1 }).filter({ hasText: ticket.number }).waitFor();
      await page.getByText('Sắp đến lượt ông/bà.').first().waitFor();
      // Whoever has read the number somewhere can do nothing with it.
      expect(await page.getByRole('button', { name: /Không chờ nữa|Xin lùi/ }).count()).toBe(0);
      await fits(page, 'phone-320-looked-up');
      const code = hall.services.addresses.shortCode(ticket.id);
      await page.getByLabel('Mã ngắn trên phiếu').fill('222222');
      await page.getByRole('button', { name: 'Mở phiếu của tôi' }).click();
      await page.getByText('Số và mã không khớp').waitFor();
      await page.getByLabel('Mã ngắn trên phiếu').fill(`${code.slice(0, 3)} ${code.slice(3)}`.toLowerCase());
      await page.keyboard.press('Enter');
      await page.waitForURL(ticket.address);
      await page.getByRole('button', { name: 'Không chờ nữa' }).waitFor();
      await rest('POST', '/counters/1/call', { number: ticket.number });
      await rest('POST', '/counters/1/finish', {});
    },
  );

  chapter('an expired ticket says how to go on', async () => {
    const ticket = await draw();
    await rest('POST', '/day/close', {});
    const page = await phone(320);
    await page.goto(ticket.address);
    await page.getByText('xin lấy số mới tại bộ phận một cửa').waitFor();
    expect(await page.getByRole('link', { name: 'Xem giờ phát số' }).getAttribute('href')).toBe('/');
    await fits(page, 'phone-320-expired');
  });

  chapter('a reload without the network shows what was heard last, and how old it is', async () => {
    const ticket = await draw();
    const page = await phone(360);
    await page.goto(ticket.address);
    await page.getByText(ticket.number, { exact: true }).waitFor();
    // The worker has the page once its shelf holds it.
    await expect
      .poll(() => page.evaluate(async () => (await caches.match('/t/')) !== undefined), { timeout: 15_000 })
      .toBe(true);
    await expect
      .poll(() => page.evaluate(async () => (await (await caches.open('motcua-phone-1')).keys()).length), {
        timeout: 15_000,
      })
      .toBeGreaterThan(2);
    await page.context().setOffline(true);
    await page.reload();
    await page.getByText(/Mất kết nối\. Số liệu lúc \d\d:\d\d/).waitFor();
    await page.getByText(ticket.number, { exact: true }).waitFor();
    await page.context().setOffline(false);
    await page.locator('#stale').waitFor({ state: 'hidden' });
  });
});
