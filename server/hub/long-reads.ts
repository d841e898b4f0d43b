import type pg from 'pg';
import type { Tally } from '../reports/volume-tally.ts';
import { PackedTimes } from '../storage/packed-times.ts';
import { ALL_FIELDS, LONG_COLUMNS, type LongRow, type LongScale } from './long-totals.ts';

/** A month of a hall, YYYY-MM, that long totals tell of. */
export interface CoveredMonth {
  readonly hall: string;
  readonly month: string;
}

interface Times {
  readonly waits: Buffer;
  readonly services: Buffer;
}

const endOfMonth = (month: string): string => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
};

/** The widest spans within a period of which totals are kept, years before months. $1: halls, $4: scales */
const SPANS = `
  WITH years AS (
    SELECT y.hall, y.scale, y.from_date FROM long_totals y WHERE y.hall = ANY($1) AND 'year' = ANY($4)
      AND y.scale = 'year' AND y.field = '' AND y.from_date >= $2 AND left(y.from_date, 4) || '-12-31' <= $3
  ), spans AS (
    SELECT * FROM years UNION ALL
    SELECT m.hall, m.scale, m.from_date FROM long_totals m
    LEFT JOIN years y ON y.hall = m.hall AND left(y.from_date, 4) = left(m.from_date, 4)
    WHERE m.hall = ANY($1) AND 'month' = ANY($4) AND m.scale = 'month' AND m.field = '' AND m.from_date >= $2
      AND left(m.from_date, 7) <= $5 AND y.hall IS NULL
  )`;

/** Reads totals of whole months and years that lie within a period. */
export class LongReads {
  private readonly client: pg.ClientBase;
  private readonly values: (scales: readonly LongScale[]) => unknown[];

  constructor(client: pg.ClientBase, codes: readonly string[], { from, to }: { from: string; to: string }) {
    this.client = client;
    const month = to.slice(0, 7);
    const before = new Date(Date.parse(`${month}-01T00:00:00Z`) - 1).toISOString().slice(0, 7);
    const last = endOfMonth(month) <= to ? month : before;
    this.values = (scales) => [codes, from, to, scales, last];
  }

  /** Gives each row of the widest spans, by field or of all fields. @returns the months that they tell of */
  async read(
    scales: readonly LongScale[],
    byField: boolean,
    take: (row: LongRow) => void,
  ): Promise<CoveredMonth[]> {
    if (scales.length === 0) return [];
    const { rows } = await this.client.query<LongRow>({
      text: `${SPANS} SELECT ${LONG_COLUMNS} FROM spans s JOIN long_totals t
        ON t.hall = s.hall AND t.scale = s.scale AND t.from_date = s.from_date AND (t.field <> '') = $6`,
      values: [...this.values(scales), byField],
    });
    const covered = new Map<string, CoveredMonth>();
    for (const row of rows) {
      take(row);
      for (const month of monthsIn(row)) covered.set(`${row.hall} ${month}`, { hall: row.hall, month });
    }
    return [...covered.values()];
  }

  /** Adds all that the widest spans hold, whatever the groups. */
  async ofAll(tally: Tally): Promise<void> {
    const { rows } = await this.client.query<LongRow & Times>({
      text: `${SPANS} SELECT ${LONG_COLUMNS}, t.waits, t.services FROM spans s JOIN long_totals t
        ON t.hall = s.hall AND t.scale = s.scale AND t.from_date = s.from_date AND t.field = '${ALL_FIELDS}'`,
      values: this.values(['year', 'month']),
    });
    for (const row of rows) add(tally, row, row);
  }

  /** Reads the packed times of groups that are made of more than one span. */
  async readTimes(
    groups: readonly { readonly long: readonly LongRow[]; readonly tally: Tally; readonly ofLong: Tally }[],
  ): Promise<void> {
    const mixed = groups.filter(
      ({ long, tally }) => long.length > 1 || (long.length === 1 && tally.drawn > 0),
    );
    const asked = mixed.flatMap(({ long }) => long);
    if (asked.length === 0) return;
    const { rows } = await this.client.query<Times & { place: number }>({
      text: `SELECT a.place, t.waits, t.services
        FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS a(hall, scale, from_date, field, place)
        JOIN long_totals t USING (hall, scale, from_date, field)`,
      values: [
        asked.map(({ hall }) => hall),
        asked.map(({ scale }) => scale),
        asked.map(({ from_date }) => from_date),
        asked.map(({ field }) => field),
      ],
    });
    const times = new Map(rows.map(({ place, ...own }) => [asked[place - 1], own]));
    for (const { long, ofLong } of mixed)
      for (const row of long) {
        const own = times.get(row);
        if (own === undefined) throw new Error(`totals of ${row.hall} ${row.from_date} went away`);
        add(ofLong, row, own);
      }
  }
}

function add(tally: Tally, row: LongRow, { waits, services }: Times): void {
  tally.addCounted(row, row.within, new PackedTimes(waits), new PackedTimes(services));
}

const MONTHS = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0'));

const monthsIn = ({ scale, from_date: from }: LongRow): string[] =>
  scale === 'month' ? [from.slice(0, 7)] : MONTHS.map((month) => `${from.slice(0, 4)}-${month}`);
