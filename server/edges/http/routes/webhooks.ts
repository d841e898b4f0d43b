import { z } from 'zod';
import { type Outcome, refused } from '../../../../common/protocol/refusals.ts';
import type { HallEvent } from '../../../domain/events.ts';
import type { Principal } from '../../principal.ts';
import type { Services } from '../../services.ts';
import { answer, defineRoute } from '../route.ts';

const ADMIN = ['admin'] as const;
const _Done = z.object({ ok: z.literal(true) });
const none = (): Outcome<never> => refused('not_found', 'no such webhook');

/** Puts what was done to a webhook into the log: where it goes, without the rest of its address. */
async function note(
  services: Services,
  principal: Principal,
  webhookId: string,
  origin: string,
  change: Extract<HallEvent, { type: 'webhook:changed' }>['change'],
): Promise<void> {
  const id = principal.kind === 'user' ? principal.username : 'api';
  await services.hall.record([{ type: 'webhook:changed', webhookId, origin, change }], { kind: 'user', id });
}

export const webhookRoutes = [
  defineRoute('GET /webhooks', {
    summary: 'Addresses that hear of events, and how they fare',
    allowed: ADMIN,
    run: ({ services }) => answer({ webhooks: services.webhooks.list() }),
  }),
  defineRoute('POST /webhooks', {
    summary: 'Tell an address in the hall’s network of events; its secret is shown this once',
    allowed: ADMIN,
    run: async ({ services, body, principal }) => {
      const added = await services.webhooks.add(body);
      if (!added.ok) return added;
      await note(services, principal, added.value.id, new URL(body.url).origin, 'added');
      return answer(added.value, 201);
    },
  }),
  defineRoute('DELETE /webhooks/:id', {
    summary: 'Tell an address nothing any more; what waits for it is dropped',
    allowed: ADMIN,
    run: async ({ services, params, principal }) => {
      const id = params.id ?? '';
      const origin = services.webhooks.originOf(id);
      if (origin === null) return none();
      services.webhooks.remove(id);
      services.webhookAlerts.changed(id, origin, false);
      await note(services, principal, id, origin, 'removed');
      return answer({ ok: true });
    },
  }),
  defineRoute('POST /webhooks/:id/rotate', {
    summary: 'Another secret, shown this once; the one of before also signs for a day',
    allowed: ADMIN,
    run: async ({ services, params, principal }) => {
      const id = params.id ?? '';
      const origin = services.webhooks.originOf(id);
      const secret = services.webhooks.rotate(id);
      if (origin === null || secret === null) return none();
      await note(services, principal, id, origin, 'rotated');
      return answer({ id, secret });
    },
  }),
  defineRoute('POST /webhooks/:id/enable', {
    summary: 'Send again to an address that was disabled, from where it stopped',
    allowed: ADMIN,
    run: async ({ services, params, principal }) => {
      const id = params.id ?? '';
      const origin = services.webhooks.originOf(id);
      if (origin === null || !services.webhooks.enable(id)) return none();
      services.webhookAlerts.changed(id, origin, false);
      await note(services, principal, id, origin, 'enabled');
      return answer({ ok: true });
    },
  }),
  defineRoute('POST /webhooks/:id/test', {
    summary: 'Send a test event',
    allowed: ADMIN,
    run: ({ services, params }) => {
      const delivery = services.webhooks.test(params.id ?? '');
      return delivery === null ? none() : answer({ delivery });
    },
  }),
  defineRoute('GET /webhooks/:id/deliveries', {
    summary: 'Deliveries of a webhook, the newest first; kept for thirty days after they arrived',
    allowed: ADMIN,
    run: ({ services, params, query }) => {
      const page = services.webhooks.deliveries(params.id ?? '', query.cursor, query.limit);
      return page === null ? none() : answer(page);
    },
  }),
  defineRoute('POST /webhooks/:id/deliveries/:delivery/replay', {
    summary: 'Send a delivery again under its own id',
    allowed: ADMIN,
    run: ({ services, params }) =>
      services.webhooks.replay(params.id ?? '', params.delivery ?? '')
        ? answer({ ok: true })
        : refused('not_found', 'no such delivery'),
  }),
];
