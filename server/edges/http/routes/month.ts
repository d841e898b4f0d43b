import { DOCUMENT_FORMATS } from '../../../../common/protocol/formats.ts';
import { DECISION_KINDS } from '../../../../common/protocol/month.ts';
import { refused } from '../../../../common/protocol/refusals.ts';
import { answer, defineRoute } from '../route.ts';

const READERS = ['supervisor', 'chairman', 'admin'] as const;

/** The Chairman's page and what is signed from it. */
export const monthRoutes = [
  defineRoute('GET /record/span', {
    summary: 'First and last day of which the record holds tickets, and of the hall’s own alone',
    allowed: READERS,
    run: ({ services }) => answer(services.reads.recordedSpan()),
  }),
  defineRoute('GET /staffing/month', {
    summary:
      'People needed, present and missing, and at most three decisions, by the latest plan or the one named',
    allowed: READERS,
    run: async ({ services, query }) => {
      const read = await services.month.read(query.plan);
      return read.ok ? answer(read.value) : read;
    },
  }),
  defineRoute('GET /staffing/month/:kind/document/:format', {
    summary: 'A decision as the paper to sign, with its lists',
    allowed: READERS,
    run: async ({ services, params, query, principal }) => {
      const kind = DECISION_KINDS.find((each) => each === params.kind);
      const format = DOCUMENT_FORMATS.find((each) => each === params.format);
      if (!kind || !format) return refused('not_found', `no ${params.kind} as ${params.format}`);
      const madeBy = principal.kind === 'user' ? principal.displayName || principal.username : '';
      const written = await services.month.write(kind, format, madeBy, query.plan);
      return written.ok ? { ok: true, value: { status: 200, raw: written.value } } : written;
    },
  }),
];
