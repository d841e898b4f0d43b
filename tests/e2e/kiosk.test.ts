import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { scriptKb } from '../../bench/measures/page-size.ts';
import { findings } from '../support/accessibility.ts';
import { FakeHall } from '../support/fake-hall.ts';
import { BUILT_PAGES, launchBrowser } from '../support/hall-browser.ts';

const PORTRAIT = { width: 1080, height: 1920 };
const LANDSCAPE = { width: 1920, height: 1080 };

describe('the kiosk in a browser', () => {
  let browser: Browser;
  let hall: FakeHall;
  let page: Page;
  let url: string;
  const wrongs: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser.close();
  });

  beforeEach(async () => {
    hall = new FakeHall();
    url = `${await hall.start(BUILT_PAGES)}/kiosk`;
    page = await browser.newPage({ viewport: PORTRAIT });
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => wrongs.push(error.message));
  });

  afterEach(async () => {
    await page.close();
    await hall.stop();
    expect(wrongs.splice(0)).toEqual([]);
  });

  const start = async () => {
    await page.goto(url);
    await page.waitForSelector('.tile');
  };
  const tapText = (text: string) => page.getByRole('button', { name: text, exact: false }).first().click();
  const toDraw = async () => {
    await page.click('.bar-other');
    await tapText('Đất đai');
    await page.waitForSelector('.draw');
  };

  test('three taps draw a number, and a double tap draws one', async () => {
    await start();
    await toDraw();
    await page.dblclick('.draw');
    await page.waitForSelector('.result-number');
    expect(await page.textContent('.result-number')).toBe('1001');
    expect(await page.textContent('.result-ahead')).toBe('Còn 3 người trước · Ước chừng 10–20 phút');
    expect(hall.issueIds).toHaveLength(1);
  });

  test('a double tap passes one page: the second tap, up to 600 ms later, does nothing', async () => {
    // So many fields that a tile lies where the bar was.
    for (let n = 0; n < 9; n += 1) {
      const { field } = hall.fieldRecord('dat-dai');
      const code = `them-${n}`;
      hall.put(hall.fieldRecord('dat-dai', { id: `field/${code}`, field: { ...field, code } }));
    }
    await start();
    await page.waitForSelector('.kiosk:not([data-settling])');
    const box = await page.locator('.bar-other').boundingBox();
    // Noted as it happens: a slow machine looks later than the page settles.
    await page.evaluate(() => {
      const kiosk = document.querySelector<HTMLElement>('.kiosk');
      const noted: string[] = [];
      Object.assign(globalThis, { noted });
      new MutationObserver(() => noted.push(kiosk?.dataset.settling ?? '')).observe(kiosk as HTMLElement, {
        attributeFilter: ['data-settling'],
      });
    });
    const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 4, (box?.y ?? 0) + (box?.height ?? 0) / 2];
    // Both at once, as a trembling finger does, however slow the machine is.
    await Promise.all([page.mouse.click(x, y), page.mouse.click(x, y)]);
    await page.waitForSelector('.page-field');
    await page.waitForFunction(() => (globalThis as unknown as { noted: string[] }).noted.includes('field/'));
    // A tile lies under the finger; it answers once the page has settled.
    await page.waitForSelector('.kiosk:not([data-settling])');
    expect(await page.locator('.draw').count()).toBe(0);
    await page.mouse.click(x, y);
    await page.waitForSelector('.draw');
  });

  test('what was chosen is repeated in everyday words before the number and beside it', async () => {
    await start();
    await toDraw();
    const chosen = 'Ông/bà chọn: Nộp hồ sơ – Sổ đỏ, sang tên, tách thửa';
    expect(await page.textContent('.chosen')).toBe(chosen);
    await page.click('.draw');
    await page.waitForSelector('.result-number');
    expect(await page.textContent('.chosen')).toBe(chosen);
  });

  test('priority is a question of its own: no at first, yes asks for the class and says what proves it', async () => {
    await start();
    await toDraw();
    const pressed = () =>
      page.locator('.priority').evaluateAll((all) => all.map((each) => each.getAttribute('aria-pressed')));
    expect(await pressed()).toEqual(['true', 'false']);
    await page.click('.priority >> nth=1');
    await page.waitForSelector('.page-priority');
    expect(await page.textContent('.page-title p')).toContain('xin cho cán bộ xem giấy tờ');
    await tapText('Người khuyết tật');
    await page.waitForSelector('.draw');
    expect(await pressed()).toEqual(['false', 'true']);
    await page.click('.priority >> nth=1');
    await tapText('Tôi không thuộc diện ưu tiên');
    await page.waitForSelector('.draw');
    expect(await pressed()).toEqual(['true', 'false']);
    await page.click('.priority >> nth=1');
    await tapText('Người cao tuổi');
    await page.click('.draw');
    await page.waitForSelector('.result-number');
    expect(hall.orders).toMatchObject([{ priority: 'elderly' }]);
  });

  test('a broken line before the answer still gives one number', async () => {
    await start();
    await toDraw();
    hall.moods = ['cut'];
    await page.click('.draw');
    await page.waitForSelector('.result-number');
    expect(new Set(hall.issueIds).size).toBe(1);
    expect(hall.issueIds.length).toBeGreaterThan(1);
    expect(hall.tickets.size).toBe(1);
  });

  test('an error of the disk and another tap give the one number that was drawn', async () => {
    await start();
    await toDraw();
    hall.moods = ['unconfirmed'];
    await page.click('.draw');
    await page.waitForSelector('[role="alert"]');
    await page.click('.draw');
    await page.waitForSelector('.result-number');
    expect(hall.issueIds).toHaveLength(2);
    expect(new Set(hall.issueIds).size).toBe(1);
    expect(hall.tickets.size).toBe(1);
  });

  test('failed paper keeps the number, says so and shows the QR', async () => {
    await start();
    await toDraw();
    await page.click('.draw');
    await page.waitForSelector('.result-arrow');
    hall.io.emit('ticket:print', {
      ticketId: 'ticket-1001',
      number: '1001',
      print: 'failed',
      reason: 'paper_out',
    });
    await page.waitForSelector('.result-fault');
    expect(await page.textContent('.result-fault')).toBe(
      'Máy in hết giấy. Xin ghi lại hoặc chụp số này, và báo nhân viên',
    );
    expect(await page.textContent('.result-number')).toBe('1001');
    expect(await page.locator('.result-qr').count()).toBe(1);
    // News of another ticket says nothing about this one.
    hall.io.emit('ticket:print', { ticketId: 'ticket-9', number: '9', print: 'printed' });
    hall.io.emit('ticket:print', { ticketId: 'ticket-1001', number: '1001', print: 'printed' });
    await page.waitForSelector('.result-arrow');
  });

  test('a printer without paper is said before the tap, QR comes first, and paper can still be waited for', async () => {
    await start();
    expect(await page.locator('.paper-notice').count()).toBe(0);
    hall.publish([{ kind: 'paper', id: 'paper', reason: 'paper_out' }]);
    await page.waitForSelector('.paper-notice');
    expect(await page.textContent('.paper-notice b')).toBe('Máy in đang hết giấy.');
    await toDraw();
    expect(await page.textContent('.draw')).toBe('Lấy số bằng mã QR');
    expect(await page.textContent('.draw-paper')).toBe('Lấy số và chờ in phiếu');
    expect(await findings(page)).toEqual([]);
    // On a small screen too nothing lies under the foot.
    await page.setViewportSize({ width: 1280, height: 800 });
    const foot = (await page.locator('.foot').boundingBox())?.y ?? 0;
    for (const each of ['.paper-notice', '.draw', '.draw-paper']) {
      const box = await page.locator(each).boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 0), each).toBeLessThanOrEqual(foot);
    }
    await page.setViewportSize(PORTRAIT);
    await page.click('.draw');
    await page.waitForSelector('.result-qr');
    expect(hall.orders).toMatchObject([{ printer: null }]);
    expect(await page.locator('.result-fault').count()).toBe(0);
    await tapText('Xong');
    await toDraw();
    await page.click('.draw-paper');
    await page.waitForSelector('.result-number');
    expect(hall.orders[1]?.printer).toBeUndefined();
    await tapText('Xong');
    hall.publish([{ kind: 'paper', id: 'paper', reason: null }]);
    await page.waitForFunction(() => document.querySelector('.paper-notice') === null);
    await toDraw();
    expect(await page.textContent('.draw')).toBe('Lấy số ngay');
    expect(await page.locator('.draw-paper').count()).toBe(0);
  });

  test('everyday words without diacritics find the procedure and its fee word for word', async () => {
    await start();
    await tapText('Tìm việc');
    for (const key of 'lam giay cho con') {
      await page.click(key === ' ' ? '.key-space' : `.key:text-is("${key}")`);
    }
    await page.click('.row >> nth=0');
    await page.waitForSelector('.sheet');
    expect(await page.textContent('.sheet h2')).toBe('Đăng ký khai sinh');
    expect(await page.textContent('.sheet dd >> nth=1')).toBe('0đ (đúng hạn)');
  });

  test('a closed field says why and leads nowhere', async () => {
    hall.put(
      hall.fieldRecord('dat-dai', {
        issuing: { open: false, because: 'quota_reached', nextFrom: null, nextDate: null },
      }),
    );
    await start();
    await page.click('.bar-other');
    // A finger does not know that the tile is closed.
    await page.waitForSelector('.kiosk:not([data-settling])');
    await page.getByRole('button', { name: 'Đất đai' }).click({ force: true });
    expect(await page.textContent('.tile-closed')).toBe('Hôm nay đã phát hết số');
    expect(await page.locator('.draw').count()).toBe(0);
  });

  test('an unpaired kiosk takes the pairing code and goes into service', async () => {
    hall.identity = { kind: 'nobody' };
    await page.goto(url);
    await page.waitForSelector('.pairing');
    await page.fill('.pairing input', 'sai');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.refusal');
    expect(await page.textContent('.refusal')).toBe('Mã ghép không đúng hoặc đã hết hạn.');
    await page.fill('.pairing input', 'ghep01');
    await page.click('.pairing .tap-main');
    await page.waitForSelector('.tile');
    await page.reload();
    await page.waitForSelector('.tile');
  });

  test('a lost server is said, and the page comes back by itself', async () => {
    await start();
    // The socket stays shut until the way is free again.
    let shut = true;
    hall.io.use((_socket, next) => (shut ? next(new Error('busy')) : next()));
    hall.cutLines();
    await page.waitForSelector('.page-out');
    expect(await page.textContent('h1')).toBe('Máy lấy số đang mất kết nối');
    shut = false;
    await page.waitForSelector('.tile');
  });

  test('an idle kiosk warns, then forgets the language and the modes', async () => {
    await page.clock.install();
    await start();
    await tapText('English');
    await tapText('High contrast');
    await page.click('.bar-other');
    await page.clock.runFor(52_000);
    await page.waitForSelector('.idle');
    await page.keyboard.press('Shift');
    await page.waitForSelector('.idle', { state: 'detached' });
    await page.clock.runFor(62_000);
    await page.waitForSelector('.tile');
    expect(await page.textContent('h1')).toBe('Hôm nay ông/bà cần làm gì?');
    expect(await page.getAttribute('html', 'data-contrast')).toBe('normal');
  });

  test('works by the keyboard alone', async () => {
    await start();
    await page.locator('.bar-other').focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.page-field');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.draw');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.page-field');
  });

  test.each([
    ['portrait', PORTRAIT, {}],
    ['landscape', LANDSCAPE, {}],
    ['portrait, low reach', PORTRAIT, { reach: true }],
    ['landscape, low reach, large text', LANDSCAPE, { reach: true, large: true }],
    ['portrait, large text, high contrast', PORTRAIT, { large: true, contrast: true }],
  ] as const)(
    'every control is on the screen, large, and free of axe findings: %s',
    async (_name, size, modes) => {
      await page.setViewportSize(size);
      await start();
      const chosen = { reach: false, large: false, contrast: false, ...modes };
      if (chosen.large) await tapText('Chữ lớn');
      if (chosen.contrast) await tapText('Tương phản cao');
      if (chosen.reach) await tapText('Tầm thấp');
      await check(size, chosen.reach);
      await page.click('.bar-other');
      await page.waitForSelector('.page-field');
      await check(size, chosen.reach);
      await page.click('.tile >> nth=0');
      await page.waitForSelector('.draw');
      await check(size, chosen.reach);
      await page.click('.draw');
      await page.waitForSelector('.result-number');
      await check(size, chosen.reach);
    },
  );

  async function check(size: { width: number; height: number }, reach: boolean): Promise<void> {
    const boxes = await page.evaluate(() =>
      [...document.querySelectorAll('button')]
        .map((button) => ({ text: button.textContent, box: button.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0)
        .map(({ text, box }) => ({ text, x: box.x, y: box.y, right: box.right, bottom: box.bottom })),
    );
    expect(boxes.length).toBeGreaterThan(3);
    const top = reach ? size.height * 0.4 - 1 : 0;
    const outside = boxes.filter(
      (box) => box.x < 0 || box.right > size.width + 1 || box.y < top || box.bottom > size.height + 1,
    );
    expect(outside).toEqual([]);
    expect(boxes.filter((box) => box.right - box.x < 96 || box.bottom - box.y < 95)).toEqual([]);
    expect(await findings(page)).toEqual([]);
  }

  test('its script stays below 150 KB compressed', () => {
    expect(scriptKb(BUILT_PAGES, 'kiosk')).toBeLessThan(150);
  });
});
