import { afterAll, beforeAll, describe, expect } from 'vitest';
import { seriousFindings } from '../support/accessibility.ts';
import { ConsolePage } from '../support/console-page.ts';
import { story } from '../support/story.ts';

describe('the live hall in the console', () => {
  const chapter = story();
  let site: ConsolePage;
  const tile = (code: string) => site.page.locator(`[data-counter="${code}"]`);
  beforeAll(async () => {
    site = await ConsolePage.open();
  });
  afterAll(async () => {
    await site.close();
    expect(site.wrongs).toEqual([]);
  });

  chapter('a field that people wait for and nobody serves is an alert, until a counter opens', async () => {
    const { fields } = await site.rest<{ fields: { code: string; name: string }[] }>('GET', '/fields');
    const { counters } = await site.rest<{ counters: { code: string; primaryFields: string[] }[] }>(
      'GET',
      '/counters',
    );
    const code = counters[0]?.primaryFields[0] ?? '';
    const field = fields.find((each) => each.code === code);
    await site.rest('POST', '/tickets', { field: code, printer: null });
    const alert = site.page.locator(`[data-alert="unserved/${code}"]`);
    await alert.waitFor();
    expect(await alert.textContent()).toContain(`${field?.name}: 1 người đang chờ`);
    await site.picture('live-alert');
    await site.rest('POST', `/counters/${counters[0]?.code}/open`, {});
    await alert.waitFor({ state: 'detached' });
  });

  chapter('a counter takes another field at once, and gives it back by one key', async () => {
    const { counters } = await site.rest<{ counters: { code: string; label: string }[] }>('GET', '/counters');
    const counter = counters[0];
    const own = await tile(counter?.code ?? '').textContent();
    await tile(counter?.code ?? '')
      .getByRole('button', { name: `Đổi lĩnh vực của ${counter?.label}` })
      .click();
    await site
      .dialog()
      .getByRole('group', { name: /Lĩnh vực chính/ })
      .getByLabel('Đất đai')
      .check();
    await site.picture('live-change-fields');
    expect(await seriousFindings(site.page)).toEqual([]);
    await site.dialog().getByRole('button', { name: 'Lưu' }).click();
    await tile(counter?.code ?? '')
      .getByText('Đất đai')
      .waitFor();
    await site.page.getByText(`Đã đổi lĩnh vực của ${counter?.label}.`).waitFor();
    await site.page.getByRole('button', { name: 'Hoàn tác' }).focus();
    await site.page.keyboard.press('Enter');
    await site.page.getByText(`Đã trả lại lĩnh vực cũ của ${counter?.label}.`).waitFor();
    await tile(counter?.code ?? '')
      .getByText('Đất đai')
      .waitFor({ state: 'detached' });
    expect(await tile(counter?.code ?? '').textContent()).toBe(own);
  });

  chapter('the tile tells who is at the counter and for how long; today is told beside it', async () => {
    await site.rest('POST', '/counters/1/call-next', {});
    await tile('1').getByText('gọi 0 phút trước').waitFor();
    await site.rest('POST', '/counters/1/start', {});
    await tile('1').getByText('Phục vụ 0 phút').waitFor();
    await site.page.getByText('Hôm nay đến lúc này').waitFor({ timeout: 60_000 });
    await site.page.getByText(/Chưa có .* nào trước đó/).waitFor();
  });

  chapter(
    '[CTR8] a leader pauses, takes over and closes the counter of another, and says what becomes of its ticket',
    async () => {
      await site.rest('POST', '/counters/1/finish', {});
      await site.rest('POST', '/counters/1/close', {});
      await site.rest('POST', '/accounts', {
        username: 'lan',
        displayName: 'Nguyễn Thị Lan',
        role: 'clerk',
        password: 'hoa-sen-tren-ho-1',
      });
      const signIn = async () => {
        const { token } = await site.rest<{ token: string }>('POST', '/session', {
          username: 'lan',
          password: 'hoa-sen-tren-ho-1',
        });
        return token;
      };
      let token = await signIn();
      const asLan = (path: string) =>
        fetch(`${site.hall.url}/api/v1/counters/1/${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: '{}',
        });
      const { fields } = await site.rest<{ fields: { code: string }[] }>('GET', '/fields');
      const { number } = await site.rest<{ number: string }>('POST', '/tickets', {
        field: fields[0]?.code,
        printer: null,
      });
      const charge = async (what: string, withTicket?: string) => {
        await tile('1').getByRole('button', { name: 'Điều hành Quầy 1' }).click();
        await site.dialog().getByLabel(what).check();
        if (withTicket !== undefined) await site.dialog().getByLabel(withTicket).check();
        await site.picture('live-take-charge');
        expect(await seriousFindings(site.page)).toEqual([]);
        await site.dialog().getByRole('button', { name: 'Thực hiện' }).click();
      };
      await asLan('open');
      await asLan('call-next');
      await tile('1').getByText('Nguyễn Thị Lan').waitFor();
      await charge('Cho Nguyễn Thị Lan đăng xuất', 'Về hàng chờ');
      await tile('1').getByText('Nguyễn Thị Lan').waitFor({ state: 'detached' });
      expect((await asLan('open')).status).toBe(401);
      token = await signIn();
      await asLan('open');
      await asLan('call-next');
      await tile('1').getByText('Nguyễn Thị Lan').waitFor();
      await charge('Tạm dừng quầy', 'Giữ ở quầy');
      await tile('1').getByText('tạm dừng').waitFor();
      await charge('Tôi nhận quầy này', 'Giữ ở quầy');
      await tile('1').getByText('Nguyễn Thị Lan').waitFor({ state: 'detached' });
      expect(await tile('1').textContent()).toContain(number);
      await charge('Đóng quầy', 'Giữ ở quầy');
      await site.dialog().getByRole('alert').waitFor();
      await site.dialog().getByLabel('Về hàng chờ').check();
      await site.dialog().getByRole('button', { name: 'Thực hiện' }).click();
      await tile('1').getByText('Đóng', { exact: false }).first().waitFor();
      const { tickets } = await site.rest<{ tickets: { number: string; state: string }[] }>(
        'GET',
        '/tickets',
      );
      expect(tickets.find((each) => each.number === number)?.state).toBe('waiting');
      await site.rest('POST', '/counters/1/open', {});
      await site.rest('POST', '/counters/1/call-next', {});
      await site.rest('POST', '/counters/1/start', {});
    },
  );

  chapter('[TIME3] a day in doubt is asked about, and one tap settles it', async () => {
    const { hall } = site.hall.services;
    const nowMs = hall.clock.nowMs();
    await hall.record([
      {
        type: 'day:doubted',
        code: 'clock_behind_record',
        trustedMs: null,
        sinceMs: nowMs,
        sinceSequence: hall.state.sequence + 1,
        machineMs: nowMs,
      },
    ]);
    const notice = site.page.getByRole('alert').filter({ hasText: 'Chưa rõ hôm nay là ngày nào' });
    await notice.waitFor();
    await notice.scrollIntoViewIfNeeded();
    await site.picture('live-day-in-doubt');
    expect(await seriousFindings(site.page)).toEqual([]);
    await notice.getByRole('button', { name: /^Hôm nay là / }).click();
    await notice.waitFor({ state: 'detached' });
    expect(hall.state.time.doubt).toBeNull();
  });

  chapter('a notice is put on the screens and taken away', async () => {
    await site.page
      .getByRole('textbox', { name: 'Thông báo trên màn hình' })
      .fill('Mời bà con ra nhận kết quả ở Quầy 1.');
    await site.page.getByRole('button', { name: 'Hiện thông báo' }).click();
    await site.page.getByText('Mời bà con ra nhận kết quả ở Quầy 1.').waitFor();
    await site.page.getByRole('button', { name: 'Gỡ', exact: true }).click();
    await site.page.getByText('Chưa có thông báo nào.').waitFor();
  });

  chapter.each([
    ['desk', { width: 1366, height: 768 }, 'light'],
    ['desk-dark', { width: 1366, height: 768 }, 'dark'],
    ['tablet', { width: 820, height: 1180 }, 'light'],
  ] as const)('nothing serious stands in the way: %s', async (name, size, colorScheme) => {
    await site.page.setViewportSize(size);
    await site.page.emulateMedia({ colorScheme });
    await site.picture(`live-${name}`);
    expect(await seriousFindings(site.page)).toEqual([]);
    const wide = await site.page.evaluate(() => document.documentElement.scrollWidth - globalThis.innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  });
});
