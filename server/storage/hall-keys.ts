import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StorageError } from './event-store.ts';
import { SECRETS_KEY_FILE } from './sealed-values.ts';

/** What a hall needs beside its record to be the same hall to its devices, administrators and partners. */
const KEY_FILES = [SECRETS_KEY_FILE, 'tls/ca.key', 'tls/ca.crt', 'tls/server.key', 'tls/server.crt'];

/** Where the keys of a copy are kept: apart from the copy, so that one can be given away without the other. */
export function keysFolderOf(backup: string): string {
  return `${backup.replace(/\.sqlite$/, '')}.keys`;
}

/** Keys of a data folder that are missing in it. */
export function missingKeys(dataDir: string): string[] {
  return KEY_FILES.filter((name) => !existsSync(join(dataDir, name)));
}

/**
 * Copies the keys of a data folder to a new folder that only its owner can read.
 * @returns how many there were
 * @throws StorageError when the folder exists
 */
export function saveKeys(dataDir: string, folder: string): number {
  if (existsSync(folder)) throw new StorageError(`${folder} exists already and is not overwritten`);
  return copyKeys(dataDir, folder);
}

/**
 * Puts saved keys into a data folder; those that it holds are kept in `before`, and none is taken out.
 * @returns how many were put in, and whether others were there
 */
export function restoreKeys(
  dataDir: string,
  folder: string,
  before: string,
): { readonly keys: number; readonly replaced: boolean } {
  const replaced = KEY_FILES.some((name) => differs(join(folder, name), join(dataDir, name)));
  if (replaced) copyKeys(dataDir, before);
  return { keys: copyKeys(folder, dataDir), replaced };
}

function differs(one: string, other: string): boolean {
  return existsSync(one) && existsSync(other) && !readFileSync(one).equals(readFileSync(other));
}

function copyKeys(from: string, to: string): number {
  const present = KEY_FILES.filter((name) => existsSync(join(from, name)));
  for (const name of present) {
    const target = join(to, name);
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    writeFileSync(`${target}.part`, readFileSync(join(from, name)), { mode: 0o600, flush: true });
    // A memory stick keeps no modes: they are set here, whatever was copied.
    chmodSync(`${target}.part`, 0o600);
    renameSync(`${target}.part`, target);
  }
  return present.length;
}
