import type { Image, SKRSContext2D } from '@napi-rs/canvas';
import qrcode from 'qrcode';
import type { TicketSlip } from '../../../common/protocol/slip.ts';
import { drawEmblem } from './emblem.ts';
import { centred, drawLine, lineHeight, type SlipBlock, space, stack } from './slip-block.ts';
import { slipFont } from './slip-fonts.ts';
import type { SlipMeasures } from './slip-measures.ts';
import { composed, fitOneLine, type TextStyle, wrapText } from './text-lines.ts';

/** Lines set flush left within a column that begins at `x`. */
function column(
  measure: SKRSContext2D,
  rows: readonly (readonly [string | undefined, TextStyle])[],
  x: number,
  width: number,
): SlipBlock {
  const blocks: SlipBlock[] = [];
  for (const [text, style] of rows) {
    if (text === undefined) continue;
    // A little smaller on one line reads better than large on two.
    const fitted = fitOneLine(measure, text, style, width, Math.round(style.size * 0.8));
    const fits = wrapText(measure, text, fitted, width).length === 1;
    const used = fits ? fitted : style;
    for (const line of wrapText(measure, text, used, width)) {
      blocks.push({
        height: lineHeight(used),
        draw: (ctx, top) => drawLine(ctx, line, used, x, top, 'left'),
      });
    }
  }
  return stack(blocks);
}

/** Two blocks beside each other, each centred in the height of the taller. */
function beside(left: SlipBlock, right: SlipBlock): SlipBlock {
  const height = Math.max(left.height, right.height);
  return {
    height,
    draw: (ctx, top) => {
      left.draw(ctx, top + Math.floor((height - left.height) / 2));
      right.draw(ctx, top + Math.floor((height - right.height) / 2));
    },
  };
}

/** Emblem or the hall's picture, beside the names of the bodies. */
export function head(
  measure: SKRSContext2D,
  slip: Pick<TicketSlip, 'hallName' | 'superiorName' | 'logo'>,
  at: SlipMeasures,
  picture: Image | null,
): SlipBlock {
  const names = (x: number) =>
    column(
      measure,
      [
        [slip.superiorName?.toLocaleUpperCase('vi'), at.superior],
        [slip.hallName, at.hall],
      ],
      x,
      at.width - at.margin - x,
    );
  if (slip.logo === undefined) return names(at.margin);
  const size = at.emblem;
  const mark: SlipBlock = {
    height: size,
    draw: (ctx, top) => {
      if (picture === null) {
        drawEmblem(ctx, at.margin, top, size);
        return;
      }
      const scale = Math.min(size / picture.width, size / picture.height);
      const [width, height] = [picture.width * scale, picture.height * scale];
      ctx.drawImage(picture, at.margin + (size - width) / 2, top + (size - height) / 2, width, height);
    },
  };
  return beside(mark, names(at.margin + size + at.gap + 4));
}

/**
 * The number, the hero of the paper: always over half its width. Only the ink counts as height, so no white
 * band is left where other letters would have descenders.
 */
export function hero(measure: SKRSContext2D, number: string, at: SlipMeasures): SlipBlock {
  const text = composed(number);
  const style = fitOneLine(
    measure,
    text,
    { weight: 800, size: at.numberLargest },
    at.width - 4 * at.margin,
    40,
  );
  const font = slipFont(style.weight, style.size);
  measure.font = font;
  measure.textAlign = 'left';
  const ink = measure.measureText(text);
  const inkWidth = ink.actualBoundingBoxRight + ink.actualBoundingBoxLeft;
  // A one-digit number at the largest size would stay under half the width: it is drawn wider.
  const stretch = Math.max(1, (at.width * 0.54) / inkWidth);
  const height = Math.ceil(ink.actualBoundingBoxAscent + ink.actualBoundingBoxDescent);
  return {
    height,
    draw: (ctx, top) => {
      ctx.save();
      ctx.font = font;
      ctx.textAlign = 'left';
      ctx.textBaseline = 'alphabetic';
      ctx.translate((at.width - inkWidth * stretch) / 2, top + Math.ceil(ink.actualBoundingBoxAscent));
      ctx.scale(stretch, 1);
      ctx.fillText(text, ink.actualBoundingBoxLeft, 0);
      ctx.restore();
    },
  };
}

/** The counters in a heavy frame: after the number, what a citizen looks for. */
export function counterFrame(measure: SKRSContext2D, slip: TicketSlip, at: SlipMeasures): SlipBlock {
  const inner = at.width - 2 * at.margin - at.counters.size;
  const style = fitOneLine(measure, slip.countersText, at.counters, inner, at.field.size - 4);
  const lines = wrapText(measure, slip.countersText, style, inner);
  const second = slip.secondLanguage?.countersText;
  const rows = lines.map((text) => ({ text, style }));
  if (second !== undefined) {
    for (const text of wrapText(measure, second, at.small, inner)) rows.push({ text, style: at.small });
  }
  const pad = 5;
  const frame = at.width >= 480 ? 5 : 4;
  const content = rows.reduce((sum, row) => sum + lineHeight(row.style), 0);
  const height = content + 2 * (pad + frame);
  return {
    height,
    draw: (ctx, top) => {
      ctx.lineWidth = frame;
      ctx.strokeStyle = '#000';
      ctx.beginPath();
      ctx.roundRect(
        at.margin + frame / 2,
        top + frame / 2,
        at.width - 2 * at.margin - frame,
        height - frame,
        12,
      );
      ctx.stroke();
      let y = top + frame + pad;
      for (const row of rows) {
        drawLine(ctx, row.text, row.style, at.width / 2, y, 'center');
        y += lineHeight(row.style);
      }
    },
  };
}

/** A QR code and its side in dots. */
export function qrBlock(content: string, x: number, at: SlipMeasures): { block: SlipBlock; size: number } {
  const code = qrcode.create(content, { errorCorrectionLevel: 'M' });
  const modules = code.modules.size;
  // Long addresses make a finer code; it may take at most four tenths of the width.
  const module = Math.max(3, Math.min(at.qrModule, Math.floor((at.width * 0.44) / modules)));
  const size = modules * module;
  return {
    size,
    block: {
      height: size,
      draw: (ctx, top) => {
        for (let row = 0; row < modules; row += 1) {
          for (let col = 0; col < modules; col += 1) {
            if (code.modules.get(row, col))
              ctx.fillRect(x + col * module, top + row * module, module, module);
          }
        }
      },
    },
  };
}

/** Waiting, estimate and time of issue, beside the QR code where there is one. */
export function foot(measure: SKRSContext2D, slip: TicketSlip, at: SlipMeasures, scan: string): SlipBlock {
  const second = slip.secondLanguage;
  const facts: (readonly [string | undefined, TextStyle])[] = [
    [slip.waitingAheadText, at.strongFact],
    [second?.waitingAheadText, at.small],
    [slip.estimateText, at.strongFact],
    [second?.estimateText, at.small],
    [slip.issuedAtText, at.fact],
  ];
  if (slip.trackingUrl === undefined) {
    return stack(
      facts.flatMap(([text, style]) =>
        text === undefined ? [] : [centred(measure, text, style, at.width, at.margin)],
      ),
    );
  }
  const { block, size } = qrBlock(slip.trackingUrl, at.margin + 8, at);
  const x = at.margin + 8 + size + at.margin + 10;
  // Four modules of white above and below are the code's quiet zone; the rules around give the rest.
  const quiet = at.width >= 480 ? 14 : 10;
  const padded: SlipBlock = { height: size + 2 * quiet, draw: (ctx, top) => block.draw(ctx, top + quiet) };
  const text = column(measure, [...facts, [scan, at.small]], x, at.width - at.margin - x);
  return beside(padded, stack([text, space(at.gap)]));
}
