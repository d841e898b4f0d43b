import type { PlanCase, PlanReason, PlanWait, StaffingPlan } from '../../common/protocol/plan.ts';
import type { Refusal } from '../../common/protocol/refusals.ts';
import type { PlanProgress } from '../staffing/plan/question.ts';

/** What the planner is doing, for a person who waits. */
export const STEP_WORDS: Readonly<Record<PlanProgress['step'], string>> = {
  demand: 'đọc nhu cầu',
  alone: 'từng lĩnh vực riêng',
  groups: 'ghép lĩnh vực',
  verify: 'kiểm tra bằng mô phỏng',
  cases: 'thử các tình huống',
};

const BASIS: Readonly<Record<StaffingPlan['fields'][number]['serviceBasis'], string>> = {
  measured: 'đo được',
  shrunk: 'ít số liệu',
  hall: 'theo cả bộ phận',
  'next-call': 'theo lượt gọi kế tiếp',
  'fitted-from-calls': 'suy từ lượt gọi',
  assumed: 'giả định',
};

const DASH = '–';
const decimal = (value: number | null, digits = 1): string =>
  value === null ? DASH : value.toFixed(digits).replace('.', ',');
const percent = (share: number | null): string => (share === null ? DASH : `${decimal(share * 100)} %`);
const shareOf = (wait: PlanWait | null): string => percent(wait?.withinTargetShare ?? null);

/** Lines up columns; numbers stand to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[], left: number): string {
  const all = [head, ...rows];
  const widths = head.map((_, at) => Math.max(...all.map((row) => [...(row[at] ?? '')].length)));
  const write = (row: readonly string[]) =>
    row
      .map((cell, at) => {
        const space = ' '.repeat((widths[at] ?? 0) - [...cell].length);
        return at < left ? cell + space : space + cell;
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [write(head), rule, ...rows.map(write)].join('\n');
}

function caseInWords(each: PlanCase, plan: StaffingPlan): string {
  const what = {
    'volume-plus-20': 'Lượng công dân tăng 20 %',
    'volume-minus-20': 'Lượng công dân giảm 20 %',
    'one-absent': `Vắng một cán bộ của nhóm ${each.group === null ? DASH : each.group + 1}`,
  }[each.kind];
  const nameOf = (code: string | null) =>
    plan.fields.find((field) => field.code === code)?.name ?? code ?? DASH;
  const worst =
    each.worstField === null ? '' : `: thấp nhất ${nameOf(each.worstField)}, ${percent(each.worstShare)}`;
  const missing =
    each.fieldsMissing.length === 0
      ? 'mọi lĩnh vực đạt mục tiêu'
      : `${each.fieldsMissing.length} lĩnh vực không đạt`;
  return `${what}${worst}; ${missing}.`;
}

const sentences = (reasons: readonly PlanReason[]) => reasons.map((reason) => reason.vi);

/** A plan for the terminal: the sentence for the Chairman, the fields, the groups, the cases, what must be known. */
export function planInWords(plan: StaffingPlan): string {
  const [first, ...others] = sentences(plan.reasons);
  const fields = table(
    [
      'Lĩnh vực',
      'Thời gian theo',
      'Phiếu/ngày',
      'Phút tiếp',
      'Riêng',
      'Nhóm',
      'Đạt riêng',
      'Đạt ghép',
      'Chờ TB',
    ],
    plan.fields.map((field) => [
      field.name,
      BASIS[field.serviceBasis],
      decimal(field.perDay),
      decimal(field.serviceMinutes),
      String(field.officialsAlone),
      field.group === null ? DASH : String(field.group + 1),
      shareOf(field.waitAlone),
      shareOf(field.waitPlanned),
      decimal(field.waitPlanned.meanMinutes),
    ]),
    2,
  );
  const nameOf = (code: string) => plan.fields.find((field) => field.code === code)?.name ?? code;
  const groups = plan.groups.map((group, at) => {
    const helping =
      group.helpingFields.length === 0 ? '' : `; hỗ trợ ${group.helpingFields.map(nameOf).join(', ')}`;
    return `${at + 1}. ${group.officials} cán bộ (riêng: ${group.officialsAlone}; bận ${percent(group.occupancy)}): ${group.fields.map(nameOf).join(' + ')}${helping}`;
  });
  const parts = [
    first ?? '',
    `Số liệu ${plan.from} – ${plan.to}: ${plan.recordedDays} ngày làm việc, ${plan.tickets} phiếu. Mục tiêu: ${percent(plan.target.share)} công dân được gọi trong ${decimal(plan.target.minutes, 0)} phút.`,
    fields,
    `NHÓM CÁN BỘ\n${groups.join('\n')}`,
    `Tổng cộng: ${plan.officials} cán bộ; từng lĩnh vực riêng cần ${plan.officialsAlone}; bớt ${plan.saved.officials} (khoảng tin cậy 95 %: ${plan.saved.low} – ${plan.saved.high}).`,
    ...(plan.sensitivity.length === 0
      ? []
      : [`TÌNH HUỐNG\n${plan.sensitivity.map((each) => caseInWords(each, plan)).join('\n')}`]),
    ...(others.length === 0 ? [] : [others.join('\n')]),
    ...(plan.warnings.length === 0
      ? []
      : [
          `LƯU Ý\n${sentences(plan.warnings)
            .map((each) => `- ${each}`)
            .join('\n')}`,
        ]),
  ];
  return `${parts.join('\n\n').normalize('NFC')}\n`;
}

/** Why there is no plan, in one sentence: the planner's own Vietnamese one where it gave it. */
export function refusalInWords({ code, message, details }: Refusal): string {
  const own = details?.vi;
  return typeof own === 'string' ? own : `${code}: ${message}`;
}
