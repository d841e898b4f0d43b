import { createCanvas, Image, type SKRSContext2D } from '@napi-rs/canvas';
import type { TicketSlip } from '../../../common/protocol/slip.ts';
import { packRaster, type Raster } from './raster.ts';
import { bar, centred, dashes, rule, type SlipBlock, space, stack } from './slip-block.ts';
import { registerSlipFonts } from './slip-fonts.ts';
import { type SlipMeasures, slipMeasures } from './slip-measures.ts';
import { counterFrame, foot, head, hero } from './slip-parts.ts';
import { slipWords } from './slip-words.ts';
import { fitOneLine, type TextStyle, wrapText } from './text-lines.ts';

/** Draws a stack of blocks on paper of exactly its height. */
export function drawSlip(
  width: number,
  compose: (measure: SKRSContext2D) => SlipBlock,
  language?: string,
): Raster {
  registerSlipFonts(language);
  const measure = createCanvas(8, 8).getContext('2d');
  const block = compose(measure);
  const height = Math.max(1, Math.ceil(block.height));
  const ctx = createCanvas(width, height).getContext('2d');
  ctx.fillStyle = '#fff';
  ctx.fillRect(0, 0, width, height);
  ctx.fillStyle = '#000';
  block.draw(ctx, 0);
  return packRaster(ctx.getImageData(0, 0, width, height).data, width, height);
}

/** The hall's own picture; null: the emblem is drawn. */
export function pictureOf(slip: Pick<TicketSlip, 'logo'>): Image | null {
  if (slip.logo === undefined || slip.logo === 'emblem') return null;
  const picture = new Image();
  picture.src = Buffer.from(slip.logo.pngBase64, 'base64');
  // A picture that cannot be read must not cost a citizen the ticket: the emblem stands in.
  return picture.width > 0 && picture.height > 0 ? picture : null;
}

function compose(measure: SKRSContext2D, slip: TicketSlip, at: SlipMeasures): SlipBlock {
  const words = slipWords(slip);
  const second = slip.secondLanguage;
  const line = (text: string | undefined, style: TextStyle): SlipBlock[] =>
    text === undefined ? [] : [centred(measure, text, style, at.width, at.margin)];
  /** A size that keeps the text on one line, if a readable one does. */
  const oneLine = (text: string, style: TextStyle, inset: number): TextStyle => {
    const inner = at.width - 2 * (at.margin + inset);
    const fitted = fitOneLine(measure, text, style, inner, Math.round(style.size * 0.8));
    return wrapText(measure, text, fitted, inner).length === 1 ? fitted : style;
  };
  const priority =
    slip.priorityText === undefined
      ? []
      : [slip.priorityText, ...(second?.priorityText === undefined ? [] : [second.priorityText])];
  return stack([
    head(measure, slip, at, pictureOf(slip)),
    space(at.gap),
    rule(at.width, at.margin, 4),
    space(at.gap),
    ...line(slip.title, at.title),
    ...line(second?.title, at.small),
    ...(slip.reprint ? line(`(${words.reprint})`, at.fact) : []),
    space(at.gap),
    hero(measure, slip.number, at),
    space(at.gap + 6),
    ...priority.map((text) =>
      bar(measure, text, oneLine(text, at.priority, at.priority.size / 2), at.width, at.margin),
    ),
    ...(priority.length === 0 ? [] : [space(at.gap)]),
    ...line(slip.fieldName, at.field),
    ...line(second?.fieldName, at.small),
    ...line(slip.purposeText, at.purpose),
    ...line(second?.purposeText, at.small),
    ...line(slip.dossierText, at.fact),
    space(at.gap),
    counterFrame(measure, slip, at),
    space(at.gap),
    foot(measure, slip, at, words.scan),
    space(slip.trackingUrl === undefined ? at.gap : 0),
    dashes(at.width, at.margin),
    space(4),
    ...line(slip.wifiText, at.fact),
    ...(second?.wifiText === slip.wifiText ? [] : line(second?.wifiText, at.small)),
    ...line(slip.lookUpText, at.small),
    ...line(second?.lookUpText, at.small),
    ...line(slip.adviceText, oneLine(slip.adviceText, at.advice, 0)),
    ...line(second?.adviceText, at.small),
    space(2),
  ]);
}

/**
 * A ticket as the dots a thermal head burns.
 * @param widthDots printable dots in a line, a multiple of 8: 576 (80 mm) or 384 (58 mm)
 * @throws Error when the slip cannot be drawn, for instance because its QR content is too long for a code.
 */
export function renderTicket(slip: TicketSlip, widthDots: number): Raster {
  const at = slipMeasures(widthDots);
  return drawSlip(widthDots, (measure) => compose(measure, slip, at), slip.language);
}
