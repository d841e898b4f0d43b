import { BATCH_BYTES } from '../../../../common/protocol/hub.ts';
import { answer } from '../../../edges/http/route.ts';
import { ALL, defineHubRoute, hallOf, userOf } from '../route.ts';

export const hallRoutes = [
  defineHubRoute('POST /halls', {
    summary: 'Make a hall known; answers the code with which it joins once',
    allowed: ['admin'],
    run: async ({ services, body }) => {
      const added = await services.halls.add(body);
      return added.ok ? answer(added.value, 201) : added;
    },
  }),
  defineHubRoute('GET /halls', {
    summary: 'Halls with their state, the worst first',
    allowed: ALL,
    run: async ({ services, asker }) => {
      const { username, halls } = userOf(asker);
      const list = await services.halls.list(halls);
      await services.looked(username, 'halls', {});
      return answer({ halls: list, nowMs: services.nowMs() });
    },
  }),
  defineHubRoute('POST /halls/:code/enrolment', {
    summary: 'A new code for a hall; its old key ends',
    allowed: ['admin'],
    run: async ({ services, params }) => {
      const renewed = await services.halls.renew(params.code ?? '');
      return renewed.ok ? answer(renewed.value, 201) : renewed;
    },
  }),
  defineHubRoute('DELETE /halls/:code/key', {
    summary: 'End the key of a hall; its record stays',
    allowed: ['admin'],
    run: async ({ services, params }) => {
      const revoked = await services.halls.revoke(params.code ?? '');
      return revoked.ok ? answer({ ok: true }) : revoked;
    },
  }),
  defineHubRoute('POST /halls/:code/fork/settle', {
    summary: 'Let the present log of a forked hall count; what it replaces is kept',
    allowed: ['admin'],
    run: async ({ services, params, asker }) => {
      const settled = await services.intake.settleFork(params.code ?? '');
      if (!settled.ok) return settled;
      await services.looked(userOf(asker).username, 'fork settled', { hall: params.code });
      return answer({ acknowledged: settled.value });
    },
  }),
  defineHubRoute('POST /enrolments', {
    summary: 'A hall joins by its code and gets its key',
    allowed: 'anyone',
    run: async ({ services, body }) => {
      const joined = await services.halls.enrol(body.enrolmentCode);
      return joined.ok ? answer(joined.value, 201) : joined;
    },
  }),
  defineHubRoute('POST /batches', {
    summary: 'A hall sends a piece of its log, or a sign of life',
    allowed: 'hall',
    mostBytes: BATCH_BYTES,
    run: async ({ services, body, asker }) => {
      const taken = await services.intake.take(hallOf(asker), body);
      if (!taken.ok) return taken;
      return answer({ ...taken.value, offered: await services.lists.offeredTo(hallOf(asker)) });
    },
  }),
];
