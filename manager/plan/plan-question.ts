import type { PlanRun } from '../../common/protocol/plan.ts';
import type { RecordSpan } from '../../common/protocol/record-span.ts';
import type { BodyOf } from '../../common/protocol/rest/call.ts';
import type { HallApi } from '../../common/protocol/rest/hall-api.ts';
import { PERIODS, type Period, periodAround } from '../period.ts';
import type { DriverRow } from './driver-rows.tsx';
import type { TargetRow } from './target-rows.tsx';

const DAY_MS = 86_400_000;

/** Weeks that may be asked for at once; the figure of eight is what a richer forecast needs. */
export const WEEKS = [4, 8, 12, 26] as const;

/** A period by its name: a kind of period around today, so many weeks up to today, or days chosen freely. */
export type Preset = Period | `weeks-${(typeof WEEKS)[number]}` | 'free';

export const PRESETS: readonly Preset[] = [...WEEKS.map((weeks) => `weeks-${weeks}` as const), ...PERIODS];

/** First and last day of a preset as of today, YYYY-MM-DD; null for days chosen freely. */
export function presetRange(preset: Preset, today: string): { from: string; to: string } | null {
  if (preset === 'free') return null;
  if (preset.startsWith('weeks-')) {
    const days = Number(preset.slice('weeks-'.length)) * 7;
    const from = new Date(Date.parse(`${today}T00:00:00Z`) - (days - 1) * DAY_MS);
    return { from: from.toISOString().slice(0, 10), to: today };
  }
  const period = PERIODS.find((each) => each === preset);
  return period === undefined ? null : periodAround(today, period);
}

/** Weeks that a plan is made from where nobody chose: enough for the richer forecast, near enough to today. */
const USUAL_WEEKS = 12;

/** The latest weeks of which the record holds tickets; null: it holds none. */
export function latestPeriod({
  from,
  to,
}: Pick<RecordSpan, 'from' | 'to'>): { from: string; to: string } | null {
  if (from === null || to === null) return null;
  const start = presetRange(`weeks-${USUAL_WEEKS}`, to)?.from ?? from;
  return { from: start > from ? start : from, to };
}

/** Whether a plan is still being worked out. */
export const isOpen = (run: PlanRun | undefined): boolean =>
  run?.state === 'queued' || run?.state === 'running';

/** A question as a kept plan tells it. */
export type AskedRequest = PlanRun['request'];

/** What the form holds, as it was written. */
export interface PlanForm {
  readonly from: string;
  readonly to: string;
  readonly sharePercent: number;
  readonly minutes: number;
  readonly cap: number | null;
  readonly counters: 'respect' | 'ignore';
  readonly maxFields: number;
  readonly breakMinutes: number;
  readonly volumePercent: number;
  readonly qualifications: 'respect' | 'ignore';
  readonly absencePercent: number;
  /** Each field is to keep its target on so many days of so many. */
  readonly keptDays: number;
  readonly keptOf: number;
  /** Officials that each field in other hands than today must save. */
  readonly movePrice: number;
  readonly horizonMonths: number;
  readonly appointmentPercent: number;
  readonly drivers: readonly DriverRow[];
  readonly targets: readonly TargetRow[];
  /** Codes of the fields that are planned for; empty: all. */
  readonly fields: readonly string[];
  readonly trained: AskedRequest['trained'];
}

/** What a form holds where nothing was asked before. */
export const USUAL_FORM: Omit<PlanForm, 'from' | 'to'> = {
  sharePercent: 90,
  minutes: 15,
  cap: null,
  counters: 'ignore',
  maxFields: 4,
  breakMinutes: 10,
  volumePercent: 100,
  qualifications: 'respect',
  absencePercent: 0,
  keptDays: 9,
  keptOf: 10,
  movePrice: 0.5,
  horizonMonths: 3,
  appointmentPercent: 0,
  drivers: [],
  targets: [],
  fields: [],
  trained: [],
};

const percentOf = (share: number) => Math.round(share * 1000) / 10;

/** So many days of so few that the share comes out; of a hundred where no smaller number does. */
function daysOf(share: number): { keptDays: number; keptOf: number } {
  for (const keptOf of [10, 20, 50])
    if (Math.abs(share * keptOf - Math.round(share * keptOf)) < 1e-6)
      return { keptDays: Math.round(share * keptOf), keptOf };
  return { keptDays: Math.round(share * 100), keptOf: 100 };
}

/** The question of a plan as a form, to be changed and asked again. */
export function formOf(request: AskedRequest): PlanForm {
  const rows = request.drivers.map(
    ({ field = '', volume = 1, service = 1 }, at): DriverRow => ({
      id: at + 1,
      field,
      volumePercent: percentOf(volume),
      servicePercent: percentOf(service),
      dossiers: 0,
      dossierMinutes: 6,
    }),
  );
  for (const { field, perDay, minutes } of request.backOffice) {
    const own = rows.findIndex((row) => row.field === field);
    const load = { dossiers: perDay, dossierMinutes: minutes };
    if (own >= 0) rows[own] = { ...(rows[own] as DriverRow), ...load };
    else rows.push({ id: rows.length + 1, field, volumePercent: 100, servicePercent: 100, ...load });
  }
  return {
    from: request.from,
    to: request.to,
    sharePercent: percentOf(request.target.share),
    minutes: request.target.minutes,
    cap: request.cap ?? null,
    counters: request.counters,
    maxFields: request.maxFieldsPerOfficial,
    breakMinutes: request.breakMinutes,
    volumePercent: percentOf(request.volumeFactor),
    qualifications: request.qualifications,
    absencePercent: percentOf(request.absence),
    ...daysOf(request.keptOnDays),
    movePrice: request.movePrice,
    horizonMonths: request.horizonMonths,
    appointmentPercent: percentOf(request.appointments),
    drivers: rows,
    targets: request.fieldTargets.map(({ field, share, minutes }, at) => ({
      id: at + 1,
      field,
      sharePercent: percentOf(share),
      minutes,
    })),
    fields: request.fields ?? [],
    trained: request.trained,
  };
}

/** Body of the question to the planner. */
export function planBody(form: PlanForm): BodyOf<HallApi['POST /staffing/plan']> {
  return {
    from: form.from,
    to: form.to,
    target: { share: form.sharePercent / 100, minutes: form.minutes },
    ...(form.cap === null ? {} : { cap: form.cap }),
    counters: form.counters,
    maxFieldsPerOfficial: form.maxFields,
    breakMinutes: form.breakMinutes,
    volumeFactor: form.volumePercent / 100,
    qualifications: form.qualifications,
    absence: form.absencePercent / 100,
    keptOnDays: form.keptDays / form.keptOf,
    movePrice: form.movePrice,
    horizonMonths: form.horizonMonths,
    appointments: form.appointmentPercent / 100,
    ...(form.fields.length === 0 ? {} : { fields: [...form.fields] }),
    fieldTargets: form.targets
      .filter((row) => row.field !== '')
      .map((row) => ({ field: row.field, share: row.sharePercent / 100, minutes: row.minutes })),
    trained: form.trained.map((each) => ({ ...each, holds: [...each.holds] })),
    backOffice: form.drivers
      .filter((row) => row.field !== '' && row.dossiers > 0)
      .map((row) => ({ field: row.field, perDay: row.dossiers, minutes: row.dossierMinutes })),
    drivers: form.drivers
      .filter((row) => row.volumePercent !== 100 || row.servicePercent !== 100)
      .map((row) => ({
        ...(row.field === '' ? {} : { field: row.field }),
        volume: row.volumePercent / 100,
        service: row.servicePercent / 100,
      })),
  };
}

/** What is wrong with a form, as a key of the words; null when it may be sent. */
export function planFault(form: PlanForm): 'wrongPeriod' | 'wrongTarget' | 'wrongDays' | null {
  if (form.from === '' || form.to === '' || form.from > form.to) return 'wrongPeriod';
  if (!(form.keptOf > 0 && form.keptDays >= 0 && form.keptDays / form.keptOf <= 0.99)) return 'wrongDays';
  const isTarget = ({ sharePercent, minutes }: { sharePercent: number; minutes: number }) =>
    sharePercent >= 1 && sharePercent <= 99 && minutes >= 0 && minutes <= 480;
  return [form, ...form.targets].every(isTarget) ? null : 'wrongTarget';
}
