import { useEffect, useState } from 'react';
import type { PhrasePack } from '../../common/voice/phrase-pack.ts';
import type { Prompt } from '../../common/voice/prompts.ts';
import { grammarOf } from '../../common/voice/recorded-clip.ts';

/** The sentences of the speaking kiosk, as the shipped packs know them; none while they are not there. */
export function useSentences(language: string): readonly Prompt[] {
  const [sentences, setSentences] = useState<readonly Prompt[]>([]);
  const pack = grammarOf(language) === 'en' ? 'en' : 'vi-south';
  useEffect(() => {
    let wanted = true;
    fetch(`/voice/${pack}/phrases/phrases.json`)
      .then((answer) => answer.json() as Promise<PhrasePack>)
      .then((phrases) => {
        const found = Object.entries(phrases).map(([words, { file }]) => ({
          clip: file.replace(/\.\w+$/, ''),
          words,
        }));
        if (wanted) setSentences(found);
      })
      // Without them the studio has one chapter less.
      .catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [pack]);
  return sentences;
}
