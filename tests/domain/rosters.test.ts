import { beforeEach, describe, expect, test } from 'vitest';
import type { PayloadInput } from '../../common/protocol/commands.ts';
import { readState, writeState } from '../../server/domain/snapshot.ts';
import { PureHall } from './pure-hall.ts';

const TODAY = '2026-11-24';
const TOMORROW = '2026-11-25';
const ID = 'roster-thu-0001';

type Roster = PayloadInput<'roster:confirm'>;

/** Counter 1 holds ho-tich, counter 2 dat-dai and helps ho-tich; mornings and afternoons of two days. */
function roster(more: Partial<Roster> = {}): Roster {
  const session = (fromMinute: number, toMinute: number) => ({
    fromMinute,
    toMinute,
    turns: [
      { place: 0, officer: 'lan' },
      { place: 1, officer: 'tam' },
    ],
  });
  return {
    id: ID,
    from: TODAY,
    to: TOMORROW,
    places: [
      { counter: '1', primaryFields: ['ho-tich'], helpingFields: [] },
      { counter: '2', primaryFields: ['dat-dai'], helpingFields: ['ho-tich'] },
    ],
    days: [TODAY, TOMORROW].map((date) => ({ date, sessions: [session(450, 690), session(780, 1020)] })),
    ...more,
  };
}

describe('rosters in the hall', () => {
  let hall: PureHall;
  const fieldsOf = (counter: string) => {
    const live = hall.state.counters.get(counter);
    return {
      counter,
      primaryFields: [...(live?.primaryFields ?? [])],
      helpingFields: [...(live?.helpingFields ?? [])],
    };
  };
  const seen = () => [fieldsOf('1'), fieldsOf('2')];
  const applied = (more: Partial<PayloadInput<'roster:apply'>> = {}) =>
    hall.give('roster:apply', { roster: ID, date: TODAY, session: 450, shown: seen(), ...more });

  beforeEach(() => {
    hall = new PureHall();
    hall.give('field:put', {
      code: 'thue',
      name: 'Thuế',
      range: { prefix: 'T', start: 1, size: 99, digits: 3 },
    });
    hall.give('officer:put', { username: 'lan', qualifiedFields: ['ho-tich', 'dat-dai'] });
    hall.give('officer:put', { username: 'tam', qualifiedFields: ['ho-tich', 'dat-dai'] });
    for (const code of ['1', '2'])
      hall.give('counter:put', {
        code,
        label: `Quầy ${code}`,
        primaryFields: ['ho-tich', 'dat-dai'],
        helpingFields: [],
      });
  });

  test('[LEAVE1] [LEAVE2] an absence is noted, moved and taken back; two of one officer never meet', () => {
    const put = (more: Partial<PayloadInput<'officer:leave-put'>>) =>
      hall.outcome('officer:leave-put', { id: 'v-1', username: 'lan', from: TODAY, to: TODAY, ...more });
    expect(put({ to: '2026-11-23' })).toBe('invalid_input');
    expect(put({ to: '2028-01-01' })).toBe('invalid_input');
    expect(put({ part: 'morning' })).toBe('done');
    expect(put({ id: 'v-2', part: 'afternoon' })).toBe('done');
    expect(put({ id: 'v-3', from: '2026-11-20' })).toBe('conflict');
    expect(put({ id: 'v-3', username: 'tam' })).toBe('done');
    expect(put({ from: '2026-11-26', to: '2026-11-27' })).toBe('done');
    expect(readState(writeState(hall.state)).leaves).toEqual(hall.state.leaves);
    expect(hall.outcome('officer:leave-remove', { id: 'v-2' })).toBe('done');
    expect(hall.outcome('officer:leave-remove', { id: 'v-2' })).toBe('not_found');
    expect([...hall.state.leaves.keys()]).toEqual(['v-1', 'v-3']);
  });

  test('[ROST1] a roster is confirmed once, and survives a snapshot', () => {
    expect(hall.outcome('roster:confirm', roster())).toBe('done');
    expect(hall.outcome('roster:confirm', roster())).toBe('conflict');
    expect(readState(writeState(hall.state)).rosters.get(ID)).toEqual(hall.state.rosters.get(ID));
    expect(hall.outcome('roster:withdraw', { id: ID })).toBe('done');
    expect(hall.outcome('roster:withdraw', { id: ID })).toBe('not_found');
  });

  test.each([
    [
      'leave',
      () => hall.give('officer:leave-put', { id: 'v-1', username: 'lan', from: TOMORROW, to: TOMORROW }),
    ],
    ['qualification', () => hall.give('officer:put', { username: 'tam', qualifiedFields: ['dat-dai'] })],
    [
      'posting',
      () => hall.give('officer:put', { username: 'lan', qualifiedFields: ['ho-tich'], postedTo: TODAY }),
    ],
    ['officer', () => hall.give('officer:remove', { username: 'tam' })],
    [
      'counter',
      () =>
        hall.give('counter:put', {
          code: '2',
          label: 'Quầy 2',
          primaryFields: [],
          helpingFields: [],
          active: false,
        }),
    ],
    [
      'agreed-number',
      () => {
        const agency = {
          code: 'ngoai',
          name: 'Cơ quan ngoài',
          kind: 'outside',
          needsAgreement: true,
        } as const;
        hall.give('agency:put', { ...agency, agreedFrom: TODAY, agreedOfficers: 2 });
        for (const username of ['lan', 'tam'])
          hall.give('officer:put', {
            username,
            agency: 'ngoai',
            qualifiedFields: ['ho-tich', 'dat-dai'],
            postedFrom: TODAY,
            postedTo: TOMORROW,
          });
        hall.give('agency:put', { ...agency, agreedFrom: TODAY, agreedOfficers: 1 });
      },
    ],
  ])('[ROST1] it does not hold any more once the %s changed', (because, change) => {
    change();
    expect(hall.give('roster:confirm', roster()).refusal).toMatchObject({
      code: 'roster_stale',
      details: { because },
    });
  });

  test('[ROST1] nobody sits in two places, and no counter is given away twice', () => {
    const twice = roster();
    const day = twice.days[0];
    const turns = [
      { place: 0, officer: 'lan' },
      { place: 1, officer: 'lan' },
    ];
    const wrong = {
      ...twice,
      days: [{ date: TODAY, sessions: [{ fromMinute: 450, toMinute: 690, turns }] }],
    };
    expect(hall.give('roster:confirm', wrong).refusal?.details).toMatchObject({ because: 'twice' });
    const backwards = { ...twice, days: day ? [day, day] : [] };
    expect(hall.give('roster:confirm', backwards).refusal?.details).toMatchObject({ because: 'dates' });
  });

  test('[ROST2] applying sets all counters at once; whoever is being served stays', () => {
    hall.give('roster:confirm', roster());
    hall.give('counter:open', { counter: '1' }, 'lan');
    const ticket = hall.draw('dat-dai');
    hall.give('counter:call-next', { counter: '1' }, 'lan');
    const decision = applied();
    expect(decision.refusal).toBeUndefined();
    expect(decision.events.map((event) => event.type)).toEqual([
      'counter:fields-set',
      'counter:fields-set',
      'roster:applied',
    ]);
    expect(fieldsOf('1')).toMatchObject({ primaryFields: ['ho-tich'], helpingFields: [] });
    expect(fieldsOf('2')).toMatchObject({ primaryFields: ['dat-dai'], helpingFields: ['ho-tich'] });
    expect(hall.state.counters.get('1')).toMatchObject({
      presentTicketId: ticket,
      officer: 'lan',
      state: 'open',
    });
    expect(hall.state.tickets.get(ticket)).toMatchObject({ state: 'called', counter: '1' });
  });

  test('[ROST3] it is refused whole when the counters are not as they were shown, or the roster no longer holds', () => {
    hall.give('roster:confirm', roster());
    const before = seen();
    hall.give('counter:set-fields', { counter: '2', primaryFields: ['dat-dai'], helpingFields: [] });
    expect(applied({ shown: before }).refusal).toMatchObject({
      code: 'roster_stale',
      details: { because: 'counters-changed', counter: '2' },
    });
    expect(applied({ shown: [] }).refusal?.code).toBe('roster_stale');
    expect(fieldsOf('1')).toMatchObject({ primaryFields: ['ho-tich', 'dat-dai'] });
    expect(applied({ date: TOMORROW }).refusal?.details).toMatchObject({ because: 'not-today' });
    expect(applied({ session: 451 }).refusal?.details).toMatchObject({ because: 'no-session' });
    hall.give('roster:confirm', roster({ id: 'roster-thu-0002' }));
    expect(applied().refusal?.details).toMatchObject({ because: 'superseded' });
    hall.give('roster:withdraw', { id: 'roster-thu-0002' });
    expect(applied().refusal).toBeUndefined();
  });

  test('[ROST4] it never leaves a field without a counter that had one', () => {
    hall.give('counter:put', { code: '2', label: 'Quầy 2', primaryFields: ['thue'], helpingFields: [] });
    hall.give('roster:confirm', roster());
    expect(applied().refusal).toMatchObject({ code: 'field_unserved', details: { fields: ['thue'] } });
    expect(fieldsOf('2')).toMatchObject({ primaryFields: ['thue'] });
    hall.give('counter:put', { code: '3', label: 'Quầy 3', primaryFields: ['thue'], helpingFields: [] });
    expect(applied().refusal).toBeUndefined();
  });

  test('[ROST5] a counter opened after it has the fields of the roster, until the day is over', () => {
    hall.give('roster:confirm', roster());
    applied();
    hall.give('counter:open', { counter: '2' }, 'tam');
    expect(fieldsOf('2')).toMatchObject({ primaryFields: ['dat-dai'], helpingFields: ['ho-tich'] });
    hall.give('counter:close', { counter: '2' }, 'tam');
    hall.give('counter:open', { counter: '2', fields: ['ho-tich'] }, 'tam');
    expect(fieldsOf('2')).toMatchObject({ primaryFields: ['ho-tich'] });
    hall.give('counter:close', { counter: '2' }, 'tam');
    hall.atMs += 24 * 3_600_000;
    hall.give('counter:open', { counter: '2' }, 'tam');
    expect(fieldsOf('2')).toMatchObject({ primaryFields: ['ho-tich', 'dat-dai'], helpingFields: [] });
  });

  test('[ROST6] it is taken back as it was, unless a counter was changed since', () => {
    hall.give('roster:confirm', roster());
    const before = seen();
    applied();
    const application = hall.state.rosterApplied?.id ?? '';
    hall.give('counter:set-fields', { counter: '1', primaryFields: ['dat-dai'], helpingFields: [] });
    expect(hall.give('roster:undo-apply', { application }).refusal?.code).toBe('roster_stale');
    hall.give('counter:set-fields', { counter: '1', primaryFields: ['ho-tich'], helpingFields: [] });
    expect(hall.outcome('roster:undo-apply', { application })).toBe('done');
    expect(seen()).toEqual(before);
    expect(hall.outcome('roster:undo-apply', { application })).toBe('not_found');
  });

  test('[ROT1] a rotation changes two postings of one agency, and the headcount never rises', () => {
    const rotate = (more: object = {}) =>
      hall.outcome('officer:rotate', { out: 'lan', in: 'cuc', on: TOMORROW, to: '2027-05-24', ...more });
    const agency = { code: 'ngoai', name: 'Cơ quan ngoài', kind: 'outside', needsAgreement: true } as const;
    hall.give('agency:put', { ...agency, agreedFrom: '2026-01-01', agreedOfficers: 1 });
    const record = { qualifiedFields: ['ho-tich'], agency: 'ngoai' };
    const running = { ...record, username: 'lan', postedFrom: '2026-06-01', postedTo: '2026-12-31' };
    hall.give('officer:put', running);
    expect(rotate()).toBe('not_found');
    hall.give('officer:put', { username: 'cuc', qualifiedFields: ['ho-tich'] });
    expect(rotate()).toBe('conflict');
    hall.give('officer:put', { ...record, username: 'cuc' });
    expect(rotate({ on: TODAY })).toBe('invalid_input');
    expect(rotate({ to: TODAY })).toBe('invalid_input');
    expect(rotate({ on: '2027-01-05' })).toBe('conflict');
    expect(rotate()).toBe('done');
    expect(hall.state.officers.get('lan')).toMatchObject({ postedFrom: '2026-06-01', postedTo: TODAY });
    expect(hall.state.officers.get('cuc')).toMatchObject({ postedFrom: TOMORROW, postedTo: '2027-05-24' });
    expect(rotate()).toBe('conflict');
    hall.give('agency:put', {
      ...agency,
      agreedFrom: '2026-01-01',
      agreedTo: '2026-12-31',
      agreedOfficers: 1,
    });
    expect(
      hall.outcome('officer:rotate', { out: 'cuc', in: 'lan', on: '2026-12-20', to: '2027-03-01' }),
    ).toBe('no_agreement');
  });
});
