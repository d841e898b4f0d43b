import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packageFolder } from '../../hardware/package-folder.ts';

const sentence = (max: number) =>
  z
    .string()
    .max(max)
    .transform((text) => text.normalize('NFC'));

/** The words of a page to sign that are local custom: data, not code. */
export const PageWords = z.strictObject({
  numberLine: sentence(80),
  placeDateLine: sentence(80),
  documentType: sentence(80),
  /** Sentence before the table; {hall}, {title} and {period} stand for the report's own. */
  basis: sentence(1000),
  closing: sentence(1000),
  recipients: z.array(sentence(200)).max(20),
  /** Line above the signer's title, such as "TM. ỦY BAN NHÂN DÂN"; empty for none. */
  signerAuthority: sentence(120),
  signerTitle: sentence(120),
  signerHint: sentence(120),
});
export type PageWords = z.infer<typeof PageWords>;

/** File of a hall with page words of its own, in its data folder. */
const PAGE_WORDS_FILE = 'report-page.json';

/** The same for the list of procedures that a hall puts up. */
export const LISTING_WORDS_FILE = 'listing-page.json';
/** The same for the paper of a roster. */
export const ROSTER_WORDS_FILE = 'roster-page.json';

/**
 * The page's words: the product's, or the hall's own where its data folder has a file of that name.
 * Throws when the file is not valid, with the place of the fault.
 */
export function readPageWords(dataDir: string, name: string = PAGE_WORDS_FILE): PageWords {
  const own = join(dataDir, name);
  const file = existsSync(own) ? own : join(packageFolder(), 'hall-data', name);
  const parsed = PageWords.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
