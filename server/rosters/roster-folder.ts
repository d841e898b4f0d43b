import { join } from 'node:path';
import type { StaffingPlan } from '../../common/protocol/plan.ts';
import type { RosterPlace, RosterRequest } from '../../common/protocol/roster-draft.ts';
import type { RosterPin, Seating } from '../staffing/roster/question.ts';
import { KeptFiles } from '../storage/kept-files.ts';

/** Who sits where, and what of it was put there by hand. */
export interface Arrangement {
  readonly seating: Seating;
  readonly pins: readonly RosterPin[];
}

/** A roster as it is kept: what was asked, the plan it follows, and who sits where. All else is worked out anew. */
export interface KeptRoster extends Arrangement {
  readonly id: string;
  readonly request: RosterRequest;
  readonly planned: StaffingPlan;
  readonly breakMinutes: number;
  readonly places: readonly RosterPlace[];
  /** Days of the seating, in order. */
  readonly dates: readonly string[];
  /** Sessions of each day, minutes of the day. */
  readonly sessions: readonly (readonly { readonly fromMinute: number; readonly toMinute: number }[])[];
  readonly revision: number;
  /** Earlier arrangements, the latest last. */
  readonly history: readonly Arrangement[];
  readonly madeAt: string;
  /** Account. */
  readonly madeBy: string;
  readonly confirmedAt: string | null;
  readonly confirmedBy: string | null;
  readonly withdrawnAt: string | null;
}

/** Rosters in the data folder. */
export const rosterFolder = (dataDir: string): KeptFiles<KeptRoster> =>
  new KeptFiles(join(dataDir, 'rosters'), 'roster', (kept) => kept.madeAt);
