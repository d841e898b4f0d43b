import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { Settings } from '../../common/protocol/catalogue.ts';
import { ConsolePage } from '../support/console-page.ts';
import { story } from '../support/story.ts';

describe('catalogue and settings, on the real hall', () => {
  const chapter = story();
  let at: ConsolePage;

  beforeAll(async () => {
    at = await ConsolePage.open();
  });
  afterAll(async () => {
    await at.close();
    expect(at.wrongs).toEqual([]);
  });

  chapter('a field is added by keyboard alone, and the kiosk may draw its numbers', async () => {
    await at.menu('Danh mục');
    await at.picture('catalogue-fields');
    const add = at.page.getByRole('button', { name: 'Thêm lĩnh vực' });
    await add.focus();
    await at.page.keyboard.press('Enter');
    await at.dialog().getByLabel('Tên', { exact: true }).waitFor();
    await at.page.keyboard.type('Việc làm – Bảo hiểm');
    await at.page.keyboard.press('Tab');
    await at.page.keyboard.type('Jobs and insurance');
    await at.picture('catalogue-field-new');
    await at.page.keyboard.press('Enter');
    await at.row(/Việc làm – Bảo hiểm/).waitFor();
    // The focus is back where the keyboard left it.
    expect(await add.evaluate((element) => element === document.activeElement)).toBe(true);
    const { fields } = await at.rest<{ fields: { code: string; name: string; nameEn: string }[] }>(
      'GET',
      '/fields',
    );
    expect(fields.find((each) => each.code === 'viec-lam-bao-hiem')).toMatchObject({
      name: 'Việc làm – Bảo hiểm',
      nameEn: 'Jobs and insurance',
    });
    await at.rest('POST', '/tickets', { field: 'viec-lam-bao-hiem', printer: null });
  });

  chapter('hours, quota, letters and everyday words are kept; Escape leaves all as it was', async () => {
    await at.rest('PUT', '/fields/thu-nghiem', {
      name: 'Thử nghiệm',
      range: { prefix: 'T', start: 1, size: 99, digits: 3 },
    });
    await at.page.reload();
    await at.page.getByRole('button', { name: 'Sửa Thử nghiệm' }).click();
    await at.dialog().getByLabel('Chữ đầu').fill('đ');
    await at.dialog().getByLabel('Số phiếu mỗi ngày').fill('60');
    await at.dialog().getByLabel('Từ người dân quen dùng').fill('thử\nnháp\n');
    await at.dialog().getByLabel('Biên lai').check({ force: true });
    await at.dialog().getByRole('button', { name: 'Thêm khoảng giờ' }).click();
    await at.dialog().getByLabel('Từ giờ').fill('11:30');
    await at.dialog().getByLabel('đến giờ').fill('07:30');
    await at.dialog().getByRole('button', { name: 'Lưu' }).click();
    await at.dialog().getByText('Giờ đầu phải trước giờ cuối.').waitFor();
    await at.dialog().getByLabel('Từ giờ').fill('07:30');
    await at.dialog().getByLabel('đến giờ').fill('11:30');
    await at.picture('catalogue-field-change');
    await at.dialog().getByRole('button', { name: 'Lưu' }).click();
    await at.row(/Thử nghiệm.*Đ001.*07:30–11:30.*60/).waitFor();
    const { fields } = await at.rest<{ fields: object[] }>('GET', '/catalogue');
    expect(fields).toContainEqual(
      expect.objectContaining({ code: 'thu-nghiem', words: ['thử', 'nháp'], icon: 'thue', quotaPerDay: 60 }),
    );
    await at.page.getByRole('button', { name: 'Sửa Thử nghiệm' }).click();
    await at.dialog().getByLabel('Tên', { exact: true }).fill('Không lưu');
    await at.page.keyboard.press('Escape');
    await at.dialog().waitFor({ state: 'detached' });
    expect(await at.row(/Không lưu/).count()).toBe(0);
  });

  chapter('numbers that meet those of another field are refused in words', async () => {
    await at.page.getByRole('button', { name: 'Sửa Thử nghiệm' }).click();
    await at.dialog().getByLabel('Chữ đầu').fill('');
    await at.dialog().getByLabel('Số đầu').fill('1001');
    await at.dialog().getByLabel('Số chữ số').fill('4');
    await at.dialog().getByRole('button', { name: 'Lưu' }).click();
    await at.dialog().getByText('Dãy số trùng với lĩnh vực khác.').waitFor();
    await at.picture('catalogue-refused');
    await at.page.keyboard.press('Escape');
  });

  chapter('a field is closed only when nobody waits for it, and comes back', async () => {
    at.page.on('dialog', (asked) => void asked.accept());
    await at.page.getByRole('button', { name: 'Ngừng dùng Việc làm – Bảo hiểm' }).click();
    await at.page.getByRole('alert').getByText('lĩnh vực còn người chờ thì chưa ngừng được').waitFor();
    await at.page.getByRole('button', { name: 'Ngừng dùng Thử nghiệm' }).click();
    await at.row(/Thử nghiệm/).waitFor({ state: 'detached' });
    const refused = await at.call('POST', '/tickets', { field: 'thu-nghiem', printer: null });
    expect(refused.status).toBe(422);
    await at.page.getByLabel('Hiện cả mục không dùng').check();
    await at.page.getByRole('button', { name: 'Dùng lại Thử nghiệm' }).click();
    await at.row(/Thử nghiệm.*Đang dùng/).waitFor();
    await at.page.getByLabel('Hiện cả mục không dùng').uncheck();
  });

  chapter('a procedure gets its papers, fee and time limit; arrows go from tab to tab', async () => {
    await at.page.getByRole('tab', { name: 'Lĩnh vực' }).focus();
    await at.page.keyboard.press('ArrowRight');
    expect(await at.page.getByRole('tab', { name: 'Thủ tục' }).getAttribute('aria-selected')).toBe('true');
    await at.page.getByLabel('Của lĩnh vực').selectOption('thu-nghiem');
    await at.page.getByText('Lĩnh vực này chưa có thủ tục nào.').waitFor();
    await at.page.getByRole('button', { name: 'Thêm thủ tục' }).click();
    await at.dialog().getByLabel('Tên thủ tục').fill('Cấp giấy thử nghiệm');
    await at.dialog().getByLabel('Mã thủ tục').fill('9.000001');
    await at.dialog().getByLabel('Giấy tờ cần mang').fill('Tờ khai\nCăn cước công dân');
    await at.dialog().getByLabel('Lệ phí').fill('8.000 đồng; miễn cho hộ nghèo');
    await at.dialog().getByLabel('Thời hạn').fill('03 ngày làm việc');
    await at.dialog().getByRole('button', { name: 'Lưu' }).click();
    await at.row(/Cấp giấy thử nghiệm.*2 loại giấy tờ.*8\.000 đồng; miễn cho hộ nghèo.*03 ngày/).waitFor();
    await at.picture('catalogue-procedures');
    const { procedures } = await at.rest<{ procedures: object[] }>('GET', '/procedures');
    expect(procedures).toContainEqual(
      expect.objectContaining({
        code: '9.000001',
        field: 'thu-nghiem',
        papers: ['Tờ khai', 'Căn cước công dân'],
      }),
    );
  });

  chapter('a counter is added, serves its fields, and is not closed under its clerk', async () => {
    await at.page.getByRole('tab', { name: 'Quầy' }).click();
    await at.page.getByRole('button', { name: 'Thêm quầy' }).click();
    const label = await at.dialog().getByLabel('Tên quầy').inputValue();
    await at.dialog().getByRole('group', { name: 'Lĩnh vực chính' }).getByLabel('Thử nghiệm').check();
    await at.dialog().getByRole('group', { name: 'Lĩnh vực hỗ trợ' }).getByLabel('Việc làm').check();
    await at.picture('catalogue-counter-new');
    const code = await at.dialog().getByLabel('Mã quầy').inputValue();
    await at.dialog().getByRole('button', { name: 'Lưu' }).click();
    await at.row(new RegExp(`${label}.*Thử nghiệm.*Việc làm – Bảo hiểm`)).waitFor();
    await at.rest('POST', `/counters/${code}/open`, {});
    await at.page.getByRole('button', { name: `Ngừng dùng ${label}` }).click();
    await at.page.getByRole('alert').getByText('Quầy đang mở.').waitFor();
    await at.rest('POST', `/counters/${code}/close`, {});
    await at.picture('catalogue-counters');
    await at.page.getByRole('button', { name: `Ngừng dùng ${label}` }).click();
    await at.row(new RegExp(label)).waitFor({ state: 'detached' });
  });

  chapter('settings reach the hall as one event with only what was changed', async () => {
    await at.rest('PUT', '/settings', {
      address: 'Số 1 đường Nguyễn Huệ',
      superiorName: 'Ủy ban nhân dân tỉnh',
    });
    await at.menu('Thiết lập');
    await at.page.getByLabel('Tên bộ phận một cửa').first().waitFor();
    await at.picture('settings');
    await at.page.getByRole('button', { name: 'Lưu' }).click();
    await at.page.getByText('Không có gì thay đổi.').waitFor();
    await at.page.getByLabel('Tên bộ phận một cửa', { exact: true }).fill('Bộ phận Một cửa xã Tân Phú');
    await at.page.getByRole('tab', { name: 'Gọi số' }).click();
    await at.page.getByLabel('Cách chọn số tiếp theo').selectOption('interleave');
    await at.page.getByLabel('Cứ một người ưu tiên').fill('3');
    await at.page.getByLabel('Số lần gọi không đến thì ghi vắng mặt').fill('2');
    await at.page.getByRole('tab', { name: 'Tiếng đọc' }).click();
    await at.page.getByLabel('Đọc thêm tiếng Anh sau tiếng Việt').check();
    await at.page.getByLabel('Cách đọc số').selectOption('north');
    await at.page.getByLabel('Âm lượng').fill('70');
    await at.page.getByRole('tab', { name: 'Phiếu và máy in' }).click();
    await at.page.getByLabel('Lời dặn in trên phiếu').fill('Xin giữ phiếu đến khi xong việc.');
    await at.picture('settings-calls');
    await at.page.getByRole('button', { name: 'Lưu' }).click();
    await at.page.getByText('Đã lưu.').waitFor();
    await at.page.locator('.menu-hall', { hasText: 'Bộ phận Một cửa xã Tân Phú' }).waitFor();
    const { settings } = await at.rest<{ settings: Settings }>('GET', '/settings');
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
    const { events } = await at.rest<{ events: { event: { type: string; changes?: object } }[] }>(
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

  chapter(
    'working hours close the fields without hours of their own, and a priority class is added',
    async () => {
      const hours = at.page.getByRole('group', { name: 'Giờ phát số của bộ phận một cửa' });
      await at.page.getByRole('tab', { name: 'Giờ làm việc' }).click();
      await hours.getByRole('button', { name: 'Thêm khoảng giờ' }).click();
      // A minute after midnight, which is never within the time of this test.
      await hours.getByLabel('Từ giờ').fill('00:00');
      await hours.getByLabel('đến giờ').fill('00:01');
      await at.page.getByRole('tab', { name: 'Gọi số' }).click();
      await at.page.getByRole('button', { name: 'Thêm diện ưu tiên' }).click();
      await at.page.getByLabel('Diện ưu tiên 5', { exact: true }).fill('Trẻ em dưới 6 tuổi');
      await at.page.getByRole('button', { name: 'Lưu' }).click();
      await at.page.getByText('Đã lưu.').waitFor();
      const { today } = await at.rest<{ today: string }>('GET', '/calendar');
      // Whatever day it is for whoever runs this: it is worked.
      await at.rest('PUT', `/calendar/${today}`, { kind: 'working', name: 'Ngày thử' });
      const refused = await at.call('POST', '/tickets', { field: 'viec-lam-bao-hiem', printer: null });
      expect(((await refused.json()) as { error: object }).error).toMatchObject({
        code: 'not_issuing',
        details: { because: 'outside_window', nextFrom: '00:00' },
      });
      const { settings } = await at.rest<{ settings: Settings }>('GET', '/settings');
      expect(settings.priorities.at(-1)).toMatchObject({ code: 'tre-em-duoi-6-tuoi', active: true });
      await at.page.getByRole('tab', { name: 'Giờ làm việc' }).click();
      await hours.getByRole('button', { name: /Bỏ khoảng giờ/ }).click();
      await at.page.getByRole('button', { name: 'Lưu' }).click();
      await at.page.getByText('Đã lưu.').waitFor();
      await at.rest('POST', '/tickets', { field: 'viec-lam-bao-hiem', printer: null });
    },
  );

  chapter.each(['Danh mục', 'Thiết lập', 'Thiết bị'])(
    'nothing serious stands in the way of a screen reader: %s',
    async (name) => {
      await at.menu(name);
      await at.page.locator('.content > :nth-child(2)').waitFor();
      expect(await at.seriousFaults()).toEqual([]);
      if (name !== 'Danh mục') return;
      await at.page.getByRole('button', { name: 'Thêm lĩnh vực' }).click();
      await at.dialog().waitFor();
      expect(await at.seriousFaults()).toEqual([]);
      await at.page.keyboard.press('Escape');
    },
  );

  chapter('without the hall the page says so, and keeps what it shows', async () => {
    await at.menu('Danh mục');
    await at.row(/Thử nghiệm/).waitFor();
    await at.page.route('**/api/v1/**', (route) => route.abort());
    await at.page.getByRole('button', { name: 'Sửa Thử nghiệm' }).click();
    await at.dialog().getByRole('button', { name: 'Lưu' }).click();
    await at.dialog().getByText('Mất kết nối, đang thử lại.').waitFor();
    await at.page.keyboard.press('Escape');
    await at.menu('Thiết lập');
    await at.page.getByRole('button', { name: 'Thử lại' }).waitFor();
    await at.page.unroute('**/api/v1/**');
    await at.page.getByRole('button', { name: 'Thử lại' }).click();
    await at.page.getByLabel('Địa chỉ', { exact: true }).waitFor();
  });
});
