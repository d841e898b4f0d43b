import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ListedOpinion } from '../../common/protocol/opinions.ts';
import type { Ticket } from '../../common/protocol/ticket.ts';
import { seriousFindings } from '../support/accessibility.ts';
import { BUILT_PAGES, launchBrowser } from '../support/hall-browser.ts';
import { RestHall } from '../support/rest-hall.ts';
import { story } from '../support/story.ts';

const FIELD = 'chung-thuc-ho-tich';
const pictures = process.env.PICTURES;

describe("citizens' opinion at the counter's tablet and on the phone", () => {
  const chapter = story();
  let hall: RestHall;
  let browser: Awaited<ReturnType<typeof launchBrowser>>;
  let desk: Page;
  let tablet: Page;
  const wrongs: string[] = [];

  const picture = async (page: Page, name: string) => {
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
  };
  const open = async (width: number, height: number) => {
    const page = await (
      await browser.newContext({ viewport: { width, height }, hasTouch: width < 1300 })
    ).newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => wrongs.push(error.message));
    return page;
  };
  const draw = async () =>
    (await hall.ask(hall.admin(), 'POST', '/tickets', { field: FIELD, printer: null }))
      .body as unknown as Ticket;
  const opinions = async () =>
    (await hall.ask(hall.admin(), 'GET', '/opinions?limit=500')).body.opinions as unknown as ListedOpinion[];
  const opinionOn = async (ticket: Ticket) => (await opinions()).find((each) => each.ticket === ticket.id);
  const key = async (name: string) => {
    await desk.locator('.main-act:enabled').waitFor();
    await desk.keyboard.press(name);
  };
  const heading = (text: string | RegExp) => tablet.getByRole('heading', { name: text });
  const answer = (name: string) => tablet.getByRole('button', { name, exact: true });
  const whole = (phone: Page) =>
    phone.getByRole('group', { name: 'Ông/bà hài lòng với lần phục vụ này không?' });
  /** One visit is served at the desk. */
  const serve = async () => {
    hall.clock.minutes(1);
    const ticket = await draw();
    await hall.ask(hall.admin(), 'POST', '/counters/1/call', { number: ticket.number });
    await desk.getByText(ticket.number, { exact: true }).first().waitFor();
    await hall.ask(hall.admin(), 'POST', '/counters/1/finish', {});
    return ticket;
  };

  beforeAll(async () => {
    hall = await new RestHall(BUILT_PAGES).begin();
    await hall.person('lan', 'clerk', 'Nguyễn Thị Lan');
    browser = await launchBrowser();
    desk = await open(1366, 768);
    await desk.goto(`${hall.running.url}/counter`);
    await desk.getByLabel('Tên đăng nhập').fill('lan');
    await desk.getByLabel('Mật khẩu').fill('lan-mat-khau');
    await desk.keyboard.press('Enter');
    await desk
      .getByRole('button', { name: /Quầy 1/ })
      .first()
      .click();
    await desk.locator('.main-act').waitFor();
    tablet = await open(1024, 768);
  });
  afterAll(async () => {
    await browser.close();
    await hall.close();
    expect(wrongs).toEqual([]);
  });

  chapter('the tablet is paired with a counter by a code and rests', async () => {
    await tablet.goto(`${hall.running.url}/opinion`);
    await heading('Ghép máy tính bảng với quầy').waitFor();
    await picture(tablet, 'tablet-pairing');
    expect(await seriousFindings(tablet)).toEqual([]);
    await tablet.getByLabel('Mã ghép').fill('AAAA-BBBB');
    await answer('Ghép').click();
    await tablet.getByText('Mã không đúng hoặc đã hết hạn.').waitFor();
    const { code } = hall.running.services.access.makePairingCode('counter', 'Máy tính bảng quầy 1', '1');
    await tablet.getByLabel('Mã ghép').fill(code);
    await answer('Ghép').click();
    await heading('Ý kiến người dân').waitFor();
    await tablet.getByText('Quầy 1', { exact: true }).waitFor();
    await picture(tablet, 'tablet-rest');
    expect(await seriousFindings(tablet)).toEqual([]);
  });

  chapter('finished at the desk, asked at the tablet, rated by touch', async () => {
    const first = await draw();
    const second = await draw();
    await key('F2');
    await desk.getByText(first.number, { exact: true }).first().waitFor();
    await key('F2');
    await desk.locator('.present.serving').waitFor();
    expect(await heading('Ông/bà có hài lòng không?').count()).toBe(0);
    // Finish and call the next: one act, and still the first is asked. Nothing was recorded: the desk asks once.
    hall.clock.minutes(5);
    await key('F8');
    await desk.getByText('Chưa ghi thủ tục nào.').first().waitFor();
    await key('F8');
    await desk.locator('.present').getByText(second.number, { exact: true }).first().waitFor();
    await heading('Ông/bà có hài lòng không?').waitFor();
    await tablet.getByText(`Dành cho số ${first.number}`).waitFor();
    await picture(tablet, 'tablet-ask');
    expect(await seriousFindings(tablet)).toEqual([]);
    for (const button of await tablet.locator('.great .level').all()) {
      const box = await button.boundingBox();
      // Reached from a wheelchair: all of it in the lower part of the screen.
      expect(box?.y).toBeGreaterThan(768 * 0.35);
      expect(box?.height).toBeGreaterThan(200);
    }
    await answer('Hài lòng').tap();
    await heading('Ông/bà đã chọn: Hài lòng').waitFor();
    const waiting = tablet.getByRole('group', { name: 'Thời gian chờ' });
    await waiting.getByText('Không hài lòng', { exact: true }).locator('..').tap();
    await tablet.getByText('Doanh nghiệp, tổ chức').tap();
    await picture(tablet, 'tablet-more');
    expect(await seriousFindings(tablet)).toEqual([]);
    await answer('Gửi ý kiến').tap();
    await heading('Đã nhận ý kiến. Xin cảm ơn ông/bà.').waitFor();
    await picture(tablet, 'tablet-thanks');
    await expect
      .poll(() => opinionOn(first))
      .toMatchObject({
        level: 4,
        source: 'tablet',
        respondent: 'business',
        criteria: [{ code: 'waiting', level: 2 }],
        counter: '1',
      });
    await heading('Ý kiến người dân').waitFor();
    hall.clock.minutes(1);
    await hall.ask(hall.admin(), 'POST', '/counters/1/finish', {});
    await tablet.getByText(`Dành cho số ${second.number}`).waitFor();
    await tablet.getByText('Ông/bà đã chọn').waitFor({ state: 'detached' });
  });

  chapter(
    'by keyboard: a digit chooses, Escape chooses again, and a reload does not ask a second time',
    async () => {
      const ticket = await serve();
      await tablet.getByText(`Dành cho số ${ticket.number}`).waitFor();
      await tablet.keyboard.press('2');
      await heading('Ông/bà đã chọn: Không hài lòng').waitFor();
      await tablet.keyboard.press('Escape');
      await heading('Ông/bà có hài lòng không?').waitFor();
      await tablet.keyboard.press('Tab');
      await tablet.keyboard.press('Enter');
      await heading('Ông/bà đã chọn: Rất hài lòng').waitFor();
      await answer('Gửi ý kiến').focus();
      await tablet.keyboard.press('Enter');
      await expect.poll(async () => (await opinionOn(ticket))?.level).toBe(5);
      await tablet.reload();
      await heading('Ý kiến người dân').waitFor();
      await tablet.getByText('Quầy 1', { exact: true }).waitFor();
      expect(await heading('Ông/bà có hài lòng không?').count()).toBe(0);
    },
  );

  chapter('the next call ends the question, and what was tapped before counts', async () => {
    const ticket = await serve();
    await tablet.getByText(`Dành cho số ${ticket.number}`).waitFor();
    await answer('Bình thường').click();
    const next = await draw();
    await hall.ask(hall.admin(), 'POST', '/counters/1/call', { number: next.number });
    await heading('Ý kiến người dân').waitFor();
    await expect.poll(async () => (await opinionOn(ticket))?.level).toBe(3);
    // Whoever did not come was not served, and is not asked.
    await hall.ask(hall.admin(), 'POST', '/counters/1/park', { reason: 'Bổ sung hồ sơ' });
    await hall.ask(hall.admin(), 'POST', '/counters/1/pause', { reason: 'Họp' });
    await hall.ask(hall.admin(), 'POST', '/counters/1/resume', {});
    expect(await heading('Ông/bà có hài lòng không?').count()).toBe(0);
  });

  chapter('in English on request, in Vietnamese again for the next', async () => {
    const ticket = await serve();
    await tablet.getByText(`Dành cho số ${ticket.number}`).waitFor();
    await answer('English').click();
    await heading('Are you satisfied?').waitFor();
    await tablet.setViewportSize({ width: 1280, height: 800 });
    await picture(tablet, 'tablet-ask-english-1280');
    await answer('Very dissatisfied').click();
    await heading('You chose: Very dissatisfied').waitFor();
    await picture(tablet, 'tablet-more-english-1280');
    await answer('Send').click();
    await heading('Ý kiến người dân').waitFor();
    await tablet.setViewportSize({ width: 1024, height: 768 });
  });

  chapter('without the server the tablet says so, keeps what was tapped and sends it once', async () => {
    const ticket = await serve();
    await tablet.getByText(`Dành cho số ${ticket.number}`).waitFor();
    await tablet.context().setOffline(true);
    await tablet.getByText(/Mất kết nối, đang thử lại/).waitFor();
    await answer('Rất không hài lòng').click();
    await answer('Gửi ý kiến').click();
    await heading(/Ý kiến đã được giữ trên máy này/).waitFor();
    await picture(tablet, 'tablet-kept');
    expect(await opinionOn(ticket)).toBeUndefined();
    await tablet.context().setOffline(false);
    await expect.poll(async () => (await opinionOn(ticket))?.level, { timeout: 30_000 }).toBe(1);
    await tablet.locator('#lost').waitFor({ state: 'hidden' });
    expect((await opinions()).filter((each) => each.ticket === ticket.id)).toHaveLength(1);
  });

  /** What the code on the paper leads to. */
  const paperOf = (ticket: Ticket) => {
    const { pathname, hash } = new URL(hall.running.services.addresses.forCitizen(ticket.id));
    return `${hall.running.url}${pathname}${hash}`;
  };

  chapter('a phone of 320 px: the holder of the ticket rates the visit', async () => {
    const phone = await open(320, 640);
    const ticket = await draw();
    await phone.goto(paperOf(ticket));
    await phone.getByText(ticket.number, { exact: true }).waitFor();
    expect(await phone.getByText('Ông/bà hài lòng với lần phục vụ này không?').count()).toBe(0);
    hall.clock.minutes(1);
    await hall.ask(hall.admin(), 'POST', '/counters/1/call', { number: ticket.number });
    await hall.ask(hall.admin(), 'POST', '/counters/1/finish', {});
    await phone.getByText('Ông/bà hài lòng với lần phục vụ này không?').waitFor();
    await picture(phone, 'phone-320-rate');
    await phone.getByRole('button', { name: 'Gửi ý kiến' }).click();
    await phone.getByText('Xin chọn một mức hài lòng.').waitFor();
    await whole(phone).getByRole('radio', { name: 'Hài lòng', exact: true }).check({ force: true });
    await phone
      .getByRole('group', { name: 'Thái độ phục vụ của cán bộ' })
      .getByRole('radio', { name: 'Rất hài lòng' })
      .check({ force: true });
    await phone.getByLabel(/Ý kiến thêm/).fill('Gọi lại cho tôi 0912 345 678');
    await phone.getByRole('button', { name: 'Gửi ý kiến' }).click();
    await phone.getByText(/giống số điện thoại/).waitFor();
    expect(await phone.getByLabel(/Ý kiến thêm/).inputValue()).toContain('0912');
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    expect(await seriousFindings(phone)).toEqual([]);
    await phone.setViewportSize({ width: 360, height: 1500 });
    await picture(phone, 'phone-360-rate');
    await phone.getByLabel(/Ý kiến thêm/).fill('Cán bộ vui vẻ');
    await phone.getByRole('button', { name: 'Gửi ý kiến' }).click();
    await phone.getByText('Đã nhận ý kiến. Xin cảm ơn ông/bà.').waitFor();
    await picture(phone, 'phone-360-thanks');
    expect(await opinionOn(ticket)).toMatchObject({
      source: 'phone',
      level: 4,
      comment: 'Cán bộ vui vẻ',
      criteria: [{ code: 'attitude', level: 5 }],
    });
    await phone.reload();
    await phone.getByText('Số này đã có ý kiến. Xin cảm ơn ông/bà.').waitFor();
  });

  chapter('out of the network a phone keeps the opinion and sends it once when it is back', async () => {
    const ticket = await serve();
    const phone = await open(360, 740);
    await phone.goto(paperOf(ticket));
    await whole(phone).getByRole('radio', { name: 'Bình thường' }).check({ force: true });
    await phone.context().setOffline(true);
    await phone.getByRole('button', { name: 'Gửi ý kiến' }).click();
    await phone.getByText(/Ý kiến được giữ trên máy này/).waitFor();
    await phone.context().setOffline(false);
    await phone.getByText('Đã nhận ý kiến. Xin cảm ơn ông/bà.').waitFor();
    expect((await opinions()).filter((each) => each.ticket === ticket.id)).toMatchObject([
      { level: 3, source: 'phone' },
    ]);
  });

  chapter('the report has what was said', async () => {
    const report = await hall.ask(
      hall.admin(),
      'GET',
      '/reports/satisfaction?from=2026-11-01&to=2026-11-30&by=field',
    );
    const all = await opinions();
    const { served } = report.body.totals as { served: number };
    expect(report.body.totals).toMatchObject({
      ratings: all.length,
      slips: 0,
      satisfiedShare: Math.round((all.filter((each) => each.level >= 4).length / all.length) * 1e4) / 1e4,
      responseShare: Math.round((all.length / served) * 1e4) / 1e4,
    });
  });

  test('the page of the phone stays small', () => {
    const page = readFileSync(join(BUILT_PAGES, 'citizen', 'index.html'), 'utf8');
    const wanted = [...page.matchAll(/assets\/[\w.-]+\.(?:js|css)/g)].map((each) => each[0]);
    const scripts = readdirSync(join(BUILT_PAGES, 'assets')).filter((name) => name.endsWith('.js'));
    const closure = new Set(wanted.map((each) => each.replace('assets/', '')));
    for (const name of closure)
      for (const other of scripts)
        if (readFileSync(join(BUILT_PAGES, 'assets', name), 'utf8').includes(other)) closure.add(other);
    const bytes = [...closure].reduce(
      (sum, name) => sum + gzipSync(readFileSync(join(BUILT_PAGES, 'assets', name))).length,
      0,
    );
    expect(bytes).toBeGreaterThan(2_000);
    expect(bytes).toBeLessThan(30_000);
  });
});
