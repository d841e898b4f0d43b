import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { COMMANDS } from '../../common/protocol/commands.ts';
import { writeState } from '../../server/domain/snapshot.ts';
import { FlushError, StorageError } from '../../server/storage/event-store.ts';
import { verifyLog } from '../../server/storage/verify.ts';
import { replaced } from '../support/replaced-store.ts';
import { OPENING_MS, TestHall } from '../support/test-hall.ts';

describe('a morning at the hall', () => {
  let testHall: TestHall;
  beforeEach(async () => {
    testHall = await new TestHall().begin();
  });
  afterEach(() => testHall.close());

  test('[NUM1] numbers run per field from the start of its range', async () => {
    const numbers = [];
    for (const field of ['ho-tich', 'ho-tich', 'dat-dai'])
      numbers.push((await testHall.draw(field)).ticket?.number);
    expect(numbers).toEqual(['1001', '1002', '3001']);
  });

  test('[CALL1] call-next ends the present visit and calls the next as one act', async () => {
    await testHall.draw();
    await testHall.draw();
    const lan = testHall.as('lan');
    await lan.give('counter:open', { counter: '1' });
    expect((await lan.give('counter:call-next', { counter: '1' })).ticket?.number).toBe('1001');
    testHall.clock.minutes(4);
    const next = await lan.give('counter:call-next', { counter: '1' });
    expect(next.ticket?.number).toBe('1002');
    expect(next.finished).toMatchObject({ number: '1001', state: 'done', outcome: 'served' });
  });

  test('[CALL1] "no tickets left" still finishes the present visit and says so', async () => {
    await testHall.draw();
    const lan = testHall.as('lan');
    await lan.give('counter:open', { counter: '1' });
    await lan.give('counter:call-next', { counter: '1' });
    const reply = await lan.give('counter:call-next', { counter: '1' });
    expect(reply.refusal?.code).toBe('nothing_waiting');
    expect(reply.finished?.state).toBe('done');
  });

  test('the same command id is done once and answered the same, also after a restart', async () => {
    const first = await testHall
      .as('k', 'admin')
      .give('ticket:issue', { field: 'ho-tich', printer: null }, 'tap-1');
    const again = await testHall
      .as('k', 'admin')
      .give('ticket:issue', { field: 'ho-tich', printer: null }, 'tap-1');
    expect(again.ticket?.id).toBe(first.ticket?.id);
    expect(again.repeated).toBe(true);
    const restarted = testHall.open();
    const payload = COMMANDS['ticket:issue'].payload.parse({ field: 'ho-tich', printer: null });
    const commander = { kind: 'user', id: 'k', role: 'admin' } as const;
    const later = await restarted.execute('ticket:issue', payload, { commander, commandId: 'tap-1' });
    expect(later.refusal?.code ?? later.ticket?.id).toBe(first.ticket?.id);
  });

  test('the same command id with another body is refused and changes nothing', async () => {
    await testHall.as('k', 'admin').give('ticket:issue', { field: 'ho-tich', printer: null }, 'tap-1');
    const other = await testHall
      .as('k', 'admin')
      .give('ticket:issue', { field: 'dat-dai', printer: null }, 'tap-1');
    expect(other.refusal?.code).toBe('idempotency_conflict');
    expect(testHall.hall.state.tickets.size).toBe(1);
  });

  test('a command id in use for one act does no other, neither while the first is under way nor afterwards', async () => {
    const give = (field: string) =>
      testHall.as('k', 'admin').give('ticket:issue', { field, printer: null }, 'tap-1');
    const [first, again, other] = await Promise.all([give('ho-tich'), give('ho-tich'), give('dat-dai')]);
    expect(again?.ticket?.id).toBe(first?.ticket?.id);
    expect(again?.repeated).toBe(true);
    expect(other?.refusal?.code).toBe('idempotency_conflict');
    expect((await give('dat-dai')).refusal?.code).toBe('idempotency_conflict');
    // Another person's id of the same letters is another id.
    const theirs = await testHall
      .as('m', 'admin')
      .give('ticket:issue', { field: 'dat-dai', printer: null }, 'tap-1');
    expect(theirs.ticket?.number).toBe('3001');
    expect(testHall.hall.state.tickets.size).toBe(2);
  });

  test('[CTR1] two desks cannot claim one counter number', async () => {
    const [a, b] = await Promise.all([
      testHall.as('lan').give('counter:open', { counter: '1' }),
      testHall.as('minh').give('counter:open', { counter: '1' }),
    ]);
    expect(a.refusal).toBeUndefined();
    expect(b.refusal?.code).toBe('counter_taken');
  });

  test('two clerks calling in the same instant never get one ticket', async () => {
    await testHall
      .as('admin', 'admin')
      .give('counter:set-fields', { counter: '2', primaryFields: ['ho-tich'], helpingFields: [] });
    for (let i = 0; i < 40; i++) await testHall.draw();
    await testHall.as('lan').give('counter:open', { counter: '1' });
    await testHall.as('minh').give('counter:open', { counter: '2', fields: ['ho-tich'] });
    const called: string[] = [];
    for (let i = 0; i < 20; i++) {
      const both = await Promise.all([
        testHall.as('lan').give('counter:call-next', { counter: '1' }),
        testHall.as('minh').give('counter:call-next', { counter: '2' }),
      ]);
      for (const reply of both) called.push(reply.ticket?.number ?? 'none');
    }
    expect(new Set(called).size).toBe(40);
    expect(called).not.toContain('none');
  });

  test('[CALL9] calling a number that another counter has called is refused with that counter', async () => {
    await testHall.draw('dat-dai');
    await testHall.as('lan').give('counter:open', { counter: '1' });
    await testHall.as('minh').give('counter:open', { counter: '2' });
    await testHall.as('minh').give('counter:call-next', { counter: '2' });
    const reply = await testHall.as('lan').give('counter:call', { counter: '1', number: '3001' });
    expect(reply.refusal).toMatchObject({ code: 'already_called', details: { counter: '2' } });
  });

  test('[NOSHOW1] [NOSHOW2] an absent citizen comes back after the wait and ends after the third call', async () => {
    await testHall.draw();
    const lan = testHall.as('lan');
    await lan.give('counter:open', { counter: '1' });
    for (const call of [1, 2, 3]) {
      const reply = await lan.give('counter:call-next', { counter: '1' });
      expect(reply.ticket?.callCount).toBe(call);
      await lan.give('counter:no-show', { counter: '1' });
      if (call < 3)
        expect((await lan.give('counter:call-next', { counter: '1' })).refusal?.code).toBe('nothing_waiting');
      testHall.clock.minutes(1);
    }
    expect((await lan.give('counter:call-next', { counter: '1' })).refusal?.code).toBe('nothing_waiting');
    expect([...testHall.hall.state.tickets.values()][0]?.state).toBe('no_show');
  });

  test('[NOSHOW3] an absent citizen who comes back the same day is called by the same number', async () => {
    await testHall
      .as('admin', 'admin')
      .give('settings:put', { noShow: { endsAfterCalls: 1, returnsAfterSeconds: 0 } });
    await testHall.draw();
    const lan = testHall.as('lan');
    await lan.give('counter:open', { counter: '1' });
    await lan.give('counter:call-next', { counter: '1' });
    await lan.give('counter:no-show', { counter: '1' });
    const back = await lan.give('counter:call', { counter: '1', number: '1001' });
    expect(back.ticket).toMatchObject({ number: '1001', state: 'called', callCount: 2 });
  });

  test('[PARK1] [PARK2] a citizen sent for a missing paper returns by the same ticket without queueing again', async () => {
    await testHall.draw();
    testHall.clock.minutes(1);
    await testHall.draw();
    const lan = testHall.as('lan');
    await lan.give('counter:open', { counter: '1' });
    const first = await lan.give('counter:call-next', { counter: '1' });
    const parked = await lan.give('counter:park', { counter: '1', reason: 'Bổ sung hồ sơ' });
    expect(parked.ticket?.state).toBe('parked');
    // The counter is free: nobody is there who could be finished.
    expect(testHall.hall.state.counters.get('1')?.presentTicketId).toBeNull();
    // Fetching the paper takes time, and costs no place in the line.
    testHall.clock.minutes(20);
    await testHall.as('lan').give('ticket:return', { ticket: first.ticket?.id ?? '' });
    expect((await lan.give('counter:call-next', { counter: '1' })).ticket?.number).toBe('1001');
  });

  test('[TRANS1] a transfer keeps the first arrival, and the priority', async () => {
    await testHall.draw('ho-tich');
    testHall.clock.minutes(10);
    await testHall.draw('dat-dai');
    await testHall.as('lan').give('counter:open', { counter: '1' });
    await testHall.as('minh').give('counter:open', { counter: '2' });
    await testHall.as('lan').give('counter:call-next', { counter: '1' });
    testHall.clock.minutes(5);
    await testHall.as('lan').give('counter:transfer', { counter: '1', field: 'dat-dai' });
    expect((await testHall.as('minh').give('counter:call-next', { counter: '2' })).ticket).toMatchObject({
      number: '1001',
      field: 'dat-dai',
      drawnField: 'ho-tich',
    });
    await testHall.draw('ho-tich', { priority: 'elderly' });
    await testHall.as('lan').give('counter:call-next', { counter: '1' });
    await testHall.as('lan').give('counter:transfer', { counter: '1', field: 'dat-dai' });
    testHall.clock.minutes(5);
    // Five minutes of a priority wait outweigh the twenty of whoever came before.
    expect((await testHall.as('minh').give('counter:call-next', { counter: '2' })).ticket).toMatchObject({
      number: '1002',
      priority: 'elderly',
    });
  });

  test('[DAY1] [DAY2] numbers start again by the hall’s own midnight, not by UTC at seven in the morning', async () => {
    await testHall.draw();
    await testHall.as('lan').give('counter:open', { counter: '1' });
    // 06:59 the same local day is still yesterday in UTC; opening was at 07:30 local, 00:30 UTC.
    testHall.clock.atMs = OPENING_MS + 16 * 3_600_000;
    expect((await testHall.draw()).ticket?.number).toBe('1002');
    testHall.clock.atMs = OPENING_MS + 17 * 3_600_000;
    expect((await testHall.draw()).ticket?.number).toBe('1001');
    expect(testHall.hall.state.tickets.size).toBe(1);
    expect(testHall.hall.state.counters.get('1')?.state).toBe('closed');
    const yesterday = testHall.reads.listTickets({ date: '2026-11-24', limit: 10 }).tickets;
    expect(yesterday.map((ticket) => ticket.state)).toEqual(['expired', 'expired']);
  });

  test('[DAY2] with the day end those who wait or are parked, visits still open are unrecorded, and absent ones stay so', async () => {
    const lan = testHall.as('lan');
    await lan.give('counter:open', { counter: '1' });
    for (let drawn = 0; drawn < 4; drawn += 1) {
      await testHall.draw();
      testHall.clock.minutes(1);
    }
    await lan.give('counter:call-next', { counter: '1' });
    await lan.give('counter:park', { counter: '1', reason: 'Bổ sung hồ sơ' });
    await lan.give('counter:call-next', { counter: '1' });
    for (let call = 0; call < 2; call += 1) await lan.give('counter:recall', { counter: '1' });
    await lan.give('counter:no-show', { counter: '1' });
    await lan.give('counter:call-next', { counter: '1' });
    await lan.give('counter:start', { counter: '1' });
    testHall.clock.atMs = OPENING_MS + 17 * 3_600_000;
    await testHall.draw();
    const { tickets } = testHall.reads.listTickets({ date: '2026-11-24', limit: 10 });
    expect(tickets.map(({ number, state, outcome }) => [number, state, outcome])).toEqual([
      ['1001', 'expired', null],
      ['1002', 'no_show', null],
      ['1003', 'done', 'unrecorded'],
      ['1004', 'expired', null],
    ]);
    expect(testHall.reads.dayOf('lan', '2026-11-24').serviceMeanMinutes).toBeNull();
  });

  test('[DAY3] closing early never hands a number out twice', async () => {
    await testHall.draw();
    await testHall.as('admin', 'admin').give('day:close', {});
    expect((await testHall.draw()).ticket?.number).toBe('1002');
  });

  test('events replay to the same state', async () => {
    for (const field of ['ho-tich', 'dat-dai', 'ho-tich']) await testHall.draw(field);
    const lan = testHall.as('lan');
    await lan.give('counter:open', { counter: '1' });
    await lan.give('counter:call-next', { counter: '1' });
    await lan.give('counter:start', { counter: '1' });
    await lan.give('counter:finish', { counter: '1', transactions: [{ procedure: '1.001193', count: 3 }] });
    await lan.give('counter:pause', { counter: '1', reason: 'Họp' });
    expect(writeState(testHall.open().state)).toBe(writeState(testHall.hall.state));
  });

  test('the log verifies, and one changed letter in it is found', async () => {
    await testHall.draw();
    await testHall.draw();
    expect(verifyLog(testHall.store.db)).toMatchObject({ ok: true });
    const { sequence } = testHall.store.head();
    testHall.store.db
      .prepare("UPDATE events SET body = replace(body, 'ho-tich', 'dat-dai') WHERE sequence = ?")
      .run(sequence - 1);
    expect(verifyLog(testHall.store.db)).toMatchObject({ ok: false, firstBad: sequence - 1 });
  });

  test('the read tables made anew from the log are the same', async () => {
    for (const field of ['ho-tich', 'dat-dai', 'ho-tich']) await testHall.draw(field);
    const lan = testHall.as('lan');
    await lan.give('counter:open', { counter: '1' });
    await lan.give('counter:call-next', { counter: '1' });
    testHall.clock.minutes(6);
    await lan.give('counter:finish', { counter: '1', transactions: [{ procedure: '1.001193', count: 2 }] });
    const dump = () => JSON.stringify(testHall.store.db.prepare('SELECT * FROM tickets ORDER BY id').all());
    const before = dump();
    testHall.store.rebuild();
    expect(dump()).toBe(before);
  });
});

describe('a disk that fails', () => {
  test('a database failure is said as such: nothing is done, nothing is counted, and the hall goes on', async () => {
    let failing = false;
    const testHall = new TestHall({
      wrap: (store) =>
        replaced(store, {
          commit: (batch) => {
            if (failing) throw new StorageError('disk full');
            return store.commit(batch);
          },
        }),
    });
    await testHall.begin();
    expect((await testHall.draw()).ticket?.number).toBe('1001');
    failing = true;
    expect((await testHall.draw()).refusal?.code).toBe('storage_failed');
    failing = false;
    expect((await testHall.draw()).ticket?.number).toBe('1002');
    expect(testHall.errors).toHaveLength(1);
    testHall.close();
  });

  test('after a flush that failed nothing is told, decided or read, and the same id tells after a restart what was kept', async () => {
    let failing = false;
    const testHall = new TestHall({
      wrap: (store) =>
        replaced(store, {
          settle: () => (failing ? Promise.reject(new FlushError('input/output error')) : store.settle()),
        }),
    });
    await testHall.begin();
    const told: string[] = [];
    testHall.hall.subscribe((events) => told.push(...events.map((each) => each.event.type)));
    failing = true;
    const order = [{ field: 'ho-tich', printer: null }, 'one-finger'] as const;
    const draw = () => testHall.as('admin', 'admin').give('ticket:issue', ...order);
    const [first, beside] = await Promise.all([draw(), testHall.draw()]);
    expect([first.refusal?.code, beside.refusal?.code]).toEqual(['storage_failed', 'storage_failed']);
    // The next flush would succeed, and prove nothing of what the first one lost.
    failing = false;
    expect((await testHall.draw()).refusal?.code).toBe('storage_failed');
    expect((await testHall.hall.readable())?.code).toBe('storage_failed');
    await expect(testHall.hall.record([{ type: 'button:unbound', id: 'x' }])).rejects.toThrow(
      'did not confirm',
    );
    expect(told).toEqual([]);
    expect(testHall.lost).toHaveLength(1);
    await testHall.hall.stop();
    testHall.restart();
    expect(await draw()).toMatchObject({ repeated: true, ticket: { number: '1001' } });
    expect((await testHall.draw()).ticket?.number).toBe('1003');
    testHall.close();
  });

  test('what comes while the disk is still writing is decided after it, and in its order', async () => {
    const gates: (() => void)[] = [];
    let gated = false;
    const testHall = new TestHall({
      wrap: (store) =>
        replaced(store, {
          settle: () => (gated ? new Promise<void>((done) => gates.push(done)) : store.settle()),
        }),
    });
    await testHall.begin();
    const shown: number[] = [];
    testHall.hall.subscribe((events) => shown.push(...events.map((each) => each.sequence)));
    gated = true;
    const first = testHall.draw();
    await vi.waitUntil(() => gates.length === 1);
    const later = [testHall.draw(), testHall.draw(), testHall.draw()];
    // Written, not yet on the disk: the state holds the first ticket alone and no screen was told of it.
    expect(testHall.hall.state.tickets.size).toBe(1);
    expect(shown).toEqual([]);
    gated = false;
    gates[0]?.();
    const numbers = (await Promise.all([first, ...later])).map((reply) => reply.ticket?.number);
    expect(numbers).toEqual(['1001', '1002', '1003', '1004']);
    expect(shown.length).toBeGreaterThanOrEqual(4);
    testHall.close();
  });
});
