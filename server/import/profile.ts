import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FORMAT_LETTERS, IMPORT_COLUMNS, ImportProfile } from '../../common/protocol/imports.ts';
import { packageFolder } from '../../hardware/package-folder.ts';
import { ImportError } from './import-error.ts';

/** The import format itself: every column by what its title says. */
export const OWN_FORMAT: ImportProfile = { name: 'motcua' };

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
  const invalid = (why: string) => new ImportError('profile_invalid', `${nameOrFile}: ${why}`);
  if (!existsSync(own))
    throw new ImportError(
      'profile_invalid',
      `there is no profile ${nameOrFile}; known profiles are ${profileNames().join(', ')}, or name a .json file`,
    );
  let plain: unknown;
  try {
    plain = JSON.parse(readFileSync(own, 'utf8').replace(/^\uFEFF/, ''));
  } catch {
    throw invalid('it is not valid JSON');
  }
  const parsed = ImportProfile.safeParse(plain);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const key = issue?.path.join('.') ?? '';
  const hint = /^(?:columns|defaults)/.test(key)
    ? `; known columns are ${IMPORT_COLUMNS.join(', ')}`
    : /Format$/.test(key)
      ? `; ${FORMAT_LETTERS}`
      : '';
  throw invalid(`${key} ${issue?.message ?? ''}${hint}`);
}
