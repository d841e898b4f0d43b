import type { PrinterState } from '../../common/protocol/hardware.ts';
import { say } from '../words.ts';

/** The state of a printer as a person would say it, the worst thing first. */
export function sayPrinter(state: PrinterState): string {
  if (state.cover === 'open') return say('printerCoverOpen');
  if (state.paper === 'out') return say('printerPaperOut');
  if (!state.online) return say('printerOffline');
  if (state.error !== null) return say('printerError');
  if (state.paper === 'low') return say('printerPaperLow');
  return say('printerOk');
}
