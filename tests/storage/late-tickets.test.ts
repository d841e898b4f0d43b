import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HallEvent, TicketIssued } from '../../server/domain/events.ts';
import { LocalReportDesk } from '../../server/reports/report-desk.ts';
import { TicketTotals, wrongTotals } from '../../server/storage/ticket-totals.ts';
import { TestHall } from '../support/test-hall.ts';

let hall: TestHall;
let drawn = 0;
beforeEach(async () => {
  hall = await new TestHall().begin();
});
afterEach(() => hall.close());

/** Ten in the morning of a day in the hall. */
const morning = (date: string) => Date.parse(`${date}T03:00:00Z`);
const record = (event: HallEvent, atMs: number) =>
  hall.store.commit({
    events: [{ event, atMs, actor: { kind: 'system', id: 'hall' }, device: null, commandId: null }],
    commands: [],
  });
const opens = (date: string) => record({ type: 'day:opened', date }, morning(date) - 3_600_000);
const draws = (date: string) => {
  drawn += 1;
  const event: TicketIssued = {
    type: 'ticket:issued',
    ticketId: `late-${drawn}`,
    number: String(1000 + drawn),
    ordinal: drawn,
    field: 'ho-tich',
    procedure: null,
    purpose: 'submit',
    priority: null,
    priorityReason: null,
    channel: 'kiosk',
    orderedAtMs: morning(date),
    trackingToken: `token-${drawn}`,
    language: 'vi',
    waitingAhead: 0,
    estimate: null,
    printer: null,
  };
  record(event, morning(date));
};
const totalled = (half: string) =>
  new TicketTotals(hall.store.db).read('', 'half', half).map((row) => row.drawn);

async function byMonth() {
  const desk = new LocalReportDesk(hall.store.db, {
    fieldName: () => undefined,
    agencyOf: () => null,
    targetMinutes: () => 15,
    postOf: () => ({ agencyName: '', payingUnit: '' }),
  });
  const answer = await desk.run('volume', { by: 'month', from: '2026-11-01', to: '2026-12-31' }, 'json');
  if (!answer.ok) throw new Error(answer.refusal.message);
  return answer.value.json.rows.map((row) => [row.month, row.drawn]);
}

test('halves of a month part between the 14th and the 15th, and a number drawn late for a day that is totalled counts in it', async () => {
  for (const date of ['2026-11-13', '2026-11-14', '2026-11-15', '2026-11-16', '2026-11-30', '2026-12-20']) {
    opens(date);
    draws(date);
  }
  expect(totalled('2026-11-01')).toEqual([2]);
  expect(totalled('2026-11-15')).toEqual([3]);
  expect(await byMonth()).toEqual([
    ['2026-11', 5],
    ['2026-12', 1],
  ]);
  // A clock that was set back draws for days that are over.
  for (const [late, date] of ['2026-11-14', '2026-11-15', '2026-11-30', '2026-11-01'].entries()) {
    draws(date);
    expect(wrongTotals(hall.store.db)).toBe(0);
    expect(await byMonth()).toEqual([
      ['2026-11', 6 + late],
      ['2026-12', 1],
    ]);
  }
  opens('2026-12-21');
  expect(totalled('2026-11-01')).toEqual([4]);
  expect(totalled('2026-11-15')).toEqual([5]);
  expect(wrongTotals(hall.store.db)).toBe(0);
});
