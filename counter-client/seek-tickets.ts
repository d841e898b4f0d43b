import { api } from '../common/client/api.ts';
import type { Ticket } from '../common/protocol/ticket.ts';

/** Tickets of a day that bear a number, or the code of a refusal. */
export type SeekTickets = (
  number: string,
  date: string,
) => Promise<
  { readonly ok: true; readonly tickets: readonly Ticket[] } | { readonly ok: false; readonly code: string }
>;

/** Asks the hall's record. */
export const seekTickets: SeekTickets = async (number, date) => {
  const answer = await api('GET /tickets', { query: { number, date, imported: 'true', limit: 20 } });
  return answer.ok ? { ok: true, tickets: answer.value.tickets } : answer;
};
