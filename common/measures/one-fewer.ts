import type { StaffingPlan } from '../protocol/plan.ts';

/** Shares of whole tenths of a percent are not quite that in binary: 0.285 × 1000 is 284.99…. */
const BINARY_ERROR = 1e-9;

/** What a plan would give with one official fewer, as simulated. */
export interface OneFewer {
  /** Officials that would be left: of the group, or of the whole plan. */
  readonly officials: number;
  /** Place in the plan's groups of whoever would be missing. */
  readonly group: number;
  /** Code of the field that suffers most. */
  readonly field: string;
  /** Of its citizens so many are called within the target, 0 … 1. */
  readonly share: number;
  readonly target: { readonly share: number; readonly minutes: number };
  /** Whether that is still the target. */
  readonly meets: boolean;
}

/** The plan without one official of a group; null where it was not simulated or nobody comes. */
export function oneFewerIn(plan: StaffingPlan, group: number): OneFewer | null {
  const absent = plan.sensitivity.find((each) => each.kind === 'one-absent' && each.group === group);
  if (!absent || absent.worstShare === null || absent.worstField === null) return null;
  const target = plan.fields.find(({ code }) => code === absent.worstField)?.target ?? plan.target;
  return {
    officials: (plan.groups[group]?.officials ?? 1) - 1,
    group,
    field: absent.worstField,
    share: absent.worstShare,
    target,
    meets: absent.worstShare >= target.share,
  };
}

/** The whole plan with one official fewer, where that hurts least; null where nothing was simulated. */
export function oneFewerOf(plan: StaffingPlan): OneFewer | null {
  const all = plan.groups.flatMap((_, group) => oneFewerIn(plan, group) ?? []);
  const [mildest] = all.sort((a, b) => b.share - b.target.share - (a.share - a.target.share));
  return mildest ? { ...mildest, officials: plan.officials - 1 } : null;
}

/** A share cut off after a tenth of a percent: what missed a target never reads as if it had reached it. */
export const shareDown = (share: number): number => Math.floor(share * 1000 + BINARY_ERROR) / 1000;
