import { z } from 'zod';
import { type Outcome, refused } from '../../../../common/protocol/refusals.ts';
import { NewWebhook, Webhook, WebhookDelivery, WebhookSecret } from '../../../../common/protocol/webhooks.ts';
import type { HallEvent } from '../../../domain/events.ts';
import type { Principal } from '../../principal.ts';
import type { Services } from '../../services.ts';
import { answer, defineRoute, type HttpReply } from '../route.ts';

const ADMIN = ['admin'] as const;
const Done = z.object({ ok: z.literal(true) });
const none = (): Outcome<HttpReply> => refused('not_found', 'no such webhook');

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
  defineRoute({
    method: 'get',
    path: '/webhooks',
    operationId: 'listWebhooks',
    summary: 'Addresses that hear of events, and how they fare',
    allowed: ADMIN,
    response: z.object({ webhooks: z.array(Webhook) }),
    run: ({ services }) => answer({ webhooks: services.webhooks.list() }),
  }),
  defineRoute({
    method: 'post',
    path: '/webhooks',
    operationId: 'addWebhook',
    summary: 'Tell an address in the hall’s network of events; its secret is shown this once',
    allowed: ADMIN,
    body: NewWebhook,
    response: WebhookSecret,
    created: true,
    run: async ({ services, body, principal }) => {
      const added = await services.webhooks.add(body);
      if (!added.ok) return added;
      await note(services, principal, added.value.id, new URL(body.url).origin, 'added');
      return answer(added.value, 201);
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/webhooks/:id',
    operationId: 'removeWebhook',
    summary: 'Tell an address nothing any more; what waits for it is dropped',
    allowed: ADMIN,
    response: Done,
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
  defineRoute({
    method: 'post',
    path: '/webhooks/:id/rotate',
    operationId: 'rotateWebhookSecret',
    summary: 'Another secret, shown this once; the one of before also signs for a day',
    allowed: ADMIN,
    response: WebhookSecret,
    run: async ({ services, params, principal }) => {
      const id = params.id ?? '';
      const origin = services.webhooks.originOf(id);
      const secret = services.webhooks.rotate(id);
      if (origin === null || secret === null) return none();
      await note(services, principal, id, origin, 'rotated');
      return answer({ id, secret });
    },
  }),
  defineRoute({
    method: 'post',
    path: '/webhooks/:id/enable',
    operationId: 'enableWebhook',
    summary: 'Send again to an address that was disabled, from where it stopped',
    allowed: ADMIN,
    response: Done,
    run: async ({ services, params, principal }) => {
      const id = params.id ?? '';
      const origin = services.webhooks.originOf(id);
      if (origin === null || !services.webhooks.enable(id)) return none();
      services.webhookAlerts.changed(id, origin, false);
      await note(services, principal, id, origin, 'enabled');
      return answer({ ok: true });
    },
  }),
  defineRoute({
    method: 'post',
    path: '/webhooks/:id/test',
    operationId: 'testWebhook',
    summary: 'Send a test event',
    allowed: ADMIN,
    response: z.object({ delivery: z.string() }),
    run: ({ services, params }) => {
      const delivery = services.webhooks.test(params.id ?? '');
      return delivery === null ? none() : answer({ delivery });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/webhooks/:id/deliveries',
    operationId: 'listWebhookDeliveries',
    summary: 'Deliveries of a webhook, the newest first; kept for thirty days after they arrived',
    allowed: ADMIN,
    query: z.object({
      cursor: z.coerce.number().int().min(0).default(Number.MAX_SAFE_INTEGER),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ deliveries: z.array(WebhookDelivery), nextCursor: z.number().int().nullable() }),
    run: ({ services, params, query }) => {
      const page = services.webhooks.deliveries(params.id ?? '', query.cursor, query.limit);
      return page === null ? none() : answer(page);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/webhooks/:id/deliveries/:delivery/replay',
    operationId: 'replayWebhookDelivery',
    summary: 'Send a delivery again under its own id',
    allowed: ADMIN,
    response: Done,
    run: ({ services, params }) =>
      services.webhooks.replay(params.id ?? '', params.delivery ?? '')
        ? answer({ ok: true })
        : refused('not_found', 'no such delivery'),
  }),
];
