import { z } from 'zod';
import type { Immutable } from './immutable.ts';
import { Instant } from './primitives.ts';

/** What other programs may hear of. */
export const WEBHOOK_EVENTS = [
  'ticket.issued',
  'ticket.called',
  'ticket.served',
  'ticket.no_show',
  'ticket.parked',
  'ticket.cancelled',
  'day.closed',
] as const;
export const WebhookEvent = z.enum(WEBHOOK_EVENTS);
export type WebhookEvent = z.infer<typeof WebhookEvent>;

/** An address that hears of events. No name and password in it: they would stand in lists and logs. */
export const NewWebhook = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .refine((text) => {
      const parsed = URL.canParse(text) ? new URL(text) : null;
      return parsed !== null && parsed.username === '' && parsed.password === '';
    }, 'no credentials in the address'),
  events: z
    .array(WebhookEvent)
    .min(1)
    .max(WEBHOOK_EVENTS.length)
    .transform((events) => WEBHOOK_EVENTS.filter((each) => events.includes(each))),
});
export type NewWebhook = z.output<typeof NewWebhook>;

export const Webhook = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(WebhookEvent),
  createdAt: Instant,
  /** `disabled`: it failed for a week or said that it is gone; nothing is sent until it is enabled. */
  state: z.enum(['active', 'disabled']),
  /** Since when every try has failed; null: the last one got through. */
  failingSince: Instant.nullable(),
  /** Deliveries that wait for their first or another try. */
  waiting: z.number().int(),
  /** Until when the secret of before also signs; null: it does not. */
  oldSecretUntil: Instant.nullable(),
});
export type Webhook = Immutable<typeof Webhook>;

/** The answer that shows a secret, the only time. */
export const WebhookSecret = z.object({ id: z.string(), secret: z.string() });

export const WebhookDelivery = z.object({
  /** The `webhook-id` header: the same over all tries. */
  id: z.string(),
  type: z.string(),
  /** When the event happened. */
  at: Instant,
  state: z.enum(['waiting', 'delivered']),
  attempts: z.number().int(),
  nextAt: Instant.nullable(),
  deliveredAt: Instant.nullable(),
  /** HTTP status of the last answer; null: there was none. */
  status: z.number().int().nullable(),
  error: z.string().nullable(),
});
export type WebhookDelivery = Immutable<typeof WebhookDelivery>;
