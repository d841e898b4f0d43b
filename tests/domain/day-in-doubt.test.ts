import { expect, test } from 'vitest';
import { rollOver } from '../../server/domain/day.ts';
import { PureHall } from './pure-hall.ts';

const HOUR_MS = 3_600_000;

test('[TIME3] while the day is in doubt no midnight of the clock sends anybody away, but a night that goes by does', () => {
  const hall = new PureHall();
  hall.draw();
  const sinceMs = hall.atMs;
  hall.take([
    {
      type: 'day:doubted',
      code: 'clock_behind_record',
      machineMs: Date.UTC(2000, 0, 1),
      trustedMs: null,
      sinceMs,
      sinceSequence: hall.state.sequence,
    },
  ]);
  hall.atMs += 20 * HOUR_MS;
  const end = { instantOf: () => sinceMs + 9 * HOUR_MS, lastSignMs: () => null };
  expect(rollOver(hall.state, hall.moment(), { ...end, quiet: false })).toEqual([]);
  expect(rollOver(hall.state, hall.moment())).toEqual([]);
  hall.draw();
  expect([...hall.state.tickets.values()].map(({ number }) => number)).toEqual(['1001', '1002']);
  expect(rollOver(hall.state, hall.moment(), { ...end, quiet: true }).map(({ type }) => type)).toEqual([
    'ticket:expired',
    'ticket:expired',
    'day:closed',
    'day:opened',
  ]);
});
