import Excel from 'exceljs';
import fc from 'fast-check';
import mammoth from 'mammoth';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { basisRows, saidDoubt, writtenSpan } from '../../common/measures/basis-form.ts';
import { writtenFigure } from '../../common/measures/figure-form.ts';
import { MEASURES, measureOf } from '../../common/measures/measure.ts';
import type { ListedReport } from '../../common/protocol/rest/reports.ts';
import { BasisNote } from '../../manager/reports/basis-note.tsx';
import { columnsOf, isDimension, shownCell, shownFigure } from '../../manager/reports/cells.ts';
import { ReportTable } from '../../manager/reports/report-table.tsx';
import { sentenceOf } from '../../manager/reports/sentence.ts';
import { makeDocument } from '../../server/documents/make-document.ts';
import { docxOf } from '../../server/documents/page-docx.ts';
import { pdfOf } from '../../server/documents/page-pdf.ts';
import { CELL_FORMATS, spreadsheetOf } from '../../server/documents/spreadsheet.ts';
import { csvOf } from '../../server/reports/csv.ts';
import { REPORTS } from '../../server/reports/registry.ts';
import type { ReportDefinition, ReportResult } from '../../server/reports/report.ts';
import { NAMES, sampleDocument } from '../documents/sample-document.ts';

const SPAN = { from: '2026-11-01', to: '2026-11-30' };
/** Figures in Vietnamese form: "1.234", "12,5", "-0,4", "62,9%". */
const FIGURE = /-?\d{1,3}(?:\.\d{3})*(?:,\d+)?%?/g;

/** Values as reports answer them, with halves where the last place that is written turns. */
const halves = fc.integer({ min: 0, max: 200_000 }).map((each) => (each * 2 + 1) / 20);
const VALUES = {
  count: fc.integer({ min: 0, max: 99_999 }),
  decimal: fc.oneof(halves, fc.double({ min: -600, max: 9_999, noNaN: true })),
  share: fc.oneof(
    fc.integer({ min: 0, max: 999 }).map((each) => Number(`0.${String(each).padStart(3, '0')}5`)),
    fc.double({ min: 0, max: 1, noNaN: true }),
  ),
} as const;

function resultOf(report: ReportDefinition): fc.Arbitrary<ReportResult> {
  const figures = fc.record(
    Object.fromEntries(
      report.columns.map(({ key }) => {
        const kind = measureOf(key)?.kind;
        if (kind === undefined) return [key, fc.constant('Nội dung')];
        return [key, fc.option(VALUES[kind], { freq: 9 })];
      }),
    ),
  );
  const rows = fc.tuple(figures, figures, figures).map((all) =>
    all.map((row, at) => ({
      field: `f-${at}`,
      fieldName: ['Đất đai', 'Hộ tịch', 'Thuế'][at] ?? '',
      ...row,
    })),
  );
  const part = fc.option(fc.double({ min: 0, max: 900, noNaN: true }), { freq: 4 });
  const measures = fc.record(
    Object.fromEntries(
      report.columns.map(({ key }) => [key, fc.record({ perDay: part, low: part, high: part })]),
    ),
  );
  const basis = fc.record({
    from: fc.constantFrom('2026-11-02', null),
    to: fc.constant('2026-11-27'),
    workingDays: fc.integer({ min: 0, max: 31 }),
    measures,
  });
  return fc.record({ rows, totals: figures, basis });
}

/** What stands below the totals: a line a working day and one of doubts, by measure; and the days they rest on. */
function basisOf(report: ReportDefinition, { basis }: ReportResult) {
  if (basis === undefined) throw new Error('no basis');
  const keys = report.columns.map((each) => each.key).filter((key) => measureOf(key));
  const lines =
    keys.length === 0 ? [] : basisRows(basis).map(({ label, textOf }) => [label, ...keys.map(textOf)]);
  return { lines, span: writtenSpan(basis) };
}

/** Rows with what the screen writes for each measure, the totals last. */
function onScreen(report: ReportDefinition, { rows, totals }: ReportResult): string[][] {
  const keys = report.columns.map((each) => each.key).filter((key) => measureOf(key));
  return [
    ...rows.map((row) => keys.map((key) => shownCell(key, row, {}))),
    keys.map((key) => shownFigure(key, totals[key])),
  ];
}

const writtenAs = (key: string, value: unknown): string => {
  const kind = measureOf(key)?.kind ?? 'count';
  return writtenFigure(typeof value === 'number' ? value : null, kind);
};

function inCsv(report: ReportDefinition, result: ReportResult): string[][] {
  const lines = csvOf(report, { rows: result.rows, totals: result.totals }).trim().split('\r\n').slice(1);
  // No cell of these rows holds a comma.
  return lines.map((line) =>
    report.columns.flatMap(({ key }, at) => {
      const cell = line.split(',')[at + 2] ?? '';
      return measureOf(key) ? [writtenAs(key, cell === '' ? null : Number(cell))] : [];
    }),
  );
}

async function inSheet(bytes: Buffer, report: ReportDefinition): Promise<string[][]> {
  const book = new Excel.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  const sheet = book.worksheets[1];
  const rows: string[][] = [];
  sheet?.eachRow((row, number) => {
    // The header; and below rows and totals the lines of what they rest on.
    if (number === 1 || number > 5) return;
    rows.push(
      report.columns.flatMap(({ key }, at) => {
        const measure = measureOf(key);
        if (!measure) return [];
        const cell = row.getCell(at + 3);
        expect(cell.numFmt, key).toBe(CELL_FORMATS[measure.kind]);
        return [writtenAs(key, cell.value)];
      }),
    );
  });
  return rows;
}

const figuresIn = (text: string): string[] => text.match(/–|-?[\d.]+(?:,\d+)?%?/g) ?? [];

async function inWord(bytes: Buffer, names: readonly string[]): Promise<string[][]> {
  const { value } = await mammoth.convertToHtml({ buffer: bytes });
  const rows = [...value.matchAll(/<tr>(.*?)<\/tr>/gs)].map((row) =>
    [...(row[1] ?? '').matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/gs)].map((cell) =>
      (cell[1] ?? '').replaceAll(/<[^>]*>/g, '').trim(),
    ),
  );
  return names.map((name) => rows.find((cells) => cells.includes(name)) ?? []);
}

async function textOfPdf(bytes: Buffer): Promise<string> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  let text = '';
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    text += items.map((item) => ('str' in item ? item.str : '')).join(' ');
  }
  await pdf.destroy();
  return text.replace(/\s+/g, ' ');
}

/** What a sentence may say besides the figures of the table: it counts rows and adds up hours. */
function besides({ rows, totals }: ReportResult): string[] {
  const most = Math.max(...rows.map((row) => Number(row.drawn ?? 0)));
  return [
    writtenFigure(rows.length, 'count'),
    '1',
    writtenFigure(Number(totals.openMinutes ?? 0) / 60, 'decimal'),
    writtenFigure(Number(totals.pausedMinutes ?? 0) / 60, 'decimal'),
    writtenFigure(most / Number(totals.drawn), 'share'),
    shownFigure('changeShare', Math.abs(Number(totals.changeShare))),
  ];
}

function documentOf(report: ReportDefinition, result: ReportResult) {
  const { page, hallName, superiorName, madeBy, madeAt } = sampleDocument();
  const setting = { hallName, superiorName, names: NAMES, page, madeBy, madeAt };
  return makeDocument(report, { ...SPAN, by: 'field' }, result, setting);
}

describe('a figure is the same wherever it stands', () => {
  test.each(REPORTS.map((report) => [report.id, report] as const))(
    '%s: screen, sentence, CSV and sheet say the same of any figures',
    async (_, report) => {
      const kind: ListedReport = { id: report.id, title: report.title, columns: report.columns, params: {} };
      await fc.assert(
        fc.asyncProperty(resultOf(report), async (result) => {
          const screen = onScreen(report, result);
          expect(inCsv(report, result)).toEqual(screen);
          expect(await inSheet(await spreadsheetOf(documentOf(report, result)), report)).toEqual(screen);
          const sentence = sentenceOf(
            kind,
            { rows: result.rows, totals: result.totals },
            columnsOf(kind, result),
            {},
            SPAN,
          );
          const allowed = new Set([...screen.flat(), ...besides(result)]);
          for (const said of sentence.match(FIGURE) ?? []) expect([...allowed], sentence).toContain(said);
        }),
        { numRuns: 12, seed: 17 },
      );
    },
  );

  test.each(REPORTS.map((report) => [report.id, report] as const))(
    '%s: the Word page and the PDF say what the screen says',
    async (_, report) => {
      const [result] = fc.sample(resultOf(report), { numRuns: 1, seed: 17 });
      if (!result) throw new Error('no sample');
      const screen = onScreen(report, result);
      const document = documentOf(report, result);
      const names = ['Đất đai', 'Hộ tịch', 'Thuế', 'Tổng cộng'];
      const rows = await inWord(await docxOf(document), names);
      const pdf = await textOfPdf(await pdfOf(document));
      const onTable = (row: readonly string[]) => row.filter((cell) => figuresIn(cell)[0] === cell);
      for (const [at, expected] of screen.entries()) {
        const cells = onTable(rows[at] ?? []);
        expect(cells.slice(cells.length - expected.length), names[at]).toEqual(expected);
        expect(pdf.replaceAll(' ', '')).toContain(expected.join(''));
      }
    },
  );

  test.each(REPORTS.map((report) => [report.id, report] as const))(
    '%s: what a measure is a working day, its doubt and its days are the same in all six outputs',
    async (_, report) => {
      const kind: ListedReport = { id: report.id, title: report.title, columns: report.columns, params: {} };
      const samples = fc.sample(resultOf(report), { numRuns: 1, seed: 23 });
      for (const result of samples) {
        const { lines, span } = basisOf(report, result);
        const document = documentOf(report, result);
        const screen = renderToStaticMarkup(
          <>
            <BasisNote answer={result} />
            <ReportTable
              title={report.title}
              columns={columnsOf(kind, result)}
              answer={result}
              names={{}}
              range={SPAN}
              onBehind={() => {}}
            />
          </>,
        ).replaceAll(/<[^>]*>/g, '|');
        const csv = csvOf(report, result).replaceAll('"', '');
        const word = (await mammoth.extractRawText({ buffer: await docxOf(document) })).value;
        const book = new Excel.Workbook();
        await book.xlsx.load((await spreadsheetOf(document)) as unknown as ArrayBuffer);
        const sheet = book.worksheets.flatMap((each) => each.getSheetValues().flat().map(String)).join('|');
        const pdf = (await textOfPdf(await pdfOf(document))).replaceAll(' ', '');
        const outputs = { screen, csv, word, sheet, pdf };
        const everywhere = (text: string) => {
          for (const [name, output] of Object.entries(outputs))
            expect(output.replaceAll(' ', ''), `${name}: ${text}`).toContain(text.replaceAll(' ', ''));
        };
        everywhere(span);
        for (const line of lines) {
          for (const text of line) everywhere(text);
          // In the order of the columns, cell for cell.
          const compact = line.join('').replaceAll(' ', '');
          expect(screen.replaceAll(/[| ]/g, '')).toContain(compact);
          expect(pdf).toContain(compact);
          expect(word.replaceAll(/\s/g, '')).toContain(compact);
        }
        const sentence = sentenceOf(kind, result, columnsOf(kind, result), {}, SPAN);
        const before = sentenceOf(
          kind,
          { rows: result.rows, totals: result.totals },
          columnsOf(kind, result),
          {},
          SPAN,
        );
        const { basis } = result;
        const doubts = report.columns.map(({ key }) => basis && saidDoubt(key, basis)).filter(Boolean);
        if (sentence !== before) expect(doubts).toContain(sentence.slice(before.length).trim());
      }
    },
  );

  test('a sentence that tells a measure tells its doubt', () => {
    const report = REPORTS.find((each) => each.id === 'waiting');
    if (!report) throw new Error('no such report');
    const kind: ListedReport = { id: report.id, title: report.title, columns: report.columns, params: {} };
    const totals = { called: 40, withinTargetShare: 0.629, waitP50Minutes: 9, waitP90Minutes: 22 };
    const told = (low: number | null, high: number | null) =>
      sentenceOf(
        kind,
        {
          rows: [{ field: 'a', fieldName: 'Thuế', ...totals }],
          totals,
          basis: {
            from: '2026-11-02',
            to: '2026-11-06',
            workingDays: 5,
            measures: { withinTargetShare: { perDay: null, low, high } },
          },
        },
        [],
        {},
        SPAN,
      );
    expect(told(0.5812, 0.6634)).toContain('Tỷ lệ trong mục tiêu: khoảng tin cậy 95 % 58,1%–66,3%.');
    expect(told(null, null)).toContain('Tỷ lệ trong mục tiêu: khoảng tin cậy 95 % không rõ.');
  });

  test('0.6295 is 63,0% on every page: the decimal is rounded, half away from zero, once', () => {
    expect(shownFigure('withinTargetShare', 0.6295)).toBe('63,0%');
    expect(shownFigure('withinTargetShare', 0.6294)).toBe('62,9%');
    expect(shownFigure('waitDifferenceMinutes', -2.25)).toBe('-2,3');
    expect(shownFigure('waitDifferenceMinutes', -0.04)).toBe('0,0');
    expect(shownFigure('noShow', null)).toBe('–');
  });
});

describe('a measure', () => {
  test('has one name, and no two have the same', () => {
    const all = Object.values(MEASURES);
    expect(new Set(all.map((each) => each.vi)).size).toBe(all.length);
    expect(new Set(all.map((each) => each.en)).size).toBe(all.length);
  });

  test('is what every column of figures of every report is', () => {
    const words = [
      'kind',
      'text',
      'paper',
      'handling',
      'date',
      'agencyName',
      'payingUnit',
      'firstDay',
      'lastDay',
      'note',
    ];
    for (const report of REPORTS)
      for (const { key, title } of report.columns) {
        if (words.includes(key) || isDimension(key)) continue;
        expect(measureOf(key)?.vi, `${report.id}.${key}`).toBe(title);
      }
  });
});
