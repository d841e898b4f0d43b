import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LanguageWords } from '../../common/protocol/rest/languages.ts';
import { packageFolder } from '../../hardware/package-folder.ts';

/** The typefaces that the build made of the languages' packages, one folder each. */
export const FONTS_FOLDER = join(packageFolder(), 'dist', 'fonts');
/** Where pages get them. */
export const FONTS_PATH = '/language-fonts';

const WEIGHTS = [400, 700];

const addressOf = (tag: string, file: string) =>
  existsSync(join(FONTS_FOLDER, tag, file)) ? `${FONTS_PATH}/${tag}/${file}` : null;

export function fontsOf(tag: string): LanguageWords['fonts'] {
  const words = WEIGHTS.flatMap((weight) => {
    const address = addressOf(tag, `words-${weight}.woff2`);
    return address === null ? [] : [{ weight, address }];
  });
  return { words, whole: addressOf(tag, 'whole.woff2') };
}

export const nameFontOf = (tag: string): string | null => addressOf(tag, 'name.woff2');
