import type { SKRSContext2D } from '@napi-rs/canvas';
import { type SlipWeight, slipFont } from './slip-fonts.ts';

export interface TextStyle {
  readonly weight: SlipWeight;
  /** Size in dots. */
  readonly size: number;
}

/** NFC, one space between words: decomposed letters draw their marks beside instead of above. */
export function composed(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** Han, kana and Khmer are written without blanks between words. */
const UNSPACED = /[\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]/u;
/** Signs that never begin a line, and those that never end one. */
const CLOSING = /^[\p{Pe}\p{Pf}\p{Po}ー～]+$/u;
const OPENING = /[\p{Ps}\p{Pi}]$/u;
const parts = new Intl.Segmenter(undefined, { granularity: 'word' });
const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A word, and what stands between it and the word before it on the same line. */
interface Piece {
  readonly text: string;
  readonly glue: '' | ' ';
}

/** Where a word may be broken without harm: Vietnamese ones nowhere, Chinese, Japanese and Khmer ones between their words. */
function piecesOf(word: string): Piece[] {
  if (!UNSPACED.test(word)) return [{ text: word, glue: ' ' }];
  const pieces: Piece[] = [];
  for (const { segment } of parts.segment(word)) {
    const last = pieces.at(-1);
    if (last !== undefined && (CLOSING.test(segment) || OPENING.test(last.text)))
      pieces[pieces.length - 1] = { ...last, text: last.text + segment };
    else pieces.push({ text: segment, glue: pieces.length === 0 ? ' ' : '' });
  }
  return pieces;
}

function breakWord(ctx: SKRSContext2D, word: string, maxWidth: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const { segment: letter } of letters.segment(word)) {
    if (piece !== '' && ctx.measureText(piece + letter).width > maxWidth) {
      pieces.push(piece);
      piece = '';
    }
    piece += letter;
  }
  if (piece !== '') pieces.push(piece);
  return pieces;
}

function fill(ctx: SKRSContext2D, words: readonly Piece[], maxWidth: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const { text: word, glue } of words) {
    const longer = line === '' ? word : `${line}${glue}${word}`;
    if (ctx.measureText(longer).width <= maxWidth) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = ctx.measureText(word).width > maxWidth ? breakWord(ctx, word, maxWidth) : [word];
    line = pieces.pop() ?? '';
    lines.push(...pieces);
  }
  if (line !== '') lines.push(line);
  return lines;
}

/**
 * Wraps a text to a width in dots, then narrows the measure as far as the number of lines allows, so that
 * no single word is left alone on the last line.
 */
export function wrapText(ctx: SKRSContext2D, text: string, style: TextStyle, maxWidth: number): string[] {
  ctx.font = slipFont(style.weight, style.size);
  // A dash stays with the word before it: a line never begins with "–".
  const words = composed(text)
    .replace(/ ([–-]) /gu, '\u00a0$1 ')
    .split(' ')
    .flatMap(piecesOf);
  const widest = fill(ctx, words, maxWidth);
  if (widest.length < 2) return widest;
  let low = maxWidth / 2;
  let high = maxWidth;
  while (high - low > 4) {
    const middle = (low + high) / 2;
    if (fill(ctx, words, middle).length <= widest.length) high = middle;
    else low = middle;
  }
  return fill(ctx, words, high);
}

/** The largest size from `style.size` down to `smallest` at which the text stands on one line. */
export function fitOneLine(
  ctx: SKRSContext2D,
  text: string,
  style: TextStyle,
  maxWidth: number,
  smallest: number,
): TextStyle {
  for (let size = style.size; size > smallest; size -= 1) {
    ctx.font = slipFont(style.weight, size);
    if (ctx.measureText(composed(text)).width <= maxWidth) return { weight: style.weight, size };
  }
  return { weight: style.weight, size: smallest };
}
