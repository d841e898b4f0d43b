import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filesUnder, outputOf, root } from './house-files.ts';

type Finding = { path: string; rule: string };

const fixtures = (kind: 'bad' | 'good'): string[] => {
  const folder = `tests/house/fixtures/${kind}`;
  // house-files passes the fixtures by on purpose; here they are the very subject.
  return filesUnder(`${folder}/.`).map((path) => path.slice(`${folder}/./`.length));
};

const workshops: string[] = [];

/** Lints one set of fixtures as if its files lay in the rooms of the house, under the house's own rules. */
function lintAsIfInTheHouse(kind: 'bad' | 'good'): Finding[] {
  const workshop = mkdtempSync(join(tmpdir(), 'motcua-walls-'));
  workshops.push(workshop);
  cpSync(join(root, 'tests/house/fixtures', kind), workshop, { recursive: true });
  cpSync(join(root, 'biome.json'), join(workshop, 'biome.json'));
  cpSync(join(root, 'scripts/lint'), join(workshop, 'scripts/lint'), { recursive: true });
  const report: { diagnostics: { category: string; location: { path: string } }[] } = JSON.parse(
    outputOf(
      'node_modules/@biomejs/biome/bin/biome',
      ['lint', '--reporter=json', '--max-diagnostics=none', '.'],
      workshop,
    ),
  );
  return report.diagnostics.map((found) => ({ path: found.location.path, rule: found.category }));
}

const expectedRule = (path: string): string => {
  const [first = ''] = readFileSync(join(root, 'tests/house/fixtures/bad', path), 'utf8').split('\n');
  const rule = /^\/\/ expect: (\S+)$/.exec(first)?.[1];
  if (rule === undefined) throw new Error(`${path} does not say on its first line which rule it breaks`);
  return rule;
};

afterAll(() => {
  for (const workshop of workshops) rmSync(workshop, { recursive: true, force: true });
});

describe('the linter bites at every wall', () => {
  let findings: Finding[] = [];
  beforeAll(() => {
    findings = lintAsIfInTheHouse('bad');
  });

  test.each(fixtures('bad'))('%s is refused by the rule it breaks', (path) => {
    const rules = findings.filter((found) => found.path === path).map((found) => found.rule);
    expect(rules).toContain(expectedRule(path));
  });

  test('there is a bad fixture for every room that has a wall', () => {
    const walled = [
      ...['kiosk', 'display', 'counter-client', 'manager', 'citizen', 'hardware', 'common/ui'],
      ...['common/protocol', 'server/domain', 'server/staffing', 'server/storage', 'server/reports'],
      ...['server/edges', 'server/hub'],
    ];
    const bad = fixtures('bad');
    expect(walled.filter((room) => !bad.some((path) => path.startsWith(`${room}/`)))).toEqual([]);
  });
});

describe('the linter lets the arrows of the house through', () => {
  test('no good fixture is refused', () => {
    expect(fixtures('good').length).toBeGreaterThan(10);
    expect(lintAsIfInTheHouse('good')).toEqual([]);
  });
});
