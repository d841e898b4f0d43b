import { z } from 'zod';
import type { Outcome } from '../../common/protocol/refusals.ts';
import { measure, type ReportResult } from '../reports/report.ts';
import { isPeriod, PERIOD, PERIOD_WRONG } from '../reports/source.ts';
import type { ReportedHall } from './volume.ts';

/** Runs a report of the halls. */
export type RunOfHalls = (
  id: string,
  params: Readonly<Record<string, string>>,
) => Promise<Outcome<ReportResult & { readonly halls?: readonly ReportResult['totals'][] }>>;

/** A report that only a province has. */
export interface ProvinceReport {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly { readonly key: string; readonly title: string }[];
  /** What a reader has to know of it. */
  readonly notes: readonly string[];
  run(
    of: RunOfHalls,
    halls: readonly ReportedHall[],
    period: z.output<typeof ProvincePeriod>,
  ): Promise<Outcome<ReportResult>>;
}

export const ProvincePeriod = z.strictObject(PERIOD).refine(isPeriod, PERIOD_WRONG);

const DAY_MS = 86_400_000;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const msOf = (date: string) => Date.parse(`${date}T00:00:00Z`);

/** The period before one: as many whole months where it is of whole months, else as many days. */
export function periodBefore({ from, to }: { from: string; to: string }): { from: string; to: string } {
  const afterMs = msOf(to) + DAY_MS;
  const before = dayOf(msOf(from) - DAY_MS);
  if (!from.endsWith('-01') || !dayOf(afterMs).endsWith('-01'))
    return { from: dayOf(msOf(from) - (afterMs - msOf(from))), to: before };
  const [year = 0, month = 1] = from.split('-').map(Number);
  const after = new Date(afterMs);
  const months = (after.getUTCFullYear() - year) * 12 + after.getUTCMonth() + 1 - month;
  return { from: dayOf(Date.UTC(year, month - 1 - months, 1)), to: before };
}

/** A change of the share within target that is told as one, as a share. */
const WORTH_TELLING = 0.05;

type Row = Readonly<Record<string, string | number | null>>;

function verdict(now: Row | undefined, before: Row | undefined): string {
  if (now === undefined) return 'Không có số liệu trong kỳ';
  if (before === undefined) return 'Mới có số liệu';
  if (typeof now.withinTargetShare !== 'number' || typeof before.withinTargetShare !== 'number')
    return 'Chưa đủ để so sánh';
  const change = now.withinTargetShare - before.withinTargetShare;
  if (change >= WORTH_TELLING) return 'Cải thiện';
  return change <= -WORTH_TELLING ? 'Giảm sút' : 'Gần như trước';
}

const byHall = (rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [String(row.hall), row]));

/** A difficulty of people, rooms, machines or the network: one for the province to see to, not for a procedure. */
const isGeneral = (row: Row): boolean => typeof row.topic === 'string';

/** What Nội vụ tells the province each month: who improved, who did not, who is silent, where there are difficulties. */
const digest: ProvinceReport = {
  id: 'digest',
  title: 'Tình hình các Bộ phận Một cửa',
  columns: [
    measure('drawnBefore'),
    measure('drawn'),
    measure('waitMeanBeforeMinutes'),
    measure('waitMeanMinutes'),
    measure('withinTargetBeforeShare'),
    measure('withinTargetShare'),
    measure('difficulties'),
    measure('difficultiesGeneral'),
    { key: 'note', title: 'Ghi chú' },
  ],
  notes: [
    'Cải thiện, giảm sút: tỷ lệ đạt mục tiêu chờ đổi từ 5 điểm phần trăm trở lên so với kỳ trước. Đơn vị không có số liệu xếp đầu.',
  ],
  async run(of, halls, period) {
    const now = await of('volume', { ...period, by: 'hall' });
    const before = await of('volume', { ...periodBefore(period), by: 'hall' });
    const open = await of('difficulties', { ...period, state: 'open' });
    if (!now.ok) return now;
    if (!before.ok) return before;
    if (!open.ok) return open;
    const [nowOf, beforeOf] = [byHall(now.value.rows), byHall(before.value.rows)];
    const rows = halls.map(({ code, name, parent }) => {
      const [own, earlier] = [nowOf.get(code), beforeOf.get(code)];
      return {
        hall: code,
        hallName: name,
        parent,
        drawnBefore: earlier?.drawn ?? 0,
        drawn: own?.drawn ?? 0,
        waitMeanBeforeMinutes: earlier?.waitMeanMinutes ?? null,
        waitMeanMinutes: own?.waitMeanMinutes ?? null,
        withinTargetBeforeShare: earlier?.withinTargetShare ?? null,
        withinTargetShare: own?.withinTargetShare ?? null,
        difficulties: open.value.rows.filter((row) => row.hall === code).length,
        difficultiesGeneral: open.value.rows.filter((row) => row.hall === code && isGeneral(row)).length,
        note: verdict(own, earlier),
      };
    });
    const change = (row: (typeof rows)[number]) =>
      row.drawn === 0
        ? Number.NEGATIVE_INFINITY
        : Number(row.withinTargetShare ?? 0) -
          Number(row.withinTargetBeforeShare ?? row.withinTargetShare ?? 0);
    return {
      ok: true,
      value: {
        rows: rows.sort((a, b) => change(a) - change(b) || (a.hall < b.hall ? -1 : 1)),
        totals: {
          drawnBefore: before.value.totals.drawn ?? 0,
          drawn: now.value.totals.drawn ?? 0,
          waitMeanBeforeMinutes: before.value.totals.waitMeanMinutes ?? null,
          waitMeanMinutes: now.value.totals.waitMeanMinutes ?? null,
          withinTargetBeforeShare: before.value.totals.withinTargetShare ?? null,
          withinTargetShare: now.value.totals.withinTargetShare ?? null,
          difficulties: open.value.rows.length,
          difficultiesGeneral: open.value.rows.filter(isGeneral).length,
          note: null,
        },
      },
    };
  },
};

/** The part of the national service index (decision 766 of 2022) that a record of queue tickets can feed. */
const serviceIndex: ProvinceReport = {
  id: 'service-index',
  title: 'Số liệu cho bộ chỉ số phục vụ người dân, doanh nghiệp',
  columns: [
    measure('served'),
    measure('ratings'),
    measure('responseShare'),
    measure('satisfiedShare'),
    measure('withinTargetShare'),
  ],
  notes: [
    'Sổ số thứ tự cho biết mức độ hài lòng và việc đón tiếp đúng mục tiêu chờ tại quầy.',
    'Sổ này không biết: công khai thủ tục trên Cổng Dịch vụ công, tiến độ giải quyết hồ sơ, dịch vụ công trực tuyến, thanh toán trực tuyến, số hóa hồ sơ. Các nhóm đó lấy từ hệ thống giải quyết thủ tục hành chính.',
  ],
  async run(of, halls, period) {
    const opinions = await of('satisfaction', period);
    const volume = await of('volume', { ...period, by: 'hall' });
    if (!opinions.ok) return opinions;
    if (!volume.ok) return volume;
    const [said, counted] = [byHall(opinions.value.halls ?? []), byHall(volume.value.rows)];
    const rows = halls.map(({ code, name, parent }) => ({
      hall: code,
      hallName: name,
      parent,
      served: counted.get(code)?.served ?? 0,
      ratings: said.get(code)?.ratings ?? 0,
      responseShare: said.get(code)?.responseShare ?? null,
      satisfiedShare: said.get(code)?.satisfiedShare ?? null,
      withinTargetShare: counted.get(code)?.withinTargetShare ?? null,
    }));
    return { ok: true, value: { rows, totals: {} } };
  },
};

export const PROVINCE_REPORTS: readonly ProvinceReport[] = [digest, serviceIndex];
