import { describe, expect, test } from 'vitest';
import type { Roster } from '../../../common/protocol/roster-draft.ts';
import { makeRoster, rosterOf } from '../../../server/staffing/roster/make-roster.ts';
import {
  agency,
  counter,
  field,
  group,
  leave,
  MONDAY,
  MORNING,
  person,
  question,
  weeks,
} from './made-roster-question.ts';

const FIELDS = [field('dat-dai'), field('ho-tich'), field('thue', 'cct')];
const NAMED = FIELDS.map((each, at) => ({ ...each, name: ['Đất đai', 'Hộ tịch', 'Thuế'][at] ?? '' }));
const codes = (roster: Roster) => roster.problems.map((each) => each.code);
const seats = (roster: Roster, place: number) =>
  roster.days.flatMap((day) => day.sessions.map((session) => session.turns[place]?.officer));

describe('rosters of halls as they are', () => {
  test('a missing official is named by field, session, weekday and date, with why', () => {
    const { roster } = makeRoster(
      question({
        groups: [group(['dat-dai'])],
        fields: NAMED,
        people: [person('lan', ['dat-dai'])],
        leaves: [leave('lan', MONDAY, MONDAY, { part: 'morning' })],
      }),
    );
    expect(roster.problems[0]).toMatchObject({ severity: 'gap', code: 'gap', dates: [MONDAY] });
    expect(roster.problems[0]?.vi).toBe(
      'Thiếu 1 người đủ chuyên môn Đất đai sáng thứ Hai 12/01, không có ai phục vụ: người đủ chuyên môn đang nghỉ hoặc vắng.',
    );
    expect(roster.problems[0]?.en).toContain('Monday 12/01, morning');
  });

  test('whoever is back from leave sits where they sat before, and the one who stood there goes back too', () => {
    const [second] = weeks(2).slice(5);
    const { roster } = makeRoster(
      question({
        groups: [group(['dat-dai'], 2), group(['ho-tich'])],
        fields: NAMED,
        people: ['an', 'binh', 'chi', 'dung'].map((name) => person(name, ['dat-dai', 'ho-tich'])),
        days: weeks(2),
        leaves: [leave('an', '2026-01-14', '2026-01-16')],
      }),
    );
    const of = (name: string) =>
      roster.days.map((day) => day.sessions[0]?.turns.findIndex((turn) => turn.officer === name));
    expect(new Set(of('an').filter((_, at) => at < 2 || at >= 5)).size).toBe(1);
    expect(of('an').slice(2, 5)).toEqual([-1, -1, -1]);
    for (const name of ['binh', 'chi'])
      expect(new Set(of(name).filter((at) => at !== -1)).size).toBeLessThanOrEqual(1);
    expect(roster.days.find((day) => day.date === second?.date)?.sessions[0]?.reserve).toEqual(['dung']);
    expect(codes(roster)).not.toContain('gap');
  });

  test('[ROST9] of two groups of one official each, the one who is there serves both from the own counter', () => {
    const { roster } = makeRoster(
      question({
        groups: [group(['ho-tich'], 1, { coveredBy: 1 }), group(['dat-dai'], 1, { coveredBy: 0 })],
        fields: NAMED,
        people: [person('lan', ['ho-tich']), person('mai', ['dat-dai', 'ho-tich'])],
        leaves: [leave('lan', '2026-01-14', '2026-01-15')],
      }),
    );
    const [own, covering] = [roster.days[1], roster.days[2]].map((day) => day?.sessions[0]?.turns[1]);
    expect(own).toMatchObject({ officer: 'mai', primaryFields: ['dat-dai'], covers: [] });
    expect(covering).toMatchObject({ officer: 'mai', primaryFields: ['dat-dai', 'ho-tich'], covers: [0] });
    expect(codes(roster)).not.toContain('gap');
    expect(roster.problems.find((each) => each.code === 'covered')?.vi).toBe(
      'Hộ tịch do MAI trực thay trong 4 buổi, từ sáng thứ Tư 14/01 đến chiều thứ Năm 15/01.',
    );
    // The other way round nobody is trained, and the page says so before anybody is on leave.
    expect(roster.problems.find((each) => each.code === 'no-cover')).toMatchObject({ group: 1 });
  });

  test('[ROST9] further fields are shared out: whoever took fewest so far takes the next', () => {
    const { roster } = makeRoster(
      question({
        groups: [group(['dat-dai'], 2)],
        fields: [...NAMED.slice(0, 1), field('y-te'), field('noi-vu')],
        counters: [counter('1', ['dat-dai', 'y-te']), counter('2', ['dat-dai', 'noi-vu'])],
        people: ['mai', 'nam'].map((name) => person(name, ['dat-dai', 'y-te', 'noi-vu'])),
      }),
    );
    for (const { turns } of roster.days.flatMap((day) => day.sessions))
      expect(turns.map((turn) => turn.primaryFields.length)).toEqual([2, 2]);
  });

  test('[ROST7] an official of an agency that must agree sits in its own fields, within its time and number', () => {
    const cct = agency('cct', {
      kind: 'outside',
      needsAgreement: true,
      agreedFrom: MONDAY,
      agreedTo: '2026-01-14',
      agreedOfficers: 1,
    });
    const posted = { agency: 'cct', postedFrom: '2026-01-01', postedTo: '2026-12-31' };
    const { roster } = makeRoster(
      question({
        groups: [group(['thue']), group(['ho-tich'])],
        fields: NAMED,
        agencies: [cct],
        people: [person('tu', ['thue', 'ho-tich'], posted), person('ty', ['thue', 'ho-tich'], posted)],
      }),
    );
    expect(seats(roster, 0)).toEqual(['tu', 'tu', 'tu', 'tu', 'tu', 'tu', null, null, null, null]);
    expect(seats(roster, 1).every((each) => each === null)).toBe(true);
    expect(roster.problems.find((each) => each.group === 0)?.vi).toContain('chưa thống nhất');
  });

  test('[ROST8] the headcount holds, and the first seat of each field goes before second ones', () => {
    const { roster } = makeRoster(
      question({
        groups: [group(['dat-dai'], 3), group(['ho-tich'])],
        fields: NAMED,
        people: ['an', 'binh', 'chi', 'dung'].map((name) => person(name, ['dat-dai', 'ho-tich'])),
        cap: 2,
      }),
    );
    for (const { turns, reserve } of roster.days.flatMap((day) => day.sessions)) {
      expect(turns.filter((turn) => turn.officer !== null).length + reserve.length).toBe(2);
      expect(turns[0]?.officer).not.toBeNull();
      expect(turns[3]?.officer).not.toBeNull();
    }
    expect(roster.problems.find((each) => each.code === 'short')?.vi).toContain('biên chế');
  });

  test('a field that the plan does not speak of stays with somebody trained at the counter that has it', () => {
    const { roster } = makeRoster(
      question({
        groups: [group(['dat-dai']), group(['ho-tich'])],
        fields: [...NAMED.slice(0, 2), { ...field('y-te'), name: 'Y tế' }],
        counters: [counter('1', ['dat-dai']), counter('2', ['ho-tich', 'y-te'])],
        people: [person('an', ['dat-dai', 'y-te']), person('binh', ['ho-tich', 'y-te'])],
        leaves: [leave('binh', '2026-01-16')],
      }),
    );
    const takes = (day: number) => roster.days[day]?.sessions[0]?.turns.map((turn) => turn.primaryFields);
    expect(takes(0)).toEqual([['dat-dai'], ['ho-tich', 'y-te']]);
    expect(takes(4)).toEqual([['dat-dai', 'y-te'], ['ho-tich']]);
  });

  test('counters keep the fields that citizens know them by; with too few counters this is said', () => {
    const made = question({
      groups: [group(['ho-tich']), group(['dat-dai'], 2)],
      fields: NAMED,
      counters: [counter('1', ['dat-dai']), counter('2', ['ho-tich'])],
      people: ['an', 'binh', 'chi'].map((name) => person(name, ['dat-dai', 'ho-tich'])),
    });
    const { roster } = makeRoster(made);
    expect(roster.places.map((place) => [place.counter, place.fields[0]])).toEqual([
      ['2', 'ho-tich'],
      ['1', 'dat-dai'],
    ]);
    expect(codes(roster)).toContain('few-counters');
  });

  test('breaks of a group follow each other about the middle of the session', () => {
    const { roster } = makeRoster(
      question({
        groups: [group(['dat-dai'], 3)],
        fields: NAMED,
        people: ['an', 'binh', 'chi'].map((name) => person(name, ['dat-dai'])),
      }),
    );
    const breaks = roster.days[0]?.sessions[0]?.turns.map((turn) => turn.breakFromMinute ?? 0) ?? [];
    expect(breaks.every((each, at) => at === 0 || each >= (breaks[at - 1] ?? 0) + 10)).toBe(true);
    expect(breaks[1]).toBeGreaterThanOrEqual(560);
    expect(breaks[1]).toBeLessThanOrEqual(580);
  });

  test('[ROT2] whoever served longest beyond the term goes first, replaced by one of the same agency who is trained', () => {
    const at = (from: string, to: string | null = null) => ({ agency: 'xa', postedFrom: from, postedTo: to });
    const { roster } = makeRoster(
      question({
        groups: [group(['dat-dai'], 2), group(['ho-tich'])],
        fields: NAMED,
        agencies: [agency('xa')],
        days: weeks(3),
        termWeeks: 26,
        rotateAtMost: 1,
        people: [
          person('lau', ['dat-dai'], at('2025-01-01')),
          person('kha', ['dat-dai'], at('2025-06-01')),
          person('moi', ['ho-tich'], at('2026-01-05')),
          person('het', ['ho-tich'], at('2025-12-01', '2026-01-21')),
          person('nghi-lau', ['dat-dai'], at('2023-01-01', '2023-12-31')),
          person('nghi-moi', ['dat-dai'], at('2023-01-01', '2025-12-31')),
          person('khac', ['dat-dai'], { ...at('2020-01-01', '2020-12-31'), agency: null }),
        ],
      }),
    );
    expect(roster.rotations.map((each) => [each.on, each.out, each.in, each.because])).toEqual([
      ['2026-01-12', 'lau', 'nghi-lau', 'term'],
      ['2026-01-19', 'kha', 'nghi-moi', 'term'],
      ['2026-01-22', 'het', null, 'posting-ends'],
    ]);
    expect(roster.rotations[2]?.reason.vi).toContain('chưa có ai cùng cơ quan');
    // Nobody comes without a posting: a proposal moves nobody.
    expect(seats(roster, 0)).not.toContain('nghi-lau');
  });

  test('pins stay when the roster is worked out again, and one that no longer holds is passed over', () => {
    const made = question({
      groups: [group(['dat-dai']), group(['ho-tich'])],
      fields: NAMED,
      people: ['an', 'binh'].map((name) => person(name, ['dat-dai', 'ho-tich'])),
    });
    const pin = { date: MONDAY, fromMinute: MORNING.fromMinute, place: 1, officer: 'an' };
    const { roster } = makeRoster(made, [pin]);
    expect(roster.days[0]?.sessions[0]?.turns[1]).toMatchObject({ officer: 'an', pinned: true });
    const away = makeRoster({ ...made, leaves: [leave('an', MONDAY)] }, [pin]);
    expect(away.roster.days[0]?.sessions[0]?.turns[1]?.officer).not.toBe('an');
  });

  test('a roster that was overtaken by leave says so and changes nothing by itself', () => {
    const made = question({
      groups: [group(['dat-dai'])],
      fields: NAMED,
      people: [person('an', ['dat-dai'])],
    });
    const { roster, seating } = makeRoster(made);
    const later = rosterOf({ ...made, leaves: [leave('an', '2026-01-14')] }, roster.places, seating);
    expect(later.days[2]?.sessions[0]?.turns[0]).toMatchObject({ officer: 'an', fault: 'leave' });
    expect(later.problems[0]).toMatchObject({
      severity: 'gap',
      code: 'seated-wrongly',
      dates: ['2026-01-14'],
    });
    expect(later.problems[0]?.vi).toContain('AN ở Quầy 1');
  });
});
