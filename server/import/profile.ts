import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packageFolder } from '../../hardware/package-folder.ts';

const TIMES = ['issued', 'called', 'started', 'finished'] as const;

/** The four moments of a ticket, in their order. */
export type TimeName = (typeof TIMES)[number];
export const TIME_NAMES: readonly TimeName[] = TIMES;

/** Columns of the import format by their own names. */
export const COLUMN_NAMES = [
  'date',
  'field',
  'field_name',
  'number',
  ...TIMES.flatMap((time) => [`${time}_at`, `${time}_after`, `${time}_by`]),
  'outcome',
  'priority',
  'procedure',
  'counter',
  'officer',
] as const;

const Source = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/** How a foreign file is read: which of its columns is which of ours. Several names are joined into one value. */
export const ImportProfile = z.strictObject({
  name: z.string().min(1),
  describes: z.string().optional(),
  delimiter: z.string().length(1).optional(),
  columns: z
    .partialRecord(z.string(), Source)
    .refine(
      (columns) => Object.keys(columns).every((name) => (COLUMN_NAMES as readonly string[]).includes(name)),
      `known columns are ${COLUMN_NAMES.join(', ')}`,
    ),
  /** Foreign words for outcomes, mapped to done, no_show, cancelled or expired. */
  outcomes: z.record(z.string(), z.enum(['done', 'no_show', 'cancelled', 'expired'])).optional(),
  /** A second file with the fields' names: its path is the tickets' path with one ending replaced. */
  fieldsFile: z
    .strictObject({ replace: z.string(), by: z.string(), code: z.string(), name: z.string() })
    .optional(),
  /** A third file with the open counters of each field, a row when their number changed; it may be missing. */
  countersFile: z
    .strictObject({
      replace: z.string(),
      by: z.string(),
      date: z.string(),
      field: z.string(),
      from: z.string(),
      open: z.string(),
    })
    .optional(),
});
export type ImportProfile = z.infer<typeof ImportProfile>;

/** The import format itself: every column under its own name. */
export const OWN_FORMAT: ImportProfile = {
  name: 'motcua',
  columns: Object.fromEntries(COLUMN_NAMES.map((name) => [name, name])),
};

/** The request cannot be met; the message says what is wrong in one sentence. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
}

const folder = () => join(packageFolder(), 'hall-data', 'import-profiles');

/** Names of the profiles that come with the program. */
function profileNames(): string[] {
  return readdirSync(folder())
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

/** Reads a profile by its name or from a JSON file. Throws ImportError where there is none or it is not valid. */
export function readProfile(nameOrFile: string | undefined): ImportProfile {
  if (nameOrFile === undefined) return OWN_FORMAT;
  const own = /^[a-z0-9-]+$/.test(nameOrFile) ? join(folder(), `${nameOrFile}.json`) : nameOrFile;
  if (!existsSync(own))
    throw new ImportError(
      `there is no profile ${nameOrFile}; known profiles are ${profileNames().join(', ')}, or name a .json file`,
    );
  let plain: unknown;
  try {
    plain = JSON.parse(readFileSync(own, 'utf8'));
  } catch {
    throw new ImportError(`the profile ${nameOrFile} is not valid JSON`);
  }
  const parsed = ImportProfile.safeParse(plain);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ImportError(
    `the profile ${nameOrFile} is not valid: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
  );
}
