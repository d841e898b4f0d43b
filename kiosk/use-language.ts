import { useCallback, useRef, useState } from 'react';
import { LanguageShelf } from '../common/client/language-words.ts';
import { type KioskWords, kioskWords, VIETNAMESE_WORDS } from './kiosk-words.ts';

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
