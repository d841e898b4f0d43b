import type pg from 'pg';
import type { ReportLanguage } from '../../common/protocol/formats.ts';
import { type Outcome, refused } from '../../common/protocol/refusals.ts';
import { titleIn } from '../reports/english.ts';
import { catalogueOf, type ReportResult } from '../reports/report.ts';
import { checkReport, listReports, paramsIn } from '../reports/report-desk.ts';
import { VOLUME_COLUMNS } from '../reports/volume.ts';
import { inTransaction } from './database.ts';
import { PROVINCE_REPORTS, ProvincePeriod } from './province-reports.ts';
import { HUB_TABLES, type HubTable } from './read-tables.ts';
import type { Row, Scratch } from './scratch.ts';
import { withoutSmallCells } from './small-cells.ts';
import { HUB_VOLUME_DIMENSIONS, HubVolumeParams, hubVolume, type ReportedHall } from './volume.ts';

/** Reports that need what does not follow from the log: they stay in their halls. */
const OF_HALL_ALONE: ReadonlySet<string> = new Set(['device-downtime', 'estimate-error', 'trust']);
/** Reports without an officer, a counter or a ticket in them. */
const OF_VIEWERS: ReadonlySet<string> = new Set(['volume', 'waiting', 'arrivals', 'no-show', 'purpose']);
/** A report runs over so many tickets of one hall at most. */
const MOST_TICKETS = 2_000_000;

export interface HubReport extends ReportResult {
  /** The report's own totals of each hall, beside each other. */
  readonly halls?: readonly (ReportResult['totals'] & { hall: string; hallName: string })[];
}

/** The registry of the halls' reports, run over many halls. */
export class HubReports {
  private readonly reader: pg.Pool;
  private readonly scratch: Scratch;

  constructor(reader: pg.Pool, scratch: Scratch) {
    this.reader = reader;
    this.scratch = scratch;
  }

  list(language: ReportLanguage, viewer: boolean) {
    const shown = listReports(language).filter(
      ({ id }) => !OF_HALL_ALONE.has(id) && (!viewer || OF_VIEWERS.has(id)),
    );
    const ofProvince = PROVINCE_REPORTS.map(({ id, title, columns }) => ({
      id,
      title: titleIn(language, title),
      columns: columns.map((column) => ({ key: column.key, title: titleIn(language, column.title) })),
      params: paramsIn(language, ProvincePeriod),
    }));
    const ofHalls = shown.map((report) =>
      report.id === 'volume'
        ? {
            ...report,
            columns: VOLUME_COLUMNS.map(({ key, title }) => ({ key, title: titleIn(language, title) })),
            params: paramsIn(language, HubVolumeParams),
            dimensions: HUB_VOLUME_DIMENSIONS,
          }
        : report,
    );
    return viewer ? ofHalls : [...ofHalls, ...ofProvince];
  }

  /** @param viewer only aggregates, without small cells */
  async run(
    id: string,
    params: Readonly<Record<string, string>>,
    halls: readonly ReportedHall[],
    viewer: boolean,
  ): Promise<Outcome<HubReport>> {
    if (OF_HALL_ALONE.has(id)) return refused('not_found', `${id} is a report of one hall alone`);
    if (viewer && !OF_VIEWERS.has(id)) return refused('forbidden', 'a viewer sees aggregates alone');
    const own = PROVINCE_REPORTS.find((each) => each.id === id);
    if (own !== undefined) {
      const period = ProvincePeriod.safeParse(params);
      if (!period.success) return refused('bad_period', `the parameters of ${id} are not valid`);
      return own.run((other, given) => this.run(other, given, halls, viewer), halls, period.data);
    }
    if (id !== 'volume') return this.ofEach(id, params, halls, viewer);
    const parsed = HubVolumeParams.safeParse(params);
    if (!parsed.success) {
      const at = String(parsed.error.issues[0]?.path[0] ?? '');
      const code = at === 'by' ? 'unknown_dimension' : at === '' ? 'bad_period' : 'bad_date';
      return refused(code, 'the parameters of volume are not valid');
    }
    const result = await this.atOneMoment((client) => hubVolume(client, halls, parsed.data));
    const dimensions = new Set([...parsed.data.by, 'hallName', 'fieldName']);
    return { ok: true, value: viewer ? withoutSmallCells(result, dimensions) : result };
  }

  private async ofEach(
    id: string,
    params: Readonly<Record<string, string>>,
    halls: readonly ReportedHall[],
    viewer: boolean,
  ): Promise<Outcome<HubReport>> {
    const checked = checkReport(id, params);
    if (!checked.ok) return checked;
    const { report, params: parsed } = checked.value;
    const rows: ReportResult['rows'][number][] = [];
    const totals: NonNullable<HubReport['halls']>[number][] = [];
    const from = firstDay(params);
    const to = params.to ?? '9999-12-31';
    const tooMany = await this.atOneMoment(async (client) => {
      for (const hall of halls) {
        const read = await readRows(client, hall.code, from, to);
        if (read === null) return hall.code;
        const catalogue = hall.catalogue ?? { fields: {}, posts: {} };
        const result = this.scratch.with(read, (db) => report.run(db, parsed, catalogueOf(catalogue, db)));
        const shown = viewer ? withoutSmallCells(result, keysOf(result, report.columns)) : result;
        const place = { hall: hall.code, hallName: hall.name };
        for (const row of shown.rows) rows.push({ ...place, ...row });
        totals.push({ ...place, ...shown.totals });
      }
      return null;
    });
    if (tooMany !== null)
      return refused('report_too_long', `too many tickets of ${tooMany}; choose fewer days`);
    return { ok: true, value: { rows, totals: {}, halls: totals } };
  }

  private atOneMoment<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return inTransaction(this.reader, work, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  }
}

/** Keys of rows that are no figures. */
function keysOf(result: ReportResult, columns: readonly { key: string }[]): Set<string> {
  const figures = new Set(columns.map(({ key }) => key));
  return new Set(result.rows.flatMap((row) => Object.keys(row)).filter((key) => !figures.has(key)));
}

/** A comparison looks back as far as it is long, or as it says. */
function firstDay({ from = '0000-01-01', to = from, beforeFrom }: Readonly<Record<string, string>>): string {
  const lengthMs = Date.parse(to) - Date.parse(from);
  const back = new Date(Date.parse(from) - lengthMs - 2 * 86_400_000).toISOString().slice(0, 10);
  return beforeFrom !== undefined && beforeFrom < back ? beforeFrom : back;
}

/** By which day rows of a table belong to a period; those of others are few and come whole. */
const DAYS: Partial<Record<HubTable['name'], string>> = {
  tickets: 'local_date',
  ticket_transactions: 'local_date',
  missing_papers: 'local_date',
  counter_sessions: 'local_date',
  remarks: 'local_date',
  opinions: 'local_date',
  ticket_totals: 'from_date',
  totalled_spans: 'from_date',
};

async function readRows(
  client: pg.ClientBase,
  hall: string,
  from: string,
  to: string,
): Promise<Map<HubTable, Row[]> | null> {
  const counted = await client.query<{ count: number }>(
    'SELECT count(*) AS count FROM tickets WHERE hall = $1 AND local_date BETWEEN $2 AND $3',
    [hall, from, to],
  );
  if ((counted.rows[0]?.count ?? 0) > MOST_TICKETS) return null;
  const rows = new Map<HubTable, Row[]>();
  for (const table of HUB_TABLES) {
    const day = DAYS[table.name];
    const within = day === undefined ? '' : ` AND ${day} BETWEEN $2 AND $3`;
    const read = await client.query<Row>(
      `SELECT * FROM ${table.name} WHERE hall = $1${within}`,
      day === undefined ? [hall] : [hall, from, to],
    );
    rows.set(table, read.rows);
  }
  return rows;
}
