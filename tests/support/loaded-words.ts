import type { LoadedWords } from '../../common/client/language-words.ts';
import type { Face } from '../../common/i18n/citizen-words.ts';
import { fontsOf } from '../../server/languages/fonts.ts';
import { Languages } from '../../server/languages/languages.ts';

/** The product's languages; a fault in one of them fails the test that asks. */
export const productLanguages = new Languages(null, (error, what) => {
  throw new Error(what, { cause: error });
});

/** The words of a face as the hall sends them, with every name that the language knows. */
export function loadedWords(tag: string, face: Face): LoadedWords {
  const language = productLanguages.find(tag);
  if (language === undefined) throw new Error(`no language ${tag}`);
  const { direction } = language.card;
  const names = Object.keys(language.names).map((name) => [name, ''] as const);
  return { tag, direction, fonts: fontsOf(tag), ...productLanguages.faceOf(language, face, names) };
}
