import type { CoverState, PaperState, PrinterError, PrintReason } from '../../../common/protocol/hardware.ts';
import type { StatusTopic } from './status-requests.ts';

/** What the printer has said of itself, as far as it is known. */
export interface PrinterFacts {
  readonly offline: boolean;
  readonly paper: PaperState;
  readonly cover: CoverState;
  readonly error: PrinterError | null;
}

export const unknownFacts: PrinterFacts = { offline: false, paper: 'unknown', cover: 'unknown', error: null };

/** The four answers of one round of DLE EOT, by topic. */
export type StatusRound = Readonly<Partial<Record<StatusTopic, number>>>;

/** Facts from a whole round: a part of one could mix the state before a fault with the state after it. */
export function factsFromRound(round: Readonly<Record<StatusTopic, number>>): PrinterFacts {
  const [printer, cause, fault, paper] = [round[1], round[2], round[3], round[4]];
  let error: PrinterError | null = null;
  if ((fault & 0x20) !== 0) error = 'unrecoverable';
  else if ((fault & 0x08) !== 0) error = 'cutter';
  else if ((fault & 0x40) !== 0) error = 'overheated';
  else if ((fault & 0x04) !== 0) error = 'recoverable';
  else if ((cause & 0x40) !== 0) error = 'stopped';
  const out = (paper & 0x60) !== 0 || (cause & 0x20) !== 0;
  return {
    offline: (printer & 0x08) !== 0,
    paper: out ? 'out' : (paper & 0x0c) !== 0 ? 'low' : 'ok',
    cover: (cause & 0x04) !== 0 ? 'open' : 'closed',
    error,
  };
}

/** Facts from the four bytes of an automatic status. */
export function factsFromAutomatic(bytes: readonly [number, number, number, number]): PrinterFacts {
  const [printer, fault, paper] = bytes;
  let error: PrinterError | null = null;
  if ((fault & 0x20) !== 0) error = 'unrecoverable';
  else if ((fault & 0x08) !== 0) error = 'cutter';
  else if ((fault & 0x40) !== 0) error = 'overheated';
  return {
    offline: (printer & 0x08) !== 0,
    paper: (paper & 0x0c) !== 0 ? 'out' : (paper & 0x03) !== 0 ? 'low' : 'ok',
    cover: (printer & 0x20) !== 0 ? 'open' : 'closed',
    error,
  };
}

/** The paper sensor as GS r 1 tells it. */
export function paperFromAnswer(byte: number): PaperState {
  if ((byte & 0x0c) !== 0) return 'out';
  return (byte & 0x03) !== 0 ? 'low' : 'ok';
}

/** Why the printer cannot print now, the cause a person can mend first; null when it can. */
export function obstacle(facts: PrinterFacts): PrintReason | null {
  if (facts.cover === 'open') return 'cover_open';
  if (facts.paper === 'out') return 'paper_out';
  if (facts.error !== null) return 'printer_error';
  if (facts.offline) return 'offline';
  return null;
}
