import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { faults } from '../../scripts/mutate/faults.mjs';
import { mutated } from '../../scripts/mutate/mutant.mjs';
import { testsOfRule, verdictOf } from '../../scripts/mutate/one-by-one.mjs';
import { ruleMutants } from '../../scripts/mutate/rules.mjs';

const root = join(import.meta.dirname, '..', '..');
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const rules = [...textOf('docs/queue-rules.md').matchAll(/^- \[([A-Z]+\d+)\]/gm)].map(([, id = '']) => id);

describe('mutants written by hand', () => {
  test('each rule of the queue has one, and none stands for a rule that is gone', () => {
    expect(Object.keys(ruleMutants).sort()).toEqual([...rules].sort());
  });

  test('each rule is held by a test that the mutation run can start: one outside of the browser', () => {
    expect(rules.filter((id) => testsOfRule(id).length === 0)).toEqual([]);
  });

  test('each still finds the text that it changes, exactly once, and changes it', () => {
    for (const each of [...Object.values(ruleMutants), ...faults]) {
      const source = textOf(each.file);
      expect(mutated(source, each)).not.toBe(source);
    }
  });

  test('each fault names tests that are there', () => {
    const listed = faults.flatMap(({ tests }) => tests);
    expect(listed.filter((path) => !path.startsWith('tests/'))).toEqual([]);
    for (const path of listed) expect(textOf(path)).toContain('test');
  });

  test('a text that is gone, or that stands twice, is an error and no mutant', () => {
    const change = { file: 'a.ts', search: 'x > 1', replace: 'x > 2' };
    expect(() => mutated('x > 3', change)).toThrow('0 times');
    expect(() => mutated('x > 1 || x > 1', change)).toThrow('2 times');
    expect(mutated('if (x > 1) $&', { ...change, replace: '$& < 1' })).toBe('if ($& < 1) $&');
  });

  test('a mutant is noticed by a failed test alone, not by a run that could not begin', () => {
    const passed = { success: true, numPassedTests: 3, numFailedTests: 0 };
    expect(verdictOf(passed)).toBe('alive');
    expect(verdictOf({ success: false, numPassedTests: 2, numFailedTests: 1 })).toBe('noticed');
    expect(verdictOf({ success: false, numPassedTests: 0, numFailedTests: 0 })).toBe('broken');
    expect(verdictOf({ ...passed, numPassedTests: 0 })).toBe('broken');
    expect(verdictOf(null)).toBe('broken');
  });
});
