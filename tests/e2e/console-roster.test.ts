import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { PlanRun } from '../../common/protocol/plan.ts';
import { dayAfter, weekdayOf } from '../../server/domain/calendar.ts';
import { bringRecord, madeRecord, workingDates } from '../planning/planned-hall.ts';
import { OFFICERS } from '../rosters/roster-hall.ts';
import { seriousFindings } from '../support/accessibility.ts';
import { ConsolePage } from '../support/console-page.ts';
import { story } from '../support/story.ts';

describe('the roster, from the plan to the live counters', () => {
  const chapter = story();
  let at: ConsolePage;
  let today: string;

  const fieldsNow = async () => {
    const { counters } = await at.rest<{
      counters: { code: string; primaryFields: string[]; helpingFields: string[] }[];
    }>('GET', '/counters');
    return JSON.stringify(counters.map((each) => [each.code, each.primaryFields, each.helpingFields]));
  };

  beforeAll(async () => {
    at = await ConsolePage.open();
    today = (await at.rest<{ today: string }>('GET', '/calendar')).today;
    // Whatever day the test runs on, the hall works on it and on the two that follow.
    for (const days of [0, 1, 2])
      await at.rest('PUT', `/calendar/${dayAfter(today, days)}`, { kind: 'working', name: 'Ngày làm việc' });
    await at.rest('PUT', '/settings', {
      workingHours: [
        { from: '00:00', to: '12:00' },
        { from: '12:00', to: '23:59' },
      ],
    });
    for (const [username, displayName, qualifiedFields] of OFFICERS) {
      await at.rest('POST', '/accounts', { username, displayName, role: 'clerk', password: 'hoa-sen-1234' });
      await at.rest('PUT', `/officers/${username}`, { qualifiedFields });
    }
    const record = madeRecord(
      [
        { code: 'kinh-doanh-xay-dung', perDay: 40, serviceMinutes: 12 },
        { code: 'chung-thuc-ho-tich', perDay: 40, serviceMinutes: 8 },
        { code: 'noi-vu-xa-hoi', perDay: 30, serviceMinutes: 8 },
      ],
      workingDates(12),
    );
    await bringRecord(`${at.folder}/hall`, record);
    await at.rest('POST', '/staffing/plan', {
      from: '2026-10-01',
      to: '2026-11-20',
      days: 50,
      maxFieldsPerOfficial: 1,
    });
    at.page.on('dialog', (asked) => void asked.accept());
  }, 90_000);
  afterAll(async () => {
    await at.close();
    expect(at.wrongs).toEqual([]);
  });

  chapter(
    'without a roster the page says what to do; a new one is made from a plan, and its answer stands first',
    async () => {
      const { plans } = await at.rest<{ plans: PlanRun[] }>('GET', '/staffing/plans');
      expect(plans[0]?.state).toBe('done');
      await at.menu('Bố trí nhân sự');
      await at.page.getByText('Chưa có phương án bố trí nào.').waitFor();
      await at.picture('roster-empty');
      await at.page.getByRole('button', { name: 'Lập phương án mới' }).waitFor();
      // The page of the plan leads here with the plan in hand.
      await at.menu('Phương án nhân sự');
      await at.page.getByRole('link', { name: 'Lập phương án bố trí' }).click();
      expect(await at.dialog().locator('select[name="plan"]').inputValue()).toBe(plans[0]?.id);
      await at.dialog().getByLabel('Số tuần').fill('1');
      await at.picture('roster-make');
      await at.dialog().getByRole('button', { name: 'Lưu' }).click();
      await at.page.locator('.answer').waitFor();
      await at.page
        .getByRole('button', { name: /Bấm để đổi/ })
        .first()
        .waitFor();
      await at.picture('roster-draft');
      expect(await seriousFindings(at.page)).toEqual([]);
    },
  );

  chapter('an absence is noted on its tab; the roster says so and is worked out around it', async () => {
    await at.page.getByRole('tab', { name: 'Nghỉ, vắng mặt' }).click();
    await at.page.getByRole('button', { name: 'Ghi nghỉ, vắng mặt' }).click();
    await at.dialog().getByLabel('Cán bộ').selectOption({ label: 'Nguyễn Thị Lan' });
    await at.dialog().getByLabel('Loại').selectOption('duty');
    await at.picture('roster-leave');
    expect(await seriousFindings(at.page)).toEqual([]);
    await at.dialog().getByRole('button', { name: 'Lưu' }).click();
    await at.row(/Nguyễn Thị Lan.*Công tác/).waitFor();
    await at.page.getByRole('tab', { name: 'Phương án bố trí' }).click();
    await at.page.getByText(/Nguyễn Thị Lan ở .* đã được ghi là nghỉ hoặc vắng/).waitFor();
    await at.picture('roster-overtaken');
    await at.page.getByRole('button', { name: 'Sắp xếp lại quanh chỗ cố định' }).click();
    await at.page
      .getByText(/Nguyễn Thị Lan ở .* đã được ghi là nghỉ hoặc vắng/)
      .waitFor({ state: 'detached' });
    await at.page.getByRole('button', { name: 'Theo người' }).click();
    await at.row(/Nguyễn Thị Lan.*Nghỉ, vắng/).waitFor();
    await at.picture('roster-by-officer');
    expect(await seriousFindings(at.page)).toEqual([]);
    await at.page.getByRole('button', { name: 'Theo quầy' }).click();
  });

  chapter('by keyboard alone a place is emptied and pinned, and the step is taken back', async () => {
    const cell = at.page.getByRole('button', { name: /Phạm Văn Bình.*Bấm để đổi/ }).first();
    const label = (await cell.getAttribute('aria-label')) ?? '';
    await cell.focus();
    await at.page.keyboard.press('Enter');
    await at.dialog().waitFor();
    await at.picture('roster-move');
    expect(await seriousFindings(at.page)).toEqual([]);
    await at.page.keyboard.press('Home');
    // On a list Enter opens it: the form is sent from the next part on.
    await at.page.keyboard.press('Tab');
    await at.page.keyboard.press('Enter');
    await at.dialog().waitFor({ state: 'detached' });
    const where = label.slice(label.indexOf(', Quầy'));
    const emptied = at.page.getByRole('button', { name: new RegExp(`^Sáng .*Cố định${where}`) });
    await emptied.waitFor();
    expect(await emptied.evaluate((element) => element === document.activeElement)).toBe(true);
    const undo = at.page.getByRole('button', { name: 'Hoàn tác' });
    await undo.focus();
    await at.page.keyboard.press('Enter');
    await at.page.getByRole('button', { name: label }).waitFor();
  });

  chapter('confirmed, shown as a difference, set on the counters by one act, and given back', async () => {
    await at.page.getByRole('button', { name: 'Xác nhận phương án' }).click();
    await at.page.getByText('Xác nhận bởi').waitFor();
    const before = await fieldsNow();
    await at.page.getByRole('button', { name: 'Áp dụng hôm nay' }).click();
    await at.dialog().getByRole('columnheader', { name: 'Sẽ phục vụ' }).waitFor();
    await at.picture('roster-apply');
    expect(await seriousFindings(at.page)).toEqual([]);
    await at.dialog().getByRole('button', { name: 'Áp dụng' }).click();
    await at.page.getByText('Đã áp dụng vào các quầy.').waitFor();
    expect(await fieldsNow()).not.toBe(before);
    await at.page.getByRole('button', { name: 'Trả các quầy về như trước' }).click();
    await at.page.getByText('Đã trả các quầy về như trước khi áp dụng.').waitFor();
    expect(await fieldsNow()).toBe(before);
    await at.picture('roster-confirmed');
    expect(weekdayOf(today)).toBeGreaterThan(0);
  });

  chapter(
    'an official who signs in at the desk sees the own place and hours of today, and nobody else’s',
    async () => {
      const signedIn = await at.rest<{ token: string }>('POST', '/session', {
        username: 'binh',
        password: 'hoa-sen-1234',
      });
      const own = await fetch(`${at.hall.url}/api/v1/me/roster`, {
        headers: { authorization: `Bearer ${signedIn.token}` },
      });
      const { turns } = (await own.json()) as { turns: { label: string; fromMinute: number }[] };
      expect(turns.length).toBeGreaterThan(0);
      const desk = await (await at.browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
      await desk.goto(`${at.hall.url}/counter`);
      await desk.getByLabel('Tên đăng nhập').fill('binh');
      await desk.getByLabel('Mật khẩu').fill('hoa-sen-1234');
      await desk.keyboard.press('Enter');
      const places = desk.locator('.counter-choice', { hasText: 'Hôm nay bạn ngồi đây' });
      await places.first().waitFor();
      const labels = new Set(turns.map((turn) => turn.label));
      expect(new Set(await places.locator('strong').allTextContents())).toEqual(labels);
      expect(await desk.locator('.counter-choice').count()).toBeGreaterThan(labels.size);
      expect(await places.first().textContent()).toMatch(/Hôm nay bạn ngồi đây: \d\d:\d\d–\d\d:\d\d/);
      expect(await seriousFindings(desk)).toEqual([]);
      if (process.env.PICTURES) await desk.screenshot({ path: `${process.env.PICTURES}/desk-own-place.png` });
      await desk.context().close();
    },
  );

  chapter('in the dark and on a tablet nothing serious is found', async () => {
    await at.page.setViewportSize({ width: 1024, height: 768 });
    await at.page.evaluate(() => {
      document.documentElement.dataset.theme = 'dark';
    });
    await at.picture('roster-dark-tablet');
    expect(await seriousFindings(at.page)).toEqual([]);
  });
});
