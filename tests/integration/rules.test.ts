import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OPENING_MS, TestHall } from '../support/test-hall.ts';

describe('rules of the hall', () => {
  let testHall: TestHall;
  beforeEach(async () => {
    testHall = await new TestHall().begin();
  });
  afterEach(() => testHall.close());

  test('[ISSUE4] an unknown field or a procedure of another field is refused', async () => {
    expect((await testHall.draw('khong-co')).refusal?.code).toBe('unknown_field');
    expect((await testHall.draw('ho-tich', { procedure: '2.000815' })).refusal?.code).toBe(
      'unknown_procedure',
    );
    expect(testHall.hall.state.tickets.size).toBe(0);
  });

  test('[PRIO1] priority given by a clerk at the counter needs a reason', async () => {
    const asClerk = (reason?: string) =>
      testHall.hall.execute(
        'ticket:issue',
        {
          field: 'ho-tich',
          purpose: 'submit',
          language: 'vi',
          printer: null,
          priority: 'elderly',
          ...(reason === undefined ? {} : { priorityReason: reason }),
        },
        {
          commander: { kind: 'user', id: 'lan', role: 'clerk' },
          commandId: `p-${reason}`,
          channel: 'counter',
        },
      );
    expect((await asClerk()).refusal?.code).toBe('reason_required');
    expect((await asClerk('Cụ đi không có người nhà')).ticket?.priority).toBe('elderly');
  });

  test('[CALL8] an appointment counts from its slot, and a late one from its arrival', async () => {
    const slot = (minutes: number) => new Date(OPENING_MS + minutes * 60_000).toISOString();
    const orderedAt = (id: string | undefined) => testHall.hall.state.tickets.get(id ?? '')?.orderedAtMs;
    testHall.clock.minutes(30);
    const early = await testHall.draw('ho-tich', { appointmentAt: slot(40) });
    expect(orderedAt(early.ticket?.id)).toBe(OPENING_MS + 40 * 60_000);
    const bitLate = await testHall.draw('ho-tich', { appointmentAt: slot(20) });
    expect(orderedAt(bitLate.ticket?.id)).toBe(OPENING_MS + 20 * 60_000);
    const late = await testHall.draw('ho-tich', { appointmentAt: slot(5) });
    expect(orderedAt(late.ticket?.id)).toBe(OPENING_MS + 30 * 60_000);
  });

  test('[CTR2] a clerk holds one counter at a time', async () => {
    await testHall.as('lan').give('counter:open', { counter: '1' });
    expect((await testHall.as('lan').give('counter:open', { counter: '2' })).refusal).toMatchObject({
      code: 'officer_busy',
      details: { counter: '1' },
    });
  });

  test('[CTR3] a clerk acts at the counter held, a supervisor at any', async () => {
    await testHall.draw();
    await testHall.as('lan').give('counter:open', { counter: '1' });
    expect((await testHall.as('minh').give('counter:call-next', { counter: '1' })).refusal?.code).toBe(
      'counter_taken',
    );
    expect(
      (await testHall.as('sep', 'supervisor').give('counter:call-next', { counter: '1' })).ticket?.number,
    ).toBe('1001');
  });

  test('[CTR4] a counter with somebody at it cannot be closed', async () => {
    await testHall.draw();
    const lan = testHall.as('lan');
    await lan.give('counter:open', { counter: '1' });
    await lan.give('counter:call-next', { counter: '1' });
    expect((await lan.give('counter:close', { counter: '1' })).refusal?.code).toBe('present_ticket');
    await lan.give('counter:finish', { counter: '1' });
    expect((await lan.give('counter:close', { counter: '1' })).refusal).toBeUndefined();
  });

  test('[CTR7] a second tap finishes nobody unseen', async () => {
    await testHall.draw();
    await testHall.draw();
    const lan = testHall.as('lan');
    await lan.give('counter:open', { counter: '1' });
    const first = await lan.give('counter:call-next', { counter: '1', present: null });
    expect(first.ticket?.number).toBe('1001');
    const second = await lan.give('counter:call-next', { counter: '1', present: null });
    expect(second.refusal).toMatchObject({ code: 'conflict', details: { present: first.ticket?.id } });
    const seen = await lan.give('counter:finish', { counter: '1', present: first.ticket?.id ?? '' });
    expect(seen.refusal).toBeUndefined();
  });

  test('[CTR5] the fields of a working counter change at once', async () => {
    await testHall.draw('dat-dai');
    await testHall.as('lan').give('counter:open', { counter: '1' });
    await testHall.as('sep', 'supervisor').give('counter:set-fields', {
      counter: '1',
      primaryFields: ['dat-dai'],
      helpingFields: [],
    });
    expect((await testHall.as('lan').give('counter:call-next', { counter: '1' })).ticket?.number).toBe(
      '3001',
    );
  });

  test('[CTR6] a paused counter calls nobody until it resumes', async () => {
    await testHall.draw();
    const lan = testHall.as('lan');
    await lan.give('counter:open', { counter: '1' });
    await lan.give('counter:pause', { counter: '1', reason: 'Họp' });
    expect((await lan.give('counter:call-next', { counter: '1' })).refusal?.code).toBe('counter_paused');
    await lan.give('counter:resume', { counter: '1' });
    expect((await lan.give('counter:call-next', { counter: '1' })).ticket?.number).toBe('1001');
  });

  test('[FIN1] a visit ends with its outcome and every dossier that was handed in', async () => {
    await testHall.draw();
    const lan = testHall.as('lan');
    await lan.give('counter:open', { counter: '1' });
    await lan.give('counter:call-next', { counter: '1' });
    const done = await lan.give('counter:finish', {
      counter: '1',
      outcome: 'missing_papers',
      transactions: [
        { procedure: '1.001193', count: 2, dossierCode: 'https://x.vn/?ma=H15.50.05.13-261008-0975' },
        { procedure: '2.000815', count: 1 },
      ],
    });
    expect(done.ticket).toMatchObject({
      state: 'done',
      outcome: 'missing_papers',
      transactions: [
        { procedure: '1.001193', count: 2, dossierCode: 'H15.50.05.13-261008-0975' },
        { procedure: '2.000815', count: 1 },
      ],
    });
    expect(testHall.reads.dayOf('lan', '2026-11-24')).toMatchObject({ served: 1, transactions: 3 });
  });

  test('[FIN2] called is not presented: service counts from the start where the clerk pressed it', async () => {
    await testHall.draw();
    const lan = testHall.as('lan');
    await lan.give('counter:open', { counter: '1' });
    await lan.give('counter:call-next', { counter: '1' });
    testHall.clock.minutes(2);
    await lan.give('counter:start', { counter: '1' });
    testHall.clock.minutes(5);
    await lan.give('counter:finish', { counter: '1' });
    expect(testHall.reads.dayOf('lan', '2026-11-24').serviceMeanMinutes).toBe(5);
  });

  test('[FIN4] an unusual count is asked about at every act that records one, never clamped, and kept as said', async () => {
    await testHall.draw();
    const lan = testHall.as('lan');
    await lan.give('counter:open', { counter: '1' });
    const { ticket } = await lan.give('counter:call-next', { counter: '1' });
    const work = (count: number, countConfirmed?: true) => ({
      transactions: [
        { procedure: '2.000815', count: 1 },
        { procedure: '1.001193', count, ...(countConfirmed === undefined ? {} : { countConfirmed }) },
      ],
    });
    for (const given of [
      await lan.give('counter:finish', { counter: '1', ...work(51) }),
      await lan.give('counter:call-next', { counter: '1', ...work(51) }),
      await lan.give('counter:transfer', { counter: '1', toCounter: '2', ...work(51) }),
    ])
      expect(given.refusal).toMatchObject({
        code: 'unusual_count',
        details: { procedure: '1.001193', count: 51, usualMost: 50 },
      });
    expect(testHall.hall.state.counters.get('1')?.presentTicketId).toBe(ticket?.id);
    const done = await lan.give('counter:finish', { counter: '1', ...work(999, true) });
    expect(done.ticket?.transactions).toEqual(work(999).transactions);
    const id = ticket?.id ?? '';
    const correct = (count: number, yes?: true) =>
      lan.give('ticket:correct', { ticket: id, ...work(count, yes) });
    expect((await correct(51)).refusal?.code).toBe('unusual_count');
    expect((await correct(50)).refusal).toBeUndefined();
    expect((await correct(60, true)).ticket?.transactions).toEqual(work(60).transactions);
  });

  test('[FIN3] the clerk may set the field right; the field it was drawn for stays on record', async () => {
    await testHall.draw('ho-tich');
    const lan = testHall.as('lan');
    await lan.give('counter:open', { counter: '1' });
    const called = await lan.give('counter:call-next', { counter: '1' });
    const done = await lan.give('counter:finish', { counter: '1', field: 'chung-thuc' });
    expect(done.ticket).toMatchObject({ field: 'chung-thuc', drawnField: 'ho-tich' });
    await lan.give('ticket:correct', { ticket: called.ticket?.id ?? '', field: 'dat-dai' });
    expect(testHall.reads.findTicket(called.ticket?.id ?? '')).toMatchObject({
      field: 'dat-dai',
      drawnField: 'ho-tich',
    });
  });

  test('[PRINT2] printing again gives the same number, never a second one', async () => {
    const drawn = await testHall.draw('ho-tich', { printer: 'virtual' });
    const again = await testHall.as('k', 'admin').give('ticket:reprint', { ticket: drawn.ticket?.id ?? '' });
    expect(again.ticket?.number).toBe('1001');
    await testHall
      .as('k', 'admin')
      .give('ticket:reprint', { ticket: drawn.ticket?.id ?? '', printer: 'other' });
    const jobs = [...testHall.hall.state.printJobs.values()].filter((job) => !job.cancelled);
    expect(jobs).toMatchObject([
      { ticketId: drawn.ticket?.id, number: '1001', printer: 'other', reprint: true },
    ]);
    expect((await testHall.draw()).ticket?.number).toBe('1002');
  });

  test('[EST1] the estimate rolls the line forward with the hall’s own call order', async () => {
    await testHall.as('lan').give('counter:open', { counter: '1' });
    const first = await testHall.draw();
    expect(first.ticket?.estimate).toEqual({ lowMinutes: 0, highMinutes: 5 });
    for (let i = 0; i < 4; i++) await testHall.draw();
    // Five ahead at eight minutes each: forty minutes for the next ordinary ticket.
    const ordinary = await testHall.draw();
    const foretold = testHall.hall.state.tickets.get(ordinary.ticket?.id ?? '')?.forecast;
    expect(foretold?.waitMs).toBe(40 * 60_000);
    expect(ordinary.ticket?.estimate?.lowMinutes).toBeLessThan(40);
    expect(ordinary.ticket?.estimate?.highMinutes).toBeGreaterThan(40);
    const elderly = await testHall.draw('ho-tich', { priority: 'elderly' });
    expect(elderly.ticket?.estimate?.highMinutes).toBeLessThan(ordinary.ticket?.estimate?.highMinutes ?? 0);
  });

  test('[EST2] an estimate is a range of whole fives, and none is given when nobody serves the field', async () => {
    const drawn = await testHall.draw();
    expect(drawn.ticket?.estimate).toBeNull();
    await testHall.as('lan').give('counter:open', { counter: '1' });
    const range = (await testHall.draw()).ticket?.estimate;
    expect((range?.lowMinutes ?? 1) % 5).toBe(0);
    expect((range?.highMinutes ?? 1) % 5).toBe(0);
  });
});
