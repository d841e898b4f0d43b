import { describe, expect, test } from 'vitest';
import { outlookOf } from '../../../server/staffing/demand/outlook.ts';
import type { DayPool } from '../../../server/staffing/plan/day-pool.ts';
import { promiseOf } from '../../../server/staffing/plan/promise.ts';
import { savingInterval } from '../../../server/staffing/plan/saving-interval.ts';
import type { StaffSearch } from '../../../server/staffing/plan/staff-search.ts';
import type { Tally } from '../../../server/staffing/plan/tally.ts';
import { waitOf } from '../../../server/staffing/plan/waits.ts';
import { normalQuantile } from '../../../server/staffing/simulation/interval.ts';
import { seededRandom } from '../../../server/staffing/simulation/random.ts';
import { exponential } from '../../../server/staffing/simulation/service-time.ts';

const DAYS = 24;
const NEEDED = 0.9;
const CITIZENS = 40;

/** Day by day, for how many officials one field has work. */
type Loads = readonly number[];

/** Of a day's citizens, those called in time: all where the officials are enough, else as many as they can take. */
const inTimeOn = (load: number, officials: number) => CITIZENS * load * Math.min(1, officials / load);
const shareOn = (loads: Loads, officials: number) =>
  loads.reduce((sum, load) => sum + inTimeOn(load, officials), 0) /
  loads.reduce((sum, load) => sum + CITIZENS * load, 0);
const enoughFor = (loads: Loads) => {
  let officials = 1;
  while (shareOn(loads, officials) < NEEDED) officials += 1;
  return officials;
};

/** A search on a record of which the truth is known; the simulation is left out. */
function searchOn(fields: readonly Loads[]): StaffSearch {
  const tallies = new Map<Tally, { loads: Loads; officials: number }>();
  const search: Pick<StaffSearch, 'tallyOf' | 'asked'> & { question: { days: readonly unknown[] } } = {
    question: { days: fields[0] ?? [] },
    tallyOf: ([field = 0], officials) => {
      const tally = { days: DAYS, fields: [field] } as unknown as Tally;
      tallies.set(tally, { loads: fields[field] ?? [], officials });
      return tally;
    },
    asked: (tally) => {
      const { loads = [], officials = 0 } = tallies.get(tally) ?? {};
      return [
        {
          countOn: (day) => CITIZENS * (loads[day] ?? 0),
          goodOn: (day) => inTimeOn(loads[day] ?? 0, officials),
          needed: NEEDED,
        },
      ];
    },
  };
  return search as unknown as StaffSearch;
}

describe('intervals hold the truth about as often as they claim', () => {
  test('of the saving, and of the officials that the groups need', () => {
    const random = seededRandom(91);
    const normal = () => normalQuantile(random() || 0.5);
    const pool = { sourceOf: (day: number) => day } as unknown as DayPool;
    const held = { saved: 0, planned: 0 };
    const halls = 150;
    for (let hall = 0; hall < halls; hall++) {
      // Eight fields alone, and four groups in their stead; each has a level of its own, and days about it.
      const levels = Array.from({ length: 12 }, () => 1.5 + 5 * random());
      const drawn = (days: number) =>
        levels.map((level) => Array.from({ length: days }, () => level * Math.exp(0.3 * normal())));
      const signOf = (place: number) => (place < 8 ? 1 : -1);
      const truth = drawn(600).map(enoughFor);
      const fields = drawn(DAYS);
      const counted = fields.map((loads, place) => ({
        fields: [place],
        officials: enoughFor(loads),
        sign: signOf(place) as 1 | -1,
      }));
      const { saved, planned } = savingInterval(searchOn(fields), pool, counted, hall);
      const trulySaved = truth.reduce((sum, officials, place) => sum + signOf(place) * officials, 0);
      const trulyNeeded = truth.slice(8).reduce((sum, officials) => sum + officials, 0);
      if (saved.low <= trulySaved && trulySaved <= saved.high) held.saved += 1;
      if (planned.low <= trulyNeeded && trulyNeeded <= planned.high) held.planned += 1;
    }
    // Whole officials make the interval a little wider than it claims; half as wide it would hold two truths in three.
    for (const share of [held.saved / halls, held.planned / halls]) {
      expect(share).toBeGreaterThan(0.93);
      expect(share).toBeLessThanOrEqual(0.995);
    }
  });

  test('of the promise', () => {
    const random = seededRandom(92);
    const share = () => 1 - 0.3 * random() ** 2;
    const count = 500;
    const citizens = 1_000;
    const inTime = Uint16Array.from({ length: count }, () => Math.round(citizens * share()));
    const tally = {
      days: count,
      fields: [0],
      arrived: [new Uint16Array(count).fill(citizens)],
      inTime: [inTime],
    } as unknown as Tally;
    const promise = promiseOf(tally, 0, 0.9, { count, daysEach: 1, levelOf: () => 1, pool: {} as DayPool });
    const later = Array.from({ length: 20_000 }, share);
    const held = later.filter((each) => each >= (promise?.low ?? 1) && each <= (promise?.high ?? 0));
    expect(Math.abs(held.length / later.length - 0.95)).toBeLessThan(0.035);
  });

  test('of the share of citizens called in time, whose luck is that of their day', () => {
    const random = seededRandom(94);
    const days = 60;
    const records = 400;
    let held = 0;
    for (let record = 0; record < records; record++) {
      const arrived = new Uint16Array(days);
      const inTime = new Uint16Array(days);
      for (let day = 0; day < days; day++) {
        // Good days and bad ones; 0.8 of all citizens in the long run.
        const luck = 0.6 + 0.4 * random();
        arrived[day] = 20 + Math.floor(20 * random());
        for (let citizen = arrived[day] ?? 0; citizen > 0; citizen--)
          if (random() < luck) inTime[day] = (inTime[day] ?? 0) + 1;
      }
      const tally = {
        days,
        fields: [0],
        arrived: [arrived],
        inTime: [inTime],
        sources: null,
        called: [],
        waitSumMs: [],
        waitsMs: null,
      };
      const { withinTargetShare, withinTargetHalfWidth } = waitOf(tally as unknown as Tally, 0);
      if (Math.abs((withinTargetShare ?? 0) - 0.8) <= (withinTargetHalfWidth ?? 0)) held += 1;
    }
    expect(Math.abs(held / records - 0.95)).toBeLessThan(0.03);
  });

  test('of the level of demand to come', () => {
    const random = seededRandom(93);
    const normal = () => normalQuantile(random() || 0.5);
    const days = Array.from({ length: 200 }, (_, at) => {
      const date = new Date(Date.parse('2026-01-05T00:00:00Z') + (at + 2 * Math.floor(at / 5)) * 86_400_000);
      return { date: date.toISOString().slice(0, 10), weekday: date.getUTCDay() };
    });
    const drawn = (mean: number) => {
      let count = 0;
      for (let sum = exponential(random); sum < mean; sum += exponential(random)) count += 1;
      return count;
    };
    const mean = (of: readonly number[]) => of.reduce((sum, each) => sum + each, 0) / of.length;
    const halls = 150;
    let held = 0;
    for (let hall = 0; hall < halls; hall++) {
      // The level moves by chance every two weeks; the three months after the record are known here alone.
      const levels: number[] = [];
      for (let block = 0; block < 26; block++) levels.push((levels.at(-1) ?? 0) + 0.06 * normal());
      const counts = days.map((_, at) => drawn(120 * Math.exp(levels[Math.floor(at / 10)] ?? 0)));
      const { hallSd, hallSdPerMonth } = outlookOf(days, [counts], [0], 3);
      const moved = mean(levels.slice(20)) - mean(levels.slice(16, 20));
      if (Math.abs(moved) <= 1.96 * (hallSd + 1.5 * hallSdPerMonth)) held += 1;
    }
    // Told from a dozen overlapping errors of the record itself; half of it would hold three in four.
    expect(held / halls).toBeGreaterThan(0.85);
    expect(held / halls).toBeLessThan(0.99);
  });
});
