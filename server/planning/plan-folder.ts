import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanRun, StaffingPlan } from '../../common/protocol/plan.ts';
import type { Refusal } from '../../common/protocol/refusals.ts';

/** A plan with what came of it. */
export interface KeptPlan extends PlanRun {
  readonly plan: StaffingPlan | null;
  readonly refusal: Refusal | null;
}

/** Finished plans that are kept; older ones go. */
export const PLANS_KEPT = 20;

const FILE = /^plan-[a-z0-9-]+\.json$/;

/** Finished plans as files of the data folder: they outlive a restart. */
export class PlanFolder {
  private readonly folder: string;

  constructor(dataDir: string) {
    this.folder = join(dataDir, 'plans');
  }

  /** All that can be read, oldest first; a damaged file is passed over. */
  read(): KeptPlan[] {
    let files: string[];
    try {
      files = readdirSync(this.folder).filter((file) => FILE.test(file));
    } catch {
      return [];
    }
    return files
      .flatMap((file) => {
        try {
          return [JSON.parse(readFileSync(join(this.folder, file), 'utf8')) as KeptPlan];
        } catch {
          return [];
        }
      })
      .sort((a, b) => a.askedAt.localeCompare(b.askedAt));
  }

  /** Writes one; half a file is never seen. */
  keep(kept: KeptPlan): void {
    mkdirSync(this.folder, { recursive: true });
    const file = this.pathOf(kept.id);
    writeFileSync(`${file}.new`, JSON.stringify(kept));
    renameSync(`${file}.new`, file);
  }

  remove(id: string): void {
    rmSync(this.pathOf(id), { force: true });
  }

  private pathOf(id: string): string {
    return join(this.folder, `${id}.json`);
  }
}
