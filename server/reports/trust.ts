import { share } from './figures.ts';
import { defineReport } from './report.ts';
import { grouped, PeriodParams, type TicketRow, ticketsOf } from './source.ts';

/** Nobody is served in so short a time. */
const TOO_SHORT_MS = 20_000;
/** So many numbers of one field in so short a time are a hand that plays, not a queue. */
const BURST = { tickets: 5, withinMs: 30_000 };

/** Tickets that lie in a burst of the same field and channel on one day. */
function inBursts(rows: readonly TicketRow[]): number {
  let count = 0;
  for (const of of grouped(rows, (row) => `${row.local_date}/${row.drawn_field}/${row.channel}`).values()) {
    const marked = new Set<number>();
    for (let last = BURST.tickets - 1; last < of.length; last += 1) {
      const first = last - BURST.tickets + 1;
      const span = (of[last]?.issued_at_ms ?? 0) - (of[first]?.issued_at_ms ?? 0);
      if (span <= BURST.withinMs) for (let at = first; at <= last; at += 1) marked.add(at);
    }
    count += marked.size;
  }
  return count;
}

/** What in the figures should be looked at before anyone decides by them: shown, never dropped. */
export const trust = defineReport({
  id: 'trust',
  title: 'Độ tin cậy của số liệu',
  params: PeriodParams,
  columns: [
    { key: 'finding', title: 'Điều cần xem' },
    { key: 'count', title: 'Số phiếu' },
    { key: 'countShare', title: 'Tỷ lệ' },
  ],
  run(db, { from, to }) {
    // Times of imported records are often known to the minute only: they say nothing of bursts and short visits.
    const all = [...ticketsOf(db, from, to)];
    const own = all.filter((row) => row.batch === null);
    const findings: [string, number][] = [
      [
        'Chưa từng được gọi',
        all.filter((row) => row.called_at_ms === null && row.state !== 'waiting').length,
      ],
      [
        'Phục vụ dưới 20 giây',
        own.filter((row) => row.state === 'done' && (row.service_ms ?? TOO_SHORT_MS) < TOO_SHORT_MS).length,
      ],
      ['Năm số trở lên cùng lĩnh vực trong 30 giây', inBursts(own)],
      ['Đổi sang lĩnh vực khác với lúc lấy số', all.filter((row) => row.field !== row.drawn_field).length],
    ];
    return {
      rows: findings.map(([finding, count]) => ({ finding, count, countShare: share(count, all.length) })),
      totals: { count: all.length },
    };
  },
});
