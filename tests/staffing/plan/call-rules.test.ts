import { describe, expect, test } from 'vitest';
import { type CallRuleAnswer, CallRuleRequest } from '../../../common/protocol/call-rules.ts';
import type { Discipline } from '../../../common/protocol/catalogue.ts';
import { adviceOn } from '../../../server/staffing/plan/call-rule-advice.ts';
import { textbookCallRules } from '../../../server/staffing/plan/call-rules.ts';

const FIRST_COME: Discipline = { kind: 'accumulating', weight: 1 };
const RULES: readonly Discipline[] = [
  FIRST_COME,
  { kind: 'strict' },
  { kind: 'interleave', ordinaryPerPriority: 1 },
  { kind: 'accumulating', weight: 5 },
  { kind: 'head-start', minutes: 30 },
];

function compare(hall: object, rules: readonly Discipline[] = RULES) {
  const request = CallRuleRequest.parse({
    hall: { kind: 'textbook', arrivalsPerHour: 20, servicePerHour: 6, counters: 4, ...hall },
    rules,
  });
  if (request.hall.kind !== 'textbook') throw new Error('a textbook hall was asked for');
  return textbookCallRules(request.hall, request);
}

function answerOf(outcome: ReturnType<typeof compare>): CallRuleAnswer {
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value;
}

describe('rules of calling in a hall of the textbooks', () => {
  test.each([
    // mean and p95 of a fifth of priority citizens, mean and p99.9 of the others, minutes; 20 an hour, 6 an hour, 4 officials
    ['first come', FIRST_COME, [9.7, 39], [9.7, 100]],
    // Exact for the priority class: P(W > t) = C·exp(−(nμ − λ₁)t), Cobham 1954.
    ['strict', { kind: 'strict' } as const, [1.973, 7.73], [11.7, 121]],
    ['accumulating 5:1', { kind: 'accumulating', weight: 5 } as const, [3.6, 13], [11.2, 116]],
    ['head start of 30 min', { kind: 'head-start', minutes: 30 } as const, [3.5, 16], [11.3, 105]],
  ])('%s meets the published table', (_name, discipline, priority, ordinary) => {
    const [rule] = answerOf(compare({ citizens: 1_000_000 }, [discipline])).rules;
    const near = (value: number | null | undefined, expected: number | undefined, share: number) => {
      const wanted = expected ?? Number.NaN;
      expect(Math.abs((value ?? Number.NaN) - wanted)).toBeLessThan(Math.max(0.35, wanted * share));
    };
    near(rule?.priority?.meanMinutes, priority[0], 0.05);
    near(rule?.priority?.p95Minutes, priority[1], 0.06);
    near(rule?.ordinary?.meanMinutes, ordinary[0], 0.05);
    near(rule?.ordinary?.p999Minutes, ordinary[1], 0.12);
  });

  test('spares the old without drawing out the longest waits, and says it in one sentence', () => {
    const answer = answerOf(compare({}));
    const advised = answer.rules[answer.advised ?? -1];
    expect(['accumulating', 'head-start', 'interleave', 'strict']).toContain(advised?.discipline.kind);
    const [first] = answer.rules;
    expect(advised?.priority?.meanMinutes).toBeLessThan((first?.priority?.meanMinutes ?? 0) / 2);
    expect(advised?.ordinary?.p999Minutes).toBeLessThan((first?.ordinary?.p999Minutes ?? 0) * 1.15);
    expect(answer.advice.vi).toMatch(/^Nên gọi theo quy tắc .* phút/);
    expect(answer.advice.en).toMatch(/^Call by /);
  });

  test('advice from a few recorded days says first that it is not certain; from four weeks it does not', () => {
    const { rules, advised, advice } = answerOf(compare({}));
    const few = adviceOn(rules, 6);
    expect(few.advised).toBe(advised);
    expect(few.advice.vi).toBe(
      `Chưa chắc, mới có 6 ngày số liệu (cần từ 20 ngày): những ngày khác có thể cho kết quả khác. ${advice.vi}`,
    );
    expect(few.advice.en).toMatch(/^Not certain, from 6 days .* Call by /);
    expect(adviceOn(rules, 20).advice).toEqual(advice);
    expect(adviceOn([], 6).advice.vi).toMatch(/^Chưa thấy đủ/);
  });

  test('the same people meet every rule: all together wait equally long', () => {
    const { rules } = answerOf(compare({ citizens: 100_000 }));
    const mean = rules.map(({ priority, ordinary }) => {
      const sum = (each: typeof priority) => (each?.meanMinutes ?? 0) * (each?.citizens ?? 0);
      return (sum(priority) + sum(ordinary)) / 100_000;
    });
    // Who is called first changes nothing in how much work waits.
    for (const each of mean) expect(each).toBeCloseTo(mean[0] ?? Number.NaN, 0);
  });

  test('where nobody waits it advises no change; with one class it tells that rules are alike', () => {
    expect(answerOf(compare({ counters: 20 })).advice.code).toBe('call-rules-alike');
    expect(answerOf(compare({ priorityShare: 0 }))).toMatchObject({
      advised: null,
      advice: { code: 'call-rules-one-class' },
    });
  });

  test('where officials are missing it says so instead of advising a rule', () => {
    expect(answerOf(compare({ arrivalsPerHour: 23.5, citizens: 100_000 }))).toMatchObject({
      advised: null,
      advice: { code: 'call-rules-too-few-officials' },
    });
  });

  test('refuses a hall that cannot keep up', () => {
    expect(compare({ arrivalsPerHour: 24 })).toMatchObject({ ok: false, refusal: { code: 'unstable' } });
  });
});
