import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Field } from '../../common/protocol/catalogue.ts';
import { dayAfter, NO_PLAN } from '../../server/domain/calendar.ts';
import { issuingState, minutesOf } from '../../server/domain/issuing.ts';
import { numberAt, overlapping } from '../../server/domain/numbering.ts';

const field = (
  code: string,
  range: { prefix: string; start: number; size: number; digits: number },
  more = {},
) => Field.parse({ code, name: code, range, ...more });
const digits = (start: number, size = 999) => ({ prefix: '', start, size, digits: 4 });

describe('numbers', () => {
  test('[NUM2] band overflow is refused at configuration: ranges that could meet are found', () => {
    const first = field('a', digits(1001));
    expect(overlapping(field('b', digits(1500)), [first])?.code).toBe('a');
    expect(overlapping(field('b', digits(2001)), [first])).toBeNull();
    // 10010 is where the first field runs on when its thousand is full.
    expect(overlapping(field('b', { ...digits(10_500), digits: 5 }), [first])?.code).toBe('a');
    expect(overlapping(field('b', { ...digits(1001), prefix: 'B' }), [first])).toBeNull();
  });

  test('[NUM3] a full band rolls into a wider unique number and says when even that is used up', () => {
    const range = digits(1001);
    expect(numberAt(range, 998)).toBe('1999');
    expect(numberAt(range, 999)).toBe('10010');
    expect(numberAt({ prefix: 'A', start: 1, size: 999, digits: 3 }, 0)).toBe('A001');
    expect(numberAt({ prefix: 'A', start: 1, size: 999, digits: 3 }, 999)).toBe('A1000');
    expect(numberAt(range, 999 + 9_990)).toBeNull();
  });

  test('[NUM3] the wider stretch begins at ten times the start, or with one digit more where the range reaches beyond that', () => {
    const first = (start: number, size: number) => numberAt({ prefix: '', start, size, digits: 1 }, size);
    expect(first(2, 18)).toBe('20');
    expect(first(2, 19)).toBe('100');
    expect(first(1, 9)).toBe('10');
  });

  test('[NUM2] ranges that stand side by side do not meet, from whichever side one looks', () => {
    const [low, high] = [field('a', digits(1001)), field('b', { ...digits(2000), size: 1000 })];
    expect(overlapping(low, [high])).toBeNull();
    expect(overlapping(high, [low])).toBeNull();
    expect(overlapping(high, [field('c', digits(1001, 1000))])?.code).toBe('c');
    // Its own earlier definition is none of the others.
    expect(overlapping(low, [field('a', digits(1500))])).toBeNull();
  });

  test('no two tickets of a day share a number, whatever ranges a hall accepts', () => {
    const ranges = fc.record({
      prefix: fc.constantFrom('', 'A'),
      start: fc.integer({ min: 1, max: 500 }),
      size: fc.integer({ min: 1, max: 60 }),
      digits: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(fc.array(ranges, { minLength: 1, maxLength: 6 }), (all) => {
        const accepted: Field[] = [];
        for (const [at, range] of all.entries()) {
          const next = field(`f${at}`, range);
          if (!overlapping(next, accepted)) accepted.push(next);
        }
        const seen = new Set<string>();
        for (const each of accepted)
          for (let ordinal = 0; ; ordinal++) {
            const number = numberAt(each.range, ordinal);
            if (number === null) break;
            expect(seen.has(number)).toBe(false);
            seen.add(number);
          }
      }),
    );
  });
});

describe('issuing', () => {
  const at = (minuteOfDay: number) => ({ atMs: 0, date: '2026-11-24', minuteOfDay });
  const windows = [
    { from: '07:00', to: '11:00' },
    { from: '13:00', to: '16:00' },
  ];

  test('[ISSUE1] numbers are drawn inside the windows only, and the next opening is named', () => {
    const limited = field('a', digits(1001), { windows });
    expect(issuingState(limited, 0, at(7 * 60))).toEqual({ open: true });
    expect(issuingState(limited, 0, at(11 * 60))).toEqual({
      open: false,
      because: 'outside_window',
      nextFrom: '13:00',
      nextDate: '2026-11-24',
    });
    expect(issuingState(limited, 0, at(20 * 60))).toEqual({
      open: false,
      because: 'outside_window',
      nextFrom: '07:00',
      nextDate: '2026-11-25',
    });
  });

  test('[ISSUE2] the day’s quota ends the drawing', () => {
    const limited = field('a', digits(1001), { quotaPerDay: 2 });
    expect(issuingState(limited, 1, at(600))).toEqual({ open: true });
    // Numbers come again with the next day, not later today.
    const tomorrow = { nextFrom: '00:00', nextDate: '2026-11-25' };
    const reached = { open: false, because: 'quota_reached', ...tomorrow };
    const morning = { ...limited, windows: [{ from: '07:00', to: '11:00' }] };
    expect(issuingState(morning, 2, at(7 * 60))).toMatchObject({ ...tomorrow, nextFrom: '07:00' });
    expect(issuingState(limited, 2, at(600))).toEqual(reached);
    // Numbers left free after a restore were drawn by nobody: two are drawn of those up to 102.
    expect(issuingState(limited, 101, at(600), undefined, 100)).toEqual({ open: true });
    expect(issuingState(limited, 102, at(600), undefined, 100)).toEqual(reached);
  });

  test('[NUM3] drawing stops with its reason when the wider stretch is used up too', () => {
    // 1 … 9 and then 10 … 99.
    const small = field('a', { prefix: '', start: 1, size: 9, digits: 1 });
    expect(issuingState(small, 98, at(600))).toEqual({ open: true });
    expect(issuingState(small, 99, at(600))).toEqual({
      open: false,
      because: 'range_full',
      nextFrom: '00:00',
      nextDate: '2026-11-25',
    });
  });

  test('a time of day is its minutes since midnight', () => {
    expect(['00:00', '00:59', '07:30', '23:45'].map(minutesOf)).toEqual([0, 59, 450, 1425]);
  });

  test('[ISSUE1] the next opening is the earliest window, looked for over forty days', () => {
    const untidy = field('a', digits(1001), { windows: [...windows].reverse() });
    const evening = issuingState(untidy, 0, at(20 * 60));
    expect(evening).toMatchObject({ nextFrom: '07:00', nextDate: '2026-11-25' });
    const closedFor = (days: number) => ({
      ...NO_PLAN,
      calendar: new Map(
        Array.from({ length: days }, (_, ahead) => {
          const date = dayAfter('2026-11-24', ahead);
          return [date, { date, kind: 'closed' as const, name: 'Sửa nhà', swapWith: null }];
        }),
      ),
    });
    expect(issuingState(untidy, 0, at(600), closedFor(40))).toEqual({
      open: false,
      because: 'closed_day',
      dayName: 'Sửa nhà',
      nextFrom: '07:00',
      nextDate: '2027-01-03',
    });
    expect(issuingState(untidy, 0, at(600), closedFor(41))).toMatchObject({ nextFrom: null, nextDate: null });
  });

  test('[ISSUE3] without windows and quota a number can be drawn at any hour', () => {
    for (let minute = 0; minute < 1440; minute += 17)
      expect(issuingState(field('a', digits(1001)), 5, at(minute))).toEqual({ open: true });
  });
});
