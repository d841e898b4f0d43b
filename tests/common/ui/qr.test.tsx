import jsqr from 'jsqr';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { QrCode, qrPath } from '../../../common/ui/qr.tsx';

/** The package is CommonJS with its function under `default`; loaders disagree on how many layers that makes. */
const decode: typeof jsqr = 'default' in jsqr ? (jsqr.default as unknown as typeof jsqr) : jsqr;

/** Fills the path's rectangles, `scale` dots a module, as RGBA. */
function raster(path: string, edgeModules: number, scale: number): Uint8ClampedArray {
  const edge = edgeModules * scale;
  const dots = new Uint8ClampedArray(edge * edge * 4).fill(255);
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1)
      for (let column = Number(x) * scale; column < (Number(x) + Number(width)) * scale; column += 1)
        dots.fill(0, (row * edge + column) * 4, (row * edge + column) * 4 + 3);
  return dots;
}

describe('the QR code', () => {
  test.each([
    'http://192.168.1.10:8080/t/Zk3_9-abcDEF',
    `https://motcua.example/t/${'a'.repeat(80)}`,
    'Số 1005 – Đặng',
  ])('is read back as "%s"', (text) => {
    const { path, edgeModules } = qrPath(text);
    const edge = edgeModules * 4;
    const read = decode(raster(path, edgeModules, 4), edge, edge);
    expect(Buffer.from(read?.binaryData ?? []).toString('utf8')).toBe(text);
  });

  test('keeps four white modules on each side', () => {
    const { path, edgeModules } = qrPath('1005');
    const starts = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map((m) => [
      Number(m[1]),
      Number(m[2]),
      Number(m[3]),
    ]);
    expect(Math.min(...starts.map(([x = 0]) => x))).toBe(4);
    expect(Math.min(...starts.map(([, y = 0]) => y))).toBe(4);
    expect(Math.max(...starts.map(([x = 0, , width = 0]) => x + width))).toBe(edgeModules - 4);
  });

  test('is black on white and says what it leads to', () => {
    const markup = renderToStaticMarkup(<QrCode value="1005" title="Quét mã này" />);
    expect(markup).toContain('aria-label="Quét mã này"');
    expect(markup).toContain('fill="#fff"');
    expect(markup).toContain('fill="#000"');
  });
});
