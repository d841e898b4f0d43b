import type { CallRuleOutcome } from '../../../common/protocol/call-rules.ts';
import type { Discipline } from '../../../common/protocol/catalogue.ts';
import type { PlanReason } from '../../../common/protocol/plan.ts';

const vi1 = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 });
const en1 = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** A rule that lengthens the longest waits of the others by more than this is not advised. */
const TAIL_MOST = 1.15;
/** Where fewer of the ordinary citizens are called in time, officials are missing, and no rule can make up for them. */
const HOPELESS_SHARE = 0.6;
/** Minutes that nobody at a counter would notice. */
const SAME_MINUTES = 0.5;
/** Fewer citizens say nothing about one in a thousand. */
const ENOUGH_FOR_TAIL = 20_000;

/** On fewer recorded days than four weeks have, the next ones may speak for another rule. */
const ENOUGH_DAYS = 20;

interface Names {
  readonly vi: string;
  readonly en: string;
}

/** What a rule is called, with its figure. */
function ruleName(discipline: Discipline): Names {
  switch (discipline.kind) {
    case 'accumulating':
      return discipline.weight === 1
        ? { vi: 'ai đến trước gọi trước', en: 'first come, first called' }
        : {
            vi: `tích lũy ${vi1.format(discipline.weight)} lần`,
            en: `accumulating ${en1.format(discipline.weight)} times`,
          };
    case 'head-start':
      return {
        vi: `cộng sẵn ${vi1.format(discipline.minutes)} phút`,
        en: `head start of ${en1.format(discipline.minutes)} minutes`,
      };
    case 'interleave':
      return {
        vi: `xen kẽ ${discipline.ordinaryPerPriority} thường 1 ưu tiên`,
        en: `${discipline.ordinaryPerPriority} ordinary to 1 priority`,
      };
    case 'strict':
      return { vi: 'ưu tiên tuyệt đối', en: 'strict priority' };
  }
}

const isFirstCome = ({ discipline }: CallRuleOutcome) =>
  discipline.kind === 'accumulating' && discipline.weight === 1;

/**
 * One sentence of advice: of the rules that draw out the longest waits of ordinary citizens by no more than 15 %, the one under which priority citizens wait least; of equals, the one that spares the others' longest waits.
 */
export function adviceOn(
  rules: readonly CallRuleOutcome[],
  recordedDays: number | null,
): { advised: number | null; advice: PlanReason } {
  const found = adviceAsFound(rules);
  if (found.advised === null || recordedDays === null || recordedDays >= ENOUGH_DAYS) return found;
  return { advised: found.advised, advice: withDoubt(found.advice, recordedDays) };
}

/** Advice from a few days says first that it is no more than a hint. */
function withDoubt(advice: PlanReason, days: number): PlanReason {
  return {
    ...advice,
    vi: `Chưa chắc, mới có ${days} ngày số liệu (cần từ ${ENOUGH_DAYS} ngày): những ngày khác có thể cho kết quả khác. ${advice.vi}`,
    en: `Not certain, from ${days} days of record alone (it takes ${ENOUGH_DAYS}): other days may say otherwise. ${advice.en}`,
  };
}

function adviceAsFound(rules: readonly CallRuleOutcome[]): { advised: number | null; advice: PlanReason } {
  const base = rules.find(isFirstCome) ?? rules[0];
  const baseMean = base?.priority?.meanMinutes ?? null;
  const baseTail = base?.ordinary?.p999Minutes ?? null;
  if (!base || baseMean === null || baseTail === null || base.ordinary?.meanMinutes == null)
    return {
      advised: null,
      advice: {
        code: 'call-rules-one-class',
        vi: 'Chưa thấy đủ cả người ưu tiên và người thường, nên các quy tắc gọi như nhau.',
        en: 'There are not both priority and ordinary citizens, so that all rules are alike.',
      },
    };
  const ordinaryMean = base.ordinary.meanMinutes;
  if (base.ordinary.withinTargetShare < HOPELESS_SHARE)
    return {
      advised: null,
      advice: {
        code: 'call-rules-too-few-officials',
        vi: `Cần thêm cán bộ trước khi chọn quy tắc: ai đến trước gọi trước thì mọi người chờ trung bình ${vi1.format(ordinaryMean)} phút, và quy tắc nào cũng chỉ chuyển thời gian chờ từ người này sang người khác.`,
        en: `More officials are needed before a rule is chosen: by first come everybody waits ${en1.format(ordinaryMean)} minutes on average, and any rule only shifts waiting from some to others.`,
      },
    };
  const open = rules.flatMap((rule, place) => {
    const mean = rule.priority?.meanMinutes ?? null;
    const tail = rule.ordinary?.p999Minutes ?? null;
    return mean !== null && tail !== null && tail <= Math.max(baseTail * TAIL_MOST, baseTail + SAME_MINUTES)
      ? [{ rule, place, mean, tail }]
      : [];
  });
  const least = Math.min(...open.map((each) => each.mean));
  if (baseMean - least < SAME_MINUTES)
    return {
      advised: rules.indexOf(base),
      advice: {
        code: 'call-rules-alike',
        vi: `Người ưu tiên chờ trung bình ${vi1.format(baseMean)} phút dù gọi theo quy tắc nào: hàng chờ ngắn, chưa cần đổi quy tắc.`,
        en: `Priority citizens wait ${en1.format(baseMean)} minutes on average under any rule: lines are short, and no change is needed.`,
      },
    };
  const [best] = open
    .filter((each) => each.mean <= least + SAME_MINUTES)
    .sort((a, b) => a.tail - b.tail || a.mean - b.mean);
  if (!best) throw new Error('the rule with the least wait is among the open ones');
  const name = ruleName(best.rule.discipline);
  const more = Math.max(0, (best.rule.ordinary?.meanMinutes ?? ordinaryMean) - ordinaryMean);
  return {
    advised: best.place,
    advice: {
      code: 'call-rules-advice',
      vi: `Nên gọi theo quy tắc ${name.vi}: người ưu tiên chờ trung bình ${vi1.format(best.mean)} phút thay vì ${vi1.format(baseMean)} phút; người khác chờ thêm ${vi1.format(more)} phút, và cứ 1.000 người thì có 1 người chờ quá ${vi1.format(best.tail)} phút (ai đến trước gọi trước: ${vi1.format(baseTail)} phút).`,
      en: `Call by ${name.en}: priority citizens wait ${en1.format(best.mean)} minutes on average instead of ${en1.format(baseMean)}; others wait ${en1.format(more)} minutes more, and one in a thousand of them longer than ${en1.format(best.tail)} minutes (first come: ${en1.format(baseTail)}).`,
    },
  };
}

/** What must be known about the figures. */
export function notesOn(rules: readonly CallRuleOutcome[], recordedDays: number | null): PlanReason[] {
  const ordinary = rules[0]?.ordinary?.citizens ?? 0;
  const notes: PlanReason[] = [];
  if (rules.some(({ discipline }) => discipline.kind === 'interleave'))
    notes.push({
      code: 'interleave-by-counter',
      vi: 'Quy tắc xen kẽ được đếm ở từng quầy, đúng như máy gọi số đang làm.',
      en: 'Interleaving is counted at each counter, as the hall really calls.',
    });
  if (ordinary > 0 && ordinary < ENOUGH_FOR_TAIL)
    notes.push({
      code: 'thin-tail',
      vi: `Chỉ mô phỏng ${new Intl.NumberFormat('vi-VN').format(ordinary)} người thường: con số "1 trong 1.000" còn có thể thay đổi nhiều.`,
      en: `Only ${new Intl.NumberFormat('en-GB').format(ordinary)} ordinary citizens were simulated: the figure of one in a thousand may still move a lot.`,
    });
  notes.push(
    recordedDays === null
      ? {
          code: 'textbook-hall',
          vi: 'Sảnh mẫu không đóng cửa và không nghỉ trưa, nên chờ lâu hơn hoặc ngắn hơn sảnh thật; dùng để so sánh các quy tắc với nhau.',
          en: 'The hall of the textbooks never closes, so that its waits differ from a real one; it serves to compare the rules.',
        }
      : {
          code: 'same-citizens',
          vi: 'Mọi quy tắc đều gặp đúng những người ấy, đến cùng giờ và mang cùng việc.',
          en: 'Every rule meets the same people, coming at the same time with the same work.',
        },
  );
  return notes;
}
