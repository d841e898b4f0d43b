import type { Face, PageWords } from '../i18n/citizen-words.ts';
import type { LanguageWords } from '../protocol/rest/languages.ts';
import { api } from './api.ts';

/** The words of a face in one language, as the hall sent them. */
export interface LoadedWords {
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
  readonly pages: Readonly<Record<string, PageWords>>;
  /** Vietnamese name → name in this language. */
  readonly names: Readonly<Record<string, string>>;
  readonly fonts: LanguageWords['fonts'];
}

/** A language that citizens can choose, by its own name. */
export interface OfferedLanguage {
  readonly tag: string;
  readonly name: string;
}

/** Vietnamese is a part of every page; it needs nothing from the hall. */
export const VIETNAMESE: OfferedLanguage = { tag: 'vi', name: 'Tiếng Việt' };

/** The languages that the hall offers, in its order; null: the hall was not reached. */
export async function readOffered(): Promise<readonly OfferedLanguage[] | null> {
  const answer = await api('GET /languages');
  return answer.ok ? answer.value.languages.filter((each) => each.offered) : null;
}

/** The typeface that a language brings along: that of its words, and the whole one for names that a hall writes. */
const wordsFace = (tag: string) => `Hall ${tag}`;
const wholeFace = (tag: string) => `Hall ${tag} whole`;
/** The typeface of a language's own name. */
export const nameFace = (tag: string) => `Hall name ${tag}`;
/** What stands behind the product's own typeface in a list of families. */
export const ownFaces = (tag: string) => `"${wordsFace(tag)}", "${wholeFace(tag)}"`;

/** Makes the typeface of a language known to this page, so that it is there before the first word is drawn. */
async function loadFonts({ tag, fonts }: LoadedWords): Promise<void> {
  // The whole one is large: the browser fetches it for a letter that the others do not have.
  if (fonts.whole !== null) document.fonts.add(new FontFace(wholeFace(tag), `url(${fonts.whole})`));
  const faces = fonts.words.map(
    ({ weight, address }) =>
      new FontFace(wordsFace(tag), `url(${address})`, { weight: String(weight), display: 'swap' }),
  );
  // A typeface that does not come is no reason to stay in another language: the system may have one.
  const loaded = await Promise.allSettled(faces.map((face) => face.load()));
  for (const each of loaded) if (each.status === 'fulfilled') document.fonts.add(each.value);
}

/**
 * The words of one face, by language: only those that are shown are asked for, and each once.
 * @param withFonts false where the machine's own typefaces serve, as on a phone
 */
export class LanguageShelf {
  private readonly face: Face;
  private readonly withFonts: boolean;
  private readonly known = new Map<string, LoadedWords>();

  constructor(face: Face, withFonts: boolean) {
    this.face = face;
    this.withFonts = withFonts;
  }

  /** What was loaded before; undefined: not yet. */
  at(tag: string): LoadedWords | undefined {
    return this.known.get(tag);
  }

  /** Null: the hall was not reached, or has no such language. */
  async load(tag: string): Promise<LoadedWords | null> {
    const found = this.known.get(tag);
    if (found !== undefined) return found;
    const answer = await api('GET /languages/:tag/words', { params: { tag }, query: { face: this.face } });
    if (!answer.ok) return null;
    if (this.withFonts) await loadFonts(answer.value);
    this.known.set(tag, answer.value);
    return answer.value;
  }
}
