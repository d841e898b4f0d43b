import type { PrinterState } from '../../common/protocol/hardware.ts';
import { say } from '../words.ts';

/** The name that the server's own printer goes by in commands. */
const VIRTUAL = 'virtual';

/** What a printer is called on a page. */
export const sayPrinterName = (name: string): string => (name === VIRTUAL ? say('menuPaper') : name);

type Plight = 'CoverOpen' | 'PaperOut' | 'Offline' | 'Error' | 'PaperLow';

/** The worst thing about a printer; null: all is well. */
export function plightOf(state: PrinterState): Plight | null {
  if (state.cover === 'open') return 'CoverOpen';
  if (state.paper === 'out') return 'PaperOut';
  if (!state.online) return 'Offline';
  if (state.error !== null) return 'Error';
  if (state.paper === 'low') return 'PaperLow';
  return null;
}

/** The state of a printer as a person would say it, the worst thing first. */
export function sayPrinter(state: PrinterState): string {
  const plight = plightOf(state);
  return plight === null ? say('printerOk') : say(`printer${plight}`);
}

/** What to do about it; empty when nothing is to be done. */
export function sayPrinterHelp(state: PrinterState): string {
  const plight = plightOf(state);
  return plight === null ? '' : say(`printer${plight}Help`);
}

type FaultWord = `printer${Plight}`;

const FAULT_WORDS: Readonly<Record<string, FaultWord | undefined>> = {
  offline: 'printerOffline',
  paper_out: 'printerPaperOut',
  paper_low: 'printerPaperLow',
  cover_open: 'printerCoverOpen',
  cutter: 'printerError',
  unrecoverable: 'printerError',
  recoverable: 'printerError',
  overheated: 'printerError',
  stopped: 'printerError',
};

/** "Quầy 1: paper_out; Sảnh: offline", as /health says it, in words. */
export function sayFaults(detail: string): string {
  return detail
    .split('; ')
    .map((each) => {
      const at = each.lastIndexOf(': ');
      const word = FAULT_WORDS[each.slice(at + 2)];
      return word === undefined ? each : `${each.slice(0, at)}: ${say(word)}`;
    })
    .join('; ');
}
