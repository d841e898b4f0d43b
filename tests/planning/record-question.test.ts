import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Agency, Field } from '../../common/protocol/catalogue.ts';
import { Agency as AgencySchema, Field as FieldSchema } from '../../common/protocol/catalogue.ts';
import { Officer } from '../../common/protocol/people.ts';
import { PlanRequest } from '../../common/protocol/plan.ts';
import { FIRST_SETTINGS } from '../../server/domain/state.ts';
import { loadHolidays } from '../../server/hall/holidays.ts';
import { readProfile } from '../../server/import/profile.ts';
import type { HallFacts } from '../../server/planning/hall-facts.ts';
import { recordQuestion } from '../../server/planning/record-question.ts';
import { daysToTet } from '../../server/planning/recorded-days.ts';
import type { PlanQuestion } from '../../server/staffing/plan/question.ts';
import { importPlace } from '../import/import-place.ts';

const HOUR = 3_600_000;
const places: ReturnType<typeof importPlace>[] = [];
afterEach(() => {
  for (const place of places.splice(0)) place.close();
});
function open(zone?: string) {
  const place = importPlace(zone);
  places.push(place);
  return place;
}

const range = (prefix: string) => ({ prefix, start: 1, size: 999, digits: 3 });
const field = (code: string, prefix: string, more: Partial<Field> = {}) =>
  FieldSchema.parse({ code, name: code.toUpperCase(), range: range(prefix), ...more });
const agency = (code: string, more: Partial<Agency> = {}) =>
  AgencySchema.parse({ code, name: code, kind: 'outside', needsAgreement: false, ...more });

function facts(more: Partial<HallFacts> = {}): HallFacts {
  return {
    fields: [field('dat-dai', 'A', { sort: 1 }), field('ho-tich', 'B', { sort: 2 })],
    agencies: [],
    counters: [],
    officers: [],
    settings: { ...FIRST_SETTINGS, workingDays: [1, 2, 3, 4, 5] },
    calendar: new Map(),
    holidays: loadHolidays(),
    timeZone: 'Asia/Ho_Chi_Minh',
    today: '2026-11-24',
    ...more,
  };
}

const HEAD = 'date,field,number,issued_at,called_at,finished_at,outcome,priority';

async function questionOf(rows: readonly string[], more: Partial<HallFacts> = {}, ask: object = {}) {
  const place = open();
  const file = place.file('x.csv', [HEAD, ...rows].join('\n'));
  if (rows.length > 0) expect(await place.bring(file)).toMatchObject({ outcome: 'imported' });
  const request = PlanRequest.parse({ from: '2026-01-01', to: '2026-12-31', ...ask });
  return recordQuestion(place.db, facts(more), request);
}

async function good(rows: readonly string[], more: Partial<HallFacts> = {}, ask: object = {}) {
  const outcome = await questionOf(rows, more, ask);
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value;
}

describe('the question that the planner is asked', () => {
  test('holds each worked day with the arrivals of each field, in the order of the catalogue', async () => {
    const question = await good([
      '2026-11-16,ho-tich,B001,08:10,08:20,08:30,done,',
      '2026-11-16,dat-dai,A002,09:40,09:50,10:00,done,',
      '2026-11-16,dat-dai,A001,07:50,08:05,08:15,done,',
      '2026-11-17,dat-dai,A001,10:20,10:20,10:30,done,',
    ]);
    expect(question.fields.map((each) => each.code)).toEqual(['dat-dai', 'ho-tich']);
    expect(question.days.map(({ date, weekday, arrivals }) => [date, weekday, arrivals])).toEqual([
      ['2026-11-16', 1, [[7 * HOUR + 50 * 60_000, 9 * HOUR + 40 * 60_000], [8 * HOUR + 10 * 60_000]]],
      ['2026-11-17', 2, [[10 * HOUR + 20 * 60_000], []]],
    ]);
  });

  test('opens at the usual first call and closes after the last who came, where the hall names no hours', async () => {
    const question = await good([
      '2026-11-16,dat-dai,A001,07:35,08:05,08:15,done,',
      '2026-11-16,dat-dai,A002,16:31,16:40,16:50,done,',
    ]);
    expect(question.days[0]?.sessions).toEqual([{ fromMs: 8 * HOUR, toMs: 17 * HOUR }]);
  });

  test('finds the break at noon in an imported record: nobody draws a number, who is inside is still served', async () => {
    const clock = (minute: number) =>
      `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    const day = (date: string, noon: boolean) =>
      Array.from({ length: 120 }, (_, at) => 450 + 5 * at)
        .filter((minute) => minute < 1020 && !(noon && minute >= 690 && minute < 810))
        .map(
          (minute, at) =>
            `${date},dat-dai,A${100 + at},${clock(minute)},${clock(minute + 12)},${clock(minute + 20)},done,`,
        );
    const dates = ['2026-11-16', '2026-11-17', '2026-11-18'];
    const broken = await good(dates.flatMap((date) => day(date, true)));
    for (const { sessions } of broken.days)
      expect(sessions).toEqual([
        { fromMs: 7.5 * HOUR, toMs: 11.5 * HOUR },
        { fromMs: 13.5 * HOUR, toMs: 17 * HOUR },
      ]);
    const through = await good(dates.flatMap((date) => day(date, false)));
    for (const { sessions } of through.days) expect(sessions).toHaveLength(1);
  });

  test('measures the gap at counters that the record names, and replays it', async () => {
    const rows: string[] = [];
    const stamp = (second: number) =>
      [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60]
        .map((part) => String(part).padStart(2, '0'))
        .join(':');
    for (const date of ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19'])
      for (let at = 0; at < 60; at++) {
        // All draw early, so that somebody always waits; six minutes each and ninety seconds between two.
        const called = 8 * 3600 + at * 450;
        rows.push(
          `${date},dat-dai,A${100 + at},${stamp(7 * 3600 + at)},${stamp(called)},${stamp(called + 360)},done,,Q1`,
        );
      }
    const place = open();
    const file = place.file('gaps.csv', [`${HEAD},counter`, ...rows].join('\n'));
    expect(await place.bring(file)).toMatchObject({ outcome: 'imported' });
    const request = PlanRequest.parse({ from: '2026-01-01', to: '2026-12-31' });
    const outcome = recordQuestion(place.db, facts(), request);
    if (!outcome.ok) throw new Error(outcome.refusal.message);
    const [known] = outcome.value.fields;
    expect(known?.gapMs).toBeGreaterThan(85_000);
    expect(known?.gapMs).toBeLessThan(92_000);
    const [replayed] = outcome.value.twin;
    expect(replayed?.citizens).toBe(240);
    expect(Math.abs((replayed?.recordedShare ?? 1) - (replayed?.simulatedShare ?? 0))).toBeLessThan(0.03);
  });

  test('takes the next call of the same counter where no end is known', async () => {
    const rows = ['2026-11-16', '2026-11-17'].flatMap((date) =>
      Array.from({ length: 40 }, (_, at) => {
        const minute = 480 + 8 * at;
        return `${date},dat-dai,A${100 + at},07:00,${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')},,,,Q1`;
      }),
    );
    const place = open();
    const file = place.file('calls.csv', [`${HEAD},counter`, ...rows].join('\n'));
    expect(await place.bring(file)).toMatchObject({ outcome: 'imported' });
    const outcome = recordQuestion(
      place.db,
      facts(),
      PlanRequest.parse({ from: '2026-01-01', to: '2026-12-31' }),
    );
    if (!outcome.ok) throw new Error(outcome.refusal.message);
    const [known] = outcome.value.fields;
    expect(known?.serviceBasis).toBe('next-call');
    expect((known?.service.meanMs ?? 0) + (known?.gapMs ?? 0)).toBeCloseTo(8 * 60_000, -3);
  });

  test('leaves a closed day out, unless its tickets show that it was worked', async () => {
    const busy = (date: string, count: number) =>
      Array.from(
        { length: count },
        (_, at) => `${date},dat-dai,A${100 + at},08:${10 + at},08:40,08:50,done,`,
      );
    const slip = await good([...busy('2026-11-19', 30), ...busy('2026-11-20', 30), ...busy('2026-11-21', 1)]);
    expect(slip.days.map((day) => day.date)).toEqual(['2026-11-19', '2026-11-20']);
    const worked = await good([...busy('2026-11-20', 30), ...busy('2026-11-21', 20)]);
    expect(worked.days.map((day) => day.date)).toEqual(['2026-11-20', '2026-11-21']);
  });

  test('takes measured services and leaves slips of the hand out; a field without any leans on the hall', async () => {
    const rows = Array.from(
      { length: 40 },
      (_, at) =>
        `2026-11-16,dat-dai,A${100 + at},08:00,09:00:00,09:${String(6 + (at % 3)).padStart(2, '0')}:00,done,`,
    );
    const question = await good([
      ...rows,
      '2026-11-16,dat-dai,A900,08:00,09:00:00,09:00:05,done,',
      '2026-11-16,ho-tich,B001,08:00,,,expired,',
    ]);
    expect(question.fields[0]).toMatchObject({ serviceBasis: 'shrunk', service: { count: 40 } });
    expect(question.fields[0]?.service.meanMs).toBeCloseTo(7 * 60_000, -4);
    expect(question.fields[1]?.serviceBasis).toBe('hall');
  });

  test('assumes what the catalogue says where the record knows no service at all, and says so', async () => {
    const question = await good(['2026-11-16,dat-dai,A001,08:00,,,expired,'], {
      fields: [field('dat-dai', 'A', { expectedServiceMinutes: 12 })],
    });
    expect(question.fields[0]).toMatchObject({ serviceBasis: 'assumed', service: { meanMs: 12 * 60_000 } });
  });

  test('counts who never came and who is served first, small fields nearer to the hall', async () => {
    const row = (at: number, outcome: string, priority: string) =>
      `2026-11-16,dat-dai,A${100 + at},08:00,08:10,${outcome === 'done' ? '08:20' : ''},${outcome},${priority}`;
    const question = await good([
      ...Array.from({ length: 80 }, (_, at) => row(at, 'done', at < 20 ? 'elderly' : '')),
      ...Array.from({ length: 20 }, (_, at) => row(800 + at, 'no_show', '')),
      '2026-11-16,ho-tich,B001,08:00,08:10,08:20,done,',
    ]);
    expect(question.fields[0]?.noShowShare).toBeCloseTo(0.2, 2);
    expect(question.fields[0]?.priorityShare).toBeCloseTo(0.2, 2);
    expect(question.fields[1]?.noShowShare).toBeGreaterThan(0.15);
  });

  test('an outside agency keeps to itself what its agreement does not name, whatever it agreed to of people', async () => {
    const rows = [
      '2026-11-16,dat-dai,A001,08:00,,,expired,',
      '2026-11-16,ho-tich,B001,08:00,,,expired,',
      '2026-11-16,thue,C001,08:00,,,expired,',
    ];
    const fields = [
      field('dat-dai', 'A', { sort: 1 }),
      field('ho-tich', 'B', { agency: 'thue', sort: 2 }),
      field('thue', 'C', { agency: 'thue', sort: 3 }),
    ];
    const may = async (more: Partial<Agency>) => {
      const { mayShare } = await good(rows, { fields, agencies: [agency('thue', more)] });
      return [mayShare(0, 1), mayShare(0, 2), mayShare(1, 2)];
    };
    // Its own two fields are its own affair.
    expect(await may({})).toEqual([false, false, true]);
    expect(await may({ needsAgreement: true, agreedFrom: '2026-01-01', agreedOfficers: 5 })).toEqual([
      false,
      false,
      true,
    ]);
    expect(await may({ sharedFields: ['thue'] })).toEqual([false, true, true]);
    expect(await may({ needsAgreement: true, agreedTo: '2026-01-01', sharedFields: ['ho-tich'] })).toEqual([
      true,
      false,
      true,
    ]);
    expect(await may({ kind: 'internal' })).toEqual([true, true, true]);
  });

  test('knows the officials who are posted and qualified; without a register nobody is excluded', async () => {
    const rows = ['2026-11-16,ho-tich,B001,08:00,,,expired,'];
    expect((await good(rows)).officers).toBeNull();
    expect((await good(rows, { officers: [Officer.parse({ username: 'an' })] })).officers).toBeNull();
    const question = await good(rows, {
      officers: [
        Officer.parse({ username: 'an', qualifiedFields: ['ho-tich', 'dat-dai'] }),
        Officer.parse({ username: 'binh', qualifiedFields: ['ho-tich'], postedTo: '2026-11-01' }),
        Officer.parse({ username: 'chi', qualifiedFields: ['ho-tich'], postedTo: '2026-11-27' }),
      ],
    });
    expect(question.officers).toEqual([
      { qualified: new Set([0]), leaving: false },
      { qualified: new Set([0]), leaving: true },
    ]);
  });

  test('takes those for trained who are asked to be: of those who hold the one field, as many learn the other', async () => {
    const rows = ['2026-11-16,ho-tich,B001,08:00,,,expired,', '2026-11-16,dat-dai,A001,08:00,,,expired,'];
    const officers = ['an', 'binh', 'chi'].map((username) =>
      Officer.parse({ username, qualifiedFields: [username === 'chi' ? 'dat-dai' : 'ho-tich'] }),
    );
    const asked = (trained: PlanRequest['trained']) => good(rows, { officers }, { trained });
    const question = await asked([{ holds: ['ho-tich'], learns: 'dat-dai', officials: 1 }]);
    const [land, civil] = ['dat-dai', 'ho-tich'].map((code) =>
      question.fields.findIndex((field) => field.code === code),
    );
    const has = (known: PlanQuestion) => known.officers?.map(({ qualified }) => [...qualified].sort());
    const both = [land, civil].sort();
    expect(has(question)).toEqual([both, [civil], [land]]);
    expect(has(await asked([{ holds: ['ho-tich'], learns: 'dat-dai', officials: 5 }]))).toEqual([
      both,
      both,
      [land],
    ]);
    // A field of which the record knows nothing teaches nobody.
    expect(has(await asked([{ holds: ['khac'], learns: 'dat-dai', officials: 5 }]))).toEqual([
      [civil],
      [civil],
      [land],
    ]);
  });

  test('refuses a field that nobody knows, and answers an empty record without days', async () => {
    const unknown = await questionOf([], {}, { fields: ['khong-co'] });
    expect(unknown).toMatchObject({ ok: false, refusal: { code: 'unknown_field' } });
    expect((await good([])).days).toEqual([]);
  });

  test('counts days from Tết only near it', () => {
    const holidays = loadHolidays();
    expect(daysToTet(holidays, '2026-02-10')).toBe(-7);
    expect(daysToTet(holidays, '2026-02-24')).toBe(7);
    expect(daysToTet(holidays, '2026-06-01')).toBeNull();
  });
});

const WARSAW = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'warsaw');

describe.skipIf(!existsSync(WARSAW))('the record of the Warsaw offices', () => {
  const offices = existsSync(WARSAW)
    ? readdirSync(WARSAW).filter((file) => file.endsWith('.tickets.csv.gz'))
    : [];

  test.each(offices)('%s gives every field a service time that can be believed', async (file) => {
    const place = open('Europe/Warsaw');
    await place.bring(join(WARSAW, file), { profile: readProfile('warsaw') });
    const request = PlanRequest.parse({ from: '2019-12-01', to: '2020-02-01' });
    const outcome = recordQuestion(place.db, facts({ fields: [], timeZone: 'Europe/Warsaw' }), request);
    if (!outcome.ok) throw new Error(outcome.refusal.message);
    const { fields, days } = outcome.value;
    expect(days.length).toBeGreaterThan(12);
    for (const { code, service, gapMs, serviceBasis } of fields) {
      expect([code, serviceBasis]).toEqual([code, 'fitted-from-calls']);
      // From one call to the next: a citizen is neither handed something in passing nor kept all morning.
      expect(service.meanMs + gapMs).toBeGreaterThanOrEqual(40_000);
      expect(service.meanMs).toBeLessThanOrEqual(45 * 60_000);
    }
    for (const day of days)
      for (const session of day.sessions) expect(session.fromMs).toBeGreaterThan(6 * HOUR);
  });
});
