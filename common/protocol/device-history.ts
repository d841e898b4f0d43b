/** What can be wrong with a device or a printer; the further ones are a printer's own words for its error. */
export const DEVICE_FAULTS = [
  'offline',
  'paper_out',
  'paper_low',
  'cover_open',
  'cutter',
  'unrecoverable',
  'recoverable',
  'overheated',
  'stopped',
] as const;
export type DeviceFault = (typeof DEVICE_FAULTS)[number];

/** A printer is known to the history by this and its name, other devices by their id. */
export const PRINTER_PREFIX = 'printer:';

/** One time in which something was wrong. Times are ISO 8601. */
export interface DeviceOutage {
  readonly fault: DeviceFault;
  readonly from: string;
  /** Null while it lasts, or where nobody saw its end. */
  readonly to: string | null;
  /** Until when it was surely so. */
  readonly lastKnownAt: string;
}

/** What happened to one device, newest first. */
export interface DeviceHistory {
  readonly name: string;
  readonly outages: readonly DeviceOutage[];
  readonly paperChanges: readonly string[];
}
