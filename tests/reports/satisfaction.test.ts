import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RecordedOpinion } from '../../common/protocol/opinions.ts';
import { postsOf } from '../../server/reports/report.ts';
import { LocalReportDesk } from '../../server/reports/report-desk.ts';
import { OPENING_MS, TestHall } from '../support/test-hall.ts';

const DAY_MS = 86_400_000;
const FIELDS = ['ho-tich', 'dat-dai'];

function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

interface Visit {
  date: string;
  field: string;
  counter: string;
  officer: string;
  opinion: RecordedOpinion | null;
}

describe('the report of opinions, against a plain reader of the log', () => {
  let testHall: TestHall;
  let desk: LocalReportDesk;
  let db: Sqlite.Database;
  const visits = new Map<string, Visit>();
  const slips: RecordedOpinion[] = [];

  beforeAll(async () => {
    testHall = await new TestHall().begin();
    const next = chance(7);
    const supervisor = testHall.as('giam-sat', 'supervisor');
    for (let day = 0; day < 24; day += 1) {
      testHall.clock.atMs = OPENING_MS + day * DAY_MS;
      for (const counter of ['1', '2']) await testHall.as(`lan-${counter}`).give('counter:open', { counter });
      for (let visit = 0; visit < 6; visit += 1) {
        const drawn = await testHall.draw(FIELDS[Math.floor(next() * 2)]);
        const counter = next() < 0.5 ? '1' : '2';
        const lan = testHall.as(`lan-${counter}`);
        const called = await lan.give('counter:call', { counter, number: drawn.ticket?.number ?? '' });
        testHall.clock.minutes(5);
        if (next() < 0.1) await lan.give('counter:park', { counter, reason: 'Bổ sung hồ sơ' });
        else await lan.give('counter:finish', { counter });
        const ticket = called.ticket?.id ?? '';
        const level = 1 + Math.floor(next() * 5);
        const criteria = next() < 0.5 ? [{ code: 'attitude', level: 1 + Math.floor(next() * 5) }] : [];
        if (next() < 0.5)
          await testHall.hall.execute(
            'opinion:give',
            { ticket, level, criteria, comment: '', respondent: next() < 0.3 ? 'business' : 'citizen' },
            { commander: { kind: 'system', id: 'citizen' }, commandId: `phone-${day}-${visit}` },
          );
        else if (next() < 0.3)
          await supervisor.give('opinion:key-in', {
            level,
            criteria,
            source: 'paper',
            date: testHall.hall.state.day ?? '',
            number: drawn.ticket?.number ?? '',
          });
      }
      if (day % 3 === 0)
        await supervisor.give('opinion:key-in', {
          level: 3,
          source: 'post',
          date: testHall.hall.state.day ?? '',
          field: day % 2 === 0 ? 'dat-dai' : null,
        });
    }
    // A slip that was keyed in by mistake counts nowhere.
    await supervisor.give('opinion:key-in', { level: 1, source: 'post', date: '2026-11-25' });
    const wrong = testHall.store.read(0, 100_000).at(-1)?.event;
    if (wrong?.type !== 'opinion:keyed') throw new Error('no slip was keyed in');
    await supervisor.give('opinion:withdraw', { id: wrong.opinion.id, reason: 'nhập nhầm' });
    // A field that is set right afterwards counts as it stands.
    const drawn = await testHall.draw('ho-tich');
    await testHall.as('lan-1').give('counter:call', { counter: '1', number: drawn.ticket?.number ?? '' });
    await testHall.as('lan-1').give('counter:finish', { counter: '1' });
    const mended = drawn.ticket?.id ?? '';
    await testHall.hall.execute(
      'opinion:give',
      { ticket: mended, level: 2, criteria: [], comment: '', respondent: 'citizen' },
      { commander: { kind: 'system', id: 'citizen' }, commandId: 'mended' },
    );
    await testHall.as('lan-1').give('ticket:correct', { ticket: mended, field: 'dat-dai' });

    for (const { event, atMs } of testHall.store.read(0, 100_000)) {
      const date = new Date(atMs + 7 * 3_600_000).toISOString().slice(0, 10);
      if (event.type === 'ticket:finished')
        visits.set(event.ticketId, {
          date,
          field: event.field,
          counter: event.counter,
          officer: `lan-${event.counter}`,
          opinion: null,
        });
      if (event.type === 'ticket:corrected') {
        const visit = visits.get(event.ticketId);
        if (visit && event.field !== undefined) visit.field = event.field;
      }
      if (event.type === 'opinion:given' || event.type === 'opinion:keyed') {
        const { opinion } = event;
        const visit = opinion.ticket === null ? undefined : visits.get(opinion.ticket);
        if (visit) visit.opinion = opinion;
        else slips.push(opinion);
      }
      if (event.type === 'opinion:withdrawn')
        slips.splice(
          slips.findIndex((each) => each.id === event.opinionId),
          1,
        );
    }
    db = new Sqlite(`${testHall.folder}/hall.sqlite`, { readonly: true });
    desk = new LocalReportDesk(db, {
      fieldName: (code) => testHall.hall.state.fields.get(code)?.name,
      agencyOf: (code) => testHall.hall.state.fields.get(code)?.agency ?? null,
      targetMinutes: () => 15,
      postOf: postsOf(() => testHall.hall.state),
    });
  });
  afterAll(() => {
    db.close();
    testHall.close();
  });

  const run = async (more: Record<string, string> = {}) => {
    const answer = await desk.run('satisfaction', { from: '2026-11-01', to: '2026-12-31', ...more }, 'json');
    if (!answer.ok) throw new Error(answer.refusal.code);
    return answer.value.json;
  };
  const levelsOf = (opinions: readonly { level: number }[]) =>
    Object.fromEntries(
      [5, 4, 3, 2, 1].map((level) => [
        `level${level}`,
        opinions.filter((each) => each.level === level).length,
      ]),
    );
  /** Figures by hand. @param served null: not a group of visits */
  function expected(
    rated: readonly RecordedOpinion[],
    loose: readonly RecordedOpinion[],
    served: number | null,
  ) {
    const all = [...rated, ...loose];
    const mean = all.reduce((sum, each) => sum + each.level, 0) / all.length;
    return {
      ratings: all.length,
      slips: loose.length,
      ...levelsOf(all),
      meanScore: all.length === 0 ? null : Math.round(mean * 100) / 100,
      satisfiedShare:
        all.length === 0
          ? null
          : Math.round((all.filter((each) => each.level >= 4).length / all.length) * 1e4) / 1e4,
      marked: 0,
      satisfiedShareUnmarked:
        all.length === 0
          ? null
          : Math.round((all.filter((each) => each.level >= 4).length / all.length) * 1e4) / 1e4,
      served,
      responseShare:
        served === null ? null : served === 0 ? null : Math.round((rated.length / served) * 1e4) / 1e4,
      note: all.length > 0 && all.length < 5 ? 'Ít ý kiến' : '',
    };
  }
  const opinionsIn = (of: readonly Visit[]) => of.flatMap((each) => each.opinion ?? []);
  const all = () => [...visits.values()];

  test('of everything: levels, mean, satisfied, and the rate of responses without the loose slips', async () => {
    const { totals } = await run();
    expect(slips.length).toBeGreaterThan(5);
    expect(totals).toEqual({ ...expected(opinionsIn(all()), slips, all().length), note: '' });
    expect(totals.responseShare).toBeLessThan(1);
  });

  test.each(['field', 'counter', 'officer', 'day', 'month'] as const)('by %s', async (by) => {
    const { rows } = await run({ by });
    const keyOf = (visit: Visit) =>
      by === 'day' ? visit.date : by === 'month' ? visit.date.slice(0, 7) : visit[by];
    const slipKey = (slip: RecordedOpinion) =>
      by === 'day' ? slip.date : by === 'month' ? slip.date.slice(0, 7) : by === 'field' ? slip.field : null;
    const keys = new Set<string | null>([...all().map(keyOf), ...slips.map(slipKey)]);
    expect(rows).toHaveLength(keys.size);
    for (const row of rows) {
      const key = row[by] ?? null;
      const own = all().filter((each) => keyOf(each) === key);
      const loose = slips.filter((each) => slipKey(each) === key);
      expect(row).toMatchObject(expected(opinionsIn(own), loose, own.length));
    }
  });

  test('by administrative month and calendar month the same opinions, cut at the 14th and at the end', async () => {
    const ofPeriod = await run({ by: 'period', from: '2026-11-15', to: '2026-12-14' });
    const inside = (date: string) => date >= '2026-11-15' && date <= '2026-12-14';
    const own = all().filter((each) => inside(each.date));
    const loose = slips.filter((each) => inside(each.date));
    expect(ofPeriod.rows).toHaveLength(1);
    expect(ofPeriod.rows[0]).toMatchObject({
      period: '2026-12',
      ...expected(opinionsIn(own), loose, own.length),
    });
  });

  test('by source and respondent there is no rate: nobody is served by a source', async () => {
    const { rows } = await run({ by: 'source,respondent' });
    const everything = [...opinionsIn(all()), ...slips];
    for (const row of rows) {
      const own = everything.filter(
        (each) => each.source === row.source && each.respondent === row.respondent,
      );
      expect(row).toMatchObject(
        expected(
          own.filter((each) => each.ticket !== null),
          own.filter((each) => each.ticket === null),
          null,
        ),
      );
    }
    expect(rows.map((row) => row.sourceName)).toContain('Phiếu giấy');
    const phone = (await run({ source: 'phone' })).totals;
    expect(phone.ratings).toBe(everything.filter((each) => each.source === 'phone').length);
  });

  test('by criterion: the answers to each question beside the whole, under the name it had', async () => {
    const answers = [...opinionsIn(all()), ...slips].flatMap((each) => each.criteria);
    const read = async (to: string) => (await run({ by: 'criterion', to })).rows;
    const [overall, attitude] = await read('2026-12-31');
    expect(overall).toMatchObject({ criterion: 'overall', criterionName: 'Đánh giá chung' });
    expect(attitude).toMatchObject({
      criterion: 'attitude',
      criterionName: 'Thái độ phục vụ của cán bộ',
      ratings: answers.length,
      ...levelsOf(answers),
    });
    testHall.clock.atMs = OPENING_MS + 60 * DAY_MS;
    await testHall.as('admin', 'admin').give('settings:put', {
      opinionCriteria: [{ code: 'attitude', name: 'Cách ứng xử của cán bộ' }],
    });
    const nameOn = async (to: string) =>
      (await read(to)).find((row) => row.criterion === 'attitude')?.criterionName;
    expect(await nameOn('2026-12-31')).toBe('Thái độ phục vụ của cán bộ');
    expect(await nameOn('2027-02-28')).toBe('Cách ứng xử của cán bộ');
  });

  test('what cannot be asked is refused with its code', async () => {
    const code = async (more: Record<string, string>) => {
      const answer = await desk.run(
        'satisfaction',
        { from: '2026-11-01', to: '2026-11-30', ...more },
        'json',
      );
      return answer.ok ? 'ok' : answer.refusal.code;
    };
    expect(await code({ by: 'mood' })).toBe('unknown_dimension');
    expect(await code({ from: '2026-12-01' })).toBe('bad_period');
    expect(await code({ source: 'rumour' })).toBe('invalid_input');
  });

  test('rebuilt from the log the tables are the same', () => {
    const rows = () =>
      ['opinions', 'opinion_criteria', 'criterion_names'].map((table) =>
        testHall.store.db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all(),
      );
    const before = rows();
    testHall.store.rebuild();
    expect(rows()).toEqual(before);
  });
});
