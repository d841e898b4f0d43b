import { crc32, deflateSync } from 'node:zlib';

/** A picture of one bit a dot, rows from the top, most significant bit at the left, 1 is black. */
export interface Raster {
  readonly data: Buffer;
  readonly widthBytes: number;
  readonly height: number;
}

/** Luminance under this is printed. A little over the middle keeps thin diacritics from vanishing. */
const blackBelow = 150;

/**
 * Printers watch their whole input for real-time commands (DLE EOT, DLE ENQ, DLE DC4), dots included: a row
 * that happens to hold 10 04 01 would be answered as a status request, 10 14 could even pulse a drawer. One
 * more dot in the first byte breaks such a pair, and no eye sees it.
 */
function breakRealTimePairs(data: Buffer): void {
  for (let at = 0; at + 1 < data.length; at += 1) {
    const next = data[at + 1];
    if (data[at] === 0x10 && (next === 0x04 || next === 0x05 || next === 0x14)) data[at] = 0x18;
  }
}

/**
 * Packs RGBA pixels into a raster.
 * @throws RangeError when the width is not a multiple of eight or the pixels do not fill it.
 */
export function packRaster(rgba: Uint8ClampedArray, width: number, height: number): Raster {
  if (width % 8 !== 0) throw new RangeError(`width ${width} is not a multiple of 8`);
  if (rgba.length !== width * height * 4) throw new RangeError('pixels do not match width and height');
  const widthBytes = width / 8;
  const data = Buffer.alloc(widthBytes * height);
  for (let dot = 0, at = 0; at < rgba.length; dot += 1, at += 4) {
    const luminance = 0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0);
    if (luminance < blackBelow) data[dot >> 3] = (data[dot >> 3] ?? 0) | (0x80 >> (dot & 7));
  }
  breakRealTimePairs(data);
  return { data, widthBytes, height };
}

/** True where the dot is black; false outside the picture. */
export function isBlack(raster: Raster, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= raster.widthBytes * 8 || y >= raster.height) return false;
  return ((raster.data[y * raster.widthBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const out = Buffer.alloc(named.length + 8);
  out.writeUInt32BE(body.length, 0);
  named.copy(out, 4);
  out.writeUInt32BE(crc32(named), named.length + 4);
  return out;
}

/** The raster as a PNG of one bit a pixel at 203 dpi, black on white. */
export function rasterToPng(raster: Raster): Buffer {
  const rowBytes = raster.widthBytes + 1;
  const rows = Buffer.alloc(rowBytes * raster.height);
  for (let y = 0; y < raster.height; y += 1) {
    // Byte 0 of a row is its filter (none); in PNG greyscale 1 is white, hence the inversion.
    for (let x = 0; x < raster.widthBytes; x += 1) {
      rows[y * rowBytes + 1 + x] = ~(raster.data[y * raster.widthBytes + x] ?? 0) & 0xff;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(raster.widthBytes * 8, 0);
  header.writeUInt32BE(raster.height, 4);
  header[8] = 1;
  const dotsPerMetre = Buffer.alloc(9);
  dotsPerMetre.writeUInt32BE(8000, 0);
  dotsPerMetre.writeUInt32BE(8000, 4);
  dotsPerMetre[8] = 1;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('pHYs', dotsPerMetre),
    chunk('IDAT', deflateSync(rows, { level: 6 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
