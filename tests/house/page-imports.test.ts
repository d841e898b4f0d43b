import { existsSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { root, sourcesUnder, textOf } from './house-files.ts';

const loaded = new Map<string, readonly string[]>();

/** What a source loads when it runs: imports of types alone are gone by then. */
function loadedBy(path: string): readonly string[] {
  const known = loaded.get(path) ?? readImports(path);
  loaded.set(path, known);
  return known;
}

const TYPES_ALONE = /^(?:import|export) type [^;]*;$/gm;

function readImports(path: string): readonly string[] {
  const text = textOf(path).replace(TYPES_ALONE, '');
  return ts.preProcessFile(text, true, true).importedFiles.map((file) => file.fileName);
}

/** Packages that a page loads, each with the chain of files that leads to it. */
function packagesOf(entry: string): Map<string, string> {
  const from = new Map<string, string | null>([[entry, null]]);
  const packages = new Map<string, string>();
  for (const path of from.keys()) {
    if (!/\.tsx?$/.test(path)) continue;
    for (const name of loadedBy(path)) {
      if (!name.startsWith('.')) {
        const chain = [name, path];
        for (let at = from.get(path); at; at = from.get(at)) chain.push(at);
        if (!packages.has(name)) packages.set(name, chain.join(' < '));
        continue;
      }
      const file = join(path, '..', name);
      if (!from.has(file) && existsSync(join(root, file))) from.set(file, path);
    }
  }
  return packages;
}

describe('what a page loads', () => {
  test.each([
    'citizen/main.ts',
    'citizen/procedures.ts',
    'citizen/tablet/main.ts',
    'kiosk/main.tsx',
    'display/main.tsx',
    'counter-client/main.tsx',
    'province/main.tsx',
  ])('%s takes the types of the contract and leaves the library of its schemas out', (entry) => {
    expect(packagesOf(entry).get('zod')).toBeUndefined();
  });

  test('the console, which checks what it keeps, is found to load it', () => {
    expect(packagesOf('manager/main.tsx').get('zod')).toContain('manager/main.tsx');
    expect(packagesOf('counter-client/main.tsx').has('react')).toBe(true);
  });
});

describe('types to the edge', () => {
  const asserted = (pattern: RegExp, ...rooms: string[]) =>
    sourcesUnder(...rooms).filter((path) => path !== 'common/ui/use-read.ts' && pattern.test(textOf(path)));

  test('a row of the database has its type where the query is prepared, not where it is read', () => {
    const rows = asserted(/\.(?:get|all|iterate)\([^;]*\) as (?!const)/, 'server/storage', 'server/reports');
    expect(rows).toEqual([]);
  });

  test('no page says by itself what an answer holds', () => {
    const pages = ['citizen', 'kiosk', 'display', 'counter-client', 'manager', 'province', 'common/ui'];
    expect(asserted(/\b(?:api|hubApi|useRead)<|\bfetch\([^)]*\/api\//, ...pages)).toEqual([]);
  });
});
