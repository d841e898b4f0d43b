import { afterAll, beforeAll, describe, expect } from 'vitest';
import { seriousFindings } from '../support/accessibility.ts';
import { ConsolePage } from '../support/console-page.ts';
import { HubPostgres } from '../support/hub-postgres.ts';
import { TestHub } from '../support/hub-world.ts';
import { story } from '../support/story.ts';

describe('the link to the province, on the real hall', () => {
  const chapter = story();
  const postgres = new HubPostgres();
  let at: ConsolePage;
  let hub: TestHub;
  let enrolmentCode: string;

  beforeAll(async () => {
    await postgres.begin();
    hub = await new TestHub(await postgres.database()).begin();
    enrolmentCode = await hub.addHall(await hub.signIn(), 'xa-a');
    at = await ConsolePage.open();
    at.page.on('dialog', (asked) => void asked.accept());
  });
  afterAll(async () => {
    await at.close();
    await hub.close();
    await postgres.close();
  });

  chapter(
    'a wrong code is refused in words, and the right one joins until the province has all',
    async () => {
      await at.menu('Liên thông phần mềm');
      await at.page.getByRole('tab', { name: 'Trung tâm của tỉnh' }).click();
      await at.page.getByText('Chưa tham gia.').waitFor();
      await at.page.getByLabel('Địa chỉ trung tâm của tỉnh').fill(hub.running.url);
      await at.page.getByLabel('Mã ghi danh').fill('ABCD-EFGH-JKMN-PQRS');
      await at.page.getByRole('button', { name: 'Tham gia' }).click();
      await at.page.getByRole('alert').waitFor();
      await at.page.getByLabel('Mã ghi danh').fill(enrolmentCode);
      await at.page.getByRole('button', { name: 'Tham gia' }).click();
      await at.page.getByText('Đã nối; tỉnh có đủ sổ.').waitFor();
      expect(await seriousFindings(at.page)).toEqual([]);
      await at.picture('links-hub');
    },
  );

  chapter('leaving asks first, and the form to join is there again', async () => {
    await at.page.getByRole('button', { name: 'Rời trung tâm của tỉnh' }).click();
    await at.page.getByText('Đã rời.').waitFor();
    await at.page.getByLabel('Mã ghi danh').waitFor();
  });
});
