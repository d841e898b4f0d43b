import type { Voice } from './clip-keys.ts';
import { readCounter, readTicketNumber } from './reading.ts';

/** What is heard as one: words between two pauses, or the clips of a number. */
export type SpeechPiece =
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'number'; readonly clips: readonly string[] };

const HOURS_AND_MINUTES = { vi: '$1 giờ $2 phút', en: '$1 $2' } as const;
const DATE = { vi: '$1 tháng $2 năm $3', en: '$1 $2 $3' } as const;

/**
 * A sentence of the screen cut into pieces that a pack can hold: at numbers and at the marks at which a reader pauses.
 * Times and dates are said in words. Numbers to 999 are read as numbers, longer ones digit by digit.
 */
export function speechPieces(text: string, voice: Voice): SpeechPiece[] {
  const said = text
    .normalize('NFC')
    .replace(/\b(\d{2})\/(\d{2})\/(\d{4})\b/g, DATE[voice.language])
    .replace(/\b(\d{1,2}):00\b/g, voice.language === 'vi' ? '$1 giờ' : "$1 o'clock")
    .replace(/\b(\d{1,2}):(\d{2})\b/g, HOURS_AND_MINUTES[voice.language]);
  return said.split(/(\d+)|[.,;:!?()"“”…·–\n]+|\s-\s/u).flatMap((part): SpeechPiece[] => {
    const words = part?.trim() ?? '';
    if (words === '') return [];
    if (/^\d+$/.test(words)) return [{ kind: 'number', clips: numberClips(words, voice) }];
    return [{ kind: 'words', words }];
  });
}

function numberClips(digits: string, voice: Voice): string[] {
  const value = Number(digits);
  return value >= 1 && value <= 999 ? readCounter(value, voice) : readTicketNumber(digits);
}

/** The same words in any writing have one name in a pack. */
export const phraseKey = (words: string): string =>
  words.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
