import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { run } from '../../server/cli/main.ts';
import { DATABASE_FILE, openDatabase } from '../../server/storage/database.ts';
import { lockFolder } from '../../server/storage/folder-lock.ts';
import { SpokenOutput } from '../support/spoken-output.ts';

const FILE = 'date,field,number,issued_at,called_at\n2026-03-02,A,A1,08:00,08:05\n2026-03-02,A,A2,08:01,\n';

describe('motcua import', () => {
  let folder: string;
  const spoken = new SpokenOutput();
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-import-cli-'));
    spoken.take();
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true, force: true });
  });
  const motcua = async (...args: string[]) => {
    spoken.text = '';
    return run([...args, '--data', join(folder, 'data')]);
  };

  test('tickets come in, are listed, and go as one batch', async () => {
    const file = join(folder, 'march.csv');
    writeFileSync(file, FILE);
    expect(await motcua('import', 'list')).toBe(0);
    expect(spoken.text).toContain('Nothing has been imported');
    expect(await motcua('import', 'tickets', file, '--dry-run')).toBe(0);
    expect(spoken.text).toContain('2 tickets can be imported');
    expect(await motcua('import', 'tickets', file)).toBe(0);
    const batch = /import-[0-9a-f]{12}-[0-9a-z]+/.exec(spoken.text)?.[0] ?? '';
    expect(await motcua('import', 'tickets', file)).toBe(0);
    expect(spoken.text).toContain('already imported');
    expect(await motcua('import', 'list')).toBe(0);
    expect(spoken.text).toContain(`${batch}  2 tickets  2026-03-02 – 2026-03-02  march.csv`);
    expect(await motcua('import', 'remove', batch)).toBe(0);
    expect(spoken.text).toContain('2 tickets removed');
    expect(await motcua('import', 'remove', batch)).toBe(1);
    expect(await motcua('import', 'list')).toBe(0);
    expect(spoken.text).toContain('Nothing has been imported');
  });

  test('a bad row names file, line and column and ends with status 1', async () => {
    const file = join(folder, 'bad.csv');
    writeFileSync(file, `${FILE}2026-13-02,A,A3,08:00,\n`);
    expect(await motcua('import', 'tickets', file)).toBe(1);
    expect(spoken.text).toContain(`${file}:4: date: "2026-13-02" is no date`);
    expect(spoken.text).toContain('nothing was kept');
    expect(await motcua('import', 'tickets', file, '--skip-bad')).toBe(0);
    expect(spoken.text).toContain('2 tickets imported');
    expect(await motcua('import', 'tickets', join(folder, 'none.csv'))).toBe(1);
    expect(await motcua('import', 'tickets', file, '--profile', 'krakow')).toBe(1);
    expect(spoken.text).toContain('no profile krakow');
  });

  test('one import at a time on a folder', async () => {
    const file = join(folder, 'march.csv');
    writeFileSync(file, FILE);
    const free = lockFolder(join(folder, 'data'), 'import');
    expect(await motcua('import', 'tickets', file)).toBe(1);
    expect(spoken.text).toContain('another import is at work');
    free();
    expect(await motcua('import', 'tickets', file)).toBe(0);
  });

  test('wrong usage ends with status 2', async () => {
    expect(await motcua('import', 'tickets')).toBe(2);
    expect(await motcua('import', 'tickets', 'x.csv', '--frobnicate')).toBe(2);
  });

  test('an import killed half way leaves nothing that counts, and the next one succeeds', async () => {
    const file = join(folder, 'long.csv');
    const rows = Array.from({ length: 60_000 }, (_, at) => `2026-03-02,A,${at},08:00,08:05`);
    writeFileSync(file, `date,field,number,issued_at,called_at\n${rows.join('\n')}\n`);
    const data = join(folder, 'data');
    const db = openDatabase(join(data, DATABASE_FILE));
    const count = db.prepare('SELECT count(*) FROM tickets').pluck();
    const program = `
      import { run } from ${JSON.stringify(join(import.meta.dirname, '..', '..', 'server', 'cli', 'main.ts'))};
      process.exitCode = await run(['import', 'tickets', ${JSON.stringify(file)}, '--data', ${JSON.stringify(data)}]);
    `;
    const loader = join(import.meta.dirname, '..', 'support', 'typescript-loader.mjs');
    const child = spawn(process.execPath, ['--import', loader, '--input-type=module', '-e', program], {
      stdio: 'ignore',
    });
    const ended = new Promise((done) => child.once('exit', done));
    await vi.waitUntil(() => Number(count.get()) > 0 || child.exitCode !== null, {
      timeout: 120_000,
      interval: 2,
    });
    child.kill('SIGKILL');
    await ended;
    expect(db.prepare("SELECT count(*) FROM import_batches WHERE state = 'complete'").pluck().get()).toBe(0);
    expect(Number(count.get())).toBeGreaterThan(0);
    expect(await motcua('import', 'tickets', file)).toBe(0);
    expect(spoken.text).toContain('60000 tickets imported');
    expect(count.get()).toBe(60_000);
    db.close();
  }, 180_000);
});
