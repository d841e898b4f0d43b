import { beforeEach, describe, expect, test } from 'vitest';
import type { CounterRecord, FieldRecord, HallRecord } from '../../common/protocol/views.ts';
import { PracticeHall } from '../../counter-client/practice/practice-hall.ts';

const START = Date.parse('2026-11-24T08:00:00+07:00');
const MINUTE_MS = 60_000;

const field = (code: string, start: number) =>
  ({
    kind: 'field',
    id: `field/${code}`,
    field: { code, name: code, active: true, range: { prefix: '', start, size: 999, digits: 4 } },
    waiting: 40,
    longestSince: null,
    counters: [],
    issuing: { open: true },
    estimate: null,
  }) as unknown as FieldRecord;
const counter: CounterRecord = {
  kind: 'counter',
  id: 'counter/1',
  code: '1',
  label: 'Quầy 1',
  spokenNumber: 1,
  state: 'closed',
  primaryFields: ['ho-tich', 'dat-dai'],
  helpingFields: ['thue'],
  active: true,
  pauseReason: null,
  pausedSince: null,
  present: null,
};
const settings = {
  kind: 'hall',
  id: 'hall',
  settings: { priorities: [{ code: 'elderly', name: 'Người cao tuổi', nameEn: '', active: true }] },
} as unknown as HallRecord;

describe('a hall to practise with', () => {
  let hall: PracticeHall;
  let nowMs: number;
  beforeEach(() => {
    nowMs = START;
    hall = new PracticeHall(
      [settings, counter, field('ho-tich', 1001), field('dat-dai', 4001), field('thue', 6001)],
      counter,
      nowMs,
    );
  });

  const act = (
    ...[name, given = {}]: [Parameters<PracticeHall['act']>[0], Parameters<PracticeHall['act']>[1]?]
  ) => hall.act(name, given, nowMs);
  const waiting = () => [...hall.records().values()].filter((each) => each.kind === 'ticket');

  test('begins with an open counter and people who have waited; nobody real is among them', () => {
    expect(hall.counter).toMatchObject({ state: 'open', present: null, helpingFields: [] });
    expect(waiting()).toHaveLength(4);
    expect(hall.records().get('field/ho-tich')).toMatchObject({ waiting: 2 });
    expect(hall.day()).toMatchObject({ served: 0, noShow: 0, transactions: 0, serviceMeanMinutes: null });
  });

  test('a visit from the call to its end is in the figures of the practice, and somebody always comes', () => {
    for (let visit = 1; visit <= 30; visit += 1) {
      const expected = hall.next(nowMs)?.number;
      const called = act('counter:call-next');
      expect(called).toMatchObject({ ok: true, ticket: { number: expected, state: 'called' } });
      act('counter:start');
      expect(hall.counter.present?.state).toBe('serving');
      nowMs += 6 * MINUTE_MS;
      act('counter:finish', { outcome: 'served', transactions: [{ procedure: 'khai-sinh', count: 2 }] });
      expect(hall.day()).toMatchObject({ served: visit, transactions: 2 * visit, serviceMeanMinutes: 6 });
      expect(waiting().length).toBeGreaterThanOrEqual(3);
    }
    const numbers = hall.day().recent.map((each) => each.number);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test('whoever has priority is called first, and the reason says so', () => {
    const first = hall.next(nowMs);
    expect(first?.reason).toMatchObject({ priority: 'elderly', line: 'primary' });
    act('counter:call-next');
    expect(hall.next(nowMs)?.reason).toMatchObject({ priority: null });
  });

  test('parked tickets wait apart and come back; the absent are counted; the next ends the present one', () => {
    act('counter:call-next');
    act('counter:start');
    const parked = act('counter:park', { reason: 'Bổ sung hồ sơ' });
    if (!parked.ok || parked.ticket === null) throw new Error('not parked');
    expect(parked.ticket).toMatchObject({ state: 'parked', parkReason: 'Bổ sung hồ sơ' });
    expect(hall.counter.present).toBeNull();
    act('ticket:return', { ticket: parked.ticket.ticketId });
    expect(act('counter:call', { number: parked.ticket.number })).toMatchObject({ ok: true });
    act('counter:no-show');
    expect(hall.day().noShow).toBe(1);
    act('counter:call-next');
    act('counter:start');
    act('counter:call-next', { outcome: 'guidance', transactions: [] });
    expect(hall.day()).toMatchObject({ served: 1, noShow: 1 });
    expect(hall.counter.present?.state).toBe('called');
    act('counter:transfer', { field: 'thue' });
    expect(hall.counter.present).toBeNull();
  });

  test('what cannot be done is refused as in the hall, and changes nothing', () => {
    expect(act('counter:start')).toEqual({ ok: false, code: 'no_present_ticket' });
    expect(act('counter:call', { number: '9999' })).toEqual({ ok: false, code: 'unknown_ticket' });
    act('counter:pause', { reason: 'Họp' });
    expect(act('counter:call-next')).toEqual({ ok: false, code: 'counter_paused' });
    act('counter:resume');
    act('counter:call-next');
    expect(act('counter:pause', { reason: 'Họp' })).toEqual({ ok: false, code: 'present_ticket' });
    expect(act('settings:put')).toEqual({ ok: false, code: 'forbidden' });
    expect(hall.day().served).toBe(0);
  });

  test('a number issued at the counter and a correction stay in the practice', () => {
    const issued = act('ticket:issue', { field: 'thue', priority: null });
    expect(issued).toMatchObject({ ok: true, ticket: { number: '6001', field: 'thue' } });
    act('counter:call-next');
    act('counter:finish', { transactions: [] });
    const [visit] = hall.day().recent;
    act('ticket:correct', { ticket: visit?.ticketId ?? '', transactions: [{ procedure: 'a', count: 3 }] });
    expect(hall.day().transactions).toBe(3);
  });

  describe('takes back what was done, as in service', () => {
    const standing = () => ({ records: new Map(hall.records()), day: hall.day() });
    /** Without what only grows: the officer's last act. */
    const facts = () => {
      const { records, day } = standing();
      records.delete('officer/1');
      return { records, day };
    };
    const lastAct = () => {
      const officer = hall.records().get('officer/1');
      return officer?.kind === 'officer' ? officer.lastAct : null;
    };
    const call = () => act('counter:call-next');
    const start = () => act('counter:start');
    const acts: readonly (readonly [string, string, readonly (() => unknown)[], () => unknown])[] = [
      ['a call', 'call', [], call],
      ['a start', 'start', [call], start],
      [
        'a finish',
        'finish',
        [call, start],
        () => act('counter:finish', { transactions: [{ procedure: 'a', count: 2 }] }),
      ],
      ['a finish with the next call', 'finish-call', [call, start], call],
      ['an absence', 'absent', [call], () => act('counter:no-show')],
      ['a parking', 'park', [call, start], () => act('counter:park', { reason: 'Bổ sung hồ sơ' })],
      ['a transfer', 'transfer', [call, start], () => act('counter:transfer', { toCounter: '2' })],
    ];
    test.each(acts)('%s', (_name, kind, before, last) => {
      // Enough wait that nobody comes meanwhile.
      for (let people = 0; people < 3; people += 1) act('ticket:issue', { field: 'ho-tich', priority: null });
      for (const each of before) each();
      nowMs += MINUTE_MS;
      const stood = facts();
      last();
      expect(facts()).not.toEqual(stood);
      const told = lastAct();
      expect(told?.kind).toBe(kind);
      expect(told?.numbers).toHaveLength(kind === 'finish-call' ? 2 : 1);
      expect(act('counter:undo', { act: (told?.act ?? 0) - 1 })).toEqual({ ok: false, code: 'conflict' });
      expect(act('counter:undo', { act: told?.act ?? 0 })).toMatchObject({ ok: true });
      expect(facts()).toEqual(stood);
      expect(act('counter:undo')).toEqual({ ok: false, code: 'nothing_to_undo' });
    });

    test('but not once the number has gone on', () => {
      call();
      const parked = act('counter:park', { reason: 'Chờ' });
      act('ticket:return', { ticket: parked.ok ? (parked.ticket?.ticketId ?? '') : '' });
      expect(act('counter:undo')).toEqual({ ok: false, code: 'conflict' });
    });

    test('a number that ended is found and reopened as it was, with nothing counted twice', () => {
      call();
      start();
      const { number = '', ticketId = '' } = hall.counter.present ?? {};
      nowMs += 4 * MINUTE_MS;
      act('counter:finish', { transactions: [{ procedure: 'a', count: 1 }] });
      expect(hall.withNumber(number)).toMatchObject([{ how: 'done', outcome: 'served' }]);
      call();
      expect(act('counter:reopen', { number })).toEqual({ ok: false, code: 'present_ticket' });
      act('counter:no-show');
      expect(act('counter:reopen', { number })).toMatchObject({ ok: true, ticket: { state: 'serving' } });
      expect(hall.counter.present).toMatchObject({ ticketId, number, state: 'serving' });
      expect(hall.day()).toMatchObject({ served: 0, noShow: 1, transactions: 0 });
      expect(act('counter:undo')).toEqual({ ok: false, code: 'nothing_to_undo' });
      act('counter:finish', {});
      expect(hall.day().served).toBe(1);
      expect(act('counter:reopen', { number: '9999' })).toEqual({ ok: false, code: 'unknown_ticket' });
    });

    test('a cancelled number comes back where it stood, and is not reopened at the counter', () => {
      const first = hall.next(nowMs);
      const ticket = first?.ticketId ?? '';
      act('ticket:cancel', { ticket, reason: 'Về' });
      expect(hall.next(nowMs)?.ticketId).not.toBe(ticket);
      expect(act('counter:reopen', { number: first?.number ?? '' })).toEqual({
        ok: false,
        code: 'wrong_state',
      });
      act('ticket:return', { ticket });
      expect(hall.next(nowMs)?.ticketId).toBe(ticket);
      expect(hall.day().noShow).toBe(0);
    });

    test('a second press within a moment, and one meant for another number, do nothing', () => {
      call();
      const { ticketId } = hall.counter.present ?? { ticketId: '' };
      act('counter:start', { present: ticketId, presentState: 'called' });
      expect(act('counter:finish', { present: ticketId, presentState: 'serving' })).toEqual({
        ok: false,
        code: 'pressed_twice',
      });
      nowMs += 600;
      expect(act('counter:finish', { present: 'other', presentState: 'serving' })).toEqual({
        ok: false,
        code: 'conflict',
      });
      const many = {
        present: ticketId,
        presentState: 'serving',
        transactions: [{ procedure: 'a', count: 51 }],
      } as const;
      expect(act('counter:finish', many)).toEqual({ ok: false, code: 'unusual_count' });
      expect(act('counter:finish', { present: ticketId, presentState: 'serving' })).toMatchObject({
        ok: true,
      });
    });
  });
});
