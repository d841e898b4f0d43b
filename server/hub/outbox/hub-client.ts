import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import {
  BatchReply,
  EnrolReply,
  type HubBatch,
  type ListAnswer,
  LogHead,
  type OfferedList,
} from '../../../common/protocol/hub.ts';

/** What a hub said to a batch. */
export type HubAnswer =
  | {
      readonly kind: 'taken';
      readonly acknowledged: LogHead;
      readonly forkedAt: number | null;
      readonly offered: OfferedList | null;
    }
  /** It asks for the log from another place. */
  | { readonly kind: 'out_of_step'; readonly acknowledged: LogHead }
  /** It does not know the key any more, or refuses what was sent. */
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'unreachable'; readonly why: string };

const LIMIT_MS = 30_000;

const ErrorBody = z.object({
  error: z.object({ code: z.string(), details: z.object({ acknowledged: LogHead }).optional() }),
});

const addressOf = (url: string, path: string) =>
  new URL(`api/v1${path}`, url.endsWith('/') ? url : `${url}/`);

async function post(url: string, path: string, key: string | null, body: unknown): Promise<Response> {
  return fetch(addressOf(url, path), {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(LIMIT_MS),
    headers: {
      'content-type': 'application/json',
      ...(key === null ? {} : { authorization: `Bearer ${key}`, 'content-encoding': 'gzip' }),
    },
    body: key === null ? JSON.stringify(body) : new Uint8Array(gzipSync(JSON.stringify(body), { level: 1 })),
  });
}

const whyOf = (error: unknown): string => {
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
  return cause?.code ?? (error instanceof Error ? error.name : 'failed');
};

/** Sends one batch; never throws. */
export async function sendBatch(url: string, key: string, batch: HubBatch): Promise<HubAnswer> {
  try {
    const answer = await post(url, '/batches', key, batch);
    const text = await answer.text();
    if (answer.ok) return { kind: 'taken', ...BatchReply.parse(JSON.parse(text)) };
    const read = ErrorBody.safeParse(JSON.parse(text));
    if (!read.success) return { kind: 'unreachable', why: `http_${answer.status}` };
    const { code, details } = read.data.error;
    if (code === 'out_of_step' && details !== undefined)
      return { kind: 'out_of_step', acknowledged: details.acknowledged };
    return answer.status >= 500 || answer.status === 429
      ? { kind: 'unreachable', why: code }
      : { kind: 'refused', code };
  } catch (error) {
    return { kind: 'unreachable', why: whyOf(error) };
  }
}

/** Joins a hub by an enrolment code. */
export async function enrol(
  url: string,
  enrolmentCode: string,
): Promise<{ hall: string; key: string } | 'invalid' | 'unreachable'> {
  try {
    const answer = await post(url, '/enrolments', null, { enrolmentCode });
    if (answer.ok) return EnrolReply.parse(await answer.json());
    return answer.status === 401 || answer.status === 400 ? 'invalid' : 'unreachable';
  } catch {
    return 'unreachable';
  }
}

/** The file of a list that the province sent; null: it could not be had. */
export async function fetchOffered(
  { url, key }: { readonly url: string; readonly key: string },
  id: number,
): Promise<Buffer | null> {
  try {
    const answer = await fetch(addressOf(url, `/offered-lists/${id}`), {
      redirect: 'error',
      signal: AbortSignal.timeout(LIMIT_MS),
      headers: { authorization: `Bearer ${key}` },
    });
    return answer.ok ? Buffer.from(await answer.arrayBuffer()) : null;
  } catch {
    return null;
  }
}

/** Tells the hub what the hall did with a list. @returns whether it is settled: told, or of no meaning to the hub any more */
export async function answerOffered(
  { url, key }: { readonly url: string; readonly key: string },
  id: number,
  told: ListAnswer,
): Promise<boolean> {
  try {
    const answer = await fetch(addressOf(url, `/offered-lists/${id}`), {
      method: 'PUT',
      redirect: 'error',
      signal: AbortSignal.timeout(LIMIT_MS),
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(told),
    });
    return answer.ok || answer.status === 404;
  } catch {
    return false;
  }
}
