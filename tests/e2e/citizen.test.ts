import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scriptKb } from '../../bench/measures/page-size.ts';
import { type RunningHall, startHall } from '../../server/main.ts';
import { seriousFindings } from '../support/accessibility.ts';
import { BUILT_PAGES, launchBrowser } from '../support/hall-browser.ts';
import { story } from '../support/story.ts';

const PASSWORD = 'mat-khau-thu-1';
const pictures = process.env.PICTURES;

describe("the citizen's phone, on the real hall", () => {
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
    return (await answer.json()) as { token: string; trackingUrl: string; number: string };
  };
  const picture = async (name: string) => {
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
  };

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'motcua-phone-'));
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
    browser = await launchBrowser();
    page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => wrongs.push(error.message));
  });

  afterAll(async () => {
    await browser.close();
    await hall.stop();
    rmSync(data, { recursive: true, force: true });
    expect(wrongs).toEqual([]);
  });

  chapter('a ticket is followed from the line to the counter without reload', async () => {
    const ticket = await rest('POST', '/tickets', { field: 'chung-thuc-ho-tich' });
    await page.goto(`${hall.url}${new URL(ticket.trackingUrl, hall.url).pathname}`);
    await page.getByText(ticket.number, { exact: true }).waitFor();
    await page.locator('#content').getByText('Sắp đến lượt ông/bà.').waitFor();
    await picture('phone-waiting');
    await rest('POST', '/counters/1/open', {});
    await rest('POST', '/counters/1/call-next', {});
    await page.getByRole('alert').filter({ hasText: 'Mời đến Quầy 1.' }).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Mời đến Quầy 1');
    await picture('phone-called');
  });

  chapter('out of the network the page says how old it is, and comes back by itself', async () => {
    await page.context().setOffline(true);
    await page.getByText(/Mất kết nối\. Số liệu lúc/).waitFor();
    await page.context().setOffline(false);
    await page.locator('#stale').waitFor({ state: 'hidden' });
  });

  chapter('an unknown ticket is said kindly, and in English on request', async () => {
    await page.goto(`${hall.url}/t/khong-co-phieu-nay`);
    await page.getByText(/Không tìm thấy phiếu này/).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Tiếng Việt' }).waitFor();
  });

  chapter('the public page shows every field, and nothing serious stands in the way', async () => {
    await page.goto(hall.url);
    await page.locator('.fields li').first().waitFor();
    expect(await page.locator('.fields li').count()).toBeGreaterThan(5);
    await picture('phone-hall');
    expect(await seriousFindings(page)).toEqual([]);
  });

  chapter('once the day is closed the phone proves that the visit stands in the sealed record', async () => {
    const { trackingUrl, number } = await rest('POST', '/tickets', {
      field: 'chung-thuc-ho-tich',
      printer: null,
    });
    await rest('POST', '/day/close', {});
    const path = new URL(trackingUrl, hall.url).pathname;
    const sealed = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
    sealed.setDefaultTimeout(15_000);
    await expect
      .poll(async () => (await fetch(`${hall.url}/api/v1/track${path.slice(2)}/proof`)).status, {
        timeout: 15_000,
      })
      .toBe(200);
    await sealed.goto(`${hall.url}${path}`);
    await sealed.getByText('nằm trong sổ đã niêm phong ngày').waitFor();
    expect(await sealed.locator('.number').textContent()).toBe(number);
    const code = ((await sealed.locator('.seal-code').textContent()) ?? '').replaceAll(' ', '').toLowerCase();
    expect(code).toBe(hall.services.seals.newest()?.hash);
    expect(await seriousFindings(sealed)).toEqual([]);
    if (pictures) await sealed.screenshot({ path: join(pictures, 'citizen-sealed.png'), fullPage: true });
    // A server that tells another story is found out by the phone itself.
    await sealed.route('**/proof', async (route) => {
      const answer = await route.fetch();
      const proof = await answer.json();
      await route.fulfill({
        json: { ...proof, leaf: proof.leaf.replace('ticket:expired', 'ticket:finished') },
      });
    });
    await sealed.reload();
    await sealed.getByText('KHÔNG khớp với sổ đã niêm phong').waitFor();
    await sealed.close();
  });

  test('its script stays below 60 KB compressed', () => {
    const kilobytes = scriptKb(BUILT_PAGES, 'citizen');
    expect(kilobytes).toBeGreaterThan(0.5);
    expect(kilobytes).toBeLessThan(60);
  });
});
