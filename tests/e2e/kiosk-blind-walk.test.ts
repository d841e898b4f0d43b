import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findings } from '../support/accessibility.ts';
import { FakeHall } from '../support/fake-hall.ts';
import { BUILT_PAGES, launchBrowser } from '../support/hall-browser.ts';

/** What a listener heard of one thing. */
interface Heard {
  readonly text: string;
  readonly by: 'clips' | 'engine' | 'silence';
  readonly missing: readonly string[];
}

describe('the kiosk of who cannot see it', () => {
  let browser: Browser;
  let hall: FakeHall;
  let page: Page;
  let alive: ReturnType<typeof setInterval>;

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser.close();
  });

  beforeEach(async () => {
    hall = new FakeHall();
    alive = setInterval(() => hall.heartbeat(), 2_000);
    const url = `${await hall.start(BUILT_PAGES, { voices: true })}/kiosk`;
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(15_000);
    await page.addInitScript(() => {
      const log: unknown[] = [];
      Object.assign(window, { spokenLog: log });
      document.addEventListener('spoken', (event) => log.push((event as CustomEvent).detail));
    });
    await page.goto(url);
    await page.waitForSelector('.tile');
  });

  afterEach(async () => {
    clearInterval(alive);
    await page.close();
    await hall.stop();
  });

  const heard = () => page.evaluate(() => (window as unknown as { spokenLog: Heard[] }).spokenLog);
  const last = async () => (await heard()).at(-1);
  const press = (key: string) => page.keyboard.press(key);
  /** Waits until something was said that begins so. */
  const hears = async (text: string) => {
    await page.waitForFunction(
      (start) => (window as unknown as { spokenLog: Heard[] }).spokenLog.at(-1)?.text.startsWith(start),
      text,
    );
    return (await last())?.text ?? '';
  };
  /** Moves on until a control is heard that begins so, as a listener would. */
  const moveTo = async (text: string) => {
    for (let steps = 0; steps < 30; steps += 1) {
      const before = (await heard()).length;
      await press('ArrowDown');
      await page.waitForFunction(
        (count) => (window as unknown as { spokenLog: Heard[] }).spokenLog.length > count,
        before,
      );
      if ((await last())?.text.startsWith(text)) return;
    }
    throw new Error(`nothing was heard that begins with ${text}`);
  };

  test('by arrow keys and Enter alone a number is drawn and heard, and every word came from the voice pack', async () => {
    expect(await heard()).toEqual([]);
    await press('*');
    expect(await hears('Hôm nay ông/bà cần làm gì?')).toContain('Phím mũi tên để chọn');
    await press('ArrowDown');
    expect(await hears('Sao y bản chính')).toBe('Sao y bản chính. Chứng thực – Hộ tịch. Đang chờ: 3 người');
    await press('Enter');
    expect(await hears('Sao y bản chính')).toContain('Ông/bà chọn: Nộp hồ sơ – Sao y bản chính');
    await moveTo('Lấy số');
    await press('Enter');
    const result = await hears('Số của ông/bà');
    expect(result).toContain('1001');
    expect(result).toContain('Còn 3 người trước');
    expect(hall.orders).toMatchObject([{ procedure: '2.000815' }]);
    const all = await heard();
    expect(all.filter((each) => each.by !== 'clips')).toEqual([]);
    expect(all.flatMap((each) => each.missing)).toEqual([]);
  });

  test('by a keypad with its digits: on, along, back, once more, and a number of guidance', async () => {
    await press('*');
    await hears('Hôm nay');
    await press('2');
    await hears('Sao y bản chính');
    await press('8');
    // Round at the ends: before the first stands the last.
    await hears('English');
    await press('2');
    await hears('Sao y bản chính');
    const before = await heard();
    await press('+');
    await page.waitForFunction(
      (count) => (window as unknown as { spokenLog: Heard[] }).spokenLog.length > count,
      before.length,
    );
    expect((await last())?.text).toContain('Sao y bản chính');
    await press('5');
    await hears('Sao y bản chính. ');
    await page.waitForSelector('.draw');
    await press('0');
    await hears('Hôm nay');
    await moveTo('Tôi chưa rõ');
    await press('5');
    expect(await hears('Số của ông/bà')).toContain('1001');
  });

  test('what cannot be chosen is heard with its reason, what is pressed as such, and news at once', async () => {
    hall.publish([
      hall.fieldRecord('chung-thuc-ho-tich', {
        issuing: { open: false, because: 'quota_reached', nextFrom: '07:30', nextDate: '2027-01-04' },
      }),
    ]);
    await page.waitForSelector('.tile-closed');
    await press('*');
    await hears('Hôm nay');
    await press('ArrowDown');
    expect(await hears('Sao y bản chính')).toMatch(/Hôm nay đã phát hết số.*chưa chọn được$/);
    await press('Enter');
    expect(await page.locator('.page-home').count()).toBe(1);
    await moveTo('Nghe đọc');
    expect((await last())?.text).toBe('Nghe đọc. đang chọn');
    await press('Enter');
    const count = (await heard()).length;
    await press('ArrowDown');
    await page.waitForTimeout(100);
    expect(await heard()).toHaveLength(count);
  });

  test('a refusal is heard by itself', async () => {
    await press('*');
    await hears('Hôm nay');
    await moveTo('Tôi chưa rõ');
    hall.moods = ['unconfirmed'];
    await press('Enter');
    await page.waitForSelector('.refusal');
    await hears((await page.textContent('.refusal')) ?? '?');
  });

  test('a finger that rests on an errand hears it and takes nothing; a tap takes it', async () => {
    await page.waitForSelector('.kiosk:not([data-settling])');
    const box = await page.locator('.tile >> nth=0').boundingBox();
    await page.mouse.move((box?.x ?? 0) + 40, (box?.y ?? 0) + 40);
    await page.mouse.down();
    await hears('Sao y bản chính');
    await page.mouse.up();
    expect(await page.locator('.page-home').count()).toBe(1);
    await page.click('.tile >> nth=0');
    await page.waitForSelector('.draw');
    expect(await heard()).toHaveLength(1);
  });

  test('it forgets the listener with the visit, and its pages are free of findings', async () => {
    await press('F1');
    await hears('Hôm nay');
    expect(await findings(page)).toEqual([]);
    await moveTo('Tôi chưa rõ');
    await press('Enter');
    await hears('Số của ông/bà');
    await moveTo('Xong');
    await press('Enter');
    await page.waitForSelector('.page-home');
    expect(await page.getAttribute('.foot-listen', 'aria-pressed')).toBe('false');
  });
});
