import { devices } from '../../common/i18n/vi/devices.ts';

const FAULTS: Readonly<Record<string, string>> = {
  offline: devices.faultOffline,
  paper_out: devices.faultPaperOut,
  paper_low: devices.faultPaperLow,
  cover_open: devices.faultCoverOpen,
  cutter: devices.faultCutter,
  unrecoverable: devices.faultError,
  recoverable: devices.faultError,
  overheated: devices.faultOverheated,
  stopped: devices.faultStopped,
};
const KINDS: Readonly<Record<string, string>> = {
  kiosk: devices.kindKiosk,
  display: devices.kindDisplay,
  agent: devices.kindAgent,
  printer: devices.kindPrinter,
};

/** What a fault of a device is called. */
export const deviceFaultWords = (fault: string): string => FAULTS[fault] ?? fault;

/** What a kind of device is called, inside a sentence. */
export const deviceKindWords = (kind: string): string => KINDS[kind] ?? kind;
