import { createRequire } from 'node:module';
import type { Raster } from './layout/raster.ts';
import type { PrinterModel } from './printer-model.ts';

/**
 * The only file that knows the `escpos` package (CommonJS, untyped, pinned). It is used as a byte encoder
 * alone: its own adapters, picture loading and status reading are not.
 */

interface EscposPrinter {
  raw(bytes: Buffer): EscposPrinter;
  raster(image: object, mode: 'normal'): EscposPrinter;
  feed(lines: number): EscposPrinter;
  flush(): EscposPrinter;
}

interface EscposModule {
  Printer: new (adapter: { write(bytes: Buffer): void }) => EscposPrinter;
  Image: { prototype: object };
  command: {
    HARDWARE: { HW_INIT: string };
    PAPER: { PAPER_FULL_CUT: string; PAPER_PART_CUT: string };
  };
}

const escpos = createRequire(import.meta.url)('escpos') as EscposModule;

function bytesOf(command: string): Buffer {
  return Buffer.from(command, 'latin1');
}

/** `raster()` takes what has escpos.Image as prototype; its data must be a Buffer, or it is sent as text. */
function asEscposImage(data: Buffer, widthBytes: number, height: number): object {
  return Object.create(escpos.Image.prototype, {
    toRaster: { value: () => ({ data, width: widthBytes, height }) },
  }) as object;
}

function encode(write: (printer: EscposPrinter) => void): Buffer {
  const pieces: Buffer[] = [];
  const printer = new escpos.Printer({ write: (bytes) => void pieces.push(Buffer.from(bytes)) });
  write(printer);
  printer.flush();
  return Buffer.concat(pieces);
}

/**
 * The dots of a job without its cut: reset, then the picture, in blocks if the model's buffer is small.
 * @throws RangeError when the raster is wider than the model's paper or its data has another length.
 */
export function encodeBody(raster: Raster, model: PrinterModel): Buffer {
  if (raster.widthBytes * 8 > model.widthDots) {
    throw new RangeError(`${raster.widthBytes * 8} dots do not fit on ${model.name} (${model.widthDots})`);
  }
  if (raster.data.length !== raster.widthBytes * raster.height) {
    throw new RangeError('raster data does not match its size');
  }
  return encode((printer) => {
    printer.raw(bytesOf(escpos.command.HARDWARE.HW_INIT));
    const rows = model.rasterChunkRows === 0 ? raster.height : model.rasterChunkRows;
    for (let top = 0; top < raster.height; top += rows) {
      const height = Math.min(rows, raster.height - top);
      const data = raster.data.subarray(top * raster.widthBytes, (top + height) * raster.widthBytes);
      printer.raster(asEscposImage(data, raster.widthBytes, height), 'normal');
    }
  });
}

/** What makes a paper of the dots: feed and cut. */
export function encodeCut(model: PrinterModel): Buffer {
  return encode((printer) => {
    if (model.feedLinesBeforeCut > 0) printer.feed(model.feedLinesBeforeCut);
    // The package's cut() always feeds by itself, which would waste paper twice.
    if (model.cut === 'full') printer.raw(bytesOf(escpos.command.PAPER.PAPER_FULL_CUT));
    if (model.cut === 'partial') printer.raw(bytesOf(escpos.command.PAPER.PAPER_PART_CUT));
  });
}

/**
 * A whole job: dots, feed, cut.
 * @throws RangeError as `encodeBody`
 */
export function encodeTicket(raster: Raster, model: PrinterModel): Buffer {
  return Buffer.concat([encodeBody(raster, model), encodeCut(model)]);
}
