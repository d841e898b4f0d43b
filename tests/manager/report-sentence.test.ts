import { describe, expect, test } from 'vitest';
import type { ListedReport, ReportResult } from '../../common/protocol/rest/reports.ts';
import { columnsOf } from '../../manager/reports/cells.ts';
import type { Row } from '../../manager/reports/report.ts';
import { hasSentence, sentenceOf } from '../../manager/reports/sentence.ts';
import { REPORTS } from '../../server/reports/registry.ts';

const span = { from: '2026-11-01', to: '2026-11-30' };

/** The sentence of a report of the registry on figures as the hall answers them. */
function said(id: string, totals: Row, rows: readonly Row[]): string {
  const definition = REPORTS.find((each) => each.id === id);
  if (definition === undefined) throw new Error(`no report ${id}`);
  const kind: ListedReport = { id, title: definition.title, columns: definition.columns, params: {} };
  const answer: ReportResult = { rows, totals };
  return sentenceOf(kind, answer, columnsOf(kind, answer), {}, span);
}

const fields = (figures: readonly Row[]): Row[] =>
  figures.map((row, at) => ({
    field: `f${at}`,
    fieldName: ['Đất đai', 'Hộ tịch', 'Thuế'][at] ?? '',
    ...row,
  }));

describe('the sentence over a report', () => {
  test('is there for every report of the registry', () => {
    expect(REPORTS.map((each) => each.id).filter((id) => !hasSentence(id))).toEqual([]);
  });

  test('tells how long people waited, and where longest', () => {
    const totals = { withinTargetShare: 0.5936, waitP50Minutes: 10.27, waitP90Minutes: 54.52 };
    const rows = fields([{ waitP90Minutes: 33.4 }, { waitP90Minutes: 71 }, { waitP90Minutes: null }]);
    expect(said('waiting', totals, rows)).toBe(
      '59,4% người được gọi trong hạn chờ. Một nửa chờ không quá 10,3 phút, chín phần mười không quá 54,5 phút. ' +
        'Chờ lâu nhất: Hộ tịch, chín phần mười không quá 71,0 phút.',
    );
  });

  test('names the busiest half-hour by its day and hours', () => {
    const rows = [
      { weekday: 1, slot: 15, meanPerDay: 15, drawn: 15, days: 1 },
      { weekday: 5, slot: 16, meanPerDay: 29, drawn: 58, days: 2 },
    ];
    expect(said('arrivals', { drawn: 860, days: 6, meanPerDay: 143.33 }, rows)).toBe(
      'Trung bình 143,3 số mỗi ngày, tính trên 6 ngày. Đông nhất: Thứ Sáu, 08:00–08:30, trung bình 29,0 số.',
    );
  });

  test.each([
    [0.125, 'Mỗi ngày làm việc 45,0 số, tăng 12,5% so với kỳ trước (40,0 số)'],
    [-0.125, 'Mỗi ngày làm việc 45,0 số, giảm 12,5% so với kỳ trước (40,0 số)'],
    [0, 'Mỗi ngày làm việc 45,0 số, bằng kỳ trước'],
  ])('compares two periods (%f)', (changeShare, words) => {
    const totals = {
      drawn: 900,
      drawnBefore: 800,
      perDay: 45,
      perDayBefore: 40,
      changeShare,
      waitMeanMinutes: 9,
      waitMeanBeforeMinutes: 12,
    };
    expect(said('comparison', totals, [])).toBe(
      `900 số trong kỳ. ${words}. Chờ trung bình 9,0 phút, kỳ trước 12,0 phút.`,
    );
  });

  test('says so where the period before has nothing', () => {
    const totals = {
      drawn: 860,
      drawnBefore: 0,
      changeShare: null,
      waitMeanMinutes: 9,
      waitMeanBeforeMinutes: null,
    };
    expect(said('comparison', totals, [])).toBe('860 số trong kỳ; kỳ trước chưa có số liệu.');
  });

  test('tells the doubt that most tickets raise, or that there is none', () => {
    const doubt = (count: number, finding: string, findingName: string) => ({ finding, findingName, count });
    const rows = [doubt(0, 'burst', 'Bấm dồn'), doubt(12, 'too-short', 'Quá ngắn')];
    expect(said('trust', { drawn: 860 }, rows)).toBe(
      'Cần xem nhiều nhất: Phục vụ dưới 20 giây, 12 trong 860 phiếu.',
    );
    expect(said('trust', { drawn: 860 }, [doubt(0, 'burst', ''), doubt(0, 'too-short', '')])).toBe(
      'Không thấy số liệu bất thường trong kỳ.',
    );
  });

  test.each([
    ['waiting', { called: 0, withinTargetShare: null, waitP50Minutes: null, waitP90Minutes: null }],
    ['satisfaction', { ratings: 0, satisfiedShare: null, responseShare: 0 }],
    ['estimate-error', { estimates: 0, withinShare: null, meanErrorMinutes: null }],
    ['device-downtime', { outages: 1, downMinutes: 0, availableShare: null }],
  ] as const)('of %s does not make a summary of what is not known yet', (id, totals) => {
    expect(said(id, totals, fields([{ drawn: 1 }]))).toBe(
      'Chưa đủ số liệu để tóm tắt kỳ này; xem bảng bên dưới.',
    );
  });

  test('of no-shows says that they are unknown where the record does not tell them', () => {
    const totals = { drawn: 40, noShow: null, noShowShare: null, left: 2, leftShare: 0.05 };
    expect(said('no-show', totals, [])).toBe(
      'Số liệu trong kỳ không cho biết ai được gọi mà vắng mặt; 2 người bỏ về trước khi được gọi (5,0%).',
    );
  });

  test('of a volume of nothing names no largest field', () => {
    const totals = { drawn: 0, served: 0, transactions: 0 };
    expect(said('volume', totals, fields([{ drawn: 0 }, { drawn: 0 }]))).toBe(
      'Trong kỳ đã phục vụ 0 người, 0 lượt giao dịch.',
    );
  });

  test('counts officials once, whatever the rows are divided by', () => {
    const rows = [{ officer: 'lan' }, { officer: 'hoa' }, { officer: 'lan' }];
    expect(said('duty-days', { dutyDays: 36, openHours: 290.4 }, rows)).toBe(
      '2 người trực quầy, cộng 36 ngày, 290,4 giờ mở quầy.',
    );
  });

  test.each([
    [
      'counters',
      { openMinutes: 17_423, busyShare: 0.4877, pausedMinutes: 0 },
      'Các quầy mở cộng 290,4 giờ, 48,8% ',
    ],
    ['procedures', { transactions: 504, missingPapers: 73, returnVisits: 2 }, '504 lượt giao dịch; 73 lần '],
    [
      'no-show',
      { noShow: 19, noShowShare: 0.0221, left: 1, leftShare: 0.001 },
      '19 người vắng mặt khi được gọi (2,2%)',
    ],
    ['device-downtime', { outages: 2, downMinutes: 40, availableShare: 0.99 }, '2 lần có sự cố'],
    [
      'estimate-error',
      { estimates: 845, withinShare: 0.85, meanErrorMinutes: 7.3 },
      '845 lần báo giờ chờ: 85,0% ',
    ],
  ] as const)('of %s begins with what counts', (id, totals, words) => {
    expect(said(id, totals, []).startsWith(words)).toBe(true);
  });
});
