import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leaveCovers } from '../../../common/protocol/leave.ts';
import { dayAfter } from '../../../server/domain/calendar.ts';
import { isAgreedOn, isPostedOn } from '../../../server/domain/postings.ts';
import { makeRoster } from '../../../server/staffing/roster/make-roster.ts';
import { MinCostFlow } from '../../../server/staffing/roster/min-cost-flow.ts';
import type { RosterQuestion } from '../../../server/staffing/roster/question.ts';
import {
  agency,
  counter,
  field,
  group,
  leave,
  MONDAY,
  person,
  question,
  weeks,
} from './made-roster-question.ts';

const CODES = ['a', 'b', 'c', 'd', 'e'];
const day = fc.integer({ min: -10, max: 20 }).map((days) => dayAfter(MONDAY, days));
const orNever = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 2 });

/** Halls of all kinds: few or many people, agencies that agreed to little, leave, caps, fewer counters than seats. */
const hall: fc.Arbitrary<RosterQuestion> = fc
  .record({
    split: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 5, maxLength: 5 }),
    officials: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 3, maxLength: 3 }),
    cover: fc.array(fc.option(fc.integer({ min: 0, max: 2 }), { nil: null }), { minLength: 3, maxLength: 3 }),
    owners: fc.array(fc.constantFrom(null, 'xa', 'thue'), { minLength: 5, maxLength: 5 }),
    agreed: fc.record({
      from: orNever(day),
      to: orNever(day),
      officers: orNever(fc.integer({ min: 0, max: 2 })),
    }),
    people: fc.array(
      fc.record({
        fields: fc.subarray(CODES),
        agency: fc.constantFrom(null, 'xa', 'thue'),
        from: orNever(day),
        to: orNever(day),
      }),
      { maxLength: 7 },
    ),
    leaves: fc.array(
      fc.record({
        who: fc.integer({ min: 0, max: 6 }),
        from: day,
        days: fc.integer({ min: 0, max: 6 }),
        part: fc.constantFrom('day' as const, 'morning' as const, 'afternoon' as const),
      }),
      { maxLength: 5 },
    ),
    counters: fc.integer({ min: 0, max: 8 }),
    cap: orNever(fc.integer({ min: 1, max: 6 })),
  })
  .map((made) =>
    question({
      groups: [0, 1, 2].map((at) =>
        group(
          CODES.filter((_, code) => made.split[code] === at),
          made.officials[at],
          { coveredBy: made.cover[at] === at ? null : (made.cover[at] ?? null) },
        ),
      ),
      fields: CODES.map((code, at) => field(code, made.owners[at] ?? null)),
      agencies: [
        agency('xa'),
        agency('thue', {
          needsAgreement: true,
          agreedFrom: made.agreed.from,
          agreedTo: made.agreed.to,
          agreedOfficers: made.agreed.officers,
        }),
      ],
      people: made.people.map((each, at) =>
        person(`p${at}`, each.fields, { agency: each.agency, postedFrom: each.from, postedTo: each.to }),
      ),
      leaves: made.leaves.map((each) =>
        leave(`p${each.who}`, each.from, dayAfter(each.from, each.days), { part: each.part }),
      ),
      counters: Array.from({ length: made.counters }, (_, at) =>
        counter(String(at + 1), CODES.slice(at, at + 2)),
      ),
      days: weeks(2),
      cap: made.cap,
    }),
  );

describe('a roster, whatever the hall', () => {
  test('[ROST7] [ROST8] nobody is in two places, on leave, outside posting or agreement, untrained, or one too many', () => {
    fc.assert(
      fc.property(hall, (asked) => {
        const { roster } = makeRoster(asked);
        const people = new Map(asked.people.map((each) => [each.username, each]));
        const agencies = new Map(asked.agencies.map((each) => [each.code, each]));
        for (const { date, sessions } of roster.days) {
          const present = new Set<string>();
          for (const { turns, fromMinute, reserve } of sessions) {
            const seated = turns.flatMap((turn) => turn.officer ?? []);
            expect(new Set([...seated, ...reserve]).size).toBe(seated.length + reserve.length);
            const counters = turns.map((turn) => roster.places[turn.place]?.counter);
            expect(new Set(counters).size).toBe(counters.length);
            for (const officer of [...seated, ...reserve]) present.add(officer);
            for (const turn of turns) {
              if (turn.officer === null) continue;
              const who = people.get(turn.officer);
              const home = who?.agency == null ? undefined : agencies.get(who.agency);
              if (!who) throw new Error(`nobody is called ${turn.officer}`);
              expect(turn.fault).toBeNull();
              expect(isPostedOn(who, home, date)).toBe(true);
              expect(isAgreedOn(home, date)).toBe(true);
              expect(
                asked.leaves.some(
                  (each) => each.username === turn.officer && leaveCovers(each, date, fromMinute),
                ),
              ).toBe(false);
              expect(who.qualifiedFields).toEqual(
                expect.arrayContaining([...turn.primaryFields, ...turn.helpingFields]),
              );
            }
          }
          expect(present.size).toBeLessThanOrEqual(asked.cap ?? Number.POSITIVE_INFINITY);
          const ofTax = [...present].filter((each) => people.get(each)?.agency === 'thue').length;
          expect(ofTax).toBeLessThanOrEqual(agencies.get('thue')?.agreedOfficers ?? Number.POSITIVE_INFINITY);
        }
      }),
      { numRuns: 300, seed: 20_260_112 },
    );
  });

  test('[ROST9] whoever stands in sits in the group that the plan names and is trained; a group with people is not stood in for', () => {
    fc.assert(
      fc.property(hall, (asked) => {
        const { roster } = makeRoster(asked);
        for (const { turns } of roster.days.flatMap((each) => each.sessions))
          for (const turn of turns)
            for (const group of turn.covers) {
              expect(asked.groups[group]?.coveredBy).toBe(roster.places[turn.place]?.group);
              expect(turn.primaryFields).toEqual(
                expect.arrayContaining([...(roster.groups[group]?.fields ?? [])]),
              );
              const own = turns.filter((each) => roster.places[each.place]?.group === group);
              expect(own.every((each) => each.officer === null)).toBe(true);
            }
      }),
      { numRuns: 200, seed: 20_260_113 },
    );
  });

  test('is the same for the same question, in whatever order people and absences are named', () => {
    fc.assert(
      fc.property(hall, (asked) => {
        const turned = { ...asked, people: [...asked.people].reverse(), leaves: [...asked.leaves].reverse() };
        expect(makeRoster(turned)).toEqual(makeRoster(asked));
      }),
      { numRuns: 60, seed: 20_260_114 },
    );
  });

  test('says of every seat that the plan needs and nobody fills that it is empty, on its date', () => {
    fc.assert(
      fc.property(hall, (asked) => {
        const { roster } = makeRoster(asked);
        const said = new Set(
          roster.problems
            .filter((each) => ['gap', 'short'].includes(each.code))
            .flatMap((each) => each.dates.map((date) => `${each.group} ${date}`)),
        );
        for (const { date, sessions } of roster.days)
          for (const { turns } of sessions)
            for (const turn of turns) {
              const at = roster.places[turn.place]?.group;
              const filled = turns.filter(
                (each) => roster.places[each.place]?.group === at && each.officer !== null,
              );
              const seats = turns.filter((each) => roster.places[each.place]?.group === at && each.needed);
              if (filled.length < seats.length) expect(said).toContain(`${at} ${date}`);
            }
      }),
      { numRuns: 100, seed: 20_260_115 },
    );
  });
});

describe('cheapest flow', () => {
  test('is as large and as cheap as the best of all arrangements tried one by one', () => {
    const table = fc.array(
      fc.array(orNever(fc.integer({ min: -20, max: 20 })), { minLength: 4, maxLength: 4 }),
      {
        minLength: 1,
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(table, fc.integer({ min: 0, max: 4 }), (costs, cap) => {
        const [source, gate, sink] = [0, 1, 2 + costs.length + 4];
        const flow = new MinCostFlow(sink + 1);
        flow.add(source, gate, cap, 0);
        costs.forEach((row, from) => {
          flow.add(gate, 2 + from, 1, 0);
          row.forEach((cost, to) => {
            if (cost !== null) flow.add(2 + from, 2 + costs.length + to, 1, cost);
          });
        });
        for (let to = 0; to < 4; to++) flow.add(2 + costs.length + to, sink, 1, 0);
        const sent = flow.send(source, sink);
        const best = { size: 0, cost: 0 };
        const tryFrom = (from: number, used: number, size: number, cost: number) => {
          if (size > best.size || (size === best.size && cost < best.cost))
            Object.assign(best, { size, cost });
          if (from === costs.length || size === cap) return;
          tryFrom(from + 1, used, size, cost);
          costs[from]?.forEach((each, to) => {
            if (each !== null && (used & (1 << to)) === 0)
              tryFrom(from + 1, used | (1 << to), size + 1, cost + each);
          });
        };
        tryFrom(0, 0, 0, 0);
        expect(sent).toEqual(best);
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  test('fills as many first seats as any arrangement of a session could', () => {
    fc.assert(
      fc.property(hall, (asked) => {
        const { roster } = makeRoster({ ...asked, days: weeks(1).slice(0, 1) });
        const session = roster.days[0]?.sessions[0];
        if (!session) return;
        const people = asked.people.filter((each) =>
          [...session.reserve, ...session.turns.flatMap((turn) => turn.officer ?? [])].includes(
            each.username,
          ),
        );
        const firsts = roster.places.flatMap((place, at) => (place.seat === 0 ? [at] : []));
        const taxFields = new Set(
          asked.fields.filter((each) => each.agency === 'thue').map((each) => each.code),
        );
        const may = (at: number, who: (typeof people)[number]) => {
          const fields = roster.places[at]?.fields ?? [];
          const moved =
            who.agency === 'thue' && taxFields.size > 0 && !fields.some((code) => taxFields.has(code));
          return !moved && fields.every((code) => who.qualifiedFields.includes(code));
        };
        const most = (from: number, used: ReadonlySet<string>): number => {
          const at = firsts[from];
          if (at === undefined) return 0;
          return Math.max(
            most(from + 1, used),
            ...people
              .filter((who) => !used.has(who.username) && may(at, who))
              .map((who) => 1 + most(from + 1, new Set([...used, who.username]))),
          );
        };
        const filled = session.turns.filter(
          (turn) => turn.officer !== null && roster.places[turn.place]?.seat === 0,
        ).length;
        expect(filled).toBe(most(0, new Set()));
      }),
      { numRuns: 200, seed: 20_260_116 },
    );
  });
});
