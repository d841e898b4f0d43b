import type { Database } from 'better-sqlite3';
import { createLogAndReadTables } from './0001-create-log-and-read-tables.ts';
import { keepWidthsOfImportedTimes } from './0002-keep-widths-of-imported-times.ts';
import { writeCommandsInOrder } from './0003-write-commands-in-order.ts';
import { keepRemarks } from './0004-keep-remarks.ts';
import { fillTicketTotals, keepTicketTotals } from './0005-keep-ticket-totals.ts';
import { keepDeviceOutages } from './0006-keep-device-outages.ts';
import { keepImportedCounters } from './0007-keep-imported-counters.ts';
import { writeSnapshotsAnew } from './0008-write-snapshots-anew.ts';
import { fillDevicesOfTickets, keepDevicesOfTickets } from './0009-keep-devices-of-tickets.ts';
import { keepWaitForecasts } from './0010-keep-wait-forecasts.ts';
import { keepOpinions } from './0011-keep-opinions.ts';
import { packTimesInBins } from './0012-pack-times-in-bins.ts';
import { tellClosingsFromTheLog } from './0013-tell-closings-from-the-log.ts';
import { fillPrintReasons, keepPrintReasons } from './0014-keep-print-reasons.ts';
import { markOpinionsFromStaffNetwork } from './0015-mark-opinions-from-staff-network.ts';
import { fillPresence, keepDoubtAndPresence } from './0016-keep-doubt-and-presence.ts';
import { forgetOldWaitMemories } from './0017-forget-old-wait-memories.ts';
import { dropSnapshotsBeforeUndo } from './0018-drop-snapshots-before-undo.ts';
import { keepMissingPapers } from './0019-keep-missing-papers.ts';
import { keepDossiers } from './0020-keep-dossiers.ts';
import { keepSettingsChanges } from './0021-keep-settings-changes.ts';
import { dropSnapshotsBeforeMissedCalls } from './0022-drop-snapshots-before-missed-calls.ts';
import { keepLetPasses } from './0023-keep-let-passes.ts';
import { dateDossiers } from './0024-date-dossiers.ts';
import { keepGeneralRemarks } from './0025-keep-general-remarks.ts';
import { keepVoicePacks } from './0026-keep-voice-packs.ts';

/** All migrations in order; the position, from 1, is the database's version. Append only. */
export const MIGRATIONS: readonly {
  readonly name: string;
  readonly sql: string;
  /** Fills what the migration made from what was there; in the same transaction. */
  readonly fill?: (db: Database) => void;
}[] = [
  { name: '0001-create-log-and-read-tables', sql: createLogAndReadTables },
  { name: '0002-keep-widths-of-imported-times', sql: keepWidthsOfImportedTimes },
  { name: '0003-write-commands-in-order', sql: writeCommandsInOrder },
  { name: '0004-keep-remarks', sql: keepRemarks },
  { name: '0005-keep-ticket-totals', sql: keepTicketTotals, fill: fillTicketTotals },
  { name: '0006-keep-device-outages', sql: keepDeviceOutages },
  { name: '0007-keep-imported-counters', sql: keepImportedCounters },
  { name: '0008-write-snapshots-anew', sql: writeSnapshotsAnew },
  { name: '0009-keep-devices-of-tickets', sql: keepDevicesOfTickets, fill: fillDevicesOfTickets },
  { name: '0010-keep-wait-forecasts', sql: keepWaitForecasts },
  { name: '0011-keep-opinions', sql: keepOpinions },
  { name: '0012-pack-times-in-bins', sql: packTimesInBins, fill: fillTicketTotals },
  { name: '0013-tell-closings-from-the-log', sql: tellClosingsFromTheLog },
  { name: '0014-keep-print-reasons', sql: keepPrintReasons, fill: fillPrintReasons },
  { name: '0015-mark-opinions-from-staff-network', sql: markOpinionsFromStaffNetwork },
  { name: '0016-keep-doubt-and-presence', sql: keepDoubtAndPresence, fill: fillPresence },
  { name: '0017-forget-old-wait-memories', sql: forgetOldWaitMemories },
  { name: '0018-drop-snapshots-before-undo', sql: dropSnapshotsBeforeUndo },
  { name: '0019-keep-missing-papers', sql: keepMissingPapers },
  { name: '0020-keep-dossiers', sql: keepDossiers },
  { name: '0021-keep-settings-changes', sql: keepSettingsChanges },
  { name: '0022-drop-snapshots-before-missed-calls', sql: dropSnapshotsBeforeMissedCalls },
  { name: '0023-keep-let-passes', sql: keepLetPasses },
  { name: '0024-date-dossiers', sql: dateDossiers },
  { name: '0025-keep-general-remarks', sql: keepGeneralRemarks },
  { name: '0026-keep-voice-packs', sql: keepVoicePacks },
];
