import { refused } from '../../../../common/protocol/refusals.ts';
import { sealLine } from '../../../../common/seal/seal-groups.ts';
import { answer, defineRoute } from '../route.ts';

export const sealRoutes = [
  defineRoute('GET /seals', {
    summary: 'The seals of the days, newest first; as text one line a day, oldest first: DATE SEQUENCE HASH',
    allowed: ['supervisor', 'chairman', 'admin'],
    run: ({ services, query }) => {
      const seals = services.seals.list();
      if (query.format === 'json') return answer({ seals });
      // A day that was closed twice has two seals: the later one covers the earlier.
      const lastOfDay = new Map([...seals].reverse().map((each) => [each.date, sealLine(each)]));
      const content = [...lastOfDay.values()].map((line) => `${line}\n`).join('');
      return { ok: true, value: { status: 200, raw: { type: 'text/plain; charset=utf-8', content } } };
    },
  }),
  defineRoute('POST /seals/:sequence/print', {
    summary: 'Print the closing slip of a seal once more, at the printer of the hall',
    allowed: ['supervisor', 'chairman', 'admin'],
    run: async ({ services, params }) => {
      const seal = services.seals.list().find((each) => String(each.sequence) === params.sequence);
      if (!seal) return refused('not_found', 'no such seal');
      const printed = await services.closingSlips.again(seal);
      return printed.ok ? answer({ ok: true }) : printed;
    },
  }),
  defineRoute('GET /track/:token/proof', {
    summary: 'The proof that a ticket stands in the seal of its day, for its holder',
    allowed: 'anyone',
    run: async ({ services, params }) => {
      const ticket = services.reads.findByTracking(params.token ?? '');
      if (!ticket) return refused('not_found', 'no such ticket');
      const { date } = services.hall.calendar.momentOf(Date.parse(ticket.issuedAt));
      const proof = await services.seals.proofOf(ticket.id, date);
      return proof.ok ? answer(proof.value) : proof;
    },
  }),
];
