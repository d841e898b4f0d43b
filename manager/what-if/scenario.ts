import type { Discipline } from '../../common/protocol/catalogue.ts';
import type { StaffingPlan } from '../../common/protocol/plan.ts';
import type { WhatIfRequest } from '../../common/protocol/what-if.ts';

/** Officials who work alike: the fields they hold, and those that they only help. */
export interface Desk {
  readonly id: number;
  readonly own: readonly string[];
  readonly helping: readonly string[];
  readonly officials: number;
}

export interface Hours {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** An arrangement that is tried on paper. */
export interface Scenario {
  readonly name: string;
  readonly desks: readonly Desk[];
  /** Null: as the hall calls. */
  readonly discipline: Discipline | null;
  readonly help: 'when-empty' | 'beyond-target' | null;
  readonly volumePercent: number;
  readonly breakMinutes: number;
  /** Null: those of the record. */
  readonly sessions: readonly Hours[] | null;
}

/** Everything on the page that can be undone, sent as a link and kept. */
export interface Workspace {
  readonly from: string;
  readonly to: string;
  readonly sharePercent: number;
  readonly minutes: number;
  readonly scenarios: readonly Scenario[];
  /** Place of the scenario that is worked on. */
  readonly at: number;
}

export const SCENARIOS_MOST = 4;
/** Names of the places of scenarios, and of a day's sessions: they stay where they are. */
export const PLACES = ['first', 'second', 'third', 'fourth'] as const;
const OFFICIALS_MOST = 200;

interface CounterLike {
  readonly primaryFields: readonly string[];
  readonly helpingFields: readonly string[];
  readonly active: boolean;
}

/** Counters as places: those that hold the same fields stand together. */
export function desksOf(counters: readonly CounterLike[]): Desk[] {
  const alike = new Map<string, Desk>();
  for (const { primaryFields, helpingFields, active } of counters) {
    if (!active || primaryFields.length + helpingFields.length === 0) continue;
    const key = JSON.stringify([[...primaryFields].sort(), [...helpingFields].sort()]);
    const there = alike.get(key);
    alike.set(
      key,
      there
        ? { ...there, officials: there.officials + 1 }
        : { id: alike.size + 1, own: primaryFields, helping: helpingFields, officials: 1 },
    );
  }
  return [...alike.values()];
}

/** Groups of a plan as places; of a chain only one official helps. */
export function desksOfPlan(plan: Pick<StaffingPlan, 'groups'>): Desk[] {
  const desks: Omit<Desk, 'id'>[] = plan.groups.flatMap((group) => {
    const all = { own: group.fields, helping: [], officials: group.officials };
    if (group.helpingFields.length === 0) return [all];
    const one = { own: group.fields, helping: group.helpingFields, officials: 1 };
    return group.officials === 1 ? [one] : [{ ...all, officials: group.officials - 1 }, one];
  });
  return desks.map((desk, at) => ({ ...desk, id: at + 1 }));
}

/** A scenario with these places and the rules of the hall. */
export function scenarioOf(name: string, desks: readonly Desk[], breakMinutes = 10): Scenario {
  return {
    name,
    desks: desks.length > 0 ? desks : [{ id: 1, own: [], helping: [], officials: 1 }],
    discipline: null,
    help: null,
    volumePercent: 100,
    breakMinutes,
    sessions: null,
  };
}

export const officialsOf = (scenario: Scenario): number =>
  scenario.desks.reduce((sum, desk) => sum + desk.officials, 0);

const change = (scenario: Scenario, id: number, to: (desk: Desk) => Desk): Scenario => ({
  ...scenario,
  desks: scenario.desks.map((desk) => (desk.id === id ? to(desk) : desk)),
});
const without = (desk: Desk, field: string): Desk => ({
  ...desk,
  own: desk.own.filter((each) => each !== field),
  helping: desk.helping.filter((each) => each !== field),
});

/** Gives a field to a place, as its own; a place that held it keeps it. */
export function give(scenario: Scenario, field: string, to: number): Scenario {
  return change(scenario, to, (desk) => {
    const rest = without(desk, field);
    return { ...rest, own: [...rest.own, field] };
  });
}

/** Takes a field away from a place. */
export function take(scenario: Scenario, field: string, from: number): Scenario {
  return change(scenario, from, (desk) => without(desk, field));
}

/** Moves a field from one place to another; held or helped as it was. @param from null: nobody held it */
export function move(scenario: Scenario, field: string, from: number | null, to: number): Scenario {
  if (from === to) return scenario;
  if (from === null) return give(scenario, field, to);
  const helped = scenario.desks.find((desk) => desk.id === from)?.helping.includes(field) ?? false;
  const given = give(take(scenario, field, from), field, to);
  const held = scenario.desks.find((desk) => desk.id === to)?.own.includes(field) ?? false;
  return helped && !held ? setHelp(given, field, to, true) : given;
}

/** Makes a place only help a field, or hold it again. */
export function setHelp(scenario: Scenario, field: string, at: number, helps: boolean): Scenario {
  return change(scenario, at, (desk) => {
    const rest = without(desk, field);
    return helps ? { ...rest, helping: [...rest.helping, field] } : { ...rest, own: [...rest.own, field] };
  });
}

/** More or fewer officials at a place. */
export function staff(scenario: Scenario, at: number, by: number): Scenario {
  return change(scenario, at, (desk) => ({
    ...desk,
    officials: Math.min(OFFICIALS_MOST, Math.max(0, desk.officials + by)),
  }));
}

/** One more place, with nothing to hold yet. */
export function addDesk(scenario: Scenario): Scenario {
  const id = Math.max(0, ...scenario.desks.map((desk) => desk.id)) + 1;
  return { ...scenario, desks: [...scenario.desks, { id, own: [], helping: [], officials: 1 }] };
}

/** A place less; the last one stays. */
export function removeDesk(scenario: Scenario, id: number): Scenario {
  return scenario.desks.length < 2
    ? scenario
    : { ...scenario, desks: scenario.desks.filter((desk) => desk.id !== id) };
}

/** Place beside another, in the order of the page; the same at the ends. */
export function neighbour(scenario: Scenario, id: number, step: -1 | 1): number {
  const at = scenario.desks.findIndex((desk) => desk.id === id);
  return scenario.desks[at + step]?.id ?? id;
}

/** Fields that nobody holds; whom somebody only helps counts as not held. */
export function unheld(scenario: Scenario, fields: readonly string[]): string[] {
  const held = new Set(
    scenario.desks.flatMap((desk) => (desk.officials > 0 ? [...desk.own, ...desk.helping] : [])),
  );
  return fields.filter((field) => !held.has(field));
}

/** Whether sessions end after they start and follow each other. */
export function hoursRight(sessions: readonly Hours[] | null): boolean {
  return (sessions ?? []).every(
    (each, at, all) =>
      Number.isFinite(each.fromMinute) &&
      each.fromMinute < each.toMinute &&
      (at === 0 || (all[at - 1]?.toMinute ?? 0) <= each.fromMinute),
  );
}

/** The question to the hall: all scenarios together, so that they meet the same citizens. */
export function requestOf(workspace: Workspace): Omit<WhatIfRequest, 'seed' | 'days'> {
  return {
    from: workspace.from,
    to: workspace.to,
    target: { share: workspace.sharePercent / 100, minutes: workspace.minutes },
    scenarios: workspace.scenarios.map((scenario, at) => ({
      // The name travels only to be told apart: two may be called the same.
      name: `${at + 1}`,
      counters: scenario.desks.map((desk) => ({
        primaryFields: [...desk.own],
        helpingFields: [...desk.helping],
        officials: desk.officials,
      })),
      ...(scenario.discipline === null ? {} : { discipline: scenario.discipline }),
      ...(scenario.help === null ? {} : { help: scenario.help }),
      volumeFactor: scenario.volumePercent / 100,
      ...(scenario.sessions === null ? {} : { sessions: scenario.sessions.map((each) => ({ ...each })) }),
      breakMinutes: scenario.breakMinutes,
    })),
  };
}
