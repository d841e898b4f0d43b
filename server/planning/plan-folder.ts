import { join } from 'node:path';
import type { KeptPlan } from '../../common/protocol/rest/planning.ts';
import { KeptFiles } from '../storage/kept-files.ts';

/** Finished plans that are kept; older ones go. */
export const PLANS_KEPT = 20;

/** Finished plans in the data folder. */
export const planFolder = (dataDir: string): KeptFiles<KeptPlan> =>
  new KeptFiles(join(dataDir, 'plans'), 'plan', (kept) => kept.askedAt);
