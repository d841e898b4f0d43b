import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';

/**
 * A folder of JSON files that survives a power cut: a file is written aside, flushed and renamed, and the
 * folder flushed after it, so that each file is either the old whole or the new whole.
 */
export class DurableFolder<S extends z.ZodType> {
  private readonly folder: string;
  private readonly schema: S;

  constructor(folder: string, schema: S) {
    this.folder = folder;
    this.schema = schema;
  }

  /**
   * Makes the folder if needed and reads it.
   * @returns the values by file name, in the order of the names; files that cannot be read are left out and
   * renamed to *.broken, so that one bad file neither stops the printer nor is lost to whoever looks for it.
   */
  async load(): Promise<Map<string, z.output<S>>> {
    await mkdir(this.folder, { recursive: true });
    const values = new Map<string, z.output<S>>();
    for (const file of (await readdir(this.folder)).sort()) {
      if (file.endsWith('.part')) await rm(join(this.folder, file), { force: true });
      if (!file.endsWith('.json')) continue;
      const value = await this.read(file);
      if (value === null) await rename(join(this.folder, file), join(this.folder, `${file}.broken`));
      else values.set(file.slice(0, -'.json'.length), value);
    }
    return values;
  }

  /** Resolves when the value is on the disk under this name. */
  async put(name: string, value: z.input<S>): Promise<void> {
    const path = join(this.folder, `${name}.json`);
    const file = await open(`${path}.part`, 'w');
    try {
      await file.writeFile(JSON.stringify(value));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.part`, path);
    await this.flushFolder();
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.folder, `${name}.json`), { force: true });
  }

  private async read(file: string): Promise<z.output<S> | null> {
    try {
      const parsed = this.schema.safeParse(JSON.parse(await readFile(join(this.folder, file), 'utf8')));
      return parsed.success ? parsed.data : null;
    } catch (error) {
      if (error instanceof SyntaxError) return null;
      throw error;
    }
  }

  private async flushFolder(): Promise<void> {
    // Windows cannot flush a folder, and needs no flush for a rename to last.
    if (process.platform === 'win32') return;
    const folder = await open(this.folder, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }
}
