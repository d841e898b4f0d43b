import { join } from 'node:path';
import { TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { seriousFindings } from '../support/accessibility.ts';
import { BUILT_PAGES, launchBrowser } from '../support/hall-browser.ts';
import { RestHall } from '../support/rest-hall.ts';
import { story } from '../support/story.ts';

const pictures = process.env.PICTURES;

describe('password and PIN of one’s own, in a browser on the real hall', () => {
  const chapter = story();
  let hall: RestHall;
  let browser: Browser;
  let page: Page;
  const wrongs: string[] = [];
  const picture = async (name: string) => {
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
  };

  beforeAll(async () => {
    hall = await new RestHall(BUILT_PAGES).begin();
    await hall.person('lan', 'clerk', 'Nguyễn Thị Lan');
    await hall.person('hoa', 'clerk', 'Trần Thị Hoa');
    browser = await launchBrowser();
    page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => wrongs.push(error.message));
  });
  afterAll(async () => {
    await browser.close();
    await hall.close();
    expect(wrongs).toEqual([]);
  });

  const url = () => hall.running.url;

  chapter('a counter is paired by its address, and offers the password while nobody has a PIN', async () => {
    const { code } = hall.running.services.access.makePairingCode('counter', 'Máy quầy 1', '1');
    await page.goto(`${url()}/counter#pair=${code}`);
    await page.getByLabel('Tên đăng nhập').waitFor();
    expect(page.url()).not.toContain('pair');
    await page.getByLabel('Tên đăng nhập').fill('lan');
    await page.getByLabel('Mật khẩu').fill('lan-mat-khau');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Chọn quầy' }).waitFor();
  });

  chapter('a clerk changes the password and sets a PIN by keyboard alone', async () => {
    await page.getByRole('button', { name: 'Mật khẩu và mã PIN' }).focus();
    await page.keyboard.press('Enter');
    const change = page.getByRole('form', { name: 'Đổi mật khẩu' });
    await page.keyboard.type('lan-mat-khau');
    await page.keyboard.press('Tab');
    await page.keyboard.type('hoa-sen-2026');
    await page.keyboard.press('Tab');
    await page.keyboard.type('hoa-sen-2027');
    await page.keyboard.press('Enter');
    await change.getByText('Hai lần nhập mật khẩu mới không giống nhau.').waitFor();
    await change.getByLabel('Nhập lại mật khẩu mới').fill('hoa-sen-2026');
    await page.keyboard.press('Enter');
    await change.getByText('Đã đổi mật khẩu.').waitFor();
    const pin = page.getByRole('form', { name: /Mã PIN/ });
    await pin.getByLabel('Mật khẩu hiện tại').fill('hoa-sen-2026');
    await pin.getByLabel('Mã PIN mới').fill('1234');
    await page.keyboard.press('Enter');
    await pin.getByText(/dễ đoán/).waitFor();
    await pin.getByLabel('Mã PIN mới').fill('2580');
    await page.keyboard.press('Enter');
    await pin.getByText('Đã đặt mã PIN.').waitFor();
    await picture('own-keys');
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  chapter('from then on the counter asks who it is, and a PIN opens the work', async () => {
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByLabel('Mã PIN của Nguyễn Thị Lan').waitFor();
    const hoa = await hall.person('hoa', 'clerk', 'Trần Thị Hoa');
    await hall.ask(hoa, 'PUT', '/me/pin', { password: 'hoa-mat-khau', pin: '7391' });
    await page.reload();
    await page.getByRole('heading', { name: 'Ai đang ngồi ở quầy này?' }).waitFor();
    await picture('counter-pin-people');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Trần Thị Hoa' }).click();
    await page.keyboard.type('2580');
    await page.keyboard.press('Enter');
    await page.getByText('Mã PIN chưa đúng.').waitFor();
    await picture('counter-pin');
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.type('7391');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Chọn quầy' }).waitFor();
    await page.getByText('Trần Thị Hoa').waitFor();
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByRole('button', { name: 'Đăng nhập bằng mật khẩu' }).click();
    await page.getByLabel('Tên đăng nhập').waitFor();
  });

  chapter('a revoked counter offers the password alone', async () => {
    const { access } = hall.running.services;
    for (const device of access.listDevices()) access.revoke(device.id);
    await page.reload();
    await page.getByLabel('Tên đăng nhập').waitFor();
    expect(await page.getByRole('button', { name: 'Đăng nhập bằng mã PIN' }).count()).toBe(0);
  });

  chapter('in the console everybody finds the own password', async () => {
    await hall.person('chu-tich', 'chairman', 'Lê Văn Tám');
    await page.goto(`${url()}/manager`);
    await page.getByLabel('Tên đăng nhập').fill('chu-tich');
    await page.getByLabel('Mật khẩu').fill('chu-tich-mat-khau');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
    const change = page.getByRole('form', { name: 'Đổi mật khẩu' });
    await change.getByLabel('Mật khẩu hiện tại').fill('khong-phai');
    await change.getByLabel('Mật khẩu mới', { exact: true }).fill('hoa-sen-2026');
    await change.getByLabel('Nhập lại mật khẩu mới').fill('hoa-sen-2026');
    await page.keyboard.press('Enter');
    await change.getByText('Mật khẩu hiện tại chưa đúng.').waitFor();
    await picture('own-password-console');
    expect(await page.getByRole('form', { name: /Mã PIN/ }).count()).toBe(0);
  });

  chapter('an administrator turns the second factor on and signs in with a recovery code', async () => {
    const admin = await (await browser.newContext({ viewport: { width: 1366, height: 900 } })).newPage();
    admin.setDefaultTimeout(15_000);
    const signIn = async () => {
      await admin.goto(`${url()}/manager`);
      await admin.getByLabel('Tên đăng nhập').fill('admin');
      await admin.getByLabel('Mật khẩu').fill('mot-cua-lien-thong-1');
      await admin.keyboard.press('Enter');
    };
    await signIn();
    await admin.getByRole('button', { name: 'Đổi mật khẩu' }).click();
    const form = admin.getByRole('form', { name: 'Xác thực hai lớp' });
    await form.getByLabel('Mật khẩu hiện tại').fill('mot-cua-lien-thong-1');
    await form.getByRole('button', { name: 'Bật xác thực hai lớp' }).click();
    const secret = /[A-Z2-7]{32}/.exec((await form.getByText(/nhập khóa/).textContent()) ?? '')?.[0] ?? '';
    await form.getByRole('img', { name: 'Mã QR của khóa xác thực' }).waitFor();
    if (pictures) await admin.screenshot({ path: join(pictures, 'second-factor-scan.png') });
    await form.getByLabel('Mã xác thực').fill('000000');
    await form.getByRole('button', { name: 'Xác nhận' }).click();
    await form.getByText(/Mã xác thực không đúng/).waitFor();
    await form.getByLabel('Mã xác thực').fill(new TOTP({ secret }).generate());
    await form.getByRole('button', { name: 'Xác nhận' }).click();
    await form.getByRole('listitem').first().waitFor();
    const codes = await form.getByRole('listitem').allTextContents();
    expect(codes).toHaveLength(10);
    expect(await seriousFindings(admin)).toEqual([]);
    if (pictures) await admin.screenshot({ path: join(pictures, 'second-factor-codes.png') });
    await admin.context().clearCookies();
    await signIn();
    await admin.getByLabel(/^Mã xác thực/).fill(codes[0] ?? '');
    if (pictures) await admin.screenshot({ path: join(pictures, 'second-factor-sign-in.png') });
    await admin.keyboard.press('Enter');
    await admin.getByRole('heading', { name: 'Đang diễn ra' }).waitFor();
    await admin.context().close();
  });
});
