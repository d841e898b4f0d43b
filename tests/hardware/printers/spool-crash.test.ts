import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decodeEscpos } from '../../support/strict-escpos-decoder.ts';

const support = join(import.meta.dirname, '..', '..', 'support');

/** Runs the printing process; kills it without warning once it has said `killAfterLines` lines. */
function run(args: string[], killAfterLines?: number): Promise<string[]> {
  const child = spawn(
    process.execPath,
    ['--import', join(support, 'typescript-loader.mjs'), join(support, 'spool-child.ts'), ...args],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  let errors = '';
  let killed = false;
  child.stdout.on('data', (text: Buffer) => {
    output += text.toString();
    if (killAfterLines !== undefined && output.split('\n').length > killAfterLines) {
      killed = true;
      child.kill('SIGKILL');
    }
  });
  child.stderr.on('data', (text: Buffer) => {
    errors += text.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      if (code === 0 || killed) resolve(output.split('\n').slice(0, -1));
      else reject(new Error(`exit ${code}: ${errors}`));
    });
  });
}

describe('a spool whose process is killed', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'spool-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('prints every accepted ticket, and none again that was told printed', async () => {
    const pages = join(folder, 'pages');
    const said: string[] = [];
    const timesOf = (jobId: string) =>
      readdirSync(pages).filter(
        (file) => file.startsWith(`${jobId.slice('job-'.length)}-`) && file.endsWith('.png'),
      );
    const lines = [4, 9, 2, 14, 7, 11];
    for (const [round, killAfter] of lines.entries()) {
      said.push(...(await run([folder, pages, String(1000 + round * 100), '12'], killAfter)));
    }
    const toldPrinted = said.filter((line) => line.startsWith('printed ')).map((line) => line.slice(8));
    const before = new Map(toldPrinted.map((jobId) => [jobId, timesOf(jobId).length]));
    const last = await run([folder, pages, '0', '0']);
    expect(last.at(-1)).toBe('done');
    said.push(...last);

    const accepted = said.filter((line) => line.startsWith('accepted ')).map((line) => line.slice(9));
    expect(accepted.length).toBeGreaterThan(10);
    for (const jobId of accepted) expect(timesOf(jobId).length, jobId).toBeGreaterThanOrEqual(1);
    for (const [jobId, times] of before) expect(timesOf(jobId).length, jobId).toBe(times);
    const results = said.filter((line) => line.startsWith('printed '));
    expect(new Set(results).size, 'a job was told printed twice').toBe(results.length);

    const numbers = results.map((line) => Number(line.slice('printed job-'.length)));
    expect(numbers, 'out of order').toEqual([...numbers].sort((a, b) => a - b));
    for (const file of readdirSync(pages).filter((name) => name.endsWith('.bin'))) {
      expect(() => decodeEscpos(readFileSync(join(pages, file)))).not.toThrow();
    }
  }, 90_000);

  test('sets a damaged file aside and prints the rest', async () => {
    const pages = join(folder, 'pages');
    await run([folder, pages, '1000', '2']);
    const spool = join(folder, 'spool', 'p');
    writeFileSync(join(spool, '000000100-half.json'), '{"order": 100, "job"');
    writeFileSync(join(spool, '000000101-left.json.part'), '{');
    const said = await run([folder, pages, '2000', '1']);
    expect(said).toContain('printed job-2000');
    const files = readdirSync(spool);
    expect(files).toContain('000000100-half.json.broken');
    expect(files.filter((file) => file.endsWith('.part'))).toEqual([]);
  }, 60_000);
});
