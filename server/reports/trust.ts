import type { Database } from 'better-sqlite3';
import { DOUBTS, type Doubt } from '../../common/protocol/doubts.ts';
import { doubtCondition } from '../storage/doubtful-tickets.ts';
import { one } from '../storage/rows.ts';
import { share } from './figures.ts';
import { defineReport, measure } from './report.ts';
import { PeriodParams } from './source.ts';

const NAMES: Readonly<Record<Doubt, string>> = {
  'never-called': 'Chưa từng được gọi',
  'too-short': 'Phục vụ dưới 20 giây',
  burst: 'Năm số trở lên cùng lĩnh vực, từ một máy, trong 30 giây',
  'field-changed': 'Đổi sang lĩnh vực khác với lúc lấy số',
  'day-in-doubt': 'Lấy số khi chưa rõ ngày giờ',
};

/** Tickets of a span that count, or those of them that a condition takes. */
function count(db: Database, span: { from: string; to: string }, condition = '1'): number {
  return one(
    db
      .prepare<unknown[], number>(
        `SELECT count(*) FROM tickets WHERE local_date BETWEEN @from AND @to
        AND (batch IS NULL OR batch IN (SELECT id FROM import_batches WHERE state = 'complete'))
        AND ${condition}`,
      )
      .pluck()
      .get(span),
  );
}

/** What in the figures should be looked at before anyone decides by them: shown, never dropped. */
export const trust = defineReport({
  id: 'trust',
  title: 'Độ tin cậy của số liệu',
  params: PeriodParams,
  columns: [measure('count'), measure('countShare'), measure('drawn')],
  run(db, span) {
    const all = count(db, span);
    return {
      rows: DOUBTS.map((finding) => {
        const found = count(db, span, doubtCondition(finding));
        return {
          finding,
          findingName: NAMES[finding],
          count: found,
          countShare: share(found, all),
          drawn: all,
        };
      }),
      totals: { drawn: all },
    };
  },
});
