import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root, textOf } from './house-files.ts';

const walk = textOf('docs/walk.md');
const steps = walk.split('\n').filter((line) => /^\d+\. /.test(line));
/** What a step leads to: a file, and the name that follows it. */
const stops = steps.flatMap((step) =>
  [...step.matchAll(/`([\w/.-]+\.tsx?)`, `(\w+)`/g)].map(([, file = '', name = '']) => ({ file, name })),
);

function exportsOf(file: string): string[] {
  if (!existsSync(join(root, file))) return [];
  return [...textOf(file).matchAll(/^export (?:async )?(?:abstract )?(?:class|function|const) (\w+)/gm)].map(
    ([, name = '']) => name,
  );
}

describe('the walk for a newcomer', () => {
  test('has ten steps, and each begins at a file', () => {
    expect(steps).toHaveLength(10);
    expect(steps.filter((step) => !/^\d+\. `[\w/.-]+\.tsx?`, `\w+`/.test(step))).toEqual([]);
  });

  test('names only files that are there, with the names that they export', () => {
    const named = new Set(stops.map(({ file, name }) => `${file} ${name}`));
    const found = new Set(stops.flatMap(({ file }) => exportsOf(file).map((name) => `${file} ${name}`)));
    expect([...named].filter((stop) => !found.has(stop))).toEqual([]);
  });

  test('names no other file without the name to look for in it', () => {
    const files = [...walk.matchAll(/`((?!tests\/)[\w/.-]+\.tsx?)`/g)].map(([, file]) => file);
    expect(files).toEqual(stops.map(({ file }) => file));
  });

  test('is where the README sends whoever reads on', () => {
    expect(textOf('README.md')).toContain('](docs/walk.md)');
  });
});
