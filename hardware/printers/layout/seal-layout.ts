import type { SKRSContext2D } from '@napi-rs/canvas';
import type { SealSlip } from '../../../common/protocol/slip.ts';
import type { Raster } from './raster.ts';
import {
  bar,
  centred,
  dashes,
  drawLine,
  lineHeight,
  rule,
  type SlipBlock,
  space,
  stack,
} from './slip-block.ts';
import { type SlipMeasures, slipMeasures } from './slip-measures.ts';
import { head, qrBlock } from './slip-parts.ts';
import { VIETNAMESE_PAPER } from './slip-words.ts';
import { drawSlip, pictureOf } from './ticket-layout.ts';

/** Room for a signature, dots: 15 mm. */
const SIGNATURE = 120;

/** The code in columns, group under group: so it is read aloud and compared. */
function code(slip: SealSlip, at: SlipMeasures): SlipBlock {
  const style = at.strongFact;
  const step = lineHeight(style) + 4;
  return {
    height: slip.codeLines.length * step,
    draw: (ctx, top) => {
      slip.codeLines.forEach((groups, row) => {
        const inner = at.width - 2 * at.margin;
        groups.forEach((group, column) => {
          const x = at.margin + (inner * (column + 0.5)) / groups.length;
          drawLine(ctx, group, style, x, top + row * step, 'center');
        });
      });
    },
  };
}

/** The QR code in the middle, with its quiet zone. */
function scanned(slip: SealSlip, at: SlipMeasures): SlipBlock {
  const measured = qrBlock(slip.sealText, 0, at);
  const quiet = at.width >= 480 ? 20 : 14;
  const { block } = qrBlock(slip.sealText, Math.floor((at.width - measured.size) / 2), at);
  return { height: measured.size + 2 * quiet, draw: (ctx, top) => block.draw(ctx, top + quiet) };
}

/** Who signs, side by side, with room above a line of dots. */
function signatures(measure: SKRSContext2D, slip: SealSlip, at: SlipMeasures): SlipBlock {
  if (slip.signerTexts.length === 0) return space(0);
  const width = (at.width - 2 * at.margin) / slip.signerTexts.length;
  const titles = slip.signerTexts.map((text) => centred(measure, text, at.fact, width, 4));
  const height = Math.max(...titles.map((each) => each.height));
  return {
    height: height + SIGNATURE,
    draw: (ctx, top) => {
      titles.forEach((title, column) => {
        ctx.save();
        ctx.translate(at.margin + column * width, 0);
        title.draw(ctx, top);
        for (let x = 16; x < width - 16; x += 8) ctx.fillRect(x, top + height + SIGNATURE - 8, 3, 3);
        ctx.restore();
      });
    },
  };
}

function compose(measure: SKRSContext2D, slip: SealSlip, at: SlipMeasures): SlipBlock {
  const line = (text: string, style = at.fact) => centred(measure, text, style, at.width, at.margin);
  return stack([
    head(measure, slip, at, pictureOf(slip)),
    space(at.gap),
    rule(at.width, at.margin, 4),
    space(at.gap),
    line(slip.title, at.title),
    ...(slip.reprint ? [line(`(${VIETNAMESE_PAPER.reprint})`)] : []),
    line(slip.dateText, at.counters),
    space(at.gap),
    ...slip.factTexts.map((text) => line(text)),
    space(at.gap),
    bar(measure, slip.codeTitle, at.priority, at.width, at.margin),
    space(at.gap),
    code(slip, at),
    scanned(slip, at),
    line(slip.adviceText, at.small),
    space(2 * at.gap),
    signatures(measure, slip, at),
    space(at.gap),
    dashes(at.width, at.margin),
    space(4),
    line(slip.printedAtText, at.small),
    space(2),
  ]);
}

/**
 * A closing slip as the dots a thermal head burns.
 * @param widthDots as of `renderTicket`
 */
export function renderSeal(slip: SealSlip, widthDots: number): Raster {
  const at = slipMeasures(widthDots);
  return drawSlip(widthDots, (measure) => compose(measure, slip, at));
}
