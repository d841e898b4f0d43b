import type { PlanRun } from '../../common/protocol/plan.ts';
import type { RecordSpan } from '../../common/protocol/record-span.ts';
import type { BodyOf } from '../../common/protocol/rest/call.ts';
import type { HallApi } from '../../common/protocol/rest/hall-api.ts';
import { PERIODS, type Period, periodAround } from '../period.ts';
import type { DriverRow } from './driver-rows.tsx';

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

/** What the form holds, as it was written. */
export interface PlanForm {
  readonly from: string;
  readonly to: string;
  readonly sharePercent: number;
  readonly minutes: number;
  readonly cap: number | null;
  readonly maxFields: number;
  readonly breakMinutes: number;
  readonly volumePercent: number;
  readonly qualifications: 'respect' | 'ignore';
  readonly absencePercent: number;
  readonly keptPercent: number;
  readonly horizonMonths: number;
  readonly appointmentPercent: number;
  readonly drivers: readonly DriverRow[];
}

/** Body of the question to the planner. */
export function planBody(form: PlanForm): BodyOf<HallApi['POST /staffing/plan']> {
  return {
    from: form.from,
    to: form.to,
    target: { share: form.sharePercent / 100, minutes: form.minutes },
    ...(form.cap === null ? {} : { cap: form.cap }),
    maxFieldsPerOfficial: form.maxFields,
    breakMinutes: form.breakMinutes,
    volumeFactor: form.volumePercent / 100,
    qualifications: form.qualifications,
    absence: form.absencePercent / 100,
    keptOnDays: form.keptPercent / 100,
    horizonMonths: form.horizonMonths,
    appointments: form.appointmentPercent / 100,
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
export function planFault(form: PlanForm): 'wrongPeriod' | 'wrongTarget' | null {
  if (form.from === '' || form.to === '' || form.from > form.to) return 'wrongPeriod';
  const { sharePercent, minutes } = form;
  return sharePercent >= 1 && sharePercent <= 99 && minutes >= 0 && minutes <= 480 ? null : 'wrongTarget';
}
