import type pg from 'pg';
import { HUB_TABLES } from './read-tables.ts';

const PARTITIONED = ['events', ...HUB_TABLES.filter(({ day }) => day !== null).map(({ name }) => name)];
/** Months outside these come of a clock that was wrong; their rows go to the tables' rest. */
const FIRST_MONTH = '2015-01';

const monthAfter = (month: string): string => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
};

/** PostgreSQL: rows of that month are in the rest already; they stay there. */
const ROWS_IN_REST = '23514';

/** Makes the partitions of months before their first row comes. */
export class Partitions {
  private readonly pool: pg.Pool;
  private readonly nowMs: () => number;
  private readonly known = new Set<string>();

  constructor(pool: pg.Pool, nowMs: () => number) {
    this.pool = pool;
    this.nowMs = nowMs;
  }

  /** @param months YYYY-MM */
  async prepare(months: Iterable<string>): Promise<void> {
    const last = monthAfter(new Date(this.nowMs()).toISOString().slice(0, 7));
    for (const month of new Set(months)) {
      if (this.known.has(month) || month < FIRST_MONTH || month > last) continue;
      for (const table of PARTITIONED) await this.make(table, month);
      this.known.add(month);
    }
  }

  private async make(table: string, month: string): Promise<void> {
    const bound = (each: string) => (table === 'events' ? each : `${each}-01`);
    const name = `${table}_${month.replace('-', '_')}`;
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      // Two hubs may see the same new month at once.
      await client.query("SELECT pg_advisory_xact_lock(hashtext('motcua partitions'))");
      await client.query(
        `CREATE TABLE IF NOT EXISTS ${name} PARTITION OF ${table} FOR VALUES FROM ('${bound(month)}') TO ('${bound(monthAfter(month))}')`,
      );
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      if ((error as { code?: string }).code !== ROWS_IN_REST) throw error;
    } finally {
      client.release();
    }
  }
}
