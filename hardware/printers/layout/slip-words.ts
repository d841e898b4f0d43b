import type { TicketSlip } from '../../../common/protocol/slip.ts';

/** The few words that belong to the paper itself; all others arrive on the slip. */
export interface SlipWords {
  readonly reprint: string;
  readonly scan: string;
}

const words: Readonly<Record<TicketSlip['language'], SlipWords>> = {
  vi: { reprint: 'BẢN IN LẠI', scan: 'Quét mã để xem lượt trên điện thoại' },
  en: { reprint: 'REPRINTED', scan: 'Scan to follow your turn on a phone' },
};

export function slipWords(language: TicketSlip['language']): SlipWords {
  return words[language];
}
