import { describe, expect, test } from 'vitest';
import { noticesOf, turnsOf } from '../../display/media/procedure-notices.ts';
import { FakeHall } from '../support/fake-hall.ts';

const { procedures } = new FakeHall().template;
const [first] = procedures;
const procedure = { ...first!, code: 'x', name: 'Đăng ký khai sinh', timeLimit: 'Trong ngày', fee: '' };
const file = (name: string) => ({ name, kind: 'image' as const, stamp: '1' });

describe('notices of procedures on the board', () => {
  test('tell time limit and fee word for word, and only what is known', () => {
    expect(noticesOf([procedure])).toEqual([
      { code: 'x', name: 'Đăng ký khai sinh', facts: [['Thời hạn giải quyết', 'Trong ngày']] },
    ]);
    expect(noticesOf([{ ...procedure, fee: 'Miễn phí' }])[0]?.facts[1]).toEqual(['Phí, lệ phí', 'Miễn phí']);
    expect(
      noticesOf([
        { ...procedure, timeLimit: '' },
        { ...procedure, active: false },
      ]),
    ).toEqual([]);
  });

  test('a text that could not be read whole from a seat is left out, never shortened', () => {
    const room = 260 - procedure.name.length;
    expect(noticesOf([{ ...procedure, timeLimit: 'x'.repeat(room) }])).toHaveLength(1);
    expect(noticesOf([{ ...procedure, timeLimit: 'x'.repeat(room + 1) }])).toEqual([]);
  });

  test('files and notices take turns, and the shorter list comes round again', () => {
    const notices = noticesOf([procedure, { ...procedure, code: 'y' }, { ...procedure, code: 'z' }]);
    const names = (turns: ReturnType<typeof turnsOf>) =>
      turns.map((turn) => (turn.kind === 'notice' ? turn.notice.code : turn.name));
    expect(names(turnsOf([file('a'), file('b')], notices))).toEqual(['a', 'x', 'b', 'y', 'a', 'z']);
    expect(names(turnsOf([file('a')], []))).toEqual(['a']);
    expect(names(turnsOf([], notices))).toEqual(['x', 'y', 'z']);
    expect(turnsOf([], [])).toEqual([]);
  });
});
