export type { DeviceHistory, DeviceOutage } from './rest/device-history.ts';

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
