import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** Runs the made-up story in a vitest of its own. @returns states by title, and what ran in which order */
function run(broken: string, ...only: string[]) {
  const { stdout } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      ...['run', '--config', 'vitest.mutate.config.ts', '--reporter', 'json', ...only],
    ],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, BROKEN: broken, MUTATE_TESTS: '["tests/support/chapters.story.ts"]' },
    },
  );
  const report = stdout.split('\n').find((line) => line.startsWith('{'));
  const { testResults } = JSON.parse(report ?? '{}') as {
    testResults: { assertionResults: { title: string; status: string }[] }[];
  };
  const states = testResults[0]?.assertionResults.map(({ title, status }) => [title, status]);
  return { states: Object.fromEntries(states ?? []), told: /told: (.*)/.exec(stdout)?.[1] };
}

describe('a story of browser tests', () => {
  test('a chapter that is run alone runs those before it first', () => {
    const { states, told } = run('', '-t', 'third, a');
    expect(told).toBe('first second third-a1');
    expect(states['third, a 1']).toBe('passed');
  });

  test('one that fails is the one failure: those that build on it are skipped', () => {
    expect(run('second').states).toEqual({
      first: 'passed',
      second: 'failed',
      'third, a 1': 'skipped',
      'third, b 2': 'skipped',
    });
  });
});
