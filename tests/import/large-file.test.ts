import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeTickets } from '../../bench/measures/import-million.ts';
import { wrongTotals } from '../../server/storage/ticket-totals.ts';
import { importPlace, TODAY_MS } from './import-place.ts';

// Memory and rate over a million rows: `npm run bench import-million`.
const ROWS = 30_000;
const BAD_ROW = ROWS - 10;

let place: ReturnType<typeof importPlace>;
beforeEach(() => {
  place = importPlace();
});
afterEach(() => place.close());

const counts = () =>
  Object.fromEntries(
    ['tickets', 'ticket_totals', 'totalled_spans', 'import_batches', 'import_fields', 'events'].map(
      (table) => [table, place.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()],
    ),
  );

test('a large file with one bad row near its end is refused by its line and leaves nothing', async () => {
  const file = join(place.folder, 'large.csv');
  const empty = counts();
  expect(Object.values(empty).every((count) => count === 0)).toBe(true);
  writeTickets(file, ROWS, BAD_ROW);
  expect(await place.bring(file, { nowMs: TODAY_MS })).toMatchObject({
    outcome: 'refused',
    rows: 0,
    badRows: 1,
    // The header is line 1, and rows count from 0.
    bad: [{ line: BAD_ROW + 2, column: 'number' }],
  });
  expect(counts()).toEqual(empty);
  expect((await place.volume('field,month')).rows).toEqual([]);

  writeTickets(file, ROWS, null);
  expect(await place.bring(file)).toMatchObject({ outcome: 'imported', rows: ROWS });
  expect((await place.volume('field,month')).totals.drawn).toBe(ROWS);
  expect(wrongTotals(place.db)).toBe(0);
});
