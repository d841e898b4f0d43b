import { join } from 'node:path';
import pdfMake from 'pdfmake';
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Seal } from '../../common/protocol/seals.ts';
import { packageFolder } from '../../hardware/package-folder.ts';
import {
  capitals,
  layOut,
  MOTTO,
  madeSentence,
  NATION,
  PAGE,
  type PageHead,
  type PageLayout,
  type PageTable,
  recipientLines,
  superiorOf,
} from './page-layout.ts';
import type { ReportDocument } from './report-document.ts';
import { SEAL_FOOT, sealQrPng, sealWords } from './seal-foot.ts';

const POINTS_PER_MM = 72 / 25.4;
export const points = (mm: number) => mm * POINTS_PER_MM;
/** Room that pdfmake leaves beside the text of a cell. */
const CELL_PADDING_PT = 2.5;
const RULE_PT = 0.75;

const fontsFolder = join(packageFolder(), 'server', 'documents', 'fonts');
const face = (name: string) => join(fontsFolder, `Tinos-${name}.ttf`);

pdfMake.setFonts({
  Tinos: {
    normal: face('Regular'),
    bold: face('Bold'),
    italics: face('Italic'),
    bolditalics: face('BoldItalic'),
  },
});
// A page is made of the record and the four faces alone.
pdfMake.setUrlAccessPolicy(() => false);
pdfMake.setLocalAccessPolicy((path) => path.startsWith(fontsFolder));

export const rule = (lengthMm: number, above = 3): Content => ({
  canvas: [{ type: 'line', x1: 0, y1: 0, x2: points(lengthMm), y2: 0, lineWidth: RULE_PT }],
  alignment: 'center',
  margin: [0, above, 0, 0],
});

export function head(document: PageHead, layout: Pick<PageLayout, 'headLeftMm'>): Content {
  const centred = { alignment: 'center', fontSize: PAGE.headPt } as const;
  const left: Content[] = [
    ...(superiorOf(document) === '' ? [] : [{ text: capitals(superiorOf(document)), ...centred }]),
    { text: capitals(document.page.issuer || document.hallName), bold: true, ...centred },
    rule(PAGE.unitRuleMm),
    { text: document.page.numberLine, alignment: 'center', fontSize: PAGE.bodyPt, margin: [0, 8, 0, 0] },
  ];
  const right: Content[] = [
    { text: NATION, bold: true, ...centred },
    { text: MOTTO, bold: true, alignment: 'center', fontSize: PAGE.mottoPt },
    rule(PAGE.mottoRuleMm),
    {
      text: document.page.placeDateLine,
      italics: true,
      alignment: 'center',
      fontSize: PAGE.bodyPt,
      margin: [0, 8, 0, 0],
    },
  ];
  return {
    columns: [
      { width: points(layout.headLeftMm), stack: left },
      { width: '*', stack: right },
    ],
    columnGap: 4,
  };
}

export function table(layout: PageTable): Content {
  const header: TableCell[] = layout.columns.map((column) => ({
    text: column.title,
    bold: true,
    alignment: 'center',
  }));
  const body: TableCell[][] = layout.rows.flatMap((row, number): TableCell[][] => {
    const cells = row.map(
      (text, at): TableCell => ({
        text,
        alignment: layout.columns[at]?.align ?? 'left',
      }),
    );
    const heading = layout.headings.get(number);
    if (heading === undefined) return [cells];
    const spanned: TableCell = { text: heading, bold: true, colSpan: row.length };
    return [[spanned, ...row.slice(1).map(() => ({ text: '' }))], cells];
  });
  const closing = [
    ...(layout.totals === null ? [] : [{ ...layout.totals, label: 'Tổng cộng', bold: true }]),
    ...layout.foot.map((each) => ({ ...each, bold: false })),
  ];
  const totals = closing.map(({ label, spanned, cells, bold }): TableCell[] => [
    { text: label, bold, alignment: 'center', colSpan: spanned },
    ...Array.from({ length: spanned - 1 }, () => ({ text: '' })),
    ...cells.map((text): TableCell => ({ text, bold, alignment: 'right' })),
  ]);
  return {
    fontSize: layout.tablePt,
    margin: [0, 6, 0, 6],
    table: {
      headerRows: 1,
      dontBreakRows: true,
      keepWithHeaderRows: 1,
      widths: layout.columns.map((column) => points(column.widthMm) - 2 * CELL_PADDING_PT - 0.5),
      body: [header, ...body, ...totals],
    },
    layout: {
      hLineWidth: () => 0.5,
      vLineWidth: () => 0.5,
      paddingLeft: () => CELL_PADDING_PT,
      paddingRight: () => CELL_PADDING_PT,
      paddingTop: () => 2,
      paddingBottom: () => 2,
    },
  };
}

export function foot(document: PageHead, layout: Pick<PageLayout, 'contentMm'>): Content {
  const { page } = document;
  const signer = { alignment: 'center', bold: true, fontSize: PAGE.bodyPt } as const;
  return {
    margin: [0, 12, 0, 0],
    columns: [
      {
        width: points(layout.contentMm * 0.5),
        stack: [
          { text: 'Nơi nhận:', bold: true, italics: true, fontSize: PAGE.recipientsTitlePt },
          ...recipientLines(page.recipients).map((text) => ({ text, fontSize: PAGE.recipientsPt })),
        ],
      },
      {
        width: '*',
        stack: [
          ...(page.signerAuthority === '' ? [] : [{ text: capitals(page.signerAuthority), ...signer }]),
          { text: capitals(page.signerTitle), ...signer },
          { text: page.signerHint, italics: true, alignment: 'center', fontSize: PAGE.recipientsPt },
          // Room for the signature and the seal.
          { text: ' ', margin: [0, points(24), 0, 0] },
        ],
      },
    ],
  };
}

function contentOf(document: ReportDocument, layout: PageLayout): Content[] {
  const paragraph = (text: string, above: number): Content => ({
    text,
    fontSize: PAGE.bodyPt,
    alignment: 'justify',
    leadingIndent: points(PAGE.firstLineMm),
    margin: [0, above, 0, 0],
    lineHeight: 1.1,
  });
  const notes = [...document.notes, madeSentence(document)];
  return [
    head(document, layout),
    {
      text: capitals(document.page.documentType),
      bold: true,
      alignment: 'center',
      fontSize: 14,
      margin: [0, 16, 0, 0],
    },
    { text: layout.subject, bold: true, alignment: 'center', fontSize: 14 },
    rule(PAGE.titleRuleMm, 4),
    paragraph(layout.basis, 12),
    table(layout),
    { text: 'Ghi chú:', italics: true, bold: true, fontSize: PAGE.recipientsTitlePt },
    ...notes.map((text) => ({ text: `- ${text}`, italics: true, fontSize: PAGE.recipientsTitlePt })),
    // No signature stands alone on a page.
    { unbreakable: true, stack: [paragraph(layout.closing, 6), foot(document, layout)] },
  ];
}

/** The newest seal in words and as a QR code, within the lower margin. */
async function sealFoot(seal: Seal): Promise<() => Content> {
  const side = points(SEAL_FOOT.qrMm);
  const picture = `data:image/png;base64,${(await sealQrPng(seal)).toString('base64')}`;
  const above = points(PAGE.bottomMm - SEAL_FOOT.qrMm - SEAL_FOOT.footMm);
  return () => ({
    margin: [points(PAGE.leftMm), above, points(PAGE.rightMm), 0],
    columns: [
      { width: '*', fontSize: SEAL_FOOT.textPt, margin: [0, points(4), 0, 0], stack: [...sealWords(seal)] },
      { width: side, image: picture, fit: [side, side] },
    ],
  });
}

/** A page of content with the margins and numbers that the law has, its faces embedded. @param mark lies across every page */
export async function pdfOfContent(
  info: { readonly title: string; readonly author: string; readonly subject: string },
  landscape: boolean,
  content: Content[],
  seal?: Seal,
  mark?: string,
): Promise<Buffer> {
  const definition: TDocumentDefinitions = {
    pageSize: 'A4',
    pageOrientation: landscape ? 'landscape' : 'portrait',
    pageMargins: [points(PAGE.leftMm), points(PAGE.topMm), points(PAGE.rightMm), points(PAGE.bottomMm)],
    language: 'vi-VN',
    info,
    defaultStyle: { font: 'Tinos', fontSize: PAGE.bodyPt },
    header: (currentPage: number): Content =>
      currentPage === 1
        ? ''
        : {
            text: String(currentPage),
            alignment: 'center',
            fontSize: PAGE.bodyPt,
            margin: [0, points(9), 0, 0],
          },
    ...(seal === undefined ? {} : { footer: await sealFoot(seal) }),
    ...(mark === undefined ? {} : { watermark: { text: mark, color: 'gray', opacity: 0.18, bold: true } }),
    content,
  };
  return pdfMake.createPdf(definition).getBuffer();
}

/** A report as a PDF page to sign, its faces embedded. */
export async function pdfOf(document: ReportDocument): Promise<Buffer> {
  const layout = layOut(document);
  return pdfOfContent(
    { title: layout.subject, author: document.hallName, subject: document.title },
    layout.landscape,
    contentOf(document, layout),
    document.seal,
  );
}
