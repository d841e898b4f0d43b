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
];
