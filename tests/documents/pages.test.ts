import mammoth from 'mammoth';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { docxOf } from '../../server/documents/page-docx.ts';
import { pdfOf } from '../../server/documents/page-pdf.ts';
import { sampleDocument, volumeResult } from './sample-document.ts';
import { part, unzip } from './zip-reader.ts';

const twips = (mm: number) => Math.ceil((mm / 25.4) * 1440);
const points = (mm: number) => (mm / 25.4) * 72;

/** What every page to sign must say. */
const SAID = [
  'ỦY BAN NHÂN DÂN PHƯỜNG TRẢNG DÀI',
  'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  'Độc lập - Tự do - Hạnh phúc',
  'Số: ……/BC-……',
  'BÁO CÁO',
  'Khối lượng giao dịch tháng 11 năm 2026',
  'Tổng cộng',
  'Nơi nhận:',
  'CHỦ TỊCH',
  'Ễ Ữ Ợ Ẵ ĐẶNG',
];

describe('a report as a Word page', () => {
  let files: Map<string, string>;
  let text: string;
  let xml: string;

  beforeAll(async () => {
    const bytes = await docxOf(sampleDocument());
    files = unzip(bytes);
    xml = part(files, 'word/document.xml');
    text = (await mammoth.extractRawText({ buffer: bytes })).value;
  });

  test('says what the law wants and what the report found, in composed letters', () => {
    for (const each of SAID) expect(text).toContain(each);
    expect(text).toContain('4.942');
    expect(text).toContain('81,2%');
    expect(text).toBe(text.normalize('NFC'));
  });

  test('lies on its side with the margins of the law', () => {
    const size = /<w:pgSz [^>]*>/.exec(xml)?.[0];
    expect(size).toContain(`w:w="${twips(297)}" w:h="${twips(210)}" w:orient="landscape"`);
    const margins = /<w:pgMar ([^>]*)\/>/.exec(xml)?.[1] ?? '';
    expect(margins).toContain(`w:top="${twips(20)}"`);
    expect(margins).toContain(`w:left="${twips(30)}"`);
    expect(margins).toContain(`w:right="${twips(15)}"`);
    expect(margins).toContain(`w:bottom="${twips(20)}"`);
  });

  test('is set in Times New Roman 13, its header row comes again on each page', () => {
    expect(part(files, 'word/styles.xml')).toMatch(/w:ascii="Times New Roman"[\s\S]*<w:sz w:val="26"\/>/);
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(1);
    expect(xml).toContain('<w:titlePg/>');
  });
});

interface Word {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

async function readPdf(bytes: Buffer) {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages: { view: number[]; words: Word[] }[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const words = items.flatMap((item) =>
      'str' in item && item.str.trim() !== ''
        ? [{ text: item.str, x: Number(item.transform[4]), y: Number(item.transform[5]) }]
        : [],
    );
    pages.push({ view: page.view, words });
  }
  await pdf.destroy();
  return pages;
}

const said = (words: readonly Word[]) =>
  words
    .map((word) => word.text)
    .join(' ')
    .replace(/ +/g, ' ');

describe('a report as a PDF page', () => {
  test('says what the law wants and what the report found, in composed letters, in that order', async () => {
    const pages = await readPdf(await pdfOf(sampleDocument()));
    const text = said(pages.flatMap((page) => page.words));
    // A reader of PDF breaks runs at will: spaces are not compared.
    const letters = (part: string) => part.replaceAll(' ', '');
    for (const each of SAID) expect(letters(text)).toContain(letters(each));
    expect(text).toContain('4.942');
    expect(text).toContain('81,2%');
    expect(text).toBe(text.normalize('NFC'));
    expect(text.indexOf('Độc lập')).toBeLessThan(text.indexOf('BÁO CÁO'));
    expect(text.indexOf('Tổng cộng')).toBeLessThan(text.indexOf('CHỦ TỊCH'));
  });

  test('embeds the faces it is set in and no other', async () => {
    const raw = (await pdfOf(sampleDocument())).toString('latin1');
    const faces = new Set([...raw.matchAll(/\/BaseFont \/[A-Z]{6}\+([\w-]+)/g)].map((each) => each[1]));
    expect(faces).toEqual(new Set(['Tinos', 'Tinos-Bold', 'Tinos-Italic', 'Tinos-BoldItalic']));
    expect(raw.match(/\/BaseFont \/(?![A-Z]{6}\+)/)).toBeNull();
    expect(raw.match(/\/FontFile2 /g)).toHaveLength(4);
  });

  test('keeps the margins, repeats the header row and numbers pages from the second', async () => {
    const pages = await readPdf(await pdfOf(sampleDocument(volumeResult(60))));
    expect(pages.length).toBeGreaterThan(2);
    for (const [at, page] of pages.entries()) {
      expect(page.view[2]).toBeCloseTo(points(297), 0);
      expect(page.view[3]).toBeCloseTo(points(210), 0);
      const numberLine = page.words.filter((word) => word.y > points(210 - 20));
      expect(numberLine.map((word) => word.text)).toEqual(at === 0 ? [] : [String(at + 1)]);
      if (at > 0) expect(numberLine[0]?.x).toBeCloseTo(points(297 / 2), -1);
      const body = page.words.filter((word) => word.y <= points(210 - 20));
      expect(Math.min(...body.map((word) => word.x))).toBeGreaterThan(points(30) - 1);
      expect(Math.min(...body.map((word) => word.y))).toBeGreaterThan(points(20) - 1);
    }
    for (const page of pages.slice(0, -1)) expect(said(page.words)).toContain('STT');
  });
});
