import { describe, expect, test } from 'vitest';
import { PureHall } from './pure-hall.ts';

/** Ways to bring one ticket into each state it can have. The counter "1" stands by, open. */
const BEFORE = {
  waiting: () => {},
  called: (hall: PureHall) => void hall.give('counter:call-next', { counter: '1' }),
  serving: (hall: PureHall) => {
    hall.give('counter:call-next', { counter: '1' });
    hall.give('counter:start', { counter: '1' });
  },
  absent: (hall: PureHall) => {
    hall.give('counter:call-next', { counter: '1' });
    hall.give('counter:no-show', { counter: '1' });
  },
  parked: (hall: PureHall) => {
    hall.give('counter:call-next', { counter: '1' });
    hall.give('counter:park', { counter: '1', reason: 'Bổ sung hồ sơ' });
  },
  elsewhere: (hall: PureHall) => {
    hall.give('counter:open', { counter: '2', fields: ['ho-tich'] }, 'hoa');
    hall.give('counter:call-next', { counter: '2' });
  },
  done: (hall: PureHall) => {
    hall.give('counter:call-next', { counter: '1' });
    hall.give('counter:finish', { counter: '1' });
  },
  no_show: (hall: PureHall) => {
    for (let call = 0; call < 3; call += 1) {
      hall.give('counter:call', { counter: '1', number: '1001' });
      hall.give('counter:no-show', { counter: '1' });
    }
  },
  cancelled: (hall: PureHall, ticket: string) => void hall.give('ticket:cancel', { ticket, reason: 'đã về' }),
  expired: (hall: PureHall) => {
    hall.give('day:close', {});
    hall.give('counter:open', { counter: '1' }, 'lan');
  },
} as const;

type Before = keyof typeof BEFORE;

/** What can be done to a ticket or at its counter. */
const ACTS = {
  'call-next': (hall: PureHall) => hall.outcome('counter:call-next', { counter: '1' }),
  call: (hall: PureHall) => hall.outcome('counter:call', { counter: '1', number: '1001' }),
  recall: (hall: PureHall) => hall.outcome('counter:recall', { counter: '1' }),
  start: (hall: PureHall) => hall.outcome('counter:start', { counter: '1' }),
  'no-show': (hall: PureHall) => hall.outcome('counter:no-show', { counter: '1' }),
  park: (hall: PureHall) => hall.outcome('counter:park', { counter: '1', reason: 'Bổ sung hồ sơ' }),
  transfer: (hall: PureHall) => hall.outcome('counter:transfer', { counter: '1', field: 'dat-dai' }),
  finish: (hall: PureHall) => hall.outcome('counter:finish', { counter: '1' }),
  return: (hall: PureHall, ticket: string) => hall.outcome('ticket:return', { ticket }),
  cancel: (hall: PureHall, ticket: string) => hall.outcome('ticket:cancel', { ticket, reason: 'đã về' }),
  prioritise: (hall: PureHall, ticket: string) =>
    hall.outcome('ticket:set-priority', { ticket, class: 'elderly', reason: 'thẻ' }),
} as const;

type Act = keyof typeof ACTS;

/** "→ state" where it is done, else the code of the refusal. */
const TABLE: Readonly<Record<Before, Readonly<Record<Act, string>>>> = {
  waiting: {
    'call-next': '→ called',
    call: '→ called',
    recall: 'no_present_ticket',
    start: 'no_present_ticket',
    'no-show': 'no_present_ticket',
    park: 'no_present_ticket',
    transfer: 'no_present_ticket',
    finish: 'no_present_ticket',
    return: 'wrong_state',
    cancel: '→ cancelled',
    prioritise: '→ waiting',
  },
  called: {
    'call-next': 'nothing_waiting',
    call: 'already_called',
    recall: '→ called',
    start: '→ serving',
    'no-show': '→ waiting',
    park: '→ parked',
    transfer: '→ waiting',
    finish: '→ done',
    return: 'wrong_state',
    cancel: 'wrong_state',
    prioritise: 'wrong_state',
  },
  serving: {
    'call-next': 'nothing_waiting',
    call: 'already_called',
    recall: 'wrong_state',
    start: 'wrong_state',
    'no-show': 'wrong_state',
    park: '→ parked',
    transfer: '→ waiting',
    finish: '→ done',
    return: 'wrong_state',
    cancel: 'wrong_state',
    prioritise: 'wrong_state',
  },
  absent: {
    'call-next': 'nothing_waiting',
    call: '→ called',
    recall: 'no_present_ticket',
    start: 'no_present_ticket',
    'no-show': 'no_present_ticket',
    park: 'no_present_ticket',
    transfer: 'no_present_ticket',
    finish: 'no_present_ticket',
    return: '→ waiting',
    cancel: '→ cancelled',
    prioritise: '→ waiting',
  },
  parked: {
    'call-next': 'nothing_waiting',
    call: '→ called',
    recall: 'no_present_ticket',
    start: 'no_present_ticket',
    'no-show': 'no_present_ticket',
    park: 'no_present_ticket',
    transfer: 'no_present_ticket',
    finish: 'no_present_ticket',
    return: '→ waiting',
    cancel: '→ cancelled',
    prioritise: '→ parked',
  },
  elsewhere: {
    'call-next': 'nothing_waiting',
    call: 'already_called',
    recall: 'no_present_ticket',
    start: 'no_present_ticket',
    'no-show': 'no_present_ticket',
    park: 'no_present_ticket',
    transfer: 'no_present_ticket',
    finish: 'no_present_ticket',
    return: 'wrong_state',
    cancel: 'wrong_state',
    prioritise: 'wrong_state',
  },
  done: {
    'call-next': 'nothing_waiting',
    call: 'unknown_ticket',
    recall: 'no_present_ticket',
    start: 'no_present_ticket',
    'no-show': 'no_present_ticket',
    park: 'no_present_ticket',
    transfer: 'no_present_ticket',
    finish: 'no_present_ticket',
    return: 'wrong_state',
    cancel: 'wrong_state',
    prioritise: 'wrong_state',
  },
  no_show: {
    'call-next': 'nothing_waiting',
    call: '→ called',
    recall: 'no_present_ticket',
    start: 'no_present_ticket',
    'no-show': 'no_present_ticket',
    park: 'no_present_ticket',
    transfer: 'no_present_ticket',
    finish: 'no_present_ticket',
    return: '→ waiting',
    cancel: '→ cancelled',
    prioritise: 'wrong_state',
  },
  cancelled: {
    'call-next': 'nothing_waiting',
    call: 'unknown_ticket',
    recall: 'no_present_ticket',
    start: 'no_present_ticket',
    'no-show': 'no_present_ticket',
    park: 'no_present_ticket',
    transfer: 'no_present_ticket',
    finish: 'no_present_ticket',
    return: '→ waiting',
    cancel: 'wrong_state',
    prioritise: 'wrong_state',
  },
  expired: {
    'call-next': 'nothing_waiting',
    call: 'unknown_ticket',
    recall: 'no_present_ticket',
    start: 'no_present_ticket',
    'no-show': 'no_present_ticket',
    park: 'no_present_ticket',
    transfer: 'no_present_ticket',
    finish: 'no_present_ticket',
    return: 'wrong_state',
    cancel: 'wrong_state',
    prioritise: 'wrong_state',
  },
};

function stateAfter(hall: PureHall, ticket: string): string {
  return hall.state.tickets.get(ticket)?.state ?? hall.state.ended.get(ticket) ?? 'gone';
}

function run(before: Before, act: Act): string {
  const hall = new PureHall();
  const ticket = hall.draw();
  hall.give('counter:open', { counter: '1' }, 'lan');
  hall.atMs += 60_000;
  BEFORE[before](hall, ticket);
  const outcome = ACTS[act](hall, ticket);
  return outcome === 'done' ? `→ ${stateAfter(hall, ticket)}` : outcome;
}

describe('the life of a ticket', () => {
  for (const before of Object.keys(BEFORE) as Before[])
    test(`every act on a ticket that is ${before} leads where the table says`, () => {
      const found = Object.fromEntries((Object.keys(ACTS) as Act[]).map((act) => [act, run(before, act)]));
      expect(found).toEqual(TABLE[before]);
    });
});

describe('a citizen who comes back', () => {
  test('before the wait is over is returned, once, and called first again [NOSHOW4]', () => {
    const hall = new PureHall();
    const absent = hall.draw();
    hall.atMs += 1_000;
    hall.draw();
    hall.give('counter:open', { counter: '1' }, 'lan');
    hall.give('counter:call-next', { counter: '1' }, 'lan');
    hall.give('counter:no-show', { counter: '1' }, 'lan');
    expect(hall.outcome('ticket:return', { ticket: absent }, 'lan')).toBe('done');
    expect(hall.outcome('ticket:return', { ticket: absent }, 'lan')).toBe('wrong_state');
    expect(hall.state.lines.get('ho-tich')?.ordinary.map((each) => each.id)).toHaveLength(2);
    expect(hall.give('counter:call-next', { counter: '1' }, 'lan').ticketId).toBe(absent);
  });

  test('is waited for from the end of the announcement, not from the call [STAGE4]', () => {
    const hall = new PureHall();
    const absent = hall.draw();
    hall.give('counter:open', { counter: '1' }, 'lan');
    hall.give('counter:call-next', { counter: '1' }, 'lan');
    const waitMs = hall.state.settings.noShow.returnsAfterSeconds * 1000;
    hall.announcedUntilMs = hall.atMs + 25_000;
    hall.give('counter:no-show', { counter: '1' }, 'lan');
    expect(hall.state.tickets.get(absent)?.eligibleAtMs).toBe(hall.atMs + 25_000 + waitMs);
    hall.atMs += waitMs;
    expect(hall.outcome('counter:call-next', { counter: '1' }, 'lan')).toBe('nothing_waiting');
    hall.atMs += 25_000;
    expect(hall.give('counter:call-next', { counter: '1' }, 'lan').ticketId).toBe(absent);
    // Announced long ago: from the moment of the absence.
    hall.announcedUntilMs = hall.atMs - 60_000;
    hall.give('counter:no-show', { counter: '1' }, 'lan');
    expect(hall.state.tickets.get(absent)?.eligibleAtMs).toBe(hall.atMs + waitMs);
  });

  test('after the wait is in line already, and nothing is to be returned', () => {
    const hall = new PureHall();
    const absent = hall.draw();
    hall.give('counter:open', { counter: '1' }, 'lan');
    hall.give('counter:call-next', { counter: '1' }, 'lan');
    hall.give('counter:no-show', { counter: '1' }, 'lan');
    hall.atMs += 60_000;
    expect(hall.outcome('ticket:return', { ticket: absent }, 'lan')).toBe('wrong_state');
    expect(hall.give('counter:call-next', { counter: '1' }, 'lan').ticketId).toBe(absent);
  });
});

describe('the calls of a ticket', () => {
  test('the wait ends with the first of them; the latest is when the service begins that nobody started', () => {
    const hall = new PureHall();
    hall.give('counter:open', { counter: '1' }, 'lan');
    const id = hall.draw();
    const at = (minutes: number) => {
      hall.atMs += minutes * 60_000;
      return hall.atMs;
    };
    const first = at(5);
    hall.give('counter:call', { counter: '1', number: '1001' });
    hall.give('counter:no-show', { counter: '1' });
    const second = at(10);
    hall.give('counter:call', { counter: '1', number: '1001' });
    expect(hall.state.tickets.get(id)).toMatchObject({
      calledAtMs: first,
      lastCalledAtMs: second,
      callCount: 2,
      startedAtMs: null,
    });
  });
});
