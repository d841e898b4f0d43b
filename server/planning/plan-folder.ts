import { join } from 'node:path';
import type { PlanRun, StaffingPlan } from '../../common/protocol/plan.ts';
import type { Refusal } from '../../common/protocol/refusals.ts';
import { KeptFiles } from '../storage/kept-files.ts';

/** A plan with what came of it. */
export interface KeptPlan extends PlanRun {
  readonly plan: StaffingPlan | null;
  readonly refusal: Refusal | null;
}

/** Finished plans that are kept; older ones go. */
export const PLANS_KEPT = 20;

/** Finished plans in the data folder. */
export const planFolder = (dataDir: string): KeptFiles<KeptPlan> =>
  new KeptFiles(join(dataDir, 'plans'), 'plan', (kept) => kept.askedAt);
