import { afterEach, beforeEach, expect, test } from 'vitest';
import { missingPapers } from '../../server/reports/missing-papers.ts';
import { procedures } from '../../server/reports/procedures.ts';
import { verifyReadTables } from '../../server/storage/verify-read-tables.ts';
import { ALL_FOLLOWS } from '../support/all-follows.ts';
import { TestHall } from '../support/test-hall.ts';

const DAY = { from: '2026-11-24', to: '2026-11-24' };
const PROCEDURE = '1.001193';
const REASON = 'Bổ sung hồ sơ';

let hall: TestHall;
beforeEach(async () => {
  hall = new TestHall();
  await hall.begin();
  await hall.as('lan').give('counter:open', { counter: '1' });
});
afterEach(() => hall.close());

const park = async (reason: string, papers?: string[]) => {
  await hall.draw();
  await hall.as('lan').give('counter:call-next', { counter: '1' });
  hall.clock.atMs += 60_000;
  return hall.as('lan').give('counter:park', {
    counter: '1',
    reason,
    ...(papers === undefined ? {} : { missing: { procedure: PROCEDURE, papers } }),
  });
};
const report = () => missingPapers.run(hall.store.db, missingPapers.params.parse(DAY) as never, {} as never);
const missingOf = (procedure: string | null) => {
  const { rows, totals } = procedures.run(hall.store.db, procedures.params.parse(DAY) as never, {} as never);
  return [rows.find((each) => each.procedure === procedure)?.missingPapers ?? 0, totals.missingPapers];
};

test('[PARK3] papers are kept per procedure, and a parking for papers counts also where none is named', async () => {
  await park(REASON, ['Giấy chứng sinh', 'Tờ khai']);
  await park(REASON, ['Tờ khai']);
  await park(REASON);
  await park('Đi nộp lệ phí');
  expect(report()).toEqual({
    rows: [
      { procedure: PROCEDURE, paper: 'Tờ khai', missingPapers: 2 },
      { procedure: PROCEDURE, paper: 'Giấy chứng sinh', missingPapers: 1 },
      { procedure: null, paper: 'Không ghi giấy tờ nào', missingPapers: 1 },
    ],
    totals: { missingPapers: 3 },
  });
  expect(missingOf(PROCEDURE)).toEqual([2, 3]);
  expect(verifyReadTables(hall.store.db.name, hall.calendar)).toEqual(ALL_FOLLOWS);
});

test('[PARK3] a parking that is taken back counts as no missing paper, an earlier one still does', async () => {
  const parked = await park(REASON, ['Tờ khai']);
  const number = parked.ticket?.number ?? '';
  await hall.as('lan').give('counter:call', { counter: '1', number });
  hall.clock.atMs += 60_000;
  await hall.as('lan').give('counter:park', { counter: '1', reason: REASON });
  await hall.as('lan').give('counter:undo', { counter: '1' });
  expect(report().rows).toEqual([{ procedure: PROCEDURE, paper: 'Tờ khai', missingPapers: 1 }]);
  expect(verifyReadTables(hall.store.db.name, hall.calendar)).toEqual(ALL_FOLLOWS);
});

test('[PARK3] a procedure that the hall does not have is refused', async () => {
  await hall.draw();
  await hall.as('lan').give('counter:call-next', { counter: '1' });
  const missing = { procedure: '9.999999', papers: ['Tờ khai'] };
  const reply = await hall.as('lan').give('counter:park', { counter: '1', reason: REASON, missing });
  expect(reply.refusal?.code).toBe('unknown_procedure');
});
