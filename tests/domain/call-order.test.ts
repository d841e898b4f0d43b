import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Discipline } from '../../common/protocol/catalogue.ts';
import {
  byArrival,
  chooseNext,
  dequeue,
  enqueue,
  type Line,
  nextStreak,
  type Queued,
} from '../../server/domain/call-order.ts';

const MINUTE = 60_000;
const ACCUMULATING: Discipline = { kind: 'accumulating', weight: 5 };

function ticket(order: number, arrivedMinute: number, priority = false, eligibleAtMs = 0): Queued {
  return {
    number: String(1000 + order),
    order,
    orderedAtMs: arrivedMinute * MINUTE,
    eligibleAtMs,
    priority: priority ? 'elderly' : null,
  };
}

function line(tickets: readonly Queued[], targetMinutes = 15): Line<Queued> {
  const made: Line<Queued> = { priority: [], ordinary: [], targetMs: targetMinutes * MINUTE };
  for (const each of tickets) enqueue(made, each);
  return made;
}

function call(
  lines: readonly Line<Queued>[],
  discipline: Discipline,
  minute: number,
  helping: readonly Line<Queued>[] = [],
  help: 'when-empty' | 'beyond-target' = 'when-empty',
  ordinaryStreak = 0,
) {
  return chooseNext(
    { reserved: undefined, primary: lines, helping, ordinaryStreak },
    { discipline, help },
    minute * MINUTE,
  );
}

describe('call order', () => {
  test('[CALL2] accumulating priority weighs a minute of a priority wait five times', () => {
    const waiting = line([ticket(1, 0), ticket(2, 9, true)]);
    expect(call([waiting], ACCUMULATING, 11)?.ticket.number).toBe('1001');
    expect(call([waiting], ACCUMULATING, 12)?.ticket.number).toBe('1002');
  });

  test('[CALL3] a head start counts as minutes waited before coming', () => {
    const waiting = line([ticket(1, 0), ticket(2, 29, true)]);
    expect(call([waiting], { kind: 'head-start', minutes: 30 }, 30)?.ticket.number).toBe('1002');
    expect(call([waiting], { kind: 'head-start', minutes: 20 }, 30)?.ticket.number).toBe('1001');
  });

  test('[CALL4] one to N takes a priority ticket after N ordinary ones', () => {
    const waiting = line(
      [1, 2, 3, 4, 5].map((n) => ticket(n, n)).concat([ticket(6, 6, true), ticket(7, 7, true)]),
    );
    const numbers: string[] = [];
    let streak = 0;
    for (;;) {
      const choice = call(
        [waiting],
        { kind: 'interleave', ordinaryPerPriority: 2 },
        60,
        [],
        'when-empty',
        streak,
      );
      if (!choice) break;
      numbers.push(choice.ticket.number);
      streak = nextStreak(streak, choice.ticket, choice.saw);
      dequeue(waiting, choice.ticket);
    }
    expect(numbers).toEqual(['1001', '1002', '1006', '1003', '1004', '1007', '1005']);
  });

  test('[CALL5] strict priority comes first whatever the waits', () => {
    expect(call([line([ticket(1, 0), ticket(2, 59, true)])], { kind: 'strict' }, 60)?.ticket.number).toBe(
      '1002',
    );
  });

  test('[CALL6] a counter helps only when nobody waits for its own fields', () => {
    const own = line([ticket(2, 50)]);
    const other = line([ticket(1, 0)]);
    expect(call([own], ACCUMULATING, 60, [other])?.ticket.number).toBe('1002');
    const helped = call([line([])], ACCUMULATING, 60, [other]);
    expect(helped?.ticket.number).toBe('1001');
    expect(helped?.reason).toMatchObject({ line: 'helping', helpBecause: 'own-empty' });
  });

  test('[CALL7] where the hall helps beyond target, a helped ticket past its target is compared with one’s own', () => {
    const own = line([ticket(2, 50)]);
    const other = line([ticket(1, 44)], 15);
    expect(call([own], ACCUMULATING, 58, [other], 'beyond-target')?.ticket.number).toBe('1002');
    const late = call([own], ACCUMULATING, 60, [other], 'beyond-target');
    expect(late?.ticket.number).toBe('1001');
    expect(late?.reason.helpBecause).toBe('beyond-target');
  });

  test('a priority that nobody can explain: every choice says why, and whom it passed over', () => {
    const choice = call([line([ticket(1, 0), ticket(2, 9, true)])], ACCUMULATING, 12);
    expect(choice?.reason).toEqual({
      rule: 'accumulating',
      line: 'primary',
      waitMs: 3 * MINUTE,
      priority: 'elderly',
      score: 15 * MINUTE,
      runnerUp: { number: '1001', waitMs: 12 * MINUTE, score: 12 * MINUTE },
      helpBecause: null,
    });
  });

  test('of two who came in the same moment the earlier number goes first, in one line, over two lines, and as runner-up', () => {
    const [first, second, third] = [ticket(1, 7), ticket(2, 7), ticket(3, 7)];
    for (const lines of [
      [line([second, first])],
      [line([second]), line([first])],
      [line([first]), line([second])],
    ])
      expect(call(lines, ACCUMULATING, 30)?.ticket.number).toBe('1001');
    const reason = call([line([third]), line([second]), line([first])], ACCUMULATING, 30)?.reason;
    expect(reason?.runnerUp?.number).toBe('1002');
    // Back in line, as after a transfer, it stands where its number puts it.
    const waiting = line([first, third]);
    enqueue(waiting, second);
    expect(waiting.ordinary.map((each) => each.number)).toEqual(['1001', '1002', '1003']);
  });

  test('a ticket sent to a counter is compared with those of its own fields, and comes before any help', () => {
    const sent = line([ticket(3, 20)]);
    const lines = { reserved: sent, helping: [line([ticket(1, 0)])], ordinaryStreak: 0 };
    const rule = { discipline: ACCUMULATING, help: 'when-empty' } as const;
    const choose = (primary: readonly Line<Queued>[]) => chooseNext({ ...lines, primary }, rule, 30 * MINUTE);
    expect(choose([line([ticket(2, 10)])])?.ticket.number).toBe('1002');
    expect(choose([line([ticket(4, 25)])])?.ticket.number).toBe('1003');
    expect(choose([])?.reason).toMatchObject({ line: 'reserved', waitMs: 10 * MINUTE, helpBecause: null });
  });

  test('[CALL7] exactly at its target a helped ticket waits still', () => {
    const other = line([ticket(1, 45)], 15);
    expect(call([line([ticket(2, 50)])], ACCUMULATING, 60, [other], 'beyond-target')?.ticket.number).toBe(
      '1002',
    );
  });

  test('[CALL8] before its slot a priority appointment is not pushed back by its weight', () => {
    // Two minutes before its own slot, and eight before that of the other.
    const waiting = line([ticket(1, 58), ticket(2, 52, true)]);
    const choice = call([waiting], ACCUMULATING, 50);
    expect(choice?.ticket.number).toBe('1002');
    expect(choice?.reason).toMatchObject({ waitMs: 0, score: -2 * MINUTE, runnerUp: { waitMs: 0 } });
  });

  test('[CALL4] where only priority tickets wait, their class is due', () => {
    const lone = call([line([ticket(1, 50, true)])], { kind: 'interleave', ordinaryPerPriority: 2 }, 60);
    // Raised above every wait of a year.
    expect(lone?.reason.score).toBeGreaterThan(366 * 24 * 60 * MINUTE);
  });

  test('[CALL4] an ordinary call counts toward the turn of priority only while a priority ticket waited beside it', () => {
    const alone = call([line([ticket(1, 0)])], ACCUMULATING, 10);
    const beside = call([line([ticket(1, 0), ticket(2, 9, true)])], ACCUMULATING, 10);
    const held = call([line([ticket(1, 0), ticket(2, 1, true, 60 * MINUTE)])], ACCUMULATING, 10);
    for (const [choice, streak] of [
      [alone, 3],
      [beside, 4],
      [held, 3],
    ] as const)
      expect(choice && nextStreak(3, choice.ticket, choice.saw)).toBe(streak);
  });

  test('nobody is called from lines without anybody', () => {
    for (const discipline of [ACCUMULATING, { kind: 'strict' } as const])
      expect(call([line([])], discipline, 10, [line([])], 'beyond-target')).toBeNull();
  });

  test('a ticket leaves its line from any place in it, and only once; the others keep theirs', () => {
    const all = [1, 2, 3, 4, 5].map((order) => ticket(order, order));
    for (const gone of all) {
      const waiting = line(all);
      expect(dequeue(waiting, gone)).toBe(true);
      expect(waiting.ordinary).toEqual(all.filter((each) => each !== gone));
      expect(dequeue(waiting, gone)).toBe(false);
      expect(waiting.ordinary).toHaveLength(4);
    }
    const stranger = ticket(9, 9, true);
    expect(dequeue(line(all), stranger)).toBe(false);
    expect(dequeue(line([]), stranger)).toBe(false);
  });

  test('a ticket not yet eligible is passed over and keeps its place', () => {
    const waiting = line([ticket(1, 0, false, 30 * MINUTE), ticket(2, 1)]);
    expect(call([waiting], ACCUMULATING, 20)?.ticket.number).toBe('1002');
    expect(call([waiting], ACCUMULATING, 30)?.ticket.number).toBe('1001');
  });

  const tickets = fc
    .array(fc.record({ minute: fc.integer({ min: 0, max: 120 }), priority: fc.boolean() }), { maxLength: 40 })
    .map((list) => list.map((each, at) => ticket(at + 1, each.minute, each.priority)));
  const disciplines = fc.constantFrom<Discipline>(
    ACCUMULATING,
    { kind: 'head-start', minutes: 30 },
    { kind: 'interleave', ordinaryPerPriority: 1 },
    { kind: 'strict' },
  );

  test('within a class nobody is overtaken by one who came later', () => {
    fc.assert(
      fc.property(tickets, disciplines, (all, discipline) => {
        const waiting = line(all);
        const called: Queued[] = [];
        for (let streak = 0; ; ) {
          const choice = call([waiting], discipline, 200, [], 'when-empty', streak);
          if (!choice) break;
          streak = nextStreak(streak, choice.ticket, choice.saw);
          dequeue(waiting, choice.ticket);
          called.push(choice.ticket);
        }
        expect(called).toHaveLength(all.length);
        for (const isPriority of [true, false]) {
          const own = called.filter((each) => (each.priority !== null) === isPriority);
          expect(own).toEqual([...own].sort(byArrival));
        }
      }),
    );
  });

  test('under accumulating priority nobody is overtaken by one who has waited less than a fifth as long', () => {
    fc.assert(
      fc.property(tickets, fc.integer({ min: 121, max: 300 }), (all, minute) => {
        const choice = call([line(all)], ACCUMULATING, minute);
        if (!choice) return;
        const chosenWait = minute * MINUTE - choice.ticket.orderedAtMs;
        for (const other of all)
          expect(chosenWait * 5).toBeGreaterThanOrEqual(minute * MINUTE - other.orderedAtMs);
      }),
    );
  });

  test('the order in which tickets entered the lines does not matter', () => {
    fc.assert(
      fc.property(tickets, disciplines, fc.integer({ min: 121, max: 300 }), (all, discipline, minute) => {
        const forward = call([line(all)], discipline, minute);
        const backward = call([line([...all].reverse())], discipline, minute);
        expect(forward?.ticket).toEqual(backward?.ticket);
      }),
    );
  });

  test('the best ticket passed over is the one called if the chosen one were not there', () => {
    const arrivals = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.boolean()), {
      minLength: 2,
      maxLength: 12,
    });
    const rule = fc.constantFrom<Discipline>(
      ACCUMULATING,
      { kind: 'head-start', minutes: 20 },
      { kind: 'strict' },
    );
    fc.assert(
      fc.property(arrivals, arrivals, rule, (first, second, discipline) => {
        const lines = [first, second].map((list, at) =>
          line(list.map(([minute, priority], order) => ticket(at * 20 + order, minute, priority))),
        );
        const choice = call(lines, discipline, 41);
        if (!choice) throw new Error('nobody was called');
        // Only the head of each queue is compared: behind the chosen one stands another of its own queue.
        const heads = lines
          .flatMap((each) => [each.priority[0], each.ordinary[0]])
          .flatMap((head) => head ?? []);
        const others = line(heads.filter((head) => head !== choice.ticket));
        const next = call([others], discipline, 41);
        expect(choice.reason.runnerUp?.number).toBe(next?.ticket.number);
        expect(choice.reason.runnerUp?.score).toBe(next?.reason.score);
        expect(choice.reason.runnerUp?.waitMs).toBe(next?.reason.waitMs);
      }),
      { seed: 4 },
    );
  });
});
