import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { counterOf, DisplayHall, fieldOf, hallOf } from '../display/display-hall.ts';
import { BUILT_PAGES, launchBrowser } from '../support/hall-browser.ts';
import { announcedNumbers, heardClips, listenTo, shortenClips } from '../support/sound-spy.ts';

const LOST = 'Mất kết nối – số đang hiển thị có thể cũ';
const pictures = process.env.PICTURES;

describe('the board when something is wrong', () => {
  let browser: Browser;
  let hall: DisplayHall;
  let page: Page;
  const wrongs: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser.close();
  });

  beforeEach(async () => {
    hall = new DisplayHall(BUILT_PAGES);
    await hall.start();
    hall.put(hallOf(), fieldOf('ho-tich', 'Hộ tịch', 4), counterOf('1'), counterOf('2'));
    page = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => wrongs.push(error.message));
    await listenTo(page);
  });

  afterEach(async () => {
    await page.context().close();
    await hall.stop();
    expect(wrongs.splice(0)).toEqual([]);
  });

  const open = async (query = '') => {
    await page.goto(`${hall.url}/display${query}`);
    await page.locator('.clock-bar').waitFor();
  };
  const announced = async (...numbers: string[]) =>
    vi.waitFor(async () => expect(await announcedNumbers(page)).toEqual(numbers), 12_000);
  const picture = async (name: string) => {
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
  };

  test('a server that falls silent without hanging up is noticed, and nothing is shown as empty', async () => {
    await open();
    hall.fallSilent();
    await page.getByText(LOST).waitFor();
    expect(await page.locator('[data-field="ho-tich"]').textContent()).toContain('chờ 4');
    expect(await page.getByText('chờ 0').count()).toBe(0);
    hall.put(fieldOf('ho-tich', 'Hộ tịch', 5));
    await page.getByText(LOST).waitFor({ state: 'detached' });
    expect(await page.locator('[data-field="ho-tich"]').textContent()).toContain('chờ 5');
  });

  test('before the server was ever heard no queue is shown', async () => {
    await page.route('**/socket.io/**', (route) => route.abort());
    await page.routeWebSocket('**/socket.io/**', (socket) => socket.close());
    await page.goto(`${hall.url}/display`);
    await page.getByText('Đang kết nối với máy chủ').waitFor();
    expect(await page.getByText('chờ').count()).toBe(0);
  });

  test('after many broken lines each call is still announced once', async () => {
    await shortenClips(page);
    await open();
    for (let time = 0; time < 4; time += 1) {
      await hall.stop();
      await page.getByText(LOST).waitFor();
      await hall.start();
      await page.getByText(LOST).waitFor({ state: 'detached' });
    }
    hall.announce([hall.call('1001', '1'), hall.call('1002', '2')]);
    await announced('1001', '1002');
    const chimes = async () =>
      (await heardClips(page)).filter(({ path }) => path === '/chime/chime.ogg').length;
    await vi.waitFor(async () => expect(await chimes()).toBe(1), 12_000);
  });

  test('clips that the server cannot give do not stop the queue', async () => {
    hall.brokenClips.add('/chime/chime.ogg');
    hall.brokenClips.add('/voice/vi-south/digit-0.ogg');
    await page.route(/please-number|to-counter/, (route) => route.abort());
    await open();
    hall.announce([hall.call('1001', '1'), hall.call('1002', '2')]);
    await announced('1001', '1002');
    await vi.waitFor(async () => {
      const names = (await heardClips(page)).map(({ path }) => /([^/]+)\.ogg$/.exec(path)?.[1]);
      expect(names.slice(0, 4)).toEqual(['digit-1', 'digit-1', 'number-1', 'digit-1']);
      expect(names).toContain('number-2');
    }, 12_000);
  });

  test('where the hall speaks English too, it comes second', async () => {
    await shortenClips(page);
    hall.put(hallOf({ announceEnglish: true, dialect: 'north' }));
    await open();
    hall.announce([hall.call('A012', '2')], { packs: ['vi-north', 'en'] });
    await vi.waitFor(async () => {
      const packs = (await heardClips(page)).map(({ path }) => path.split('/').at(-2));
      expect(packs.filter((pack, at) => pack !== packs[at - 1])).toEqual(['chime', 'vi-north', 'en']);
    }, 12_000);
    const english = (await heardClips(page)).filter(({ path }) => path.startsWith('/voice/en/'));
    expect(english.map(({ path }) => path.split('/').at(-1))).toEqual([
      'please-number.ogg',
      'letter-a.ogg',
      'digit-0.ogg',
      'digit-1.ogg',
      'digit-2.ogg',
      'to-counter.ogg',
      'number-2.ogg',
    ]);
  });

  test('a screen that nobody has paired asks for its code, refuses a wrong one and takes the right one', async () => {
    hall.identity = { kind: 'nobody' };
    hall.codes.add('SANH01');
    await page.goto(`${hall.url}/display`);
    await page.getByLabel('Mã ghép').fill('sai-ma');
    await page.keyboard.press('Enter');
    await page.getByText(/Mã không đúng/).waitFor();
    await page.getByLabel('Mã ghép').fill('sanh01');
    await page.keyboard.press('Enter');
    await page.locator('.board').waitFor();
    await page.reload();
    await page.locator('.board').waitFor();
  });

  /** The place that the characters themselves take, and not only the box that was meant for them. */
  const inked = (selector: string) =>
    page.locator(`${selector} span:not([aria-label])`).evaluateAll((characters) => {
      const boxes = characters.map((character) => {
        const range = document.createRange();
        range.selectNodeContents(character);
        return range.getBoundingClientRect();
      });
      return {
        left: Math.min(...boxes.map((box) => box.left)),
        right: Math.max(...boxes.map((box) => box.right)),
        steps: boxes.slice(1).map((box, at) => box.left - (boxes[at]?.right ?? 0)),
      };
    });

  test.each(['7', '4012', 'A012', 'M0123', 'BC10234', 'ĐBC1234', 'MMW9999999'])(
    'the number %s stands whole on the board and on the panel',
    async (number) => {
      await open('?sound=off');
      hall.call(number, '12');
      hall.put(counterOf('12', { present: number }));
      await page.locator(`.great-row[data-number="${number}"]`).waitFor();
      await picture(`board-${number}`);
      const row = await page.locator('.great-row').first().boundingBox();
      const arrow = await page.locator('.great-arrow').first().boundingBox();
      const great = await inked('.great-number');
      expect(great.left).toBeGreaterThan(row?.x ?? 0);
      expect(great.right).toBeLessThan(arrow?.x ?? 0);
      // Figures that were squeezed would lie over one another.
      expect(Math.min(0, ...great.steps)).toBeGreaterThan(-1);
      const small = await inked('[data-counter="12"] .counter-number');
      const label = await page.locator('[data-counter="12"] .counter-label').boundingBox();
      expect(small.left).toBeGreaterThan((label?.x ?? 0) + (label?.width ?? 0));
      expect(small.right).toBeLessThanOrEqual(1920);
      await page.goto(`${hall.url}/display?counter=12`);
      await page.locator('.panel-number').waitFor();
      await picture(`panel-${number}`);
      const panel = await inked('.panel-number');
      expect(panel.left).toBeGreaterThan(0);
      expect(panel.right).toBeLessThan(1920);
      expect(Math.min(0, ...panel.steps)).toBeGreaterThan(-1);
      const main = await page.locator('.panel-main').boundingBox();
      const box = await page.locator('.panel-number').boundingBox();
      expect(box?.y).toBeGreaterThanOrEqual(main?.y ?? 0);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual((main?.y ?? 0) + (main?.height ?? 0));
    },
  );

  test('forty counters and long numbers stand in pages, all of it read across the hall, nothing over another', async () => {
    await open('?sound=off');
    const codes = Array.from({ length: 40 }, (_, at) => String(at + 1));
    hall.put(...codes.map((code) => counterOf(code, { present: `ĐBC${1000 + Number(code)}` })));
    const calls = codes.slice(0, 12).map((code) => hall.call(`${20000 + Number(code)}`, code));
    hall.put({
      kind: 'notice',
      id: 'notice/a',
      text: 'Chiều thứ Sáu hội trường nghỉ để kiểm tra hệ thống điện, mời bà con quay lại sáng thứ Hai.',
      textEn: 'Closed on Friday afternoon.',
      until: null,
    });
    await page.locator('[data-total="40"] li >> nth=7').waitFor();
    await page.locator('.last-calls li >> nth=2').waitFor();
    const wrong = () =>
      page.evaluate(() => {
        const found: string[] = [];
        const parts = [
          ...document.querySelectorAll('.board main, .board h1, .board li, .board p, .board footer'),
        ];
        const named = (part: Element) => `${part.className || part.tagName}: ${part.textContent}`;
        for (const part of parts) {
          if (part.scrollWidth > part.clientWidth + 1) found.push(`cut ${named(part)}`);
          const box = part.getBoundingClientRect();
          if (box.bottom > innerHeight + 4 || box.right > innerWidth + 4)
            found.push(`outside ${named(part)}`);
        }
        // Beside or below one another: no two leaves of the picture share a place.
        const leaves = [...document.querySelectorAll('.board li, .board .waiting-field, .board .notice')];
        leaves.forEach((one, at) => {
          const a = one.getBoundingClientRect();
          for (const other of leaves.slice(at + 1)) {
            if (one.contains(other) || other.contains(one)) continue;
            const b = other.getBoundingClientRect();
            if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
              found.push(`over one another: ${named(one)} | ${named(other)}`);
          }
        });
        // Capitals of 20 mm on a 43-inch panel are 40 px; those of the face are 0.7 of the letter.
        const read = [
          '.counter-label',
          '.last-number',
          '.last-where',
          '.notice',
          '.stage-number',
          '.stage-word',
        ];
        for (const part of document.querySelectorAll(read.join()))
          if (Number.parseFloat(getComputedStyle(part).fontSize) * 0.7 < 39.9)
            found.push(`small ${named(part)}`);
        return found;
      });
    await picture('board-forty');
    expect(await wrong()).toEqual([]);
    hall.announce(calls.slice(0, 3));
    await page.locator('.stage[data-calls="3"]').waitFor();
    await picture('board-forty-merged');
    expect(await wrong()).toEqual([]);
    hall.announce(calls.slice(3, 4));
    await page.locator('.stage[data-calls="1"]').waitFor();
    await picture('board-forty-alone');
    expect(await wrong()).toEqual([]);
    const stage = await page.locator('.stage').boundingBox();
    expect(stage?.height ?? 0).toBeGreaterThan((1080 * 2) / 3 - 1);
  });
});
