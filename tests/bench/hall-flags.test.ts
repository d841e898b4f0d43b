import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { HALL_FLAGS } from '../../bench/hall-child.ts';

test('the bench runs the hall with the flags that its command and npm start give it', () => {
  const flags = HALL_FLAGS.join(' ');
  const [start] = readFileSync('bin/motcua', 'utf8').split('\n');
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  expect(start).toBe(`#!/usr/bin/env -S node ${flags}`);
  expect(scripts.start).toBe(`node ${flags} scripts/start.mjs`);
});
