import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/**
 * The pictures of README.md and docs/ are made by the browser tests: README_PICTURES=1 writes them anew into the
 * tree, otherwise each is made and looked at all the same.
 */
const FOLDER = join(process.cwd(), 'docs', 'pictures');
const KEPT = process.env.README_PICTURES === '1';

/** Width and height of a PNG, from its header. */
export function sizeOfPng(png: Buffer): { width: number; height: number } {
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

/** Keeps bytes of a PNG as docs/pictures/NAME.png. */
export function readmePicture(name: string, png: Buffer): void {
  sizeOfPng(png);
  if (KEPT) writeFileSync(join(FOLDER, `${name}.png`), png);
}

/** The page as it stands, at the size of its window. */
export async function readmePageOf(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const png = await page.screenshot({ animations: 'disabled' });
  expect(sizeOfPng(png)).toEqual(page.viewportSize());
  readmePicture(name, png);
}
