import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Settings } from '../../common/protocol/catalogue.ts';
import { systemClock } from '../../hardware/clock.ts';
import { type AgentStart, runAgent } from '../../hardware/main.ts';
import { type RunningHall, startHall } from '../../server/main.ts';
import { FakeHidSource } from '../support/fake-hid-source.ts';
import { buildFront, launchBrowser } from '../support/hall-browser.ts';
import { TcpPrinterPeer } from '../support/tcp-printer-peer.ts';

const PASSWORD = 'mot-cua-lien-thong-1';
const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const pictures = process.env.PICTURES;
/** The usage of the key Enter on a keypad, in a boot keyboard's report. */
const KEYPAD_ENTER = 0x58;

describe('catalogue, settings and devices, on the real hall', () => {
  let web: string;
  let data: string;
  let browser: Browser;
  let hall: RunningHall;
  let page: Page;
  let token = '';
  const peer = new TcpPrinterPeer();
  const hid = new FakeHidSource();
  let agent: AgentStart | null = null;
  let agentAheadMs = 0;
  const wrongs: string[] = [];

  const call = (method: string, path: string, body?: unknown) =>
    fetch(`${hall.url}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const rest = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await call(method, path, body);
    expect(answer.status).toBeLessThan(300);
    return (await answer.json()) as T;
  };
  const health = () => rest<{ checks: { printers: { ok: boolean; detail?: string } } }>('GET', '/health');
  const picture = async (name: string) => {
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
  };
  const menu = async (name: string) => {
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
  };
  const row = (name: string | RegExp) => page.getByRole('row', { name });
  const dialog = () => page.getByRole('dialog');
  const seriousFaults = async () => {
    await page.evaluate(readFileSync(axeFile, 'utf8'));
    return page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
      };
      const { violations } = await axe.run();
      return violations
        .filter((each) => ['serious', 'critical'].includes(each.impact))
        .map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' | ')}`);
    });
  };

  beforeAll(async () => {
    web = await buildFront('manager');
    data = mkdtempSync(join(tmpdir(), 'motcua-console-'));
    await peer.start();
    hall = await startHall(
      {
        port: 0,
        host: '127.0.0.1',
        dataDir: join(data, 'hall'),
        adminPassword: PASSWORD,
        logLevel: 'error',
        timeZone: 'Asia/Ho_Chi_Minh',
      },
      { webFolder: web },
    );
    const session = await fetch(`${hall.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: PASSWORD }),
    });
    token = ((await session.json()) as { token: string }).token;
    browser = await launchBrowser();
    page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
    page.setDefaultTimeout(6_000);
    page.on('pageerror', (error) => wrongs.push(error.message));
    await page.goto(`${hall.url}/manager`);
    await page.getByLabel('Tên đăng nhập').fill('admin');
    await page.getByLabel('Mật khẩu').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Đang diễn ra', level: 1 }).waitFor();
  });

  afterAll(async () => {
    await browser.close();
    if (agent?.ok) await agent.stop();
    await hall.stop();
    await peer.stop();
    rmSync(web, { recursive: true, force: true });
    rmSync(data, { recursive: true, force: true });
    expect(wrongs).toEqual([]);
  });

  test('a field is added by keyboard alone, and the kiosk may draw its numbers', async () => {
    await menu('Danh mục');
    await picture('catalogue-fields');
    const add = page.getByRole('button', { name: 'Thêm lĩnh vực' });
    await add.focus();
    await page.keyboard.press('Enter');
    await dialog().getByLabel('Tên', { exact: true }).waitFor();
    await page.keyboard.type('Việc làm – Bảo hiểm');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Jobs and insurance');
    await picture('catalogue-field-new');
    await page.keyboard.press('Enter');
    await row(/Việc làm – Bảo hiểm/).waitFor();
    // The focus is back where the keyboard left it.
    expect(await add.evaluate((element) => element === document.activeElement)).toBe(true);
    const { fields } = await rest<{ fields: { code: string; name: string; nameEn: string }[] }>(
      'GET',
      '/fields',
    );
    expect(fields.find((each) => each.code === 'viec-lam-bao-hiem')).toMatchObject({
      name: 'Việc làm – Bảo hiểm',
      nameEn: 'Jobs and insurance',
    });
    await rest('POST', '/tickets', { field: 'viec-lam-bao-hiem', printer: null });
  });

  test('hours, quota, letters and everyday words are kept; Escape leaves all as it was', async () => {
    await rest('PUT', '/fields/thu-nghiem', {
      name: 'Thử nghiệm',
      range: { prefix: 'T', start: 1, size: 99, digits: 3 },
    });
    await page.reload();
    await page.getByRole('button', { name: 'Sửa Thử nghiệm' }).click();
    await dialog().getByLabel('Chữ đầu').fill('đ');
    await dialog().getByLabel('Số phiếu mỗi ngày').fill('60');
    await dialog().getByLabel('Từ người dân quen dùng').fill('thử\nnháp\n');
    await dialog().getByLabel('Biên lai').check({ force: true });
    await dialog().getByRole('button', { name: 'Thêm khoảng giờ' }).click();
    await dialog().getByLabel('Từ giờ').fill('11:30');
    await dialog().getByLabel('đến giờ').fill('07:30');
    await dialog().getByRole('button', { name: 'Lưu' }).click();
    await dialog().getByText('Giờ đầu phải trước giờ cuối.').waitFor();
    await dialog().getByLabel('Từ giờ').fill('07:30');
    await dialog().getByLabel('đến giờ').fill('11:30');
    await picture('catalogue-field-change');
    await dialog().getByRole('button', { name: 'Lưu' }).click();
    await row(/Thử nghiệm.*Đ001.*07:30–11:30.*60/).waitFor();
    const { fields } = await rest<{ fields: object[] }>('GET', '/catalogue');
    expect(fields).toContainEqual(
      expect.objectContaining({ code: 'thu-nghiem', words: ['thử', 'nháp'], icon: 'thue', quotaPerDay: 60 }),
    );
    await page.getByRole('button', { name: 'Sửa Thử nghiệm' }).click();
    await dialog().getByLabel('Tên', { exact: true }).fill('Không lưu');
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    expect(await row(/Không lưu/).count()).toBe(0);
  });

  test('numbers that meet those of another field are refused in words', async () => {
    await page.getByRole('button', { name: 'Sửa Thử nghiệm' }).click();
    await dialog().getByLabel('Chữ đầu').fill('');
    await dialog().getByLabel('Số đầu').fill('1001');
    await dialog().getByLabel('Số chữ số').fill('4');
    await dialog().getByRole('button', { name: 'Lưu' }).click();
    await dialog().getByText('Dãy số trùng với lĩnh vực khác.').waitFor();
    await picture('catalogue-refused');
    await page.keyboard.press('Escape');
  });

  test('a field is closed only when nobody waits for it, and comes back', async () => {
    page.on('dialog', (asked) => void asked.accept());
    await page.getByRole('button', { name: 'Ngừng dùng Việc làm – Bảo hiểm' }).click();
    await page.getByRole('alert').getByText('lĩnh vực còn người chờ thì chưa ngừng được').waitFor();
    await page.getByRole('button', { name: 'Ngừng dùng Thử nghiệm' }).click();
    await row(/Thử nghiệm/).waitFor({ state: 'detached' });
    const refused = await call('POST', '/tickets', { field: 'thu-nghiem', printer: null });
    expect(refused.status).toBe(422);
    await page.getByLabel('Hiện cả mục không dùng').check();
    await page.getByRole('button', { name: 'Dùng lại Thử nghiệm' }).click();
    await row(/Thử nghiệm.*Đang dùng/).waitFor();
    await page.getByLabel('Hiện cả mục không dùng').uncheck();
  });

  test('a procedure gets its papers, fee and time limit; arrows go from tab to tab', async () => {
    await page.getByRole('tab', { name: 'Lĩnh vực' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('tab', { name: 'Thủ tục' }).getAttribute('aria-selected')).toBe('true');
    await page.getByLabel('Của lĩnh vực').selectOption('thu-nghiem');
    await page.getByText('Lĩnh vực này chưa có thủ tục nào.').waitFor();
    await page.getByRole('button', { name: 'Thêm thủ tục' }).click();
    await dialog().getByLabel('Tên thủ tục').fill('Cấp giấy thử nghiệm');
    await dialog().getByLabel('Mã thủ tục').fill('9.000001');
    await dialog().getByLabel('Giấy tờ cần mang').fill('Tờ khai\nCăn cước công dân');
    await dialog().getByLabel('Lệ phí').fill('8.000 đồng; miễn cho hộ nghèo');
    await dialog().getByLabel('Thời hạn').fill('03 ngày làm việc');
    await dialog().getByRole('button', { name: 'Lưu' }).click();
    await row(/Cấp giấy thử nghiệm.*2 loại giấy tờ.*8\.000 đồng; miễn cho hộ nghèo.*03 ngày/).waitFor();
    await picture('catalogue-procedures');
    const { procedures } = await rest<{ procedures: object[] }>('GET', '/procedures');
    expect(procedures).toContainEqual(
      expect.objectContaining({
        code: '9.000001',
        field: 'thu-nghiem',
        papers: ['Tờ khai', 'Căn cước công dân'],
      }),
    );
  });

  test('a counter is added, serves its fields, and is not closed under its clerk', async () => {
    await page.getByRole('tab', { name: 'Quầy' }).click();
    await page.getByRole('button', { name: 'Thêm quầy' }).click();
    const label = await dialog().getByLabel('Tên quầy').inputValue();
    await dialog().getByRole('group', { name: 'Lĩnh vực chính' }).getByLabel('Thử nghiệm').check();
    await dialog().getByRole('group', { name: 'Lĩnh vực hỗ trợ' }).getByLabel('Việc làm').check();
    await picture('catalogue-counter-new');
    const code = await dialog().getByLabel('Mã quầy').inputValue();
    await dialog().getByRole('button', { name: 'Lưu' }).click();
    await row(new RegExp(`${label}.*Thử nghiệm.*Việc làm – Bảo hiểm`)).waitFor();
    await rest('POST', `/counters/${code}/open`, {});
    await page.getByRole('button', { name: `Ngừng dùng ${label}` }).click();
    await page.getByRole('alert').getByText('Quầy đang mở.').waitFor();
    await rest('POST', `/counters/${code}/close`, {});
    await picture('catalogue-counters');
    await page.getByRole('button', { name: `Ngừng dùng ${label}` }).click();
    await row(new RegExp(label)).waitFor({ state: 'detached' });
  });

  test('settings reach the hall as one event with only what was changed', async () => {
    await rest('PUT', '/settings', {
      address: 'Số 1 đường Nguyễn Huệ',
      superiorName: 'Ủy ban nhân dân tỉnh',
    });
    await menu('Thiết lập');
    await page.getByLabel('Tên bộ phận một cửa').first().waitFor();
    await picture('settings');
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Không có gì thay đổi.').waitFor();
    await page.getByLabel('Tên bộ phận một cửa', { exact: true }).fill('Bộ phận Một cửa xã Tân Phú');
    await page.getByLabel('Cách chọn số tiếp theo').selectOption('interleave');
    await page.getByLabel('Cứ một người ưu tiên').fill('3');
    await page.getByLabel('Vắng mặt sau số lần gọi').fill('2');
    await page.getByLabel('Đọc thêm tiếng Anh sau tiếng Việt').check();
    await page.getByLabel('Cách đọc số').selectOption('north');
    await page.getByLabel('Âm lượng').fill('70');
    await page.getByLabel('Lời dặn in trên phiếu').fill('Xin giữ phiếu đến khi xong việc.');
    await picture('settings-calls');
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Đã lưu.').waitFor();
    await page.locator('.menu-hall', { hasText: 'Bộ phận Một cửa xã Tân Phú' }).waitFor();
    const { settings } = await rest<{ settings: Settings }>('GET', '/settings');
    expect(settings).toMatchObject({
      hallName: 'Bộ phận Một cửa xã Tân Phú',
      address: 'Số 1 đường Nguyễn Huệ',
      superiorName: 'Ủy ban nhân dân tỉnh',
      discipline: { kind: 'interleave', ordinaryPerPriority: 3 },
      noShow: { endsAfterCalls: 2, returnsAfterSeconds: 45 },
      announceEnglish: true,
      dialect: 'north',
      volume: 0.7,
    });
    const { events } = await rest<{ events: { event: { type: string; changes?: object } }[] }>(
      'GET',
      '/events?after=0&limit=1000',
    );
    const last = events.filter((each) => each.event.type === 'settings:changed').at(-1);
    expect(Object.keys(last?.event.changes ?? {}).sort()).toEqual([
      'announceEnglish',
      'dialect',
      'discipline',
      'hallName',
      'noShow',
      'ticketAdvice',
      'volume',
    ]);
  });

  test('working hours close the fields without hours of their own, and a priority class is added', async () => {
    const hours = page.getByRole('group', { name: 'Giờ phát số của bộ phận một cửa' });
    await hours.getByRole('button', { name: 'Thêm khoảng giờ' }).click();
    // A minute after midnight, which is never within the time of this test.
    await hours.getByLabel('Từ giờ').fill('00:00');
    await hours.getByLabel('đến giờ').fill('00:01');
    await page.getByRole('button', { name: 'Thêm diện ưu tiên' }).click();
    await page.getByLabel('Diện ưu tiên 5', { exact: true }).fill('Trẻ em dưới 6 tuổi');
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Đã lưu.').waitFor();
    const refused = await call('POST', '/tickets', { field: 'viec-lam-bao-hiem', printer: null });
    expect(((await refused.json()) as { error: object }).error).toMatchObject({
      code: 'not_issuing',
      details: { because: 'outside_window', nextFrom: '00:00' },
    });
    const { settings } = await rest<{ settings: Settings }>('GET', '/settings');
    expect(settings.priorities.at(-1)).toMatchObject({ code: 'tre-em-duoi-6-tuoi', active: true });
    await hours.getByRole('button', { name: /Bỏ khoảng giờ/ }).click();
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Đã lưu.').waitFor();
    await rest('POST', '/tickets', { field: 'viec-lam-bao-hiem', printer: null });
  });

  test('a network printer is added, prints a test page, and is told to be well', async () => {
    await menu('Thiết bị');
    await page.getByRole('button', { name: 'Thêm máy in mạng' }).click();
    await dialog().getByLabel('Tên máy in').fill('Sảnh tầng 1');
    await dialog().getByLabel('Loại máy in').selectOption('epson-tm-t88');
    await dialog().getByLabel('Địa chỉ máy in trong mạng').fill('127.0.0.1');
    await dialog().getByLabel('Cổng').fill(String(peer.port));
    await picture('devices-printer-new');
    await dialog().getByRole('button', { name: 'Lưu' }).click();
    await row(/Sảnh tầng 1.*Máy in sẵn sàng/).waitFor();
    expect((await health()).checks.printers.ok).toBe(true);
    await page.getByRole('button', { name: 'In thử Sảnh tầng 1' }).click();
    await page.getByText('Đã gửi trang in thử đến Sảnh tầng 1.').waitFor();
    await expect.poll(() => peer.tickets.length, { timeout: 15_000 }).toBe(1);
    await rest('POST', '/tickets', { field: 'viec-lam-bao-hiem', printer: 'Sảnh tầng 1' });
    await expect.poll(() => peer.tickets.length, { timeout: 15_000 }).toBe(2);
  });

  test.each([
    [{ paper: 'out' }, { paper: 'ok' }, 'Hết giấy', 'paper_out', 'Xin thay cuộn giấy'],
    [{ cover: 'open' }, { cover: 'closed' }, 'Nắp máy in đang mở', 'cover_open', 'Xin đóng nắp'],
    [{ paper: 'low' }, { paper: 'ok' }, 'Sắp hết giấy', 'paper_low', 'Xin chuẩn bị cuộn giấy mới'],
  ] as const)(
    'a printer with %o is told on the page and on /health, and cleared by itself',
    async (fault, mended, word, code, help) => {
      peer.set(fault);
      await row(new RegExp(`Sảnh tầng 1.*${word}.*${help}`)).waitFor();
      expect((await health()).checks.printers).toEqual({
        ok: false,
        detail: expect.stringContaining(`Sảnh tầng 1: ${code}`),
      });
      await picture(`devices-${code}`);
      peer.set(mended);
      await row(/Sảnh tầng 1.*Máy in sẵn sàng/).waitFor();
      expect((await health()).checks.printers.ok).toBe(true);
    },
  );

  test('a printer without its cable is told as away, and is back when it is', async () => {
    const { port } = peer;
    await peer.stop();
    await row(/Sảnh tầng 1.*Máy in mất kết nối.*Xin kiểm tra nguồn điện/).waitFor();
    await menu('Tình trạng hệ thống');
    await page.getByText('Sảnh tầng 1: Máy in mất kết nối').waitFor();
    await menu('Thiết bị');
    await peer.start(port);
    await row(/Sảnh tầng 1.*Máy in sẵn sàng/).waitFor({ timeout: 30_000 });
  });

  test('the default printer stays until another takes its place; a removed one is gone at once', async () => {
    await rest('PUT', '/settings', { defaultPrinter: 'Sảnh tầng 1' });
    await row(/Sảnh tầng 1/)
      .getByRole('button', { name: 'Xóa' })
      .click();
    await page.getByText('Xin chọn máy in mặc định khác trong trang Thiết lập trước.').waitFor();
    await rest('PUT', '/settings', { defaultPrinter: 'virtual' });
    await row(/Sảnh tầng 1/)
      .getByRole('button', { name: 'Xóa' })
      .click();
    await row(/Sảnh tầng 1/).waitFor({ state: 'detached' });
    const unknown = await call('POST', '/tickets', { field: 'viec-lam-bao-hiem', printer: 'Sảnh tầng 1' });
    expect(unknown.status).toBe(422);
  });

  test('a button is bound by pressing it, and calls at its counter', async () => {
    await page.getByText('Chưa có trạm nối thiết bị nào đang nối').waitFor();
    const { code } = await rest<{ code: string }>('POST', '/devices/pairing', {
      kind: 'agent',
      name: 'Trạm quầy 1',
    });
    // An ordinary keyboard: it is read only while somebody waits for a press.
    let keyboard = hid.plug(0x1234, 0x5678, { productName: 'Bàn phím số' });
    agent = await runAgent({
      server: hall.url,
      pair: code,
      printers: [],
      dataFolder: join(data, 'agent'),
      timeZone: 'Asia/Ho_Chi_Minh',
      hidSource: hid,
      clock: { ...systemClock, now: () => systemClock.now() + agentAheadMs },
    });
    expect(agent.ok).toBe(true);
    const listen = page.getByRole('button', { name: 'Gán nút mới' });
    await listen.focus();
    await page.keyboard.press('Enter');
    await page.getByText('Xin bấm nút cần gán').waitFor();
    await picture('devices-button-listening');
    await expect.poll(() => hid.isOpen(keyboard)).toBe(true);
    hid.press(keyboard, KEYPAD_ENTER);
    await page.getByText('Bàn phím số').waitFor();
    await picture('devices-button-heard');
    const counter = page.locator('select[name="counter"]');
    expect(await counter.evaluate((element) => element === document.activeElement)).toBe(true);
    await counter.selectOption('1');
    await page.getByRole('button', { name: 'Gán nút này' }).click();
    await row(/Gọi số tiếp theo.*Trạm quầy 1/).waitFor();
    await rest('POST', '/counters/1/open', {});
    await rest('POST', '/tickets', { field: 'chung-thuc-ho-tich', printer: null });
    const present = async () =>
      (
        await rest<{ counters: { code: string; present: object | null }[] }>('GET', '/counters')
      ).counters.find((each) => each.code === '1')?.present ?? null;
    expect(await present()).toBeNull();
    // The half minute is over and the keyboard was put into another socket: its bound button is still read.
    agentAheadMs += 60_000;
    hid.pull(keyboard);
    keyboard = hid.plug(0x1234, 0x5678, { productName: 'Bàn phím số' });
    await expect.poll(() => hid.isOpen(keyboard), { timeout: 10_000 }).toBe(true);
    hid.press(keyboard, KEYPAD_ENTER);
    await expect.poll(present).not.toBeNull();
    await page
      .getByRole('row', { name: /Gọi số tiếp theo/ })
      .getByRole('button', { name: 'Bỏ gán' })
      .click();
    await page.getByText('Chưa gán nút nào.').waitFor();
  });

  test.each(['Danh mục', 'Thiết lập', 'Thiết bị'])(
    'nothing serious stands in the way of a screen reader: %s',
    async (name) => {
      await menu(name);
      await page.locator('.content > :nth-child(2)').waitFor();
      expect(await seriousFaults()).toEqual([]);
      if (name !== 'Danh mục') return;
      await page.getByRole('button', { name: 'Thêm lĩnh vực' }).click();
      await dialog().waitFor();
      expect(await seriousFaults()).toEqual([]);
      await page.keyboard.press('Escape');
    },
  );

  test('without the hall the page says so, and keeps what it shows', async () => {
    await menu('Danh mục');
    await row(/Thử nghiệm/).waitFor();
    await page.route('**/api/v1/**', (route) => route.abort());
    await page.getByRole('button', { name: 'Sửa Thử nghiệm' }).click();
    await dialog().getByRole('button', { name: 'Lưu' }).click();
    await dialog().getByText('Mất kết nối, đang thử lại.').waitFor();
    await page.keyboard.press('Escape');
    await menu('Thiết lập');
    await page.getByRole('button', { name: 'Thử lại' }).waitFor();
    await page.unroute('**/api/v1/**');
    await page.getByRole('button', { name: 'Thử lại' }).click();
    await page
      .getByRole('button', { name: 'Thử lại' })
      .or(page.getByLabel('Địa chỉ', { exact: true }))
      .first()
      .waitFor();
  });
});
