import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { type RunningHall, startHall } from '../../server/main.ts';
import { BUILT_PAGES, launchBrowser } from './hall-browser.ts';

const PASSWORD = 'mot-cua-lien-thong-1';
const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const pictures = process.env.PICTURES;

/** The console in a browser, signed in as administrator of a real hall of the commune's template. */
export class ConsolePage {
  readonly folder: string;
  readonly hall: RunningHall;
  readonly page: Page;
  /** Errors that the page did not catch. */
  readonly wrongs: string[] = [];
  readonly browser: Browser;
  private readonly token: string;

  private constructor(parts: {
    folder: string;
    hall: RunningHall;
    browser: Browser;
    page: Page;
    token: string;
  }) {
    this.folder = parts.folder;
    this.hall = parts.hall;
    this.browser = parts.browser;
    this.page = parts.page;
    this.token = parts.token;
    parts.page.on('pageerror', (error) => this.wrongs.push(error.message));
  }

  /** @param switches further ones of the browser */
  static async open(switches: readonly string[] = []): Promise<ConsolePage> {
    const folder = mkdtempSync(join(tmpdir(), 'motcua-console-'));
    const hall = await startHall(
      {
        port: 0,
        host: '127.0.0.1',
        dataDir: join(folder, 'hall'),
        adminPassword: PASSWORD,
        logLevel: 'error',
        timeZone: 'Asia/Ho_Chi_Minh',
      },
      { webFolder: BUILT_PAGES },
    );
    const signedIn = await hall.services.access.signIn('admin', PASSWORD, { kind: 'server' });
    if (!signedIn.ok) throw new Error('the administrator cannot sign in');
    const browser = await launchBrowser(switches);
    const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
    page.setDefaultTimeout(15_000);
    const opened = new ConsolePage({ folder, hall, browser, page, token: signedIn.value.token });
    await page.goto(`${hall.url}/manager`);
    await page.getByLabel('Tên đăng nhập').fill('admin');
    await page.getByLabel('Mật khẩu').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Đang diễn ra', level: 1 }).waitFor();
    return opened;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.hall.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Asks the hall's REST interface as the administrator. */
  call(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.hall.url}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** The same, for what must not be refused. */
  async rest<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.call(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  async menu(name: string): Promise<void> {
    await this.page.getByRole('link', { name, exact: true }).click();
    await this.page.getByRole('heading', { name, level: 1 }).waitFor();
  }

  row(name: string | RegExp): Locator {
    return this.page.getByRole('row', { name });
  }

  dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  /** Keeps a picture where PICTURES names a folder, for a person to look at. */
  async picture(name: string): Promise<void> {
    if (pictures) await this.page.screenshot({ path: join(pictures, `${name}.png`) });
  }

  /** What axe finds serious or critical in the page as it stands. */
  async seriousFaults(): Promise<string[]> {
    await this.page.evaluate(readFileSync(axeFile, 'utf8'));
    return this.page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
      };
      const { violations } = await axe.run();
      return violations
        .filter((each) => ['serious', 'critical'].includes(each.impact))
        .map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' | ')}`);
    });
  }
}
