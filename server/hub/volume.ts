import type pg from 'pg';
import { z } from 'zod';
import { compareKeys } from '../reports/figures.ts';
import { type PlainCatalogue, type ReportResult, USUAL_TARGET_MINUTES } from '../reports/report.ts';
import { isPeriod, PERIOD, PERIOD_WRONG } from '../reports/source.ts';
import { isDimension, OF_DAYS, OF_TOTALS, type VolumeDimension } from '../reports/volume.ts';
import { TICKET_DIMENSIONS, type VolumeTicket } from '../reports/volume-source.ts';
import { type Figures, inWords, Tally } from '../reports/volume-tally.ts';
import { dayColumns } from '../storage/local-calendar.ts';
import { SUMS, type TotalRow, type TotalSums } from '../storage/ticket-totals.ts';
import { type CoveredMonth, LongReads } from './long-reads.ts';
import type { LongRow, LongScale } from './long-totals.ts';

/** Dimensions of a province beside those of a hall. */
const OF_HALLS = ['hall', 'parent'] as const;
type HallDimension = (typeof OF_HALLS)[number];
type HubDimension = HallDimension | VolumeDimension;

/** Dimensions that name a person or a place of work: never of a province. */
const INSIDE: ReadonlySet<string> = new Set(['officer', 'counter']);

const isHallDimension = (text: string): text is HallDimension => OF_HALLS.some((each) => each === text);
const isHubDimension = (text: string): text is HubDimension =>
  isHallDimension(text) || (isDimension(text) && !INSIDE.has(text));

export const HUB_VOLUME_DIMENSIONS: readonly string[] = [
  ...OF_HALLS,
  ...Object.keys(TICKET_DIMENSIONS).filter((each) => !INSIDE.has(each)),
];

export const HubVolumeParams = z
  .strictObject({
    ...PERIOD,
    by: z
      .string()
      .default('hall')
      .transform((text) => [...new Set(text.split(',').map((part) => part.trim()))])
      .pipe(z.array(z.string().refine(isHubDimension, 'no such dimension')).min(1).max(5))
      .transform((parts) => parts.filter(isHubDimension)),
  })
  .refine(isPeriod, PERIOD_WRONG);
export type HubVolumeParams = z.output<typeof HubVolumeParams>;

/** What a hall's figures are looked up by. */
export interface ReportedHall {
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
  readonly catalogue: PlainCatalogue | null;
}

/** Tickets that are read one by one come in pieces of so many. */
const PIECE = 20_000;

type Value = string | number | null;

interface Group {
  readonly key: readonly Value[];
  readonly hall: ReportedHall;
  readonly field: string;
  readonly tally: Tally;
  /** Totals of whole months and years in it, which `tally` does not hold. */
  readonly long: LongRow[];
  /** The same added up, where their ready figures do not do. */
  readonly ofLong: Tally;
}

class Groups {
  readonly all = new Map<string, Group>();
  private readonly halls: ReadonlyMap<string, ReportedHall>;
  private readonly by: readonly HubDimension[];

  constructor(halls: readonly ReportedHall[], by: readonly HubDimension[]) {
    this.halls = new Map(halls.map((hall) => [hall.code, hall]));
    this.by = by;
  }

  of(code: string, field: string, columnOf: (column: string) => Value): Group & { targetMinutes: number } {
    const hall = this.halls.get(code);
    if (hall === undefined) throw new Error(`figures of ${code}, which was not asked for`);
    const known = hall.catalogue?.fields[field];
    const key = this.by.map((dimension): Value => {
      if (dimension === 'hall') return code;
      if (dimension === 'parent') return hall.parent;
      if (dimension === 'agency') return known?.agency ?? null;
      return columnOf(TICKET_DIMENSIONS[dimension]);
    });
    const text = JSON.stringify(key);
    const group = this.all.get(text) ?? {
      key,
      hall,
      field,
      tally: new Tally(),
      long: [],
      ofLong: new Tally(),
    };
    this.all.set(text, group);
    return { ...group, targetMinutes: known?.targetMinutes ?? USUAL_TARGET_MINUTES };
  }
}

/**
 * Volume of halls by any dimensions: the figures of a hall's own report, by its own counting, over the totals that came
 * with its log and those of whole months and years; days that no total covers are read ticket by ticket.
 * @param client in a transaction that sees one moment of the record
 */
export async function hubVolume(
  client: pg.ClientBase,
  halls: readonly ReportedHall[],
  { from, to, by }: HubVolumeParams,
): Promise<ReportResult> {
  const groups = new Groups(halls, by);
  const codes = halls.map(({ code }) => code);
  const own = by.filter((each): each is VolumeDimension => !isHallDimension(each));
  const byTotals = own.every((dimension) => OF_TOTALS.has(dimension));
  const all = new Tally();
  if (byTotals) {
    const step = stepOf(own);
    const long = new LongReads(client, codes, { from, to });
    const byField = own.some((each) => each === 'field' || each === 'agency');
    const covered = await long.read(scalesOf(own, step), byField, (row) =>
      groups.of(row.hall, row.field, columnsOf(row.field, row.from_date)).long.push(row),
    );
    const widest = own.some((dimension) => OF_DAYS.has(dimension)) ? 'day' : 'half';
    await addTotals(client, groups, codes, { from, to, widest, step, covered });
    if (covered.length > 0) await long.ofAll(all);
    await long.readTimes([...groups.all.values()]);
  } else await addTickets(client, groups, ticketsOf('t.local_date BETWEEN $2 AND $3'), [codes, from, to]);
  const sorted = [...groups.all.values()].sort((a, b) => compareKeys(a.key, b.key));
  const rows = sorted.map((group) => ({
    ...Object.fromEntries(by.map((dimension, place) => [dimension, group.key[place] ?? null])),
    ...(by.includes('hall') ? { hallName: group.hall.name } : {}),
    ...(by.includes('field')
      ? { fieldName: group.hall.catalogue?.fields[group.field]?.name ?? group.field }
      : {}),
    ...figuresOfGroup(group),
  }));
  for (const { tally } of sorted) all.add(tally);
  return { rows, totals: inWords(all) };
}

function figuresOfGroup({ tally, long, ofLong }: Group): Figures {
  const only = long.length === 1 && tally.drawn === 0 ? long[0] : undefined;
  if (only !== undefined) return JSON.parse(only.figures) as Figures;
  const both = new Tally();
  both.add(tally);
  both.add(ofLong);
  return inWords(both);
}

/** Last day of the half of a month that starts on `from_date`, in SQL. */
const HALF_END = `CASE WHEN right(s.from_date, 2) = '01' THEN left(s.from_date, 8) || '14'
  ELSE ((date_trunc('month', s.from_date::date) + interval '1 month - 1 day')::date)::text END`;

/** Halves of months that count whole, and single days outside them; without the months of which long totals tell. */
const CHOSEN = `
  WITH covered AS (SELECT * FROM unnest($5::text[], $6::text[]) AS c(hall, month)), halves AS (
    SELECT s.hall, s.from_date, ${HALF_END} AS last FROM totalled_spans s
    LEFT JOIN covered c ON c.hall = s.hall AND c.month = left(s.from_date, 7)
    WHERE $4 = 'half' AND c.hall IS NULL AND s.hall = ANY($1) AND s.batch = '' AND s.scale = 'half' AND s.stale = 0
      AND s.from_date BETWEEN $2 AND $3 AND ${HALF_END} <= $3
  ), days AS (
    SELECT d.hall, d.local_date, s.from_date IS NOT NULL AS totalled FROM ticket_days d
    LEFT JOIN totalled_spans s ON s.hall = d.hall AND s.batch = '' AND s.scale = 'day' AND s.from_date = d.local_date
      AND s.stale = 0
    LEFT JOIN halves h ON h.hall = d.hall AND h.from_date = left(d.local_date, 8) ||
      CASE WHEN right(d.local_date, 2) < '15' THEN '01' ELSE '15' END
    LEFT JOIN covered c ON c.hall = d.hall AND c.month = left(d.local_date, 7)
    WHERE d.hall = ANY($1) AND d.local_date BETWEEN $2 AND $3 AND h.hall IS NULL AND c.hall IS NULL
  )`;

const NO_TIMES = Buffer.alloc(0);
const NOTHING = {
  ...(Object.fromEntries(SUMS.map((key) => [key, 0])) as Record<keyof TotalSums, number>),
  waits: NO_TIMES,
  services: NO_TIMES,
};

/** How finely spans have to be told apart by their first day. */
type Step = 'whole' | 'month' | 'span';
const DAY_OF: Readonly<Record<Step, string>> = {
  whole: 'left(t.from_date, 0)',
  month: "(left(t.from_date, 8) || '01')",
  span: 't.from_date',
};
const OF_MONTHS: ReadonlySet<string> = new Set(['month', 'quarter', 'year']);
/** The long totals of which groups can be made. */
function scalesOf(own: readonly VolumeDimension[], step: Step): readonly LongScale[] {
  if (step === 'span') return [];
  return own.some((each) => each === 'month' || each === 'quarter') ? ['month'] : ['year', 'month'];
}
const OF_NO_TIME: ReadonlySet<string> = new Set(['field', 'agency']);

function stepOf(own: readonly VolumeDimension[]): Step {
  const timed = own.filter((each) => !OF_NO_TIME.has(each));
  if (timed.length === 0) return 'whole';
  return timed.every((each) => OF_MONTHS.has(each)) ? 'month' : 'span';
}

/** Packed times of a group as one value, each piece after its length: a row a span took ten times as long to hand over. */
const piecesOf = (column: 'waits' | 'services'): string =>
  `string_agg(int4send(length(t.${column})) || t.${column}, ''::bytea ORDER BY t.from_date) AS ${column}`;

const LENGTH_BYTES = 4;

function split(bytes: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readInt32BE(at);
    at += LENGTH_BYTES;
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return pieces;
}

/** Columns of what is totalled from a day on. */
function columnsOf(field: string, first: string): (column: string) => Value {
  const days: Readonly<Record<string, Value>> = { ...dayColumns(first), local_date: first };
  return (column) => (column === 'field' ? field : (days[column] ?? null));
}

async function addTotals(
  client: pg.ClientBase,
  groups: Groups,
  codes: readonly string[],
  {
    from,
    to,
    widest,
    step,
    covered,
  }: { from: string; to: string; widest: 'half' | 'day'; step: Step; covered: readonly CoveredMonth[] },
): Promise<void> {
  const values = [
    codes,
    from,
    to,
    widest,
    covered.map(({ hall }) => hall),
    covered.map(({ month }) => month),
  ];
  const day = DAY_OF[step];
  const { rows } = await client.query<TotalRow & { hall: string; first: string }>(
    `${CHOSEN}, spans AS (
      SELECT hall, 'half' AS scale, from_date FROM halves
      UNION ALL SELECT hall, 'day', local_date FROM days WHERE totalled
    )
    SELECT t.hall, t.field, ${day} AS first, ${SUMS.map((each) => `sum(t."${each}")::bigint AS "${each}"`).join(', ')},
      ${piecesOf('waits')}, ${piecesOf('services')}
    FROM spans s JOIN ticket_totals t
      ON t.hall = s.hall AND t.batch = '' AND t.scale = s.scale AND t.from_date = s.from_date
    WHERE t.from_date BETWEEN $2 AND $3 GROUP BY t.hall, t.field, ${day}`,
    values,
  );
  for (const { first, ...row } of rows) {
    const { tally, targetMinutes } = groups.of(row.hall, row.field, columnsOf(row.field, first || from));
    const services = split(row.services);
    // The sums came once for all pieces.
    for (const [at, waits] of split(row.waits).entries())
      tally.addTotals(
        { ...(at === 0 ? row : { ...NOTHING, field: row.field }), waits, services: services[at] ?? NO_TIMES },
        targetMinutes,
      );
  }
  const open = await client.query<{ hall: string; local_date: string }>(
    `${CHOSEN} SELECT hall, local_date FROM days WHERE NOT totalled`,
    values,
  );
  if (open.rows.length === 0) return;
  await addTickets(
    client,
    groups,
    `SELECT ${COLUMNS} FROM tickets t JOIN unnest($2::text[], $3::text[]) AS o(hall, local_date)
      ON t.hall = o.hall AND t.local_date = o.local_date WHERE t.hall = ANY($1)`,
    [codes, open.rows.map((row) => row.hall), open.rows.map((row) => row.local_date)],
  );
}

const COLUMNS = `t.hall, t.field, t.state, t.wait_ms, t.service_ms, t.transaction_count,
  (t.called_at_ms IS NOT NULL)::int AS called, t.procedure, t.purpose, t.local_date, t.week, t.month, t.quarter, t.year,
  t.period, t.weekday, t.slot`;

const ticketsOf = (where: string) => `SELECT ${COLUMNS} FROM tickets t WHERE t.hall = ANY($1) AND ${where}`;

async function addTickets(
  client: pg.ClientBase,
  groups: Groups,
  select: string,
  values: readonly unknown[],
): Promise<void> {
  await client.query(`DECLARE pieces NO SCROLL CURSOR FOR ${select}`, [...values]);
  for (;;) {
    const { rows } = await client.query<VolumeTicket & { hall: string }>(`FETCH ${PIECE} FROM pieces`);
    for (const row of rows) {
      const { tally, targetMinutes } = groups.of(row.hall, row.field, (column) => row[column] ?? null);
      tally.addTicket(row, targetMinutes);
    }
    if (rows.length < PIECE) break;
  }
  await client.query('CLOSE pieces');
}
