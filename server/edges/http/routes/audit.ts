import { z } from 'zod';
import { AUDIT_KINDS } from '../../../../common/protocol/audit.ts';
import { LocalDate } from '../../../../common/protocol/primitives.ts';
import { answer, defineRoute } from '../route.ts';

const READERS = ['admin', 'chairman'] as const;

export const auditRoutes = [
  defineRoute({
    method: 'get',
    path: '/audit',
    summary: 'Who did what when, newest first, in sentences',
    allowed: READERS,
    query: z
      .object({
        cursor: z.coerce.number().int().min(1).optional(),
        kind: z.enum(AUDIT_KINDS).default('office'),
        /** Ids of who did it, one or several with commas between. */
        actor: z.string().min(1).max(800).optional(),
        from: LocalDate.optional(),
        to: LocalDate.optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      })
      .refine(
        ({ from, to }) => from === undefined || to === undefined || from <= to,
        'ends before it starts',
      ),
    run: async ({ services, query }) => {
      const { cursor, ...rest } = query;
      return answer({ ...(await services.audit.page({ ...rest, before: cursor })), kinds: AUDIT_KINDS });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/audit/chain',
    summary: 'How the check of the log stands',
    allowed: READERS,
    run: ({ services }) => answer({ chain: services.chain.state() }),
  }),
  defineRoute({
    method: 'post',
    path: '/audit/chain',
    summary: 'Check the log again, in the background',
    allowed: READERS,
    body: z.strictObject({}).default({}),
    run: ({ services }) => answer({ chain: services.chain.start() }),
  }),
];
