import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PAGES } from '../../manager/pages.ts';
import { PAGE_FRONTS } from '../../server/edges/http/app.ts';
import { CONSOLE } from '../support/console-list.ts';
import { Findings, openEveryDialog, settled, throughTabs } from '../support/console-visit.ts';
import { DESK_SIZE, ShownHall } from '../support/shown-hall.ts';

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
    shown = await ShownHall.open();
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

  test.each(CONSOLE.map((each) => [each.menu, each] as const))(
    'console, %s: nothing serious in its tabs and dialogs, in both themes and on a tablet',
    async (menu, { path, roles, dialogs }) => {
      const page = await shown.console(roles.includes('admin') ? 'admin' : (roles[0] ?? 'clerk'));
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
      await page.close();
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
    await page.close();
  });
});
