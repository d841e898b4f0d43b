import { slip as vi } from '../../../common/i18n/vi/slip.ts';
import type { TicketSlip } from '../../../common/protocol/slip.ts';

type PaperWords = NonNullable<TicketSlip['paperWords']>;

/** The few words that belong to the paper itself; a printer knows no other language. */
export const VIETNAMESE_PAPER: PaperWords = vi;

/** In the ticket's language where they came with it. */
export const slipWords = ({ paperWords }: TicketSlip): PaperWords => paperWords ?? VIETNAMESE_PAPER;
