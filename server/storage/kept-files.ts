import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Works of a hall (plans, rosters) as a file each in a folder of the data folder: they outlive a restart. */
export class KeptFiles<Kept extends { readonly id: string }> {
  private readonly folder: string;
  private readonly file: RegExp;
  private readonly madeAt: (kept: Kept) => string;

  /**
   * @param prefix with which every id begins
   * @param madeAt ISO 8601, by which they are put in order
   */
  constructor(folder: string, prefix: string, madeAt: (kept: Kept) => string) {
    this.folder = folder;
    this.file = new RegExp(`^${prefix}-[a-z0-9-]+\\.json$`);
    this.madeAt = madeAt;
  }

  /** All that can be read, oldest first; a damaged file is passed over. */
  read(): Kept[] {
    let files: string[];
    try {
      files = readdirSync(this.folder).filter((file) => this.file.test(file));
    } catch {
      return [];
    }
    return files
      .flatMap((file) => {
        try {
          return [JSON.parse(readFileSync(join(this.folder, file), 'utf8')) as Kept];
        } catch {
          return [];
        }
      })
      .sort((a, b) => this.madeAt(a).localeCompare(this.madeAt(b)));
  }

  /** Writes one; half a file is never seen. */
  keep(kept: Kept): void {
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
