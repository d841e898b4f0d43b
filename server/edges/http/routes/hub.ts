import { JoinHub } from '../../../../common/protocol/hub.ts';
import { answer, defineRoute } from '../route.ts';

export const hubRoutes = [
  defineRoute({
    method: 'get',
    path: '/hub',
    summary: 'How the link to the hub of the province stands',
    allowed: ['admin', 'supervisor'],
    run: ({ services }) => answer(services.outbox.status()),
  }),
  defineRoute({
    method: 'put',
    path: '/hub',
    summary: 'Join a hub by an enrolment code',
    allowed: ['admin'],
    body: JoinHub,
    run: async ({ services, body }) => {
      const joined = await services.outbox.join(body.url, body.enrolmentCode);
      return joined.ok ? answer(joined.value) : joined;
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/hub',
    summary: 'Leave the hub',
    allowed: ['admin'],
    run: ({ services }) => {
      services.outbox.leave();
      return answer(services.outbox.status());
    },
  }),
];
