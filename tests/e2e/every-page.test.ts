import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { en } from '../../common/i18n/en.ts';
import { vi } from '../../common/i18n/vi.ts';
import type { Role } from '../../common/protocol/primitives.ts';
import { PAGES } from '../../manager/pages.ts';
import { PAGE_FRONTS } from '../../server/edges/http/app.ts';
import { Findings, openEveryDialog, settled, throughTabs, walkByTab } from '../support/console-visit.ts';
import { DESK_SIZE, ROLES, ShownHall } from '../support/shown-hall.ts';

/**
 * Every page of the console: who has it in the menu, under which name, and how many dialogs must open on it for an
 * administrator. A page that is missing here, or here and not in the product, fails the first test.
 */
const CONSOLE: readonly {
  readonly path: string;
  readonly menu: string;
  readonly roles: readonly Role[];
  readonly dialogs: number;
}[] = [
  { path: '', menu: 'Đang diễn ra', roles: ['supervisor', 'chairman', 'admin'], dialogs: 1 },
  { path: '', menu: 'Việc của tôi hôm nay', roles: ['clerk'], dialogs: 0 },
  { path: 'reports', menu: 'Báo cáo', roles: ['supervisor', 'chairman', 'admin'], dialogs: 1 },
  { path: 'plan', menu: 'Phương án nhân sự', roles: ['supervisor', 'chairman', 'admin'], dialogs: 0 },
  { path: 'what-if', menu: 'Thử phương án', roles: ['supervisor', 'chairman', 'admin'], dialogs: 1 },
  { path: 'call-rules', menu: 'So sánh quy tắc gọi', roles: ['supervisor', 'chairman', 'admin'], dialogs: 0 },
  { path: 'roster', menu: 'Bố trí nhân sự', roles: ['supervisor', 'chairman', 'admin'], dialogs: 0 },
  {
    path: 'remarks',
    menu: 'Vướng mắc, đề xuất',
    roles: ['clerk', 'supervisor', 'chairman', 'admin'],
    dialogs: 1,
  },
  { path: 'opinion', menu: 'Ý kiến người dân', roles: ['supervisor', 'chairman', 'admin'], dialogs: 1 },
  { path: 'catalogue', menu: 'Danh mục', roles: ['admin'], dialogs: 6 },
  { path: 'devices', menu: 'Thiết bị', roles: ['supervisor', 'chairman', 'admin'], dialogs: 2 },
  { path: 'virtual-printer', menu: 'Máy in ảo', roles: ['supervisor', 'chairman', 'admin'], dialogs: 0 },
  { path: 'people', menu: 'Cán bộ và tài khoản', roles: ['supervisor', 'chairman', 'admin'], dialogs: 4 },
  { path: 'calendar', menu: 'Lịch và tên đơn vị', roles: ['supervisor', 'chairman', 'admin'], dialogs: 2 },
  { path: 'settings', menu: 'Thiết lập', roles: ['admin'], dialogs: 0 },
  { path: 'audit', menu: 'Nhật ký', roles: ['chairman', 'admin'], dialogs: 0 },
  { path: 'health', menu: 'Tình trạng hệ thống', roles: ['supervisor', 'chairman', 'admin'], dialogs: 0 },
];

/** Every address that the server answers with a page, and the test that looks at it, here or in every-screen.test.ts. */
const ADDRESSES: Readonly<Record<string, string>> = {
  '/kiosk': 'kiosk',
  '/display': 'board',
  '/counter': 'desk',
  '/manager': 'console',
  '/manager/*page': 'console',
  '/setup': 'set-up',
  '/t/:token': 'phone',
  '/opinion': 'tablet',
  '/procedures': 'public list, in console-procedures.test.ts',
  '/': 'phone',
};

describe('every page of the console, in one hall', () => {
  let shown: ShownHall;
  const addressOf = (path: string) => shown.url(`manager${path === '' ? '' : `/${path}`}`);

  beforeAll(async () => {
    shown = await ShownHall.open('manager');
  });
  afterAll(async () => {
    await shown.close();
    expect(shown.wrongs).toEqual([]);
  });

  test('the list knows every page of the console and every address of the server', () => {
    expect(CONSOLE.map(({ path, roles }) => `${path}: ${[...roles].sort()}`)).toEqual(
      PAGES.map(({ path, roles }) => `${path}: ${[...roles].sort()}`),
    );
    expect(Object.keys(ADDRESSES).sort()).toEqual(Object.keys(PAGE_FRONTS).sort());
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
    await page.context().close();
  });

  test.each(CONSOLE.map((each) => [each.menu, each] as const))(
    'console, %s: nothing serious in its tabs and dialogs, in both themes and on a tablet',
    async (menu, { path, roles, dialogs }) => {
      const page = await shown.console(roles.includes('admin') ? 'admin' : 'clerk');
      page.on('dialog', (question) => void question.dismiss());
      const found = new Findings(page);
      const opened: string[] = [];
      await page.goto(addressOf(path));
      await settled(page);
      await throughTabs(page, async (tab) => {
        await settled(page);
        const where = tab === '' ? menu : `${menu} › ${tab}`;
        await found.look(where, true);
        await shown.picture(page, `${path || 'live'}-${found.seen.length}`);
        await page.setViewportSize({ width: 1024, height: 768 });
        await found.look(`${where}, tablet`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wide > 0) found.all.push(`${where} is ${wide} px too wide for a tablet`);
        await shown.picture(page, `${path || 'live'}-${found.seen.length}`);
        await page.setViewportSize(DESK_SIZE);
        opened.push(...(await openEveryDialog(page, found, where)));
      });
      expect(found.all).toEqual([]);
      expect(opened.length).toBeGreaterThanOrEqual(dialogs);
      await page.context().close();
    },
  );

  test('console: every report of the registry, and the dialogs of one’s own password and PIN', async () => {
    const page = await shown.console('admin');
    const found = new Findings(page);
    const { reports } = (await shown.hall.ask(shown.hall.admin(), 'GET', '/reports')).body as {
      reports: { id: string }[];
    };
    for (const { id } of reports) {
      await page.goto(`${addressOf('reports')}?report=${id}&period=year`);
      await settled(page);
      await found.look(`report ${id}`, true);
    }
    for (const name of await page.locator('.menu > button').allTextContents()) {
      await page.locator('.menu > button', { hasText: name }).click();
      if ((await page.locator('dialog[open]').count()) === 0) continue;
      await found.look(`menu › ${name}`, true);
      await page.keyboard.press('Escape');
    }
    expect(found.all).toEqual([]);
    expect(found.seen.length).toBeGreaterThan(reports.length);
    await page.context().close();
  });

  test('console: what the hall drafted by itself lies there as files to sign', async () => {
    const page = await shown.console('chairman');
    await page.goto(addressOf('reports'));
    const drafts = page.getByRole('region', { name: 'Bản thảo hằng tháng' });
    await expect.poll(() => drafts.getByRole('listitem').count(), { timeout: 60_000 }).toBeGreaterThan(0);
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
    await page.context().close();
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
    await page.context().close();
  });

  test('console: chosen in English, no page keeps a word of the product in Vietnamese', async () => {
    const vietnamese = new Set<string>();
    for (const [page, words] of Object.entries(vi))
      for (const [key, word] of Object.entries(words))
        if (word !== (en[page as keyof typeof vi] as Record<string, string>)[key]) vietnamese.add(word);
    const page = await shown.console('admin');
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
    await page.context().close();
  });
});
