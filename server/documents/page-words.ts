import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { PaperKind, Signing } from '../../common/protocol/signing.ts';
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
  /** Whom a paper is put before ("Kính gửi: …"); empty for none. */
  addressee: sentence(200).default(''),
  /** Sentence before the table; {hall}, {title} and {period} stand for the report's own. */
  basis: sentence(1000),
  closing: sentence(1000),
  recipients: z.array(sentence(200)).max(20),
  /** Line above the signer's title, such as "TM. ỦY BAN NHÂN DÂN"; empty for none. */
  signerAuthority: sentence(120),
  signerTitle: sentence(120),
  signerHint: sentence(120),
  /** The body that issues the paper, and the one above it; empty: the hall and its own. */
  issuer: sentence(200).default(''),
  issuerSuperior: sentence(200).default(''),
});
export type PageWords = z.infer<typeof PageWords>;

/** File of a hall with page words of its own, in its data folder. */
const PAGE_WORDS_FILE = 'report-page.json';

/** The same for the list of procedures that a hall puts up. */
const LISTING_WORDS_FILE = 'listing-page.json';
/** The same for the paper of a roster. */
const ROSTER_WORDS_FILE = 'roster-page.json';
/** The same for what is put before the Chairman each month. */
const MONTH_WORDS_FILE = 'month-page.json';

/** Files of words by kind of paper. */
const FILES: Readonly<Record<Exclude<PaperKind, 'all'>, string>> = {
  report: PAGE_WORDS_FILE,
  roster: ROSTER_WORDS_FILE,
  month: MONTH_WORDS_FILE,
  listing: LISTING_WORDS_FILE,
};

/** What holds for a kind of paper on a day: its latest own entry by then, else the latest for all papers; null: none. */
function signingOn(
  signings: readonly Signing[],
  paper: Exclude<PaperKind, 'all'>,
  date: string,
): Signing | null {
  const latest = (kind: PaperKind) =>
    signings
      .filter((each) => each.paper === kind && each.from <= date)
      .reduce<Signing | null>((best, each) => (best === null || each.from >= best.from ? each : best), null);
  return latest(paper) ?? latest('all');
}

/** Words of a kind of paper on a day: signer, body, symbol and recipients as the settings have them for that day. */
export function pageWordsOn(
  dataDir: string,
  signings: readonly Signing[],
  paper: Exclude<PaperKind, 'all'>,
  date: string,
): PageWords {
  const words = readPageWords(dataDir, FILES[paper]);
  const signing = signingOn(signings, paper, date);
  if (signing === null) return words;
  const { issuer, issuerSuperior, onBehalfOf, inPlaceOf, title, symbol, place, recipients } = signing;
  return {
    ...words,
    issuer,
    issuerSuperior,
    signerAuthority: [onBehalfOf && `TM. ${onBehalfOf}`, inPlaceOf && `KT. ${inPlaceOf}`]
      .filter((lineText) => lineText !== '')
      .join('\n'),
    signerTitle: title,
    numberLine: symbol === '' ? words.numberLine : words.numberLine.replace(/-[^-]*$/, `-${symbol}`),
    placeDateLine: place === '' ? words.placeDateLine : words.placeDateLine.replace(/^[^,]*/, place),
    recipients: recipients.length === 0 ? words.recipients : [...recipients],
  };
}

/**
 * The page's words: the product's, or the hall's own where its data folder has a file of that name.
 * Throws when the file is not valid, with the place of the fault.
 */
function readPageWords(dataDir: string, name: string): PageWords {
  const own = join(dataDir, name);
  const file = existsSync(own) ? own : join(packageFolder(), 'hall-data', name);
  const parsed = PageWords.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
