import { DEVICE_FAULTS } from '../../common/protocol/device-history.ts';
import { DeviceWatch, type WatchedDevice } from '../../server/devices/device-watch.ts';
import type { ReportResult } from '../../server/reports/report.ts';
import { LocalReportDesk } from '../../server/reports/report-desk.ts';
import { DeviceLog } from '../../server/storage/device-log.ts';
import { OPENING_MS, TestHall } from '../support/test-hall.ts';

const KIOSK: WatchedDevice = {
  id: 'kiosk-1',
  name: 'Sảnh',
  kind: 'kiosk',
  faults: [],
  unknown: [],
  paper: null,
  version: '1.0.0',
};
const PRINTER: WatchedDevice = {
  id: 'printer:Sảnh',
  name: 'Sảnh',
  kind: 'printer',
  faults: [],
  unknown: [],
  paper: 'ok',
  version: null,
};

/** A hall whose devices are what the test says, watched by a clock moved by hand. */
export class WatchedHall {
  readonly test = new TestHall();
  readonly log = new DeviceLog(this.test.store.db);
  readonly devices = new Map<string, WatchedDevice>([
    ['kiosk', KIOSK],
    ['printer', PRINTER],
  ]);
  readonly errors: unknown[] = [];
  watch = this.fresh();

  private fresh(): DeviceWatch {
    return new DeviceWatch({
      log: this.log,
      calendar: this.test.calendar,
      nowMs: () => this.test.clock.nowMs(),
      look: () => [...this.devices.values()],
      onError: (error) => this.errors.push(error),
    });
  }

  async begin(): Promise<this> {
    await this.test.begin();
    this.watch.start();
    return this;
  }

  set(name: 'kiosk' | 'printer', faults: readonly string[], paper?: string): void {
    const before = this.devices.get(name) ?? (name === 'kiosk' ? KIOSK : PRINTER);
    const silent = name === 'printer' && (faults.includes('offline') || paper === 'unknown');
    this.devices.set(name, {
      ...before,
      faults,
      unknown: silent ? DEVICE_FAULTS.filter((fault) => fault !== 'offline') : [],
      paper: paper ?? before.paper,
    });
    this.watch.look();
  }

  /** Lets so many minutes go by, looked at every five seconds as in a running hall. */
  minutes(count: number): void {
    for (let step = 0; step < count * 12; step += 1) {
      this.test.clock.atMs += 5_000;
      this.watch.look();
    }
  }

  /** Shuts the hall down and starts it again later. @param clean false: it was killed */
  restart(minutesLater: number, clean = true): void {
    if (clean) this.watch.stop();
    this.watch = this.fresh();
    this.test.clock.minutes(minutesLater);
  }

  counter(act: 'open' | 'close') {
    return this.test.as('lan').give(`counter:${act}`, { counter: '1' });
  }

  /** Outages of a device, oldest first, in minutes since 07:30. */
  outages(device: string): (readonly [fault: string, from: number, to: number | null])[] {
    const minute = (iso: string) => (Date.parse(iso) - OPENING_MS) / 60_000;
    return [...(this.log.historyOf(device, 100)?.outages ?? [])]
      .reverse()
      .map((each) => [each.fault, minute(each.from), each.to === null ? null : minute(each.to)] as const);
  }

  async report(per: string, from = '2026-11-01', to = '2026-12-31'): Promise<ReportResult> {
    const desk = new LocalReportDesk(this.test.store.db, {
      fieldName: () => undefined,
      agencyOf: () => null,
      targetMinutes: () => 15,
      postOf: () => ({ agencyName: '', payingUnit: '' }),
    });
    const answer = await desk.run('device-downtime', { from, to, per }, 'json');
    if (!answer.ok) throw new Error(answer.refusal.message);
    return answer.value.json;
  }

  close(): void {
    this.watch.stop();
    this.test.close();
  }
}
