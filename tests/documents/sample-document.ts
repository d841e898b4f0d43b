import { join } from 'node:path';
import { packageFolder } from '../../hardware/package-folder.ts';
import type { NameLookUp } from '../../server/documents/columns.ts';
import { makeDocument } from '../../server/documents/make-document.ts';
import { pageWordsOn } from '../../server/documents/page-words.ts';
import type { ReportDocument } from '../../server/documents/report-document.ts';
import type { ReportResult } from '../../server/reports/report.ts';
import { volume } from '../../server/reports/volume.ts';

const FIELDS = [
  ['chung-thuc', 'Chứng thực – Hộ tịch'],
  ['dat-dai', 'Đất đai, đăng ký quyền sử dụng đất'],
  ['thue', '=HYPERLINK("http://x"; "Thuế")'],
  ['trả-kết-quả', 'Trả kết quả Ễ Ữ Ợ Ẵ ĐẶNG'],
] as const;

export const NAMES: NameLookUp = {
  agency: () => undefined,
  counter: (code) => `Quầy ${code}`,
  procedure: () => undefined,
  field: (code) => new Map<string, string>(FIELDS).get(code),
  officer: () => undefined,
};

const figures = (at: number) => ({
  drawn: 1234 + at,
  called: 1200 + at,
  served: 1100 + at,
  noShow: 60,
  left: 34,
  transactions: 1500 + at,
  waitMeanMinutes: 12.34,
  waitP50Minutes: 10,
  waitP90Minutes: 25.5,
  withinTargetShare: 0.8123,
  serviceMeanMinutes: 8.5,
  serviceP90Minutes: at === 2 ? null : 15.25,
});

/** A volume report by field with as many rows as asked for. */
export function volumeResult(rows: number = FIELDS.length): ReportResult {
  const all = Array.from({ length: rows }, (_, at) => {
    const [field, fieldName] = FIELDS[at % FIELDS.length] ?? FIELDS[0];
    return { field, fieldName: rows > FIELDS.length ? `${fieldName} ${at + 1}` : fieldName, ...figures(at) };
  });
  return {
    rows: all,
    totals: { ...figures(0), drawn: all.reduce((sum, row) => sum + row.drawn, 0) },
  };
}

/** The volume report of November 2026 of a hall with Vietnamese names. */
export function sampleDocument(
  result = volumeResult(),
  params: Record<string, string> = { from: '2026-11-01', to: '2026-11-30', by: 'field' },
): ReportDocument {
  return makeDocument(volume, params, result, {
    hallName: 'Trung tâm Phục vụ hành chính công phường Trảng Dài',
    superiorName: 'Ủy ban nhân dân phường Trảng Dài',
    names: NAMES,
    page: pageWordsOn(join(packageFolder(), 'tests'), [], 'report', '2026-11-30'),
    madeBy: 'Nguyễn Thị Hạnh (chairman)',
    madeAt: '2026-12-01T08:05',
  });
}
