import type { Period } from '../simulation/hall-model.ts';
import type { DemandTable } from './demand-table.ts';
import type { PlanTeam } from './grouping.ts';
import type { PlanQuestion } from './question.ts';
import type { StaffSearch } from './staff-search.ts';
import type { Tally } from './tally.ts';
import type { Team } from './team-run.ts';
import { type PlanUnit, teamOf } from './units.ts';

/** Officials of a team who are there in each slot. */
export type Presence = readonly number[];

/** Half-hours of the day in which the hall is open on some day. */
export interface Slots {
  /** Minutes of the day. */
  readonly startMinutes: readonly number[];
  /** Work that comes in each, ms, by field of the question. */
  readonly workMs: readonly (readonly number[])[];
}

const SLOT_MS = 1_800_000;
const SLOT_MINUTES = 30;
/** Trials for a unit: more would find little. */
const TRIALS_MOST = 26;
/** Part of the slots that are thinned out in the first trial. */
const FIRST_PART = 0.5;

/** The open half-hours of a question and the work that each brings. */
export function slotsOf(question: PlanQuestion, demand: DemandTable): Slots {
  const open = demand.startMinutes.flatMap((minute, slot) =>
    question.days.some((day) =>
      day.sessions.some(({ fromMs, toMs }) => minute * 60_000 < toMs && minute * 60_000 + SLOT_MS > fromMs),
    )
      ? [slot]
      : [],
  );
  return {
    startMinutes: open.map((slot) => demand.startMinutes[slot] ?? 0),
    workMs: question.fields.map(({ service, gapMs }, field) =>
      open.map((slot) => (demand.slots[field]?.[slot]?.meanArrivals ?? 0) * (service.meanMs + gapMs)),
    ),
  };
}

/**
 * When each official of a team is there: the first through all slots that have one, the second through those that have two. The
 * last slot of a session goes on until everybody inside is served.
 */
export function mannedBy(presence: Presence, officials: number, { startMinutes }: Slots): Period[][] {
  return Array.from({ length: officials }, (_, place) => {
    const windows: { fromMs: number; toMs: number }[] = [];
    for (const [slot, count] of presence.entries()) {
      if (count <= place) continue;
      const fromMs = (startMinutes[slot] ?? 0) * 60_000;
      const next = startMinutes[slot + 1];
      const toMs = next === undefined ? Number.POSITIVE_INFINITY : next * 60_000;
      const last = windows.at(-1);
      if (last?.toMs === fromMs) last.toMs = toMs;
      else windows.push({ fromMs, toMs });
    }
    return windows;
  });
}

/** The same in minutes of the day, closed hours left out: what each official is asked to come for. */
export function shiftsOf(
  presence: Presence,
  officials: number,
  { startMinutes }: Slots,
): { windows: { fromMinute: number; toMinute: number }[] }[] {
  return Array.from({ length: officials }, (_, place) => {
    const windows: { fromMinute: number; toMinute: number }[] = [];
    for (const [slot, count] of presence.entries()) {
      if (count <= place) continue;
      const fromMinute = startMinutes[slot] ?? 0;
      const last = windows.at(-1);
      if (last?.toMinute === fromMinute) last.toMinute += SLOT_MINUTES;
      else windows.push({ fromMinute, toMinute: fromMinute + SLOT_MINUTES });
    }
    return { windows };
  });
}

/** A unit as the simulation runs it when its teams are there by slot. */
function teamBySlot(unit: PlanUnit, presences: readonly Presence[], slots: Slots): Team {
  return {
    ...teamOf(unit),
    manned: unit.flatMap((team, at) => mannedBy(presences[at] ?? [], team.officials, slots)),
  };
}

interface Cut {
  readonly team: number;
  readonly slot: number;
  readonly officials: number;
}

/** A field that all day falls short by luck of the days need only not fall further. */
const FURTHER = 0.005;

/** Whether every field has what is asked, or as much as it had all day. */
function asGoodAs(on: StaffSearch, allDay: Tally): (tally: Tally) => boolean {
  const least = allDay.fields.map((_, place) => {
    const slack = on.slack(allDay, place);
    return slack < 0 ? slack - FURTHER : 0;
  });
  return (tally) => tally.fields.every((_, place) => on.slack(tally, place) >= (least[place] ?? 0));
}

/**
 * How many of a unit's officials must be there in each half-hour: thinned out where the least work is for those present, as long as
 * every field has what is asked of it on simulated days, then proved on days that it was not chosen on; what fails there is given
 * back.
 * @param search days on which slots are thinned out
 * @param proof other days
 * @returns by team of the unit, by slot; never fewer than one, never more than all day
 *   Source: the cuts of Atlason, Epelman, Henderson 2008, found by simulation; here one descent instead of an integer program.
 */
export function presenceOf(
  search: StaffSearch,
  proof: StaffSearch,
  unit: PlanUnit,
  slots: Slots,
): Presence[] {
  const all = unit.map((team) => slots.startMinutes.map(() => team.officials));
  const [holds, holdsToo] = [search, proof].map((on) => asGoodAs(on, on.judge(teamBySlot(unit, all, slots))));
  const present = all.map((own) => [...own]);
  const closed = new Set<string>();
  const keyOf = ({ team, slot }: Omit<Cut, 'officials'>) => `${team} ${slot}`;
  const idle = (team: PlanTeam, at: number, slot: number) => {
    // Work that came a half-hour before is still there in part.
    const load = (of: number) =>
      team.fields.reduce((sum, field) => sum + (slots.workMs[field]?.[of] ?? 0), 0);
    return (present[at]?.[slot] ?? 0) - (load(slot) + (slot > 0 ? load(slot - 1) : load(slot))) / 2 / SLOT_MS;
  };
  const given: Cut[][] = [];
  const change = (cuts: readonly Cut[], by: 1 | -1) => {
    for (const { team, slot, officials } of cuts) {
      const own = present[team] as number[];
      own[slot] = (own[slot] ?? 0) + by * officials;
    }
  };
  let part = FIRST_PART;
  for (let trial = 0; trial < TRIALS_MOST; trial++) {
    const open = unit
      .flatMap((team, at) =>
        slots.startMinutes.map((_, slot) => ({ team: at, slot, idle: idle(team, at, slot) })),
      )
      .filter((cut) => (present[cut.team]?.[cut.slot] ?? 0) > 1 && !closed.has(keyOf(cut)))
      .sort((a, b) => b.idle - a.idle || a.slot - b.slot);
    if (open.length === 0) break;
    const cuts = open.slice(0, Math.max(1, Math.floor(open.length * part))).map(
      (cut): Cut => ({
        ...cut,
        officials: Math.max(
          1,
          Math.min((present[cut.team]?.[cut.slot] ?? 1) - 1, Math.floor(cut.idle * part)),
        ),
      }),
    );
    change(cuts, -1);
    if (holds?.(search.judge(teamBySlot(unit, present, slots)))) {
      given.push(cuts);
      continue;
    }
    change(cuts, 1);
    if (cuts.length === 1 && cuts[0]?.officials === 1) closed.add(keyOf(cuts[0]));
    else part /= 2;
  }
  for (let cuts = given.pop(); cuts; cuts = given.pop()) {
    if (holdsToo?.(proof.judge(teamBySlot(unit, present, slots)))) break;
    change(cuts, 1);
  }
  return present;
}
