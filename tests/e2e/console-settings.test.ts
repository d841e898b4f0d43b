import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { Settings } from '../../common/protocol/catalogue.ts';
import { seriousFindings } from '../support/accessibility.ts';
import { ConsolePage } from '../support/console-page.ts';
import { story } from '../support/story.ts';

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

  chapter('a value that may not be saved opens its chapter', async () => {
    await at.page.goto(`${at.hall.url}/manager/settings?chapter=people`);
    await at.page.getByLabel('Nhắc trước khi hết thời gian bố trí').fill('999');
    await at.page.getByRole('tab', { name: 'Gọi số' }).click();
    await at.page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await at.page.getByLabel('Nhắc trước khi hết thời gian bố trí').waitFor();
    expect(new URL(at.page.url()).searchParams.get('chapter')).toBe('people');
  });
});
