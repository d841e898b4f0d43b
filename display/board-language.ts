import { useEffect, useState } from 'react';
import { LanguageShelf, ownFaces } from '../common/client/language-words.ts';
import { wordsOver } from '../common/i18n/citizen-words.ts';
import { counterNumber } from '../common/i18n/name-in.ts';
import { translator } from '../common/i18n/translate.ts';
import { display } from '../common/i18n/vi/display.ts';

/** A board's second line: what is said in the language of a called ticket. */
export interface SecondLine {
  readonly language: string;
  readonly say: ReturnType<typeof translator<typeof display>>;
  /** "Quầy 5" in that language; a counter with a name of its own keeps it. */
  readonly counter: (label: string) => string;
}

const shelf = new LanguageShelf('board', true);

function secondLine(tag: string): SecondLine | null {
  const loaded = shelf.at(tag);
  if (loaded === undefined) return null;
  const say = translator<typeof display>(wordsOver<typeof display>(display, loaded.pages.display), tag);
  const counter = (label: string) => {
    const n = counterNumber(label);
    return n === null ? label : say('counterN', { n });
  };
  return { language: tag, say, counter };
}

/**
 * The second lines of a board, by language. Words are asked for when a ticket of their language is called; until they are
 * there, and where the hall is not reached, the first line stands alone.
 */
export function useSecondLines(
  tags: readonly (string | undefined)[],
): (tag: string | undefined) => SecondLine | null {
  const [, drawAgain] = useState(0);
  const wanted = [...new Set(tags)].filter((tag) => tag !== undefined && tag !== 'vi').sort();
  const key = wanted.join(' ');
  useEffect(() => {
    let gone = false;
    const missing = key.split(' ').filter((tag) => tag !== '' && shelf.at(tag) === undefined);
    for (const tag of missing)
      void shelf.load(tag).then((loaded) => {
        if (gone || loaded === null) return;
        const { style } = document.documentElement;
        style.setProperty('--own-face', key.split(' ').map(ownFaces).join(', '));
        drawAgain((count) => count + 1);
      });
    return () => {
      gone = true;
    };
  }, [key]);
  return (tag) => (tag === undefined || tag === 'vi' ? null : secondLine(tag));
}
