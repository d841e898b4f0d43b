import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/** What starts a hall, beside a build; nothing that could install or build. */
const STARTS = [
  'bin',
  'scripts/launch.mjs',
  'scripts/run-step.mjs',
  'scripts/stop-with-npm.mjs',
  'package.json',
];

describe('the command line of a built product', () => {
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-built-'));
    for (const path of STARTS) cpSync(resolve(path), join(folder, path), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const ask = () =>
    spawnSync(process.execPath, [join(folder, 'bin', 'motcua'), '--version'], { encoding: 'utf8' });

  test('starts with no source, no lockfile and no build tool beside it', () => {
    symlinkSync(resolve('dist'), join(folder, 'dist'));
    expect(ask()).toMatchObject({ status: 0, stdout: '0.1.0\n', stderr: '' });
  });

  test('takes a build without its stamp for unfinished, and would make it first', () => {
    for (const part of ['node', 'web']) mkdirSync(join(folder, 'dist', part), { recursive: true });
    writeFileSync(join(folder, 'dist', 'web', '.stamp'), 'x');
    const { status, stderr } = ask();
    expect(status).toBe(1);
    expect(stderr).toContain('ensure.mjs');
  });
});
