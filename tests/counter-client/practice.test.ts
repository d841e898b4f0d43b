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
});
