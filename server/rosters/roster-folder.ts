import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StaffingPlan } from '../../common/protocol/plan.ts';
import type { RosterPlace, RosterRequest } from '../../common/protocol/roster-draft.ts';
import type { RosterPin, Seating } from '../staffing/roster/question.ts';

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

const FILE = /^roster-[a-z0-9-]+\.json$/;

/** Rosters as files of the data folder: they outlive a restart. */
export class RosterFolder {
  private readonly folder: string;

  constructor(dataDir: string) {
    this.folder = join(dataDir, 'rosters');
  }

  /** All that can be read, oldest first; a damaged file is passed over. */
  read(): KeptRoster[] {
    let files: string[];
    try {
      files = readdirSync(this.folder).filter((file) => FILE.test(file));
    } catch {
      return [];
    }
    return files
      .flatMap((file) => {
        try {
          return [JSON.parse(readFileSync(join(this.folder, file), 'utf8')) as KeptRoster];
        } catch {
          return [];
        }
      })
      .sort((a, b) => a.madeAt.localeCompare(b.madeAt));
  }

  /** Writes one; half a file is never seen. */
  keep(kept: KeptRoster): void {
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
