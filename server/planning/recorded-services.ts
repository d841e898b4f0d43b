import type { PlannedField } from '../../common/protocol/plan.ts';
import type { HallCalendar } from '../hall/clock.ts';
import { type CounterCycles, meanGaps, readCycles } from '../staffing/demand/counter-cycles.ts';
import { medianOf } from '../staffing/demand/history.ts';
import { fitServices, type OpenCounters, type ServiceFit } from '../staffing/demand/service-fit.ts';
import { sharingCounters, together } from '../staffing/demand/shared-counters.ts';
import {
  type CycleShape,
  fitCycle,
  spreadDistance,
  type TwinLine,
  type TwinRules,
} from '../staffing/demand/twin.ts';
import { counterVisitsOf } from './counter-days.ts';
import { lineOfOpenCounters } from './recorded-lines.ts';
import type { RecordedTicket } from './recorded-tickets.ts';

/** A shorter visit was a slip of the hand, not a service. */
const SHORTEST_SERVICE_MS = 20_000;
/** Nor is one this long: a counter was left open over the evening. */
const LONGEST_SERVICE_MS = 4 * 3_600_000;
/** Gap assumed where the record shows none: what halls with whole records show is one to two minutes. */
const ASSUMED_GAP_MS = 60_000;
/** Of a cycle that the record cannot divide, so much is gap, but no more than this part of it. */
const UNSEEN_GAP_MS = 90_000;
const UNSEEN_GAP_PART = 0.25;
/** Cycles from which a field's time is known by the next call at the same counter. */
const CYCLES_LEAST = 10;
/** Calls from which open counters tell a field's time, and those from which they tell it without the hall's help. */
const CALLS_LEAST = 20;
const CALLS_ENOUGH = 100;
/** Spreads of a cycle that are tried where no end was seen; the one whose waits are spread most nearly as recorded is taken. */
const SCVS = [0.25, 0.7, 1.3];
/** A field's cycle lies within this factor of the office's middle, and is no longer than this: more is not work at the counter. */
const RANGE = 3;
const LONGEST_CYCLE_MS = 45 * 60_000;
/** A longer recorded cycle than what is believed is time that the counter was not there for the field. */
const UNATTENDED_FROM = 1.05;

/** How long a field's citizens keep an official, and how that is known. */
export interface KnownService {
  readonly fit: ServiceFit;
  readonly basis: PlannedField['serviceBasis'];
  /** From the end of a visit to the next call while somebody waits and the official is there for the field, ms. */
  readonly gapMs: number;
  /** The same as the open counters of the record show it: with the time in which they stood empty or served others. */
  readonly recordedGapMs: number;
}

/** What the services of a record are worked out from, by field in the order of the question. */
export interface ServiceRecord {
  readonly codes: readonly string[];
  readonly byField: readonly (readonly RecordedTicket[])[];
  readonly counters: ReadonlyMap<string, readonly OpenCounters[]>;
  /** Service expected where neither the record nor the hall knows one, ms. */
  readonly expectedMs: readonly number[];
  readonly targetsMs: readonly number[];
  readonly rules: TwinRules;
  readonly calendar: HallCalendar;
}

export interface RecordedServices {
  readonly services: readonly KnownService[];
  readonly cycles: CounterCycles;
  /** Lines of fields whose counters are known by number alone; each is replayed by itself. */
  readonly openLines: readonly TwinLine[];
}

const unseenGap = (cycleMs: number): number => Math.min(UNSEEN_GAP_MS, UNSEEN_GAP_PART * cycleMs);

/** Cycles of all counters: what passes between two calls. */
function cyclesOf({ codes, byField }: ServiceRecord): CounterCycles {
  const places = new Map(codes.map((code, place) => [code, place]));
  const dates = new Map<string, RecordedTicket[]>();
  for (const ticket of byField.flat()) {
    const others = dates.get(ticket.date);
    if (others) others.push(ticket);
    else dates.set(ticket.date, [ticket]);
  }
  const series = [...dates.values()].flatMap((tickets) =>
    counterVisitsOf(tickets, (code) => places.get(code)).map((desk) => desk.visits),
  );
  return readCycles(series, codes.length);
}

/**
 * Service and gap of each field: measured where the record knows ends; by the next call of the same counter where it
 * knows counters; by replaying the line with the number of open counters where it knows that; else the hall's; else
 * assumed.
 */
export function recordedServices(record: ServiceRecord): RecordedServices {
  const { codes, byField, counters, expectedMs } = record;
  const measured = byField.map((tickets) =>
    tickets.flatMap(({ serviceMs }) =>
      serviceMs !== null && serviceMs >= SHORTEST_SERVICE_MS && serviceMs <= LONGEST_SERVICE_MS
        ? [serviceMs]
        : [],
    ),
  );
  const meanExpected = expectedMs.reduce((sum, each) => sum + each, 0) / Math.max(1, expectedMs.length);
  const own = fitServices(measured, meanExpected);
  const cycles = cyclesOf(record);
  const gapsMs = meanGaps(cycles.gapsMs, ASSUMED_GAP_MS);
  const byNextCall = fitServices(cycles.cyclesMs, meanExpected);
  const openLines = codes.flatMap((code, field) => {
    const open = counters.get(code);
    const isKnown = measured[field]?.length !== 0 || (cycles.cyclesMs[field]?.length ?? 0) >= CYCLES_LEAST;
    if (!open || isKnown) return [];
    return [
      lineOfOpenCounters([field], [byField[field] ?? []], open, (date) => record.calendar.instantOf(date, 0)),
    ];
  });
  const fitted = fitLines(openLines, record);
  const some = measured.some((each) => each.length > 0);
  const services = own.map((fit, field): KnownService => {
    const gapMs = gapsMs[field] ?? ASSUMED_GAP_MS;
    if (fit.count > 0) return { fit, basis: fit.basis, gapMs, recordedGapMs: gapMs };
    const next = byNextCall[field];
    if (next && (cycles.cyclesMs[field]?.length ?? 0) >= CYCLES_LEAST)
      return divided(next.meanMs, next.scv, next.count, 'next-call');
    const found = fitted.get(field);
    if (found) return found;
    if (some) return { fit, basis: 'hall', gapMs, recordedGapMs: gapMs };
    const meanMs = expectedMs[field] ?? meanExpected;
    return {
      fit: { ...fit, meanMs, service: { kind: 'lognormal', meanMs, scv: fit.scv } },
      basis: 'assumed',
      gapMs,
      recordedGapMs: gapMs,
    };
  });
  return { services, cycles, openLines };
}

/** A cycle divided into service and gap. */
function divided(
  cycleMs: number,
  scv: number,
  count: number,
  basis: 'next-call' | 'fitted-from-calls',
): KnownService {
  const gapMs = unseenGap(cycleMs);
  const meanMs = cycleMs - gapMs;
  return {
    fit: { service: { kind: 'lognormal', meanMs, scv }, meanMs, scv, count, basis },
    basis,
    gapMs,
    recordedGapMs: gapMs,
  };
}

/** The shape of a cycle of which only the whole is known. */
const wholeCycle = (scv: number): CycleShape => ({
  scv,
  serviceOf: (cycleMs) => cycleMs - unseenGap(cycleMs),
});

interface LineFit {
  readonly field: number;
  readonly line: TwinLine;
  readonly calls: number;
  /** With which its own open counters give its waits, had they been there for it alone; null: too few calls. */
  readonly cycleMs: number | null;
}

/**
 * Services of fields whose counters are known by number. Each line by itself gives the cycle that its waits show. Counters that
 * are listed for several fields served the others meanwhile, and some stood empty: what is believed of a cycle is the least of
 * its own, of the cycle of all fields with the same counters replayed as one line, and of what a visit can take. The rest is time
 * that the counters were not there for the field; the replay needs it, a plan does not.
 */
function fitLines(lines: readonly TwinLine[], record: ServiceRecord): ReadonlyMap<number, KnownService> {
  const { targetsMs, rules } = record;
  const coarse = SCVS.map((scv) => {
    let distance = 0;
    const fits = lines.map((line): LineFit => {
      const [field = -1] = line.fields;
      const calls = line.days.reduce((sum, day) => sum + day.citizens.length, 0);
      const shape = wholeCycle(scv);
      const cycleMs = calls < CALLS_LEAST ? null : fitCycle(line, shape, targetsMs[field] ?? 0, rules, false);
      if (cycleMs !== null) distance += spreadDistance(line, cycleMs, shape, rules);
      return { field, line, calls, cycleMs };
    });
    return { scv, fits, distance };
  });
  const best = coarse.reduce((least, each) => (each.distance < least.distance ? each : least));
  const known = best.fits.flatMap(({ cycleMs }) => cycleMs ?? []);
  if (known.length === 0) return new Map();
  const shared = sharedCycles(best.fits, best.scv, record);
  const believed = best.fits.map(({ field, calls, cycleMs }) => {
    const middleMs = medianOf(known);
    const trust = cycleMs === null ? 0 : Math.min(1, calls / CALLS_ENOUGH);
    const own = Math.exp(trust * Math.log(cycleMs ?? middleMs) + (1 - trust) * Math.log(middleMs));
    return Math.min(own, shared.get(field) ?? own);
  });
  const mostMs = Math.min(LONGEST_CYCLE_MS, RANGE * medianOf(believed));
  return new Map(
    best.fits.map(({ field, line, calls, cycleMs }, at) => {
      const believedMs = Math.min(mostMs, believed[at] ?? mostMs);
      const service = divided(believedMs, best.scv, calls, 'fitted-from-calls');
      if (cycleMs === null) return [field, service];
      const isWhole = cycleMs <= believedMs * UNATTENDED_FROM;
      const { meanMs } = service.fit;
      const shape = isWhole ? wholeCycle(best.scv) : { scv: best.scv, serviceOf: () => meanMs };
      const replayedMs = fitCycle(line, shape, targetsMs[field] ?? 0, rules, true) ?? cycleMs;
      if (isWhole && calls >= CALLS_ENOUGH)
        return [field, divided(Math.min(mostMs, replayedMs), best.scv, calls, 'fitted-from-calls')];
      return [field, { ...service, recordedGapMs: Math.max(service.gapMs, replayedMs - meanMs) }];
    }),
  );
}

/** Cycle of fields that have the same counters, all their citizens one line before each counter once. */
function sharedCycles(fits: readonly LineFit[], scv: number, record: ServiceRecord): Map<number, number> {
  const { byField, codes, counters, targetsMs, rules, calendar } = record;
  const open = fits.map(({ field }) => counters.get(codes[field] ?? '') ?? []);
  const cycles = new Map<number, number>();
  for (const group of new Set(sharingCounters(open).filter((places) => places.length > 1))) {
    const fields = group.flatMap((place) => fits[place]?.field ?? []);
    const line = lineOfOpenCounters(
      fields,
      fields.map((field) => byField[field] ?? []),
      together(group.map((place) => open[place] ?? [])),
      (date) => calendar.instantOf(date, 0),
    );
    const cycleMs = fitCycle(line, wholeCycle(scv), targetsMs[fields[0] ?? 0] ?? 0, rules, false);
    if (cycleMs !== null) for (const field of fields) cycles.set(field, cycleMs);
  }
  return cycles;
}
