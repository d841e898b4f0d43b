import { z } from 'zod';
import { Code, LocalDate } from '../../../../common/protocol/primitives.ts';
import { refused } from '../../../../common/protocol/refusals.ts';
import { RemarkKind, SettledState } from '../../../../common/protocol/remarks.ts';
import { answer, defineRoute, STAFF } from '../route.ts';

/** So many of the own remarks a page shows. */
const OWN_SHOWN = 20;

export const remarkRoutes = [
  defineRoute({
    method: 'get',
    path: '/me/remarks',
    summary: 'Your own newest remarks on procedures',
    allowed: STAFF,
    run: ({ services, principal }) =>
      principal.kind === 'user'
        ? answer({ remarks: services.reads.remarksOf(principal.username, OWN_SHOWN) })
        : refused('forbidden', 'only for people'),
  }),
  defineRoute({
    method: 'get',
    path: '/remarks',
    summary: 'Remarks on procedures of a period, newest first',
    allowed: ['supervisor', 'chairman', 'admin'],
    query: z
      .object({
        from: LocalDate.default('0000-01-01'),
        to: LocalDate.default('9999-12-31'),
        procedure: Code.optional(),
        field: Code.optional(),
        kind: RemarkKind.optional(),
        state: SettledState.optional(),
        cursor: z.string().max(200).optional(),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      })
      .refine((query) => query.from <= query.to, 'the period ends before it starts'),
    run: ({ services, query }) => {
      const { remarks, nextCursor } = services.reads.listRemarks(query);
      return answer({
        remarks: remarks.map((each) => ({
          ...each,
          officerName: services.access.displayName(each.officer),
          settledByName: each.settledBy === null ? null : services.access.displayName(each.settledBy),
        })),
        nextCursor,
      });
    },
  }),
];
