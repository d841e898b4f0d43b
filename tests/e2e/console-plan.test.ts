import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { PlanRun, StaffingPlan } from '../../common/protocol/plan.ts';
import { bringRecord } from '../planning/planned-hall.ts';
import { seriousFindings } from '../support/accessibility.ts';
import { ConsolePage } from '../support/console-page.ts';
import { recordedWeeks } from '../support/recorded-weeks.ts';
import { story } from '../support/story.ts';

const PLAN_MS = 160_000;

describe('planning in the console, on the real hall', () => {
  const chapter = story();
  let at: ConsolePage;

  beforeAll(async () => {
    at = await ConsolePage.open();
    await bringRecord(join(at.folder, 'hall'), recordedWeeks(6, '2026-11-23'));
  });
  afterAll(async () => {
    await at.close();
    expect(at.wrongs).toEqual([]);
  });

  const kept = async () => {
    const { plans } = await at.rest<{ plans: PlanRun[] }>('GET', '/staffing/plans');
    const done = plans.find((each) => each.state === 'done');
    return at.rest<{ id: string; plan: StaffingPlan }>('GET', `/staffing/plans/${done?.id}`);
  };
  const field = (name: string) => at.page.getByRole('textbox', { name, exact: true });
  const choosePeriod = async () => {
    await field('Từ ngày').fill('13/10/2026');
    await field('Đến ngày').fill('23/11/2026');
  };

  chapter('without a plan it says what to do; a wrong target is told before it is sent', async () => {
    await at.menu('Phương án nhân sự');
    await at.page.getByText('Chưa có phương án nào.').waitFor();
    await choosePeriod();
    await field('Từ ngày').fill('30/12/2026');
    await at.page.getByRole('button', { name: 'Tính phương án' }).click();
    await at.page.getByText('Ngày đầu phải trước ngày cuối.').waitFor();
    await at.picture('plan-empty');
    expect(await seriousFindings(at.page)).toEqual([]);
  });

  chapter('a period without tickets is refused in a sentence', async () => {
    await field('Từ ngày').fill('01/01/2025');
    await field('Đến ngày').fill('31/01/2025');
    await at.page.getByRole('button', { name: 'Tính phương án' }).click();
    await at.page.getByText(/Chưa lập được phương án: Kỳ đã chọn chưa có lượt nào/).waitFor();
    await at.picture('plan-refused');
  });

  chapter('a plan under way shows how far it is and can be stopped', async () => {
    await at.page.getByText('Lập phương án khác').click();
    await choosePeriod();
    await at.page.getByRole('button', { name: 'Tính phương án' }).click();
    await at.page.getByRole('button', { name: 'Dừng tính' }).click();
    await at.page.getByText('Phương án này đã được dừng trước khi tính xong.').waitFor();
  });

  chapter(
    'asked by keyboard alone, it answers with the sentence, the picture and every figure’s reason',
    async () => {
      await at.page.reload();
      const summary = at.page.getByText('Lập phương án khác');
      await summary.focus();
      await at.page.keyboard.press('Enter');
      await choosePeriod();
      await field('Đến ngày').focus();
      for (let step = 0; step < 30; step++) {
        await at.page.keyboard.press('Tab');
        if (await at.page.evaluate(() => document.activeElement?.textContent === 'Tính phương án')) break;
      }
      await at.page.keyboard.press('Enter');
      await at.page.locator('p.answer').waitFor({ timeout: PLAN_MS });
      const { plan } = await kept();
      expect(await at.page.locator('p.answer').textContent()).toMatch(/ cần \d+ người .*người/);
      const figures = await at.page.locator('.plan-figures .big').allTextContents();
      expect(figures[0]).toContain(`${plan.officialsAlone} người`);
      expect(figures[1]).toContain(`${plan.officials} người`);
      expect(figures[2]).toContain(`${plan.saved.low} đến ${plan.saved.high}`);
      const rows = at.page.locator('table.plan-picture tr.group');
      expect(await rows.count()).toBe(plan.groups.length);
      expect(await at.page.locator('.plan-fields tbody tr').count()).toBe(plan.fields.length);
      await at.page.locator('.chart [data-state="drawn"]').nth(1).waitFor();
      await at.picture('plan');
      expect(await seriousFindings(at.page)).toEqual([]);
    },
  );

  chapter(
    'the risk of each number of officials, the promise of each field and the replay stand on the page',
    async () => {
      const { plan } = await kept();
      const risk = at.page.getByRole('region', { name: 'Thêm người thì chắc hơn bao nhiêu' });
      expect(await risk.locator('li').count()).toBe(plan.risk?.length);
      expect(await risk.locator('li.chosen').textContent()).toContain(`${plan.officials} người`);
      await risk.scrollIntoViewIfNeeded();
      await at.picture('plan-risk');
      const promised = at.page.locator('.plan-fields tbody tr').first();
      expect(await promised.textContent()).toMatch(/\d+ đến \d+% trong kỳ tới.*giữ \d+% số ngày/);
      const twin = plan.twin?.fields ?? [];
      const replayed = at.page.getByRole('region', {
        name: 'Mô phỏng có cho lại thời gian chờ đã ghi không',
      });
      expect(await replayed.locator('tbody tr').count()).toBe(twin.length);
    },
  );

  chapter('a change by field is set by its sliders, from the keyboard too', async () => {
    await at.page.reload();
    await at.page.getByText('Lập phương án khác').click();
    await at.page.getByRole('button', { name: 'Thêm một thay đổi' }).click();
    const volume = at.page.getByRole('slider', { name: 'Lượt đến' });
    await volume.focus();
    for (let step = 0; step < 6; step++) await at.page.keyboard.press('ArrowRight');
    expect(await volume.inputValue()).toBe('130');
    expect(await at.page.locator('.slider-row output').first().textContent()).toBe('130 %');
    await volume.scrollIntoViewIfNeeded();
    await at.picture('plan-driver');
    expect(await seriousFindings(at.page)).toEqual([]);
    await at.page.getByRole('button', { name: 'Bỏ thay đổi này' }).click();
    expect(await volume.count()).toBe(0);
    // What was dropped comes back as it was.
    await at.page.getByRole('button', { name: 'Hoàn tác' }).click();
    expect(await volume.inputValue()).toBe('130');
  });

  chapter('other divisions stand with their price, and each qualification with what it saves', async () => {
    const { plan } = await kept();
    const section = (name: string) => at.page.locator(`section.section[aria-label="${name}"]`);
    const others = section('Cách chia khác và cái giá');
    expect(await others.locator('tbody tr').count()).toBe(plan.alternatives?.length);
    const worth = section('Mỗi chuyên môn đáng bao nhiêu người');
    expect(await worth.locator('tbody tr').count()).toBe(plan.qualifications?.length);
    await others.scrollIntoViewIfNeeded();
    await at.picture('plan-divisions');
  });

  chapter('the same question with one thing changed stands beside the plan, line by line', async () => {
    const { id } = await kept();
    await at.page.reload();
    await at.page.getByText('Lập phương án khác').click();
    expect(await field('Từ ngày').inputValue()).toBe('13/10/2026');
    await at.page.getByLabel('Cán bộ vắng không người thay (%)').fill('10');
    await at.page.getByRole('button', { name: 'Thêm mục tiêu riêng' }).click();
    await at.picture('plan-asked-again');
    expect(await seriousFindings(at.page)).toEqual([]);
    await at.page.getByRole('button', { name: 'Tính phương án' }).click();
    await at.page.getByRole('button', { name: 'Dừng tính' }).waitFor();
    await at.page.locator('p.answer').waitFor({ timeout: PLAN_MS });
    const compare = at.page.locator('section.compare');
    await compare.getByLabel('Đặt cạnh phương án').selectOption(id);
    const row = (name: string) => compare.getByRole('row', { name });
    await row('Cán bộ vắng không người thay (%) 10 % 0 %').waitFor();
    expect(await row('Mục tiêu riêng của lĩnh vực').count()).toBe(1);
    expect(await row('Số cán bộ').textContent()).toMatch(/\(−\d+\)/);
    await compare.scrollIntoViewIfNeeded();
    await at.picture('plan-compare');
    expect(await seriousFindings(at.page)).toEqual([]);
    await compare.getByRole('button', { name: 'Thôi so sánh' }).click();
    expect(await compare.getByRole('table').count()).toBe(0);
    await compare.getByRole('button', { name: 'Hoàn tác' }).click();
    await row('Số cán bộ').waitFor();
    // The address carries the comparison.
    await at.page.reload();
    await row('Số cán bộ').waitFor();
    // Back to the first plan for the chapters that follow.
    await at.call('DELETE', `/staffing/plans/${(await kept()).id}`);
    await at.page.goto(at.page.url().replace(/\?.*/, ''));
    await at.page.locator('p.answer').waitFor();
    expect((await kept()).id).toBe(id);
  });

  chapter('a figure tells its reason in both languages, and Escape leads back to it', async () => {
    const { plan } = await kept();
    const first = plan.fields[0];
    const why = at.page.getByRole('button', { name: `Vì sao: ${first?.name}`, exact: true });
    await why.focus();
    await at.page.keyboard.press('Enter');
    await at
      .dialog()
      .getByText(first?.reasons[0]?.vi ?? '')
      .waitFor();
    await at.dialog().getByText('Bằng tiếng Anh').click();
    await at
      .dialog()
      .getByText(first?.reasons[0]?.en ?? '')
      .waitFor();
    expect(await seriousFindings(at.page)).toEqual([]);
    await at.page.keyboard.press('Escape');
    await at.dialog().waitFor({ state: 'detached' });
    expect(await why.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  chapter('formulas stand beside the simulation, an overload in words; tables come as files', async () => {
    await at.page.getByText('Công thức, để kiểm tra lại').click();
    await at.page.locator('.formula-table tbody tr').nth(3).waitFor();
    expect(await at.page.locator('.formula-table').textContent()).toContain('Erlang C (M/M/n)');
    await at.page.locator('.formulas').scrollIntoViewIfNeeded();
    await at.picture('plan-formulas');
    const [file] = await Promise.all([
      at.page.waitForEvent('download'),
      at.page.getByRole('button', { name: 'Lĩnh vực (CSV)' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^phuong-an-.*\.csv$/);
  });

  chapter.each([
    [1366, 768],
    [1024, 768],
    [820, 1180],
    [360, 780],
  ])('in the dark theme at %i × %i nothing runs over the edge', async (width, height) => {
    await at.page.setViewportSize({ width, height });
    await at.page.getByLabel('Giao diện').selectOption('dark');
    expect(await at.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await at.picture(`plan-dark-${width}`);
    expect(await seriousFindings(at.page)).toEqual([]);
    await at.page.getByLabel('Giao diện').selectOption('light');
  });

  chapter('on paper stand the sentence, the picture and the tables, without buttons', async () => {
    await at.page.setViewportSize({ width: 1366, height: 768 });
    await at.page.emulateMedia({ media: 'print' });
    expect(await at.page.locator('table.plan-picture').isVisible()).toBe(true);
    expect(await at.page.locator('.plan-fields').isVisible()).toBe(true);
    expect(await at.page.getByRole('button').filter({ visible: true }).count()).toBe(0);
    await at.picture('plan-print');
    await at.page.emulateMedia({ media: 'screen' });
  });

  chapter('the plan is tried out: present counters beside it, on the same citizens', async () => {
    await at.page.getByRole('link', { name: 'Thử thay đổi phương án này' }).click();
    await at.page.getByRole('heading', { name: 'Thử phương án', level: 1 }).waitFor();
    await at.page.locator('table.trial').waitFor();
    const { plan } = await kept();
    expect(await at.page.locator('table.trial thead').textContent()).toContain(`${plan.officials} người`);
    await at.picture('what-if');
    expect(await seriousFindings(at.page)).toEqual([]);
  });

  const chips = (place: string) =>
    at.page.getByRole('region', { name: place, exact: true }).locator('.chip').allTextContents();
  const computed = () => at.page.getByText('Đã tính lại.', { exact: true }).waitFor();

  chapter('a field goes to the neighbour by arrow key, is announced, and comes back by undo', async () => {
    const before = await chips('Vị trí 1');
    const chip = at.page.getByRole('region', { name: 'Vị trí 1', exact: true }).locator('.chip').first();
    await chip.focus();
    await at.page.keyboard.press('ArrowRight');
    await at.page.getByText(/Đã chuyển .* sang Vị trí 2\./).waitFor();
    expect(await chips('Vị trí 1')).toHaveLength(before.length - 1);
    expect(await at.page.evaluate(() => document.activeElement?.classList.contains('chip'))).toBe(true);
    await computed();
    await at.page.keyboard.press('Control+z');
    await at.page.getByText('Đã hoàn tác.').waitFor();
    expect(await chips('Vị trí 1')).toEqual(before);
    await at.page.keyboard.press('Control+y');
    expect(await chips('Vị trí 1')).toHaveLength(before.length - 1);
    await at.page.keyboard.press('Control+z');
  });

  chapter('a field is dragged with the mouse from one place to another', async () => {
    const from = at.page.getByRole('region', { name: 'Vị trí 2', exact: true }).locator('.chip').first();
    const name = await from.textContent();
    const to = at.page.getByRole('region', { name: 'Vị trí 1', exact: true });
    await to.scrollIntoViewIfNeeded();
    const [start, end] = [await from.boundingBox(), await to.boundingBox()];
    if (!start || !end) throw new Error('the places are not in sight');
    await at.page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
    await at.page.mouse.down();
    await at.page.mouse.move(end.x + end.width / 2, end.y + end.height - 8, { steps: 8 });
    await at.picture('what-if-drag');
    await at.page.mouse.up();
    await at.page.getByText(/Đã chuyển .* sang Vị trí 1\./).waitFor();
    expect(await chips('Vị trí 1')).toContain(name);
    await computed();
    await at.page.getByRole('button', { name: '↶ Hoàn tác' }).click();
  });

  chapter(
    'by buttons a field is only helped, or taken away; then it is shown as held by nobody',
    async () => {
      const place = at.page.getByRole('region', { name: 'Vị trí 1', exact: true });
      await place.locator('.chip').first().focus();
      await at.page.keyboard.press('Enter');
      await at.dialog().getByRole('button', { name: 'Chỉ hỗ trợ khi quầy mình vắng' }).click();
      await place.locator('.chip.helps').waitFor();
      await place.locator('.chip.helps').focus();
      await at.page.keyboard.press('Delete');
      await at.page.getByRole('region', { name: 'Chưa ai nhận' }).waitFor();
      await computed();
      expect(await seriousFindings(at.page)).toEqual([]);
      await at.picture('what-if-unheld');
    },
  );

  chapter('hours, volume and rule change the waits; four scenarios at most stand side by side', async () => {
    await at.page.getByRole('button', { name: /Thêm phương án giống thế này/ }).click();
    await at.page.getByText('Quy tắc và giờ').click();
    await at.page.getByLabel('Quy tắc gọi').selectOption({ label: 'Ưu tiên tuyệt đối' });
    await at.page.getByLabel('Lượng người so với sổ (%)').fill('150');
    await at.page.getByRole('button', { name: /Thêm phương án giống thế này/ }).click();
    const more = at.page.getByRole('button', { name: /Thêm phương án giống thế này/ });
    expect(await more.isDisabled()).toBe(true);
    await computed();
    expect(await at.page.locator('table.trial thead th').count()).toBe(5);
    await at.picture('what-if-four');
  });

  chapter('the address carries everything to another window', async () => {
    const other = await at.page.context().newPage();
    await other.goto(at.page.url());
    await other.locator('table.trial').waitFor();
    expect(await other.locator('table.trial thead th').count()).toBe(5);
    await other.close();
  });

  chapter('without the hall the last figures stay, and it goes on when asked', async () => {
    await at.page.route('**/api/v1/staffing/what-if', (route) => route.abort());
    await at.page.getByRole('button', { name: 'Thêm một người vào Vị trí 1' }).click();
    await at.page.getByText('Mất kết nối, đang thử lại.').waitFor();
    expect(await at.page.locator('table.trial').isVisible()).toBe(true);
    await at.page.unroute('**/api/v1/staffing/what-if');
    await at.page.getByRole('button', { name: 'Thử lại' }).click();
    await computed();
  });

  chapter('rules of calling are compared in a hall of the textbooks and on the record', async () => {
    await at.menu('So sánh quy tắc gọi');
    await at.page.getByText('Không ai được gọi trước người đến sớm hơn.').waitFor();
    await at.page.getByLabel('So sánh trên').selectOption('textbook');
    await at.page.getByRole('button', { name: 'So sánh', exact: true }).click();
    await at.page.getByText(/^Nên gọi theo quy tắc/).waitFor({ timeout: 60_000 });
    await at.page.locator('.chart [data-state="drawn"]').waitFor();
    expect(await at.page.locator('tbody tr').count()).toBe(5);
    await at.picture('call-rules');
    expect(await seriousFindings(at.page)).toEqual([]);
    await at.page.getByLabel('So sánh trên').selectOption('record');
    await choosePeriod();
    await at.page.getByRole('button', { name: 'So sánh', exact: true }).click();
    await at.page.getByText(/ngày trong sổ/).waitFor({ timeout: 60_000 });
  });

  chapter('a hall that cannot keep up is told in a sentence', async () => {
    await at.page.getByLabel('So sánh trên').selectOption('textbook');
    await at.page.getByLabel('Người đến một giờ (λ)').fill('30');
    await at.page.getByRole('button', { name: 'So sánh', exact: true }).click();
    await at.page.getByText(/không đáp ứng kịp/).waitFor();
  });

  chapter('a finished plan can be deleted', async () => {
    await at.menu('Phương án nhân sự');
    await at.page.locator('p.answer').waitFor();
    const { id } = await kept();
    at.page.once('dialog', (dialog) => void dialog.accept());
    await at.page.getByRole('button', { name: 'Xóa phương án này' }).click();
    await at.page.locator('p.answer').waitFor({ state: 'detached' });
    expect((await at.call('GET', `/staffing/plans/${id}`)).status).toBe(404);
  });
});
