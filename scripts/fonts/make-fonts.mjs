import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import subsetFont from 'subset-font';

/**
 * Typefaces of the languages whose letters the product's own does not have, made from the packages that their folders
 * name. Of each: small files with the letters of its words, which pages load, and the whole one for paper and for the
 * names that a hall writes itself.
 */

/** Weights of the words on pages. */
const WEIGHTS = [400, 700];
/** Weight of the whole file and of a language's name on its button. */
const WHOLE = 500;

const require = createRequire(import.meta.url);

const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});

/** Every letter that a language says, with the figures and signs that stand between its words. */
function lettersOf(folder) {
  const words = Object.values(readJson(join(folder, 'words.json'))).flatMap((page) => Object.values(page));
  const names = Object.values(readJson(join(folder, 'names.json')));
  // Days and months come from Intl.
  return [...words, ...names, ...calendarOf(folder)].join('');
}

function calendarOf(folder) {
  const { tag } = readJson(join(folder, 'language.json'));
  const form = new Intl.DateTimeFormat(`${tag}-u-ca-gregory-nu-latn`, { dateStyle: 'full', timeZone: 'UTC' });
  return Array.from({ length: 372 }, (_, day) => form.format(Date.UTC(2026, 0, 1 + day)));
}

/** @param place folder of the languages  @param target where the fonts go, one folder each */
export async function makeFonts(place, target) {
  for (const tag of readdirSync(place)) {
    const folder = join(place, tag);
    const { name, font } = readJson(join(folder, 'language.json'));
    if (font === undefined) continue;
    const files = join(dirname(require.resolve(`${font.package}/package.json`)), 'files');
    const fileOf = (weight) => {
      const base = font.package.split('/').at(-1);
      return join(files, `${base}-${font.subset}-${weight}-normal.woff2`);
    };
    const out = join(target, tag);
    mkdirSync(out, { recursive: true });
    const subset = async (weight, letters, file) =>
      writeFileSync(
        join(out, file),
        await subsetFont(readFileSync(fileOf(weight)), letters, { targetFormat: 'woff2' }),
      );
    const letters = lettersOf(folder);
    for (const weight of WEIGHTS) await subset(weight, letters, `words-${weight}.woff2`);
    await subset(WHOLE, name, 'name.woff2');
    copyFileSync(fileOf(WHOLE), join(out, 'whole.woff2'));
  }
}
