import { createHash, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { seriousFindings } from '../support/accessibility.ts';
import { BUILT_PAGES, launchBrowser } from '../support/hall-browser.ts';
import { PushPeer } from '../support/push-peer.ts';
import { RestHall } from '../support/rest-hall.ts';
import { story } from '../support/story.ts';

const FIELD = 'chung-thuc-ho-tich';
const pictures = process.env.PICTURES;

describe('a phone that is told of its turn with its page closed', () => {
  const chapter = story();
  const hall = new RestHall(BUILT_PAGES);
  let peer: PushPeer;
  let browser: Browser;
  let lan: string;
  const opened: BrowserContext[] = [];
  const wrongs: string[] = [];

  const draw = async (language = 'vi') => {
    hall.clock.minutes(1);
    const drawn = await hall.ask(hall.admin(), 'POST', '/tickets', { field: FIELD, printer: null, language });
    const { trackingUrl, number } = drawn.body as { trackingUrl: string; number: string };
    return { number, path: new URL(trackingUrl, 'http://x').pathname };
  };
  /**
   * A phone whose browser subscribes at the push service of this test: the bundled browser speaks to none of the internet.
   * @param subscribes false: its own push service cannot be reached
   */
  const phone = async (name: string, subscribes = true): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    opened.push(context);
    const { endpoint, p256dh, auth } = peer.phone(name).subscription(peer.origin);
    await context.addInitScript(
      ([given, works]) => {
        const made = {
          endpoint: given.endpoint,
          toJSON: () => ({ endpoint: given.endpoint, keys: { p256dh: given.p256dh, auth: given.auth } }),
          unsubscribe: () => Promise.resolve(true),
        } as unknown as PushSubscription;
        // The bundled browser has no notifications: it is asked for leave and gives it.
        let leave: NotificationPermission = 'default';
        Object.defineProperty(Notification, 'permission', { get: () => leave });
        Notification.requestPermission = () => {
          leave = 'granted';
          return Promise.resolve(leave);
        };
        PushManager.prototype.subscribe = () =>
          works
            ? Promise.resolve(made)
            : Promise.reject(new DOMException('push service error', 'AbortError'));
        PushManager.prototype.getSubscription = () => Promise.resolve(works ? made : null);
      },
      [{ endpoint, p256dh, auth }, subscribes] as const,
    );
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => wrongs.push(error.message));
    return page;
  };
  const picture = async (name: string, page: Page) => {
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  };

  beforeAll(async () => {
    hall.encrypted = true;
    await hall.begin();
    peer = await new PushPeer().begin();
    lan = await hall.person('lan', 'clerk', 'Nguyễn Thị Lan');
    await hall.ask(lan, 'POST', '/counters/1/open', {});
    const authority = new X509Certificate(hall.running.services.authority() ?? '');
    const spki = authority.publicKey.export({ type: 'spki', format: 'der' });
    const pin = createHash('sha256').update(spki).digest('base64');
    browser = await launchBrowser([`--ignore-certificate-errors-spki-list=${pin}`]);
  });
  afterAll(async () => {
    for (const context of opened) await context.close();
    await browser.close();
    await hall.close();
    await peer.close();
    expect(wrongs).toEqual([]);
  });

  chapter('a hall that pushes nothing says so, and asks to keep the page open', async () => {
    const page = await phone('an');
    await page.goto(`${hall.running.secureUrl}${(await draw()).path}`);
    await page.getByText('Bộ phận một cửa này không báo qua internet. Xin giữ trang này mở.').waitFor();
    expect(await page.getByRole('button', { name: 'Báo cả khi đóng trang này' }).count()).toBe(0);
    await picture('phone-push-none', page);
  });

  chapter('without internet the phone is promised nothing', async () => {
    await hall.ask(hall.admin(), 'PUT', '/settings', { webPush: true, pushOrigins: [peer.origin] });
    peer.key = hall.running.services.push.publicKey() ?? '';
    const page = await phone('binh', false);
    await page.goto(`${hall.running.secureUrl}${(await draw()).path}`);
    await page.getByRole('button', { name: 'Báo cả khi đóng trang này' }).click();
    await page.getByText('Chưa ra được internet').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await picture('phone-push-unreached', page);
    // The phone is on the internet, the hall is not: the same sentence.
    const other = await phone('chi');
    peer.answers = () => 500;
    await other.goto(`${hall.running.secureUrl}${(await draw()).path}`);
    await other.getByRole('button', { name: 'Báo cả khi đóng trang này' }).click();
    await other.getByText('Chưa ra được internet').waitFor();
    peer.answers = () => 201;
    await other.getByRole('button', { name: 'Báo cả khi đóng trang này' }).click();
    await other.getByText('Đã bật: điện thoại sẽ báo').waitFor();
    await picture('phone-push-on', other);
    await other.reload();
    await other.getByRole('button', { name: 'Thôi báo khi đóng trang' }).click();
    await other.getByRole('button', { name: 'Báo cả khi đóng trang này' }).waitFor();
  });

  chapter('the call reaches a phone whose page is closed, in the language of the ticket', async () => {
    const own = await draw('en');
    const page = await phone('dung');
    await page.goto(`${hall.running.secureUrl}${own.path}`);
    // Drawn in English, the page is; and so are its alerts.
    await page.getByRole('button', { name: 'Alert me also when this page is closed' }).click();
    await page.getByText('On: the phone tells you').waitFor();
    expect(peer.told('dung')).toEqual([`${own.number} · Alerts are on`]);
    await hall.ask(lan, 'POST', '/counters/1/call', { number: own.number });
    await expect
      .poll(
        () => {
          hall.clock.minutes(0.1);
          return peer.told('dung').at(-1);
        },
        { timeout: 15_000 },
      )
      .toBe(`${own.number} · Please go to Counter 1`);
    expect(peer.heard.at(-1)?.message).toMatchObject({ path: own.path, urgent: true });
  });
});
