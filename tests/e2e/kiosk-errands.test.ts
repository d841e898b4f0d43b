import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findings } from '../support/accessibility.ts';
import { FakeHall } from '../support/fake-hall.ts';
import { BUILT_PAGES, launchBrowser } from '../support/hall-browser.ts';

const PORTRAIT = { width: 1080, height: 1920 };
const QUOTA = {
  open: false,
  because: 'quota_reached',
  nextFrom: '07:30',
  nextDate: '2027-01-04',
} as const;

describe('the kiosk of a citizen who knows an errand, not a field', () => {
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

  beforeEach(() => {
    hall = new FakeHall();
    alive = setInterval(() => hall.heartbeat(), 2_000);
  });

  afterEach(async () => {
    clearInterval(alive);
    await page.close();
    await hall.stop();
  });

  const start = async () => {
    const url = `${await hall.start(BUILT_PAGES)}/kiosk`;
    page = await browser.newPage({ viewport: PORTRAIT });
    page.setDefaultTimeout(15_000);
    await page.goto(url);
    await page.waitForSelector('.bar-unsure');
    await page.waitForSelector('.tile');
    await settled();
  };
  const settled = () => page.waitForSelector('.kiosk:not([data-settling])');
  const search = async (text: string) => {
    await page.click('.foot-search');
    await page.waitForSelector('.page-search');
    await page.fill('.search-input input', text);
  };

  test('two taps draw a number for the commonest errand, which the papers, the last page and the number name', async () => {
    await start();
    expect(await page.textContent('h1')).toBe('Hôm nay ông/bà cần làm gì?');
    expect(await page.textContent('.tile-name >> nth=0')).toBe('Sao y bản chính');
    expect(await page.textContent('.tile >> nth=0')).toContain('Chứng thực – Hộ tịch');
    await page.click('.tile >> nth=0');
    await page.waitForSelector('.sheet');
    expect(await page.textContent('h1')).toBe('Sao y bản chính');
    const chosen = 'Ông/bà chọn: Nộp hồ sơ – Sao y bản chính';
    expect(await page.textContent('.chosen')).toBe(chosen);
    await page.click('.draw');
    await page.waitForSelector('.result-number');
    expect(await page.textContent('.chosen')).toBe(chosen);
    expect(hall.orders).toMatchObject([
      { field: 'chung-thuc-ho-tich', procedure: '2.000815', purpose: 'submit' },
    ]);
  });

  test('what the hall’s own record knows of the hour comes first', async () => {
    hall.visits = Array.from({ length: 24 }, (_, hour) => ({
      hour,
      field: 'dat-dai',
      procedure: '1.012784',
      visits: 50,
    }));
    await start();
    expect(await page.textContent('.tile-name >> nth=0')).toBe('Tách thửa, hợp thửa');
  });

  test('one tap of who does not know draws a number of the shortest line that answers questions', async () => {
    hall.put(hall.fieldRecord('van-thu', { waiting: 0 }));
    await start();
    await page.dblclick('.bar-unsure');
    await page.waitForSelector('.result-number');
    expect(hall.issueIds).toHaveLength(1);
    expect(hall.orders).toMatchObject([{ field: 'van-thu', purpose: 'ask' }]);
  });

  test('the page says why the number of guidance was refused, and another tap draws it', async () => {
    await start();
    hall.moods = ['unconfirmed'];
    await page.click('.bar-unsure');
    await page.waitForSelector('.refusal');
    await page.click('.bar-unsure');
    await page.waitForSelector('.result-number');
    expect(new Set(hall.issueIds).size).toBe(1);
  });

  test('results are collected by one bar, and something else leads to the fields', async () => {
    await start();
    await page.click('.bar-collect');
    await page.waitForSelector('.draw');
    expect(await page.textContent('h1')).toBe('Trả kết quả');
    await page.keyboard.press('Escape');
    await page.click('.bar-other');
    await page.waitForSelector('.page-field .tile');
    expect(await page.textContent('h1')).toBe('Việc khác');
  });

  test('an errand whose field is out of numbers says so, and when there are numbers again, before it is chosen', async () => {
    hall.put(hall.fieldRecord('chung-thuc-ho-tich', { issuing: QUOTA }));
    await start();
    const words = 'Hôm nay đã phát hết số. Phát số từ 07:30 ngày 04/01/2027';
    expect(await page.textContent('.tile-closed >> nth=0')).toBe(words);
    await page.click('.tile >> nth=0', { force: true });
    expect(await page.locator('.page-home').count()).toBe(1);
    await search('sao y');
    expect(await page.textContent('.row-closed >> nth=0')).toBe(words);
    await settled();
    await page.click('.row >> nth=0', { force: true });
    expect(await page.locator('.page-search').count()).toBe(1);
  });

  test('no number is drawn without a word when no counter is open for it', async () => {
    hall.put(hall.fieldRecord('chung-thuc-ho-tich', { counters: [] }));
    await start();
    await page.click('.tile >> nth=0');
    await page.waitForSelector('.unserved');
    expect(await page.textContent('.unserved')).toContain('Chưa có quầy nào nhận việc này.');
    await page.click('.draw');
    await page.waitForSelector('.result-number');
  });

  test('what is done elsewhere says where, and a question about it still has a way on', async () => {
    await start();
    await search('ly hon');
    expect(await page.textContent('.row >> nth=0')).toContain('Làm tại: Tòa án nhân dân khu vực');
    await settled();
    await page.click('.row >> nth=0');
    await page.waitForSelector('.page-elsewhere');
    expect(await page.textContent('h1')).toBe('Ly hôn');
    expect(await page.textContent('.page-title p')).toBe('Việc này không làm tại đây');
    expect(await findings(page)).toEqual([]);
    await settled();
    await page.click('.bar-unsure');
    await page.waitForSelector('.result-number');
    expect(hall.orders).toMatchObject([{ purpose: 'ask' }]);
  });

  test('the search offers what is usual before anything is typed, and a number of guidance when it finds nothing', async () => {
    await start();
    await search('');
    expect(await page.textContent('.search-note')).toBe('Việc thường gặp');
    expect(await page.textContent('.row-name >> nth=0')).toBe('Sao y bản chính');
    await page.fill('.search-input input', 'xyzxyz');
    await page.waitForSelector('.search-results .bar-unsure');
    expect(await page.locator('.row').count()).toBe(0);
    expect(await findings(page)).toEqual([]);
    await settled();
    await page.click('.search-results .bar-unsure');
    await page.waitForSelector('.result-number');
  });

  test('seventy fields are shown by kind, and each kind leads to its own', async () => {
    const [record] = [...hall.records.values()].filter((each) => each.kind === 'field');
    if (record?.kind !== 'field') throw new Error('the commune has fields');
    for (let n = 0; n < 61; n += 1) {
      const code = `them-${n}`;
      const name = `${['Hộ tịch', 'Đất đai', 'Thuế', 'Viễn thám'][n % 4]} số ${n}`;
      hall.put({ ...record, id: `field/${code}`, field: { ...record.field, code, name, sort: 100 + n } });
    }
    await start();
    await page.click('.bar-other');
    await page.waitForSelector('.page-groups .tile');
    const kinds = await page.locator('.page-groups .tile-name').allTextContents();
    expect(kinds).toContain('Đất đai, sổ đỏ');
    expect(await findings(page)).toEqual([]);
    await settled();
    await page.click('.tile:has-text("Đất đai, sổ đỏ")');
    await page.waitForSelector('.page-field .tile');
    expect(await page.textContent('h1')).toBe('Đất đai, sổ đỏ');
    const names = await page.locator('.tile-name').allTextContents();
    expect(names.every((name) => name.includes('Đất đai'))).toBe(true);
    await page.keyboard.press('Escape');
    await page.waitForSelector('.page-groups');
  });
});
