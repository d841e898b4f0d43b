import { afterAll, beforeAll, describe, expect } from 'vitest';
import { seriousFindings } from '../support/accessibility.ts';
import { ConsolePage } from '../support/console-page.ts';
import { story } from '../support/story.ts';

describe('reports in the console, on the real hall', () => {
  const chapter = story();
  let at: ConsolePage;
  let fields: { code: string; name: string }[];

  beforeAll(async () => {
    at = await ConsolePage.open();
    fields = (await at.rest<{ fields: { code: string; name: string }[] }>('GET', '/fields')).fields;
    // Three of the first field, two of the second, one of the third; two of them are served.
    for (const [index, count] of [3, 2, 1].entries())
      for (let turn = 0; turn < count; turn++)
        await at.rest('POST', '/tickets', { field: fields[index]?.code, printer: null });
    await at.rest('POST', '/counters/1/open', { fields: [fields[0]?.code] });
    for (let turn = 0; turn < 2; turn++) {
      await at.rest('POST', '/counters/1/call-next', {});
      await at.rest('POST', '/counters/1/start', {});
      await at.rest('POST', '/counters/1/finish', {});
    }
  });
  afterAll(async () => {
    await at.close();
    expect(at.wrongs).toEqual([]);
  });

  const drawnColumn = async () => {
    const cells = await at.page.locator('table.report tbody tr td:nth-child(2)').allTextContents();
    return cells.map((text) => Number.parseInt(text, 10));
  };
  const chart = () => at.page.locator('.chart [data-state="drawn"]');

  chapter('opens with its answer, the picture and the figures with their sum', async () => {
    await at.menu('Báo cáo');
    await at.page
      .getByText(
        `Trong kỳ đã phục vụ 2 người, 0 lượt giao dịch. Nhiều nhất là ${fields[0]?.name}: 3 số, chiếm 50,0%.`,
      )
      .waitFor();
    await chart().waitFor();
    expect(await at.page.locator('.chart svg').count()).toBe(1);
    expect(await at.page.locator('table.report tfoot tr:first-child td:nth-child(2)').textContent()).toBe(
      '6',
    );
    await at.picture('reports-volume');
    expect(await seriousFindings(at.page)).toEqual([]);
  });

  chapter('a heading sorts by keyboard and says so', async () => {
    const heading = at.page.getByRole('columnheader', { name: 'Số phiếu' });
    await heading.getByRole('button').focus();
    await at.page.keyboard.press('Enter');
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    expect(await drawnColumn()).toEqual([3, 2, 1]);
    await at.page.keyboard.press('Enter');
    expect(await heading.getAttribute('aria-sort')).toBe('ascending');
    expect(await drawnColumn()).toEqual([1, 2, 3]);
  });

  chapter('a row opens the tickets behind it, as many as it counts; Escape goes back', async () => {
    const name = at.page.getByRole('button', { name: `Xem phiếu của ${fields[0]?.name}`, exact: true });
    await name.focus();
    await at.page.keyboard.press('Enter');
    await at.dialog().getByText('Đang hiện 3 phiếu.').waitFor();
    expect(await at.dialog().locator('tbody tr').count()).toBe(3);
    expect(await at.dialog().getByText('Hoàn thành').count()).toBe(2);
    await at.picture('reports-behind');
    expect(await seriousFindings(at.page)).toEqual([]);
    await at.page.keyboard.press('Escape');
    await at.dialog().waitFor({ state: 'detached' });
    expect(await name.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  chapter('the address carries what is looked at', async () => {
    await at.page.getByRole('combobox', { name: 'Kỳ', exact: true }).selectOption('month');
    await at.page.getByLabel('Chia theo').selectOption('weekday,slot');
    await chart().waitFor();
    await at.page
      .getByRole('cell', { name: /Thứ|Chủ Nhật/ })
      .first()
      .waitFor();
    await at.picture('reports-heat');
    const address = at.page.url();
    expect(address).toContain('period=month');
    const other = await at.page.context().newPage();
    await other.goto(address);
    await other.locator('.chart [data-state="drawn"]').waitFor();
    expect(await other.getByLabel('Chia theo').inputValue()).toBe('weekday,slot');
    expect(await other.getByRole('textbox', { name: 'Từ ngày' }).inputValue()).toBe(
      await at.page.getByRole('textbox', { name: 'Từ ngày' }).inputValue(),
    );
    await other.close();
  });

  chapter('a period without figures says so, and the one after it has them again', async () => {
    await at.page.getByRole('button', { name: 'Kỳ trước' }).click();
    await at.page.getByText(/Chưa có số liệu từ .* Xin chọn kỳ khác\./).waitFor();
    await at.picture('reports-empty');
    await at.page.getByRole('button', { name: 'Kỳ sau' }).click();
    await chart().waitFor();
    await at.page.getByRole('textbox', { name: 'Từ ngày' }).fill('2199-01-01');
    await at.page.getByText('Ngày đầu phải trước ngày cuối.').waitFor();
    await at.page.getByRole('combobox', { name: 'Kỳ', exact: true }).selectOption('day');
    await chart().waitFor();
  });

  chapter(
    'days are written day first, also in a browser that speaks English; a wrong one is said',
    async () => {
      expect(await at.page.evaluate(() => navigator.language)).toMatch(/^en/);
      const from = at.page.getByRole('textbox', { name: 'Từ ngày' });
      const to = at.page.getByRole('textbox', { name: 'Đến ngày' });
      await from.click();
      await at.page.keyboard.press('Control+A');
      await at.page.keyboard.type('1/2/2026');
      await at.page.keyboard.press('Tab');
      await at.page.waitForURL(/from=2026-02-01/);
      expect(await from.inputValue()).toBe('01/02/2026');
      await to.fill('30/02/2026');
      await to.blur();
      await at.page.getByText('Lịch không có ngày 30/02/2026. Xin xem lại.').waitFor();
      expect(await to.getAttribute('aria-invalid')).toBe('true');
      expect(await seriousFindings(at.page)).toEqual([]);
      await at.picture('reports-wrong-day');
      await at.page.getByRole('combobox', { name: 'Kỳ', exact: true }).selectOption('administrative-year');
      await at.page.getByText('Lịch không có ngày 30/02/2026. Xin xem lại.').waitFor({ state: 'detached' });
      expect(await to.inputValue()).toMatch(/^14\/12\/\d{4}$/);
      await at.page.getByRole('combobox', { name: 'Kỳ', exact: true }).selectOption('day');
      await chart().waitFor();
    },
  );

  chapter('what is doubtful is told with its count, and opens its tickets', async () => {
    const notes = at.page.getByRole('region', { name: 'Độ tin cậy của số liệu' });
    await notes.getByText('Phục vụ dưới 20 giây: 2 phiếu').waitFor();
    await notes.getByRole('button', { name: /Phục vụ dưới 20 giây/ }).click();
    await at.dialog().getByText('Đang hiện 2 phiếu.').waitFor();
    await at.page.keyboard.press('Escape');
    await notes.getByRole('link', { name: 'Xem thành bảng' }).click();
    await at.page.getByRole('button', { name: 'Xem phiếu của Phục vụ dưới 20 giây' }).click();
    await at.dialog().getByText('Đang hiện 2 phiếu.').waitFor();
    await at.page.keyboard.press('Escape');
  });

  chapter('every report of the registry can be opened', async () => {
    const { reports } = await at.rest<{ reports: { id: string; title: string }[] }>('GET', '/reports');
    for (const { id } of reports) {
      await at.page.getByRole('combobox', { name: 'Báo cáo', exact: true }).selectOption(id);
      await at.page.locator('.answer, .content > .empty').first().waitFor();
      expect(await at.page.locator('.content .problem').allTextContents()).toEqual([]);
    }
    await at.page.getByRole('combobox', { name: 'Báo cáo', exact: true }).selectOption('volume');
    await at.page.getByLabel('Chia theo').selectOption('field');
  });

  chapter('without the hall it says so, and goes on when asked', async () => {
    await at.page.route('**/api/v1/reports/volume**', (route) => route.abort());
    await at.page.getByLabel('Chia theo').selectOption('purpose');
    await at.page.getByText('Mất kết nối, đang thử lại.').waitFor();
    await at.page.unroute('**/api/v1/reports/volume**');
    await at.page.getByRole('button', { name: 'Thử lại' }).click();
    await at.page.getByRole('cell', { name: 'Nộp hồ sơ' }).waitFor();
  });

  chapter.each([
    [1366, 768],
    [1024, 768],
    [820, 1180],
  ])('in the dark theme at %i × %i nothing runs over the edge', async (width, height) => {
    await at.page.setViewportSize({ width, height });
    await at.page.getByLabel('Giao diện').selectOption('dark');
    await at.page.getByLabel('Chia theo').selectOption('field');
    await chart().waitFor();
    expect(await at.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await at.picture(`reports-dark-${width}`);
    expect(await seriousFindings(at.page)).toEqual([]);
    await at.page.getByLabel('Giao diện').selectOption('light');
    expect(await at.page.locator('html').getAttribute('data-theme')).toBeNull();
  });

  chapter('on paper the menu and the buttons are gone', async () => {
    await at.page.setViewportSize({ width: 1366, height: 768 });
    await at.page.emulateMedia({ media: 'print' });
    expect(await at.page.locator('.menu').isVisible()).toBe(false);
    expect(await at.page.locator('.exports').isVisible()).toBe(false);
    expect(await at.page.locator('table.report').isVisible()).toBe(true);
    await at.picture('reports-print');
    await at.page.emulateMedia({ media: 'screen' });
  });
});
