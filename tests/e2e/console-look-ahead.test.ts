import { afterAll, beforeAll, describe, expect } from 'vitest';
import { seriousFindings } from '../support/accessibility.ts';
import { ConsolePage } from '../support/console-page.ts';
import { story } from '../support/story.ts';

const FIELD = 'chung-thuc-ho-tich';
const PATIENT = { timeout: 150_000 };

describe('the live page looks ahead', () => {
  const chapter = story();
  let site: ConsolePage;
  let own = '';
  let other = '';
  const fieldsOf = (code: string) => {
    const counter = site.hall.services.hall.state.counters.get(code);
    return { primaryFields: counter?.primaryFields, helpingFields: counter?.helpingFields };
  };

  beforeAll(async () => {
    site = await ConsolePage.open();
    const { access, hall } = site.hall.services;
    const counters = [...hall.state.counters.values()].map((each) => each.definition);
    own = counters.find((each) => each.primaryFields.includes(FIELD))?.code ?? '';
    other = counters.find((each) => !each.primaryFields.includes(FIELD))?.code ?? '';
    const idle = counters.find((each) => each.code === other)?.primaryFields ?? [];
    for (const [username, displayName] of [
      ['lan', 'Trần Thị Lan'],
      ['hoa', 'Nguyễn Thị Hoàng Khánh Linh Hoa'],
    ] as const)
      await access.addAccount({ username, displayName, role: 'clerk', password: `${username}-mat-khau` });
    await site.rest('PUT', '/officers/hoa', { agency: null, qualifiedFields: [FIELD, ...idle] });
    const fields = (counter: string, primaryFields: readonly string[]) => ({
      type: 'counter:fields-set' as const,
      counter,
      primaryFields,
      helpingFields: [],
    });
    // Drawn before the counters are set: the look that this begins sees them all.
    for (let at = 0; at < 10; at += 1) await site.rest('POST', '/tickets', { field: FIELD, printer: null });
    await hall.record([
      { type: 'counter:opened', counter: own, officer: 'lan', fields: null },
      { type: 'counter:opened', counter: other, officer: 'hoa', fields: null },
      fields(own, [FIELD]),
      fields(other, idle),
    ]);
  });
  afterAll(async () => {
    await site.close();
    expect(site.wrongs).toEqual([]);
  });

  chapter('a proposal is done by one key and taken back by another, and the log tells both', async () => {
    const { page } = site;
    const before = fieldsOf(other);
    const ahead = page.getByRole('region', { name: 'Một giờ tới' });
    await ahead.getByRole('button', { name: 'Làm ngay (F8)' }).waitFor(PATIENT);
    expect(await ahead.locator(`[data-miss="${FIELD}"]`).textContent()).toContain('dự kiến');
    await site.picture('look-ahead-proposal');
    expect(await seriousFindings(page)).toEqual([]);

    await page.keyboard.press('F8');
    const loan = ahead.locator(`[data-loan="${other}"]`);
    await loan.waitFor(PATIENT);
    expect([...(fieldsOf(other).primaryFields ?? []), ...(fieldsOf(other).helpingFields ?? [])]).toContain(
      FIELD,
    );
    await ahead.getByText('Đã thực hiện. Nhấn F9 để lấy lại.').waitFor();
    await site.picture('look-ahead-done');
    expect(await seriousFindings(page)).toEqual([]);

    await page.keyboard.press('F9');
    await loan.waitFor({ state: 'detached', ...PATIENT });
    expect(fieldsOf(other)).toEqual(before);

    // Whoever took it back is not asked again at once.
    await ahead.getByText('Đề nghị trước đã được bỏ qua, chưa nhắc lại.').waitFor(PATIENT);
    await site.picture('look-ahead-taken-back');
    const { entries } = await site.rest<{ entries: { text: string }[] }>('GET', '/audit?kind=counters');
    const told = entries.map((each) => each.text).join('\n');
    expect(told).toMatch(/đã cho Quầy .* nhận thêm .* đến \d\d:\d\d/);
    expect(told).toContain('trở lại lĩnh vực cũ (lấy lại trước giờ)');
  });

  chapter.each([
    ['dark', { width: 1366, height: 768 }, 'dark'],
    ['tablet', { width: 820, height: 1180 }, 'light'],
  ] as const)('nothing serious stands in the way: %s', async (name, size, colorScheme) => {
    await site.menu('Đang diễn ra');
    await site.page.setViewportSize(size);
    await site.page.emulateMedia({ colorScheme });
    await site.page.getByRole('region', { name: 'Một giờ tới' }).waitFor();
    await site.picture(`look-ahead-${name}`);
    expect(await seriousFindings(site.page)).toEqual([]);
  });
});
