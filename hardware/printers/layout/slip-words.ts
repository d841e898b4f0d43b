import { slip as en } from '../../../common/i18n/en/slip.ts';
import { slip as vi } from '../../../common/i18n/vi/slip.ts';
import type { TicketSlip } from '../../../common/protocol/slip.ts';

/** The few words that belong to the paper itself; all others arrive on the slip. */
export interface SlipWords {
  readonly reprint: string;
  readonly scan: string;
}

const words: Readonly<Record<TicketSlip['language'], SlipWords>> = { vi, en };

export function slipWords(language: TicketSlip['language']): SlipWords {
  return words[language];
}
