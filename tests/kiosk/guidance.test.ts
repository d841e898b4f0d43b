import { describe, expect, test } from 'vitest';
import { guidanceFor } from '../../kiosk/guidance.ts';
import { FakeHall } from '../support/fake-hall.ts';

const hall = new FakeHall();
const closed = { open: false, because: 'outside_window', nextFrom: null, nextDate: null } as const;
const open = (...codes: string[]) => codes.map((code) => ({ code, label: code }));
const chosen = (...[candidates, records]: Parameters<typeof guidanceFor>) =>
  guidanceFor(candidates, records)?.field.code;

describe('whose counter guides', () => {
  test('of the hall’s candidates the one with the fewest people a counter', () => {
    const records = [
      hall.fieldRecord('dat-dai', { waiting: 3 }),
      hall.fieldRecord('thue', { waiting: 4, counters: open('5', '6') }),
      hall.fieldRecord('cong-an', { waiting: 0 }),
    ];
    expect(chosen(['dat-dai', 'thue'], records)).toBe('thue');
    expect(chosen(['dat-dai'], records)).toBe('dat-dai');
  });

  test('a counter that is open goes before a shorter line that nobody works on', () => {
    const records = [
      hall.fieldRecord('dat-dai', { waiting: 0, counters: [] }),
      hall.fieldRecord('thue', { waiting: 9 }),
    ];
    expect(chosen(['dat-dai', 'thue'], records)).toBe('thue');
    expect(chosen(['dat-dai'], records)).toBe('dat-dai');
  });

  test('equal lines go by the hall’s order', () => {
    const records = [hall.fieldRecord('dat-dai'), hall.fieldRecord('thue')];
    expect(chosen(['thue', 'dat-dai'], records)).toBe('thue');
  });

  test('a field that gives no numbers, or answers no questions, is none; without candidates any that does', () => {
    const records = [
      hall.fieldRecord('dat-dai', { issuing: closed }),
      hall.fieldRecord('tra-ket-qua'),
      hall.fieldRecord('thue', { waiting: 7 }),
    ];
    expect(chosen([], records)).toBe('thue');
    expect(chosen(['dat-dai'], records)).toBeUndefined();
    expect(chosen(['khong-co'], records)).toBe('thue');
    expect(chosen([], records.slice(0, 2))).toBeUndefined();
  });
});
