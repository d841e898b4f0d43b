import { afterAll, beforeAll, describe, expect } from 'vitest';
import { Field } from '../../common/protocol/catalogue.ts';
import { seriousFindings } from '../support/accessibility.ts';
import { ConsolePage } from '../support/console-page.ts';
import { story } from '../support/story.ts';

const COUNTERS = 40;
const FIELDS = 30;

const NAMES = [
  'Lưu trú và cư trú của người nước ngoài',
  'Đăng ký kinh doanh hộ cá thể',
  'Bảo trợ xã hội và giảm nghèo',
  'Đất đai',
  'Chứng thực, hộ tịch',
  'Tư pháp',
];

describe('the live page of a large hall', () => {
  const chapter = story();
  let site: ConsolePage;
  const name = (at: number) => `${NAMES[at % NAMES.length]} ${Math.floor(at / NAMES.length) + 1}`;

  beforeAll(async () => {
    site = await ConsolePage.open();
    const { hall, access } = site.hall.services;
    const fields = Array.from({ length: FIELDS }, (_, at) =>
      Field.parse({
        code: `f${at}`,
        name: name(at),
        range: { prefix: '', start: 10_000 + at * 1_000, size: 900, digits: 5 },
        targetMinutes: 15,
        sort: at,
      }),
    );
    const counters = Array.from({ length: COUNTERS }, (_, at) => ({
      code: `q${at + 1}`,
      label: `Quầy ${at + 1}`,
      spokenNumber: at + 1,
      primaryFields: [`f${at % FIELDS}`, `f${(at * 7 + 3) % FIELDS}`],
      helpingFields: [],
      active: true,
    }));
    const state = hall.state;
    await hall.record([
      ...[...state.counters.values()].map(({ definition }) => ({
        type: 'counter:defined' as const,
        counter: { ...definition, active: false },
      })),
      ...[...state.fields.values()].map((field) => ({
        type: 'field:defined' as const,
        field: { ...field, active: false },
      })),
      ...fields.map((field) => ({ type: 'field:defined' as const, field })),
      ...counters.map((counter) => ({ type: 'counter:defined' as const, counter })),
    ]);
    for (const counter of counters) {
      const username = `can-bo-${counter.code}`;
      await access.addAccount({
        username,
        displayName: `Nguyễn Thị Hoàng Khánh Linh ${counter.code}`,
        role: 'clerk',
        password: `${username}-mat-khau`,
      });
      const by = { kind: 'user', id: username } as const;
      await hall.record(
        [{ type: 'counter:opened', counter: counter.code, officer: username, fields: null }],
        by,
      );
    }
    for (let at = 0; at < 4 * FIELDS; at += 1)
      if (at % FIELDS < 24) await site.rest('POST', '/tickets', { field: `f${at % FIELDS}`, printer: null });
    // Some find nobody: they are free.
    for (let at = 1; at <= 34; at += 1) {
      const called = await site.call('POST', `/counters/q${at}/call-next`, {});
      if (called.ok && at <= 28) await site.rest('POST', `/counters/q${at}/start`, {});
    }
    await site.rest('POST', '/counters/q39/pause', { reason: 'Nghỉ giữa giờ' });
  });
  afterAll(async () => {
    await site.close();
    expect(site.wrongs).toEqual([]);
  });

  chapter.each([
    [1366, 768],
    [1920, 1080],
  ])(
    'forty counters and the lines of thirty fields stand on one screen of %i × %i',
    async (width, height) => {
      await site.page.setViewportSize({ width, height });
      await site.page.locator('[data-counter="q40"]').waitFor();
      await site.page.locator('[data-line]').first().waitFor();
      const below = () =>
        site.page.evaluate(
          () =>
            [...document.querySelectorAll('.live-board .tile, .live-board [data-line]')].filter(
              (each) =>
                // What is folded away has a place, too, though nobody sees it.
                each.closest('details:not([open])') === null &&
                each.getBoundingClientRect().bottom > globalThis.innerHeight,
            ).length,
        );
      await expect.poll(below, { timeout: 20_000 }).toBe(0);
      await site.picture(`live-full-${width}`);
      // Beside the scroll bar of what lies below.
      const wide = await site.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wide).toBe(0);
      expect(await seriousFindings(site.page)).toEqual([]);
    },
  );

  chapter('fields without anybody are folded, and named when they are opened', async () => {
    const fold = site.page.getByText('6 lĩnh vực không có ai chờ');
    await fold.click();
    await site.page.getByText(name(29), { exact: false }).first().waitFor();
  });
});
