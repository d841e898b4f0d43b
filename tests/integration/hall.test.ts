import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { COMMANDS } from '../../common/protocol/commands.ts';
import { writeState } from '../../server/domain/snapshot.ts';
import { FlushError, StorageError } from '../../server/storage/event-store.ts';
import { verifyLog } from '../../server/storage/verify.ts';
import { replaced } from '../support/replaced-store.ts';
import { OPENING_MS, TestHall } from '../support/test-hall.ts';

describe('a morning at the hall', () => {
  let test: TestHall;
  beforeEach(async () => {
    test = await new TestHall().begin();
  });
  afterEach(() => test.close());

  it('[NUM1] numbers run per field from the start of its range', async () => {
    const numbers = [];
    for (const field of ['ho-tich', 'ho-tich', 'dat-dai'])
      numbers.push((await test.draw(field)).ticket?.number);
    expect(numbers).toEqual(['1001', '1002', '3001']);
  });

  it('[CALL1] call-next ends the present visit and calls the next as one act', async () => {
    await test.draw();
    await test.draw();
    const lan = test.as('lan');
    await lan.give('counter:open', { counter: '1' });
    expect((await lan.give('counter:call-next', { counter: '1' })).ticket?.number).toBe('1001');
    test.clock.minutes(4);
    const next = await lan.give('counter:call-next', { counter: '1' });
    expect(next.ticket?.number).toBe('1002');
    expect(next.finished).toMatchObject({ number: '1001', state: 'done', outcome: 'served' });
  });

  it('[CALL1] "no tickets left" still finishes the present visit and says so', async () => {
    await test.draw();
    const lan = test.as('lan');
    await lan.give('counter:open', { counter: '1' });
    await lan.give('counter:call-next', { counter: '1' });
    const reply = await lan.give('counter:call-next', { counter: '1' });
    expect(reply.refusal?.code).toBe('nothing_waiting');
    expect(reply.finished?.state).toBe('done');
  });

  it('the same command id is done once and answered the same, also after a restart', async () => {
    const first = await test
      .as('k', 'admin')
      .give('ticket:issue', { field: 'ho-tich', printer: null }, 'tap-1');
    const again = await test
      .as('k', 'admin')
      .give('ticket:issue', { field: 'ho-tich', printer: null }, 'tap-1');
    expect(again.ticket?.id).toBe(first.ticket?.id);
    expect(again.repeated).toBe(true);
    const restarted = test.open();
    const payload = COMMANDS['ticket:issue'].payload.parse({ field: 'ho-tich', printer: null });
    const commander = { kind: 'user', id: 'k', role: 'admin' } as const;
    const later = await restarted.execute('ticket:issue', payload, { commander, commandId: 'tap-1' });
    expect(later.refusal?.code ?? later.ticket?.id).toBe(first.ticket?.id);
  });

  it('the same command id with another body is refused and changes nothing', async () => {
    await test.as('k', 'admin').give('ticket:issue', { field: 'ho-tich', printer: null }, 'tap-1');
    const other = await test
      .as('k', 'admin')
      .give('ticket:issue', { field: 'dat-dai', printer: null }, 'tap-1');
    expect(other.refusal?.code).toBe('idempotency_conflict');
    expect(test.hall.state.tickets.size).toBe(1);
  });

  it('a command id in use for one act does no other, neither while the first is under way nor afterwards', async () => {
    const give = (field: string) =>
      test.as('k', 'admin').give('ticket:issue', { field, printer: null }, 'tap-1');
    const [first, again, other] = await Promise.all([give('ho-tich'), give('ho-tich'), give('dat-dai')]);
    expect(again?.ticket?.id).toBe(first?.ticket?.id);
    expect(again?.repeated).toBe(true);
    expect(other?.refusal?.code).toBe('idempotency_conflict');
    expect((await give('dat-dai')).refusal?.code).toBe('idempotency_conflict');
    // Another person's id of the same letters is another id.
    const theirs = await test
      .as('m', 'admin')
      .give('ticket:issue', { field: 'dat-dai', printer: null }, 'tap-1');
    expect(theirs.ticket?.number).toBe('3001');
    expect(test.hall.state.tickets.size).toBe(2);
  });

  it('[CTR1] two desks cannot claim one counter number', async () => {
    const [a, b] = await Promise.all([
      test.as('lan').give('counter:open', { counter: '1' }),
      test.as('minh').give('counter:open', { counter: '1' }),
    ]);
    expect(a.refusal).toBeUndefined();
    expect(b.refusal?.code).toBe('counter_taken');
  });

  it('two clerks calling in the same instant never get one ticket', async () => {
    await test
      .as('admin', 'admin')
      .give('counter:set-fields', { counter: '2', primaryFields: ['ho-tich'], helpingFields: [] });
    for (let i = 0; i < 40; i++) await test.draw();
    await test.as('lan').give('counter:open', { counter: '1' });
    await test.as('minh').give('counter:open', { counter: '2', fields: ['ho-tich'] });
    const called: string[] = [];
    for (let i = 0; i < 20; i++) {
      const both = await Promise.all([
        test.as('lan').give('counter:call-next', { counter: '1' }),
        test.as('minh').give('counter:call-next', { counter: '2' }),
      ]);
      for (const reply of both) called.push(reply.ticket?.number ?? 'none');
    }
    expect(new Set(called).size).toBe(40);
    expect(called).not.toContain('none');
  });

  it('[CALL9] calling a number that another counter has called is refused with that counter', async () => {
    await test.draw('dat-dai');
    await test.as('lan').give('counter:open', { counter: '1' });
    await test.as('minh').give('counter:open', { counter: '2' });
    await test.as('minh').give('counter:call-next', { counter: '2' });
    const reply = await test.as('lan').give('counter:call', { counter: '1', number: '3001' });
    expect(reply.refusal).toMatchObject({ code: 'already_called', details: { counter: '2' } });
  });

  it('[NOSHOW1] [NOSHOW2] an absent citizen comes back after the wait and ends after the third call', async () => {
    await test.draw();
    const lan = test.as('lan');
    await lan.give('counter:open', { counter: '1' });
    for (const call of [1, 2, 3]) {
      const reply = await lan.give('counter:call-next', { counter: '1' });
      expect(reply.ticket?.callCount).toBe(call);
      await lan.give('counter:no-show', { counter: '1' });
      if (call < 3)
        expect((await lan.give('counter:call-next', { counter: '1' })).refusal?.code).toBe('nothing_waiting');
      test.clock.minutes(1);
    }
    expect((await lan.give('counter:call-next', { counter: '1' })).refusal?.code).toBe('nothing_waiting');
    expect([...test.hall.state.tickets.values()][0]?.state).toBe('no_show');
  });

  it('[NOSHOW3] an absent citizen who comes back the same day is called by the same number', async () => {
    await test
      .as('admin', 'admin')
      .give('settings:put', { noShow: { endsAfterCalls: 1, returnsAfterSeconds: 0 } });
    await test.draw();
    const lan = test.as('lan');
    await lan.give('counter:open', { counter: '1' });
    await lan.give('counter:call-next', { counter: '1' });
    await lan.give('counter:no-show', { counter: '1' });
    const back = await lan.give('counter:call', { counter: '1', number: '1001' });
    expect(back.ticket).toMatchObject({ number: '1001', state: 'called', callCount: 2 });
  });

  it('[PARK1] [PARK2] a citizen sent for a missing paper returns by the same ticket without queueing again', async () => {
    await test.draw();
    test.clock.minutes(1);
    await test.draw();
    const lan = test.as('lan');
    await lan.give('counter:open', { counter: '1' });
    const first = await lan.give('counter:call-next', { counter: '1' });
    const parked = await lan.give('counter:park', { counter: '1', reason: 'Bổ sung hồ sơ' });
    expect(parked.ticket?.state).toBe('parked');
    // The counter is free: nobody is there who could be finished.
    expect(test.hall.state.counters.get('1')?.presentTicketId).toBeNull();
    // Fetching the paper takes time, and costs no place in the line.
    test.clock.minutes(20);
    await test.as('lan').give('ticket:return', { ticket: first.ticket?.id ?? '' });
    expect((await lan.give('counter:call-next', { counter: '1' })).ticket?.number).toBe('1001');
  });

  it('[TRANS1] a transfer keeps the first arrival, and the priority', async () => {
    await test.draw('ho-tich');
    test.clock.minutes(10);
    await test.draw('dat-dai');
    await test.as('lan').give('counter:open', { counter: '1' });
    await test.as('minh').give('counter:open', { counter: '2' });
    await test.as('lan').give('counter:call-next', { counter: '1' });
    test.clock.minutes(5);
    await test.as('lan').give('counter:transfer', { counter: '1', field: 'dat-dai' });
    expect((await test.as('minh').give('counter:call-next', { counter: '2' })).ticket).toMatchObject({
      number: '1001',
      field: 'dat-dai',
      drawnField: 'ho-tich',
    });
    await test.draw('ho-tich', { priority: 'elderly' });
    await test.as('lan').give('counter:call-next', { counter: '1' });
    await test.as('lan').give('counter:transfer', { counter: '1', field: 'dat-dai' });
    test.clock.minutes(5);
    // Five minutes of a priority wait outweigh the twenty of whoever came before.
    expect((await test.as('minh').give('counter:call-next', { counter: '2' })).ticket).toMatchObject({
      number: '1002',
      priority: 'elderly',
    });
  });

  it('[DAY1] [DAY2] numbers start again by the hall’s own midnight, not by UTC at seven in the morning', async () => {
    await test.draw();
    await test.as('lan').give('counter:open', { counter: '1' });
    // 06:59 the same local day is still yesterday in UTC; opening was at 07:30 local, 00:30 UTC.
    test.clock.atMs = OPENING_MS + 16 * 3_600_000;
    expect((await test.draw()).ticket?.number).toBe('1002');
    test.clock.atMs = OPENING_MS + 17 * 3_600_000;
    expect((await test.draw()).ticket?.number).toBe('1001');
    expect(test.hall.state.tickets.size).toBe(1);
    expect(test.hall.state.counters.get('1')?.state).toBe('closed');
    const yesterday = test.reads.listTickets({ date: '2026-11-24', limit: 10 }).tickets;
    expect(yesterday.map((ticket) => ticket.state)).toEqual(['expired', 'expired']);
  });

  it('[DAY2] with the day end those who wait or are parked, visits still open are unrecorded, and absent ones stay so', async () => {
    const lan = test.as('lan');
    await lan.give('counter:open', { counter: '1' });
    for (let drawn = 0; drawn < 4; drawn += 1) {
      await test.draw();
      test.clock.minutes(1);
    }
    await lan.give('counter:call-next', { counter: '1' });
    await lan.give('counter:park', { counter: '1', reason: 'Bổ sung hồ sơ' });
    await lan.give('counter:call-next', { counter: '1' });
    for (let call = 0; call < 2; call += 1) await lan.give('counter:recall', { counter: '1' });
    await lan.give('counter:no-show', { counter: '1' });
    await lan.give('counter:call-next', { counter: '1' });
    await lan.give('counter:start', { counter: '1' });
    test.clock.atMs = OPENING_MS + 17 * 3_600_000;
    await test.draw();
    const { tickets } = test.reads.listTickets({ date: '2026-11-24', limit: 10 });
    expect(tickets.map(({ number, state, outcome }) => [number, state, outcome])).toEqual([
      ['1001', 'expired', null],
      ['1002', 'no_show', null],
      ['1003', 'done', 'unrecorded'],
      ['1004', 'expired', null],
    ]);
    expect(test.reads.dayOf('lan', '2026-11-24').serviceMeanMinutes).toBeNull();
  });

  it('[DAY3] closing early never hands a number out twice', async () => {
    await test.draw();
    await test.as('admin', 'admin').give('day:close', {});
    expect((await test.draw()).ticket?.number).toBe('1002');
  });

  it('events replay to the same state', async () => {
    for (const field of ['ho-tich', 'dat-dai', 'ho-tich']) await test.draw(field);
    const lan = test.as('lan');
    await lan.give('counter:open', { counter: '1' });
    await lan.give('counter:call-next', { counter: '1' });
    await lan.give('counter:start', { counter: '1' });
    await lan.give('counter:finish', { counter: '1', transactions: [{ procedure: '1.001193', count: 3 }] });
    await lan.give('counter:pause', { counter: '1', reason: 'Họp' });
    expect(writeState(test.open().state)).toBe(writeState(test.hall.state));
  });

  it('the log verifies, and one changed letter in it is found', async () => {
    await test.draw();
    await test.draw();
    expect(verifyLog(test.store.db)).toMatchObject({ ok: true });
    const { sequence } = test.store.head();
    test.store.db
      .prepare("UPDATE events SET body = replace(body, 'ho-tich', 'dat-dai') WHERE sequence = ?")
      .run(sequence - 1);
    expect(verifyLog(test.store.db)).toMatchObject({ ok: false, firstBad: sequence - 1 });
  });

  it('the read tables made anew from the log are the same', async () => {
    for (const field of ['ho-tich', 'dat-dai', 'ho-tich']) await test.draw(field);
    const lan = test.as('lan');
    await lan.give('counter:open', { counter: '1' });
    await lan.give('counter:call-next', { counter: '1' });
    test.clock.minutes(6);
    await lan.give('counter:finish', { counter: '1', transactions: [{ procedure: '1.001193', count: 2 }] });
    const dump = () => JSON.stringify(test.store.db.prepare('SELECT * FROM tickets ORDER BY id').all());
    const before = dump();
    test.store.rebuild();
    expect(dump()).toBe(before);
  });
});

describe('a disk that fails', () => {
  it('a database failure is said as such: nothing is done, nothing is counted, and the hall goes on', async () => {
    let failing = false;
    const test = new TestHall({
      wrap: (store) =>
        replaced(store, {
          commit: (batch) => {
            if (failing) throw new StorageError('disk full');
            return store.commit(batch);
          },
        }),
    });
    await test.begin();
    expect((await test.draw()).ticket?.number).toBe('1001');
    failing = true;
    expect((await test.draw()).refusal?.code).toBe('storage_failed');
    failing = false;
    expect((await test.draw()).ticket?.number).toBe('1002');
    expect(test.errors).toHaveLength(1);
    test.close();
  });

  it('after a flush that failed nothing is told, decided or read, and the same id tells after a restart what was kept', async () => {
    let failing = false;
    const test = new TestHall({
      wrap: (store) =>
        replaced(store, {
          settle: () => (failing ? Promise.reject(new FlushError('input/output error')) : store.settle()),
        }),
    });
    await test.begin();
    const told: string[] = [];
    test.hall.subscribe((events) => told.push(...events.map((each) => each.event.type)));
    failing = true;
    const order = [{ field: 'ho-tich', printer: null }, 'one-finger'] as const;
    const draw = () => test.as('admin', 'admin').give('ticket:issue', ...order);
    const [first, beside] = await Promise.all([draw(), test.draw()]);
    expect([first.refusal?.code, beside.refusal?.code]).toEqual(['storage_failed', 'storage_failed']);
    // The next flush would succeed, and prove nothing of what the first one lost.
    failing = false;
    expect((await test.draw()).refusal?.code).toBe('storage_failed');
    expect((await test.hall.readable())?.code).toBe('storage_failed');
    await expect(test.hall.record([{ type: 'button:unbound', id: 'x' }])).rejects.toThrow('did not confirm');
    expect(told).toEqual([]);
    expect(test.lost).toHaveLength(1);
    await test.hall.stop();
    test.restart();
    expect(await draw()).toMatchObject({ repeated: true, ticket: { number: '1001' } });
    expect((await test.draw()).ticket?.number).toBe('1003');
    test.close();
  });

  it('what comes while the disk is still writing is decided after it, and in its order', async () => {
    const gates: (() => void)[] = [];
    let gated = false;
    const test = new TestHall({
      wrap: (store) =>
        replaced(store, {
          settle: () => (gated ? new Promise<void>((done) => gates.push(done)) : store.settle()),
        }),
    });
    await test.begin();
    const shown: number[] = [];
    test.hall.subscribe((events) => shown.push(...events.map((each) => each.sequence)));
    gated = true;
    const first = test.draw();
    await vi.waitUntil(() => gates.length === 1);
    const later = [test.draw(), test.draw(), test.draw()];
    // Written, not yet on the disk: the state holds the first ticket alone and no screen was told of it.
    expect(test.hall.state.tickets.size).toBe(1);
    expect(shown).toEqual([]);
    gated = false;
    gates[0]?.();
    const numbers = (await Promise.all([first, ...later])).map((reply) => reply.ticket?.number);
    expect(numbers).toEqual(['1001', '1002', '1003', '1004']);
    expect(shown.length).toBeGreaterThanOrEqual(4);
    test.close();
  });
});
