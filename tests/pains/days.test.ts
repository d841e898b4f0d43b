import { afterEach, describe, expect, test } from 'vitest';
import { TestHall } from '../support/test-hall.ts';

const ZONE_OF_PROCESS = process.env.TZ;
/** The hall's own 00:00 on 30 November 2026, seven hours before that of UTC. */
const MIDNIGHT_MS = Date.UTC(2026, 10, 29, 17, 0);
const MINUTE_MS = 60_000;

describe.each(['UTC', 'America/Vancouver', 'Pacific/Kiritimati'])(
  'the turn of the day on a machine set to %s',
  (zone) => {
    afterEach(() => {
      process.env.TZ = ZONE_OF_PROCESS;
    });

    const localDates = (test: TestHall) =>
      test.store.db.prepare('SELECT number, local_date, month FROM tickets ORDER BY issued_at_ms').all();

    test('nothing happens at 17:00, whatever UTC makes of it (bcgov#626)', async () => {
      process.env.TZ = zone;
      const hall = await new TestHall().begin();
      const afternoon = MIDNIGHT_MS + 17 * 60 * MINUTE_MS;
      for (const offset of [-90, -1, 0, 1, 59, 90]) {
        hall.clock.atMs = afternoon + offset * MINUTE_MS;
        await hall.draw();
      }
      expect(localDates(hall)).toEqual(
        ['1001', '1002', '1003', '1004', '1005', '1006'].map((number) => ({
          number,
          local_date: '2026-11-30',
          month: '2026-11',
        })),
      );
      hall.close();
    });

    test('numbers begin anew at the hall’s midnight, also between two months, and the line of yesterday is closed', async () => {
      process.env.TZ = zone;
      const hall = await new TestHall().begin();
      const newMonth = MIDNIGHT_MS + 24 * 60 * MINUTE_MS;
      hall.clock.atMs = newMonth - MINUTE_MS;
      const late = await hall.draw();
      hall.clock.atMs = newMonth;
      await hall.draw();
      expect(localDates(hall)).toEqual([
        { number: '1001', local_date: '2026-11-30', month: '2026-11' },
        { number: '1001', local_date: '2026-12-01', month: '2026-12' },
      ]);
      expect(hall.hall.findTicket(late.ticket?.id ?? '')?.state).toBe('expired');
      expect(hall.hall.state.tickets.size).toBe(1);
      hall.close();
    });
  },
);
