import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Field } from '../../common/protocol/catalogue.ts';
import { issuingState } from '../../server/domain/issuing.ts';
import { numberAt, overlapping } from '../../server/domain/numbering.ts';

const field = (
  code: string,
  range: { prefix: string; start: number; size: number; digits: number },
  more = {},
) => Field.parse({ code, name: code, range, ...more });
const digits = (start: number, size = 999) => ({ prefix: '', start, size, digits: 4 });

describe('numbers', () => {
  it('[NUM2] band overflow is refused at configuration: ranges that could meet are found', () => {
    const first = field('a', digits(1001));
    expect(overlapping(field('b', digits(1500)), [first])?.code).toBe('a');
    expect(overlapping(field('b', digits(2001)), [first])).toBeNull();
    // 10010 is where the first field runs on when its thousand is full.
    expect(overlapping(field('b', { ...digits(10_500), digits: 5 }), [first])?.code).toBe('a');
    expect(overlapping(field('b', { ...digits(1001), prefix: 'B' }), [first])).toBeNull();
  });

  it('[NUM3] a full band rolls into a wider unique number and says when even that is used up', () => {
    const range = digits(1001);
    expect(numberAt(range, 998)).toBe('1999');
    expect(numberAt(range, 999)).toBe('10010');
    expect(numberAt({ prefix: 'A', start: 1, size: 999, digits: 3 }, 0)).toBe('A001');
    expect(numberAt({ prefix: 'A', start: 1, size: 999, digits: 3 }, 999)).toBe('A1000');
    expect(numberAt(range, 999 + 9_990)).toBeNull();
  });

  it('no two tickets of a day share a number, whatever ranges a hall accepts', () => {
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

  it('[ISSUE1] numbers are drawn inside the windows only, and the next opening is named', () => {
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

  it('[ISSUE2] the day’s quota ends the drawing', () => {
    const limited = field('a', digits(1001), { quotaPerDay: 2 });
    expect(issuingState(limited, 1, at(600))).toEqual({ open: true });
    expect(issuingState(limited, 2, at(600))).toMatchObject({ because: 'quota_reached' });
  });

  it('[ISSUE3] without windows and quota a number can be drawn at any hour', () => {
    for (let minute = 0; minute < 1440; minute += 17)
      expect(issuingState(field('a', digits(1001)), 5, at(minute))).toEqual({ open: true });
  });
});
