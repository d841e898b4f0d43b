import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { LoggedEvent } from '../../domain/events.ts';
import type { Hall } from '../../hall/hall.ts';
import { DayZone } from '../../import/read-time.ts';
import { DossierFileStore } from '../../storage/dossier-files.ts';
import { receptionsOn } from '../../storage/dossier-reads.ts';
import type { DossierAdapter } from './adapters/adapter.ts';
import { FileDrop } from './adapters/file-drop.ts';
import { RestDossiers } from './adapters/rest.ts';
import { DossierDesk, type DossierDeskOptions } from './dossier-desk.ts';
import { readOnThread } from './file-reader.ts';

/** Acts after which the receptions of a day are others. */
const CHANGES: ReadonlySet<LoggedEvent['event']['type']> = new Set([
  'ticket:finished',
  'ticket:corrected',
  'ticket:reopened',
]);

/** Puts the ways of exchanging dossiers together and starts them. */
export function openDossiers(options: {
  db: Database;
  hall: Hall;
  dossierOf: DossierDeskOptions['recorded'];
  dataDir: string;
  onError: (error: unknown, what: string) => void;
}) {
  const { db, hall, dossierOf, dataDir, onError } = options;
  const dossiers = new DossierDesk({
    hall,
    recorded: dossierOf,
    receptionsOn: (date) => receptionsOn(db, date),
  });
  const dossierRest = new RestDossiers(dossiers);
  const dossierFiles = new FileDrop({
    folder: join(dataDir, 'dossiers'),
    port: dossiers,
    store: new DossierFileStore(db),
    isOn: () => hall.state.settings.dossierFiles,
    nowMs: () => hall.clock.nowMs(),
    today: () => hall.moment().date,
    timeZone: hall.calendar.zone,
    zone: new DayZone(hall.calendar),
    read: readOnThread,
    onError,
  });
  const adapters: readonly DossierAdapter[] = [dossierRest, dossierFiles];
  const unfollow = hall.subscribe((events) => {
    for (const { event, atMs } of events)
      if (CHANGES.has(event.type))
        for (const each of adapters) each.receptionsChanged(hall.calendar.momentOf(atMs).date);
  });
  for (const each of adapters) each.start();
  return {
    dossiers,
    dossierRest,
    dossierFiles,
    stop: async () => {
      unfollow();
      await Promise.all(adapters.map((each) => each.stop()));
    },
  };
}
