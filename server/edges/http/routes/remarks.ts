import { refused } from '../../../../common/protocol/refusals.ts';
import { answer, defineRoute, STAFF } from '../route.ts';

/** So many of the own remarks a page shows. */
const OWN_SHOWN = 20;

export const remarkRoutes = [
  defineRoute('GET /me/remarks', {
    summary: 'Your own newest remarks on procedures',
    allowed: STAFF,
    run: ({ services, principal }) =>
      principal.kind === 'user'
        ? answer({ remarks: services.reads.remarksOf(principal.username, OWN_SHOWN) })
        : refused('forbidden', 'only for people'),
  }),
  defineRoute('GET /remarks', {
    summary: 'Remarks on procedures of a period, newest first',
    allowed: ['supervisor', 'chairman', 'admin'],
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
