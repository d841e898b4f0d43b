import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { Settings } from '../../common/protocol/catalogue.ts';
import { seriousFindings } from '../support/accessibility.ts';
import { ConsolePage } from '../support/console-page.ts';
import { story } from '../support/story.ts';

/** A picture of one pixel. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

describe('settings in chapters, on the real hall', () => {
  const chapter = story();
  let at: ConsolePage;
  const settings = async () => (await at.rest<{ settings: Settings }>('GET', '/settings')).settings;

  beforeAll(async () => {
    at = await ConsolePage.open();
    await at.rest('PUT', '/settings', { address: 'Số 1 đường Nguyễn Huệ' });
  });
  afterAll(async () => {
    await at.close();
    expect(at.wrongs).toEqual([]);
  });

  chapter(
    'what was typed stays when one leaves, a chapter has an address, and a save is taken back from the history',
    async () => {
      await at.menu('Thiết lập');
      await at.page.getByLabel('Địa chỉ', { exact: true }).fill('Số 2 đường Trần Phú');
      await at.menu('Báo cáo');
      await at.menu('Thiết lập');
      await at.page.getByText('Có thay đổi chưa lưu').waitFor();
      expect(await at.page.getByLabel('Địa chỉ', { exact: true }).inputValue()).toBe('Số 2 đường Trần Phú');
      await at.page.getByRole('button', { name: 'Lưu', exact: true }).click();
      await at.page.getByText('Đã lưu.').waitFor();
      await at.page.goto(`${at.hall.url}/manager/settings?chapter=history`);
      const row = at.page.getByRole('row', { name: /Số 2 đường Trần Phú/ });
      await row.waitFor();
      await at.picture('settings-history');
      expect(await seriousFindings(at.page)).toEqual([]);
      at.page.once('dialog', (question) => void question.accept());
      await row.getByRole('button', { name: 'Trở lại như trước' }).click();
      await at.page.getByText('Đã trở lại như trước.').waitFor();
      expect((await settings()).address).toBe('Số 1 đường Nguyễn Huệ');
    },
  );

  chapter('who signs stands by paper and day', async () => {
    await at.page.goto(`${at.hall.url}/manager/settings?chapter=papers`);
    await at.page.getByRole('button', { name: 'Thêm người ký' }).click();
    await at.dialog().getByLabel('Chức danh người ký').fill('Phó Chủ tịch');
    await at.dialog().getByLabel('Ký thay (KT.)').fill('Chủ tịch');
    await at.dialog().getByLabel('Ký thay mặt (TM.)').fill('Ủy ban nhân dân');
    await at.picture('settings-signing');
    await at.dialog().getByRole('button', { name: 'Lưu' }).click();
    await at.row(/KT. CHỦ TỊCH/).waitFor();
    await at.picture('settings-signings');
    expect((await settings()).signings).toMatchObject([
      { paper: 'all', inPlaceOf: 'Chủ tịch', title: 'Phó Chủ tịch' },
    ]);
  });

  chapter(
    'phones: an address of the own network is warned of until the Wi-Fi is named; what is typed is kept',
    async () => {
      await at.page.goto(`${at.hall.url}/manager/settings?chapter=texts`);
      await at.page.getByText(/Xin đặt tên Wi-Fi ở dưới/).waitFor();
      await at.page.getByLabel('Địa chỉ in trên phiếu').fill('https://motcua.tanphu.gov.vn');
      await at.page.getByText('Địa chỉ này mở được từ mạng di động').waitFor();
      await at.page.getByLabel('Địa chỉ in trên phiếu').fill('http://192.168.1.10:8080');
      await at.page.getByLabel('Tên Wi-Fi của bộ phận').fill('MotCua-Khach');
      await at.page.getByText(/Phiếu ghi tên Wi-Fi ở dưới/).waitFor();
      await at.page.getByLabel('Mỗi người lấy nhiều nhất').fill('2');
      await at.picture('settings-phones');
      expect(await seriousFindings(at.page)).toEqual([]);
      await at.page.getByRole('button', { name: 'Lưu', exact: true }).click();
      await at.page.getByText('Đã lưu.').waitFor();
      expect(await settings()).toMatchObject({
        wifiName: 'MotCua-Khach',
        numbersPerPerson: 2,
        webPush: false,
      });
    },
  );

  chapter('pictures of the boards are added, put into order, dated, removed and put back', async () => {
    const { page } = at;
    const shown = async () =>
      (await at.rest<{ files: { name: string }[] }>('GET', '/media')).files.map(({ name }) => name);
    await page.goto(`${at.hall.url}/manager/settings?chapter=media`);
    await page.getByText('Chưa có hình hay phim nào.').waitFor();
    for (const name of ['giờ làm việc.png', 'không phải hình.png']) {
      const buffer = name.startsWith('giờ') ? PICTURE : Buffer.from('xin chào');
      await page.locator('input[type="file"]').setInputFiles({ name, mimeType: 'image/png', buffer });
      await page
        .getByRole('status')
        .filter({ hasText: name.startsWith('giờ') ? 'Đã thêm giờ làm việc.png.' : 'Tệp này không phải hình' })
        .waitFor();
    }
    const second = { name: 'Bản đồ phòng.png', mimeType: 'image/png', buffer: PICTURE };
    await page.locator('input[type="file"]').setInputFiles(second);
    await page.getByText('Đã thêm Bản đồ phòng.png.').waitFor();
    expect(await shown()).toEqual(['Bản đồ phòng.png', 'giờ làm việc.png']);
    await page.getByRole('button', { name: 'Chiếu giờ làm việc.png sớm hơn' }).click();
    await expect.poll(shown).toEqual(['giờ làm việc.png', 'Bản đồ phòng.png']);
    const row = page.getByRole('listitem').filter({ hasText: 'Bản đồ phòng.png' });
    await row.getByLabel('Đến hết ngày').first().fill('01/01/2020');
    await row.getByRole('button', { name: 'Lưu' }).click();
    await row.getByText('hôm nay không chiếu').waitFor();
    expect(await shown()).toEqual(['giờ làm việc.png']);
    await at.picture('settings-media');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Xóa giờ làm việc.png' }).click();
    await page.getByText('Đã xóa giờ làm việc.png.').waitFor();
    expect(await shown()).toEqual([]);
    await page.getByRole('status').getByRole('button', { name: 'Đặt lại' }).click();
    await page.getByText('Đã đặt lại giờ làm việc.png.').waitFor();
    expect(await shown()).toEqual(['giờ làm việc.png']);
  });

  chapter('a value that may not be saved opens its chapter', async () => {
    await at.page.goto(`${at.hall.url}/manager/settings?chapter=people`);
    await at.page.getByLabel('Nhắc trước khi hết thời gian bố trí').fill('999');
    await at.page.getByRole('tab', { name: 'Gọi số' }).click();
    await at.page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await at.page.getByLabel('Nhắc trước khi hết thời gian bố trí').waitFor();
    expect(new URL(at.page.url()).searchParams.get('chapter')).toBe('people');
  });
});
