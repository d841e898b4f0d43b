import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../common/protocol/commands.ts';
import type { Doubt } from '../../common/protocol/doubts.ts';
import { LocalReportDesk } from '../../server/reports/report-desk.ts';
import { DATABASE_FILE, openDatabase } from '../../server/storage/database.ts';
import { fillDevicesOfTickets } from '../../server/storage/migrations/0009-keep-devices-of-tickets.ts';
import { TestHall } from '../support/test-hall.ts';

const SECOND_MS = 1_000;

describe('what makes a figure doubtful, with its tickets', () => {
  let testHall: TestHall;
  let count = 0;
  beforeEach(async () => {
    testHall = await new TestHall().begin();
  });
  afterEach(() => testHall.close());

  /** A number drawn at a kiosk. */
  const drawAt = async (kiosk: string, field = 'ho-tich') => {
    count += 1;
    const payload = COMMANDS['ticket:issue'].payload.parse({ field, printer: null });
    const reply = await testHall.hall.execute('ticket:issue', payload, {
      commander: { kind: 'device', id: kiosk, device: 'kiosk', counter: null },
      commandId: `draw-${count}`,
      channel: 'kiosk',
    });
    expect(reply.refusal).toBeUndefined();
  };
  const day = () => testHall.calendar.momentOf(testHall.clock.atMs).date;
  const found = async () => {
    const db = openDatabase(`${testHall.folder}/${DATABASE_FILE}`);
    try {
      const desk = new LocalReportDesk(db, {
        fieldName: () => undefined,
        agencyOf: () => null,
        targetMinutes: () => 15,
        postOf: () => ({ agencyName: '', payingUnit: '' }),
      });
      const answer = await desk.run('trust', { from: day(), to: day() }, 'json');
      if (!answer.ok) throw new Error(answer.refusal.code);
      return Object.fromEntries(answer.value.json.rows.map((row) => [row.finding, row.count]));
    } finally {
      db.close();
    }
  };
  const behind = (finding: Doubt, more: object = {}) =>
    testHall.reads
      .listTickets({ from: day(), to: day(), imported: true, finding, limit: 50, ...more })
      .tickets.map((each) => each.number);

  test('five numbers of one field from one kiosk within half a minute are a burst, and no other is', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      await drawAt('kiosk-1');
      testHall.clock.atMs += 7 * SECOND_MS;
    }
    // As many as fast from two kiosks together: two people, each at a screen of their own.
    for (let turn = 0; turn < 8; turn += 1) {
      await drawAt(turn % 2 === 0 ? 'kiosk-2' : 'kiosk-3', 'dat-dai');
      testHall.clock.atMs += 6 * SECOND_MS;
    }
    expect(await found()).toMatchObject({ burst: 5 });
    expect(behind('burst')).toEqual(['1001', '1002', '1003', '1004', '1005']);
    testHall.clock.minutes(10);
    await drawAt('kiosk-1');
    // The sixth came later: it belongs to nobody's game. Five in a row count, however many follow at once.
    expect(await found()).toMatchObject({ burst: 5 });
    for (let turn = 0; turn < 6; turn += 1) await drawAt('kiosk-1', 'chung-thuc');
    expect(await found()).toMatchObject({ burst: 11 });
    expect(behind('burst', { field: 'chung-thuc' })).toHaveLength(6);
  });

  test('short visits, changed fields and numbers that nobody called are found with their tickets', async () => {
    const clerk = testHall.as('can-bo-1');
    for (let turn = 0; turn < 4; turn += 1) {
      await testHall.draw('ho-tich');
      testHall.clock.minutes(1);
    }
    await clerk.give('counter:open', { counter: '1', fields: ['ho-tich'] });
    for (const seconds of [5, 19, 20]) {
      await clerk.give('counter:call-next', { counter: '1' });
      await clerk.give('counter:start', { counter: '1' });
      testHall.clock.atMs += seconds * SECOND_MS;
      await clerk.give('counter:finish', { counter: '1' });
      testHall.clock.minutes(1);
    }
    await clerk.give('counter:call-next', { counter: '1' });
    await clerk.give('counter:transfer', { counter: '1', field: 'dat-dai' });
    await testHall.draw('ho-tich');
    await testHall.as('admin', 'admin').give('day:close', {});
    expect(await found()).toEqual({
      'never-called': 1,
      'too-short': 2,
      burst: 0,
      'field-changed': 1,
      'day-in-doubt': 0,
    });
    expect(behind('too-short')).toEqual(['1001', '1002']);
    expect(behind('field-changed')).toEqual(['1004']);
    expect(behind('never-called')).toEqual(['1005']);
    expect(behind('too-short', { limit: 1 })).toEqual(['1001']);
  });

  test('devices of earlier tickets are taken from the log', async () => {
    await drawAt('kiosk-1');
    await testHall.draw();
    const db = openDatabase(`${testHall.folder}/${DATABASE_FILE}`);
    const devices = () => db.prepare('SELECT device FROM tickets ORDER BY number').pluck().all();
    expect(devices()).toEqual(['kiosk-1', null]);
    db.exec('UPDATE tickets SET device = NULL');
    fillDevicesOfTickets(db);
    expect(devices()).toEqual(['kiosk-1', null]);
    db.close();
  });
});
