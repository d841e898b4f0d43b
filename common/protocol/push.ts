import { z } from 'zod';
import type { Immutable } from './immutable.ts';
import { Language } from './primitives.ts';

const base64url = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[A-Za-z0-9_-]+={0,2}$/);

export const PushSubscription = z.strictObject({
  /** Address of the phone at its browser's push service. */
  endpoint: z
    .string()
    .max(1_000)
    .regex(/^https?:\/\/[\x21-\x7e]+$/),
  /** The browser's public key and secret: what is sent can be read by it alone (RFC 8291). */
  p256dh: base64url(120),
  auth: base64url(40),
  /** In which the phone is told. */
  language: Language,
});
/** Where and how one phone is told of its ticket. */
export type PushSubscription = Immutable<typeof PushSubscription>;

/** What one message says; the service worker shows it. */
export interface PushMessage {
  readonly title: string;
  readonly body: string;
  /** The ticket's page. */
  readonly path: string;
  /** The call itself: it stays on the screen until it is touched. */
  readonly urgent: boolean;
}
