import { formatLocalDate } from '../../common/client/staff-format.ts';
import type { PlanCase, PlanWait, StaffingPlan } from '../../common/protocol/plan.ts';
import { sayPlan } from '../words.ts';
import { basisWord, clockOf, groupLetter } from './plan-view.ts';

/** A table as it goes into a file. */
export interface PlanTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

const round = (value: number | null | undefined, places = 2): number | null =>
  value === null || value === undefined ? null : Math.round(value * 10 ** places) / 10 ** places;
const waitCells = (wait: PlanWait | null) => [
  round(wait?.withinTargetShare, 4),
  round(wait?.meanMinutes),
  round(wait?.p90Minutes),
];

/** What a case is called. */
export function caseWord(each: PlanCase): string {
  if (each.kind === 'volume-plus-20') return sayPlan('casePlus');
  if (each.kind === 'volume-minus-20') return sayPlan('caseMinus');
  return sayPlan('caseAbsent', { letter: each.group === null ? '–' : groupLetter(each.group) });
}

const nameIn = (plan: StaffingPlan) => (code: string) =>
  plan.fields.find((field) => field.code === code)?.name ?? code;

export function fieldTable(plan: StaffingPlan): PlanTable {
  const m = plan.target.minutes;
  const waitHead = (which: 'present' | 'alone' | 'planned') => [
    `${sayPlan(which)}: ${sayPlan('withinTarget', { m })}`,
    `${sayPlan(which)}: ${sayPlan('meanWait')} (${sayPlan('minutesAxis')})`,
    `${sayPlan(which)}: ${sayPlan('p90Wait')} (${sayPlan('minutesAxis')})`,
  ];
  return {
    head: [
      sayPlan('field'),
      sayPlan('perDay'),
      sayPlan('service'),
      sayPlan('why'),
      'SCV',
      sayPlan('aloneOfficials'),
      sayPlan('groupColumn'),
      ...waitHead('present'),
      ...waitHead('alone'),
      ...waitHead('planned'),
    ],
    rows: plan.fields.map((field) => [
      field.name,
      round(field.perDay),
      round(field.serviceMinutes),
      basisWord(field.serviceBasis),
      round(field.serviceScv),
      field.officialsAlone,
      field.group === null ? null : groupLetter(field.group),
      ...waitCells(field.waitPresent),
      ...waitCells(field.waitAlone),
      ...waitCells(field.waitPlanned),
    ]),
  };
}

export function groupTable(plan: StaffingPlan): PlanTable {
  const name = nameIn(plan);
  return {
    head: [
      sayPlan('groupColumn'),
      sayPlan('groupFields'),
      sayPlan('helping'),
      sayPlan('groupOfficials'),
      sayPlan('groupAlone'),
      sayPlan('occupancy'),
      sayPlan('cover'),
    ],
    rows: plan.groups.map((group, place) => [
      groupLetter(place),
      group.fields.map(name).join(' + '),
      group.helpingFields.map(name).join(' + '),
      group.officials,
      group.officialsAlone,
      round(group.occupancy, 4),
      group.coveredBy === null ? '' : groupLetter(group.coveredBy),
    ]),
  };
}

export function slotTable(plan: StaffingPlan): PlanTable {
  return {
    head: [
      sayPlan('field'),
      sayPlan('slot'),
      sayPlan('pictureMean'),
      sayPlan('pictureArrivals'),
      sayPlan('aloneOfficials'),
    ],
    rows: plan.fields.flatMap((field) =>
      field.slots.map((slot) => [
        field.name,
        clockOf(slot.minuteOfDay),
        round(slot.meanArrivals),
        round(slot.p80Arrivals),
        slot.officials,
      ]),
    ),
  };
}

export function caseTable(plan: StaffingPlan): PlanTable {
  const name = nameIn(plan);
  return {
    head: [
      sayPlan('caseWhat'),
      sayPlan('caseWorst'),
      sayPlan('withinTarget', { m: plan.target.minutes }),
      sayPlan('caseMissing'),
    ],
    rows: plan.sensitivity.map((each) => [
      caseWord(each),
      each.worstField === null ? null : name(each.worstField),
      round(each.worstShare, 4),
      each.fieldsMissing.map(name).join(', '),
    ]),
  };
}

export function forecastTable(plan: StaffingPlan): PlanTable {
  return {
    head: [
      sayPlan('field'),
      sayPlan('testedDays'),
      sayPlan('counted'),
      sayPlan('baseline'),
      sayPlan('richer'),
    ],
    rows: plan.fields.flatMap((field) =>
      (field.forecast?.days ?? []).map((day) => [
        field.name,
        formatLocalDate(day.date),
        day.counted,
        round(day.baseline),
        round(day.richer),
      ]),
    ),
  };
}

/** A table as CSV: commas between, decimal points, words of a spreadsheet's formula made harmless. */
export function csvOf({ head, rows }: PlanTable): string {
  const cell = (value: string | number | null): string => {
    if (value === null) return '';
    if (typeof value === 'number') return String(value);
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
