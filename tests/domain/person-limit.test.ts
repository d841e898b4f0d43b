import { describe, expect, test } from 'vitest';
import { readState, writeState } from '../../server/domain/snapshot.ts';
import { PureHall } from './pure-hall.ts';

const [FIELD, OTHER] = ['ho-tich', 'dat-dai'];

describe('numbers a person', () => {
  const limited = (most: number | null) => {
    const hall = new PureHall();
    hall.give('settings:put', { numbersPerPerson: most });
    hall.channel = 'kiosk';
    return hall;
  };
  const draw = (hall: PureHall, person: string | undefined, field = FIELD, purpose = 'submit' as const) => {
    hall.person = person;
    return hall.outcome('ticket:issue', { field, purpose, printer: null });
  };

  test('a kiosk draws so many of a field a day for one card, and as many for another [ISSUE5]', () => {
    const hall = limited(2);
    expect(draw(hall, undefined)).toBe('card_required');
    expect([draw(hall, 'lan'), draw(hall, 'lan'), draw(hall, 'lan')]).toEqual([
      'done',
      'done',
      'person_limit',
    ]);
    expect([draw(hall, 'lan', OTHER), draw(hall, 'minh')]).toEqual(['done', 'done']);
    // A restart counts on from the snapshot, the next day from nothing.
    expect(readState(writeState(hall.state)).drawnBy).toEqual(hall.state.drawnBy);
    hall.atMs += 86_400_000;
    expect(draw(hall, 'lan')).toBe('done');
    expect(hall.state.drawnBy.size).toBe(1);
  });

  test('questions need no card, staff draw without, and a hall without a limit asks for none [ISSUE5]', () => {
    const hall = limited(1);
    expect(hall.outcome('ticket:issue', { field: FIELD, purpose: 'ask', printer: null })).toBe('done');
    hall.channel = 'counter';
    expect([draw(hall, undefined), draw(hall, undefined)]).toEqual(['done', 'done']);
    const free = limited(null);
    expect([draw(free, undefined), draw(free, undefined)]).toEqual(['done', 'done']);
  });
});
