import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  ImageRun,
  type IParagraphOptions,
  type ISectionOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { Seal } from '../../common/protocol/seals.ts';
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
import { SEAL_FOOT, sealQrPng, sealQrText, sealWords } from './seal-foot.ts';

/** The face that the law names; every office has it, so it is named and not embedded. */
const FACE = 'Times New Roman';
/** Twentieths of a point; rounded up, so that no margin is a hair narrower than the law wants. */
export const mm = (millimetres: number) => Math.ceil((millimetres / 25.4) * 1440);
const halfPoints = (points: number) => Math.round(points * 2);

const ALIGN = {
  left: AlignmentType.LEFT,
  right: AlignmentType.RIGHT,
  center: AlignmentType.CENTER,
} as const;

interface Look {
  readonly pt?: number;
  readonly bold?: boolean;
  readonly italics?: boolean;
}

const run = (text: string, look: Look = {}) =>
  new TextRun({
    text,
    size: halfPoints(look.pt ?? PAGE.bodyPt),
    bold: look.bold ?? false,
    italics: look.italics ?? false,
  });

export const paragraph = (text: string, look: Look = {}, more: IParagraphOptions = {}) =>
  new Paragraph({ ...more, children: [run(text, look)] });

export const centred = (text: string, look: Look = {}, more: IParagraphOptions = {}) =>
  paragraph(text, look, { ...more, alignment: AlignmentType.CENTER });

/** A rule of a given length in the middle of a column: the upper border of an empty paragraph. */
export function rule(lengthMm: number, columnMm: number): Paragraph {
  const side = mm(Math.max(0, (columnMm - lengthMm) / 2));
  return new Paragraph({
    children: [new TextRun({ text: '', size: 4 })],
    indent: { left: side, right: side },
    spacing: { before: 60, after: 0, line: 60, lineRule: 'exact' },
    border: { top: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } },
  });
}

const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const NO_BORDERS = {
  top: NONE,
  bottom: NONE,
  left: NONE,
  right: NONE,
  insideHorizontal: NONE,
  insideVertical: NONE,
};

/** Two columns beside each other without lines. */
function sideBySide(left: Paragraph[], right: Paragraph[], leftMm: number, rightMm: number): Table {
  const cell = (children: Paragraph[], widthMm: number) =>
    new TableCell({
      children,
      width: { size: mm(widthMm), type: WidthType.DXA },
      margins: { left: 0, right: 0 },
    });
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: mm(leftMm) + mm(rightMm), type: WidthType.DXA },
    columnWidths: [mm(leftMm), mm(rightMm)],
    borders: NO_BORDERS,
    rows: [new TableRow({ cantSplit: true, children: [cell(left, leftMm), cell(right, rightMm)] })],
  });
}

export function head(document: PageHead, layout: Pick<PageLayout, 'headLeftMm' | 'contentMm'>): Table {
  const leftMm = layout.headLeftMm;
  const rightMm = layout.contentMm - leftMm;
  const below = { spacing: { before: 120 } };
  return sideBySide(
    [
      ...(superiorOf(document) === '' ? [] : [centred(capitals(superiorOf(document)), { pt: PAGE.headPt })]),
      centred(capitals(document.page.issuer || document.hallName), { pt: PAGE.headPt, bold: true }),
      rule(PAGE.unitRuleMm, leftMm),
      centred(document.page.numberLine, {}, below),
    ],
    [
      centred(NATION, { pt: PAGE.headPt, bold: true }),
      centred(MOTTO, { pt: PAGE.mottoPt, bold: true }),
      rule(PAGE.mottoRuleMm, rightMm),
      centred(document.page.placeDateLine, { italics: true }, below),
    ],
    leftMm,
    rightMm,
  );
}

function cell(
  text: string,
  align: keyof typeof ALIGN,
  widthMm: number,
  look: Look,
  columnSpan = 1,
): TableCell {
  return new TableCell({
    width: { size: mm(widthMm), type: WidthType.DXA },
    columnSpan,
    verticalAlign: VerticalAlign.CENTER,
    margins: { left: 50, right: 50, top: 30, bottom: 30 },
    children: text.split('\n').map((line) => paragraph(line, look, { alignment: ALIGN[align] })),
  });
}

export function table(layout: PageTable): Table {
  const plain = { pt: layout.tablePt };
  const bold = { pt: layout.tablePt, bold: true };
  const widthOf = (at: number) => layout.columns[at]?.widthMm ?? 0;
  const header = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: layout.columns.map((column) => cell(column.title, 'center', column.widthMm, bold)),
  });
  const body = layout.rows.flatMap((row, number) => {
    const cells = new TableRow({
      cantSplit: true,
      children: row.map((text, at) => cell(text, layout.columns[at]?.align ?? 'left', widthOf(at), plain)),
    });
    const heading = layout.headings.get(number);
    if (heading === undefined) return [cells];
    const over = cell(heading, 'left', layout.contentMm, bold, row.length);
    return [new TableRow({ cantSplit: true, children: [over] }), cells];
  });
  const closing = [
    ...(layout.totals === null ? [] : [{ ...layout.totals, label: 'Tổng cộng', style: bold }]),
    ...layout.foot.map((each) => ({ ...each, style: plain })),
  ];
  const last = closing.map(({ label, spanned, cells, style }) => {
    const spannedMm = layout.columns.slice(0, spanned).reduce((sum, column) => sum + column.widthMm, 0);
    return new TableRow({
      cantSplit: true,
      children: [
        cell(label, 'center', spannedMm, style, spanned),
        ...cells.map((text, at) => cell(text, 'right', widthOf(spanned + at), style)),
      ],
    });
  });
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: mm(layout.contentMm), type: WidthType.DXA },
    columnWidths: layout.columns.map((column) => mm(column.widthMm)),
    rows: [header, ...body, ...last],
  });
}

export function foot(document: PageHead, layout: Pick<PageLayout, 'contentMm'>): Table {
  const { page } = document;
  const half = layout.contentMm / 2;
  const signer = { bold: true };
  return sideBySide(
    [
      paragraph('Nơi nhận:', { pt: PAGE.recipientsTitlePt, bold: true, italics: true }),
      ...recipientLines(page.recipients).map((text) => paragraph(text, { pt: PAGE.recipientsPt })),
    ],
    [
      ...page.signerAuthority
        .split('\n')
        .filter((text) => text !== '')
        .map((text) => centred(capitals(text), signer)),
      centred(capitals(page.signerTitle), signer),
      centred(page.signerHint, { pt: PAGE.recipientsPt, italics: true }),
      // Room for the signature and the seal.
      centred('', {}, { spacing: { before: mm(24) } }),
    ],
    half,
    half,
  );
}

/** Page, margins and page number, as the law has them. @param mark stands at the head of every page, as "DỰ THẢO" does */
export async function sheetOf(
  landscape: boolean,
  seal?: Seal,
  mark?: string,
): Promise<Pick<ISectionOptions, 'properties' | 'headers' | 'footers'>> {
  const sealed = seal && new Footer({ children: [await sealFoot(seal, landscape)] });
  const marks =
    mark === undefined ? [] : [paragraph(mark, { bold: true }, { alignment: AlignmentType.RIGHT })];
  return {
    properties: {
      titlePage: true,
      page: {
        size: {
          width: mm(PAGE.widthMm),
          height: mm(PAGE.heightMm),
          orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: {
          top: mm(PAGE.topMm),
          bottom: mm(PAGE.bottomMm),
          left: mm(PAGE.leftMm),
          right: mm(PAGE.rightMm),
          header: mm(9),
          footer: mm(seal === undefined ? 9 : SEAL_FOOT.footMm),
        },
      },
    },
    headers: {
      first: new Header({ children: mark === undefined ? [new Paragraph({})] : marks }),
      default: new Header({
        children: [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            children: [new TextRun({ children: [PageNumber.CURRENT], size: halfPoints(PAGE.bodyPt) })],
          }),
          ...marks,
        ],
      }),
    },
    ...(sealed === undefined ? {} : { footers: { first: sealed, default: sealed } }),
  };
}

/** The newest seal in words and as a QR code, within the lower margin. */
async function sealFoot(seal: Seal, landscape: boolean): Promise<Table> {
  const side = Math.round((SEAL_FOOT.qrMm / 25.4) * 96);
  const picture = new ImageRun({
    type: 'png',
    data: await sealQrPng(seal),
    transformation: { width: side, height: side },
    altText: { name: 'seal', title: 'QR', description: sealQrText(seal) },
  });
  const contentMm = (landscape ? PAGE.heightMm : PAGE.widthMm) - PAGE.leftMm - PAGE.rightMm;
  const words = sealWords(seal).map((text) => paragraph(text, { pt: SEAL_FOOT.textPt }));
  return sideBySide(
    words,
    [new Paragraph({ alignment: AlignmentType.RIGHT, children: [picture] })],
    contentMm - SEAL_FOOT.qrMm - 2,
    SEAL_FOOT.qrMm + 2,
  );
}

async function section(document: ReportDocument): Promise<ISectionOptions> {
  const layout = layOut(document);
  const body = {
    alignment: AlignmentType.JUSTIFIED,
    indent: { firstLine: mm(PAGE.firstLineMm) },
    spacing: { before: 120, line: 264 },
  } as const;
  const small = { pt: PAGE.recipientsTitlePt, italics: true };
  return {
    ...(await sheetOf(layout.landscape, document.seal)),
    children: [
      head(document, layout),
      centred(capitals(document.page.documentType), { pt: 14, bold: true }, { spacing: { before: 320 } }),
      centred(layout.subject, { pt: 14, bold: true }),
      rule(PAGE.titleRuleMm, layout.contentMm),
      paragraph(layout.basis, {}, { ...body, spacing: { before: 200, after: 120, line: 264 } }),
      table(layout),
      paragraph('Ghi chú:', { ...small, bold: true }, { spacing: { before: 120 } }),
      ...[...document.notes, madeSentence(document)].map((text) => paragraph(`- ${text}`, small)),
      // No signature stands alone on a page.
      paragraph(
        layout.closing,
        {},
        { ...body, keepNext: true, spacing: { before: 120, after: 200, line: 264 } },
      ),
      foot(document, layout),
      new Paragraph({ spacing: { line: 20, lineRule: 'exact' } }),
    ],
  };
}

/** A report as a Word page to sign. */
export async function docxOf(document: ReportDocument): Promise<Buffer> {
  return packed(document, layOut(document).subject, await section(document));
}

/** A Word file of one section in the face that the law names. */
export function packed(
  document: Pick<ReportDocument, 'hallName' | 'madeBy'>,
  title: string,
  only: ISectionOptions,
): Promise<Buffer> {
  const file = new Document({
    creator: document.hallName,
    lastModifiedBy: document.madeBy,
    title,
    styles: {
      default: {
        document: {
          run: { font: FACE, size: halfPoints(PAGE.bodyPt), language: { value: 'vi-VN' } },
          paragraph: { spacing: { before: 0, after: 0 } },
        },
      },
    },
    sections: [only],
  });
  return Packer.toBuffer(file);
}
