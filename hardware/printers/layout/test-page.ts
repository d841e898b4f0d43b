import type { Raster } from './raster.ts';
import { bar, centred, rule, type SlipBlock, space, stack } from './slip-block.ts';
import { slipMeasures } from './slip-measures.ts';
import { drawSlip } from './ticket-layout.ts';

/** What an installer reads on the test page. */
export interface TestPage {
  readonly printerName: string;
  readonly modelTitle: string;
  readonly transport: string;
  readonly printedAtText: string;
}

/** Ruler marks every 8 dots (1 mm), longer at 40 and 80: a cropped end or a wrong width is seen at once. */
function ruler(width: number): SlipBlock {
  return {
    height: 34,
    draw: (ctx, top) => {
      for (let x = 0; x < width; x += 8) {
        const length = x % 80 === 0 ? 34 : x % 40 === 0 ? 24 : 12;
        ctx.fillRect(x, top, 2, length);
      }
      ctx.fillRect(width - 2, top, 2, 34);
    },
  };
}

/** Rows of fine and coarse squares: dead dots of the head show as white streaks. */
function chequers(width: number): SlipBlock {
  return {
    height: 64,
    draw: (ctx, top) => {
      for (let y = 0; y < 64; y += 1) {
        const square = y < 32 ? 4 : 16;
        for (let x = 0; x < width; x += square) {
          if ((Math.floor(x / square) + Math.floor(y / square)) % 2 === 0)
            ctx.fillRect(x, top + y, square, 1);
        }
      }
    },
  };
}

/** A page that proves width, dots, Vietnamese letters and the cutter. */
export function renderTestPage(page: TestPage, widthDots: number): Raster {
  const at = slipMeasures(widthDots);
  return drawSlip(widthDots, (measure) => {
    const line = (text: string, style = at.fact) => centred(measure, text, style, at.width, at.margin);
    return stack([
      ruler(at.width),
      space(at.gap),
      line('TRANG IN THỬ', at.title),
      rule(at.width, at.margin, 4),
      space(at.gap),
      line(page.printerName, at.field),
      line(page.modelTitle),
      line(page.transport, at.small),
      line(page.printedAtText, at.small),
      space(at.gap),
      bar(measure, 'Ễ Ữ Ợ Ẵ ĐẶNG', at.counters, at.width, at.margin),
      line('ắ ằ ẳ ẵ ặ ấ ầ ẩ ẫ ậ ế ề ể ễ ệ ố ồ ổ ỗ ộ ớ ờ ở ỡ ợ ứ ừ ử ữ ự ý ỳ ỷ ỹ ỵ đ'),
      line('0 1 2 3 4 5 6 7 8 9', at.counters),
      space(at.gap),
      chequers(at.width),
      space(at.gap),
      line('Máy in tốt khi thước chạm hai mép, ô vuông đều, chữ rõ dấu và giấy được cắt.', at.advice),
      space(2),
    ]);
  });
}
