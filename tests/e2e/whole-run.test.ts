import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, vi } from 'vitest';
import { BUILT_PAGES, launchBrowser } from '../support/hall-browser.ts';
import { CHILD_PASSWORD, type HallProcess, startHallProcess } from '../support/hall-process.ts';
import { announcedNumbers, heardClips, listenTo, shortenClips } from '../support/sound-spy.ts';
import { story } from '../support/story.ts';
import { decodeEscpos, pictureOf } from '../support/strict-escpos-decoder.ts';
import { pictureByNpos, readQr } from '../support/ticket-paper.ts';

const FIELD = 'chung-thuc-ho-tich';
const CLERK = { username: 'lan', password: 'hoa-sen-tren-ho-1' };
const pictures = process.env.PICTURES;

interface TicketRow {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly print: string;
  readonly trackingUrl: string;
}

describe('one visit from the finger to the report, and a hall that dies in the middle of the day', () => {
  const chapter = story();
  let data: string;
  let browser: Browser;
  let hall: HallProcess;
  let kiosk: Page;
  let desk: Page;
  let board: Page;
  let console_: Page;
  let token: string;
  const wrongs: string[] = [];

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
  const tickets = async () => ((await rest('GET', '/tickets')) as { tickets: TicketRow[] }).tickets;
  const pageOf = async (options: BrowserContextOptions) => {
    const page = await (await browser.newContext(options)).newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => wrongs.push(error.message));
    return page;
  };
  const picture = async (name: string, page: Page) => {
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
  };
  const papers = () => readdirSync(join(data, 'virtual-printer')).filter((file) => file.endsWith('.png'));
  /** A finger draws a number for the field. */
  const drawByFinger = async () => {
    await kiosk.getByRole('button', { name: 'Việc khác' }).first().tap();
    await kiosk.locator('.page-field').getByRole('button', { name: 'Chứng thực – Hộ tịch' }).tap();
    await kiosk.locator('.draw').tap();
    await kiosk.locator('.result-number').waitFor();
    return (await kiosk.locator('.result-number').textContent()) ?? '';
  };
  const signIn = async (page: Page, { username, password }: typeof CLERK) => {
    await page.getByLabel('Tên đăng nhập').fill(username);
    await page.getByLabel('Mật khẩu').fill(password);
    await page.keyboard.press('Enter');
  };

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'motcua-whole-'));
    hall = await startHallProcess(data, BUILT_PAGES);
    const session = await fetch(`${hall.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: CHILD_PASSWORD }),
    });
    token = ((await session.json()) as { token: string }).token;
    await rest('POST', '/accounts', { ...CLERK, displayName: 'Nguyễn Thị Lan', role: 'clerk' });
    browser = await launchBrowser();
    kiosk = await pageOf({ viewport: { width: 1080, height: 1920 }, hasTouch: true });
    board = await pageOf({ viewport: { width: 1920, height: 1080 } });
    desk = await pageOf({ viewport: { width: 1366, height: 768 } });
    console_ = await pageOf({ viewport: { width: 1366, height: 768 } });
    await listenTo(board);
    await shortenClips(board);
    await Promise.all([
      kiosk.goto(`${hall.url}/kiosk`),
      board.goto(`${hall.url}/display`),
      desk.goto(`${hall.url}/counter`),
      console_.goto(`${hall.url}/manager`),
    ]);
    await signIn(desk, CLERK);
    await desk
      .getByRole('button', { name: /Quầy 1/ })
      .first()
      .click();
    await signIn(console_, { username: 'admin', password: CHILD_PASSWORD });
    await console_.getByText('Hiện không có ai chờ.').waitFor();
    await desk.getByText('Chưa gọi số nào').waitFor();
    // What a reload would wipe out.
    for (const page of [kiosk, board, desk, console_])
      await page.evaluate(() => Object.assign(window, { firstPage: true }));
  });

  afterAll(async () => {
    await browser.close();
    await hall.stop();
    rmSync(data, { recursive: true, force: true });
    expect(wrongs).toEqual([]);
  });

  chapter('a finger draws a number, and the paper says the same as the screen and the record', async () => {
    expect(await drawByFinger()).toBe('1001');
    await kiosk.getByText('Mời ông/bà ngồi chờ, sẽ gọi đến Quầy 1', { exact: true }).waitFor();
    await vi.waitFor(() => expect(papers()).toHaveLength(1), 10_000);
    const bytes = readFileSync(join(data, 'virtual-printer', (papers()[0] ?? '').replace(/png$/, 'bin')));
    const commands = decodeEscpos(bytes);
    expect(commands.map(({ name }) => name)).toContain('cut');
    const strict = pictureOf(commands);
    const independent = await pictureByNpos(bytes);
    expect(independent).toEqual(strict);
    const [ticket] = await tickets();
    expect(ticket).toMatchObject({ number: '1001', state: 'waiting' });
    // The paper alone has the citizen's address: staff are shown none.
    expect(ticket?.trackingUrl).toBe('');
    const address = readQr(independent) ?? '';
    expect(address).toMatch(/^http:\/\/[^/]+\/t\/[^#]+#r=[\w-]{12}$/);
    const tracked = await fetch(`${hall.url}/api/v1/track/${new URL(address).pathname.split('/').at(-1)}`);
    expect(await tracked.json()).toMatchObject({ number: '1001', state: 'waiting' });
    await picture('run-1-kiosk', kiosk);
  });

  chapter('the desk calls it with one key; the board shows it and speaks it', async () => {
    await desk.getByRole('button', { name: 'Gọi tiếp (1 đang chờ)' }).waitFor();
    await desk.keyboard.press('F2');
    await desk.locator('.present.called').waitFor();
    expect(await desk.locator('.present-number').getAttribute('aria-label')).toBe('1001');
    await board.locator('.great-row[data-number="1001"]').waitFor();
    expect(await board.locator('.great-row .great-sign').textContent()).toBe('1');
    const reading = ['please-number', 'pair-10', 'pair-end-01', 'counter-1'];
    const said = ['chime', ...reading, ...reading];
    await vi.waitFor(
      async () =>
        expect((await heardClips(board)).map(({ path }) => /([^/]+)\.ogg$/.exec(path)?.[1])).toEqual(said),
      10_000,
    );
    await board
      .getByTestId('announced')
      .getByText('Xin mời số thứ tự một không không một, đến quầy số một')
      .waitFor({ state: 'attached' });
    await picture('run-2-board', board);
    await picture('run-2-desk', desk);
  });

  chapter(
    'the desk ends the visit with two transactions, and the report of the leaders counts them',
    async () => {
      await desk.locator('.main-act:enabled').waitFor();
      await desk.keyboard.press('F2');
      await desk.locator('.present.serving').waitFor();
      for (const sought of ['ban sao tu ban chinh', 'chung thuc chu ky']) {
        await desk.getByLabel(/Thêm thủ tục/).fill(sought);
        await desk.keyboard.press('Enter');
      }
      expect(await desk.locator('.work-rows li').count()).toBe(2);
      await picture('run-3-desk', desk);
      await desk.locator('.present').click();
      await desk.locator('.main-act:enabled').waitFor();
      // A press within a moment of the start counts as a double one and is told so: a test is quicker than any hand.
      await vi.waitFor(async () => {
        await desk.keyboard.press('F2');
        await desk.getByText('Đã hoàn thành.').waitFor({ timeout: 1_000 });
      }, 15_000);
      await console_.getByRole('link', { name: 'Báo cáo', exact: true }).click();
      await console_.getByText('Trong kỳ đã phục vụ 1 người, 2 lượt giao dịch.').waitFor();
      const heads = await console_.locator('table.report thead th').allTextContents();
      const row = await console_.locator('table.report tbody tr').first().locator('td').allTextContents();
      expect(await console_.locator('table.report tbody tr').count()).toBe(1);
      const figure = (head: string) => row[heads.findIndex((each) => each.startsWith(head))];
      expect(row[0]).toBe('Chứng thực – Hộ tịch');
      expect([figure('Số phiếu'), figure('Đã tiếp'), figure('Giao dịch')]).toEqual(['1', '1', '2']);
      await picture('run-3-report', console_);
    },
  );

  chapter(
    'killed with all pages open and started again, the hall has lost nothing and no page was reloaded',
    async () => {
      await kiosk.getByRole('button', { name: 'Xong' }).tap();
      expect(await drawByFinger()).toBe('1002');
      await desk.getByRole('button', { name: 'Gọi tiếp (1 đang chờ)' }).waitFor();
      await kiosk.getByRole('button', { name: 'Xong' }).tap();
      await console_.getByRole('link', { name: 'Đang diễn ra', exact: true }).click();
      await console_.getByText('Đang chờ 1 người').waitFor();
      // The printer's word comes after the number: once it is in the record nothing more changes by itself.
      await vi.waitFor(
        async () => expect((await tickets()).map(({ print }) => print)).toEqual(['printed', 'printed']),
        30_000,
      );
      const before = await tickets();
      await hall.kill();
      await board.getByText('Mất kết nối – số đang hiển thị có thể cũ').waitFor();
      expect(await board.locator(`[data-field="${FIELD}"] .waiting-count`).textContent()).toBe('chờ 1');
      await kiosk.getByRole('heading', { name: 'Máy lấy số đang mất kết nối' }).waitFor();
      await picture('run-4-kiosk-lost', kiosk);
      await picture('run-4-desk-lost', desk);
      await picture('run-4-manager-lost', console_);

      hall = await startHallProcess(data, BUILT_PAGES, hall.port);
      await board.getByText('Mất kết nối – số đang hiển thị có thể cũ').waitFor({ state: 'detached' });
      await kiosk.getByRole('button', { name: 'Việc khác' }).first().waitFor();
      expect(await tickets()).toEqual(before);
      expect(before.map(({ number }) => number).sort()).toEqual(['1001', '1002']);
      // Every page acts and sees again: the finger draws, the desk calls, the board says it, the leaders see it.
      expect(await drawByFinger()).toBe('1003');
      await desk.getByRole('button', { name: 'Gọi tiếp (2 đang chờ)' }).waitFor();
      await console_.getByText('Đang chờ 2 người').waitFor();
      await desk.keyboard.press('F2');
      await desk.locator('.present.called').waitFor();
      expect(await desk.locator('.present-number').getAttribute('aria-label')).toBe('1002');
      await board.locator('.great-row[data-number="1002"]').waitFor();
      await vi.waitFor(async () => expect(await announcedNumbers(board)).toEqual(['1001', '1002']), 10_000);
      await console_.locator('.tile-number', { hasText: '1002' }).waitFor();
      for (const page of [kiosk, board, desk, console_])
        expect(await page.evaluate(() => (window as unknown as { firstPage?: boolean }).firstPage)).toBe(
          true,
        );
      const numbers = (await tickets()).map(({ number }) => number).sort();
      expect(numbers).toEqual(['1001', '1002', '1003']);
      // One paper each, also for the ticket that was printed when the hall died.
      await vi.waitFor(
        () =>
          expect(
            papers()
              .map((file) => file.split('-')[0])
              .sort(),
          ).toEqual(numbers),
        10_000,
      );
      await picture('run-5-desk', desk);
      await picture('run-5-manager', console_);
    },
  );
});
