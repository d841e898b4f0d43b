import type { Database } from 'better-sqlite3';
import type { SealedDay } from '../../common/protocol/seals.ts';
import type { Hall } from '../hall/hall.ts';
import { DaySealer } from './day-sealer.ts';
import { SealFile } from './seal-file.ts';
import { TreeMaker } from './tree-maker.ts';

export interface SealingOptions {
  readonly hall: Hall;
  readonly dataDir: string;
  /** The database's file, and a connection to it for reading alone. */
  readonly file: string;
  readonly db: Database;
  readonly onSealed: (seal: SealedDay) => void;
  readonly onError: (error: unknown, what: string) => void;
}

/** Puts together what seals the days of a hall. */
export function openSealing(options: SealingOptions): DaySealer {
  return new DaySealer({
    ...options,
    trees: new TreeMaker(options.file),
    file: new SealFile(options.dataDir),
  });
}
