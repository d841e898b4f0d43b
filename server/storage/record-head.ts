import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';

/**
 * How far the record had come, kept in a file beside it. It never runs ahead of what is durable in the log; a log that
 * does not reach it is an older copy.
 */
export const RecordHead = z.object({
  sequence: z.number().int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Day of the hall and numbers drawn on it by field. */
  date: z.string().nullable(),
  numbers: z.array(z.tuple([z.string(), z.number().int().min(0)])),
});
export type RecordHead = z.infer<typeof RecordHead>;

/** Left by `motcua restore` for the hall's next start. */
const RestoreMark = z.object({ restoredAtMs: z.number() });
type RestoreMark = z.infer<typeof RestoreMark>;

/** A small JSON file that is replaced as a whole. */
class KeptJson<T> {
  readonly path: string;
  private readonly schema: z.ZodType<T>;

  constructor(path: string, schema: z.ZodType<T>) {
    this.path = path;
    this.schema = schema;
  }

  /** Null where there is none, or none that can be read. */
  read(): T | null {
    try {
      return this.schema.parse(JSON.parse(readFileSync(this.path, 'utf8')));
    } catch {
      return null;
    }
  }

  write(value: T): void {
    const partial = `${this.path}.partial`;
    writeFileSync(partial, JSON.stringify(value));
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

export function recordHeadFile(dataDir: string): KeptJson<RecordHead> {
  return new KeptJson(join(dataDir, 'record-head.json'), RecordHead);
}

export function restoreMarkFile(dataDir: string): KeptJson<RestoreMark> {
  return new KeptJson(join(dataDir, 'restored.json'), RestoreMark);
}

/** How far a record has come, read from its log alone. Throws SqliteError where it cannot be read. */
export function headOf(db: Database): RecordHead | null {
  const row = db
    .prepare<unknown[], { sequence: number; hash: string }>(
      'SELECT sequence, hash FROM events ORDER BY sequence DESC LIMIT 1',
    )
    .get();
  if (row === undefined) return null;
  const opened = db
    .prepare<unknown[], { sequence: number; date: string }>(
      `SELECT sequence, json_extract(body, '$.event.date') AS date FROM events
       WHERE body LIKE '%"event":{"type":"day:opened"%' ORDER BY sequence DESC LIMIT 1`,
    )
    .get();
  const numbers = db
    .prepare<unknown[], [string, number]>(
      `SELECT json_extract(body, '$.event.field'), max(json_extract(body, '$.event.ordinal')) + 1 FROM events
       WHERE sequence > ? AND body LIKE '%"event":{"type":"ticket:issued"%' GROUP BY 1`,
    )
    .raw()
    .all(opened?.sequence ?? 0);
  return { ...row, date: opened?.date ?? null, numbers };
}
