import { answer, defineRoute } from '../route.ts';

export const hubRoutes = [
  defineRoute('GET /hub', {
    summary: 'How the link to the hub of the province stands',
    allowed: ['admin', 'supervisor'],
    run: ({ services }) => answer(services.outbox.status()),
  }),
  defineRoute('PUT /hub', {
    summary: 'Join a hub by an enrolment code',
    allowed: ['admin'],
    run: async ({ services, body }) => {
      const joined = await services.outbox.join(body.url, body.enrolmentCode);
      return joined.ok ? answer(joined.value) : joined;
    },
  }),
  defineRoute('DELETE /hub', {
    summary: 'Leave the hub',
    allowed: ['admin'],
    run: ({ services }) => {
      services.outbox.leave();
      return answer(services.outbox.status());
    },
  }),
  defineRoute('GET /hub/list', {
    summary: 'The file of the list of procedures that the province sent, to be compared and taken in',
    allowed: ['admin'],
    run: async ({ services }) => {
      const file = await services.outbox.offeredFile();
      if (!file.ok) return file;
      const raw = { type: 'application/octet-stream', content: file.value };
      return { ok: true, value: { status: 200, raw } };
    },
  }),
  defineRoute('POST /hub/list/decline', {
    summary: 'Tell the province why its list is not taken in',
    allowed: ['admin'],
    run: ({ services, body }) => {
      const told = services.outbox.answerOffer({ state: 'declined', note: body.note });
      return told.ok ? answer(told.value) : told;
    },
  }),
];
