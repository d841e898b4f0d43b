import { createCanvas, loadImage, type SKRSContext2D } from '@napi-rs/canvas';
import jsQR from 'jsqr';
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, test } from 'vitest';
import { docxOf } from '../../server/documents/page-docx.ts';
import { pdfOf } from '../../server/documents/page-pdf.ts';
import { sampleDocument, volumeResult } from './sample-document.ts';
import { part, unzip, unzipBytes } from './zip-reader.ts';

const seal = {
  date: '2026-11-24',
  sequence: 14_190,
  hash: '7fcb835bffcdce9f07fd1141877593adb98d974ee3b3a274dcc335afab05de2b',
};
const LINE = `${seal.date} ${seal.sequence} ${seal.hash}`;
const WORDS = 'Niêm phong gần nhất của sổ: ngày 24/11/2026, việc ghi thứ 14.190. Mã niêm phong:';
const CODE = '7FCB 835B FFCD CE9F 07FD 1141 8775 93AD B98D 974E E3B3 A274 DCC3 35AF AB05 DE2B';
const points = (mm: number) => (mm / 25.4) * 72;

function scan(ctx: SKRSContext2D, width: number, height: number): string | undefined {
  return jsQR(ctx.getImageData(0, 0, width, height).data, width, height)?.data;
}

describe('the seal in the foot of a page to sign', () => {
  test('a Word page names the newest seal, and its QR code is the line that verify reads', async () => {
    const bytes = await docxOf({ ...sampleDocument(), seal });
    const feet = [...unzip(bytes)].filter(([name]) => /word\/footer\d+\.xml$/.test(name));
    expect(feet.length).toBeGreaterThan(0);
    for (const [, xml] of feet) {
      expect(xml).toContain(WORDS);
      expect(xml).toContain(CODE);
    }
    const png = [...unzipBytes(bytes)].find(([name]) => /word\/media\/.*\.png$/.test(name))?.[1];
    const image = await loadImage(png ?? Buffer.alloc(0));
    const ctx = createCanvas(image.width, image.height).getContext('2d');
    ctx.drawImage(image, 0, 0);
    expect(scan(ctx, image.width, image.height)).toBe(LINE);
    // The margins of the law stay.
    const margins = /<w:pgMar ([^>]*)\/>/.exec(part(unzip(bytes), 'word/document.xml'))?.[1];
    expect(margins).toContain(`w:bottom="${Math.ceil((20 / 25.4) * 1440)}"`);
  });

  test('a PDF page names it within the lower margin of every page, and a phone reads the code from it', async () => {
    const bytes = await pdfOf({ ...sampleDocument(volumeResult(30)), seal });
    const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
    expect(pdf.numPages).toBeGreaterThan(1);
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      const foot = items.flatMap((item) =>
        'str' in item && Number(item.transform[5]) < points(20) && item.str.trim() !== '' ? [item] : [],
      );
      // A reader of PDF breaks runs at will: spaces are not compared.
      const letters = foot.map((item) => item.str).join('');
      expect(letters.replaceAll(' ', '')).toBe(`${WORDS}${CODE}`.replaceAll(' ', ''));
      expect(Math.min(...foot.map((item) => Number(item.transform[4])))).toBeGreaterThan(points(30) - 1);
    }
    const page = await pdf.getPage(1);
    const drawn = await page.getOperatorList();
    const at = drawn.fnArray.indexOf(OPS.paintImageXObject);
    const image = await new Promise<{ width: number; height: number; data: Uint8Array }>((resolve) => {
      page.objs.get(drawn.argsArray[at][0], resolve);
    });
    const samples = image.data.length / (image.width * image.height);
    const rgba = new Uint8ClampedArray(image.width * image.height * 4).fill(255);
    for (let dot = 0; dot < image.width * image.height; dot += 1)
      rgba.fill(image.data[Math.floor(dot * samples)] ?? 0, dot * 4, dot * 4 + 3);
    expect(jsQR(rgba, image.width, image.height)?.data).toBe(LINE);
    await pdf.destroy();
  });

  test('a hall that has sealed nothing yet has nothing in the foot', async () => {
    expect(
      [...unzip(await docxOf(sampleDocument())).keys()].filter((name) => name.includes('footer')),
    ).toEqual([]);
  });
});
