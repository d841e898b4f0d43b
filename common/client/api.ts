import type { ErrorBody, RefusalCode } from '../protocol/refusals.ts';
import { BACKGROUND_HEADER } from '../protocol/session.ts';
import { proveKey } from './device-key.ts';

/** What a REST call came to. `offline`: the server was not reached; `status` is then 0. */
export type ApiResult<T> =
  | { readonly ok: true; readonly value: T; readonly status: number }
  | {
      readonly ok: false;
      readonly code: RefusalCode | 'offline';
      readonly message: string;
      readonly status: number;
      /** What the refusal tells beside its code, where it does. */
      readonly details?: Readonly<Record<string, unknown>> | undefined;
    };

const API_ROOT = '/api/v1';

/** Headers of a call that a page makes by itself, again and again: it does not count as work. */
export const BACKGROUND: Readonly<Record<string, string>> = { [BACKGROUND_HEADER]: '1' };

/**
 * Calls the hall's REST interface on the page's own origin, with the session cookie.
 * @param path with or without the leading /api/v1
 * @param body as JSON; the bytes of a file as they are
 * @param headers further headers, for example Idempotency-Key
 * @param signal ends the call when its answer is not wanted any more; it then comes back as `offline`
 * Never throws for a refusal or a lost network: both come back as values.
 */
export async function api<T>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
  signal?: AbortSignal,
): Promise<ApiResult<T>> {
  const first = await ask<T>(method, path, body, headers, signal);
  // From a new address, or after a restart of the server: prove the key and ask again, once.
  if (first.ok || first.code !== 'key_required' || !(await proveKey(authorizationOf(headers)))) return first;
  return ask<T>(method, path, body, headers, signal);
}

const authorizationOf = ({ authorization }: Readonly<Record<string, string>>) =>
  authorization === undefined ? {} : { authorization };

async function ask<T>(
  method: string,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<ApiResult<T>> {
  const target = path.startsWith(API_ROOT) ? path : `${API_ROOT}${path.startsWith('/') ? '' : '/'}${path}`;
  try {
    const answer = await fetch(new URL(target, globalThis.location.origin), {
      method,
      credentials: 'same-origin',
      ...(signal === undefined ? {} : { signal }),
      headers: {
        accept: 'application/json',
        ...(body === undefined
          ? {}
          : {
              'content-type': body instanceof ArrayBuffer ? 'application/octet-stream' : 'application/json',
            }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: body instanceof ArrayBuffer ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (answer.ok) return { ok: true, value: readJson(text) as T, status: answer.status };
    const error = errorOf(readJson(text));
    return { ok: false, ...error, status: answer.status };
  } catch (error) {
    return { ok: false, code: 'offline', message: String(error), status: 0 };
  }
}

function readJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // A proxy or a half-started server answers with a page of its own.
    return undefined;
  }
}

function errorOf(body: unknown): {
  code: RefusalCode;
  message: string;
  details?: Readonly<Record<string, unknown>> | undefined;
} {
  const error = (body as Partial<ErrorBody> | undefined)?.error;
  return {
    code: error?.code ?? 'internal',
    message: error?.message ?? 'no readable answer',
    details: error?.details,
  };
}
