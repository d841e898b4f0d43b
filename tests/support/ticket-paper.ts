import { createRequire } from 'node:module';
import jsQRModule from 'jsqr';
import { isBlack } from '../../hardware/printers/layout/raster.ts';

// CommonJS seen as an ES module by one resolver and as a function by another.
const jsQR = (
  typeof jsQRModule === 'function' ? jsQRModule : (jsQRModule as { default: unknown }).default
) as (pixels: Uint8ClampedArray, width: number, height: number) => { data: string } | null;

/** Rows of dots, eight a byte, the leftmost in the highest bit. */
export interface Dots {
  readonly data: Buffer;
  readonly widthBytes: number;
  readonly height: number;
}

interface NposBitmap {
  readonly width: number;
  readonly height: number;
  getPixel(x: number, y: number): number;
}
interface Npos {
  Parser(): {
    parse(raw: Buffer): Promise<{ entries: { type: string; data: NposBitmap }[] }>;
  };
}
const npos = createRequire(import.meta.url)('npos') as Npos;

/** What the QR code on a picture says; null: none is readable. */
export function readQr(picture: Dots): string | null {
  const width = picture.widthBytes * 8;
  const pixels = new Uint8ClampedArray(width * picture.height * 4).fill(255);
  for (let y = 0; y < picture.height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (isBlack(picture, x, y)) pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return jsQR(pixels, width, picture.height)?.data ?? null;
}

/** The picture of a ticket as a decoder reads it that knows nothing of this project. */
export async function pictureByNpos(bytes: Buffer): Promise<Dots> {
  const { entries } = await npos.Parser().parse(bytes);
  const bitmap = entries.find((entry) => entry.type === 'raster')?.data;
  if (bitmap === undefined) throw new Error('the decoder found no picture');
  const widthBytes = bitmap.width / 8;
  const data = Buffer.alloc(widthBytes * bitmap.height);
  for (let y = 0; y < bitmap.height; y += 1) {
    for (let x = 0; x < bitmap.width; x += 1) {
      if (bitmap.getPixel(x, y) !== 0) continue;
      const at = y * widthBytes + (x >> 3);
      data[at] = (data[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { data, widthBytes, height: bitmap.height };
}
