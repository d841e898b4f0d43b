import { join } from 'node:path';
import { PlanRequest } from '../../common/protocol/plan.ts';
import type { KeptPlan } from '../../common/protocol/rest/planning.ts';
import { KeptFiles } from '../storage/kept-files.ts';

/** Finished plans that are kept; older ones go. */
export const PLANS_KEPT = 20;

/** Finished plans in the data folder. */
export const planFolder = (dataDir: string): KeptFiles<KeptPlan> =>
  new KeptFiles(join(dataDir, 'plans'), 'plan', (kept) => kept.askedAt);

/** Plans of the folder; what earlier versions could not ask for stands at its usual value. */
export function readPlans(folder: KeptFiles<KeptPlan>): KeptPlan[] {
  return folder.read().flatMap((kept) => {
    const request = PlanRequest.safeParse(kept.request);
    return request.success ? [{ ...kept, request: request.data }] : [];
  });
}
