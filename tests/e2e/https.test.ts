import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { type AgentStart, runAgent } from '../../hardware/main.ts';
import { seriousFindings } from '../support/accessibility.ts';
import { BUILT_PAGES, launchBrowser } from '../support/hall-browser.ts';
import { RestHall } from '../support/rest-hall.ts';
import { story } from '../support/story.ts';

const FIELD = 'chung-thuc-ho-tich';
const pictures = process.env.PICTURES;
const ADMIN_PASSWORD = 'mot-cua-lien-thong-1';

describe('a hall whose pages are opened by https with its own authority', () => {
  const chapter = story();
  let hall: RestHall;
  let browser: Browser;
  let secure: string;
  let kiosk: Page;
  let desk: Page;
  let leaders: Page;
  const wrongs: string[] = [];
  const agents: AgentStart[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'motcua-https-agent-'));

  const open = async (options: BrowserContextOptions = {}) => {
    const page = await (await browser.newContext(options)).newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => wrongs.push(error.message));
    return page;
  };
  const picture = async (name: string, page: Page) => {
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  };
  const signIn = async (page: Page, username: string, password: string) => {
    await page.getByLabel('Tên đăng nhập').fill(username);
    await page.getByLabel('Mật khẩu').fill(password);
    await page.keyboard.press('Enter');
  };
  const code = (kind: 'kiosk' | 'agent', name: string) =>
    hall.running.services.access.makePairingCode(kind, name, null).code;
  const devices = () => hall.running.services.devices();

  beforeAll(async () => {
    hall = new RestHall(BUILT_PAGES, null);
    hall.encrypted = true;
    await hall.begin();
    secure = hall.running.secureUrl ?? '';
    const authority = new X509Certificate(hall.running.services.authority() ?? '');
    const spki = authority.publicKey.export({ type: 'spki', format: 'der' });
    // As if its user had installed the authority: chains that end at this key are trusted, no others.
    const pin = createHash('sha256').update(spki).digest('base64');
    browser = await launchBrowser([`--ignore-certificate-errors-spki-list=${pin}`]);
  });
  afterAll(async () => {
    for (const each of agents) if (each.ok) await each.stop();
    await browser.close();
    await hall.close();
    rmSync(folder, { recursive: true, force: true });
    expect(wrongs).toEqual([]);
  });

  chapter('a browser that does not trust the authority refuses its pages', async () => {
    const plain = await launchBrowser();
    try {
      const page = await (await plain.newContext()).newPage();
      await expect(page.goto(`${secure}/kiosk`)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');
    } finally {
      await plain.close();
    }
  });

  chapter('the hall is set up by https, and the page shows how devices come to trust it', async () => {
    const page = await open({ viewport: { width: 1366, height: 900 } });
    await page.goto(`${secure}/setup#${hall.running.setUpToken}`);
    await page.locator('input[name="adminPassword"]').fill('1234567890');
    await page.locator('input[name="adminPasswordAgain"]').fill('1234567890');
    await page.getByRole('button', { name: /Hoàn tất/ }).click();
    await page.getByText(/Mật khẩu này quá phổ biến/).waitFor();
    await page.locator('input[name="adminPassword"]').fill(ADMIN_PASSWORD);
    await page.locator('input[name="adminPasswordAgain"]').fill(ADMIN_PASSWORD);
    await page.getByRole('button', { name: /Hoàn tất/ }).click();
    await page.getByRole('heading', { name: 'Kết nối mã hóa (HTTPS)' }).waitFor();
    const { fingerprint } = hall.running.services.encryption() ?? { fingerprint: '' };
    const spoken = (await page.locator('.fingerprint').textContent()) ?? '';
    expect(spoken.replaceAll(' ', '').toLowerCase()).toBe(fingerprint);
    await page.getByText('Windows (máy quầy, máy lấy số)').click();
    await page.getByText('certutil -addstore -f Root ca.crt').waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Tải chứng thư (ca.crt)' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('mot-cua-ca.crt');
    expect(await seriousFindings(page)).toEqual([]);
    await picture('https-set-up', page);
  });

  chapter('kiosk, desk and report work over it, and their tokens are bound to the browsers', async () => {
    kiosk = await open({ viewport: { width: 1080, height: 1920 }, hasTouch: true });
    await kiosk.goto(`${secure}/kiosk#pair=${code('kiosk', 'Kiosk sảnh')}`);
    await kiosk.getByRole('button', { name: 'Việc khác' }).first().tap();
    await kiosk.locator('.page-field').getByRole('button', { name: 'Chứng thực – Hộ tịch' }).tap();
    await kiosk.locator('.draw').tap();
    await kiosk.locator('.result-number').waitFor();
    const number = (await kiosk.locator('.result-number').textContent()) ?? '';
    await hall.person('lan', 'clerk', 'Nguyễn Thị Lan');
    desk = await open({ viewport: { width: 1366, height: 768 } });
    await desk.goto(`${secure}/counter`);
    await signIn(desk, 'lan', 'lan-mat-khau');
    await desk
      .getByRole('button', { name: /Quầy 1/ })
      .first()
      .click();
    await desk.getByRole('button', { name: 'Gọi tiếp (1 đang chờ)' }).click();
    await desk.getByText(number, { exact: true }).first().waitFor();
    const { access, hall: inner } = hall.running.services;
    await hall.ask(hall.admin(), 'POST', '/counters/1/finish', {});
    leaders = await open({ viewport: { width: 1366, height: 900 } });
    await leaders.goto(`${secure}/manager/reports`);
    await signIn(leaders, 'admin', ADMIN_PASSWORD);
    await leaders
      .getByRole('heading', { name: /Khối lượng|Báo cáo/ })
      .first()
      .waitFor();
    expect(inner.state.issued.size).toBeGreaterThan(0);
    expect(access.listDevices().filter((each) => each.kind === 'kiosk')).not.toHaveLength(0);
    const cookies = await desk.context().cookies();
    expect(cookies.map((each) => [each.name.includes('session'), each.secure])).toContainEqual([true, true]);
    await picture('https-kiosk', kiosk);
  });

  chapter('the kiosk’s token in another browser opens nothing, and the live page says so', async () => {
    // This machine is the server's own: without a token its browsers would be let in as kiosks.
    await hall.ask(hall.admin(), 'PUT', '/settings', { pairLocalBrowsers: false });
    const kept = await kiosk.evaluate(() => ({ ...localStorage }));
    const thief = await open();
    await thief.addInitScript((values) => {
      for (const [key, value] of Object.entries(values)) localStorage.setItem(key, value);
    }, kept);
    await thief.goto(`${secure}/kiosk`);
    await thief
      .getByText(/Mã ghép|ghép/)
      .first()
      .waitFor();
    await expect.poll(() => hall.running.services.copies.alerts().length, { timeout: 20_000 }).toBe(1);
    await leaders.goto(`${secure}/manager`);
    await leaders
      .getByText(/Một máy lạ dùng mã thông báo của Kiosk sảnh/)
      .first()
      .waitFor();
    // The kiosk itself goes on.
    expect(devices().find((each) => each.name === 'Kiosk sảnh')?.online).toBe(true);
    await kiosk.reload();
    await kiosk.getByRole('button', { name: 'Việc khác' }).first().waitFor();
    await picture('https-copy-alert', leaders);
  });

  chapter('an agent pairs by the command of the devices page and prints by https', async () => {
    await leaders.goto(`${secure}/manager/devices`);
    await leaders.locator('select[name="kind"]').selectOption('agent');
    await leaders.locator('input[name="name"]').first().fill('Trạm in');
    await leaders.getByRole('button', { name: 'Tạo mã' }).click();
    const command = (await leaders.locator('.agent-command').textContent()) ?? '';
    const pair = /--pair (\S+)$/.exec(command)?.[1] ?? '';
    expect(pair).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}@[0-9a-f]{64}$/);
    await picture('https-devices', leaders);
    const started = await runAgent({
      server: secure,
      pair,
      printers: [{ transport: `virtual:${join(folder, 'paper')}`, model: 'virtual' }],
      dataFolder: join(folder, 'agent'),
      timeZone: 'Asia/Ho_Chi_Minh',
      readButtons: false,
    });
    agents.push(started);
    expect(started.ok).toBe(true);
    await expect
      .poll(() => devices().find((each) => each.name === 'Trạm in')?.printers.length, { timeout: 20_000 })
      .toBe(1);
    const drawn = await hall.ask(hall.admin(), 'POST', '/tickets', { field: FIELD, printer: 'Trạm in' });
    expect(drawn.status).toBe(201);
    const papers = () => {
      try {
        return readdirSync(join(folder, 'paper')).filter((file) => file.endsWith('.png')).length;
      } catch {
        return 0;
      }
    };
    await expect.poll(papers, { timeout: 20_000 }).toBe(1);
  });
});
