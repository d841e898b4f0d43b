import type { HallCalendar } from '../hall/clock.ts';
import type { DeviceLog } from '../storage/device-log.ts';

/** A device as it is right now. */
export interface WatchedDevice {
  readonly id: string;
  readonly name: string;
  /** A device's kind, or "printer". */
  readonly kind: string;
  readonly faults: readonly string[];
  /** Faults of which nothing is known right now: they neither begin nor end. */
  readonly unknown: readonly string[];
  /** What a printer says of its paper; null: it is no printer. */
  readonly paper: string | null;
  readonly version: string | null;
}

export interface DeviceWatchOptions {
  readonly log: DeviceLog;
  readonly calendar: HallCalendar;
  readonly nowMs: () => number;
  readonly look: () => readonly WatchedDevice[];
  /** Told about once a minute which devices are there. */
  readonly onPresent?: (ids: readonly string[]) => void;
  readonly onError: (error: unknown, what: string) => void;
}

interface Fault {
  /** Null until it has lasted long enough to be written down. */
  rowId: number | null;
  readonly sinceMs: number;
  /** Known from before a restart and not seen again yet. */
  carried: boolean;
}

interface Watched {
  readonly watchId: number;
  readonly date: string;
  readonly faults: Map<string, Fault>;
  /** Its paper was low or out: the next good word of it means a new roll. */
  spent: boolean;
}

const LOOK_MS = 5_000;
/** A page that is loaded anew is away for a moment; that is no outage. */
const AWAY_MS = 15_000;
/** After a start the devices need a while to find the hall again. */
const COMING_BACK_MS = 60_000;
const ALIVE_MS = 60_000;
const PAPER_FAULTS: readonly string[] = ['paper_low', 'paper_out'];

/**
 * Writes down when devices are not well [DEV1]. It looks while the hall runs only: what happens while the hall is shut
 * down was seen by nobody and counts for nothing [DEV3].
 */
export class DeviceWatch {
  private readonly options: DeviceWatchOptions;
  private present = new Map<string, Watched>();
  private startedAtMs = 0;
  private lastMs = 0;
  private aliveMs = 0;
  private timer: NodeJS.Timeout | undefined;
  private running = false;

  constructor(options: DeviceWatchOptions) {
    this.options = options;
  }

  start(): void {
    this.startedAtMs = this.options.nowMs();
    this.lastMs = this.startedAtMs;
    this.aliveMs = this.startedAtMs;
    this.running = true;
    this.look();
    this.timer = setInterval(() => this.look(), LOOK_MS);
    this.timer.unref();
  }

  /** Before the connections are closed: from then on every device would seem to be away. */
  stop(): void {
    this.look(true);
    this.running = false;
    clearInterval(this.timer);
  }

  /** Notes what has changed since the last look. @param alive also writes down that the rest is as it was */
  look(alive = false): void {
    if (!this.running) return;
    const { log, calendar, nowMs, look, onError, onPresent } = this.options;
    // A clock that is set back does not make anything end before it began.
    const atMs = Math.max(this.lastMs, nowMs());
    const { date } = calendar.momentOf(atMs);
    const devices = look();
    try {
      const due = alive || atMs - this.aliveMs >= ALIVE_MS;
      log.together(() => {
        for (const device of devices) this.note(device, atMs, date);
        for (const id of [...this.present.keys()])
          if (!devices.some((device) => device.id === id)) this.lose(id, atMs);
        if (due) this.keepAlive(atMs);
      });
      this.lastMs = atMs;
      if (!due) return;
      this.aliveMs = atMs;
      onPresent?.(devices.filter((each) => !each.faults.includes('offline')).map((each) => each.id));
    } catch (error) {
      // The rows of this look are gone: begin anew from what is on the disk.
      this.present = new Map();
      onError(error, 'device log');
    }
  }

  private note(device: WatchedDevice, atMs: number, date: string): void {
    const { log } = this.options;
    const before = this.present.get(device.id);
    let known = before;
    if (before?.date !== date) {
      const first = before === undefined && this.lastMs === this.startedAtMs;
      const fromMs = first ? this.startedAtMs : atMs;
      known = {
        watchId: log.beginWatch(device.id, device.name, device.kind, date, fromMs),
        date,
        faults: before?.faults ?? this.carried(device.id, fromMs),
        spent: before?.spent ?? false,
      };
      known.spent ||= PAPER_FAULTS.some((fault) => known?.faults.has(fault));
      this.present.set(device.id, known);
    }
    if (known === undefined) return;
    for (const name of device.faults) this.begin(device.id, known, name, atMs);
    this.end(device, known, atMs);
    this.notePaper(device, known, atMs);
    if (device.version !== null) log.putVersion(device.id, device.version);
  }

  private carried(device: string, fromMs: number): Map<string, Fault> {
    return new Map(
      this.options.log
        .openFaults(device)
        .map(({ id, fault }): [string, Fault] => [fault, { rowId: id, sinceMs: fromMs, carried: true }]),
    );
  }

  private begin(device: string, known: Watched, name: string, atMs: number): void {
    let fault = known.faults.get(name);
    if (!fault) {
      const first = this.lastMs === this.startedAtMs;
      fault = { rowId: null, sinceMs: first ? this.startedAtMs : atMs, carried: false };
      known.faults.set(name, fault);
    }
    const patience = fault.sinceMs === this.startedAtMs ? COMING_BACK_MS : AWAY_MS;
    if (name === 'offline' && atMs - fault.sinceMs < patience) return;
    fault.rowId ??= this.options.log.beginFault(device, name, fault.sinceMs, atMs);
    fault.carried = false;
  }

  private end(device: WatchedDevice, known: Watched, atMs: number): void {
    for (const [name, fault] of known.faults) {
      if (device.faults.includes(name)) continue;
      if (device.unknown.includes(name)) continue;
      if (fault.rowId !== null) this.options.log.endFault(fault.rowId, fault.carried ? null : atMs);
      known.faults.delete(name);
    }
  }

  private notePaper(device: WatchedDevice, known: Watched, atMs: number): void {
    if (device.paper === 'low' || device.paper === 'out') known.spent = true;
    if (!known.spent || device.paper !== 'ok' || device.faults.includes('offline')) return;
    known.spent = false;
    this.options.log.paperChanged(device.id, atMs, known.date);
  }

  /** Revoked or removed: nothing more is known of it, nor expected. */
  private lose(id: string, atMs: number): void {
    for (const fault of this.present.get(id)?.faults.values() ?? [])
      if (fault.rowId !== null) this.options.log.endFault(fault.rowId, fault.carried ? null : atMs);
    this.present.delete(id);
  }

  private keepAlive(atMs: number): void {
    const all = [...this.present.values()];
    this.options.log.keepAlive(
      atMs,
      all.map((each) => each.watchId),
      all.flatMap((each) =>
        [...each.faults.values()].flatMap((fault) =>
          fault.rowId === null || fault.carried ? [] : [fault.rowId],
        ),
      ),
    );
  }
}
