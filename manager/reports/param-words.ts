import { devices } from '../../common/i18n/vi/devices.ts';
import { remarks } from '../../common/i18n/vi/remarks.ts';

/** What reports let one choose, by the value that they take. */
const WORDS: Readonly<Record<string, string>> = {
  difficulty: remarks.difficulty,
  proposal: remarks.proposal,
  open: remarks.open,
  handled: remarks.handled,
  drafted: remarks.drafted,
  device: devices.perDevice,
  fault: devices.perFault,
  month: devices.perMonth,
  'device-fault': devices.perDeviceFault,
  'device-month': devices.perDeviceMonth,
};

/** A value that a report takes, in words; one without words stays as it is. */
export const paramWord = (value: string): string => WORDS[value] ?? value;
