import { AlignmentType, type FileChild, Paragraph } from 'docx';
import { centred, foot, head, mm, packed, paragraph, rule, sheetOf, table } from './page-docx.ts';
import { capitals, madeSentence, PAGE } from './page-layout.ts';
import type { PaperBlock, PaperDocument } from './paper.ts';
import { addresseeLine, annexHead, DRAFT_MARK, PAPER_HEAD_MM, PAPER_MM, pageTable } from './paper-layout.ts';

const BODY = {
  alignment: AlignmentType.JUSTIFIED,
  indent: { firstLine: mm(PAGE.firstLineMm) },
  spacing: { before: 120, line: 264 },
} as const;

function blockOf(block: PaperBlock): FileChild[] {
  switch (block.kind) {
    case 'basis':
      return [paragraph(block.text, { italics: true }, BODY)];
    case 'heading':
      return [
        paragraph(
          block.text,
          { bold: true },
          { ...BODY, keepNext: true, spacing: { before: 200, after: 80 } },
        ),
      ];
    case 'text':
      return [paragraph(block.text, {}, BODY)];
    case 'items':
      return block.lines.map((text) => paragraph(`- ${text}`, {}, BODY));
    case 'table':
      return [table(pageTable(block)), new Paragraph({ spacing: { line: 60, lineRule: 'exact' } })];
  }
}

/** The annexes, each from a new page on. */
function annexesOf(paper: PaperDocument): FileChild[] {
  return (paper.annexes ?? []).flatMap(({ blocks }, at) => {
    const [number, title, goesWith] = annexHead(paper, at);
    return [
      centred(number, { pt: 14, bold: true }, { pageBreakBefore: true }),
      centred(capitals(title), { pt: 14, bold: true }),
      centred(goesWith, { italics: true }),
      rule(PAGE.titleRuleMm, PAPER_MM),
      ...blocks.flatMap(blockOf),
    ];
  });
}

/** Why the paper is a draft, and whom it is put before. */
function openingOf(paper: PaperDocument): FileChild[] {
  const addressee = addresseeLine(paper);
  return [
    ...(addressee === '' ? [] : [centred(addressee, {}, { spacing: { before: 160 } })]),
    ...(paper.draft === undefined
      ? []
      : [paragraph(paper.draft, { bold: true, italics: true }, { spacing: { before: 120 } })]),
  ];
}

/** A paper of several parts as a Word page to sign. */
export async function paperDocxOf(paper: PaperDocument): Promise<Buffer> {
  const layout = { headLeftMm: PAPER_HEAD_MM, contentMm: PAPER_MM };
  return packed(paper, paper.subject, {
    ...(await sheetOf(false, paper.seal, paper.draft === undefined ? undefined : DRAFT_MARK)),
    children: [
      head(paper, layout),
      centred(capitals(paper.page.documentType), { pt: 14, bold: true }, { spacing: { before: 320 } }),
      ...paper.subject.split('\n').map((line) => centred(line, { pt: 14, bold: true })),
      rule(PAGE.titleRuleMm, PAPER_MM),
      ...openingOf(paper),
      ...paper.blocks.flatMap(blockOf),
      paragraph(
        madeSentence(paper),
        { pt: PAGE.recipientsTitlePt, italics: true },
        { spacing: { before: 120 } },
      ),
      // No signature stands alone on a page.
      paragraph(
        paper.closing,
        {},
        { ...BODY, keepNext: true, spacing: { before: 120, after: 200, line: 264 } },
      ),
      foot(paper, layout),
      new Paragraph({ spacing: { line: 20, lineRule: 'exact' } }),
      ...annexesOf(paper),
    ],
  });
}
