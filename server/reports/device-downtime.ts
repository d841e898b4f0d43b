import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { deviceFaultWords, deviceKindWords } from './device-words.ts';
import { compareKeys, minutes, share } from './figures.ts';
import { common, lengthMs, openHours, type Span, united, watchesOf } from './open-hours.ts';
import { defineReport, measure } from './report.ts';
import { isPeriod, PERIOD, PERIOD_WRONG } from './source.ts';

/** Paper that runs low is a reminder: the printer still prints. */
const NO_OUTAGE = 'paper_low';

const DIVISIONS = ['device', 'fault', 'month', 'device-fault', 'device-month'] as const;

/** A device on a day: when it was watched in open hours, and what was wrong meanwhile. */
interface DeviceDay {
  readonly device: string;
  readonly date: string;
  readonly open: readonly Span[];
  readonly faults: readonly {
    readonly id: number;
    readonly fault: string;
    readonly spans: readonly Span[];
  }[];
  readonly paperChanges: number;
}

interface FaultRow {
  readonly id: number;
  readonly device: string;
  readonly fault: string;
  readonly from_ms: number;
  readonly until_ms: number;
}

function deviceDays(db: Database, from: string, to: string): DeviceDay[] {
  const open = openHours(db, from, to);
  const watches = new Map<string, { device: string; date: string; spans: Span[] }>();
  for (const row of watchesOf(db, from, to)) {
    const key = `${row.local_date}/${row.device}`;
    const known = watches.get(key) ?? { device: row.device, date: row.local_date, spans: [] };
    known.spans.push({ fromMs: row.from_ms, toMs: row.alive_ms });
    watches.set(key, known);
  }
  const faults = new Map<string, FaultRow[]>();
  const rows = db
    .prepare<unknown[], FaultRow>(
      `SELECT id, device, fault, from_ms, coalesce(to_ms, alive_ms) AS until_ms FROM device_faults
        WHERE from_ms <= (SELECT max(alive_ms) FROM device_watches WHERE local_date BETWEEN @from AND @to)
          AND coalesce(to_ms, alive_ms) >= (SELECT min(from_ms) FROM device_watches WHERE local_date BETWEEN @from AND @to)
        ORDER BY from_ms, id`,
    )
    .all({ from, to });
  for (const row of rows) faults.set(row.device, [...(faults.get(row.device) ?? []), row]);
  const changes = new Map(
    db
      .prepare<unknown[], { device: string; local_date: string; n: number }>(
        'SELECT device, local_date, count(*) AS n FROM paper_changes WHERE local_date BETWEEN ? AND ? GROUP BY 1, 2',
      )
      .all(from, to)
      .map((row) => [`${row.local_date}/${row.device}`, row.n]),
  );
  return [...watches].map(([key, { device, date, spans }]) => {
    const watched = common(open.get(date) ?? [], united(spans));
    const own = (faults.get(device) ?? []).flatMap(({ id, fault, from_ms, until_ms }) => {
      const within = common(watched, [{ fromMs: from_ms, toMs: until_ms }]);
      return within.length === 0 ? [] : [{ id, fault, spans: within }];
    });
    return { device, date, open: watched, faults: own, paperChanges: changes.get(key) ?? 0 };
  });
}

function figures(days: readonly DeviceDay[], fault: string | null) {
  const reminder = fault === NO_OUTAGE;
  const lengths = new Map<number, number>();
  let downMs = 0;
  for (const day of days) {
    const counted = day.faults.filter((each) =>
      fault === null ? each.fault !== NO_OUTAGE : each.fault === fault,
    );
    for (const each of counted) lengths.set(each.id, (lengths.get(each.id) ?? 0) + lengthMs(each.spans));
    downMs += lengthMs(united(counted.flatMap((each) => each.spans)));
  }
  const openMs = days.reduce((sum, day) => sum + lengthMs(day.open), 0);
  const paperChanges = days.reduce((sum, day) => sum + day.paperChanges, 0);
  return {
    outages: lengths.size,
    downMinutes: reminder ? null : minutes(downMs),
    longestMinutes: reminder || lengths.size === 0 ? null : minutes(Math.max(...lengths.values())),
    // A new roll ends what ran out; it belongs to no other fault.
    paperChanges: fault === null || fault === 'paper_out' ? paperChanges : null,
    watchedMinutes: minutes(openMs),
    availableShare: reminder ? null : share(openMs - downMs, openMs),
  };
}

/** Names of devices by id; two of the same name are told apart by the end of their ids. */
function namesOf(db: Database, from: string, to: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { device, name, kind } of watchesOf(db, from, to))
    names.set(device, `${name} (${deviceKindWords(kind)})`);
  const count = (name: string) => [...names.values()].filter((each) => each === name).length;
  return new Map(
    [...names].map(([device, name]) => [device, count(name) > 1 ? `${name} ${device.slice(-4)}` : name]),
  );
}

/** Outages of devices in the hours in which the hall was open [DEV2]: for the upkeep of the equipment (S15). */
export const deviceDowntime = defineReport({
  id: 'device-downtime',
  title: 'Sự cố thiết bị',
  params: z
    .strictObject({
      ...PERIOD,
      per: z.enum(DIVISIONS).default('device').meta({ title: 'Chia theo' }),
    })
    .refine(isPeriod, PERIOD_WRONG),
  columns: [
    measure('outages'),
    measure('downMinutes'),
    measure('longestMinutes'),
    measure('paperChanges'),
    measure('watchedMinutes'),
    measure('availableShare'),
  ],
  run(db, { from, to, per }) {
    const days = deviceDays(db, from, to);
    const names = namesOf(db, from, to);
    const faultsOf = (of: readonly DeviceDay[]) =>
      [...new Set(of.flatMap((day) => day.faults.map((each) => each.fault)))].sort();
    const keysOf = (day: DeviceDay) => ({
      ...(per.startsWith('device') ? { device: names.get(day.device) ?? day.device } : {}),
      ...(per.endsWith('month') ? { month: day.date.slice(0, 7) } : {}),
    });
    const groups = new Map<string, { keys: Record<string, string>; days: DeviceDay[] }>();
    for (const day of days) {
      const keys = keysOf(day);
      const key = JSON.stringify(keys);
      const group = groups.get(key);
      if (group) group.days.push(day);
      else groups.set(key, { keys, days: [day] });
    }
    const rows = [...groups.values()].flatMap(({ keys, days: own }) =>
      per.endsWith('fault')
        ? faultsOf(own).map((fault) => ({
            keys: [...Object.values(keys), fault],
            row: { ...keys, fault: deviceFaultWords(fault), ...figures(own, fault) },
          }))
        : [{ keys: Object.values(keys), row: { ...keys, ...figures(own, null) } }],
    );
    return {
      rows: rows
        .filter(({ row }) => row.watchedMinutes !== 0)
        .sort((a, b) => compareKeys(a.keys, b.keys))
        .map(({ row }) => row),
      totals: figures(days, null),
    };
  },
});
