import { formatNumber, formatShare } from '../../common/client/staff-format.ts';
import { oneFewerIn, shareDown } from '../../common/measures/one-fewer.ts';
import type { PlanGroup, PlannedField, PlanWait, StaffingPlan } from '../../common/protocol/plan.ts';
import { sayPlan } from '../words.ts';

const LETTERS = 26;
const HALF_HOUR = 30;
/** Fewer citizens a half-hour are nobody. */
const SOMEBODY = 0.05;
/** Hues that can be told apart; groups beyond them share a colour, never a letter. */
export const GROUP_COLOURS = 8;

/** Letter of a group: A … Z, then A2, B2 … */
export function groupLetter(place: number): string {
  const letter = String.fromCharCode(65 + (place % LETTERS));
  const round = Math.floor(place / LETTERS);
  return round === 0 ? letter : `${letter}${round + 1}`;
}

/** A minute of the day as people write it: "8:00". */
export function clockOf(minuteOfDay: number): string {
  return `${Math.floor(minuteOfDay / 60)}:${String(minuteOfDay % 60).padStart(2, '0')}`;
}

/** A share without a place after the comma, never rounded up to one that was not reached. */
export function wholeShare(share: number): string {
  return formatShare(Math.floor(share * 100) / 100);
}

/** Minutes with a place after the comma where they are few; a dash for nobody. */
export function minutesOf(minutes: number | null | undefined): string {
  if (minutes === null || minutes === undefined) return '–';
  return formatNumber(minutes, minutes < 10 ? 1 : 0);
}

const BASIS_WORDS = {
  measured: 'basisMeasured',
  shrunk: 'basisShrunk',
  hall: 'basisHall',
  'next-call': 'basisNextCall',
  'fitted-from-calls': 'basisFitted',
  assumed: 'basisAssumed',
} as const;

/** How the service time of a field is known, in words. */
export const basisWord = (basis: PlannedField['serviceBasis']): string => sayPlan(BASIS_WORDS[basis]);

/** What the cells of the picture may hold. */
export type PictureFigure = 'officials' | 'busy' | 'mean';

export interface PictureRow {
  readonly kind: 'group' | 'field';
  readonly name: string;
  /** One value a half-hour. */
  readonly values: readonly number[];
}

/** A group with the fields that it holds, as the picture shows them. */
export interface PictureBand {
  /** Place in the plan; null: fields that no group holds. */
  readonly group: number | null;
  readonly rows: readonly PictureRow[];
}

export interface PlanPicture {
  /** Minutes of the day on which the half-hours start. */
  readonly starts: readonly number[];
  readonly bands: readonly PictureBand[];
  /** Largest value of any field's cell, and of any group's. */
  readonly most: { readonly field: number; readonly group: number };
}

/** Half-hours in which anybody comes or the hall is open. */
function usedSlots(plan: StaffingPlan): number[] {
  const slots = plan.fields[0]?.slots ?? [];
  const open = (minute: number) =>
    plan.sessions.some((each) => minute < each.toMinute && minute + HALF_HOUR > each.fromMinute);
  const used = slots.map(
    (slot, at) =>
      open(slot.minuteOfDay) || plan.fields.some((field) => (field.slots[at]?.meanArrivals ?? 0) >= SOMEBODY),
  );
  const first = used.indexOf(true);
  return first < 0 ? [] : slots.flatMap((_, at) => (at >= first && at <= used.lastIndexOf(true) ? [at] : []));
}

const cellOf = (field: PlannedField, slot: number, figure: PictureFigure): number => {
  const each = field.slots[slot];
  if (!each) return 0;
  return figure === 'officials' ? each.officials : figure === 'busy' ? each.p80Arrivals : each.meanArrivals;
};

/** The plan as a picture: groups, their fields beneath them, half-hours across. */
export function pictureOf(plan: StaffingPlan, figure: PictureFigure): PlanPicture {
  const slots = usedSlots(plan);
  const starts = slots.map((slot) => plan.fields[0]?.slots[slot]?.minuteOfDay ?? 0);
  const rowOf = (field: PlannedField): PictureRow => ({
    kind: 'field',
    name: field.name,
    values: slots.map((slot) => cellOf(field, slot, figure)),
  });
  const bands = plan.groups.map((group, place): PictureBand => {
    const fields = plan.fields.filter((field) => field.group === place);
    const [only] = fields.length === 1 ? fields : [];
    const somebody = (slot: number) =>
      fields.some((field) => (field.slots[slot]?.meanArrivals ?? 0) >= SOMEBODY);
    const whole: PictureRow = {
      kind: 'group',
      name: only
        ? sayPlan('groupOnly', { field: only.name, n: group.officials })
        : sayPlan('groupRow', { letter: groupLetter(place), n: group.officials }),
      values: slots.map((slot) =>
        figure !== 'officials'
          ? fields.reduce((sum, field) => sum + cellOf(field, slot, figure), 0)
          : somebody(slot)
            ? (group.officialsBySlot[slot]?.officials ?? 0)
            : 0,
      ),
    };
    return { group: place, rows: only ? [whole] : [whole, ...fields.map(rowOf)] };
  });
  const without = plan.fields.filter((field) => field.group === null);
  const all =
    without.length === 0 ? bands : [...bands, { group: null, rows: without.map(rowOf) } as PictureBand];
  const mostOf = (kind: PictureRow['kind']) =>
    Math.max(1, ...all.flatMap((band) => band.rows.flatMap((row) => (row.kind === kind ? row.values : []))));
  return { starts, bands: all, most: { field: mostOf('field'), group: mostOf('group') } };
}

/** The longest stretch of half-hours with the most officials; null of nothing. */
export function peakOf(
  bySlot: PlanGroup['officialsBySlot'],
): { readonly officials: number; readonly fromMinute: number; readonly toMinute: number } | null {
  const most = Math.max(0, ...bySlot.map((each) => each.officials));
  if (most === 0) return null;
  let best = { at: 0, length: 0 };
  for (let at = 0; at < bySlot.length; ) {
    let end = at;
    while (bySlot[end]?.officials === most) end += 1;
    if (end - at > best.length) best = { at, length: end - at };
    at = Math.max(end, at + 1);
  }
  const fromMinute = bySlot[best.at]?.minuteOfDay ?? 0;
  return { officials: most, fromMinute, toMinute: fromMinute + best.length * HALF_HOUR };
}

/** A group by its fields; of more than two the busiest one and how many others. */
function groupName(plan: StaffingPlan, group: PlanGroup): string {
  const fields = plan.fields
    .filter((field) => group.fields.includes(field.code))
    .sort((a, b) => b.perDay - a.perDay);
  const names = fields.map((field) => field.name);
  return names.length < 3
    ? names.join(' + ')
    : sayPlan('nameAndOthers', { name: names[0] ?? '', n: names.length - 1 });
}

/**
 * What the Chairman is told first, as one would say it: the largest group, the hours in which it needs its officials,
 * and what one fewer would mean for the field that suffers most (simulated).
 */
export function chairmanSentence(plan: StaffingPlan): string {
  const places = plan.groups.map((_, place) => place);
  const size = (place: number) => plan.groups[place]?.officials ?? 0;
  const busy = (place: number) => plan.groups[place]?.occupancy ?? 0;
  const [largest] = places.sort((a, b) => size(b) - size(a) || busy(b) - busy(a));
  const group = largest === undefined ? undefined : plan.groups[largest];
  if (largest === undefined || !group || group.officials < 2)
    return sayPlan('sayOneEach', { n: plan.officials });
  const nameOf = (code: string) => plan.fields.find((field) => field.code === code)?.name ?? code;
  const name = groupName(plan, group);
  const picture = pictureOf(plan, 'officials');
  const shown = new Set(picture.starts);
  const peak = peakOf(group.officialsBySlot.filter((each) => shown.has(each.minuteOfDay)));
  const whole = peak === null || peak.toMinute - peak.fromMinute >= picture.starts.length * HALF_HOUR;
  const need =
    whole || peak === null
      ? sayPlan('sayPeakAll', { name, n: group.officials })
      : sayPlan('sayPeak', {
          name,
          n: group.officials,
          from: clockOf(peak.fromMinute),
          to: clockOf(peak.toMinute),
        });
  const fewer = oneFewerIn(plan, largest);
  if (!fewer) return `${need}.`;
  const params = {
    n: fewer.officials,
    m: fewer.target.minutes,
    p: formatShare(shareDown(fewer.share)),
    t: formatShare(fewer.target.share),
    field: nameOf(fewer.field),
  };
  if (fewer.meets) return need + sayPlan('sayStill', params);
  return need + sayPlan(group.fields.length > 1 ? 'sayFewerIn' : 'sayFewer', params);
}

/** Whether citizens of a wait are called in time as often as was asked; null: nobody came. */
export function meets(wait: PlanWait, target: StaffingPlan['target']): boolean | null {
  return wait.withinTargetShare === null ? null : wait.withinTargetShare >= target.share;
}

/** "92,3% ± 1,1" of a wait; a dash where nobody came. */
export function shareWords(wait: PlanWait | null): string {
  if (wait?.withinTargetShare === null || wait === null) return '–';
  return formatShare(shareDown(wait.withinTargetShare));
}

/** Arrivals of a field by half-hour, or of the hall; the hall's busy day has the spread of its fields together. */
export function arrivalsOf(
  plan: StaffingPlan,
  code: string | null,
): { readonly names: string[]; readonly mean: number[]; readonly high: number[] } {
  const slots = usedSlots(plan);
  const fields = code === null ? plan.fields : plan.fields.filter((field) => field.code === code);
  const sum = (slot: number, of: (field: PlannedField) => number) =>
    fields.reduce((all, field) => all + of(field) * (field.slots[slot] === undefined ? 0 : 1), 0);
  const mean = slots.map((slot) => sum(slot, (field) => field.slots[slot]?.meanArrivals ?? 0));
  const high = slots.map((slot, at) => {
    const own = fields[0]?.slots[slot]?.p80Arrivals ?? 0;
    if (fields.length === 1) return own;
    const variance = sum(slot, (field) => (field.slots[slot]?.meanArrivals ?? 0) * field.dispersion);
    // Many fields together are nearly normal; 0.8416 is its 80th percentile.
    return (mean[at] ?? 0) + 0.8416 * Math.sqrt(variance);
  });
  return { names: slots.map((slot) => clockOf(plan.fields[0]?.slots[slot]?.minuteOfDay ?? 0)), mean, high };
}

/** Hours of a group's officials, those who come at the same hours together. */
export function shiftLines(group: PlanGroup): { officials: number; hours: string }[] {
  const counts = new Map<string, number>();
  for (const { windows } of group.shifts ?? []) {
    const hours = windows
      .map(({ fromMinute, toMinute }) => `${clockOf(fromMinute)}–${clockOf(toMinute)}`)
      .join(', ');
    counts.set(hours, (counts.get(hours) ?? 0) + 1);
  }
  return [...counts].map(([hours, officials]) => ({ officials, hours }));
}
