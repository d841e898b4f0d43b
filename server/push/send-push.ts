import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import webPush from 'web-push';
import type { PushMessage, PushSubscription } from '../../common/protocol/push.ts';
import { pinnedAddress } from '../webhooks/send-signed.ts';

/** So long a push service may take to answer. */
const ANSWER_MS = 10_000;
/** A call that comes later than this is of no use any more. */
const TTL_SECONDS = 600;

/** The key pair by which the hall shows push services that it is the same as before (RFC 8292). */
export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** How a try ended: the status of the answer, 0 when there was none. */
export type PushStatus = number;

export const newVapidKeys = (): VapidKeys => webPush.generateVAPIDKeys();

/**
 * Encrypts a message for one phone and hands it to its push service. Redirects are not followed. Never rejects.
 * @param options.subject where the hall can be reached, as push services ask for: an https or mailto address
 */
export async function sendPush(
  subscription: PushSubscription,
  message: PushMessage,
  options: {
    readonly keys: VapidKeys;
    readonly subject: string;
    readonly isAllowed: (address: string) => boolean;
  },
): Promise<PushStatus> {
  const { endpoint, p256dh, auth } = subscription;
  try {
    const { headers, body } = webPush.generateRequestDetails(
      { endpoint, keys: { p256dh, auth } },
      JSON.stringify(message),
      {
        vapidDetails: { subject: options.subject, ...options.keys },
        TTL: TTL_SECONDS,
        urgency: 'high',
        contentEncoding: 'aes128gcm',
      },
    );
    const url = new URL(endpoint);
    const pinned = await pinnedAddress(url.hostname, options.isAllowed);
    return pinned === null ? 0 : await post(url, pinned, headers, body);
  } catch {
    return 0;
  }
}

function post(
  url: URL,
  pinned: { address: string; family: number },
  headers: Readonly<Record<string, string>>,
  body: Buffer | null,
): Promise<PushStatus> {
  const request = url.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const call = request(url, {
      method: 'POST',
      headers,
      agent: false,
      signal: AbortSignal.timeout(ANSWER_MS),
      lookup: (_host, options, done) => {
        if (options.all === true) done(null, [pinned]);
        else done(null, pinned.address, pinned.family);
      },
    });
    call.once('response', (answer) => {
      // Only the status counts; what else is said is not read.
      resolve(answer.statusCode ?? 0);
      answer.destroy();
    });
    call.once('error', reject);
    call.end(body ?? undefined);
  });
}
