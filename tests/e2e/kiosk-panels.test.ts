import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FakeHall } from '../support/fake-hall.ts';
import { BUILT_PAGES, launchBrowser } from '../support/hall-browser.ts';
import { type Fault, panelFaults } from '../support/panel-faults.ts';

/**
 * Width and height in pixels, and millimetres a pixel of the smallest panel sold for a kiosk with that resolution: 15
 * inches, 15.4, 15.6, 17, 19 for full HD.
 */
const PANELS = [
  [1024, 768, 0.297],
  [1280, 800, 0.259],
  [1366, 768, 0.253],
  [1280, 1024, 0.264],
  [1920, 1080, 0.219],
  [768, 1366, 0.253],
  [800, 1280, 0.259],
  [1024, 1280, 0.264],
  [1080, 1920, 0.219],
] as const;

const LEAST_MM = 20;
const LONG =
  'Tiếp nhận hồ sơ lĩnh vực nông nghiệp, môi trường, quản lý đất đai, xây dựng, giao thông và trật tự đô thị của xã';

describe('the kiosk on every panel', () => {
  let browser: Browser;
  let hall: FakeHall;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
    hall = new FakeHall();
    hall.firstNumber = 40_001;
    const url = `${await hall.start(BUILT_PAGES)}/kiosk`;
    const [record] = hall.records.values();
    if (record?.kind !== 'hall') throw new Error('the hall comes first');
    const hallName =
      'Trung tâm Phục vụ hành chính công phường Trấn Biên – Khu vực Bửu Long, thành phố Biên Hòa';
    const classes = ['Người cao tuổi từ đủ 75 tuổi trở lên', 'Người khuyết tật nặng và đặc biệt nặng', LONG];
    const priorities = [...classes, ...classes].map((name, at) => ({
      code: `p${at}`,
      name,
      nameEn: '',
      active: true,
    }));
    hall.put({ ...record, settings: { ...record.settings, hallName, priorities, kioskIdleSeconds: 3_000 } });
    for (const [at, field] of hall.template.fields.entries()) {
      const long = at === 1 || at === 3 ? LONG : field.name;
      const closed = { open: false, because: 'quota_reached', nextFrom: null, nextDate: null } as const;
      hall.put(
        hall.fieldRecord(field.code, {
          field: {
            ...field,
            name: long,
            everyday: at === 3 ? `${LONG} và ${field.everyday}` : field.everyday,
          },
          waiting: 12_345,
          counters: [1, 2, 3, 4, 5].map((n) => ({ code: `${n}`, label: `${n}` })),
          ...(at === 5 ? { issuing: closed } : {}),
        }),
      );
    }
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(20_000);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(url);
    await page.waitForSelector('.tile');
    await page.evaluate(() => document.fonts.ready);
  });

  afterAll(async () => {
    await browser.close();
    await hall.stop();
  });

  const WAYS: readonly (readonly [string, () => Promise<void>])[] = [
    ['the first page', async () => undefined],
    ['the list of fields', () => tap('.bar-other', '.page-field .tile')],
    ['a field with its procedures', () => tap('.tile >> nth=3', '.draw')],
    ['the papers of a procedure', () => tap('.row >> nth=0', '.sheet')],
    ['the question of priority', () => tap('.priority >> nth=1', '.page-priority')],
    ['the number, without paper', drawWithoutPaper],
    ['the number, with paper', showPaper],
    ['the search', openSearch],
    ['what the search found', showFound],
  ];

  test.each(WAYS)('%s is whole, and each target is 20 mm', async (name, go) => {
    await go();
    await page.waitForSelector('.kiosk:not([data-settling])');
    const faults: Fault[] = [];
    for (const [width, height, mmPerPx] of PANELS) {
      hall.heartbeat();
      await page.setViewportSize({ width, height });
      faults.push(...(await page.evaluate(panelFaults, { leastPx: LEAST_MM / mmPerPx, reachFrom: 0.4 })));
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(grouped(faults), name).toEqual({});
  });

  /** Each fault once, with where it is seen. */
  function grouped(faults: readonly Fault[]): Record<string, string[]> {
    const found: Record<string, string[]> = {};
    for (const { what, panel, modes } of faults) found[what] = [...(found[what] ?? []), `${panel} ${modes}`];
    return found;
  }

  async function tap(selector: string, then: string): Promise<void> {
    await page.click(selector);
    await page.waitForSelector(then);
  }

  async function drawWithoutPaper(): Promise<void> {
    await tap('.page-priority .priority >> nth=2', '.draw');
    await tap('.draw', '.result-number');
    hall.io.emit('ticket:print', { ticketId: 'ticket-40001', number: '40001', print: 'failed' });
    await page.waitForSelector('.result-fault');
  }

  async function showPaper(): Promise<void> {
    hall.io.emit('ticket:print', { ticketId: 'ticket-40001', number: '40001', print: 'printed' });
    await page.waitForSelector('.result-arrow');
  }

  async function openSearch(): Promise<void> {
    await tap('.result-end .tap', '.bar');
    await tap('.foot-search', '.page-search');
  }

  async function showFound(): Promise<void> {
    await page.fill('.search-input input', 'dat');
    await page.waitForSelector('.row');
  }
});
