import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayAfter } from '../../server/domain/calendar.ts';
import { beyondAgreement, postingOn, wholeAgency } from '../../server/domain/postings.ts';
import { readState, writeState } from '../../server/domain/snapshot.ts';
import { PureHall } from './pure-hall.ts';

const TAX = { code: 'thue', name: 'Chi cục Thuế', kind: 'outside', needsAgreement: true } as const;

describe('postings', () => {
  test.each([
    [null, null, 'unset', null],
    ['2026-12-01', '2027-05-31', 'coming', 188],
    ['2026-01-01', null, 'running', null],
    ['2026-01-01', '2027-05-31', 'running', 188],
    ['2026-01-01', '2026-12-24', 'ending', 30],
    [null, '2026-11-24', 'ending', 0],
    ['2026-01-01', '2026-11-23', 'ended', -1],
  ] as const)('[POST1] from %s to %s is %s on 24 November', (postedFrom, postedTo, state, daysLeft) => {
    expect(postingOn({ postedFrom, postedTo }, '2026-11-24', 30)).toEqual({ state, daysLeft });
  });

  test('[POST1] a record is kept by account, with known agency and fields alone', () => {
    const hall = new PureHall();
    const put = (more: object) => hall.outcome('officer:put', { username: 'Lan', ...more });
    expect(put({ agency: 'khong-co' })).toBe('invalid_input');
    expect(put({ qualifiedFields: ['khong-co'] })).toBe('unknown_field');
    expect(put({ postedFrom: '2026-12-01', postedTo: '2026-11-01' })).toBe('invalid_input');
    expect(put({ agency: 'ubnd', qualifiedFields: ['ho-tich'], postedTo: '2027-01-31' })).toBe('done');
    expect(hall.state.officers.get('lan')).toMatchObject({ agency: 'ubnd', qualifiedFields: ['ho-tich'] });
    expect(hall.outcome('officer:remove', { username: 'lan' })).toBe('done');
    expect(hall.outcome('officer:remove', { username: 'lan' })).toBe('not_found');
  });

  test('[POST2] an outside agency is held to the time it agreed to', () => {
    const hall = new PureHall();
    const put = (postedFrom: string | null, postedTo: string | null) =>
      hall.outcome('officer:put', { username: 'tam', agency: 'thue', postedFrom, postedTo });
    hall.give('agency:put', TAX);
    expect(put('2026-12-01', '2026-12-31')).toBe('no_agreement');
    expect(put(null, null)).toBe('done');
    hall.give('agency:put', { ...TAX, agreedFrom: '2026-12-01', agreedTo: '2027-05-31' });
    expect(put('2026-12-01', '2027-05-31')).toBe('done');
    expect(put('2026-11-30', '2027-05-31')).toBe('no_agreement');
    expect(put('2026-12-01', '2027-06-01')).toBe('no_agreement');
    expect(put('2026-12-01', null)).toBe('no_agreement');
    // An agreement that is cut short later is seen, though the posting stays on record.
    hall.give('agency:put', { ...TAX, agreedFrom: '2026-12-01', agreedTo: '2027-03-31' });
    const officer = hall.state.officers.get('tam');
    expect(officer && beyondAgreement(hall.state, officer)).toBe('time');
    expect(hall.outcome('agency:put', { ...TAX, agreedFrom: '2027-01-01', agreedTo: '2026-12-31' })).toBe(
      'invalid_input',
    );
  });

  test('[POST2] never are more posted at once than the agency agreed to, on any day', () => {
    const day = fc.integer({ min: 0, max: 60 }).map((days) => dayAfter('2026-12-01', days));
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.tuple(day, day), { minLength: 1, maxLength: 9 }),
        (agreedOfficers, spans) => {
          const hall = new PureHall();
          hall.give('agency:put', { ...TAX, agreedFrom: '2026-12-01', agreedTo: null, agreedOfficers });
          const postings: { from: string; to: string }[] = [];
          spans.forEach(([a, b], at) => {
            const [from, to] = a < b ? [a, b] : [b, a];
            const fits = Array.from({ length: 61 }, (_, days) => dayAfter('2026-12-01', days))
              .filter((date) => from <= date && date <= to)
              .every(
                (date) =>
                  postings.filter((each) => each.from <= date && date <= each.to).length < agreedOfficers,
              );
            const outcome = hall.outcome('officer:put', {
              username: `can-bo-${at}`,
              agency: 'thue',
              postedFrom: from,
              postedTo: to,
            });
            expect(outcome).toBe(fits ? 'done' : 'no_agreement');
            if (fits) postings.push({ from, to });
          });
        },
      ),
      { numRuns: 200, seed: 7 },
    );
  });

  test('an agency of an older log has no agreement, and a written state is read back whole', () => {
    const hall = new PureHall();
    const old = { code: 'cu', name: 'Cơ quan cũ', kind: 'internal', needsAgreement: false, payingUnit: '' };
    hall.take([{ type: 'agency:defined', agency: old as never }]);
    expect(hall.state.agencies.get('cu')).toEqual(wholeAgency({ code: 'cu', name: 'Cơ quan cũ' }));
    hall.give('officer:put', { username: 'lan', agency: 'cu' });
    hall.give('calendar:put', { date: '2026-12-24', kind: 'closed', name: 'Nghỉ' });
    hall.give('hall-name:put', { from: '2026-12-01', hallName: 'Tên mới' });
    const read = readState(writeState(hall.state));
    for (const key of ['agencies', 'officers', 'calendar', 'holidays', 'hallNames'] as const)
      expect(read[key]).toEqual(hall.state[key]);
    const plain = JSON.parse(writeState(hall.state)) as Record<string, unknown>;
    for (const key of ['officers', 'calendar', 'holidays', 'hallNames']) delete plain[key];
    expect(readState(JSON.stringify(plain)).officers.size).toBe(0);
  });
});
