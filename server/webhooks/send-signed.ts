import { lookup } from 'node:dns/promises';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** So long an address may take to answer. */
const ANSWER_MS = 10_000;

/** How a try ended: the status of the answer, or why there was none. */
export type Sent = { readonly status: number } | { readonly error: string };

/** What is sent: Standard Webhooks' id, the time of this try and the body they sign. */
export interface Signed {
  readonly url: string;
  readonly id: string;
  readonly body: string;
  /** The present secret, then the one of before while both are good. */
  readonly secrets: readonly string[];
  /** Real time, epoch ms. */
  readonly atMs: number;
}

/** The addresses that a name stands for. */
export type LookUp = (name: string) => Promise<readonly { address: string; family: number }[]>;

/**
 * One name at a time, and one that is asked for again meanwhile only once: the system looks names up on the few threads
 * that also flush the record, and a name server that does not answer must not take them all.
 */
export function oneAtATime(lookUp: LookUp): LookUp {
  let before: Promise<unknown> = Promise.resolve();
  const asked = new Map<string, ReturnType<LookUp>>();
  return (name) => {
    const known = asked.get(name);
    if (known !== undefined) return known;
    const own = before.then(() => lookUp(name)).finally(() => asked.delete(name));
    asked.set(name, own);
    before = own.catch(() => undefined);
    return own;
  };
}

const systemLookUp = oneAtATime((name) => lookup(name, { all: true }));

/**
 * The one address to connect to, of all that a host's name stands for; null when any of them is not allowed. It is
 * resolved once and connected to by number, so that a name cannot turn to another address in between.
 */
export async function pinnedAddress(
  host: string,
  isAllowed: (address: string) => boolean,
  lookUp: LookUp = systemLookUp,
): Promise<{ address: string; family: number } | null> {
  const plain = host.replace(/^\[|\]$/g, '');
  const version = isIP(plain);
  const found = version === 0 ? await lookUp(plain) : [{ address: plain, family: version }];
  return found.every((each) => isAllowed(each.address)) ? (found[0] ?? null) : null;
}

/** POSTs it, signed. Redirects are not followed: they could lead anywhere. Never rejects. */
export async function sendSigned(signed: Signed, isAllowed: (address: string) => boolean): Promise<Sent> {
  const url = new URL(signed.url);
  try {
    const pinned = await pinnedAddress(url.hostname, isAllowed);
    if (pinned === null) return { error: 'the address is in no network of the hall' };
    const at = new Date(signed.atMs);
    const signature = signed.secrets
      .map((secret) => new Webhook(secret).sign(signed.id, at, signed.body))
      .join(' ');
    return await post(url, pinned, signed.body, {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(signed.body)),
      'webhook-id': signed.id,
      'webhook-timestamp': String(Math.floor(signed.atMs / 1_000)),
      'webhook-signature': signature,
    });
  } catch (error) {
    return { error: error instanceof Error && 'code' in error ? String(error.code) : 'failed' };
  }
}

function post(
  url: URL,
  pinned: { address: string; family: number },
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<Sent> {
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
      resolve({ status: answer.statusCode ?? 0 });
      answer.destroy();
    });
    call.once('error', reject);
    call.end(body);
  });
}
