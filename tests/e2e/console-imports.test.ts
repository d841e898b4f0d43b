import { afterAll, beforeAll, describe, expect } from 'vitest';
import { ConsolePage } from '../support/console-page.ts';
import { story } from '../support/story.ts';
import { windows1258 } from '../support/vietnamese-bytes.ts';

const HEAD = 'Ngày;Lĩnh vực;Số;Giờ lấy số;Giờ gọi;Kết thúc;Quầy';
const GOOD = ['03/11/2025;Đất đai;4001;8h01;8h06;8h13;2', '03/11/2025;Nhà ở;4002;8h02;8h07;8h14;2'];
const BAD = ['03/11/2025;Đất đai;4003;khuya;;;', GOOD[0]];

describe('earlier records in the console', () => {
  const chapter = story();
  let at: ConsolePage;
  beforeAll(async () => {
    at = await ConsolePage.open();
    await at.menu('Nhập dữ liệu cũ');
  }, 240_000);
  afterAll(() => at.close(), 60_000);

  const choose = (name: string, content: Buffer) =>
    at.page
      .locator('.drop-file input[type="file"]')
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: content });
  const button = (name: string | RegExp) => at.page.getByRole('button', { name });

  chapter('a file is looked at, its fields mapped, taken in by keys alone and undone', async () => {
    await at.page.getByText('Chưa nhập dữ liệu nào.').waitFor();
    await at.picture('imports-choose');
    expect(await at.seriousFaults()).toEqual([]);
    await choose('tháng 11.csv', Buffer.from([HEAD, ...GOOD, ...BAD].join('\r\n')));
    await at.page.getByText('Tệp tháng 11.csv: 2 phiếu đọc được', { exact: false }).waitFor();
    const bad = at.page.getByRole('region', { name: 'Dòng có lỗi (1)' }).first();
    expect(await bad.textContent()).toContain('“khuya” không phải là giờ');
    const known = at.page.getByRole('region', { name: 'Dòng đã có (1)' }).first();
    expect(await known.textContent()).toContain('trùng với dòng 2');
    expect(await at.seriousFaults()).toEqual([]);
    await at.picture('imports-checked');
    expect(await button(/^Đưa 2 phiếu/).isDisabled()).toBe(true);
    await at.page.getByLabel('Nhà ở là lĩnh vực').selectOption('dat-dai');
    await button('Đọc lại theo lựa chọn này').press('Enter');
    await at.page.getByRole('heading', { name: 'Dòng có lỗi (1)' }).waitFor();
    await at.page.getByLabel('Bỏ qua 1 dòng có lỗi').press('Space');
    await at.page.getByLabel('Bỏ qua 1 dòng đã có').press('Space');
    await button(/^Đưa 2 phiếu/).press('Enter');
    await at.page.getByText('Đã đưa 2 phiếu của tệp tháng 11.csv vào hồ sơ.').waitFor();
    await at.picture('imports-taken');
    const batches = at.page.getByRole('region', { name: 'Các lần đã nhập' }).first();
    await batches.getByText('tháng 11.csv').waitFor();
    await button(/^Hoàn tác/).press('Enter');
    await at.page.getByText('Đã gỡ 2 phiếu của tệp tháng 11.csv.').waitFor();
    await at.page.getByText('Chưa nhập dữ liệu nào.').waitFor();
    await button('Nhập tệp khác').click();
  });

  chapter(
    'an old encoding is agreed to by its words, and columns without known titles are said',
    async () => {
      const odd = HEAD.replace('Số;', 'Vé;').replace('Giờ lấy số', 'Mốc 1');
      await choose('cũ.csv', windows1258([odd, GOOD[0]].join('\r\n')));
      await at.page.getByText(/Đọc theo Windows-1258 thì có: .*Đất đai/).waitFor();
      await at.picture('imports-encoding');
      await button('Đúng, đọc theo Windows-1258').click();
      await at.page.getByText('tệp thiếu cột: Số', { exact: false }).waitFor();
      expect(await at.seriousFaults()).toEqual([]);
      await at.page.getByLabel('Cột Vé được đọc là').selectOption('number');
      await at.page.getByLabel('Cột Mốc 1 được đọc là').selectOption('issued_at');
      await at.picture('imports-columns');
      await button('Đọc lại theo lựa chọn này').click();
      await at.page.getByText('Tệp cũ.csv: 1 phiếu đọc được, từ 03/11/2025 đến 03/11/2025.').waitFor();
      await button(/^Đưa 1 phiếu/).click();
      await at.page.getByText('Đã đưa 1 phiếu').waitFor();
      await button('Nhập tệp khác').click();
      at.page.once('dialog', (dialog) => void dialog.accept());
      await button('Gỡ lần nhập cũ.csv').click();
      await at.page.getByText('Đã gỡ 1 phiếu của tệp cũ.csv.').waitFor();
    },
  );

  chapter('what is no table is said in words, and the page is ready for the next file', async () => {
    await choose('sổ.xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]));
    await at.page.getByText('tệp Excel đời cũ (.xls)', { exact: false }).waitFor();
    await button('Bỏ tệp này').click();
    await at.page.getByText('hoặc kéo tệp thả vào đây').waitFor();
  });
});
