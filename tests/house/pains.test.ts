import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Titles of all tests, as their files write them. */
function titles(): Set<string> {
  const files = readdirSync('tests', { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.test\.tsx?$/.test(name),
  );
  const found = new Set<string>();
  for (const file of files)
    for (const [, , title] of readFileSync(join('tests', file), 'utf8').matchAll(
      /\b(?:it|test|chapter)\(\s*(['"`])(.+?)\1,/g,
    ))
      if (title !== undefined) found.add(title);
  return found;
}

describe('docs/pains.md', () => {
  const rows = readFileSync('docs/pains.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim()));

  test('names a test that exists for every trouble', () => {
    const known = titles();
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.map((row) => row[2] ?? '').filter((title) => !known.has(title))).toEqual([]);
  });

  test.each([
    'novosga#290',
    'novosga#213',
    'sbc-qsystem#272',
    'novosga#214',
    'novosga#279',
    '#281',
    'novosga#318',
    'queue-management#622',
    'panel-app#14',
    'MADO-queue#5',
    'MADO-queue#21',
    'triage-app#31',
    'FQM#138',
    'novosga#78',
    'FQM#265',
    'bcgov#626',
    'FQM#10',
    'FQM#291',
    'FQM#137',
    'FQM#172',
  ])('covers the report %s', (report) => {
    expect(rows.some((row) => row[1]?.split(', ').some((each) => each.endsWith(report)))).toBe(true);
  });
});
