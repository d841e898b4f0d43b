import { dirname, join } from 'node:path';
import ts from 'typescript';
import { textOf } from './house-files.ts';

/** The files and packages that a source imports: files as paths in the repository, packages by name. */
export type Imports = { files: string[]; packages: string[] };

/** Reads every import of a source (static, type-only, re-export and dynamic with a plain string). */
export function importsOf(path: string, text: string = textOf(path)): Imports {
  const named = ts.preProcessFile(text, true, true).importedFiles.map((file) => file.fileName);
  return {
    files: named.filter((name) => name.startsWith('.')).map((name) => join(dirname(path), name)),
    packages: named.filter((name) => !name.startsWith('.')),
  };
}

/** The walls as folders that a folder may import from; the longest folder that holds a file decides. */
export const mayImport: Record<string, readonly string[]> = {
  'common/protocol': ['common/protocol'],
  common: ['common'],
  kiosk: ['kiosk', 'common'],
  display: ['display', 'common'],
  'counter-client': ['counter-client', 'common'],
  manager: ['manager', 'common'],
  citizen: ['citizen', 'common'],
  hardware: ['hardware', 'common/protocol', 'common/i18n', 'common/assets'],
  'server/domain': ['server/domain', 'server/staffing', 'common/protocol'],
  'server/staffing': ['server/domain', 'server/staffing', 'common/protocol'],
};

/** Packages that a folder may import; a folder that is not named here may import any. */
const mayUse: Record<string, readonly string[]> = {
  'common/protocol': ['zod'],
  'server/domain': [],
  'server/staffing': [],
};

const inside = (folder: string) => (path: string) => path.startsWith(`${folder}/`);

/** The entry of a table for the longest folder that holds the path, or undefined. */
function ruleFor<T>(table: Record<string, T>, path: string): T | undefined {
  const folders = Object.keys(table).filter((folder) => inside(folder)(path));
  const longest = folders.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? undefined : table[longest];
}

/** Sentences on every import of a source that goes against the arrows of the house. */
export function breaches(path: string, text?: string): string[] {
  const { files, packages } = importsOf(path, text);
  const folders = ruleFor(mayImport, path);
  const allowed = ruleFor(mayUse, path);
  const strayFiles = folders ? files.filter((file) => !folders.some((folder) => inside(folder)(file))) : [];
  const strayPackages = allowed ? packages.filter((name) => !allowed.includes(name)) : [];
  return [...strayFiles, ...strayPackages].map((target) => `${path} imports ${target}`);
}
