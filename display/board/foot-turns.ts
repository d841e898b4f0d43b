import type { FieldRecord, NoticeRecord } from '../../common/protocol/views.ts';

/** So many letters stand on one line of the foot at the size that is read across the hall. */
export const LETTERS_OF_A_LINE = 56;
/** Letters that count, wait and the room between lines take beside a field's name. */
const BESIDE_THE_NAME = 24;

/** One turn of the notices: a piece of a notice in one language. */
export interface Turn {
  readonly text: string;
  readonly language: 'vi' | 'en';
}

/** The lines in which somebody waits, as many on a page as fit side by side; one empty page where nobody does. */
export function waitingPages(fields: readonly FieldRecord[]): readonly (readonly FieldRecord[])[] {
  const pages: FieldRecord[][] = [];
  let room = 0;
  for (const record of fields.filter(({ waiting }) => waiting > 0)) {
    const needed = record.field.name.length + BESIDE_THE_NAME;
    const page = pages.at(-1);
    if (page === undefined || needed > room) {
      pages.push([record]);
      room = LETTERS_OF_A_LINE * 1.6 - needed;
    } else {
      page.push(record);
      room -= needed;
    }
  }
  return pages.length === 0 ? [[]] : pages;
}

/** Each notice whole, a piece a turn, first in Vietnamese, then in English on turns of its own. */
export function noticeTurns(notices: readonly NoticeRecord[]): readonly Turn[] {
  return notices.flatMap(({ text, textEn }) => [
    ...piecesOf(text).map((piece): Turn => ({ text: piece, language: 'vi' })),
    ...piecesOf(textEn).map((piece): Turn => ({ text: piece, language: 'en' })),
  ]);
}

/** A text in pieces of at most a line each, divided between words; a longer word stands alone. */
export function piecesOf(text: string, most = LETTERS_OF_A_LINE): readonly string[] {
  const pieces: string[] = [];
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    const last = pieces.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most)
      pieces[pieces.length - 1] = `${last} ${word}`;
    else pieces.push(word);
  }
  return pieces;
}
