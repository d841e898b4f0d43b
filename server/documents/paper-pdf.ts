import type { Content } from 'pdfmake/interfaces.js';
import { capitals, madeSentence, PAGE } from './page-layout.ts';
import { foot, head, pdfOfContent, points, rule, table } from './page-pdf.ts';
import type { PaperBlock, PaperDocument } from './paper.ts';
import { addresseeLine, annexHead, DRAFT_MARK, PAPER_HEAD_MM, PAPER_MM, pageTable } from './paper-layout.ts';

const paragraph = (text: string, above: number, italics = false): Content => ({
  text,
  italics,
  fontSize: PAGE.bodyPt,
  alignment: 'justify',
  leadingIndent: points(PAGE.firstLineMm),
  margin: [0, above, 0, 0],
  lineHeight: 1.1,
});

function blockOf(block: PaperBlock): Content[] {
  switch (block.kind) {
    case 'basis':
      return [paragraph(block.text, 6, true)];
    case 'heading':
      return [
        {
          text: block.text,
          bold: true,
          fontSize: PAGE.bodyPt,
          leadingIndent: points(PAGE.firstLineMm),
          margin: [0, 10, 0, 4],
          headlineLevel: 1,
        },
      ];
    case 'text':
      return [paragraph(block.text, 6)];
    case 'items':
      return block.lines.map((text) => paragraph(`- ${text}`, 4));
    case 'table':
      return [table(pageTable(block))];
  }
}

/** The annexes, each from a new page on. */
function annexesOf(paper: PaperDocument): Content[] {
  return (paper.annexes ?? []).flatMap(({ blocks }, at): Content[] => {
    const [number, title, goesWith] = annexHead(paper, at);
    return [
      { text: number, bold: true, alignment: 'center', fontSize: 14, pageBreak: 'before' },
      { text: capitals(title), bold: true, alignment: 'center', fontSize: 14 },
      { text: goesWith, italics: true, alignment: 'center', fontSize: PAGE.bodyPt },
      rule(PAGE.titleRuleMm, 4),
      ...blocks.flatMap(blockOf),
    ];
  });
}

/** Why the paper is a draft, and whom it is put before. */
function openingOf(paper: PaperDocument): Content[] {
  const addressee = addresseeLine(paper);
  return [
    ...(addressee === ''
      ? []
      : [{ text: addressee, alignment: 'center' as const, fontSize: PAGE.bodyPt, margin: 8 }]),
    ...(paper.draft === undefined ? [] : [{ text: paper.draft, bold: true, italics: true }]),
  ];
}

/** A paper of several parts as a PDF page to sign. */
export function paperPdfOf(paper: PaperDocument): Promise<Buffer> {
  const layout = { headLeftMm: PAPER_HEAD_MM, contentMm: PAPER_MM };
  return pdfOfContent(
    { title: paper.subject.replaceAll('\n', ' '), author: paper.hallName, subject: paper.title },
    false,
    [
      head(paper, layout),
      {
        text: capitals(paper.page.documentType),
        bold: true,
        alignment: 'center',
        fontSize: 14,
        margin: [0, 16, 0, 0],
      },
      { text: paper.subject, bold: true, alignment: 'center', fontSize: 14 },
      rule(PAGE.titleRuleMm, 4),
      ...openingOf(paper),
      ...paper.blocks.flatMap(blockOf),
      { text: madeSentence(paper), italics: true, fontSize: PAGE.recipientsTitlePt, margin: [0, 6, 0, 0] },
      { unbreakable: true, stack: [paragraph(paper.closing, 6), foot(paper, layout)] },
      ...annexesOf(paper),
    ],
    paper.seal,
    paper.draft === undefined ? undefined : DRAFT_MARK,
  );
}
