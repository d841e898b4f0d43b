import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Absolute path of the repository. */
export const root = join(import.meta.dirname, '..', '..');

/** The rooms whose files are source code. */
export const rooms = [
  'kiosk',
  'display',
  'counter-client',
  'manager',
  'province',
  'citizen',
  'common',
  'server',
  'hardware',
  'bench',
  'scripts',
  'tests',
];

const passedBy = new Set(['node_modules', 'tests/house/fixtures', 'bench/results']);

/** Paths, relative to the repository, of every file under a folder; [] when there is no such folder. */
export function filesUnder(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (passedBy.has(path)) return [];
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

/** TypeScript and JavaScript sources under the given folders. */
export function sourcesUnder(...folders: string[]): string[] {
  return folders.flatMap(filesUnder).filter((path) => /\.(?:ts|tsx|mts|mjs|js)$/.test(path));
}

/** Text of one file of the repository. */
export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Runs a Node script of the repository or of node_modules and answers its standard output, whatever its status. */
export function outputOf(script: string, args: string[], cwd: string): string {
  try {
    return execFileSync(process.execPath, [join(root, script), ...args], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    if (error instanceof Error && 'stdout' in error) return String(error.stdout);
    throw error;
  }
}
