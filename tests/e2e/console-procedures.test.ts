import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { ShownVersion } from '../../common/protocol/procedure-versions.ts';
import { ConsolePage } from '../support/console-page.ts';
import { story } from '../support/story.ts';
import { tcvn3 } from '../support/vietnamese-bytes.ts';

const BIRTH = '1.001193';
const FIXTURE = join(import.meta.dirname, '../procedure-lists/files/openpyxl.xlsx');

describe('procedures in the console', () => {
  const chapter = story();
  let at: ConsolePage;
  beforeAll(async () => {
    at = await ConsolePage.open();
    await at.menu('Danh mục');
  }, 240_000);
  afterAll(() => at.close(), 60_000);

  const tab = (name: string) => at.page.getByRole('tab', { name, exact: true }).click();
  const choose = (name: string, content: string | Buffer) =>
    at.page.locator('input[type="file"]').setInputFiles({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(content as string),
    });
  const procedures = () => at.hall.services.hall.state.procedures;
  const LIST = `Mã;Tên;Lĩnh vực;Lệ phí;Ghi chú nội bộ
${BIRTH};Đăng ký khai sinh;;"0đ (đúng hạn)
quá hạn 8.000đ";x
9.000001;Thủ tục thử nghiệm;dat-dai;Miễn phí;y
`;

  chapter('a list is shown as a difference, and refused: nothing changed', async () => {
    await tab('Nhập danh mục');
    await at.picture('list-choose');
    expect(await at.seriousFaults()).toEqual([]);
    const before = procedures().get(BIRTH);
    await choose('danh-muc.csv', LIST);
    await at.page.getByText('Tệp danh-muc.csv có 2 thủ tục: thêm 1, sửa 1, giữ nguyên 0.').waitFor();
    const changed = at.page.getByRole('region', { name: 'Thay đổi (1)' });
    expect(await changed.getByRole('row', { name: /Phí, lệ phí/ }).textContent()).toContain('quá hạn 8.000đ');
    expect(await at.page.getByRole('region', { name: 'Thêm mới (1)' }).textContent()).toContain('9.000001');
    await at.page.getByText('Cột không dùng: Ghi chú nội bộ.').waitFor();
    expect(await at.seriousFaults()).toEqual([]);
    await at.picture('list-difference');
    await at.page.getByRole('button', { name: 'Không nhập' }).click();
    await at.page.getByText('Đã bỏ, chưa có gì thay đổi.').waitFor();
    expect(procedures().get(BIRTH)).toEqual(before);
    expect(procedures().has('9.000001')).toBe(false);
  });

  chapter(
    'a confirmed list is in force at once, stands in the log, and taken again has nothing to do',
    async () => {
      await choose('danh-muc.csv', LIST);
      const confirm = at.page.getByRole('button', { name: 'Nhập danh mục này' });
      await confirm.focus();
      await at.page.keyboard.press('Enter');
      await at.page.getByText('Đã nhập danh mục từ tệp danh-muc.csv: thêm 1, sửa 1, ngừng dùng 0.').waitFor();
      expect(procedures().get(BIRTH)?.fee).toBe('0đ (đúng hạn)\nquá hạn 8.000đ');
      await at.picture('list-done');
      await at.page.getByRole('button', { name: 'Nhập tệp khác' }).click();
      await choose('danh-muc.csv', LIST);
      await at.page.getByText('tất cả đúng như danh mục đang dùng').waitFor();
      expect(await at.page.getByRole('button', { name: 'Nhập danh mục này' }).isDisabled()).toBe(true);
      await at.page.getByRole('button', { name: 'Không nhập' }).click();
      await at.menu('Nhật ký');
      await at.page.getByText(/đã nhập danh mục thủ tục từ tệp danh-muc.csv: thêm 1, sửa 1/).waitFor();
      await at.menu('Danh mục');
    },
  );

  chapter(
    'faults stand by row and column, and fields of the province are matched to the hall’s own',
    async () => {
      await tab('Nhập danh mục');
      await choose('tinh.xlsx', readFileSync(FIXTURE));
      await at.page.getByText('Lĩnh vực trong tệp mà bộ phận gọi tên khác').waitFor();
      expect(await at.page.getByRole('button', { name: 'Nhập danh mục này' }).count()).toBe(0);
      await at.picture('list-fields');
      expect(await at.seriousFaults()).toEqual([]);
      const asked = at.page.getByLabel(/là lĩnh vực/);
      for (let index = 0; index < (await asked.count()); index += 1)
        await asked.nth(index).selectOption('chung-thuc-ho-tich');
      await at.page.getByRole('button', { name: 'Đối chiếu lại' }).click();
      await at.page.getByText('Tệp tinh.xlsx có 3 thủ tục').waitFor();
      await at.page.getByText('Dòng không phải thủ tục, đã bỏ qua').waitFor();
      await at.page.getByRole('button', { name: 'Không nhập' }).click();
      await choose('faults.csv', 'Mã,Tên,Lĩnh vực,Từ ngày\nsai mã,A,dat-dai,32/01/2026\n');
      const problems = at.page.getByRole('region', { name: 'Chỗ chưa dùng được (2)' });
      await problems.waitFor();
      expect(await problems.textContent()).toContain('“32/01/2026” không phải ngày');
      await at.picture('list-problems');
      await at.page.getByRole('button', { name: 'Không nhập' }).click();
      await choose('anh.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]));
      await at.page.getByText('Đây không phải tệp Excel (.xlsx) hay CSV.').waitFor();
      await at.page.getByRole('button', { name: 'Không nhập' }).click();
    },
  );

  chapter(
    'a file in an old encoding shows its words in each that could be meant, and is read by the one chosen',
    async () => {
      await tab('Nhập danh mục');
      await choose('cu.csv', tcvn3('Ma;Ten;Linh vuc\n9.000002;Thủ tục xác nhận thử;dat-dai\n'));
      const encoding = at.page.getByLabel('Bảng mã chữ');
      await encoding.waitFor();
      await at.picture('list-encoding');
      expect(await at.seriousFaults()).toEqual([]);
      const added = at.page.getByRole('region', { name: 'Thêm mới (1)' });
      await encoding.selectOption('tcvn3');
      await added.getByText('Thủ tục xác nhận thử').waitFor();
      await encoding.selectOption('windows-1258');
      await added.getByText('Thủ tục xác nhận thử').waitFor({ state: 'detached' });
      await encoding.selectOption('tcvn3');
      await added.getByText('Thủ tục xác nhận thử').waitFor();
      await at.page.getByRole('button', { name: 'Không nhập' }).click();
      expect(procedures().has('9.000002')).toBe(false);
    },
  );

  chapter('a text planned for a day is shown, changed and taken back', async () => {
    await tab('Thủ tục');
    await at.page.getByLabel('Tìm theo tên hoặc mã').fill('khai sinh');
    await at.page.getByRole('button', { name: 'Sửa Đăng ký khai sinh', exact: true }).click();
    await at.dialog().getByLabel('Hiệu lực từ ngày').fill('01/01/2199');
    await at
      .dialog()
      .getByLabel(/Lệ phí/)
      .fill('12.000đ');
    await at.picture('procedure-editor');
    expect(await at.seriousFaults()).toEqual([]);
    await at.dialog().getByRole('button', { name: 'Lưu' }).click();
    await at.page.getByText('Sẽ đổi từ 01/01/2199').waitFor();
    expect(procedures().get(BIRTH)?.fee).toContain('8.000đ');
    await at.picture('procedures');
    await at.page
      .getByRole('button', { name: 'Các lần đổi của thủ tục Đăng ký khai sinh', exact: true })
      .click();
    await at.dialog().getByText('Sẽ áp dụng', { exact: true }).waitFor();
    await at.picture('procedure-versions');
    expect(await at.seriousFaults()).toEqual([]);
    at.page.once('dialog', (dialog) => void dialog.accept());
    await at.dialog().getByRole('button', { name: 'Bỏ nội dung sẽ áp dụng' }).click();
    await expect.poll(() => at.dialog().getByText('Sẽ áp dụng', { exact: true }).count()).toBe(0);
    const { versions } = await at.rest<{ versions: ShownVersion[] }>('GET', `/procedures/${BIRTH}/versions`);
    expect(versions.map((each) => each.state)).not.toContain('planned');
    await at.page.keyboard.press('Escape');
    await at.page.getByLabel('Tìm theo tên hoặc mã').fill('');
    await at.page.setViewportSize({ width: 1024, height: 768 });
    await at.picture('procedures-1024');
    await at.page.emulateMedia({ colorScheme: 'dark' });
    await at.picture('procedures-dark');
    expect(await at.seriousFaults()).toEqual([]);
    await tab('Nhập danh mục');
    await choose('danh-muc.csv', LIST.replace('Miễn phí', '5.000đ'));
    await at.page.getByText('sửa 1, giữ nguyên 1.').waitFor();
    await at.picture('list-dark');
    expect(await at.seriousFaults()).toEqual([]);
    await at.page.getByRole('button', { name: 'Không nhập' }).click();
    await at.page.emulateMedia({ colorScheme: 'light' });
    await at.page.setViewportSize({ width: 1366, height: 768 });
  });

  chapter(
    'the public list shows what holds, finds by unmarked letters, in both languages and on a phone',
    async () => {
      const { page } = at;
      await page.goto(`${at.hall.url}/procedures`);
      await page.getByRole('heading', { level: 1, name: 'Danh mục thủ tục hành chính' }).waitFor();
      await page.getByText('quá hạn 8.000đ').waitFor();
      expect(await at.seriousFaults()).toEqual([]);
      await at.picture('listing');
      await page.getByLabel('Tìm thủ tục').fill('khai sinh');
      await expect.poll(() => page.locator('tbody tr:visible').count()).toBeLessThan(8);
      await page.getByLabel('Tìm thủ tục').fill('zzz');
      await page.getByText('Không có thủ tục nào khớp.').waitFor();
      await page.getByLabel('Tìm thủ tục').fill('');
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('heading', { level: 1, name: 'List of administrative procedures' }).waitFor();
      await page.getByRole('button', { name: 'Tiếng Việt' }).click();
      const pictures = process.env.PICTURES;
      if (pictures) await page.pdf({ path: join(pictures, 'listing-print.pdf'), preferCSSPageSize: true });
      await page.setViewportSize({ width: 360, height: 740 });
      await at.picture('listing-360');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      expect(await at.seriousFaults()).toEqual([]);
      await page.goto(`${at.hall.url}/`);
      await page.getByRole('link', { name: 'Tra cứu thủ tục' }).click();
      await page.getByRole('heading', { level: 1, name: 'Danh mục thủ tục hành chính' }).waitFor();
      expect(at.wrongs).toEqual([]);
    },
  );
});
