import type { ReadTableFaults } from '../../server/storage/verify-read-tables.ts';

/** What `verifyReadTables` says of a record in which everything follows from the log. */
export const ALL_FOLLOWS: ReadTableFaults = { tables: [], snapshots: [], setAside: [], inapplicable: [] };
