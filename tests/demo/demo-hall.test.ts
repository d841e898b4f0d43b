import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, test } from 'vitest';
import { DemoClock } from '../../server/demo/demo-clock.ts';
import { DemoHall } from '../../server/demo/demo-hall.ts';
import { samplePostings } from '../../server/demo/postings.ts';
import { HOURS, minuteOf, workDaysBefore } from '../../server/demo/work-day.ts';
import { apply } from '../../server/domain/apply.ts';
import type { HallEvent } from '../../server/domain/events.ts';
import { beyondAgreement, postingOn } from '../../server/domain/postings.ts';
import { emptyHall } from '../../server/domain/state.ts';
import { templateEvents } from '../../server/domain/template.ts';
import { HallCalendar } from '../../server/hall/clock.ts';
import { loadTemplates } from '../../server/hall/templates.ts';
import { startHall } from '../../server/main.ts';
import { verifyLog } from '../../server/storage/verify.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
const MONDAY_NOON = Date.parse('2026-11-23T12:00:00+07:00');

describe('the demonstration', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  async function playedDay(seed: number) {
    const dataDir = mkdtempSync(join(tmpdir(), 'motcua-demo-'));
    folders.push(dataDir);
    const calendar = new HallCalendar(ZONE);
    const clock = new DemoClock(minuteOf(calendar, MONDAY_NOON, HOURS.opens - 60), 1, () => 0);
    const running = await startHall(
      {
        port: 0,
        host: '127.0.0.1',
        dataDir,
        adminPassword: 'mot-cua-chay-thu',
        logLevel: 'silent',
        timeZone: ZONE,
      },
      { clock },
    );
    await new DemoHall(running.services.hall, clock, seed).playDays([MONDAY_NOON]);
    const day = { from: '2026-11-23', to: '2026-11-23', by: 'field' };
    const report = await running.services.reports.run('volume', day, 'json');
    const said = await running.services.reports.run('satisfaction', { ...day, by: 'source' }, 'json');
    await running.stop();
    const db = new Database(join(dataDir, 'hall.sqlite'), { readonly: true });
    const verified = verifyLog(db);
    db.close();
    if (!report.ok) throw new Error(report.refusal.message);
    if (!said.ok) throw new Error(said.refusal.message);
    return {
      verified,
      said: said.value.json,
      report: report.value.json as { totals: Record<string, number> },
    };
  }

  test('a day of the same seed gives the same figures, of another seed others; the log is whole', async () => {
    const [first, again, other] = [await playedDay(7), await playedDay(7), await playedDay(8)];
    expect(again.report).toEqual(first.report);
    expect(other.report).not.toEqual(first.report);
    expect(first.verified.ok).toBe(true);
    const { totals } = first.report;
    expect(totals.drawn).toBeGreaterThan(100);
    expect(totals.served).toBeGreaterThan((totals.drawn ?? 0) * 0.8);
    expect(totals.noShow).toBeGreaterThan(0);
    expect(totals.transactions).toBeGreaterThan(0);
    // Some of the citizens say what it was like, so that the report of opinions lives.
    expect(first.said).toEqual(again.said);
    expect(first.said.totals.ratings).toBeGreaterThan(20);
    expect(first.said.rows.map((row) => row.source)).toEqual(
      expect.arrayContaining(['tablet', 'phone', 'paper']),
    );
  });

  test('the sample officers are posted within what their agencies agreed to; two postings end soon', () => {
    const template = loadTemplates().get('commune');
    if (!template) throw new Error('no template');
    const state = emptyHall();
    const take = (events: readonly HallEvent[]) => {
      for (const event of events) apply(state, event, MONDAY_NOON, state.sequence + 1);
    };
    take(templateEvents(state, template, false));
    take(samplePostings(state, '2026-11-23'));
    const officers = [...state.officers.values()];
    expect(officers).toHaveLength(6);
    expect(officers.filter((each) => beyondAgreement(state, each) !== null)).toEqual([]);
    expect(officers.filter((each) => each.agency === null)).toEqual([]);
    expect(officers.filter((each) => postingOn(each, '2026-11-23', 30).state === 'ending')).toHaveLength(2);
  });

  test('the days before a Monday are the working days of the week before', () => {
    const days = workDaysBefore(new HallCalendar(ZONE), MONDAY_NOON, 5).map((noon) =>
      new Date(noon).toISOString().slice(0, 10),
    );
    expect(days).toEqual(['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20']);
  });
});
