import type { SKRSContext2D } from '@napi-rs/canvas';
import { slipFont } from './slip-fonts.ts';
import { composed, type TextStyle, wrapText } from './text-lines.ts';

/** A part of the slip that knows its height before it is drawn; parts are stacked without gaps. */
export interface SlipBlock {
  readonly height: number;
  draw(ctx: SKRSContext2D, top: number): void;
}

/** Where the baseline of capitals lies within a line, so that marks above "Ễ" and below "ậ" both fit. */
const baselineShare = 0.8;

/** Line height: Vietnamese capitals carry two marks, so lines stand wider than in Latin setting. */
export function lineHeight(style: TextStyle): number {
  return Math.ceil(style.size * 1.22);
}

export function drawLine(
  ctx: SKRSContext2D,
  text: string,
  style: TextStyle,
  x: number,
  top: number,
  align: 'left' | 'center' | 'right',
): void {
  ctx.font = slipFont(style.weight, style.size);
  ctx.textAlign = align;
  ctx.textBaseline = 'alphabetic';
  ctx.fillText(composed(text), x, Math.round(top + lineHeight(style) * baselineShare));
}

export function space(height: number): SlipBlock {
  return { height, draw: () => undefined };
}

export function rule(width: number, margin: number, thickness: number): SlipBlock {
  return {
    height: thickness,
    draw: (ctx, top) => ctx.fillRect(margin, top, width - 2 * margin, thickness),
  };
}

/** A row of dashes, the tear-line look that parts the ticket's head from its foot. */
export function dashes(width: number, margin: number): SlipBlock {
  return {
    height: 2,
    draw: (ctx, top) => {
      for (let x = margin; x < width - margin; x += 12) ctx.fillRect(x, top, 7, 2);
    },
  };
}

/** Wrapped lines, centred on the paper. */
export function centred(
  measure: SKRSContext2D,
  text: string,
  style: TextStyle,
  width: number,
  margin: number,
): SlipBlock {
  const lines = wrapText(measure, text, style, width - 2 * margin);
  const step = lineHeight(style);
  return {
    height: lines.length * step,
    draw: (ctx, top) => {
      lines.forEach((line, index) => {
        drawLine(ctx, line, style, width / 2, top + index * step, 'center');
      });
    },
  };
}

/** White words on a black bar. */
export function bar(
  measure: SKRSContext2D,
  text: string,
  style: TextStyle,
  width: number,
  margin: number,
): SlipBlock {
  const words = centred(measure, text, style, width, margin + style.size / 2);
  const pad = Math.round(style.size * 0.22);
  return {
    height: words.height + 2 * pad,
    draw: (ctx, top) => {
      ctx.fillRect(margin, top, width - 2 * margin, words.height + 2 * pad);
      ctx.fillStyle = '#fff';
      words.draw(ctx, top + pad);
      ctx.fillStyle = '#000';
    },
  };
}

/** Blocks under one another. */
export function stack(blocks: readonly SlipBlock[]): SlipBlock {
  return {
    height: blocks.reduce((sum, block) => sum + block.height, 0),
    draw: (ctx, top) => {
      let y = top;
      for (const block of blocks) {
        block.draw(ctx, y);
        y += block.height;
      }
    },
  };
}
