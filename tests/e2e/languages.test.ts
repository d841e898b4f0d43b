import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { citizen } from '../../common/i18n/vi/citizen.ts';
import { kiosk } from '../../common/i18n/vi/kiosk.ts';
import { type RunningHall, startHall } from '../../server/main.ts';
import { seriousFindings } from '../support/accessibility.ts';
import { BUILT_PAGES, launchBrowser } from '../support/hall-browser.ts';
import { story } from '../support/story.ts';

const FIELD = 'chung-thuc-ho-tich';
const PASSWORD = 'mat-khau-thu-1';
const pictures = process.env.PICTURES;
const LANGUAGES = ['vi', 'en', 'zh', 'km', 'ko', 'qaa'];
/** A sentence of the made-up language: the Vietnamese keys, so that a word of another language would be seen. */
const made = (words: object) => Object.fromEntries(Object.keys(words).map((key) => [key, `${key} lalala`]));

describe('a language as one folder', () => {
  const chapter = story();
  let data: string;
  let browser: Browser;
  let hall: RunningHall;
  let token = '';
  const opened: BrowserContext[] = [];
  const wrongs: string[] = [];

  const rest = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${hall.url}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const read = (await answer.json()) as { token: string; trackingUrl: string; number: string };
    expect({ path, answer: answer.ok ? 'ok' : read }).toEqual({ path, answer: 'ok' });
    return read;
  };
  const open = async (path: string, width: number, height: number): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width, height } });
    opened.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => wrongs.push(error.message));
    await page.goto(`${hall.url}${path}`);
    return page;
  };
  const picture = async (page: Page, name: string) => {
    if (pictures) await page.screenshot({ path: join(pictures, `languages-${name}.png`) });
  };
  const shows = (page: Page, tag: string) => page.waitForSelector(`html[lang="${tag}"]`);

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'motcua-languages-'));
    const folder = join(data, 'languages', 'qaa');
    mkdirSync(folder, { recursive: true });
    const card = { tag: 'qaa', name: 'Lalala', nameVi: 'Tiếng thử', nameEn: 'Made-up' };
    // Only sentences without {names}: the others are English, as in any language with gaps.
    const plain = (words: Record<string, string>) =>
      Object.fromEntries(Object.entries(made(words)).filter(([key]) => !words[key]?.includes('{')));
    const words = {
      kiosk: plain(kiosk),
      citizen: plain(citizen),
      slip: { title: 'LALALA TICKET' },
      display: { boardTitle: 'LALALA CALLS', counterN: 'la {n}' },
    };
    writeFileSync(join(folder, 'language.json'), JSON.stringify(card));
    writeFileSync(join(folder, 'words.json'), JSON.stringify(words));
    hall = await startHall(
      {
        port: 0,
        host: '127.0.0.1',
        dataDir: data,
        adminPassword: PASSWORD,
        logLevel: 'error',
        timeZone: 'Asia/Ho_Chi_Minh',
      },
      { webFolder: BUILT_PAGES },
    );
    token = (await rest('POST', '/session', { username: 'admin', password: PASSWORD })).token;
    await rest('PUT', '/settings', { languages: LANGUAGES });
    browser = await launchBrowser();
  }, 120_000);
  afterAll(async () => {
    for (const each of opened) await each.close();
    await browser?.close();
    await hall?.stop();
    rmSync(data, { recursive: true, force: true });
  });

  chapter(
    'it is chosen on the kiosk by its own name, beside five others, at a cheap panel and a tall one',
    async () => {
      for (const [width, height] of [
        [1024, 768],
        [1080, 1920],
      ] as const) {
        const page = await open('/kiosk', width, height);
        for (const tag of ['zh', 'km', 'ko', 'en', 'qaa']) {
          await page.click('.foot-language');
          await page.waitForSelector('.language-sheet');
          const names = await page.locator('.language-sheet .languages .tap').allTextContents();
          expect(names).toEqual(['Tiếng Việt', 'English', '中文', 'ខ្មែរ', '한국어', 'Lalala']);
          const cut = await page.evaluate(
            () =>
              [...document.querySelectorAll('.language-sheet .tap')].filter((tap) => {
                const { left, top, right, bottom } = tap.getBoundingClientRect();
                return (
                  left < 0 ||
                  top < 0 ||
                  right > innerWidth ||
                  bottom > innerHeight ||
                  tap.scrollWidth > tap.clientWidth
                );
              }).length,
          );
          expect(cut).toBe(0);
          // The sheet lies over the foot whose button opened it: neither is set smaller for the other.
          const fit = await page.evaluate(() =>
            document.querySelector<HTMLElement>('.foot')?.style.getPropertyValue('--fit'),
          );
          expect(fit).toBe('');
          if (tag === 'zh') await picture(page, `sheet-${width}`);
          await page.click(`.language-sheet [lang="${tag}"] .tap`);
          await shows(page, tag);
          await page.waitForSelector('.language-sheet', { state: 'detached' });
          expect(await seriousFindings(page)).toEqual([]);
          await picture(page, `kiosk-${width}-${tag}`);
        }
        expect(await page.locator('.foot').textContent()).toContain('largeText lalala');
      }
    },
  );

  chapter('each ticket bears its language through paper, phone and call', async () => {
    await rest('POST', '/counters/1/open', { fields: [FIELD] });
    for (const tag of ['zh', 'km', 'ko', 'en', 'qaa']) {
      const drawn = await rest('POST', '/tickets', { field: FIELD, printer: null, language: tag });
      const page = await open(new URL(drawn.trackingUrl, hall.url).pathname, 320, 740);
      await shows(page, tag);
      await page.waitForSelector('.number');
      expect(await seriousFindings(page)).toEqual([]);
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect({ tag, wide }).toEqual({ tag, wide: 0 });
      await picture(page, `phone-${tag}`);
      if (tag === 'qaa') {
        expect(await page.locator('#content').textContent()).toContain('yourNumber lalala');
        await page.selectOption('#language select', 'zh');
        await shows(page, 'zh');
        await page.reload();
        // What was chosen on this phone stays.
        await shows(page, 'zh');
      }
    }
  });

  chapter('the board says the language of the called ticket in its second line', async () => {
    const page = await open('/display', 1920, 1080);
    for (const tag of ['zh', 'km', 'ko', 'en', 'qaa']) {
      await rest('POST', '/counters/1/call-next', {});
      await page.waitForSelector(`.calls-title [lang="${tag}"]`);
      await picture(page, `board-${tag}`);
      await rest('POST', '/counters/1/start', {});
      await rest('POST', '/counters/1/finish', {});
    }
    expect(await page.locator('.calls-title').textContent()).toContain('LALALA CALLS');
  });

  chapter('a language that is not installed is refused, and nothing went wrong in the pages', async () => {
    const answer = await fetch(`${hall.url}/api/v1/tickets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ field: FIELD, printer: null, language: 'xx' }),
    });
    expect([answer.status, ((await answer.json()) as { error: { code: string } }).error.code]).toEqual([
      422,
      'unknown_language',
    ]);
    expect(wrongs).toEqual([]);
  });
});
