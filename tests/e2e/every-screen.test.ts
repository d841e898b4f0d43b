import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Findings } from '../support/console-visit.ts';
import { BUILT_PAGES } from '../support/hall-browser.ts';
import { RestHall } from '../support/rest-hall.ts';
import { ShownHall } from '../support/shown-hall.ts';

describe('every screen of the hall but the console', () => {
  let shown: ShownHall;
  let bare: RestHall;

  beforeAll(async () => {
    shown = await ShownHall.open();
    // A hall that still waits for its set-up link.
    bare = await new RestHall(BUILT_PAGES, null).begin();
  });
  afterAll(async () => {
    await bare.close();
    await shown.close();
    expect(shown.wrongs).toEqual([]);
  });

  test('desk: choice of a counter, the ticket at hand and every dialog, in both themes', async () => {
    const page = await shown.newPage();
    const found = new Findings(page);
    await page.goto(`${shown.hall.running.url}/counter`);
    await page.getByLabel('Tên đăng nhập').waitFor();
    await found.look('sign-in', true);
    await shown.signIn(page, 'counter', 'supervisor');
    await page.getByRole('heading', { name: 'Chọn quầy' }).waitFor();
    await found.look('choice of a counter', true);
    await shown.picture(page, 'desk-choice');
    // Practice is the desk itself, and leaves nothing behind (S7).
    const recorded = async () => [
      (await shown.hall.ask(shown.hall.admin(), 'GET', '/health')).body.sequence,
      ((await shown.hall.ask(shown.hall.admin(), 'GET', '/tickets')).body.tickets as unknown[]).length,
    ];
    const before = await recorded();
    const asked: string[] = [];
    page.on(
      'request',
      (request) => void asked.push(`${request.method()} ${new URL(request.url()).pathname}`),
    );
    await page.getByRole('button', { name: 'Tập làm' }).click();
    await page.getByText('Chế độ tập: không ghi vào số liệu').waitFor();
    await page.getByRole('button', { name: 'Gọi tiếp (4 đang chờ)' }).waitFor();
    await found.look('practice', true);
    await shown.picture(page, 'desk-practice');
    // The line that says so stands over the desk, not beside it.
    for (const part of ['.top', '.banner.practice', '.desk'])
      expect(await page.locator(part).evaluate((each) => each.clientWidth)).toBe(page.viewportSize()?.width);
    for (const [key, sign] of [
      ['F2', '.present.called'],
      ['F2', '.present.serving'],
    ] as const) {
      await page.keyboard.press(key);
      await page.locator(sign).waitFor();
      await page.locator('.main-act:enabled').waitFor();
    }
    await found.look('practice, a ticket that is served', true);
    // Waits out the moment in which a second press is none.
    await page.waitForTimeout(650);
    await page.keyboard.press('F2');
    await page.getByText('Đã hoàn thành.').waitFor();
    await page.locator('.figures dd', { hasText: '1' }).first().waitFor();
    // Undo and "Mở lại" are practised as they are in service.
    const present = page.locator('.present.serving .present-number');
    await page.keyboard.press('z');
    const number = (await present.textContent())?.trim() ?? '';
    await page.locator('.main-act:enabled').waitFor();
    await page.keyboard.press('F2');
    await page.getByText('Đã hoàn thành.').waitFor();
    await page.keyboard.press('F9');
    await page.getByLabel('Số trên phiếu').fill(number);
    await page.keyboard.press('Enter');
    await shown.picture(page, 'desk-practice-find');
    await page.getByRole('button', { name: 'Mở lại ở quầy này' }).click();
    await page.getByText(`Đã mở lại số ${number}.`).waitFor();
    expect((await present.textContent())?.trim() ?? '').toBe(number);
    const told = asked.filter((each) => / \/(api|socket\.io)\//.test(each));
    expect(told.filter((each) => each !== 'GET /api/v1/procedures')).toEqual([]);
    await page.getByRole('button', { name: 'Thôi tập' }).click();
    await page.getByRole('heading', { name: 'Chọn quầy' }).waitFor();
    expect(await recorded()).toEqual(before);
    await page.context().close();
    const desk = await shown.newPage();
    const own = new Findings(desk);
    await shown.signIn(desk, 'counter', 'clerk');
    await desk.locator('.present.called').waitFor();
    await own.look('a ticket that was called', true);
    await shown.picture(desk, 'desk-dark');
    await desk.keyboard.press('F2');
    await desk.locator('.present.serving').waitFor();
    await own.look('a ticket that is served', true);
    const dialogs = async (...keys: string[]) => {
      for (const key of keys) {
        await desk.keyboard.press(key);
        await desk.getByRole('dialog').waitFor();
        await own.look(`dialog of ${key}`, true);
        await desk.keyboard.press('Escape');
        // Out of the page, not only out of sight: until then the desk holds its keys back.
        await desk.locator('dialog').waitFor({ state: 'detached' });
      }
    };
    await dialogs('F1', 'F6', 'F7', 'Shift+F9', 'Shift+F8');
    await desk.locator('.main-act:enabled').waitFor();
    // The hall's clock stands still: without a moment between them start and finish are one press.
    shown.hall.clock.atMs += 60_000;
    await desk.keyboard.press('F2');
    await desk.getByText('Đã hoàn thành.').waitFor();
    await dialogs('F9', 'F10');
    expect([...found.all, ...own.all]).toEqual([]);
    await desk.context().close();
  });

  test('kiosk: every step, the search and the refusal, in both contrasts', async () => {
    const page = await shown.newPage({ width: 1080, height: 1920 });
    const found = new Findings(page);
    const button = (name: string) => page.getByRole('button', { name }).first();
    for (const contrast of ['normal', 'high']) {
      await page.goto(`${shown.hall.running.url}/kiosk`);
      await button('Việc khác').waitFor();
      if (contrast === 'high') await button('Tương phản cao').click();
      await found.look(`${contrast}: home`);
      await button('Tìm việc').click();
      await page.locator('.key').first().waitFor();
      await found.look(`${contrast}: search`);
      for (const key of 'khai sinh') await page.click(key === ' ' ? '.key-space' : `.key:text-is("${key}")`);
      await page.locator('.row').first().click();
      await page.locator('.sheet, .draw').first().waitFor();
      await found.look(`${contrast}: procedure`);
      await page.goto(`${shown.hall.running.url}/kiosk`);
      await button('Việc khác').waitFor();
      if (contrast === 'high') await button('Tương phản cao').click();
      await button('Việc khác').click();
      await page.locator('.page-field .tile').first().waitFor();
      await found.look(`${contrast}: field`);
      await button('Chứng thực').click();
      await page.locator('.draw').waitFor();
      await found.look(`${contrast}: draw`);
      await page.locator('.draw').click();
      await page.locator('.result-number').waitFor();
      await found.look(`${contrast}: result`);
    }
    expect(found.all).toEqual([]);
    expect(found.seen.length).toBe(12);
    await page.context().close();
  });

  test('board: calls, lines and notices', async () => {
    const page = await shown.newPage({ width: 1920, height: 1080 });
    const found = new Findings(page);
    await page.goto(`${shown.hall.running.url}/display`);
    await page.locator('[data-field]').first().waitFor();
    await found.look('board');
    expect(found.all).toEqual([]);
    await page.context().close();
  });

  test('phone: the ticket, one that does not exist, and the hall’s public page', async () => {
    const page = await shown.newPage({ width: 360, height: 740 });
    const found = new Findings(page);
    await page.goto(
      `${shown.hall.running.url}${new URL(shown.trackingUrl, shown.hall.running.url).pathname}`,
    );
    await page.getByText('Chứng thực').first().waitFor();
    await found.look('ticket');
    await page.goto(`${shown.hall.running.url}/t/khong-co-phieu-nay`);
    await page.getByText(/Không tìm thấy phiếu này/).waitFor();
    await found.look('no ticket');
    await page.goto(shown.hall.running.url);
    await page.locator('.fields li').first().waitFor();
    await found.look('hall');
    expect(found.all).toEqual([]);
    await page.context().close();
  });

  test('tablet at a counter: pairing, rest, the question, what else, and thanks', async () => {
    const page = await shown.newPage({ width: 1024, height: 768 });
    const found = new Findings(page);
    await page.goto(`${shown.hall.running.url}/opinion`);
    await page.getByLabel('Mã ghép').waitFor();
    await found.look('pairing');
    const { code } = await shown.ask('POST', '/devices/pairing', {
      kind: 'counter',
      name: 'Máy tính bảng',
      counter: '2',
    });
    await page.goto(`${shown.hall.running.url}/opinion#pair=${code}`);
    await page.reload();
    await page.getByText('Quầy 2', { exact: true }).waitFor();
    await found.look('rest');
    await shown.ask('POST', '/counters/2/open', {});
    const ticket = await shown.ask('POST', '/tickets', { field: 'noi-vu-xa-hoi', printer: null });
    await shown.ask('POST', '/counters/2/call', { number: ticket.number });
    await shown.ask('POST', '/counters/2/finish', {});
    await page.getByRole('heading', { name: 'Ông/bà có hài lòng không?' }).waitFor();
    await found.look('question');
    await page.keyboard.press('5');
    await page.getByRole('heading', { name: 'Ông/bà đã chọn: Rất hài lòng' }).waitFor();
    await found.look('what else');
    await page.getByRole('button', { name: 'Gửi ý kiến' }).click();
    await page.getByText('Đã nhận ý kiến. Xin cảm ơn ông/bà.').waitFor();
    expect(found.all).toEqual([]);
    await page.context().close();
  });

  test('unpaired screens and the set-up page', async () => {
    const page = await shown.newPage();
    const found = new Findings(page);
    for (const path of ['setup', 'manager']) {
      await page.goto(`${shown.hall.running.url}/${path}`);
      await page.locator('h1').first().waitFor();
      await found.look(path, true);
    }
    await shown.hall.ask(shown.hall.admin(), 'PUT', '/settings', { pairLocalBrowsers: false });
    for (const path of ['kiosk', 'display', 'counter']) {
      await page.goto(`${shown.hall.running.url}/${path}`);
      await page.locator('input').first().waitFor();
      await found.look(`${path}, unpaired`);
    }
    await page.goto(`${bare.running.url}/setup#${bare.running.setUpToken}`);
    await page.locator('h1').first().waitFor();
    await found.look('set-up');
    expect(found.all).toEqual([]);
    await page.context().close();
  });
});
