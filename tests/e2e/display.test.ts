import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { Clock } from '../../server/hall/clock.ts';
import { type RunningHall, startHall } from '../../server/main.ts';
import { seriousFindings } from '../support/accessibility.ts';
import { BUILT_PAGES, launchBrowser } from '../support/hall-browser.ts';
import { announcedNumbers, heardClips, listenTo, shortenClips } from '../support/sound-spy.ts';
import { story } from '../support/story.ts';

const PASSWORD = 'mat-khau-thu-1';
const LOST = 'Mất kết nối – số đang hiển thị có thể cũ';
/** Counters of the commune and the field each holds. */
const COUNTERS = [
  ['1', 'chung-thuc-ho-tich'],
  ['2', 'noi-vu-xa-hoi'],
  ['4', 'dat-dai'],
  ['5', 'thue'],
  ['6', 'cong-an'],
] as const;
const pictures = process.env.PICTURES;

describe('the board of the hall, on the real hall', () => {
  const chapter = story();
  let data: string;
  let browser: Browser;
  let hall: RunningHall;
  let board: Page;
  let token: string;
  const wrongs: string[] = [];
  /** Runs three times as fast, so that an announcement of ten seconds is over in three. */
  let quick: Clock;

  const open = async (port: number, clock?: Clock) =>
    startHall(
      {
        port,
        host: '127.0.0.1',
        dataDir: data,
        adminPassword: PASSWORD,
        logLevel: 'error',
        timeZone: 'Asia/Ho_Chi_Minh',
      },
      { webFolder: BUILT_PAGES, ...(clock === undefined ? {} : { clock }) },
    );
  const rest = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${hall.url}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const read = (await answer.json()) as unknown;
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(read)}`);
    return read;
  };
  const draw = async (field: string) =>
    ((await rest('POST', '/tickets', { field, printer: null })) as { number: string }).number;
  const callNext = async (counter: string) => rest('POST', `/counters/${counter}/call-next`, {});
  const picture = async (name: string, page = board) => {
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
  };
  const screen = async (address = '') => {
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => wrongs.push(error.message));
    await listenTo(page);
    if (address === '') await shortenClips(page);
    return page;
  };
  const greatNumbers = () =>
    board.locator('.great-row').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-number')));
  const waitingIn = (field: string) => board.locator(`[data-field="${field}"] .waiting-count`).textContent();

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'motcua-board-'));
    hall = await open(0);
    token = (
      (await (
        await fetch(`${hall.url}/api/v1/session`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ username: 'admin', password: PASSWORD }),
        })
      ).json()) as { token: string }
    ).token;
    for (const [counter] of COUNTERS) await rest('POST', `/counters/${counter}/open`, {});
    browser = await launchBrowser();
    board = await screen();
    await board.goto(`${hall.url}/display`);
    await board.getByText('Chưa gọi số nào').waitFor();
    // What a reload would wipe out.
    await board.evaluate(() => Object.assign(window, { firstPage: true }));
  });

  afterAll(async () => {
    await browser.close();
    await hall.stop();
    rmSync(data, { recursive: true, force: true });
    expect(wrongs).toEqual([]);
  });

  chapter(
    'a call stands on the board, is said with the hall’s own clips in order, and is there in words',
    async () => {
      const speaking = await screen('real clips');
      await speaking.goto(`${hall.url}/display`);
      await speaking.getByText('Chưa gọi số nào').waitFor();
      const number = await draw('chung-thuc-ho-tich');
      await draw('chung-thuc-ho-tich');
      await board.locator('[data-field="chung-thuc-ho-tich"]', { hasText: 'chờ 2' }).waitFor();
      await callNext('1');
      await board.locator(`.great-row[data-number="${number}"]`).waitFor();
      expect(await waitingIn('chung-thuc-ho-tich')).toBe('chờ 1');
      await board
        .getByTestId('announced')
        .getByText('Xin mời số thứ tự một không không một, đến quầy số một')
        .waitFor({ state: 'attached' });
      const reading = ['please-number', 'pair-10', 'pair-end-01', 'counter-1'].map(
        (key) => `/voice/vi-south/${key}.ogg`,
      );
      const said = ['/chime/chime.ogg', ...reading, ...reading];
      await speaking.waitForFunction(
        (count) => (window as unknown as { heard: unknown[] }).heard.length >= count,
        said.length,
      );
      const heard = await heardClips(speaking);
      expect(heard.map(({ path }) => path)).toEqual(said);
      for (const [at, clip] of heard.entries()) {
        expect(clip.toSeconds - clip.fromSeconds).toBeGreaterThan(0.1);
        expect(clip.fromSeconds).toBeGreaterThanOrEqual(heard[at - 1]?.toSeconds ?? 0);
      }
      await speaking.close();
    },
  );

  chapter(
    'five counters that call at once are all on the stage and all said, each once, never two together',
    async () => {
      const beganMs = Date.now();
      quick = { rate: 3, nowMs: () => beganMs + (Date.now() - beganMs) * 3 };
      const port = Number(new URL(hall.url).port);
      await hall.stop();
      hall = await open(port, quick);
      await board.getByText(LOST).waitFor();
      await board.getByText(LOST).waitFor({ state: 'detached' });
      const drawn = await Promise.all(COUNTERS.map(async ([, field]) => draw(field)));
      const before = await announcedNumbers(board);
      // The visitor of the test before makes room.
      await Promise.all(COUNTERS.map(async ([counter]) => callNext(counter)));
      await board.locator('.stage[data-calls="3"] .stage-call[data-spoken="true"]').waitFor();
      await picture('board-stage');
      await board.waitForFunction(
        (count) => (window as unknown as { announcedNumbers: string[] }).announcedNumbers.length >= count,
        before.length + COUNTERS.length,
      );
      const said = (await announcedNumbers(board)).slice(before.length);
      // At counter 1 the number drawn in the test before comes first.
      const expected = ['1002', ...drawn.slice(1)];
      expect([...said].sort()).toEqual([...expected].sort());
      const { calls } = (await rest('GET', '/public')) as { calls: { number: string }[] };
      const newest = calls.map(({ number }) => number);
      expect(said).toEqual(newest.slice(0, COUNTERS.length).reverse());
      await board.locator('.great-row').first().waitFor();
      expect(await greatNumbers()).toEqual(newest.slice(0, 3));
      // 1001 and the two of the five that the newest three left no room for.
      expect(await board.locator('.last-calls .last-where').count()).toBe(3);
      for (const [counter] of COUNTERS)
        expect(await board.locator(`[data-counter="${counter}"] .counter-number`).count()).toBe(1);
      await picture('board-calls');
      const heard = (await heardClips(board)).sort((a, b) => a.fromSeconds - b.fromSeconds);
      for (const [at, clip] of heard.entries())
        expect(clip.fromSeconds).toBeGreaterThanOrEqual((heard[at - 1]?.toSeconds ?? 0) - 0.001);
    },
  );

  chapter('nothing serious stands in the way of a screen reader', async () => {
    expect(await seriousFindings(board)).toEqual([]);
  });

  chapter('the panel above a counter shows that counter only, and is silent', async () => {
    const panel = await screen('panel');
    await panel.goto(`${hall.url}/display?counter=4`);
    await panel.locator('.panel-number').waitFor();
    expect(await panel.locator('h1').textContent()).toBe('Quầy 4');
    expect(await panel.locator('.panel-number').textContent()).toContain('4001');
    const tops = await Promise.all(
      ['.clock-bar', '.panel h1', '.panel-lead', '.panel-number', '.panel-fields'].map(async (part) => {
        const box = await panel.locator(part).boundingBox();
        return [box?.y ?? -1, (box?.y ?? 0) + (box?.height ?? 0)] as const;
      }),
    );
    // From the bar down to the fields: each part begins where the one above it has ended.
    for (const [at, [top]] of tops.entries()) expect(top).toBeGreaterThanOrEqual(tops[at - 1]?.[1] ?? 0);
    expect(tops.at(-1)?.[1]).toBe(1080);
    const before = await announcedNumbers(board);
    await rest('POST', '/counters/4/recall', {});
    await panel.locator('.panel-main[data-fresh="true"]').waitFor();
    // The board says the number once more; the panel shows it and is silent.
    await board.waitForFunction(
      (count) => (window as unknown as { announcedNumbers: string[] }).announcedNumbers.length > count,
      before.length,
    );
    expect((await announcedNumbers(board)).at(-1)).toBe('4001');
    expect(await heardClips(panel)).toEqual([]);
    expect(await seriousFindings(panel)).toEqual([]);
    await picture('panel', panel);
    await panel.close();
  });

  chapter(
    'with the server gone the board says so and keeps what it knew; with it back, it goes on by itself',
    async () => {
      await draw('dat-dai');
      await draw('dat-dai');
      await board.locator('[data-field="dat-dai"]', { hasText: 'chờ 2' }).waitFor();
      const shown = await greatNumbers();
      const saidBefore = await announcedNumbers(board);
      const port = Number(new URL(hall.url).port);
      await hall.stop();
      await board.getByText(LOST).waitFor();
      expect(await greatNumbers()).toEqual(shown);
      expect(await waitingIn('dat-dai')).toBe('chờ 2');
      await picture('board-lost');
      expect(await seriousFindings(board)).toEqual([]);

      hall = await open(port, quick);
      // Before the board is back somebody is called already.
      await callNext('4');
      await board.getByText(LOST).waitFor({ state: 'detached' });
      const { calls } = (await rest('GET', '/public')) as { calls: { number: string }[] };
      expect(calls[0]?.number).toBe('4002');
      await board.locator('.great-row[data-number="4002"]').waitFor();
      expect(await waitingIn('dat-dai')).toBe('chờ 1');
      await draw('thue');
      await callNext('5');
      await board.locator('.great-row[data-number="6002"]').waitFor();
      await board.waitForFunction(() =>
        (window as unknown as { announcedNumbers: string[] }).announcedNumbers.includes('6002'),
      );
      // Every call once, also over the break: no listener was left behind, and nothing old is said again.
      expect((await announcedNumbers(board)).slice(saidBefore.length)).toEqual(['4002', '6002']);
      expect(await board.evaluate(() => (window as unknown as { firstPage?: boolean }).firstPage)).toBe(true);
      await picture('board-back');
    },
  );
});
