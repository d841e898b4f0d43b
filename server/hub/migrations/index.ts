import { createHub } from './0001-create-hub.ts';
import { keepLongTotals } from './0002-keep-long-totals.ts';
import { offerProcedureLists } from './0003-offer-procedure-lists.ts';

/** All migrations of the hub in their order; the version is how many have run. */
export const HUB_MIGRATIONS: readonly string[] = [createHub, keepLongTotals, offerProcedureLists];
