import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apply } from '../../server/domain/apply.ts';
import { readState, writeState } from '../../server/domain/snapshot.ts';
import { emptyHall, type HallState } from '../../server/domain/state.ts';
import { PureHall } from './pure-hall.ts';

const FIELDS = ['ho-tich', 'chung-thuc', 'dat-dai'] as const;
const COUNTERS = ['1', '2'] as const;

/** One thing that happens in a hall. */
const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('draw' as const),
      field: fc.constantFrom(...FIELDS),
      priority: fc.boolean(),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('call-next' as const), counter: fc.constantFrom(...COUNTERS) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('call' as const),
      counter: fc.constantFrom(...COUNTERS),
      pick: fc.nat(40),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('start' as const, 'recall' as const, 'finish' as const, 'no-show' as const),
      counter: fc.constantFrom(...COUNTERS),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('park' as const), counter: fc.constantFrom(...COUNTERS) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('transfer' as const),
      counter: fc.constantFrom(...COUNTERS),
      field: fc.constantFrom(...FIELDS),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('return' as const), pick: fc.nat(40) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), pick: fc.nat(40) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('open' as const, 'pause' as const, 'resume' as const, 'close' as const),
      counter: fc.constantFrom(...COUNTERS),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 25 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('night' as const) }) },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

function perform(hall: PureHall, tickets: string[], what: Act): void {
  const picked = 'pick' in what ? tickets[what.pick % Math.max(1, tickets.length)] : undefined;
  switch (what.do) {
    case 'draw': {
      const ticket = hall.draw(what.field, what.priority ? 'elderly' : undefined);
      if (ticket !== '') tickets.push(ticket);
      return;
    }
    case 'call-next':
      hall.give('counter:call-next', { counter: what.counter });
      return;
    case 'call': {
      const number = picked === undefined ? undefined : hall.state.tickets.get(picked)?.number;
      if (number !== undefined) hall.give('counter:call', { counter: what.counter, number });
      return;
    }
    case 'start':
    case 'recall':
    case 'finish':
    case 'no-show':
      hall.give(`counter:${what.do}`, { counter: what.counter });
      return;
    case 'park':
      hall.give('counter:park', { counter: what.counter, reason: 'Bổ sung hồ sơ' });
      return;
    case 'transfer':
      hall.give('counter:transfer', { counter: what.counter, field: what.field });
      return;
    case 'return':
      if (picked !== undefined) hall.give('ticket:return', { ticket: picked });
      return;
    case 'cancel':
      if (picked !== undefined) hall.give('ticket:cancel', { ticket: picked, reason: 'đã về' });
      return;
    case 'open':
    case 'resume':
    case 'close':
      hall.give(`counter:${what.do}`, { counter: what.counter }, `officer-${what.counter}`);
      return;
    case 'pause':
      hall.give('counter:pause', { counter: what.counter, reason: 'Họp' });
      return;
    case 'wait':
      hall.atMs += what.minutes * 60_000;
      return;
    case 'night':
      hall.atMs += 17 * 3_600_000;
  }
}

function opened(): PureHall {
  const hall = new PureHall();
  for (const counter of COUNTERS) hall.give('counter:open', { counter }, `officer-${counter}`);
  return hall;
}

/** What must hold at every moment of every hall. */
function check(state: HallState): void {
  const live = [...state.tickets.values()];
  const numbers = live.map((ticket) => ticket.number);
  expect(new Set(numbers).size).toBe(numbers.length);
  const present = [...state.counters.values()].flatMap((counter) => counter.presentTicketId ?? []);
  expect(new Set(present).size).toBe(present.length);
  for (const counter of state.counters.values()) {
    if (counter.presentTicketId === null) continue;
    const ticket = state.tickets.get(counter.presentTicketId);
    expect(ticket?.counter).toBe(counter.definition.code);
    expect(['called', 'serving']).toContain(ticket?.state);
  }
  for (const ticket of live) {
    const lines = [...state.lines.values()].filter(
      (line) => line.priority.includes(ticket) || line.ordinary.includes(ticket),
    );
    // Whoever waits stands in exactly one line, whoever does not in none.
    expect(lines.length).toBe(ticket.state === 'waiting' ? 1 : 0);
    if (ticket.state === 'called' || ticket.state === 'serving') expect(present).toContain(ticket.id);
    expect(state.ended.has(ticket.id) && ticket.state !== 'no_show').toBe(false);
  }
}

/** The state without what is made anew from it. */
const kept = (state: HallState) => {
  const { lines: _lines, numbers: _numbers, ...rest } = state;
  return rest;
};

describe('any day of any hall', () => {
  test('no two live tickets share a number, no ticket stands at two counters, none is lost from its line', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const hall = opened();
        const tickets: string[] = [];
        for (const each of acts) {
          perform(hall, tickets, each);
          check(hall.state);
        }
        const today = new Set([...hall.state.tickets.keys(), ...hall.state.ended.keys()]);
        const drawnToday = hall.log
          .slice(hall.log.findLastIndex((each) => each.event.type === 'day:opened'))
          .flatMap((each) => (each.event.type === 'ticket:issued' ? [each.event.ticketId] : []));
        for (const ticket of drawnToday) expect(today.has(ticket)).toBe(true);
      }),
      { numRuns: 250 },
    );
  });

  test('the same events give the same state, and so does a snapshot anywhere with the rest after it', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), fc.nat(200), (acts, cut) => {
        const hall = opened();
        const tickets: string[] = [];
        for (const each of acts) perform(hall, tickets, each);
        let state = emptyHall();
        for (const [at, { event, atMs }] of hall.log.entries()) {
          if (at === cut % hall.log.length) state = readState(writeState(state));
          apply(state, event, atMs, at + 1);
        }
        expect(kept(state)).toEqual(kept(hall.state));
      }),
      { numRuns: 250 },
    );
  });

  test('with two priority levels and one counter nobody is overtaken beyond the discipline’s bound', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ priority: fc.boolean(), gapMinutes: fc.integer({ min: 0, max: 9 }) }), {
          minLength: 2,
          maxLength: 40,
        }),
        fc.constantFrom(2, 5, 10),
        (people, weight) => {
          const hall = opened();
          hall.give('settings:put', { discipline: { kind: 'accumulating', weight } });
          for (const person of people) {
            hall.atMs += person.gapMinutes * 60_000;
            hall.draw('ho-tich', person.priority ? 'elderly' : undefined);
          }
          hall.atMs += 60_000;
          const arrived = new Map(
            [...hall.state.tickets.values()].map((ticket) => [ticket.id, { ...ticket }]),
          );
          const called: string[] = [];
          for (;;) {
            const { ticketId, refusal } = hall.give('counter:call-next', { counter: '1' });
            if (refusal) break;
            called.push(ticketId ?? '');
            const me = arrived.get(ticketId ?? '');
            if (!me) throw new Error('a ticket nobody drew');
            for (const other of arrived.values()) {
              if (called.includes(other.id) || other.orderedAtMs >= me.orderedAtMs) continue;
              // Passed over although earlier: only by priority, and only while the weighed wait is the longer one.
              expect(me.priority).not.toBeNull();
              expect(other.priority).toBeNull();
              const now = hall.atMs;
              expect((now - me.orderedAtMs) * weight).toBeGreaterThanOrEqual(now - other.orderedAtMs);
            }
            hall.atMs += 120_000;
          }
          expect(called).toHaveLength(people.length);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('acts at two counters that do not touch each other may come in either order', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('start', 'recall', 'finish', 'no-show', 'park'),
        fc.constantFrom('start', 'recall', 'finish', 'no-show', 'park'),
        (first, second) => {
          const make = () => {
            const hall = opened();
            hall.draw('ho-tich');
            hall.draw('dat-dai');
            for (const counter of COUNTERS) hall.give('counter:call-next', { counter });
            return hall;
          };
          const at = (hall: PureHall, counter: string, name: string) =>
            name === 'park'
              ? hall.give('counter:park', { counter, reason: 'Họp' })
              : hall.give(`counter:${name as 'start'}`, { counter });
          const one = make();
          at(one, '1', first);
          at(one, '2', second);
          const other = make();
          at(other, '2', second);
          at(other, '1', first);
          const shown = (hall: PureHall) => ({
            tickets: [...hall.state.tickets.values()].sort((a, b) => a.order - b.order),
            ended: [...hall.state.ended].sort(),
            // Where an act stands in the log is all that the order may change.
            counters: [...hall.state.counters].map(([code, counter]) => [
              code,
              { ...counter, lastAct: counter.lastAct && { ...counter.lastAct, sequence: 0 } },
            ]),
          });
          expect(shown(one)).toEqual(shown(other));
        },
      ),
      { numRuns: 60 },
    );
  });
});
