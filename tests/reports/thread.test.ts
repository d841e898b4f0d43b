import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { errors as english } from '../../common/i18n/en/errors.ts';
import { errors as vietnamese } from '../../common/i18n/vi/errors.ts';
import { plainCatalogue } from '../../server/reports/report.ts';
import { ThreadReportDesk } from '../../server/reports/thread-report-desk.ts';
import { dayColumns } from '../../server/storage/local-calendar.ts';
import { TestHall } from '../support/test-hall.ts';

const DAY = { from: '2026-11-24', to: '2026-11-24' };

/** So many tickets of one day that a report which reads each of them takes a while. */
function fill(hall: TestHall, tickets: number): void {
  const day = dayColumns('2020-03-02');
  hall.store.db
    .prepare(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
        INSERT INTO tickets (id, number, local_date, weekday, slot, week, month, quarter, year, period, field,
          drawn_field, purpose, channel, state, issued_at_ms, ordered_at_ms, print_state, language)
        SELECT 'full-' || i, i, ?, ?, 15, ?, ?, ?, ?, ?, 'ho-tich', 'ho-tich', 'submit', 'kiosk', 'expired', i, i,
          'none', 'vi' FROM n`,
    )
    .run(tickets, day.localDate, day.weekday, day.week, day.month, day.quarter, day.year, day.period);
}

describe('reports on a thread of their own', () => {
  let hall: TestHall;
  const faults: unknown[] = [];
  const desks: ThreadReportDesk[] = [];
  const desk = (limitMs?: number, file = join(hall.folder, 'hall.sqlite')): ThreadReportDesk => {
    const made = new ThreadReportDesk({
      file,
      catalogue: () => plainCatalogue(hall.hall.state),
      onError: (error) => faults.push(error),
      ...(limitMs === undefined ? {} : { limitMs }),
    });
    desks.push(made);
    return made;
  };
  const drawn = async (from: ThreadReportDesk, params: Record<string, string> = DAY) => {
    const answer = await from.run('volume', params, 'json');
    return answer.ok ? answer.value.json.totals.drawn : answer.refusal.code;
  };
  /** A report that reads every one of the many tickets. */
  const LONG = { from: '2020-01-01', to: '2020-12-31', by: 'slot' };

  beforeAll(async () => {
    hall = await new TestHall().begin();
    fill(hall, 300_000);
  }, 60_000);
  afterAll(() => hall.close());
  afterEach(async () => {
    await Promise.all(desks.splice(0).map((each) => each.stop()));
    faults.splice(0);
  });

  test('what the hall answered is in a report that is asked for after it', async () => {
    const reports = desk();
    const before = Number(await drawn(reports));
    for (let more = 1; more <= 3; more += 1) {
      await hall.draw();
      expect(await drawn(reports)).toBe(before + more);
    }
    const named = await reports.run('volume', DAY, 'csv');
    expect(named).toMatchObject({ ok: true });
    if (named.ok) expect(named.value.csv).toContain('Hộ tịch');
  });

  test('the hall issues numbers while a report is being made', async () => {
    const reports = desk();
    let isDone = false;
    const long = drawn(reports, LONG).finally(() => {
      isDone = true;
    });
    let issued = 0;
    while (!isDone) {
      await hall.draw();
      issued += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await long).toBe(300_000);
    expect(issued).toBeGreaterThan(3);
  });

  test('a report that takes too long is refused, and the next one is made all the same', async () => {
    const short = desk(1);
    expect(await drawn(short, LONG)).toBe('report_too_long');
    expect(await drawn(desk())).toBeTypeOf('number');
    expect(faults).toEqual([]);
  });

  test('a report that is called off ends, waiting or under way, and the others are made', async () => {
    const reports = desk();
    const first = new AbortController();
    const third = new AbortController();
    const answers = [
      reports.run('volume', LONG, 'json', first.signal),
      reports.run('volume', DAY, 'json'),
      reports.run('volume', LONG, 'json', third.signal),
    ];
    third.abort();
    first.abort();
    const codes = (await Promise.all(answers)).map((each) => (each.ok ? 'made' : each.refusal.code));
    expect(codes).toEqual(['report_cancelled', 'made', 'report_cancelled']);
    const gone = new AbortController();
    gone.abort();
    expect(await reports.run('volume', DAY, 'json', gone.signal)).toMatchObject({
      refusal: { code: 'report_cancelled' },
    });
  });

  test('a thread that breaks is told, refused in words, and started again', async () => {
    let file = join(hall.folder, 'not-there', 'hall.sqlite');
    expect(existsSync(file)).toBe(false);
    const broken = new ThreadReportDesk({
      get file() {
        return file;
      },
      catalogue: () => plainCatalogue(hall.hall.state),
      onError: (error) => faults.push(error),
    });
    desks.push(broken);
    expect(await drawn(broken)).toBe('internal');
    expect(faults.length).toBe(1);
    file = join(hall.folder, 'hall.sqlite');
    expect(await drawn(broken)).toBeTypeOf('number');
  });

  test('a desk that is stopped refuses what waits and what comes', async () => {
    const reports = desk();
    const under = [reports.run('volume', LONG, 'json'), reports.run('volume', LONG, 'json')];
    await reports.stop();
    for (const answer of await Promise.all(under))
      expect(answer).toMatchObject({ ok: false, refusal: { code: 'shutting_down' } });
    expect(await drawn(reports)).toBe('shutting_down');
  });

  test('wrong parameters are refused before any thread is started', async () => {
    const reports = desk(1);
    expect(await drawn(reports, { ...DAY, by: 'mood' })).toBe('unknown_dimension');
    expect(await drawn(reports, { from: DAY.to, to: '2026-11-01' })).toBe('bad_period');
  });

  test('each of these refusals has its sentence in both languages', () => {
    for (const code of [
      'bad_date',
      'bad_period',
      'unknown_dimension',
      'report_too_long',
      'report_cancelled',
    ] as const)
      for (const words of [vietnamese, english]) expect(words[code]).toMatch(/\.$/);
  });
});
