import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findings } from '../support/accessibility.ts';
import { FakeHall } from '../support/fake-hall.ts';
import { BUILT_PAGES, launchBrowser } from '../support/hall-browser.ts';
import { kioskScan } from '../support/kiosk-scan.ts';

const CODE = 'H15.50.05.13-261008-0975';
/** Nobody's card. */
const cardOf = (birth: string) =>
  `075000123456|270000123|Nguyễn Văn Thử|${birth}|Nam|Ấp 1, Xã Phước Thái|01012022`;
const PRIVATE = ['075000123456', '270000123', 'Nguyễn Văn Thử', 'Văn Thử', '01011940', 'Ấp 1'];

describe('the scanner of the kiosk', () => {
  let browser: Browser;
  let hall: FakeHall;
  let page: Page;
  let alive: ReturnType<typeof setInterval>;
  /** Everything that left the page: addresses, bodies, frames of the socket. */
  const sent: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser.close();
  });

  beforeEach(async () => {
    hall = new FakeHall();
    alive = setInterval(() => hall.heartbeat(), 2_000);
    const url = `${await hall.start(BUILT_PAGES)}/kiosk`;
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(15_000);
    sent.length = 0;
    page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
    page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(payload.toString())));
    await page.goto(url);
    await page.waitForSelector('.tile');
    await page.waitForSelector('.kiosk:not([data-settling])');
  });

  afterEach(async () => {
    clearInterval(alive);
    await page.close();
    await hall.stop();
  });

  const scan = (text: string) => kioskScan(page, text);
  const kept = () =>
    page.evaluate(() =>
      [
        document.documentElement.outerHTML,
        ...[...document.querySelectorAll('input')].map((input) => input.value),
        JSON.stringify({ ...localStorage }),
        JSON.stringify({ ...sessionStorage }),
        document.cookie,
        location.href,
      ].join('\n'),
    );

  test('a slip whose result is ready draws “Nhận kết quả” with its code by two taps', async () => {
    hall.dossiers.set(CODE, { state: 'ready', collectIn: 'tra-ket-qua' });
    await scan(CODE);
    await page.waitForSelector('.dossier');
    expect(await page.textContent('.dossier')).toContain(CODE);
    expect(await page.textContent('.dossier')).toContain('Hồ sơ đã có kết quả');
    expect(await findings(page)).toEqual([]);
    await page.click('.draw');
    await page.waitForSelector('.result-number');
    expect(hall.orders).toMatchObject([{ field: 'tra-ket-qua', purpose: 'collect', dossierCode: CODE }]);
  });

  test.each([
    ['received', 'đang được giải quyết', 'tra-ket-qua'],
    ['returned', 'đã trả kết quả', 'tra-ket-qua'],
    ['supplement', 'Giấy khai sinh bản chính', 'chung-thuc-ho-tich'],
  ] as const)(
    'a dossier that is %s says so, and draws where it is dealt with',
    async (state, said, field) => {
      hall.dossiers.set(CODE, {
        state,
        field: 'chung-thuc-ho-tich',
        collectIn: 'tra-ket-qua',
        papers: ['Giấy khai sinh bản chính'],
      });
      await scan(`https://dichvucong.gov.vn/?ma=${CODE}`);
      await page.waitForSelector('.dossier');
      expect(await page.textContent('.dossier')).toContain(said);
      await page.click('.draw');
      await page.waitForSelector('.result-number');
      expect(hall.orders).toMatchObject([{ field, dossierCode: CODE }]);
    },
  );

  test('a look-up that fails leads to the one field that collects', async () => {
    hall.dossiers.set(CODE, { collectIn: null });
    await scan(CODE);
    await page.waitForSelector('.dossier');
    expect(await page.textContent('h1')).toBe('Trả kết quả');
  });

  test('a dossier that the hall does not know is still collected, and the officer looks it up', async () => {
    await scan(CODE);
    await page.waitForSelector('.dossier');
    expect(await page.textContent('.dossier')).toContain('Máy chưa biết hồ sơ này');
    await page.click('.draw');
    await page.waitForSelector('.result-number');
    expect(hall.orders).toMatchObject([{ purpose: 'collect', dossierCode: CODE }]);
  });

  test('an ID card proves age for the number that is drawn next, and nothing of it is shown, sent or kept', async () => {
    await scan(cardOf('01011940'));
    await page.waitForSelector('.scan-good');
    expect(await page.textContent('.scan-note')).toContain('Người cao tuổi');
    expect(await findings(page)).toEqual([]);
    await page.click('.tile >> nth=0');
    await page.waitForSelector('.priority[aria-pressed="true"]:has-text("Người cao tuổi")');
    await page.click('.draw');
    await page.waitForSelector('.result-number');
    expect(hall.orders).toMatchObject([{ priority: 'elderly' }]);
    const everything = `${sent.join('\n')}\n${await kept()}`;
    expect(everything).toContain('elderly');
    expect(PRIVATE.filter((part) => everything.includes(part))).toEqual([]);
  });

  test('where the hall limits numbers a person, the page asks for the card before the number', async () => {
    const [record] = hall.records.values();
    if (record?.kind !== 'hall') throw new Error('the hall comes first');
    hall.publish([{ ...record, settings: { ...record.settings, numbersPerPerson: 2 } }]);
    await page.click('.tile >> nth=0');
    await page.waitForSelector('.unserved:has-text("Xin quét thẻ căn cước")');
    expect(await findings(page)).toEqual([]);
    await scan(cardOf('01011990'));
    await page.waitForSelector('.scan-good:has-text("Đã đọc thẻ căn cước")');
    expect(await page.locator('.unserved').count()).toBe(0);
    await page.click('.draw');
    await page.waitForSelector('.result-number');
    expect(hall.orders).toMatchObject([{ card: '075000123456' }]);
    // Whoever comes next has shown none, and only the number went out: no name, nothing kept on the page.
    await page.click('.result-end .tap');
    await page.waitForSelector('.page-home');
    await page.waitForSelector('.kiosk:not([data-settling])');
    const [number, ...others] = PRIVATE;
    expect(others.filter((part) => sent.join('\n').includes(part))).toEqual([]);
    expect(await kept()).not.toContain(number);
    await page.click('.tile >> nth=0');
    await page.waitForSelector('.unserved:has-text("Xin quét thẻ căn cước")');
  });

  test('who comes next has proved nothing, and who says no is asked no more', async () => {
    await scan(cardOf('01011940'));
    await page.waitForSelector('.scan-good');
    await page.click('.tile >> nth=0');
    await page.waitForSelector('.priority[aria-pressed="true"]:has-text("Người cao tuổi")');
    await page.click('.priority >> nth=0');
    await page.waitForSelector('.priority[aria-pressed="true"]:has-text("Không")');
    await page.click('.draw');
    await page.waitForSelector('.result-number');
    await page.click('.result-end .tap');
    await page.waitForSelector('.page-home');
    await page.waitForSelector('.kiosk:not([data-settling])');
    await page.click('.tile >> nth=0');
    await page.click('.draw');
    await page.waitForSelector('.result-number');
    expect(hall.orders.map((order) => order.priority)).toEqual([null, null]);
  });

  test('a card is taken out of the search field again; a young one and a torn one say what is wrong', async () => {
    await page.click('.foot-search');
    await page.waitForSelector('.page-search');
    await page.focus('.search-input input');
    await scan(cardOf('01012010'));
    await page.waitForSelector('.scan-care');
    expect(await page.textContent('.scan-note')).toContain('chưa thuộc diện ưu tiên');
    expect(await page.inputValue('.search-input input')).toBe('');
    await page.keyboard.press('Escape');
    await scan(cardOf('31022010'));
    await page.waitForFunction(() =>
      document.querySelector('.scan-note')?.textContent?.startsWith('Máy chưa đọc được mã'),
    );
    expect(PRIVATE.filter((part) => sent.join('\n').includes(part))).toEqual([]);
  });

  test('digits of a scan move nothing: they are no keypad', async () => {
    await page.locator('.bar-other').focus();
    await scan('8934565138165');
    await page.waitForSelector('.scan-care');
    expect(await page.locator('.page-home').count()).toBe(1);
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('bar-other');
  });
});
