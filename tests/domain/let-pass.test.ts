import { describe, expect, test } from 'vitest';
import { PureHall } from './pure-hall.ts';

/** A hall with counter 1 open and so many tickets in its line, a minute apart. */
function hallWith(tickets: number): { hall: PureHall; ids: string[] } {
  const hall = new PureHall();
  hall.give('counter:open', { counter: '1' }, 'lan');
  const ids = Array.from({ length: tickets }, () => {
    hall.atMs += 60_000;
    return hall.draw();
  });
  return { hall, ids };
}

const lineOf = (hall: PureHall) => hall.state.lines.get('ho-tich')?.ordinary.map(({ id }) => id);
const callNext = (hall: PureHall) => hall.give('counter:call-next', { counter: '1' }).ticketId;

describe('letting others pass', () => {
  test('three of the line pass, and the number is called behind them [PASS1]', () => {
    const { hall, ids } = hallWith(6);
    const [a = '', b, c, d, e, f] = ids;
    expect(hall.outcome('ticket:let-pass', { ticket: a })).toBe('done');
    expect(lineOf(hall)).toEqual([b, c, d, a, e, f]);
    expect([callNext(hall), callNext(hall), callNext(hall), callNext(hall)]).toEqual([b, c, d, a]);
  });

  test('its wait counts from the arrival of the last who passed, also against those of other lines [PASS1]', () => {
    const { hall, ids } = hallWith(4);
    const last = hall.state.tickets.get(ids[3] ?? '');
    hall.give('ticket:let-pass', { ticket: ids[0] ?? '' });
    const moved = hall.state.tickets.get(ids[0] ?? '');
    expect([moved?.orderedAtMs, moved?.number, moved?.issuedAtMs === last?.issuedAtMs]).toEqual([
      last?.orderedAtMs,
      '1001',
      false,
    ]);
  });

  test('only those of its own class pass: priority goes before by its own right [PASS1]', () => {
    const { hall, ids } = hallWith(2);
    const priority = hall.draw('ho-tich', 'elderly');
    hall.give('ticket:let-pass', { ticket: ids[0] ?? '' });
    expect(lineOf(hall)).toEqual([ids[1], ids[0]]);
    expect(hall.outcome('ticket:let-pass', { ticket: priority })).toBe('nobody_behind');
  });

  test('with nobody behind, or at a counter, nothing changes [PASS2]', () => {
    const { hall, ids } = hallWith(2);
    expect(hall.outcome('ticket:let-pass', { ticket: ids[1] ?? '' })).toBe('nobody_behind');
    callNext(hall);
    expect(hall.outcome('ticket:let-pass', { ticket: ids[0] ?? '' })).toBe('wrong_state');
    hall.give('counter:finish', { counter: '1' });
    expect(hall.outcome('ticket:let-pass', { ticket: ids[0] ?? '' })).toBe('wrong_state');
    expect(hall.outcome('ticket:let-pass', { ticket: 'no-such-ticket' })).toBe('unknown_ticket');
    expect(hall.log.filter(({ event }) => event.type === 'ticket:let-pass')).toEqual([]);
  });

  test('a third time is refused, and the wait of such a number teaches nothing [PASS3]', () => {
    const { hall, ids } = hallWith(9);
    const [ticket = ''] = ids;
    expect([1, 2, 3].map(() => hall.outcome('ticket:let-pass', { ticket }))).toEqual([
      'done',
      'done',
      'passed_enough',
    ]);
    const plain = hallWith(1);
    const taught = (of: PureHall) => JSON.stringify(of.state.waits.ranges);
    const before = taught(hall);
    hall.atMs += 40 * 60_000;
    hall.give('counter:call', { counter: '1', number: '1001' });
    expect(taught(hall)).toBe(before);
    const plainBefore = taught(plain.hall);
    plain.hall.atMs += 40 * 60_000;
    callNext(plain.hall);
    expect(taught(plain.hall)).not.toBe(plainBefore);
  });

  test('an absent one who asks for it is there: nothing holds the number back any more [PASS1]', () => {
    const { hall, ids } = hallWith(3);
    callNext(hall);
    hall.give('counter:no-show', { counter: '1' });
    hall.give('ticket:let-pass', { ticket: ids[0] ?? '' });
    expect([callNext(hall), callNext(hall), callNext(hall)]).toEqual([ids[1], ids[2], ids[0]]);
  });
});
