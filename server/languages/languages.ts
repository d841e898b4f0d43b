import { createHash } from 'node:crypto';
import { join } from 'node:path';
import {
  type CitizenDictionary,
  type CitizenPage,
  FACES,
  type Face,
  type PageWords,
} from '../../common/i18n/citizen-words.ts';
import { nameIn } from '../../common/i18n/name-in.ts';
import { type Params, translate } from '../../common/i18n/translate.ts';
import { vi } from '../../common/i18n/vi.ts';
import { packageFolder } from '../../hardware/package-folder.ts';
import { completeWords, ownWords } from './complete-words.ts';
import { type LanguageCard, type LanguageFolder, readLanguageFolders } from './language-folder.ts';

/** An installed language, whole. */
export interface InstalledLanguage {
  readonly card: LanguageCard;
  readonly words: CitizenDictionary;
  /** Vietnamese name → its own. */
  readonly names: Readonly<Record<string, string>>;
  /** page.key of the words that are shown in English. */
  readonly missing: readonly string[];
  /** Changes with every word: what a reader has signed is this. */
  readonly digest: string;
}

/** The words of a page in one language. */
export type SayPage<Page extends CitizenPage> = (
  key: keyof (typeof vi)[Page] & string,
  params?: Params,
) => string;

/** Where the product's languages lie, one folder each. */
const LANGUAGES_PLACE = join('common', 'i18n');

/**
 * The languages of a hall: those of the product and those in the `languages` folder of its data, one folder each. A folder
 * of the hall with the tag of one of the product's lays its words and names over it. Read once, at the start.
 */
export class Languages {
  private readonly known: ReadonlyMap<string, InstalledLanguage>;

  /** @param tell hears of folders and sentences that cannot be used */
  constructor(dataDir: string | null, tell: (error: unknown, what: string) => void) {
    const fault = (folder: string, reason: string) => tell(new Error(reason), `language in ${folder}`);
    const shipped = readLanguageFolders(join(packageFolder(), LANGUAGES_PLACE), fault);
    const ownPlace = dataDir === null ? '' : join(dataDir, 'languages');
    const own = dataDir === null ? new Map<string, LanguageFolder>() : readLanguageFolders(ownPlace, fault);
    const all = new Map<string, InstalledLanguage>();
    for (const tag of new Set([...shipped.keys(), ...own.keys()])) {
      const { language, faults } = install(shipped.get(tag), own.get(tag));
      all.set(tag, language);
      for (const each of faults) fault(tag, each);
    }
    if (!all.has('vi') || !all.has('en'))
      throw new Error('the folders of Vietnamese and English are missing');
    this.known = all;
  }

  has(tag: string): boolean {
    return this.known.has(tag);
  }

  list(): readonly InstalledLanguage[] {
    return [...this.known.values()];
  }

  find(tag: string): InstalledLanguage | undefined {
    return this.known.get(tag);
  }

  /** The sentences of a page; of a language that is no longer installed: Vietnamese. */
  say<Page extends CitizenPage>(tag: string, page: Page): SayPage<Page> {
    const words: PageWords = this.known.get(tag)?.words[page] ?? vi[page];
    return (key, params = {}) => translate<Record<string, string>>(words, key, params, tag);
  }

  /** A name that the hall gives in Vietnamese, in a language (see nameIn). */
  name(tag: string, vietnamese: string, english = ''): string {
    return nameIn(tag, this.known.get(tag)?.names ?? {}, vietnamese.normalize('NFC'), english);
  }

  /**
   * The words of a face, and the names that are asked for.
   * @param names Vietnamese name → English name of the hall; empty: it has none
   */
  faceOf(language: InstalledLanguage, face: Face, names: Iterable<readonly [string, string]>) {
    const pages: readonly CitizenPage[] = FACES[face];
    const own: Record<string, string> = {};
    for (const [vietnamese, english] of names) {
      const said = this.name(language.card.tag, vietnamese, english);
      if (said !== vietnamese) own[vietnamese] = said;
    }
    return { pages: Object.fromEntries(pages.map((page) => [page, language.words[page]])), names: own };
  }
}

function install(
  shipped: LanguageFolder | undefined,
  own: LanguageFolder | undefined,
): { readonly language: InstalledLanguage; readonly faults: readonly string[] } {
  const card = own?.card ?? shipped?.card;
  if (card === undefined) throw new Error('a language without a folder');
  const names = { ...shipped?.names, ...own?.names };
  const isWhole = card.tag === 'vi' || card.tag === 'en';
  const base = isWhole ? ownWords(card.tag === 'vi' ? 'vi' : 'en') : {};
  const pages: Record<string, PageWords> = { ...base };
  for (const folder of [shipped, own])
    for (const [page, words] of Object.entries(folder?.words ?? {}))
      pages[page] = { ...pages[page], ...words };
  const { words, missing, faults } = completeWords(pages);
  const digest = createHash('sha256')
    .update(JSON.stringify([words, Object.entries(names).sort()]))
    .digest('hex')
    .slice(0, 16);
  return { language: { card, words, names, missing, digest }, faults };
}
