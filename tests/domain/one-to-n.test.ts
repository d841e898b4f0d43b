import { beforeEach, describe, expect, test } from 'vitest';
import { apply } from '../../server/domain/apply.ts';
import { emptyHall } from '../../server/domain/state.ts';
import { PureHall } from './pure-hall.ts';

describe('the 1:N count of a counter', () => {
  let hall: PureHall;
  const streak = () => hall.state.counters.get('1')?.ordinaryStreak;
  /** Presses "next" at counter 1, and gives the number called and the count after it. */
  const next = () => {
    hall.atMs += 1_000;
    const id = hall.give('counter:call-next', { counter: '1' }, 'lan').ticketId ?? '';
    return [hall.state.tickets.get(id)?.number, streak()];
  };
  beforeEach(() => {
    hall = new PureHall();
    hall.give('settings:put', { discipline: { kind: 'interleave', ordinaryPerPriority: 2 } });
    hall.give('settings:put', { noShow: { endsAfterCalls: 3, returnsAfterSeconds: 600 } });
    hall.give('counter:open', { counter: '1' }, 'lan');
  });

  /** A priority ticket that was called and is held back, and four ordinary ones behind it. */
  function heldBack(): void {
    hall.draw('ho-tich', 'elderly');
    next();
    hall.give('counter:no-show', { counter: '1' }, 'lan');
    for (let each = 0; each < 4; each += 1) hall.draw();
  }

  test('[CALL4] does not count while the only priority ticket is held back by the absence rule', () => {
    heldBack();
    expect([next(), next(), next()]).toEqual([
      ['1002', 0],
      ['1003', 0],
      ['1004', 0],
    ]);
  });

  test('[CALL4] counts ordinary calls past a waiting priority ticket, and begins again with its call', () => {
    for (let each = 0; each < 4; each += 1) hall.draw();
    for (let each = 0; each < 2; each += 1) hall.draw('ho-tich', 'elderly');
    expect([next(), next(), next(), next(), next(), next()]).toEqual([
      ['1001', 1],
      ['1002', 2],
      ['1005', 0],
      ['1003', 1],
      ['1004', 2],
      ['1006', 0],
    ]);
  });

  test('is no business of a call by number', () => {
    hall.draw();
    hall.draw('ho-tich', 'elderly');
    hall.give('counter:call', { counter: '1', number: '1001' }, 'lan');
    expect(streak()).toBe(0);
  });

  test('of a log of before calls told what they saw is what it was: every priority ticket in line counts', () => {
    heldBack();
    for (let each = 0; each < 3; each += 1) next();
    const old = emptyHall();
    const streaks: (number | undefined)[] = [];
    for (const [at, { event, atMs }] of hall.log.entries()) {
      const { saw: _saw, ...before } = { saw: undefined, ...event };
      apply(old, before as typeof event, atMs, at + 1);
      if (event.type === 'ticket:called') streaks.push(old.counters.get('1')?.ordinaryStreak);
    }
    expect(streaks).toEqual([0, 1, 2, 3]);
  });
});
