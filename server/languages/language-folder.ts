import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Language, line } from '../../common/protocol/primitives.ts';

/** Larger files are no words of a language. */
const MOST_BYTES = 1_000_000;
/** So many folders of languages are read. */
const MOST_FOLDERS = 60;

/** What a folder says of its language: `language.json`. */
const LanguageCard = z.strictObject({
  tag: Language,
  name: line(60),
  nameVi: line(60),
  nameEn: line(60),
  direction: z.enum(['ltr', 'rtl']).default('ltr'),
  made: z.enum(['own', 'machine']).default('machine'),
  /** The package of its typeface, and which of its files; the build makes small ones of it (scripts/fonts). */
  font: z.strictObject({ package: line(80), subset: line(40) }).optional(),
});
export type LanguageCard = z.infer<typeof LanguageCard>;

const sentence = z.string().min(1).max(1_000);
const Sentences = z.record(z.string().max(1_000), sentence);
/** Page → key → sentence: `words.json`. */
const FolderWords = z.record(z.string().max(40), Sentences);

/** A folder of a language as it was read. */
export interface LanguageFolder {
  readonly card: LanguageCard;
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Vietnamese name → name in this language. */
  readonly names: Readonly<Record<string, string>>;
}

/** What is wrong with a folder or with a sentence in it. */
export type TellFault = (folder: string, reason: string) => void;

function readJson(file: string): unknown {
  if (!existsSync(file)) return {};
  if (statSync(file).size > MOST_BYTES) throw new Error('the file is too large');
  return JSON.parse(readFileSync(file, 'utf8'));
}

const composedNames = (names: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(names).map(([name, own]) => [name.normalize('NFC'), own.normalize('NFC')]),
  );

/**
 * Every folder of languages in a place, by tag. A folder that cannot be used is left out and told: a slip of the pen in
 * a translation must not stop the hall.
 */
export function readLanguageFolders(place: string, tell: TellFault): ReadonlyMap<string, LanguageFolder> {
  const found = new Map<string, LanguageFolder>();
  if (!existsSync(place)) return found;
  for (const name of readdirSync(place).sort().slice(0, MOST_FOLDERS)) {
    const folder = join(place, name);
    if (!existsSync(join(folder, 'language.json'))) continue;
    try {
      const card = LanguageCard.parse(readJson(join(folder, 'language.json')));
      if (card.tag !== name) throw new Error(`it says that it is "${card.tag}"`);
      found.set(card.tag, {
        card,
        words: FolderWords.parse(readJson(join(folder, 'words.json'))),
        names: composedNames(Sentences.parse(readJson(join(folder, 'names.json')))),
      });
    } catch (error) {
      tell(folder, error instanceof Error ? error.message : String(error));
    }
  }
  return found;
}
