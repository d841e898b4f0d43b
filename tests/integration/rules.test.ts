import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPENING_MS, TestHall } from '../support/test-hall.ts';

describe('rules of the hall', () => {
  let test: TestHall;
  beforeEach(async () => {
    test = await new TestHall().begin();
  });
  afterEach(() => test.close());

  it('[ISSUE4] an unknown field or a procedure of another field is refused', async () => {
    expect((await test.draw('khong-co')).refusal?.code).toBe('unknown_field');
    expect((await test.draw('ho-tich', { procedure: '2.000815' })).refusal?.code).toBe('unknown_procedure');
    expect(test.hall.state.tickets.size).toBe(0);
  });

  it('[PRIO1] priority given by a clerk at the counter needs a reason', async () => {
    const asClerk = (reason?: string) =>
      test.hall.execute(
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

  it('[CALL8] an appointment counts from its slot, and a late one from its arrival', async () => {
    const slot = (minutes: number) => new Date(OPENING_MS + minutes * 60_000).toISOString();
    const orderedAt = (id: string | undefined) => test.hall.state.tickets.get(id ?? '')?.orderedAtMs;
    test.clock.minutes(30);
    const early = await test.draw('ho-tich', { appointmentAt: slot(40) });
    expect(orderedAt(early.ticket?.id)).toBe(OPENING_MS + 40 * 60_000);
    const bitLate = await test.draw('ho-tich', { appointmentAt: slot(20) });
    expect(orderedAt(bitLate.ticket?.id)).toBe(OPENING_MS + 20 * 60_000);
    const late = await test.draw('ho-tich', { appointmentAt: slot(5) });
    expect(orderedAt(late.ticket?.id)).toBe(OPENING_MS + 30 * 60_000);
  });

  it('[CTR2] a clerk holds one counter at a time', async () => {
    await test.as('lan').give('counter:open', { counter: '1' });
    expect((await test.as('lan').give('counter:open', { counter: '2' })).refusal).toMatchObject({
      code: 'officer_busy',
      details: { counter: '1' },
    });
  });

  it('[CTR3] a clerk acts at the counter held, a supervisor at any', async () => {
    await test.draw();
    await test.as('lan').give('counter:open', { counter: '1' });
    expect((await test.as('minh').give('counter:call-next', { counter: '1' })).refusal?.code).toBe(
      'counter_taken',
    );
    expect(
      (await test.as('sep', 'supervisor').give('counter:call-next', { counter: '1' })).ticket?.number,
    ).toBe('1001');
  });

  it('[CTR4] a counter with somebody at it cannot be closed', async () => {
    await test.draw();
    const lan = test.as('lan');
    await lan.give('counter:open', { counter: '1' });
    await lan.give('counter:call-next', { counter: '1' });
    expect((await lan.give('counter:close', { counter: '1' })).refusal?.code).toBe('present_ticket');
    await lan.give('counter:finish', { counter: '1' });
    expect((await lan.give('counter:close', { counter: '1' })).refusal).toBeUndefined();
  });

  it('[CTR7] a second tap finishes nobody unseen', async () => {
    await test.draw();
    await test.draw();
    const lan = test.as('lan');
    await lan.give('counter:open', { counter: '1' });
    const first = await lan.give('counter:call-next', { counter: '1', present: null });
    expect(first.ticket?.number).toBe('1001');
    const second = await lan.give('counter:call-next', { counter: '1', present: null });
    expect(second.refusal).toMatchObject({ code: 'conflict', details: { present: first.ticket?.id } });
    const seen = await lan.give('counter:finish', { counter: '1', present: first.ticket?.id ?? '' });
    expect(seen.refusal).toBeUndefined();
  });

  it('[CTR5] the fields of a working counter change at once', async () => {
    await test.draw('dat-dai');
    await test.as('lan').give('counter:open', { counter: '1' });
    await test.as('sep', 'supervisor').give('counter:set-fields', {
      counter: '1',
      primaryFields: ['dat-dai'],
      helpingFields: [],
    });
    expect((await test.as('lan').give('counter:call-next', { counter: '1' })).ticket?.number).toBe('3001');
  });

  it('[CTR6] a paused counter calls nobody until it resumes', async () => {
    await test.draw();
    const lan = test.as('lan');
    await lan.give('counter:open', { counter: '1' });
    await lan.give('counter:pause', { counter: '1', reason: 'Họp' });
    expect((await lan.give('counter:call-next', { counter: '1' })).refusal?.code).toBe('counter_paused');
    await lan.give('counter:resume', { counter: '1' });
    expect((await lan.give('counter:call-next', { counter: '1' })).ticket?.number).toBe('1001');
  });

  it('[FIN1] a visit ends with its outcome and every dossier that was handed in', async () => {
    await test.draw();
    const lan = test.as('lan');
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
    expect(test.reads.dayOf('lan', '2026-11-24')).toMatchObject({ served: 1, transactions: 3 });
  });

  it('[FIN2] called is not presented: service counts from the start where the clerk pressed it', async () => {
    await test.draw();
    const lan = test.as('lan');
    await lan.give('counter:open', { counter: '1' });
    await lan.give('counter:call-next', { counter: '1' });
    test.clock.minutes(2);
    await lan.give('counter:start', { counter: '1' });
    test.clock.minutes(5);
    await lan.give('counter:finish', { counter: '1' });
    expect(test.reads.dayOf('lan', '2026-11-24').serviceMeanMinutes).toBe(5);
  });

  it('[FIN3] the clerk may set the field right; the field it was drawn for stays on record', async () => {
    await test.draw('ho-tich');
    const lan = test.as('lan');
    await lan.give('counter:open', { counter: '1' });
    const called = await lan.give('counter:call-next', { counter: '1' });
    const done = await lan.give('counter:finish', { counter: '1', field: 'chung-thuc' });
    expect(done.ticket).toMatchObject({ field: 'chung-thuc', drawnField: 'ho-tich' });
    await lan.give('ticket:correct', { ticket: called.ticket?.id ?? '', field: 'dat-dai' });
    expect(test.reads.findTicket(called.ticket?.id ?? '')).toMatchObject({
      field: 'dat-dai',
      drawnField: 'ho-tich',
    });
  });

  it('[PRINT2] printing again gives the same number, never a second one', async () => {
    const drawn = await test.draw('ho-tich', { printer: 'virtual' });
    const again = await test.as('k', 'admin').give('ticket:reprint', { ticket: drawn.ticket?.id ?? '' });
    expect(again.ticket?.number).toBe('1001');
    await test.as('k', 'admin').give('ticket:reprint', { ticket: drawn.ticket?.id ?? '', printer: 'other' });
    const jobs = [...test.hall.state.printJobs.values()].filter((job) => !job.cancelled);
    expect(jobs).toMatchObject([
      { ticketId: drawn.ticket?.id, number: '1001', printer: 'other', reprint: true },
    ]);
    expect((await test.draw()).ticket?.number).toBe('1002');
  });

  it('[EST1] the estimate rolls the line forward with the hall’s own call order', async () => {
    await test.as('lan').give('counter:open', { counter: '1' });
    const first = await test.draw();
    expect(first.ticket?.estimate).toEqual({ lowMinutes: 0, highMinutes: 5 });
    for (let i = 0; i < 4; i++) await test.draw();
    // Five ahead at eight minutes each: forty minutes for the next ordinary ticket.
    const ordinary = await test.draw();
    const foretold = test.hall.state.tickets.get(ordinary.ticket?.id ?? '')?.forecast;
    expect(foretold?.waitMs).toBe(40 * 60_000);
    expect(ordinary.ticket?.estimate?.lowMinutes).toBeLessThan(40);
    expect(ordinary.ticket?.estimate?.highMinutes).toBeGreaterThan(40);
    const elderly = await test.draw('ho-tich', { priority: 'elderly' });
    expect(elderly.ticket?.estimate?.highMinutes).toBeLessThan(ordinary.ticket?.estimate?.highMinutes ?? 0);
  });

  it('[EST2] an estimate is a range of whole fives, and none is given when nobody serves the field', async () => {
    const drawn = await test.draw();
    expect(drawn.ticket?.estimate).toBeNull();
    await test.as('lan').give('counter:open', { counter: '1' });
    const range = (await test.draw()).ticket?.estimate;
    expect((range?.lowMinutes ?? 1) % 5).toBe(0);
    expect((range?.highMinutes ?? 1) % 5).toBe(0);
  });
});
