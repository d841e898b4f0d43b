import { DOCUMENT_FORMATS } from '../../../../common/protocol/formats.ts';
import { refused } from '../../../../common/protocol/refusals.ts';
import { documentFileName, documentType } from '../../../documents/document-desk.ts';
import { answer, defineRoute } from '../route.ts';

/** Drafts that the hall makes by itself at the end of a month and of an administrative month. */
export const draftRoutes = [
  defineRoute('GET /reports/drafts', {
    summary: 'Monthly drafts, newest first',
    allowed: ['supervisor', 'chairman', 'admin'],
    run: ({ services }) => answer({ drafts: services.drafts.list() }),
  }),
  defineRoute('GET /reports/drafts/:id/:format', {
    summary: 'A monthly draft as a file',
    allowed: ['supervisor', 'chairman', 'admin'],
    run: ({ services, params }) => {
      const draft = services.drafts.find(params.id ?? '');
      const format = DOCUMENT_FORMATS.find((each) => each === params.format);
      const content = draft && format && services.drafts.read(draft.id, format);
      if (!content) return refused('not_found', 'no such draft');
      const fileName = documentFileName(draft.title, {}, format).replaceAll('/', '-');
      return { ok: true, value: { status: 200, raw: { type: documentType(format), content, fileName } } };
    },
  }),
];
