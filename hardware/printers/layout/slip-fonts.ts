import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { GlobalFonts } from '@napi-rs/canvas';
import { packageFolder } from '../../package-folder.ts';

/** The weights a thermal head reproduces well: thinner strokes break up at 203 dpi. */
export type SlipWeight = 500 | 600 | 700 | 800;

const weights: readonly SlipWeight[] = [500, 600, 700, 800];
const subsets = ['latin', 'vietnamese'] as const;

let registered = false;
/** Families of languages that are known to the drawing library, and the one that is written now. */
const known = new Map<string, string | null>();
let written: string | null = null;

function familyOf(weight: SlipWeight): string {
  return `Be Vietnam Pro Slip ${weight}`;
}

/**
 * Makes the bundled typeface known to the drawing library, once. Both subsets of a weight share one family
 * name: under two names, letters such as "ầ" are put together from pieces of different fonts.
 * @param language of the second lines, whose letters the product's own typeface may not have
 * @throws Error when a font file is missing from the installation.
 */
export function registerSlipFonts(language = 'vi'): void {
  written = languageFamily(language);
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

/** The typeface of a language, made known once; null: it has none of its own. */
function languageFamily(language: string): string | null {
  const found = known.get(language);
  if (found !== undefined) return found;
  const file = join(packageFolder(), 'dist', 'fonts', language, 'whole.woff2');
  const family = `Slip ${language}`;
  // A language without a typeface is drawn with what there is: a ticket comes out in any case.
  const made = existsSync(file) && GlobalFonts.registerFromPath(file, family) ? family : null;
  known.set(language, made);
  return made;
}

/** The CSS font string of a weight and a size in dots. */
export function slipFont(weight: SlipWeight, sizeDots: number): string {
  const families = written === null ? [familyOf(weight)] : [familyOf(weight), written];
  return `${sizeDots}px ${families.map((each) => `"${each}"`).join(', ')}`;
}
