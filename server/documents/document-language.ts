import type { ReportLanguage } from '../../common/protocol/formats.ts';
import { titleIn } from '../reports/english.ts';
import { shortDay } from './period-words.ts';
import type { DocumentCell, ReportDocument } from './report-document.ts';

/** Columns whose cells are words of the product, not of the hall. */
const WORDS_OF_OURS: ReadonlySet<string> = new Set([
  'purpose',
  'weekday',
  'findingName',
  'kind',
  'topic',
  'sourceName',
  'respondentName',
  'criterionName',
  'note',
]);

/** A document with the product's own words in a language; names of the hall stay as they are. For sheets only. */
export function documentIn(language: ReportLanguage, document: ReportDocument): ReportDocument {
  if (language === 'vi') return document;
  const say = (text: string) => titleIn(language, text);
  const cellIn = (cell: DocumentCell, at: number): DocumentCell => {
    if (typeof cell !== 'string') return cell;
    const key = document.columns[at]?.key ?? '';
    if (key === 'week') return cell.replace('Tuần', 'Week');
    if (key === 'quarter') return cell.replace('Quý', 'Quarter');
    return WORDS_OF_OURS.has(key) || cell === 'Không ghi' ? say(cell) : cell;
  };
  const { period } = document;
  return {
    ...document,
    language,
    title: say(document.title),
    periodWords: period === null ? '' : `${shortDay(period.from)} – ${shortDay(period.to)}`,
    groupedBy: document.groupedBy.split(', ').map(say).join(', '),
    columns: document.columns.map((column) => ({ ...column, title: say(column.title) })),
    rows: document.rows.map((row) => row.map(cellIn)),
    notes: document.notes.map(say),
  };
}
