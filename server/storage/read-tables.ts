/** How a table follows from the log. */
interface Following {
  /** Which rows follow from the log and are cleared before a rebuild; null: none, the log only changes them. */
  readonly cleared: string | null;
  /** What `verify` compares with the rows that the log gives; null: it is counted again from other tables. */
  readonly compared: { readonly columns: string; readonly where: string } | null;
}

const whole = { cleared: '1', compared: { columns: '*', where: '1' } } as const;

/**
 * The tables that events write, in the order in which they are cleared. Whoever writes another one in a projection has to
 * say here how it is cleared and compared, or it does not compile. Imported tickets do not follow from the log.
 */
export const READ_TABLES = {
  ticket_transactions: {
    cleared: 'ticket_id IN (SELECT id FROM tickets WHERE batch IS NULL)',
    compared: { columns: '*', where: 'ticket_id IN (SELECT id FROM tickets WHERE batch IS NULL)' },
  },
  missing_papers: whole,
  tickets: { cleared: 'batch IS NULL', compared: { columns: '*', where: 'batch IS NULL' } },
  counter_sessions: {
    cleared: '1',
    compared: {
      columns: 'counter, officer, local_date, opened_at_ms, closed_at_ms, by_hand, present_until_ms',
      where: '1',
    },
  },
  counter_pauses: {
    cleared: '1',
    compared: { columns: 'counter, reason, paused_at_ms, resumed_at_ms', where: '1' },
  },
  dossiers: whole,
  remarks: whole,
  opinions: whole,
  opinion_criteria: whole,
  criterion_names: whole,
  settings_changes: whole,
  ticket_totals: { cleared: "batch = ''", compared: null },
  totalled_spans: { cleared: "batch = ''", compared: null },
  // The import writes its rows; whether they count is the log's to say.
  import_batches: { cleared: null, compared: { columns: 'id, state', where: "state <> 'pending'" } },
} as const satisfies Readonly<Record<string, Following>>;

export type ReadTable = keyof typeof READ_TABLES;

/** The statements by which a projection writes, under the table that each of them writes. */
export type TableStatements = { readonly [T in ReadTable]?: Readonly<Record<string, string>> };

/** Takes away all rows that follow from the log. */
export const CLEAR_READ_TABLES = Object.entries(READ_TABLES)
  .flatMap(([table, { cleared }]) => (cleared === null ? [] : `DELETE FROM ${table} WHERE ${cleared};`))
  .join('\n');

/** What `verify` compares, as queries. */
export const COMPARED_TABLES = Object.entries(READ_TABLES).flatMap(([table, { compared }]) =>
  compared === null
    ? []
    : { table, select: `SELECT ${compared.columns} FROM ${table} WHERE ${compared.where}` },
);
