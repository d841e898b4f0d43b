import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { en } from '../../common/i18n/en.ts';
import { vi } from '../../common/i18n/vi.ts';
import { CONSOLE } from '../support/console-list.ts';
import { settled, throughTabs, walkByTab } from '../support/console-visit.ts';
import { ROLES, ShownHall } from '../support/shown-hall.ts';

describe('every page of the console, in the hands of each role', () => {
  let shown: ShownHall;
  const addressOf = (path: string) => shown.url(`manager${path === '' ? '' : `/${path}`}`);

  beforeAll(async () => {
    shown = await ShownHall.open();
  });
  afterAll(async () => {
    await shown.close();
    expect(shown.wrongs).toEqual([]);
  });

  test.each(ROLES)('%s has the pages of the role in the menu, and no other by its address', async (role) => {
    const page = await shown.console(role);
    const own = CONSOLE.filter((each) => each.roles.includes(role));
    expect(await page.locator('.menu ul a').allTextContents()).toEqual(own.map((each) => each.menu));
    for (const { path, menu } of own) {
      await page.goto(addressOf(path));
      await page.getByRole('heading', { name: menu, level: 1, exact: true }).waitFor();
      await settled(page);
      expect(await page.locator('main .problem').allTextContents()).toEqual([]);
      expect(await page.title()).toContain(menu);
    }
    const paths = new Set(own.map((each) => each.path));
    for (const path of [...new Set(CONSOLE.map((each) => each.path)), 'khong-co']) {
      if (paths.has(path)) continue;
      await page.goto(addressOf(path));
      await page.getByText(/Trang này không có, hoặc không dành cho vai trò/).waitFor();
      expect(await page.locator('main h1').count()).toBe(0);
    }
    await page.close();
  });

  test('console: what the hall drafted by itself lies there as files to sign', async () => {
    const page = await shown.console('chairman');
    await page.goto(addressOf('reports'));
    const drafts = page.getByRole('region', { name: 'Bản thảo hằng tháng' });
    // The hall looks every twenty seconds whether a month is to be drafted; the page reads its list once.
    const listed = async () => {
      await page.reload();
      await drafts.waitFor();
      return drafts.getByRole('listitem').count();
    };
    await expect.poll(listed, { timeout: 60_000, interval: 1_000 }).toBeGreaterThan(0);
    const first = drafts.getByRole('listitem').first();
    expect(await first.textContent()).toContain('Khối lượng giao dịch');
    for (const [word, start] of [
      ['Văn bản Word', 'PK'],
      ['Văn bản PDF', '%PDF'],
    ] as const) {
      const href = await first.getByRole('link', { name: word }).getAttribute('href');
      const file = await page.context().request.get(`${shown.hall.running.url}${href}`);
      expect(file.headers()['content-disposition']).toContain('attachment');
      expect((await file.body()).toString('latin1', 0, 4)).toContain(start);
    }
    await shown.picture(page, 'drafts');
    await page.close();
  });

  test('console: every page can be worked through with the Tab key, and shows where it is', async () => {
    const page = await shown.console('admin');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Đến nội dung chính');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
    for (const { path, menu } of CONSOLE.filter((each) => each.roles.includes('admin'))) {
      await page.getByRole('link', { name: menu, exact: true }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: menu, level: 1, exact: true }).waitFor();
      await settled(page);
      const tabs = await page.getByRole('tab').count();
      for (let tab = 0; tab < Math.max(1, tabs); tab += 1) {
        if (tab > 0) {
          await page.getByRole('tab', { selected: true }).focus();
          await page.keyboard.press('ArrowRight');
          await settled(page);
        }
        const walk = await walkByTab(page);
        expect({ path, tab, missed: walk.missed, unseen: walk.unseen }).toEqual({
          path,
          tab,
          missed: [],
          unseen: [],
        });
        expect(walk.reached).toBeGreaterThan(10);
      }
    }
    await page.close();
  });

  test('console: chosen in English, no page keeps a word of the product in Vietnamese', async () => {
    const vietnamese = new Set<string>();
    for (const [page, words] of Object.entries(vi))
      for (const [key, word] of Object.entries(words))
        if (word !== (en[page as keyof typeof vi] as Record<string, string>)[key]) vietnamese.add(word);
    // In a browser of its own, for the choice of a language is kept.
    const page = await shown.newPage();
    await shown.signIn(page, 'manager', 'admin');
    await page.locator('.menu ul a').first().waitFor();
    await page.getByLabel('Ngôn ngữ').selectOption('en');
    await page.getByRole('heading', { name: 'Live', exact: false }).first().waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    for (const { path } of CONSOLE.filter((each) => each.roles.includes('admin'))) {
      await page.goto(addressOf(path));
      await settled(page);
      await throughTabs(page, async (tab) => {
        await settled(page);
        const said = await page.evaluate(() => {
          const all: string[] = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          // The log's own sentences and names stay as they were written.
          while (walker.nextNode())
            if (!walker.currentNode.parentElement?.closest('.log, [name="actor"]'))
              all.push(walker.currentNode.textContent?.trim() ?? '');
          for (const each of document.querySelectorAll('[aria-label], [placeholder]'))
            all.push(each.getAttribute('aria-label') ?? '', each.getAttribute('placeholder') ?? '');
          return all.filter((each) => each !== '' && each !== 'Tiếng Việt');
        });
        expect({ path, tab, kept: said.filter((each) => vietnamese.has(each)) }).toEqual({
          path,
          tab,
          kept: [],
        });
      });
      await shown.picture(page, `english-${path || 'live'}`);
    }
    await page.goto(addressOf('reports'));
    const csv = await page.getByRole('link', { name: 'CSV' }).getAttribute('href');
    const file = await page.context().request.get(`${shown.hall.running.url}${csv}`);
    expect(await file.text()).toContain('Tickets,Called,Served');
    await page.close();
  });
});
