import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StagedCall } from '../../common/protocol/stage.ts';
import {
  advanceStage,
  announcedFrom,
  announcedUntil,
  type CallReading,
  EMPTY_STAGE,
  GREAT_MS,
  projectedEnds,
  replayStage,
  type Stage,
  type StageVoices,
  stageRecord,
} from '../../server/domain/call-stage.ts';

const BEGAN = Date.parse('2026-03-02T01:00:00.000Z');
/** One language: an opening and then number and counter, with no clips to play. */
const reading = (language: string, openingMs: number, clipsMs: number): CallReading => ({
  language,
  opening: [],
  openingMs,
  clips: [],
  clipsMs,
});
/** About what the packs measure: five seconds a full reading, half of it its number and counter. */
const voices: StageVoices = { chimeMs: 1_200, packs: [], read: () => [reading('vi', 2_400, 2_600)] };
const withEnglish: StageVoices = {
  ...voices,
  read: () => [reading('vi', 2_400, 2_600), reading('en', 1_000, 3_000)],
};

const call = (
  sequence: number,
  counter = String(sequence),
  number = String(1000 + sequence),
): StagedCall => ({
  sequence,
  number,
  counter,
  counterLabel: `Quầy ${counter}`,
  spokenNumber: Number(counter),
  field: 'dat-dai',
  at: new Date(BEGAN).toISOString(),
  callCount: 1,
});

const at = (afterMs: number, more: Partial<Parameters<typeof advanceStage>[2]> = {}) => ({
  nowMs: BEGAN + afterMs,
  voices,
  stillCalled: () => true,
  ...more,
});

const msInto = (iso: string | undefined) => (iso === undefined ? Number.NaN : Date.parse(iso) - BEGAN);

/** Lets the stage run until nothing is announced any more; gives every act in its final form. */
function runOut(stage: Stage, fromMs: number, around: Partial<Parameters<typeof advanceStage>[2]> = {}) {
  const acts = new Map<number, NonNullable<Stage['act']>>();
  let current = stage;
  let nowMs = BEGAN + fromMs;
  while (current.act !== null) {
    acts.set(current.act.sequence, current.act);
    nowMs = Math.max(nowMs, Date.parse(current.act.endsAt));
    current = advanceStage(current, [], at(nowMs - BEGAN, around));
  }
  return [...acts.values()];
}

describe('one stage for every call', () => {
  test('a lone call is read twice in full and stays great for ten seconds at least [STAGE1]', () => {
    const stage = advanceStage(EMPTY_STAGE, [call(1)], at(0));
    expect(stage.act).toMatchObject({ sequence: 1, form: 'full', readings: 2 });
    expect(stage.act?.cuesMs).toEqual([[1_200], [6_900]]);
    // 1.2 s of chime and two readings of 5 s, each followed by 0.7 s.
    expect(msInto(stage.act?.endsAt)).toBe(12_600);
    const quick: StageVoices = { ...voices, read: () => [reading('vi', 500, 500)] };
    const short = advanceStage(EMPTY_STAGE, [call(1)], at(0, { voices: quick }));
    expect(msInto(short.act?.endsAt)).toBe(GREAT_MS);
  });

  test('English is read once behind the Vietnamese of a lone call', () => {
    const stage = advanceStage(EMPTY_STAGE, [call(1)], at(0, { voices: withEnglish }));
    expect(stage.act?.spoken.map(({ language }) => language)).toEqual(['vi', 'en']);
    expect(msInto(stage.act?.endsAt)).toBe(12_600 + 4_700);
  });

  test('an announcement is over at its end and not before', () => {
    const begun = advanceStage(EMPTY_STAGE, [call(1)], at(0));
    expect(advanceStage(begun, [], at(12_599)).act).toEqual(begun.act);
    expect(advanceStage(begun, [], at(12_600))).toEqual(EMPTY_STAGE);
  });

  test('ten calls in one second are each great while they are spoken, all within sixty seconds [STAGE2]', () => {
    let stage: Stage = EMPTY_STAGE;
    for (let n = 1; n <= 10; n += 1)
      stage = advanceStage(stage, [call(n)], at(n * 100, { voices: withEnglish }));
    const acts = runOut(stage, 1_000, { voices: withEnglish });
    expect(acts.flatMap((act) => act.calls.map((each) => each.sequence))).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
    expect(acts.map((act) => act.calls.length)).toEqual([1, 3, 3, 3]);
    // The first was begun in full; with others waiting it is read once and its English is left out.
    expect(acts[0]).toMatchObject({ readings: 1, spoken: [{ language: 'vi' }] });
    expect(acts[1]?.spoken.map(({ language, calls }) => [language, calls.length])).toEqual([['vi', 3]]);
    expect(Math.max(...acts.map((act) => msInto(act.endsAt)))).toBeLessThanOrEqual(60_000);
  });

  test('twelve calls in ten seconds from forty counters are all announced within a minute of the first [STAGE2]', () => {
    let stage: Stage = EMPTY_STAGE;
    for (let n = 1; n <= 12; n += 1) stage = advanceStage(stage, [call(n, String(n * 3))], at(n * 833));
    const acts = runOut(stage, 9_996);
    expect(acts.flatMap((act) => act.calls)).toHaveLength(12);
    expect(Math.max(...acts.map((act) => msInto(act.endsAt)))).toBeLessThanOrEqual(60_833);
  });

  test('calls that share an announcement are spoken one after another, under one chime', () => {
    const begun = advanceStage(EMPTY_STAGE, [call(1)], at(0));
    const stage = advanceStage(begun, [call(2), call(3), call(4), call(5)], at(500));
    const merged = advanceStage(stage, [], at(10_000));
    expect(merged.act).toMatchObject({ form: 'merged', readings: 1 });
    expect(merged.act?.calls.map((each) => each.sequence)).toEqual([2, 3, 4]);
    expect(merged.act?.cuesMs).toEqual([[3_600, 6_550, 9_500]]);
    expect(merged.waiting.map((each) => each.sequence)).toEqual([5]);
  });

  test('what is read already is not cut: the second reading goes on once it has begun', () => {
    const begun = advanceStage(EMPTY_STAGE, [call(1)], at(0, { voices: withEnglish }));
    const early = advanceStage(begun, [call(2), call(3)], at(3_000, { voices: withEnglish }));
    expect(early.act).toMatchObject({ readings: 1, spoken: [{ language: 'vi' }] });
    const late = advanceStage(begun, [call(2), call(3)], at(8_000, { voices: withEnglish }));
    expect(late.act).toMatchObject({ readings: 2 });
    expect(msInto(late.act?.endsAt)).toBe(12_600);
    const one = advanceStage(begun, [call(2)], at(3_000, { voices: withEnglish }));
    expect(one.act).toEqual(begun.act);
  });

  test('the newest call of a counter takes the place of one that it has overtaken [STAGE3]', () => {
    const begun = advanceStage(EMPTY_STAGE, [call(1, '9')], at(0));
    const waiting = advanceStage(begun, [call(2, '2'), call(3, '3')], at(100));
    const overtaken = advanceStage(waiting, [call(4, '2', '2222')], at(200));
    expect(overtaken.waiting.map((each) => each.number)).toEqual(['2222', '1003']);
  });

  test('a number that left its counter before its turn is not announced [STAGE3]', () => {
    const begun = advanceStage(EMPTY_STAGE, [call(1)], at(0));
    const waiting = advanceStage(begun, [call(2), call(3)], at(100));
    const next = advanceStage(waiting, [], at(12_600, { stillCalled: (each) => each.sequence !== 2 }));
    expect(next.act?.calls.map((each) => each.sequence)).toEqual([3]);
    const none = advanceStage(waiting, [], at(12_600, { stillCalled: () => false }));
    expect(none).toEqual(EMPTY_STAGE);
  });

  test('the same call told twice is announced once', () => {
    const begun = advanceStage(EMPTY_STAGE, [call(1), call(1)], at(0));
    const again = advanceStage(begun, [call(1), call(2)], at(100));
    const third = advanceStage(again, [call(2)], at(200));
    expect(third.act?.calls).toHaveLength(1);
    expect(third.waiting).toHaveLength(1);
  });

  test('calls of one commit are announced as calls one after another, and a replay comes to the same', () => {
    const calls = [1, 2, 3, 4, 5].map((n) => call(n));
    const together = advanceStage(EMPTY_STAGE, calls, at(0));
    const apart = calls.reduce((stage, each) => advanceStage(stage, [each], at(0)), EMPTY_STAGE);
    expect(together).toEqual(apart);
    expect(replayStage(calls, at(0))).toEqual(together);
    const later = advanceStage(together, [], at(10_000));
    expect(replayStage(calls, at(10_000))).toEqual(later);
    expect(replayStage(calls, at(60_000))).toEqual(EMPTY_STAGE);
  });

  test('it is foreseen when each waiting number will have been announced [STAGE4]', () => {
    const begun = advanceStage(EMPTY_STAGE, [call(1)], at(0));
    const stage = advanceStage(begun, [call(2), call(3), call(4), call(5)], at(500));
    const until = (n: number) => announcedUntil(stage, call(n), BEGAN + 500, voices);
    const shownEnds = runOut(stage, 500).flatMap((act) => act.calls.map(() => Date.parse(act.endsAt)));
    expect([1, 2, 3, 4, 5].map(until)).toEqual(shownEnds);
    expect(announcedUntil(stage, { number: '1002', counter: '7' }, BEGAN, voices)).toBeNull();
    const record = stageRecord('hall', null, stage, BEGAN + 500, voices);
    expect(record.id).toBe('stage/hall');
    expect(record.waiting.map((each) => Date.parse(each.endsAt))).toEqual(shownEnds.slice(1));
  });

  test('a phone calls when the announcement begins, also of what waits for the stage and of merged calls [STAGE5]', () => {
    const begun = advanceStage(EMPTY_STAGE, [call(1)], at(0));
    const calls = [call(2), call(3), call(4), call(5), call(6)];
    const stage = advanceStage(begun, calls, at(500));
    const begins = runOut(stage, 500).flatMap((act) => act.calls.map(() => Date.parse(act.startsAt)));
    const records = [stageRecord('hall', null, stage, BEGAN + 500, voices)];
    const from = (n: number) => announcedFrom(records, call(n), BEGAN + 500);
    expect([1, 2, 3, 4, 5, 6].map(from)).toEqual(begins);
    expect(new Set(begins).size).toBe(3);
    // The zone that is first counts, and what no stage has was announced already.
    const soon = stageRecord('b', ['6'], advanceStage(EMPTY_STAGE, [call(6)], at(500)), BEGAN + 500, voices);
    expect(announcedFrom([...records, soon], call(6), BEGAN + 500)).toBe(BEGAN + 500);
    expect(announcedFrom(records, call(9), BEGAN + 500)).toBe(BEGAN + 500);
  });
});

describe('any run of calls', () => {
  const arrivals = fc.array(
    fc.record({ afterMs: fc.integer({ min: 0, max: 8_000 }), counter: fc.integer({ min: 1, max: 6 }) }),
    { minLength: 1, maxLength: 40 },
  );

  test('is announced in order, never two at once, each number for ten seconds, none lost but the overtaken', () => {
    fc.assert(
      fc.property(arrivals, (runs) => {
        let stage: Stage = EMPTY_STAGE;
        let nowMs = BEGAN;
        const acts = new Map<number, NonNullable<Stage['act']>>();
        const see = () => {
          if (stage.act !== null) acts.set(stage.act.sequence, stage.act);
        };
        const forward = (untilMs: number) => {
          while (stage.act !== null && Date.parse(stage.act.endsAt) <= untilMs) {
            stage = advanceStage(stage, [], at(Date.parse(stage.act.endsAt) - BEGAN));
            see();
          }
        };
        const calls = runs.map((run, index) => call(index + 1, String(run.counter)));
        runs.forEach((run, index) => {
          nowMs += run.afterMs;
          forward(nowMs);
          const one = calls[index];
          if (one !== undefined) stage = advanceStage(stage, [one], at(nowMs - BEGAN));
          see();
        });
        forward(Number.POSITIVE_INFINITY);
        const all = [...acts.values()];
        all.forEach((act, index) => {
          const before = all[index - 1];
          if (before) expect(Date.parse(act.startsAt)).toBeGreaterThanOrEqual(Date.parse(before.endsAt));
          expect(Date.parse(act.endsAt) - Date.parse(act.startsAt)).toBeGreaterThanOrEqual(GREAT_MS);
          expect(act.calls.length).toBeLessThanOrEqual(3);
        });
        const said = all.flatMap((act) => act.calls.map((each) => each.sequence));
        expect(new Set(said).size).toBe(said.length);
        for (const each of calls) {
          if (said.includes(each.sequence)) continue;
          // Left out only for a later call of the same counter.
          const later = calls.find((one) => one.counter === each.counter && one.sequence > each.sequence);
          expect(later && said.some((sequence) => sequence >= later.sequence)).toBe(true);
        }
      }),
      { seed: 20260302, numRuns: 300 },
    );
  });

  test('with nobody overtaken, what is foreseen comes true', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), (count) => {
        const begun = advanceStage(EMPTY_STAGE, [call(1)], at(0));
        const stage = advanceStage(
          begun,
          Array.from({ length: count }, (_, n) => call(n + 2)),
          at(0),
        );
        const ends = runOut(stage, 0)
          .slice(1)
          .flatMap((act) => act.calls.map(() => Date.parse(act.endsAt)));
        expect(projectedEnds(stage, BEGAN, voices)).toEqual(ends);
      }),
      { seed: 7, numRuns: 30 },
    );
  });
});
