import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { HALL_FLAGS, HALL_MALLOC } from '../../bench/hall-child.ts';

test('the bench runs the hall with the flags and the memory settings that its command gives it', () => {
  const flags = HALL_FLAGS.join(' ');
  const [start] = readFileSync('bin/motcua', 'utf8').split('\n');
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const malloc = Object.entries(HALL_MALLOC).map(([name, value]) => `${name}=${value}`);
  expect(start).toBe(`#!/usr/bin/env -S ${malloc.join(' ')} node ${flags}`);
  expect(scripts.start).toBe(`node ${flags} scripts/start.mjs`);
});
