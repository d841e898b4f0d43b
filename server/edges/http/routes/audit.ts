import { AUDIT_KINDS } from '../../../../common/protocol/audit.ts';
import { answer, defineRoute } from '../route.ts';

const READERS = ['admin', 'chairman'] as const;

export const auditRoutes = [
  defineRoute('GET /audit', {
    summary: 'Who did what when, newest first, in sentences',
    allowed: READERS,
    run: async ({ services, query }) => {
      const { cursor, ...rest } = query;
      return answer({ ...(await services.audit.page({ ...rest, before: cursor })), kinds: AUDIT_KINDS });
    },
  }),
  defineRoute('GET /audit/chain', {
    summary: 'How the check of the log stands',
    allowed: READERS,
    run: ({ services }) => answer({ chain: services.chain.state() }),
  }),
  defineRoute('POST /audit/chain', {
    summary: 'Check the log again, in the background',
    allowed: READERS,
    run: ({ services }) => answer({ chain: services.chain.start() }),
  }),
];
