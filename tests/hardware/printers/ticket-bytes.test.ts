import { loadImage } from '@napi-rs/canvas';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TicketSlip } from '../../../common/protocol/slip.ts';
import { encodeTicket } from '../../../hardware/printers/escpos-encoder.ts';
import { isBlack, packRaster, type Raster, rasterToPng } from '../../../hardware/printers/layout/raster.ts';
import { renderTestPage } from '../../../hardware/printers/layout/test-page.ts';
import { renderTicket } from '../../../hardware/printers/layout/ticket-layout.ts';
import { loadPrinterModels, type PrinterModel } from '../../../hardware/printers/printer-model.ts';
import { bilingualSlip, longFieldSlip, plainSlip } from '../../support/sample-slips.ts';
import { decodeEscpos, EscposError, pictureOf } from '../../support/strict-escpos-decoder.ts';
import { pictureByNpos, readQr } from '../../support/ticket-paper.ts';

const models = loadPrinterModels();
const widths = [576, 384] as const;
const slips = { plain: plainSlip, longField: longFieldSlip, bilingual: bilingualSlip };

function model(name: string): PrinterModel {
  const found = models.get(name);
  if (found === undefined) throw new Error(`no model ${name}`);
  return found;
}

function modelFor(width: number): PrinterModel {
  return model(width === 576 ? 'generic-80' : 'generic-58');
}

/** Row by row: the leftmost and rightmost black dot, or null on a white row. */
function inkOfRows(raster: Raster): ({ left: number; right: number } | null)[] {
  return Array.from({ length: raster.height }, (_, y) => {
    let left = -1;
    let right = -1;
    for (let x = 0; x < raster.widthBytes * 8; x += 1) {
      if (!isBlack(raster, x, y)) continue;
      if (left < 0) left = x;
      right = x;
    }
    return left < 0 ? null : { left, right };
  });
}

describe('the bytes of a ticket', () => {
  for (const width of widths) {
    for (const [name, slip] of Object.entries(slips)) {
      test(`give a strict reader exactly the ${name} picture at ${width} dots, then feed and cut`, () => {
        const raster = renderTicket(slip, width);
        const commands = decodeEscpos(encodeTicket(raster, modelFor(width)));
        expect(commands[0]?.name).toBe('initialise');
        expect(commands.filter((command) => command.name === 'line-feed')).toHaveLength(4);
        expect(commands.at(-1)?.name).toBe(width === 576 ? 'cut' : 'line-feed');
        expect(pictureOf(commands)).toEqual(raster);
      });
    }

    test(`are read the same by an independent decoder at ${width} dots`, async () => {
      const raster = renderTicket(plainSlip, width);
      expect(await pictureByNpos(encodeTicket(raster, modelFor(width)))).toEqual(raster);
    });

    test(`carry the tracking address, readable from the decoded picture at ${width} dots`, () => {
      for (const slip of Object.values(slips)) {
        const picture = pictureOf(decodeEscpos(encodeTicket(renderTicket(slip, width), modelFor(width))));
        expect(readQr(picture)).toBe(plainSlip.trackingUrl);
      }
    });
  }

  test('cut the picture into blocks where a model has a small buffer, without losing a row', () => {
    const raster = renderTicket(plainSlip, 576);
    const commands = decodeEscpos(
      encodeTicket(raster, { ...model('clone-no-status'), rasterChunkRows: 100 }),
    );
    const heights = commands.flatMap((command) => (command.name === 'raster' ? [command.height] : []));
    expect(heights.slice(0, -1).every((height) => height === 100)).toBe(true);
    expect(pictureOf(commands)).toEqual(raster);
  });

  test('are refused when the picture is wider than the paper', () => {
    expect(() => encodeTicket(renderTicket(plainSlip, 576), model('generic-58'))).toThrow(RangeError);
  });

  test('never hold a real-time command among the dots, whatever is drawn', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (noise) => {
        const bytes = [...noise].flatMap((byte, at) => (at % 2 === 0 ? [0x10] : [byte % 24]));
        const pixels = new Uint8ClampedArray(bytes.length * 8 * 4).fill(255);
        bytes.forEach((byte, at) => {
          for (let bit = 0; bit < 8; bit += 1) {
            if ((byte & (0x80 >> bit)) !== 0) pixels.fill(0, (at * 8 + bit) * 4, (at * 8 + bit) * 4 + 3);
          }
        });
        const raster = packRaster(pixels, 64, bytes.length / 8);
        expect(() => decodeEscpos(encodeTicket(raster, model('generic-80')))).not.toThrow();
      }),
    );
  });
});

describe('the strict reader itself', () => {
  const bytes = encodeTicket(renderTicket(plainSlip, 384), model('epson-tm-t88'));
  test('refuses a ticket that lacks its end', () => {
    expect(() => decodeEscpos(bytes.subarray(0, -1))).toThrow(EscposError);
    expect(() => decodeEscpos(bytes.subarray(0, 2_000))).toThrow(EscposError);
  });
  test('refuses bytes after the ticket and bytes it does not know', () => {
    expect(() => decodeEscpos(Buffer.concat([bytes, Buffer.from('x')]))).toThrow(EscposError);
    expect(() => decodeEscpos(Buffer.from([0x1b, 0x74, 0x1e]))).toThrow(EscposError);
  });
});

describe('the picture of a ticket', () => {
  for (const width of widths) {
    for (const number of ['1005', 'A012', '42', '7', '10005']) {
      test(`shows number ${number} over more than half of ${width} dots, unbroken`, () => {
        const { trackingUrl: _none, ...slip } = plainSlip;
        const ink = inkOfRows(renderTicket({ ...slip, number }, width));
        // The band of the number: the tallest run of rows with ink.
        let tallest = { top: 0, rows: 0 };
        let top = 0;
        ink.forEach((row, y) => {
          if (row === null) top = y + 1;
          else if (y + 1 - top > tallest.rows) tallest = { top, rows: y + 1 - top };
        });
        const band = ink.slice(tallest.top, tallest.top + tallest.rows).filter((row) => row !== null);
        const left = Math.min(...band.map((row) => row.left));
        const right = Math.max(...band.map((row) => row.right));
        expect(right - left + 1).toBeGreaterThan(width / 2);
      });
    }

    test(`has no white gap taller than 4 mm at ${width} dots`, () => {
      for (const slip of Object.values(slips)) {
        let gap = 0;
        let tallest = 0;
        for (const row of inkOfRows(renderTicket(slip, width))) {
          gap = row === null ? gap + 1 : 0;
          tallest = Math.max(tallest, gap);
        }
        expect(tallest).toBeLessThanOrEqual(32);
      }
    });

    test(`is the same for composed and decomposed Vietnamese at ${width} dots`, () => {
      const text = 'Ễ Ữ Ợ Ẵ ĐẶNG';
      const composed = renderTicket({ ...plainSlip, fieldName: text.normalize('NFC') }, width);
      const decomposed = renderTicket({ ...plainSlip, fieldName: text.normalize('NFD') }, width);
      expect(decomposed).toEqual(composed);
    });
  }

  test('draws every Vietnamese letter differently from its neighbours, none as an empty box', () => {
    const letters = 'ẮẰẲẴẶẤẦẨẪẬẾỀỂỄỆỐỒỔỖỘỚỜỞỠỢỨỪỬỮỰĐƯƠĂÂÊÔ';
    const drawn = [...letters].map((letter) =>
      renderTicket({ ...plainSlip, fieldName: letter }, 384).data.toString('base64'),
    );
    expect(new Set(drawn).size).toBe(letters.length);
  });

  test('tells a reprint from the first printing', () => {
    expect(renderTicket({ ...plainSlip, reprint: true }, 576)).not.toEqual(renderTicket(plainSlip, 576));
  });

  test('stays a ticket when the hall has a long name, a long field and an unreadable picture', () => {
    const slip = TicketSlip.parse({
      ...longFieldSlip,
      hallName: 'Bộ phận Tiếp nhận và Trả kết quả giải quyết thủ tục hành chính theo cơ chế một cửa',
      countersText: 'Quầy 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15',
      logo: { pngBase64: Buffer.from('no picture at all').toString('base64') },
    });
    for (const width of widths) expect(renderTicket(slip, width).height).toBeGreaterThan(500);
  });

  test('prints on paper no longer than 16 cm even with two languages', () => {
    for (const width of widths) expect(renderTicket(bilingualSlip, width).height / 8).toBeLessThan(160);
  });

  test('becomes a PNG that shows the same dots', async () => {
    const raster = renderTicket(plainSlip, 384);
    const image = await loadImage(rasterToPng(raster));
    expect([image.width, image.height]).toEqual([384, raster.height]);
    const { createCanvas } = await import('@napi-rs/canvas');
    const ctx = createCanvas(384, raster.height).getContext('2d');
    ctx.drawImage(image, 0, 0);
    expect(packRaster(ctx.getImageData(0, 0, 384, raster.height).data, 384, raster.height)).toEqual(raster);
  });
});

describe('the test page', () => {
  test('touches both edges of the paper, so that a wrong width is seen', () => {
    for (const width of widths) {
      const page = renderTestPage(
        {
          printerName: 'Sảnh',
          modelTitle: 'Máy thử',
          transport: 'tcp:10.0.0.5:9100',
          printedAtText: '08:15',
        },
        width,
      );
      expect([isBlack(page, 0, 0), isBlack(page, width - 1, 0)]).toEqual([true, true]);
    }
  });
});
