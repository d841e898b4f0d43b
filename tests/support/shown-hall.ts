import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Role } from '../../common/protocol/primitives.ts';
import { BUILT_PAGES, launchBrowser } from './hall-browser.ts';
import { FIRST_PASSWORD, RestHall } from './rest-hall.ts';

const FIELD = 'chung-thuc-ho-tich';
const DAY_MS = 86_400_000;
const pictures = process.env.PICTURES;

export const DESK_SIZE = { width: 1366, height: 768 };
export const ROLES = ['clerk', 'supervisor', 'chairman', 'admin'] as const;

/**
 * A hall in which every page has something to show: a month that is over, an open counter with a citizen, people in
 * line, a remark, an agency that must agree, a notice and a screen. One person of each role, named after it.
 */
export class ShownHall {
  readonly hall: RestHall;
  readonly browser: Browser;
  private readonly signedIn = new Map<Role, BrowserContext>();
  /** Page of a ticket on a phone. */
  trackingUrl = '';
  /** Errors that no page caught. */
  readonly wrongs: string[] = [];

  private constructor(hall: RestHall, browser: Browser) {
    this.hall = hall;
    this.browser = browser;
  }

  static async open(): Promise<ShownHall> {
    const hall = new RestHall(BUILT_PAGES);
    // What was drawn a month ago is drafted by the hall itself.
    hall.clock.atMs -= 30 * DAY_MS;
    await hall.begin();
    const shown = new ShownHall(hall, await launchBrowser());
    await shown.fill();
    return shown;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.hall.close();
  }

  /** Asks as the administrator, or as whom the token is of, what must not be refused. */
  async ask(method: string, path: string, body?: unknown, token = this.hall.admin()) {
    const answer = await this.hall.ask(token, method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  private async fill(): Promise<void> {
    const { hall } = this;
    for (const role of ROLES) await hall.person(role, role, `Người ${role}`);
    // The administrator was there before, under a name that is a word of the product.
    await this.ask('PUT', '/accounts/admin', { displayName: 'Người admin', role: 'admin' });
    await this.ask('POST', '/tickets', { field: FIELD, printer: null });
    await this.ask('POST', '/day/close', {});
    hall.clock.atMs += 30 * DAY_MS;
    await this.ask('PUT', '/agencies/thue', {
      name: 'Chi cục Thuế',
      kind: 'outside',
      needsAgreement: true,
    });
    await this.ask('PUT', '/officers/clerk', { agency: 'thue', qualifiedFields: [FIELD] });
    await this.ask('PUT', '/notices/hall', { text: 'Mời bà con ra Quầy 1.' });
    await this.ask('POST', '/counters/1/open', {}, await hall.person('clerk', 'clerk', 'Người clerk'));
    for (let turn = 0; turn < 3; turn += 1)
      this.trackingUrl = String((await this.ask('POST', '/tickets', { field: FIELD })).trackingUrl);
    for (const act of ['call-next', 'start', 'finish', 'call-next'])
      await this.ask('POST', `/counters/1/${act}`, {});
    await this.ask('POST', '/opinions', {
      level: 2,
      source: 'paper',
      date: '2026-11-24',
      comment: 'Phải đi lại hai lần',
    });
    await this.ask('POST', '/remarks', { kind: 'difficulty', field: FIELD, text: 'Mẫu tờ khai chưa rõ' });
    const { code } = await this.ask('POST', '/devices/pairing', { kind: 'display', name: 'Màn hình sảnh' });
    await this.ask('POST', '/devices/claim', { code });
  }

  /** @param context where it shares what is kept with other windows; otherwise it begins with nothing */
  async newPage(size = DESK_SIZE, context?: BrowserContext): Promise<Page> {
    const page = await (context ?? (await this.browser.newContext({ viewport: size }))).newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => this.wrongs.push(error.message));
    return page;
  }

  url(path: string): string {
    return `${this.hall.running.url}/${path}`;
  }

  async signIn(page: Page, path: string, role: Role): Promise<void> {
    await page.goto(this.url(path));
    await page.getByLabel('Tên đăng nhập').fill(role);
    // The administrator is there from the first start; the others were made with passwords of their names.
    await page.getByLabel('Mật khẩu').fill(role === 'admin' ? FIRST_PASSWORD : `${role}-mat-khau`);
    await page.keyboard.press('Enter');
  }

  /**
   * The console in a window of its own, signed in. Windows of a role share what a browser keeps: the session, the
   * scripts it has read, and what a person chose.
   */
  async console(role: Role): Promise<Page> {
    const signedIn = this.signedIn.get(role);
    const page = await this.newPage(DESK_SIZE, signedIn);
    if (signedIn === undefined) {
      await this.signIn(page, 'manager', role);
      this.signedIn.set(role, page.context());
    } else await page.goto(this.url('manager'));
    await page.locator('.menu ul a').first().waitFor();
    return page;
  }

  /** Keeps a picture where PICTURES names a folder, for a person to look at. */
  async picture(page: Page, name: string): Promise<void> {
    if (pictures) await page.screenshot({ path: join(pictures, `every-${name}.png`), fullPage: true });
  }
}
