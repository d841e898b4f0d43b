import { opinion } from '../../common/i18n/vi/opinion.ts';
import { meaningOfDoubt, writtenSpan } from '../../common/measures/basis-form.ts';
import type { Basis } from '../../common/protocol/basis.ts';
import type { ReportLanguage } from '../../common/protocol/formats.ts';
import { FEW_OPINIONS } from '../../common/protocol/opinion-levels.ts';
import type { ReportDefinition, ReportResult } from '../reports/report.ts';
import { DIMENSION_TITLES, type NameLookUp, tableOf } from './columns.ts';
import type { PageWords } from './page-words.ts';
import { periodInWords } from './period-words.ts';
import type { DocumentColumn, ReportDocument } from './report-document.ts';

/** What a document says of the hall and of its own making. */
export interface DocumentSetting {
  readonly hallName: string;
  readonly superiorName: string;
  readonly names: NameLookUp;
  readonly page: PageWords;
  readonly madeBy: string;
  /** Hall time, YYYY-MM-DDTHH:MM. */
  readonly madeAt: string;
}

const FEW = opinion.few;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

function periodOf(params: Readonly<Record<string, string>>): ReportDocument['period'] {
  const { from, to } = params;
  return from !== undefined && to !== undefined && DAY.test(from) && DAY.test(to) ? { from, to } : null;
}

/** What a reader must know of the figures, by the columns at hand. */
function notesFor(columns: readonly DocumentColumn[]): string[] {
  const notes: string[] = [];
  if (columns.some((column) => /^(wait|service).*Minutes$/.test(column.key)))
    notes.push(
      'Thời gian chờ và thời gian tiếp được tính bằng phút tại Bộ phận Một cửa; đây không phải là thời hạn giải quyết hồ sơ.',
    );
  if (columns.some((column) => column.key === 'responseShare'))
    notes.push(
      'Điểm: 5 là rất hài lòng, 1 là rất không hài lòng. Tỷ lệ hài lòng gồm mức hài lòng và rất hài lòng.',
      'Tỷ lệ cho ý kiến chỉ tính ý kiến gắn với số thứ tự, chia cho số người đã tiếp; phiếu không kèm số được ghi riêng.',
      `"${FEW}": dưới ${FEW_OPINIONS} ý kiến, chưa đủ để so sánh.`,
    );
  if (columns.some((column) => column.key === 'availableShare'))
    notes.push(
      'Chỉ tính những lúc hệ thống chạy và có ít nhất một quầy mở; sắp hết giấy chưa phải là sự cố.',
    );
  if (columns.some((column) => column.kind === 'decimal' || column.kind === 'share'))
    notes.push('Dấu "–" là chưa có số liệu để tính.');
  return notes;
}

/** Which days the figures rest on, and what their doubt means. */
function basisNotes(hasFoot: boolean, basis: Basis | undefined, language: ReportLanguage): string[] {
  if (basis === undefined) return [];
  return [writtenSpan(basis, language), ...(hasFoot ? [meaningOfDoubt(language)] : [])];
}

/** Puts a report's result into the form from which sheets and pages are written. */
export function makeDocument(
  report: Pick<ReportDefinition, 'id' | 'title' | 'columns'>,
  params: Readonly<Record<string, string>>,
  result: ReportResult,
  setting: DocumentSetting,
  language: ReportLanguage = 'vi',
): ReportDocument {
  const table = tableOf(report, result, setting.names, language);
  const period = periodOf(params);
  const by = params.by?.split(',').map((part) => part.trim()) ?? [];
  return {
    reportId: report.id,
    title: report.title.normalize('NFC'),
    hallName: setting.hallName.normalize('NFC'),
    superiorName: setting.superiorName.normalize('NFC'),
    period,
    periodWords: period ? periodInWords(period.from, period.to) : '',
    groupedBy: by.map((part) => DIMENSION_TITLES[`${part}Name`] ?? DIMENSION_TITLES[part] ?? part).join(', '),
    madeBy: setting.madeBy,
    madeAt: setting.madeAt,
    ...table,
    notes: [...basisNotes(table.foot.length > 0, result.basis, language), ...notesFor(table.columns)],
    page: setting.page,
  };
}
