import type { HealthCheck, HealthReport } from '../../common/protocol/rest/hall.ts';
import type { KioskPrinters } from '../devices/kiosk-printers.ts';
import type { PrinterDesk } from '../edges/services.ts';
import type { Hall } from '../hall/hall.ts';
import type { HallClock } from '../hall/hall-clock.ts';
import type { DailyBackup } from './daily-backup.ts';
import { clockCheck, healthReport, printerCheck, restoreCheck, sealCheck } from './hall-health.ts';
import { recordHealth } from './record-health.ts';
import type { StorageWatch } from './storage-watch.ts';

/** How every part of a running hall is. */
export function hallHealth({
  version,
  hall,
  clock,
  storage,
  printers,
  kioskPrinters,
  backups,
  seals,
}: {
  readonly version: string;
  readonly hall: Hall;
  readonly clock: HallClock;
  readonly storage: Pick<StorageWatch, 'state' | 'brokenSeal'>;
  readonly printers: Pick<PrinterDesk, 'states'>;
  readonly kioskPrinters: Pick<KioskPrinters, 'missing'>;
  readonly backups: Pick<DailyBackup, 'state'>;
  readonly seals: { readonly state: (nowMs: number) => HealthCheck };
}): HealthReport {
  const { state } = hall;
  return healthReport(
    { version, sequence: state.sequence },
    {
      storage: () => storage.state(),
      clock: () => clockCheck(clock.standing(state)),
      printers: () => printerCheck(printers.states(), kioskPrinters.missing()),
      backup: () => backups.state(clock.nowMs()),
      seal: () => sealCheck(storage.brokenSeal, seals.state(clock.nowMs())),
      record: () => {
        const log = recordHealth(state.setAside, state.setAsideSeen);
        return log.ok ? restoreCheck(state.restored) : log;
      },
    },
  );
}
