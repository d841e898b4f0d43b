import type pg from 'pg';
import type { Halls } from './halls.ts';
import type { HubAccounts } from './hub-accounts.ts';
import type { HubReports } from './hub-reports.ts';
import type { Intake } from './intake.ts';
import type { OfferedLists } from './offered-lists.ts';
import type { ProvinceDocuments } from './province-documents.ts';

/** What the calls of a hub work with. */
export interface HubServices {
  readonly halls: Halls;
  readonly intake: Intake;
  readonly accounts: HubAccounts;
  readonly reports: HubReports;
  readonly documents: ProvinceDocuments;
  readonly lists: OfferedLists;
  readonly writer: pg.Pool;
  /** Connections that cannot write the record. */
  readonly reader: pg.Pool;
  readonly version: string;
  /** The hub's clock, epoch ms. */
  readonly nowMs: () => number;
  /** Notes who looked at what. */
  looked(username: string, what: string, details: Readonly<Record<string, unknown>>): Promise<void>;
}
