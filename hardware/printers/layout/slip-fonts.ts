import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { GlobalFonts } from '@napi-rs/canvas';

/** The weights a thermal head reproduces well: thinner strokes break up at 203 dpi. */
export type SlipWeight = 500 | 600 | 700 | 800;

const weights: readonly SlipWeight[] = [500, 600, 700, 800];
const subsets = ['latin', 'vietnamese'] as const;

let registered = false;

function familyOf(weight: SlipWeight): string {
  return `Be Vietnam Pro Slip ${weight}`;
}

/**
 * Makes the bundled typeface known to the drawing library, once. Both subsets of a weight share one family
 * name: under two names, letters such as "ầ" are put together from pieces of different fonts.
 * @throws Error when a font file is missing from the installation.
 */
export function registerSlipFonts(): void {
  if (registered) return;
  const require = createRequire(import.meta.url);
  const folder = join(dirname(require.resolve('@fontsource/be-vietnam-pro/package.json')), 'files');
  for (const weight of weights) {
    for (const subset of subsets) {
      const file = join(folder, `be-vietnam-pro-${subset}-${weight}-normal.woff2`);
      if (!GlobalFonts.registerFromPath(file, familyOf(weight))) throw new Error(`no font at ${file}`);
    }
  }
  registered = true;
}

/** The CSS font string of a weight and a size in dots. */
export function slipFont(weight: SlipWeight, sizeDots: number): string {
  return `${sizeDots}px "${familyOf(weight)}"`;
}
