import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { api } from '../common/client/api.ts';
import type { HallConnection } from '../common/client/hall-connection.ts';
import { LanguageShelf, nameFace, type OfferedLanguage } from '../common/client/language-words.ts';
import { type KioskWords, kioskWords, VIETNAMESE_WORDS } from './kiosk-words.ts';
import { useKeptRead } from './use-kept-read.ts';

const shelf = new LanguageShelf('kiosk', true);

/**
 * The words of the language chosen. They are asked for when a finger chooses it; until they are there the page stays as it
 * is, and where the hall is not reached it does so too.
 */
export function useLanguage(): { readonly words: KioskWords; readonly choose: (tag: string) => void } {
  const [words, setWords] = useState(VIETNAMESE_WORDS);
  const wanted = useRef('vi');
  const choose = useCallback((tag: string) => {
    wanted.current = tag;
    if (tag === 'vi') {
      setWords(VIETNAMESE_WORDS);
      return;
    }
    void shelf.load(tag).then((loaded) => {
      // Another language was chosen meanwhile, or the visit is over.
      if (loaded !== null && wanted.current === tag) setWords(kioskWords(loaded));
    });
  }, []);
  return { words, choose };
}

const readLanguages = (headers: Readonly<Record<string, string>>) => api('GET /languages', { headers });

/**
 * The languages that the hall offers, in its order. The letters of their names are small typefaces of their own: a button
 * must say 日本語 before Japanese was chosen.
 * @param chosen the hall's setting; the list is read again when it changes
 */
export function useOffered(
  connection: HallConnection,
  boot: string | null,
  chosen: readonly string[] | undefined,
): readonly OfferedLanguage[] {
  const answer = useKeptRead(connection, readLanguages, boot, String(chosen));
  const languages = useMemo(() => (answer?.languages ?? []).filter((each) => each.offered), [answer]);
  useEffect(() => {
    for (const { tag, nameFont } of languages)
      if (nameFont !== null) document.fonts.add(new FontFace(nameFace(tag), `url(${nameFont})`));
  }, [languages]);
  return languages;
}
