import { describe, expect, it } from 'vitest';
import { fitOffice } from '../../server/staffing/demand/office-fit.ts';
import type { OpenCounters } from '../../server/staffing/demand/service-fit.ts';
import { citizensOf } from '../../server/staffing/simulation/citizens.ts';
import { runDay } from '../../server/staffing/simulation/day-run.ts';
import { seededRandom } from '../../server/staffing/simulation/random.ts';
import { exponential } from '../../server/staffing/simulation/service-time.ts';
import { textbookHall } from '../staffing/long-run.ts';

const MINUTE = 60_000;

/** Days of an office: fields served by the same officials, two in the morning and the afternoon, three over noon. */
function office(fields: number, arrivalsPerHour: number, serviceMs: number, days: number, seed: number) {
  const random = seededRandom(seed);
  const hours = 8 * days;
  const list: { arrivesAtMs: number; field: number; serviceMs: number }[] = [];
  for (let field = 0; field < fields; field++)
    for (
      let atMs = 0;
      atMs < hours * 60 * MINUTE;
      atMs += (exponential(random) * 60 * MINUTE) / arrivalsPerHour
    )
      list.push({ arrivesAtMs: atMs, field, serviceMs: serviceMs * exponential(random) });
  const citizens = citizensOf(list);
  const base = textbookHall(3);
  const away = Array.from({ length: days * 4 }, (_, at) => ({
    fromMs: (at * 2 + (at % 3) * 0.1) * 60 * MINUTE,
    toMs: (at * 2 + 1) * 60 * MINUTE,
  }));
  const hall = {
    ...base,
    fields: Array.from({ length: fields }, () => ({ targetMs: 15 * MINUTE })),
    counters: base.counters.map((counter, place) => ({
      ...counter,
      primary: Array.from({ length: fields }, (_, field) => field),
      away: place === 2 ? away : [],
    })),
  };
  const run = runDay(hall, citizens);
  const counters: OpenCounters[] = [
    { fromMs: 0, open: 2 },
    ...away.flatMap(({ fromMs, toMs }) => [
      { fromMs, open: 2 },
      { fromMs: toMs, open: 3 },
    ]),
  ];
  return Array.from({ length: fields }, (_, field) => ({
    counters,
    calls: list.flatMap((_each, at) =>
      citizens.field[at] === field && !Number.isNaN(run.calledAtMs[at] as number)
        ? [
            {
              issuedAtMs: citizens.arrivesAtMs[at] as number,
              calledAtMs: run.calledAtMs[at] as number,
            },
          ]
        : [],
    ),
  }));
}

describe('service times of an office from calls and open counters', () => {
  it('counts officials shared by three fields once: the truth, where each field alone gives far more', () => {
    const fits = fitOffice(office(3, 4, 10 * MINUTE, 60, 5));
    for (const fit of fits ?? []) {
      expect(fit.sharedWith).toEqual([0, 1, 2]);
      expect(fit.aloneMs).toBeGreaterThan(18 * MINUTE);
      expect(Math.abs(fit.meanMs / (10 * MINUTE) - 1)).toBeLessThan(0.12);
      expect(fit.basis).toBe('fitted-from-calls');
    }
  });

  it('keeps fields apart whose counters change at moments of their own', () => {
    const [a] = office(1, 12, 10 * MINUTE, 40, 6);
    const [b] = office(1, 12, 10 * MINUTE, 40, 7);
    if (!a || !b) throw new Error('no office');
    const later = b.counters.map((entry) => ({ ...entry, fromMs: entry.fromMs + 13 * MINUTE }));
    const fits = fitOffice([a, { ...b, counters: later }]);
    expect(fits?.map((fit) => fit.sharedWith)).toEqual([[0], [1]]);
  });

  it('cuts what nobody believes: a long wait for an official who was away is no service', () => {
    const [usual] = office(1, 12, 10 * MINUTE, 40, 8);
    if (!usual) throw new Error('no office');
    const calls = Array.from({ length: 200 }, (_, at) => ({
      issuedAtMs: at * 300 * MINUTE,
      calledAtMs: (at * 300 + 250) * MINUTE,
    }));
    const fits = fitOffice([usual, { calls, counters: [{ fromMs: 0, open: 1 }] }]);
    expect(fits?.[1]?.aloneMs).toBeGreaterThan(200 * MINUTE);
    expect(fits?.[1]).toMatchObject({ cut: 'high' });
    expect(fits?.[1]?.meanMs).toBeLessThan(32 * MINUTE);
  });

  it('leaves a field of three calls near the office, and says nothing where nobody waited', () => {
    const [usual] = office(1, 12, 10 * MINUTE, 40, 9);
    if (!usual) throw new Error('no office');
    const few = {
      calls: [0, 1, 2].map((at) => ({ issuedAtMs: at * 100 * MINUTE, calledAtMs: (at * 100 + 40) * MINUTE })),
      counters: [{ fromMs: 0, open: 1 }],
    };
    const fits = fitOffice([usual, few]);
    expect(Math.abs((fits?.[1]?.meanMs ?? 0) / (fits?.[0]?.meanMs ?? 1) - 1)).toBeLessThan(0.15);
    expect(fitOffice([{ calls: [], counters: [] }])).toBeNull();
  });
});
