import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { systemClock } from '../../hardware/clock.ts';
import { type AgentStart, runAgent } from '../../hardware/main.ts';
import { ConsolePage } from '../support/console-page.ts';
import { FakeHidSource } from '../support/fake-hid-source.ts';
import { story } from '../support/story.ts';
import { TcpPrinterPeer } from '../support/tcp-printer-peer.ts';

const FIELD = 'chung-thuc-ho-tich';
/** The usage of the key Enter on a keypad, in a boot keyboard's report. */
const KEYPAD_ENTER = 0x58;

describe('printers and buttons on the devices page, on the real hall', () => {
  const chapter = story();
  let at: ConsolePage;
  const peer = new TcpPrinterPeer();
  const hid = new FakeHidSource();
  let agent: AgentStart | null = null;
  let agentAheadMs = 0;

  const health = () => at.rest<{ checks: { printers: { ok: boolean; detail?: string } } }>('GET', '/health');

  beforeAll(async () => {
    await peer.start();
    at = await ConsolePage.open();
    at.page.on('dialog', (asked) => void asked.accept());
  });
  afterAll(async () => {
    if (agent?.ok) await agent.stop();
    await at.close();
    await peer.stop();
    expect(at.wrongs).toEqual([]);
  });

  chapter('a network printer is added, prints a test page, and is told to be well', async () => {
    await at.menu('Thiết bị');
    await at.page.getByRole('button', { name: 'Thêm máy in mạng' }).click();
    await at.dialog().getByLabel('Tên máy in').fill('Sảnh tầng 1');
    await at.dialog().getByLabel('Loại máy in').selectOption('epson-tm-t88');
    await at.dialog().getByLabel('Địa chỉ máy in trong mạng').fill('127.0.0.1');
    await at.dialog().getByLabel('Cổng').fill(String(peer.port));
    await at.picture('devices-printer-new');
    await at.dialog().getByRole('button', { name: 'Lưu' }).click();
    await at.row(/Sảnh tầng 1.*Máy in sẵn sàng/).waitFor();
    expect((await health()).checks.printers.ok).toBe(true);
    await at.page.getByRole('button', { name: 'In thử Sảnh tầng 1' }).click();
    await at.page.getByText('Đã gửi trang in thử đến Sảnh tầng 1.').waitFor();
    await expect.poll(() => peer.tickets.length, { timeout: 15_000 }).toBe(1);
    await at.rest('POST', '/tickets', { field: FIELD, printer: 'Sảnh tầng 1' });
    await expect.poll(() => peer.tickets.length, { timeout: 15_000 }).toBe(2);
    expect(await at.seriousFaults()).toEqual([]);
  });

  chapter('a kiosk gets a printer of its own on the page, and its tickets come out there', async () => {
    const made = await at.rest<{ code: string }>('POST', '/devices/pairing', {
      kind: 'kiosk',
      name: 'Máy lấy số cửa Bắc',
    });
    const { token, device } = await at.rest<{ token: string; device: { id: string } }>(
      'POST',
      '/devices/claim',
      { code: made.code },
    );
    const row = at.row(/Máy lấy số cửa Bắc/);
    const choice = row.getByLabel('Máy in của Máy lấy số cửa Bắc');
    await choice.selectOption('Sảnh tầng 1');
    await expect.poll(() => choice.inputValue()).toBe('Sảnh tầng 1');
    await at.picture('devices-kiosk-printer');
    const before = peer.tickets.length;
    const drawn = await fetch(`${new URL(at.page.url()).origin}/api/v1/tickets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ field: FIELD }),
    });
    expect(drawn.status).toBe(201);
    await expect.poll(() => peer.tickets.length, { timeout: 15_000 }).toBe(before + 1);
    expect(await at.seriousFaults()).toEqual([]);
    // The rows below are told apart by the printer's name, which the choice also holds.
    await at.rest('DELETE', `/devices/${device.id}`);
    await row.waitFor({ state: 'detached' });
  });

  chapter.each([
    [{ paper: 'out' }, { paper: 'ok' }, 'Hết giấy', 'paper_out', 'Xin thay cuộn giấy'],
    [{ cover: 'open' }, { cover: 'closed' }, 'Nắp máy in đang mở', 'cover_open', 'Xin đóng nắp'],
    [{ paper: 'low' }, { paper: 'ok' }, 'Sắp hết giấy', 'paper_low', 'Xin chuẩn bị cuộn giấy mới'],
  ] as const)(
    'a printer with %o is told on the page and on /health, and cleared by itself',
    async (fault, mended, word, code, help) => {
      peer.set(fault);
      await at.row(new RegExp(`Sảnh tầng 1.*${word}.*${help}`)).waitFor();
      expect((await health()).checks.printers).toEqual({
        ok: false,
        detail: expect.stringContaining(`Sảnh tầng 1: ${code}`),
      });
      await at.picture(`devices-${code}`);
      peer.set(mended);
      await at.row(/Sảnh tầng 1.*Máy in sẵn sàng/).waitFor();
      expect((await health()).checks.printers.ok).toBe(true);
    },
  );

  chapter('a printer without its cable is told as away, and is back when it is', async () => {
    const { port } = peer;
    await peer.stop();
    await at.row(/Sảnh tầng 1.*Máy in mất kết nối.*Xin kiểm tra nguồn điện/).waitFor();
    await at.menu('Tình trạng hệ thống');
    await at.page.getByText('Sảnh tầng 1: Máy in mất kết nối').waitFor();
    await at.menu('Thiết bị');
    await peer.start(port);
    await at.row(/Sảnh tầng 1.*Máy in sẵn sàng/).waitFor({ timeout: 30_000 });
  });

  chapter('its history tells every fault with its end, and each new roll', async () => {
    await at.rest('POST', '/counters/1/open', {});
    const open = at.page.getByRole('button', { name: 'Lịch sử của Sảnh tầng 1' });
    await open.focus();
    await at.page.keyboard.press('Enter');
    const shown = at.dialog();
    for (const fault of ['Hết giấy', 'Mở nắp', 'Sắp hết giấy'])
      await shown
        .getByRole('row', { name: new RegExp(`^${fault} .* phút$`) })
        .first()
        .waitFor();
    // Out of paper, and low on paper: both ended with a new roll.
    await expect.poll(() => shown.getByRole('listitem').count()).toBe(2);
    await at.picture('devices-history');
    expect(await at.seriousFaults()).toEqual([]);
    await at.page.keyboard.press('Escape');
    await shown.waitFor({ state: 'detached' });
    expect(await open.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  chapter('the report of outages can be divided, in words', async () => {
    await at.menu('Báo cáo');
    await at.page.getByLabel('Báo cáo').first().selectOption('device-downtime');
    const divided = at.page.getByLabel('Chia theo');
    expect(await divided.inputValue()).toBe('device');
    await divided.selectOption({ label: 'Thiết bị và loại sự cố' });
    await at.page.getByRole('heading', { name: 'Báo cáo', level: 1 }).waitFor();
    await at.picture('report-device-downtime');
    expect(await at.seriousFaults()).toEqual([]);
    await at.menu('Thiết bị');
    await at.rest('POST', '/counters/1/close', {});
  });

  chapter(
    'the default printer stays until another takes its place; a removed one is gone at once',
    async () => {
      await at.rest('PUT', '/settings', { defaultPrinter: 'Sảnh tầng 1' });
      await at
        .row(/Sảnh tầng 1/)
        .getByRole('button', { name: 'Xóa' })
        .click();
      await at.page.getByText('Xin chọn máy in mặc định khác trong trang Thiết lập trước.').waitFor();
      await at.rest('PUT', '/settings', { defaultPrinter: 'virtual' });
      await at
        .row(/Sảnh tầng 1/)
        .getByRole('button', { name: 'Xóa' })
        .click();
      await at.row(/Sảnh tầng 1/).waitFor({ state: 'detached' });
      const unknown = await at.call('POST', '/tickets', { field: FIELD, printer: 'Sảnh tầng 1' });
      expect(unknown.status).toBe(422);
    },
  );

  chapter('a button is bound by pressing it, and calls at its counter', async () => {
    await at.page.getByText('Chưa có trạm nối thiết bị nào đang nối').waitFor();
    const { code } = await at.rest<{ code: string }>('POST', '/devices/pairing', {
      kind: 'agent',
      name: 'Trạm quầy 1',
    });
    // An ordinary keyboard: it is read only while somebody waits for a press.
    let keyboard = hid.plug(0x1234, 0x5678, { productName: 'Bàn phím số' });
    agent = await runAgent({
      server: at.hall.url,
      pair: code,
      printers: [],
      dataFolder: join(at.folder, 'agent'),
      timeZone: 'Asia/Ho_Chi_Minh',
      hidSource: hid,
      clock: { ...systemClock, now: () => systemClock.now() + agentAheadMs },
    });
    expect(agent.ok).toBe(true);
    const listen = at.page.getByRole('button', { name: 'Gán nút mới' });
    await listen.focus();
    await at.page.keyboard.press('Enter');
    await at.page.getByText('Xin bấm nút cần gán').waitFor();
    await at.picture('devices-button-listening');
    await expect.poll(() => hid.isOpen(keyboard)).toBe(true);
    hid.press(keyboard, KEYPAD_ENTER);
    await at.page.getByText('Bàn phím số').waitFor();
    await at.picture('devices-button-heard');
    const counter = at.page.locator('select[name="counter"]');
    expect(await counter.evaluate((element) => element === document.activeElement)).toBe(true);
    await counter.selectOption('1');
    await at.page.getByRole('button', { name: 'Gán nút này' }).click();
    await at.row(/Gọi số tiếp theo.*Trạm quầy 1/).waitFor();
    await at.row(/Trạm quầy 1 Trạm .* \d+\.\d+\.\d+/).waitFor();
    await at.picture('devices-agent');
    await at.rest('POST', '/counters/1/open', {});
    await at.rest('POST', '/tickets', { field: FIELD, printer: null });
    const present = async () =>
      (
        await at.rest<{ counters: { code: string; present: object | null }[] }>('GET', '/counters')
      ).counters.find((each) => each.code === '1')?.present ?? null;
    expect(await present()).toBeNull();
    // The half minute is over and the keyboard was put into another socket: its bound button is still read.
    agentAheadMs += 60_000;
    hid.pull(keyboard);
    keyboard = hid.plug(0x1234, 0x5678, { productName: 'Bàn phím số' });
    await expect.poll(() => hid.isOpen(keyboard), { timeout: 10_000 }).toBe(true);
    hid.press(keyboard, KEYPAD_ENTER);
    await expect.poll(present).not.toBeNull();
    await at.page
      .getByRole('row', { name: /Gọi số tiếp theo/ })
      .getByRole('button', { name: 'Bỏ gán' })
      .click();
    await at.page.getByText('Chưa gán nút nào.').waitFor();
  });
});
