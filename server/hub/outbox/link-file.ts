import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ListAnswer } from '../../../common/protocol/hub.ts';

/** The link of a hall to its hub: where it is, the key, and how far the hub has the log. No copy of the log. */
const KeptLink = z.strictObject({
  url: z.string(),
  hall: z.string(),
  key: z.string(),
  acknowledged: z.number().int().min(0),
  /** What the hall did with a list of the province, until the hub knows. */
  answer: ListAnswer.extend({ list: z.number().int() }).exactOptional(),
});
export type KeptLink = z.infer<typeof KeptLink>;

/** A small file of the data folder that is replaced whole, readable by its owner alone. */
export class LinkFile {
  private readonly path: string;

  constructor(dataDir: string) {
    this.path = join(dataDir, 'hub-link.json');
  }

  /** Null: there is none, or none that can be read. */
  read(): KeptLink | null {
    try {
      return KeptLink.parse(JSON.parse(readFileSync(this.path, 'utf8')));
    } catch {
      return null;
    }
  }

  write(link: KeptLink): void {
    const partial = `${this.path}.partial`;
    writeFileSync(partial, JSON.stringify(link), { mode: 0o600 });
    const handle = openSync(partial, 'r+');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(partial, this.path);
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }
}
