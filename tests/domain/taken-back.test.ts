import { beforeEach, describe, expect, test } from 'vitest';
import { readState, writeState } from '../../server/domain/snapshot.ts';
import { PureHall } from './pure-hall.ts';

let hall: PureHall;
let first: string;
let second: string;
beforeEach(() => {
  hall = new PureHall();
  hall.give('counter:open', { counter: '1', fields: ['ho-tich'] }, 'lan');
  first = hall.draw();
  hall.atMs += 60_000;
  second = hall.draw();
  hall.atMs += 60_000;
});

const ticket = (id: string) => hall.state.tickets.get(id);
const counter = () => hall.state.counters.get('1');
const act = (name: 'counter:call-next' | 'counter:start' | 'counter:finish' | 'counter:no-show') => {
  hall.atMs += 30_000;
  return hall.outcome(name, { counter: '1' }, 'lan');
};
const undo = (officer = 'lan') => hall.outcome('counter:undo', { counter: '1' }, officer);
/** What of the state an act at a counter changes. */
const facts = () => ({
  tickets: [...hall.state.tickets.values()]
    .map((each) => ({ ...each }))
    .sort((a, b) => (a.id < b.id ? -1 : 1)),
  present: counter()?.presentTicketId,
  streak: counter()?.ordinaryStreak,
  ended: [...hall.state.ended],
  numbers: [...hall.state.numbers].sort(),
  // What screens list: a call that never counts is none of it.
  calls: hall.state.calls.map((each) => each.sequence),
  line: hall.state.lines.get('ho-tich')?.ordinary.map((each) => each.id),
});

describe('[UNDO1] the last act of a counter is taken back', () => {
  const give = (name: string, input: object) => () =>
    void hall.give(name as 'counter:park', { counter: '1', ...input } as never, 'lan');
  const call = give('counter:call-next', {});
  const start = give('counter:start', {});
  const acts: readonly (readonly [string, readonly (() => void)[], () => void])[] = [
    ['a call', [], call],
    ['a call by number', [], give('counter:call', { number: '1002' })],
    ['the start of a service', [call], start],
    [
      'a finish',
      [call, start],
      give('counter:finish', { transactions: [{ procedure: '1.001193', count: 2 }] }),
    ],
    ['a finish with another field', [call, start], give('counter:finish', { field: 'dat-dai' })],
    ['a finish with the next call', [call, start], call],
    ['an absence', [call], give('counter:no-show', {})],
    ['a parking', [call, start], give('counter:park', { reason: 'Bổ sung hồ sơ' })],
    ['a transfer', [call, start], give('counter:transfer', { field: 'dat-dai' })],
    ['a transfer to a counter', [call], give('counter:transfer', { toCounter: '2' })],
  ];
  test.each(acts)('%s: everything stands as before, also an hour later', (_name, before, last) => {
    for (const each of before) each();
    hall.atMs += 5_000;
    const stood = facts();
    last();
    expect(facts()).not.toEqual(stood);
    hall.atMs += 3_600_000;
    expect(undo()).toBe('done');
    expect(facts()).toEqual(stood);
    expect(undo()).toBe('nothing_to_undo');
  });

  test('the last of three absences, too', () => {
    for (let times = 0; times < 3; times += 1) {
      hall.give('counter:call', { counter: '1', number: '1001' }, 'lan');
      if (times < 2) act('counter:no-show');
    }
    const stood = facts();
    act('counter:no-show');
    expect(ticket(first)?.state).toBe('no_show');
    expect(undo()).toBe('done');
    expect(facts()).toEqual(stood);
  });

  test('but not once another counter has gone on with the number', () => {
    act('counter:call-next');
    hall.give('counter:park', { counter: '1', reason: 'Chờ' }, 'lan');
    hall.give('counter:open', { counter: '2', fields: ['ho-tich'] }, 'hoa');
    hall.give('counter:call', { counter: '2', number: '1001' }, 'hoa');
    expect(undo()).toBe('conflict');
    // Nor when it was parked there again: it is not the same parking.
    hall.give('counter:park', { counter: '2', reason: 'Chờ' }, 'hoa');
    expect(undo()).toBe('conflict');
    expect(ticket(first)?.state).toBe('parked');
  });

  test('nor by another clerk, nor when the sender saw another act, nor after the counter changed hands', () => {
    act('counter:call-next');
    expect(undo('hoa')).toBe('counter_taken');
    const seen = counter()?.lastAct?.sequence ?? 0;
    act('counter:start');
    expect(hall.outcome('counter:undo', { counter: '1', act: seen }, 'lan')).toBe('conflict');
    act('counter:finish');
    hall.give('counter:close', { counter: '1' }, 'lan');
    hall.give('counter:open', { counter: '1' }, 'lan');
    expect(undo()).toBe('nothing_to_undo');
  });
});

describe('[UNDO2] a number that ended today is reopened', () => {
  test('a finished one is served on, with its times and without what was recorded', () => {
    act('counter:call-next');
    act('counter:start');
    const { calledAtMs, startedAtMs } = ticket(first) ?? {};
    act('counter:finish');
    act('counter:call-next');
    expect(hall.outcome('counter:reopen', { counter: '1', number: '1001' }, 'lan')).toBe('present_ticket');
    act('counter:finish');
    expect(hall.outcome('counter:reopen', { counter: '1', number: '1001' }, 'lan')).toBe('done');
    expect(ticket(first)).toMatchObject({ state: 'serving', counter: '1', calledAtMs, startedAtMs });
    expect(counter()?.presentTicketId).toBe(first);
    expect(act('counter:finish')).toBe('done');
  });

  test('an absent one is called again without a call being counted', () => {
    for (let times = 0; times < 3; times += 1) {
      hall.give('counter:call', { counter: '1', number: '1002' }, 'lan');
      act('counter:no-show');
    }
    expect(hall.outcome('counter:reopen', { counter: '1', number: '1002' }, 'lan')).toBe('done');
    expect(ticket(second)).toMatchObject({ state: 'called', counter: '1', callCount: 3 });
  });

  test('one that waits, one that is unknown and one of yesterday are refused', () => {
    const reopen = (number: string) => hall.outcome('counter:reopen', { counter: '1', number }, 'lan');
    expect(reopen('1001')).toBe('wrong_state');
    expect(reopen('9999')).toBe('unknown_ticket');
    act('counter:call-next');
    act('counter:finish');
    hall.give('day:close', {});
    hall.give('counter:open', { counter: '1', fields: ['ho-tich'] }, 'lan');
    expect(reopen('1001')).toBe('unknown_ticket');
  });

  test('survives a snapshot', () => {
    act('counter:call-next');
    act('counter:finish');
    const read = readState(writeState(hall.state));
    expect(read.beforeEnd).toEqual(hall.state.beforeEnd);
    expect(read.counters.get('1')?.lastAct).toEqual(counter()?.lastAct);
  });
});

test('[UNDO3] a cancelled number comes back where it stood', () => {
  hall.give('ticket:cancel', { ticket: first, reason: 'nhầm' });
  expect(hall.outcome('ticket:return', { ticket: first })).toBe('done');
  expect(hall.state.lines.get('ho-tich')?.ordinary.map((each) => each.id)).toEqual([first, second]);
  expect(hall.outcome('ticket:return', { ticket: first })).toBe('wrong_state');
});

describe('[CTR9] a second press within a moment is none', () => {
  const pressed = (presentState: 'called' | 'serving', name: 'counter:start' | 'counter:finish') =>
    hall.outcome(name, { counter: '1', present: first, presentState }, 'lan');

  test.each([80, 200, 400, 599])('F2 twice, %i ms apart, leaves the citizen in service', (gapMs) => {
    act('counter:call-next');
    hall.atMs += 5_000;
    expect(pressed('called', 'counter:start')).toBe('done');
    hall.atMs += gapMs;
    expect(pressed('serving', 'counter:finish')).toBe('pressed_twice');
    expect(ticket(first)?.state).toBe('serving');
  });

  test('one press in each of two windows starts once, and what a window saw before counts for nothing', () => {
    act('counter:call-next');
    hall.atMs += 5_000;
    expect(pressed('called', 'counter:start')).toBe('done');
    expect(pressed('called', 'counter:start')).toBe('conflict');
    expect(pressed('called', 'counter:finish')).toBe('conflict');
    expect(ticket(first)?.state).toBe('serving');
  });

  test('after the moment, and for senders that name no state, a finish is a finish', () => {
    act('counter:call-next');
    hall.atMs += 5_000;
    pressed('called', 'counter:start');
    hall.atMs += 600;
    expect(pressed('serving', 'counter:finish')).toBe('done');
    hall.give('counter:call-next', { counter: '1' }, 'lan');
    hall.give('counter:start', { counter: '1' }, 'lan');
    expect(hall.outcome('counter:finish', { counter: '1' }, 'lan')).toBe('done');
  });
});
