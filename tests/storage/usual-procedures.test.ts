import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestHall } from '../support/test-hall.ts';

let hall: TestHall;

/** A visit at a counter on which these procedures are recorded. */
async function visit(counter: string, transactions: { procedure: string; count: number }[]): Promise<void> {
  const lan = hall.as('admin', 'admin');
  await hall.draw(counter === '1' ? 'ho-tich' : 'dat-dai');
  await lan.give('counter:call-next', { counter });
  await lan.give('counter:start', { counter });
  hall.clock.minutes(5);
  await lan.give('counter:finish', { counter, transactions });
}

beforeEach(async () => {
  hall = await new TestHall().begin();
  for (const counter of ['1', '2']) await hall.as('admin', 'admin').give('counter:open', { counter });
});
afterEach(() => hall.close());

test('what a counter usually does is counted by dossiers, its own alone, the commonest first', async () => {
  await visit('1', [{ procedure: '1.001193', count: 1 }]);
  await visit('1', [{ procedure: '1.012783', count: 3 }]);
  await visit('1', [{ procedure: '1.001193', count: 1 }]);
  await visit('2', [{ procedure: '1.001193', count: 50 }]);
  expect(hall.reads.usualAt('1', '2026-11-01')).toEqual(['1.012783', '1.001193']);
  expect(hall.reads.usualAt('2', '2026-11-01')).toEqual(['1.001193']);
  // From a day on: what was done before it is not usual any more.
  expect(hall.reads.usualAt('1', '2026-11-25')).toEqual([]);
});
