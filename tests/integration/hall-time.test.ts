import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MachineClock } from '../support/machine-clock.ts';
import { OPENING_MS, TestHall } from '../support/test-hall.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const TUESDAY = '2026-11-24';
const WEDNESDAY = '2026-11-25';

describe('hall time in a running hall', () => {
  let clock: MachineClock;
  let hall: TestHall;

  beforeEach(async () => {
    clock = new MachineClock();
    hall = await new TestHall({ clock }).begin();
  });
  afterEach(() => hall.close());

  /** Draws and gives number, who is ahead and the hall's day. */
  async function drawn(field = 'ho-tich') {
    const { ticket, refusal } = await hall.draw(field);
    if (!ticket) throw new Error(refusal?.message);
    return { number: ticket.number, ahead: ticket.waitingAhead, day: hall.hall.state.day };
  }

  /** The hall goes down and comes up again, with the machine's clock as it is now set. */
  async function restarted(atMs: number) {
    await hall.hall.stop();
    clock.isSetTo(atMs);
    hall.hall = hall.open();
    await hall.hall.record([]);
  }

  const dated = () =>
    hall.store.db.prepare("SELECT local_date || ' ' || number FROM tickets ORDER BY 1").pluck().all();
  const standing = () => hall.hall.clock.standing(hall.hall.state);
  const waiting = () => [...hall.hall.state.tickets.values()].map((each) => each.number);

  test.each([HOUR_MS, -HOUR_MS, DAY_MS, -DAY_MS, 400 * DAY_MS])(
    '[TIME1] a jump of the machine’s clock by %d ms turns no day and expires nobody; back again nothing is left of it',
    async (jumpMs) => {
      await drawn();
      clock.jumps(jumpMs);
      clock.passes(5 * MINUTE_MS);
      expect(await drawn()).toEqual({ number: '1002', ahead: 1, day: TUESDAY });
      expect(standing()).toMatchObject({
        ok: false,
        code: 'clock_jumped',
        hallMs: OPENING_MS + 5 * MINUTE_MS,
      });
      clock.jumps(-jumpMs);
      expect(await drawn()).toEqual({ number: '1003', ahead: 2, day: TUESDAY });
      expect(standing()).toMatchObject({ ok: true, code: null });
      expect(dated()).toEqual([`${TUESDAY} 1001`, `${TUESDAY} 1002`, `${TUESDAY} 1003`]);
    },
  );

  test('[TIME4] a boot 400 days ahead, one ticket, the clock right again: each true day begins anew', async () => {
    await drawn();
    await restarted(OPENING_MS + 400 * DAY_MS);
    expect(standing()).toMatchObject({ code: 'clock_far_ahead', doubt: true });
    expect(await drawn()).toEqual({ number: '1002', ahead: 1, day: TUESDAY });
    await restarted(OPENING_MS + HOUR_MS);
    expect(standing()).toMatchObject({ ok: true, doubt: false });
    expect(await drawn()).toMatchObject({ number: '1003', ahead: 2, day: TUESDAY });
    for (const days of [1, 2, 3]) {
      await restarted(OPENING_MS + days * DAY_MS);
      expect(await drawn()).toMatchObject({ number: '1001', ahead: 0 });
    }
    expect(dated().slice(0, 4)).toEqual([
      `${TUESDAY} 1001`,
      `${TUESDAY} 1002`,
      `${TUESDAY} 1003`,
      `${WEDNESDAY} 1001`,
    ]);
  });

  test('[TIME4] a hall whose first days were written 400 days ahead is right once its clock is', async () => {
    const ahead = new MachineClock();
    ahead.isSetTo(OPENING_MS + 400 * DAY_MS);
    const young = await new TestHall({ clock: ahead }).begin();
    await young.draw();
    await young.hall.stop();
    ahead.isSetTo(OPENING_MS + HOUR_MS);
    young.hall = young.open();
    const { ticket } = await young.draw();
    expect([ticket?.number, ticket?.waitingAhead, young.hall.state.day]).toEqual(['1002', 1, TUESDAY]);
    ahead.minutes(24 * 60);
    expect((await young.draw()).ticket?.number).toBe('1001');
    expect(young.store.db.prepare('SELECT DISTINCT local_date FROM tickets').pluck().all()).toEqual([
      TUESDAY,
      WEDNESDAY,
    ]);
    young.close();
  });

  test.each([
    ['1970', 60_000],
    ['2000', Date.UTC(2000, 0, 1)],
    ['2015', Date.UTC(2015, 5, 1)],
  ])(
    '[TIME3] a boot in %s on the next morning sends nobody away, and nobody when it is put right an hour later',
    async (_year, bootMs) => {
      await drawn();
      clock.passes(20 * MINUTE_MS);
      await restarted(bootMs);
      clock.passes(10 * MINUTE_MS);
      expect(standing()).toMatchObject({ code: 'clock_behind_record', doubt: true });
      const doubtful = await drawn();
      expect(doubtful.number).toBe('1002');
      clock.passes(50 * MINUTE_MS);
      clock.isSetTo(OPENING_MS + DAY_MS + HOUR_MS);
      const after = await drawn();
      expect(after).toEqual({ number: '1003', ahead: 1, day: WEDNESDAY });
      expect(waiting()).toEqual(['1002', '1003']);
      expect(dated()).toEqual([`${TUESDAY} 1001`, `${WEDNESDAY} 1002`, `${WEDNESDAY} 1003`]);
      expect(hall.store.db.prepare('SELECT number FROM tickets WHERE doubtful = 1').pluck().all()).toEqual([
        '1002',
      ]);
      expect(standing()).toMatchObject({ ok: true, doubt: false });
    },
  );

  test('[TIME3] one tap settles which day it is, and is in the log; a clerk only confirms what a clock tells', async () => {
    await drawn();
    await restarted(Date.UTC(2000, 0, 1));
    await drawn();
    const clerk = hall.as('lan', 'clerk');
    expect((await clerk.give('day:confirm', { date: '2027-01-01' })).refusal?.code).toBe('forbidden');
    hall.hall.clock.witnesses.say('kiosk-1', OPENING_MS + DAY_MS + 3 * MINUTE_MS, clock.monotonicMs());
    expect((await clerk.give('day:confirm', { date: WEDNESDAY })).refusal).toBeUndefined();
    expect(hall.hall.state.day).toBe(WEDNESDAY);
    expect(waiting()).toEqual(['1002']);
    expect(hall.hall.moment()).toMatchObject({ date: WEDNESDAY, minuteOfDay: 7 * 60 + 33 });
    const acts = hall.store.read(0, 1_000).filter((each) => each.event.type === 'day:corrected');
    expect(acts.map((each) => each.actor.id)).toEqual(['lan']);
    expect((await clerk.give('day:confirm', { date: TUESDAY })).refusal?.code).toBe('conflict');
  });

  test('[TIME3] a supervisor may set a day that no clock tells, but none before a day that was worked', async () => {
    await drawn();
    await restarted(Date.UTC(2000, 0, 1));
    const supervisor = hall.as('hoa', 'supervisor');
    expect((await supervisor.give('day:correct', { date: '2026-11-20' })).refusal?.code).toBe('conflict');
    expect((await supervisor.give('day:correct', { date: '2026-11-26' })).refusal).toBeUndefined();
    expect(await drawn()).toMatchObject({ day: '2026-11-26', ahead: 0 });
  });

  test('[TIME3] witnesses who tell another day than a plausible clock put the hall in doubt; with them the clock is believed', async () => {
    await drawn();
    await restarted(OPENING_MS + 2 * DAY_MS);
    hall.hall.clock.witnesses.say('kiosk-1', OPENING_MS + DAY_MS, clock.monotonicMs());
    hall.hall.clock.witnesses.say('desk-1', OPENING_MS + DAY_MS + 1_000, clock.monotonicMs());
    await hall.hall.record([]);
    expect(standing()).toMatchObject({ ok: false, code: 'clock_far_ahead', doubt: true });
    await drawn();
    clock.jumps(-DAY_MS);
    expect(await drawn()).toMatchObject({ number: '1002', ahead: 1, day: WEDNESDAY });
    expect(dated()).toEqual([`${TUESDAY} 1001`, `${WEDNESDAY} 1001`, `${WEDNESDAY} 1002`]);
    clock.minutes(24 * 60);
    expect(await drawn()).toMatchObject({ number: '1001', ahead: 0, day: '2026-11-26' });
  });

  test('[TIME3] a boot exactly one day ahead after a quiet night is believed while nobody says otherwise, shown as it is, and mended by the first clock that does', async () => {
    await drawn();
    // The evening came, the machine went off, and woke on Wednesday morning with Thursday's date.
    clock.passes(9 * HOUR_MS);
    await restarted(OPENING_MS + 2 * DAY_MS);
    expect(standing()).toMatchObject({ ok: true, code: null, doubt: false });
    expect(await drawn()).toEqual({ number: '1001', ahead: 0, day: '2026-11-26' });
    expect(await drawn()).toMatchObject({ number: '1002', ahead: 1 });
    // The first desk that comes tells Wednesday: from here on it is asked, and the numbers go on.
    hall.hall.clock.witnesses.say('desk-1', OPENING_MS + DAY_MS, clock.monotonicMs());
    await hall.hall.record([]);
    expect(standing()).toMatchObject({ ok: false, doubt: true });
    expect(await drawn()).toMatchObject({ number: '1003', ahead: 2 });
    // One tap of a clerk; what was drawn under the wrong date counts on the right one.
    const confirmed = await hall.as('lan').give('day:confirm', { date: WEDNESDAY });
    expect(confirmed.refusal).toBeUndefined();
    expect(await drawn()).toMatchObject({ number: '1004', ahead: 3, day: WEDNESDAY });
    expect(dated()).toEqual([
      `${TUESDAY} 1001`,
      ...['1001', '1002', '1003', '1004'].map((number) => `${WEDNESDAY} ${number}`),
    ]);
  });

  test('[TIME4] whom a boot a day ahead sent away is back in line, in order, once the clock is right', async () => {
    await drawn();
    await drawn('dat-dai');
    clock.passes(10 * MINUTE_MS);
    await restarted(OPENING_MS + DAY_MS + 10 * MINUTE_MS);
    expect(waiting()).toEqual([]);
    await drawn('chung-thuc');
    clock.passes(10 * MINUTE_MS);
    await restarted(OPENING_MS + 25 * MINUTE_MS);
    expect(hall.hall.state.day).toBe(TUESDAY);
    expect(waiting().sort()).toEqual(['1001', '2001', '3001']);
    expect(await drawn()).toMatchObject({ number: '1002', ahead: 1 });
    expect(new Set(dated())).toEqual(
      new Set([`${TUESDAY} 1001`, `${TUESDAY} 3001`, `${TUESDAY} 2001`, `${TUESDAY} 1002`]),
    );
  });

  test('[TIME4] where numbers met, both papers hold and neither number comes again on either date', async () => {
    await drawn();
    await restarted(OPENING_MS + DAY_MS);
    await drawn();
    clock.passes(10 * MINUTE_MS);
    await restarted(OPENING_MS + 25 * MINUTE_MS);
    expect(await drawn()).toMatchObject({ number: '1002', ahead: 2, day: TUESDAY });
    clock.minutes(24 * 60);
    expect(await drawn()).toMatchObject({ day: WEDNESDAY, number: '1002' });
    const all = dated();
    expect(new Set(all).size).toBe(all.length);
  });

  test('[TIME5] an hour back: calls keep their order and no visit ends before it began; by night the hour is waited for', async () => {
    const clerk = hall.as('lan', 'clerk');
    await drawn();
    await clerk.give('counter:open', { counter: '1' });
    expect((await clerk.give('counter:call-next', { counter: '1' })).ticket?.number).toBe('1001');
    clock.passes(10 * MINUTE_MS);
    clock.jumps(-HOUR_MS);
    await drawn();
    clock.passes(5 * MINUTE_MS);
    const { finished } = await clerk.give('counter:call-next', { counter: '1' });
    expect(Date.parse(String(finished?.finishedAt))).toBeGreaterThan(Date.parse(String(finished?.calledAt)));
    expect(hall.store.db.prepare('SELECT min(service_ms), min(wait_ms) FROM tickets').raw().get()).toEqual([
      15 * MINUTE_MS,
      0,
    ]);
    const nightMs = 5 * HOUR_MS;
    clock.passes(nightMs);
    await hall.hall.record([]);
    clock.passes(2 * HOUR_MS);
    await hall.hall.record([]);
    expect(standing()).toMatchObject({ ok: true, hallMs: clock.atMs });
  });

  test('[TIME2] the state that the log gives after all this is the state of the hall', async () => {
    await drawn();
    await restarted(OPENING_MS + DAY_MS);
    await drawn('dat-dai');
    await restarted(OPENING_MS + 30 * MINUTE_MS);
    await restarted(Date.UTC(2000, 0, 1));
    await drawn();
    clock.isSetTo(OPENING_MS + DAY_MS);
    await drawn();
    const before = hall.hall.state;
    hall.store.db.exec('DELETE FROM snapshots');
    const again = hall.open();
    expect([...again.state.tickets]).toEqual([...before.tickets]);
    expect([...again.state.issued]).toEqual([...before.issued]);
    expect(again.state.time).toEqual(before.time);
    const rows = hall.store.db.prepare('SELECT * FROM tickets ORDER BY id').all();
    hall.store.rebuild();
    expect(hall.store.db.prepare('SELECT * FROM tickets ORDER BY id').all()).toEqual(rows);
  });
});
