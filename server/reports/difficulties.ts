import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { RemarkKind, type RemarkTopic, SettledState } from '../../common/protocol/remarks.ts';
import { compareKeys } from './figures.ts';
import { defineReport } from './report.ts';
import { isPeriod, PERIOD, PERIOD_WRONG } from './source.ts';

/** A remark as reports read it. */
export interface RemarkRow {
  readonly kind: RemarkKind;
  readonly procedure: string | null;
  /** Null: of a general remark. */
  readonly field: string | null;
  readonly topic: RemarkTopic | null;
  readonly text: string;
  readonly local_date: string;
  readonly state: SettledState;
  readonly answer: string;
}

/** Remarks made in a span of days, but those taken back. */
export function remarksMade(db: Database, from: string, to: string): RemarkRow[] {
  return db
    .prepare<unknown[], RemarkRow>(
      `SELECT kind, procedure, field, topic, text, local_date, state, answer FROM remarks
        WHERE local_date BETWEEN ? AND ? AND state <> 'withdrawn' ORDER BY made_at_ms, id`,
    )
    .all(from, to);
}

const KINDS = { difficulty: 'Vướng mắc', proposal: 'Đề xuất' } as const;
const STATES = { open: 'Chưa xử lý', handled: 'Đã xử lý', drafted: 'Kiến nghị cấp trên' } as const;

/** What officials said of procedures, fields and of the hall as a whole, one row each; who said it is not told (S8, S22). */
export const difficulties = defineReport({
  id: 'difficulties',
  title: 'Vướng mắc, đề xuất',
  params: z
    .strictObject({
      ...PERIOD,
      kind: RemarkKind.optional().meta({ title: 'Loại' }),
      /** Only those at this stage; `drafted`: what leaders chose for the report to those above. */
      state: SettledState.optional().meta({ title: 'Tình trạng' }),
    })
    .refine(isPeriod, PERIOD_WRONG),
  columns: [
    { key: 'kind', title: 'Loại' },
    { key: 'text', title: 'Nội dung' },
    { key: 'handling', title: 'Ý kiến xử lý' },
    { key: 'date', title: 'Ngày ghi' },
  ],
  run(db, { from, to, kind, state }) {
    const rows = remarksMade(db, from, to)
      .filter((each) => (kind ?? each.kind) === each.kind && (state ?? each.state) === each.state)
      .sort((a, b) => compareKeys([a.topic, a.field, a.procedure], [b.topic, b.field, b.procedure]))
      .map((each) => ({
        field: each.field,
        procedure: each.procedure,
        topic: each.topic,
        kind: KINDS[each.kind],
        text: each.text,
        handling: each.answer === '' ? STATES[each.state] : `${STATES[each.state]}: ${each.answer}`,
        date: each.local_date,
      }));
    return { rows, totals: {} };
  },
});
