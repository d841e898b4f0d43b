import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Seal } from '../../common/protocol/seals.ts';
import { sealLine } from '../../common/seal/seal-groups.ts';
import { readSealLines } from '../../common/seal/seal-lines.ts';

/** Name of the file in the data folder that keeps every seal beside the record. */
const SEAL_FILE = 'seals.txt';

/** The seals that stand beside the record in the data folder, as `motcua verify --seals` reads them. */
export class SealFile {
  readonly path: string;

  constructor(dataDir: string) {
    this.path = join(dataDir, SEAL_FILE);
  }

  /** Adds a seal; it is durable on return. */
  add(seal: Seal): void {
    appendFileSync(this.path, `${sealLine(seal)}\n`);
    const handle = openSync(this.path, 'r+');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  }

  /** All seals kept, oldest first; lines that are none are left out. */
  read(): Seal[] {
    if (!existsSync(this.path)) return [];
    return readSealLines(readFileSync(this.path, 'utf8')).flatMap(({ seal }) =>
      seal === null ? [] : [seal],
    );
  }
}
