import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DemoClock } from '../../server/demo/demo-clock.ts';
import { DemoHall } from '../../server/demo/demo-hall.ts';
import { DEMO_PASSWORD, PEOPLE } from '../../server/demo/people.ts';
import { samplePostings } from '../../server/demo/postings.ts';
import { HOURS, minuteOf, workDaysBefore } from '../../server/demo/work-day.ts';
import { HallCalendar } from '../../server/hall/clock.ts';
import { type RunningHall, startHall } from '../../server/main.ts';
import { BUILT_PAGES, launchBrowser } from '../support/hall-browser.ts';
import { readmePageOf, readmePicture, sizeOfPng } from '../support/readme-picture.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
const MONDAY_NOON = Date.parse('2026-11-23T12:00:00+07:00');
const EARLIER_DAYS = 20;
const DESK = { width: 1366, height: 768 };

/** A played hall on a Monday at five past nine, its clock standing still, so that a picture differs by the page alone. */
describe('the pictures of the README', () => {
  let dataDir = '';
  let running: RunningHall;
  let browser: Browser;

  const rest = async (username: string, method: string, path: string, body?: unknown) => {
    const { access } = running.services;
    const signedIn = await access.signIn(username, DEMO_PASSWORD, { kind: 'server' });
    if (!signedIn.ok) throw new Error(`${username} cannot sign in`);
    const answer = await fetch(`${running.url}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${signedIn.value.token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>;
  };
  const open = async (path: string, viewport: { width: number; height: number }): Promise<Page> => {
    const page = await (await browser.newContext({ viewport })).newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(`${running.url}/${path}`);
    return page;
  };
  const signedIn = async (path: string, username: string, viewport = DESK) => {
    const page = await open(path, viewport);
    await page.getByLabel('Tên đăng nhập').fill(username);
    await page.getByLabel('Mật khẩu').fill(DEMO_PASSWORD);
    await page.keyboard.press('Enter');
    return page;
  };

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'motcua-pictures-'));
    const calendar = new HallCalendar(ZONE);
    const earlier = workDaysBefore(calendar, MONDAY_NOON, EARLIER_DAYS);
    const clock = new DemoClock(minuteOf(calendar, earlier[0] ?? MONDAY_NOON, HOURS.opens - 60), 1, () => 0);
    running = await startHall(
      {
        port: 0,
        host: '127.0.0.1',
        dataDir,
        adminPassword: DEMO_PASSWORD,
        logLevel: 'silent',
        timeZone: ZONE,
      },
      { clock, webFolder: BUILT_PAGES },
    );
    const { access, hall } = running.services;
    for (const { username, displayName, role, password } of PEOPLE) {
      await access.addAccount({ username, displayName, role, password });
      await hall.record([{ type: 'account:changed', username, role }]);
    }
    await hall.record(samplePostings(hall.state, '2026-11-23'));
    const demo = new DemoHall(hall, clock, 7);
    await demo.playDays(earlier);
    demo.planDay(MONDAY_NOON);
    await demo.playUntil(minuteOf(calendar, MONDAY_NOON, 9 * 60 + 5));
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await running.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('kiosk: the first page', async () => {
    const page = await open('kiosk', { width: 1080, height: 1920 });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByText('09:05').waitFor();
    await readmePageOf(page, 'kiosk');
  });

  test('ticket: the paper itself, as the printer gets it', async () => {
    const { number } = await rest('admin', 'POST', '/tickets', { field: 'dat-dai' });
    const folder = join(dataDir, 'virtual-printer');
    const papers = () => readdirSync(folder).filter((each) => each.startsWith(`${number}-`));
    await expect.poll(() => papers().some((each) => each.endsWith('.png'))).toBe(true);
    const paper = papers().find((each) => each.endsWith('.png')) ?? '';
    const png = readFileSync(join(folder, paper));
    // 72 mm of an 80 mm roll at 8 dots a millimetre.
    expect(sizeOfPng(png).width).toBe(576);
    readmePicture('ticket', png);
  });

  test('desk: a citizen at the counter', async () => {
    const counters = [...running.services.hall.state.counters.values()];
    const busy = counters.find((each) => each.presentTicketId !== null && each.officer !== null);
    const page = await signedIn('counter', busy?.officer ?? '');
    await page.locator('.present').waitFor();
    await expect.poll(() => page.getByText(/^\d\.\d{6}$/).count()).toBe(0);
    await readmePageOf(page, 'counter');
  });

  test('board: the calls of the moment', async () => {
    const page = await open('display', { width: 1920, height: 1080 });
    await page.locator('.great-row').first().waitFor();
    await page.getByText('09:05', { exact: true }).waitFor();
    await readmePageOf(page, 'display');
  });

  test('report: the volume of four weeks by field', async () => {
    const page = await signedIn('manager', 'chutich');
    await page.locator('.menu ul a').first().waitFor();
    await page.getByRole('link', { name: 'Báo cáo', exact: true }).click();
    await page.getByRole('row').nth(3).waitFor();
    await readmePageOf(page, 'report');
  });

  test('plan: how many officials, for which fields together', async () => {
    const page = await signedIn('manager', 'chutich', { width: 1366, height: 1000 });
    await rest('chutich', 'POST', '/staffing/plan', {
      from: '2026-10-26',
      to: '2026-11-20',
      target: { share: 0.9, minutes: 15 },
      maxFieldsPerOfficial: 4,
    });
    await page.getByRole('link', { name: 'Phương án nhân sự', exact: true }).click();
    await page.getByText('Theo phương án này').first().waitFor();
    await readmePageOf(page, 'plan');
  });
});
