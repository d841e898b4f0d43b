import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packageFolder } from '../../hardware/package-folder.ts';
import type { Figure } from '../figure.ts';
import type { Measure, MeasureResult } from '../measure.ts';

const LIMIT_KB = 150;
const LIMITED = ['kiosk', 'display'];
const TOLD = ['counter-client', 'manager', 'citizen'];

/** Script that a page loads before it is usable, gzip, in kilobytes of 1,000 bytes. @param web folder of built pages */
export function scriptKb(web: string, front: string): number {
  const page = join(web, front, 'index.html');
  if (!existsSync(page)) throw new Error(`${page} is not built: run "npm run build" first`);
  const html = readFileSync(page, 'utf8');
  const scripts = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map((match) => match[1] ?? '');
  if (scripts.length === 0) throw new Error(`${page} names no script`);
  // What a script imports later is loaded too, except where it is asked for by a person (import(...)).
  return scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(web, path))).length, 0) / 1000;
}

async function run(): Promise<MeasureResult> {
  const web = join(packageFolder(), 'dist', 'web');
  const figure = (front: string, limited: boolean): Figure => ({
    name: front,
    unit: 'kB',
    value: scriptKb(web, front),
    peer: null,
    limit: limited ? { of: 'value', kind: 'at-most', value: LIMIT_KB } : null,
  });
  return {
    figures: [...LIMITED.map((front) => figure(front, true)), ...TOLD.map((front) => figure(front, false))],
    notes: ['Entry script and everything it preloads, gzip.'],
  };
}

/** What a screen must load before it works. */
export const pageSize: Measure = {
  name: 'page-size',
  title: 'Script of each page, compressed',
  run,
};
