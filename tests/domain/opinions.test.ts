import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { apply } from '../../server/domain/apply.ts';
import { decide } from '../../server/domain/decide.ts';
import type { Commander, Decision } from '../../server/domain/decision.ts';
import { readState, writeState } from '../../server/domain/snapshot.ts';
import { emptyHall } from '../../server/domain/state.ts';
import { PureHall } from './pure-hall.ts';
import { visitsOf } from './visits-of.ts';

const DAY_MS = 86_400_000;
const PHONE: Commander = { kind: 'system', id: 'citizen' };
const tabletAt = (counter: string): Commander => ({
  kind: 'device',
  id: `tablet-${counter}`,
  device: 'counter',
  counter,
});

/** A hall in which tickets are drawn, served and rated. */
class RatedHall extends PureHall {
  private made = 0;
  override visits = visitsOf(this);

  /** A ticket that was served at a counter. */
  served(counter = '1', field = 'ho-tich'): string {
    const ticket = this.draw(field);
    this.give('counter:open', { counter }, `officer-${counter}`);
    const number = this.state.tickets.get(ticket)?.number ?? '';
    this.give('counter:call', { counter, number });
    this.give('counter:finish', { counter });
    return ticket;
  }

  rate(commander: Commander, ticket: string, more: object = {}): Decision {
    const said = { level: 5, criteria: [], comment: '', respondent: 'citizen' as const, ticket, ...more };
    const decision = decide(this.state, 'opinion:give', said, {
      moment: this.moment(),
      commander,
      visits: this.visits,

      announcedUntil: () => null,
      newTicketId: () => `opinion-${String(++this.made).padStart(4, '0')}`,
      newTrackingToken: () => 'none',
      channel: 'api',
      ownPrinter: null,
      fromStaffNetwork: false,
    });
    this.take(decision.events);
    return decision;
  }

  get given() {
    return this.log.flatMap(({ event }) =>
      event.type === 'opinion:given' || event.type === 'opinion:keyed' ? [event.opinion] : [],
    );
  }
}

describe('opinions of citizens', () => {
  let hall: RatedHall;
  beforeEach(() => {
    hall = new RatedHall();
  });
  const numberOf = (ticket: string) => {
    const issued = hall.log.find(
      ({ event }) => event.type === 'ticket:issued' && event.ticketId === ticket,
    )?.event;
    return issued?.type === 'ticket:issued' ? issued.number : '';
  };
  const today = () => hall.moment().date;
  const slip = (more: object = {}) =>
    hall.give('opinion:key-in', { level: 4, source: 'paper', date: today(), ...more });
  const slipId = (decision: Decision) => {
    const event = decision.events[0];
    if (event?.type !== 'opinion:keyed') throw new Error('no slip was keyed in');
    return event.opinion.id;
  };

  test('[OPN1] one opinion a ticket, by whichever way the second comes', () => {
    const ticket = hall.served();
    expect(hall.rate(tabletAt('1'), ticket, { level: 2 }).events).toMatchObject([
      {
        type: 'opinion:given',
        opinion: { ticket, level: 2, source: 'tablet', field: 'ho-tich', date: today() },
      },
    ]);
    expect(hall.rate(PHONE, ticket).refusal?.code).toBe('already_rated');
    expect(hall.rate(tabletAt('1'), ticket).refusal?.code).toBe('already_rated');
    expect(slip({ number: numberOf(ticket) }).refusal?.code).toBe('already_rated');
    expect(hall.given).toHaveLength(1);
  });

  test('[OPN1] a rating that is not committed yet counts already', () => {
    const ticket = hall.served();
    const committed = hall.log.length;
    hall.visits = visitsOf(hall, () => committed);
    expect(hall.rate(PHONE, ticket).refusal).toBeUndefined();
    expect(hall.rate(tabletAt('1'), ticket).refusal?.code).toBe('already_rated');
    // Midnight passes between the two, still before the commit.
    hall.atMs += DAY_MS;
    hall.give('notice:withdraw', { id: 'none' });
    expect(hall.rate(PHONE, ticket).refusal?.code).toBe('already_rated');
  });

  test('[OPN2] only a visit that was served is rated', () => {
    const ticket = hall.draw();
    expect(hall.rate(PHONE, ticket).refusal?.code).toBe('wrong_state');
    hall.give('counter:open', { counter: '1' }, 'officer-1');
    hall.give('counter:call-next', { counter: '1' });
    expect(hall.rate(tabletAt('1'), ticket).refusal?.code).toBe('wrong_state');
    for (const _call of [1, 2, 3]) {
      hall.give('counter:no-show', { counter: '1' });
      hall.atMs += 60_000;
      hall.give('counter:call-next', { counter: '1' });
    }
    expect(hall.rate(PHONE, ticket).refusal?.code).toBe('wrong_state');
    expect(hall.rate(PHONE, 'ticket-none').refusal?.code).toBe('unknown_ticket');
  });

  test('[OPN2] and for some days, as the hall has set', () => {
    const [first, second] = [hall.served(), hall.served()];
    hall.give('settings:put', { opinionDays: 3 });
    hall.atMs += 3 * DAY_MS;
    expect(hall.rate(PHONE, first).refusal).toBeUndefined();
    hall.atMs += DAY_MS;
    expect(hall.rate(PHONE, second).refusal?.code).toBe('rating_closed');
    // Paper comes late: it is keyed in at any time.
    expect(slip({ number: numberOf(second), date: '2026-11-24' }).refusal).toBeUndefined();
    expect(hall.given.map((each) => each.date)).toEqual(['2026-11-24', '2026-11-24']);
  });

  test('[OPN3] a tablet speaks for visits of its own counter, an official for none', () => {
    const ticket = hall.served('1');
    expect(hall.rate(tabletAt('2'), ticket).refusal?.code).toBe('forbidden');
    expect(hall.rate({ kind: 'user', id: 'lan', role: 'clerk' }, ticket).refusal?.code).toBe('forbidden');
    expect(hall.rate(tabletAt('1'), ticket).refusal).toBeUndefined();
  });

  test('[OPN3] answers to questions that the hall no longer has are left out, the rest stands', () => {
    const ticket = hall.served();
    hall.rate(PHONE, ticket, {
      level: 4,
      criteria: [
        { code: 'attitude', level: 5 },
        { code: 'gone', level: 1 },
        { code: 'attitude', level: 4 },
      ],
      respondent: 'business',
    });
    expect(hall.given[0]).toMatchObject({
      respondent: 'business',
      criteria: [{ code: 'attitude', level: 4 }],
    });
  });

  test('[OPN4] a slip without a number counts for its day and field, and may come as often as there are slips', () => {
    for (const _slip of [1, 2, 3])
      expect(slip({ field: 'dat-dai', batch: 'Thùng thư tháng 11' }).refusal).toBeUndefined();
    expect(slip().refusal).toBeUndefined();
    expect(slip({ field: 'khong-co' }).refusal?.code).toBe('unknown_field');
    expect(slip({ date: '2026-11-25' }).refusal?.code).toBe('bad_date');
    expect(slip({ number: '9999' }).refusal?.code).toBe('unknown_ticket');
    expect(hall.given.map((each) => [each.ticket, each.field])).toEqual([
      [null, 'dat-dai'],
      [null, 'dat-dai'],
      [null, 'dat-dai'],
      [null, null],
    ]);
    expect(hall.state.rated.size).toBe(0);
  });

  test('[OPN4] a number of yesterday is looked for on its own day', () => {
    const ticket = hall.served();
    const [date, number] = [today(), numberOf(ticket)];
    hall.atMs += DAY_MS;
    expect(slip({ number }).refusal?.code).toBe('unknown_ticket');
    expect(slip({ number, date }).events).toMatchObject([{ opinion: { ticket, date, field: 'ho-tich' } }]);
  });

  test('[OPN5] a slip keyed in by mistake is taken out with a reason, and another takes its place', () => {
    const ticket = hall.served();
    const number = numberOf(ticket);
    const id = slipId(slip({ number, level: 1 }));
    const withdraw = (who?: string) => hall.outcome('opinion:withdraw', { id, reason: 'bấm nhầm' }, who);
    expect(withdraw('another')).toBe('not_found');
    expect(withdraw()).toBe('done');
    expect(hall.give('opinion:withdraw', { id, reason: 'bấm nhầm' })).toEqual({ events: [] });
    expect(slip({ number, level: 5 }).refusal).toBeUndefined();
    expect(slip({ number, level: 5 }).refusal?.code).toBe('already_rated');
    expect(() => hall.give('opinion:withdraw', { id, reason: ' ' })).toThrow();
  });

  test('[OPN5] what a citizen said is taken out by nobody', () => {
    const ticket = hall.served();
    hall.rate(PHONE, ticket);
    const id = hall.given[0]?.id ?? '';
    expect(hall.outcome('opinion:withdraw', { id, reason: 'không thích' })).toBe('not_found');
  });

  test('[OPN6] a comment or a stack that holds a telephone or identity number is refused', () => {
    const ticket = hall.served();
    expect(hall.rate(PHONE, ticket, { comment: 'Gọi tôi 0912 345 678' }).refusal?.code).toBe('personal_data');
    expect(hall.rate(PHONE, ticket, { comment: 'Nhanh, vui vẻ' }).refusal).toBeUndefined();
    expect(slip({ comment: 'CCCD 075123456789' }).refusal?.code).toBe('personal_data');
    expect(slip({ batch: '0912345678' }).refusal?.code).toBe('personal_data');
  });

  test('the state keeps ratings of two days and no more; snapshots of before know none', () => {
    for (const day of [1, 2, 3, 4, 5]) {
      for (const _visit of [1, 2, 3]) hall.rate(PHONE, hall.served());
      expect(hall.state.rated.size).toBe(day === 1 ? 3 : 6);
      expect(readState(writeState(hall.state)).rated).toEqual(hall.state.rated);
      hall.atMs += DAY_MS;
    }
    const { rated: _none, ...before } = JSON.parse(writeState(hall.state)) as Record<string, unknown>;
    expect(readState(JSON.stringify(before)).rated.size).toBe(0);
  });

  test('[OPN1] never two standing opinions on a ticket, in whatever order they come, race and are taken out', () => {
    const act = fc.oneof(
      fc.record({ do: fc.constantFrom('phone', 'tablet', 'slip', 'withdraw'), pick: fc.nat(5) }),
      fc.record({ do: fc.constantFrom('serve', 'commit', 'night'), pick: fc.constant(0) }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        hall = new RatedHall();
        // Decisions see what is committed; events that wait for their commit only the state knows.
        let committed = hall.log.length;
        hall.visits = visitsOf(hall, () => committed);
        const tickets: string[] = [];
        for (const { do: what, pick } of acts) {
          const ticket = tickets[pick % Math.max(1, tickets.length)] ?? 'ticket-none';
          if (what === 'serve') tickets.push(hall.served());
          if (what === 'phone') hall.rate(PHONE, ticket);
          if (what === 'tablet') hall.rate(tabletAt('1'), ticket);
          if (what === 'slip') slip({ number: numberOf(ticket) || '9999' });
          if (what === 'withdraw') {
            const one = hall.given[pick % Math.max(1, hall.given.length)];
            if (one) hall.outcome('opinion:withdraw', { id: one.id, reason: 'nhập nhầm' });
          }
          if (what === 'night') {
            committed = hall.log.length;
            hall.atMs += DAY_MS;
          }
          if (what === 'commit' || what === 'serve') committed = hall.log.length;
          const standing = new Map<string, string>();
          for (const { event } of hall.log) {
            if (event.type === 'opinion:given' || event.type === 'opinion:keyed') {
              const { id, ticket: of } = event.opinion;
              if (of === null) continue;
              expect(standing.has(of)).toBe(false);
              standing.set(of, id);
            }
            if (event.type === 'opinion:withdrawn' && event.ticket !== null) {
              if (standing.get(event.ticket) === event.opinionId) standing.delete(event.ticket);
            }
          }
        }
        const again = emptyHall();
        hall.log.forEach(({ event, atMs }, at) => {
          apply(again, event, atMs, at + 1);
        });
        expect(again.rated).toEqual(hall.state.rated);
      }),
      { numRuns: 150, seed: 20_261_124 },
    );
  });
});
