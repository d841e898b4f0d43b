import { afterAll, beforeAll, describe, expect } from 'vitest';
import { seriousFindings } from '../support/accessibility.ts';
import { ConsolePage } from '../support/console-page.ts';
import { story } from '../support/story.ts';

/** A calendar day so many days from today, and as the page writes it. */
function dayFrom(today: string, days: number): { date: string; shown: string } {
  const date = new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  const [year, month, day] = date.split('-');
  return { date, shown: `${day}/${month}/${year}` };
}

describe('people, calendar and the log, on the real hall', () => {
  const chapter = story();
  let at: ConsolePage;
  let today: string;

  beforeAll(async () => {
    at = await ConsolePage.open();
    today = (await at.rest<{ today: string }>('GET', '/calendar')).today;
    for (const [username, displayName, role] of [
      ['lan', 'Nguyễn Thị Lan', 'clerk'],
      ['tam', 'Lê Văn Tám', 'clerk'],
      ['phu', 'Trần Văn Phú', 'supervisor'],
      ['chu-tich', 'Phạm Thị Chủ', 'chairman'],
    ])
      await at.rest('POST', '/accounts', { username, displayName, role, password: 'hoa-sen-1234' });
    at.page.on('dialog', (asked) => void asked.accept());
  });
  afterAll(async () => {
    await at.close();
    expect(at.wrongs).toEqual([]);
  });

  chapter('an agency of another branch is added with what it agreed to, by keyboard alone', async () => {
    await at.menu('Cán bộ và tài khoản');
    await at.page.getByRole('tab', { name: 'Cán bộ' }).focus();
    await at.page.keyboard.press('ArrowRight');
    const add = at.page.getByRole('button', { name: 'Thêm cơ quan' });
    await add.focus();
    await at.page.keyboard.press('Enter');
    await at.dialog().waitFor();
    await at.page.keyboard.type('Chi cục Thuế khu vực XV');
    await at.page.keyboard.press('Tab');
    await at.page.keyboard.press('ArrowDown');
    await at.page.keyboard.press('Tab');
    await at.page.keyboard.type('Chi cục Thuế');
    await at.page.keyboard.press('Tab');
    await at.page.keyboard.press('Space');
    await at.picture('people-agency-new');
    await at.page.keyboard.press('Enter');
    await at.row(/Chi cục Thuế khu vực XV.*Cơ quan ngành dọc.*Chưa ghi thời gian đã thống nhất/).waitFor();
    expect(await add.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  chapter(
    'without the agreement its officer is not posted; with it the posting stands, and its end is warned of',
    async () => {
      await at.page.getByRole('tab', { name: 'Cán bộ' }).click();
      await at.page.getByText('Không có ai sắp hết thời gian bố trí.').waitFor();
      await at.page.getByRole('button', { name: 'Sửa hồ sơ Lê Văn Tám' }).click();
      await at.dialog().getByLabel('Cơ quan cử đến').selectOption({ label: 'Chi cục Thuế khu vực XV' });
      await at.dialog().getByLabel('Từ ngày').fill(dayFrom(today, 0).date);
      await at.dialog().getByLabel('Đến hết ngày').fill(dayFrom(today, -1).date);
      await at.dialog().getByRole('button', { name: 'Lưu' }).click();
      await at.dialog().getByText('Ngày đầu phải trước hoặc bằng ngày cuối.').waitFor();
      await at.dialog().getByLabel('Đến hết ngày').fill(dayFrom(today, 12).date);
      await at.dialog().getByLabel('Thuế', { exact: true }).check();
      await at.dialog().getByRole('button', { name: 'Lưu' }).click();
      await at
        .dialog()
        .getByText(/chưa được cơ quan cử người thống nhất/)
        .waitFor();
      await at.picture('people-officer-refused');
      await at.page.keyboard.press('Escape');
      await at.page.getByRole('tab', { name: 'Cơ quan' }).click();
      await at.page.getByRole('button', { name: 'Sửa Chi cục Thuế khu vực XV' }).click();
      await at.dialog().getByLabel('Thống nhất từ ngày').fill(dayFrom(today, -30).date);
      await at.dialog().getByLabel('Đến hết ngày').fill(dayFrom(today, 300).date);
      await at.dialog().getByLabel('Số người cùng lúc').fill('1');
      await at.dialog().getByLabel('Văn bản thống nhất').fill('CV 123/CCT');
      await at.dialog().getByRole('button', { name: 'Lưu' }).click();
      await at.row(/không quá 1 người.*CV 123\/CCT/).waitFor();
      await at.page.getByRole('tab', { name: 'Cán bộ' }).click();
      await at.page.getByRole('button', { name: 'Sửa hồ sơ Lê Văn Tám' }).click();
      await at.dialog().getByLabel('Cơ quan cử đến').selectOption({ label: 'Chi cục Thuế khu vực XV' });
      await at.dialog().getByLabel('Từ ngày').fill(dayFrom(today, 0).date);
      await at.dialog().getByLabel('Đến hết ngày').fill(dayFrom(today, 12).date);
      await at.dialog().getByLabel('Thuế', { exact: true }).check();
      await at.picture('people-officer-change');
      await at.dialog().getByRole('button', { name: 'Lưu' }).click();
      await at
        .row(new RegExp(`Lê Văn Tám.*Chi trả: Chi cục Thuế.*Thuế.*${dayFrom(today, 12).shown}.*Còn 12 ngày`))
        .waitFor();
      await at.page.getByText('1 người sẽ hết thời gian bố trí trong 30 ngày tới.').waitFor();
      await at.picture('people-officers');
      expect(await at.seriousFaults()).toEqual([]);
    },
  );

  chapter('the live page warns of it too, and leads there', async () => {
    await at.menu('Đang diễn ra');
    await at.page.getByText('1 người sẽ hết thời gian bố trí trong 30 ngày tới.').waitFor();
    await at.page.getByRole('link', { name: 'Xem cán bộ' }).click();
    await at.row(/Lê Văn Tám/).waitFor();
  });

  chapter('an officer’s times at counters are read from the log', async () => {
    const session = await fetch(`${at.hall.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'lan', password: 'hoa-sen-1234' }),
    });
    const { token } = (await session.json()) as { token: string };
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    for (const act of ['open', 'close'])
      await fetch(`${at.hall.url}/api/v1/counters/2/${act}`, { method: 'POST', headers, body: '{}' });
    await at.page.getByRole('button', { name: 'Thời gian ngồi quầy của Nguyễn Thị Lan' }).click();
    await at.dialog().getByText('Đã trực 1 ngày.').waitFor();
    await at.dialog().getByRole('cell', { name: 'Quầy 2' }).waitFor();
    await at.picture('people-history');
    expect(await at.seriousFaults()).toEqual([]);
    await at.page.keyboard.press('Escape');
    await at.dialog().waitFor({ state: 'detached' });
  });

  chapter('a swap of days is one entry of two days, taken back as one', async () => {
    await at.menu('Lịch và tên đơn vị');
    await at.page.getByRole('button', { name: 'Thêm ngày' }).click();
    await at.dialog().getByLabel('Loại').selectOption('swap');
    await at.dialog().getByLabel('Ngày', { exact: true }).fill(dayFrom(today, 3).date);
    await at.dialog().getByLabel('Làm bù vào ngày').fill(dayFrom(today, 3).date);
    await at.dialog().getByLabel('Tên gọi hoặc lý do').fill('Hoán đổi ngày làm việc');
    await at.dialog().getByRole('button', { name: 'Lưu' }).click();
    await at.dialog().getByText('Xin chọn ngày làm bù, khác ngày nghỉ.').waitFor();
    await at.dialog().getByLabel('Làm bù vào ngày').fill(dayFrom(today, 4).date);
    await at.picture('calendar-day-new');
    await at.dialog().getByRole('button', { name: 'Lưu' }).click();
    const off = at.row(
      new RegExp(`^${dayFrom(today, 3).shown}.*Nghỉ.*Hoán đổi với ${dayFrom(today, 4).shown}`),
    );
    await off.waitFor();
    await at.picture('calendar');
    expect(await at.seriousFaults()).toEqual([]);
    await off.getByRole('button', { name: 'Bỏ khỏi lịch' }).click();
    await off.waitFor({ state: 'detached' });
    expect(await at.row(new RegExp(`^${dayFrom(today, 4).shown}`)).count()).toBe(0);
  });

  chapter('closing today stops the numbers at once, and the calendar says so', async () => {
    await at.page.getByRole('button', { name: 'Thêm ngày' }).click();
    await at.dialog().getByLabel('Ngày', { exact: true }).fill(today);
    await at.dialog().getByLabel('Tên gọi hoặc lý do').fill('Mất điện toàn khu vực');
    await at.dialog().getByRole('button', { name: 'Lưu' }).click();
    await at.page.getByText('Hôm nay nghỉ: Mất điện toàn khu vực.').waitFor();
    const refused = await at.call('POST', '/tickets', { field: 'dat-dai', printer: null });
    expect(((await refused.json()) as { error: object }).error).toMatchObject({
      code: 'not_issuing',
      details: { because: 'closed_day', nextDate: dayFrom(today, 1).date },
    });
    await at
      .row(/Mất điện/)
      .getByRole('button', { name: 'Bỏ khỏi lịch' })
      .click();
    await at.row(/Mất điện/).waitFor({ state: 'detached' });
    await at.rest('POST', '/tickets', { field: 'dat-dai', printer: null });
  });

  chapter('a new name begins on its day: from today on the menu carries it', async () => {
    await at.page.getByRole('button', { name: 'Thêm tên mới' }).click();
    await at.dialog().getByLabel('Dùng từ ngày').fill(today);
    await at
      .dialog()
      .getByLabel('Tên bộ phận một cửa')
      .fill('Trung tâm Phục vụ hành chính công phường Long Bình');
    await at.dialog().getByRole('button', { name: 'Lưu' }).click();
    await at.row(/đang dùng.*phường Long Bình/).waitFor();
    await at.page.locator('.menu-hall', { hasText: 'phường Long Bình' }).waitFor();
    await at.picture('calendar-names');
    await at.page.getByRole('button', { name: `Sửa ${dayFrom(today, 0).shown}` }).click();
    await at.dialog().getByLabel('Cơ quan cấp trên').fill('Ủy ban nhân dân phường Long Bình');
    await at.dialog().getByRole('button', { name: 'Lưu' }).click();
    await at.row(/Ủy ban nhân dân phường Long Bình/).waitFor();
  });

  chapter('the log tells all of this in sentences, page by page, and is found whole', async () => {
    await at.menu('Nhật ký');
    await at.page
      .getByText(/Quản trị đã đặt tên đơn vị từ ngày .*: Trung tâm Phục vụ hành chính công phường Long Bình/)
      .first()
      .waitFor();
    await at.page
      .getByText(/đã đặt cơ quan Chi cục Thuế khu vực XV \(đang dùng\)/)
      .first()
      .waitFor();
    // Opening the page is enough; a further check can be asked for.
    await at.page.getByText(/Nhật ký nguyên vẹn: \d/).waitFor();
    await at.page.getByRole('button', { name: 'Kiểm tra ngay' }).click();
    await at.page.getByText(/Nhật ký nguyên vẹn: \d/).waitFor();
    await at.picture('audit');
    expect(await at.seriousFaults()).toEqual([]);
    await at.page.getByLabel('Loại việc').selectOption('counters');
    await at.page.getByRole('button', { name: 'Xem', exact: true }).click();
    await at.page.getByText('Nguyễn Thị Lan đã mở Quầy 2.').waitFor();
    await at.page.getByText('Đã hết.').waitFor();
    await at.page.getByLabel('Loại việc').selectOption('all');
    await at.page.getByLabel('Đến ngày').fill(today);
    await at.page.getByRole('button', { name: 'Xem', exact: true }).click();
    const lines = at.page.locator('.log-line');
    await expect.poll(() => lines.count()).toBe(50);
    await at.page.getByRole('button', { name: 'Xem thêm' }).click();
    await expect.poll(() => lines.count()).toBeGreaterThan(50);
    await at.page.getByLabel('Đến ngày').fill('2020-01-01');
    await at.page.getByRole('button', { name: 'Xem', exact: true }).click();
    await at.page.getByText('Không có việc nào như vậy.').waitFor();
  });

  chapter('accounts still have their page, and settings the week and the warning', async () => {
    await at.menu('Cán bộ và tài khoản');
    await at.page.getByRole('tab', { name: 'Tài khoản' }).click();
    await at.row(/Trần Văn Phú.*Phụ trách/).waitFor();
    await at.picture('people-accounts');
    await at.page.getByRole('textbox', { name: 'Tài khoản', exact: true }).fill('lan');
    await at.page.getByLabel('Họ và tên').fill('Người khác');
    await at.page.getByLabel('Vai trò').selectOption({ label: 'Lãnh đạo' });
    await at.page.getByLabel('Mật khẩu', { exact: true }).fill('hoa-sen-9876');
    await at.page.getByLabel('Nhập lại mật khẩu').fill('hoa-sen-987');
    await at.page.getByRole('button', { name: 'Thêm', exact: true }).click();
    await at.page.getByText('Hai lần nhập mật khẩu không giống nhau.').waitFor();
    await at.page.getByLabel('Nhập lại mật khẩu').fill('hoa-sen-9876');
    await at.page.getByRole('button', { name: 'Thêm', exact: true }).click();
    await at.page.getByText(/Tên tài khoản này đã có/).waitFor();
    await at.row(/Nguyễn Thị Lan.*Cán bộ/).waitFor();
    await at.page.getByRole('button', { name: 'Sửa tài khoản lan' }).click();
    await at.dialog().getByLabel('Vai trò').selectOption({ label: 'Lãnh đạo' });
    await at.picture('people-account-change');
    const asked = at.page.waitForEvent('dialog');
    await at.dialog().getByRole('button', { name: 'Lưu' }).click();
    expect((await asked).message()).toContain('Đổi vai trò của Nguyễn Thị Lan');
    await at.row(/Nguyễn Thị Lan.*Lãnh đạo/).waitFor();
    expect(await at.seriousFaults()).toEqual([]);
    await at.menu('Thiết lập');
    await at.page.getByRole('tab', { name: 'Giờ làm việc' }).click();
    const week = at.page.getByRole('group', { name: 'Ngày làm việc trong tuần' });
    await week.getByLabel('Chủ Nhật').uncheck();
    await at.page.getByRole('tab', { name: 'Cán bộ, ý kiến' }).click();
    await at.page.getByLabel('Nhắc trước khi hết thời gian bố trí').fill('10');
    await at.page.getByRole('button', { name: 'Lưu' }).click();
    await at.page.getByText('Đã lưu.').waitFor();
    const { settings } = await at.rest<{ settings: object }>('GET', '/settings');
    expect(settings).toMatchObject({ workingDays: [1, 2, 3, 4, 5, 6], postingWarningDays: 10 });
    await at.menu('Cán bộ và tài khoản');
    await at.page.getByText('Không có ai sắp hết thời gian bố trí.').waitFor();
  });

  chapter('a tablet shows it all, a Chairman reads and changes nothing', async () => {
    const context = await at.browser.newContext({ viewport: { width: 820, height: 1180 } });
    const page = await context.newPage();
    await page.goto(`${at.hall.url}/manager`);
    await page.getByLabel('Tên đăng nhập').fill('chu-tich');
    await page.getByLabel('Mật khẩu').fill('hoa-sen-1234');
    await page.keyboard.press('Enter');
    for (const [name, ready] of [
      ['Cán bộ và tài khoản', 'Lê Văn Tám'],
      ['Lịch và tên đơn vị', 'đang dùng'],
      ['Nhật ký', 'Quản trị đã'],
    ] as const) {
      await page.getByRole('link', { name, exact: true }).click();
      await page.getByText(ready).first().waitFor();
      if (process.env.PICTURES)
        await page.screenshot({ path: `${process.env.PICTURES}/tablet-${ready.replace(/\W+/g, '-')}.png` });
      await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'dark'));
      expect(await seriousFindings(page)).toEqual([]);
      if (process.env.PICTURES)
        await page.screenshot({ path: `${process.env.PICTURES}/dark-${ready.replace(/\W+/g, '-')}.png` });
      await page.evaluate(() => document.documentElement.removeAttribute('data-theme'));
      // Nothing runs out of the page sideways.
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(820);
      expect(await page.getByRole('button', { name: /^(Sửa|Thêm|Bỏ|Vẫn|Xóa)/ }).count()).toBe(0);
    }
    await page.getByRole('link', { name: 'Cán bộ và tài khoản' }).click();
    expect(await page.getByRole('tab', { name: 'Tài khoản' }).count()).toBe(0);
    await context.close();
  });
});
