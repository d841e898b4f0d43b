import type { ErrorBody, RefusalCode } from '../protocol/refusals.ts';
import type { AnswerOf, BodyOf, NamesIn, QueryOf } from '../protocol/rest/call.ts';
import type { HallApi } from '../protocol/rest/hall-api.ts';
import type { HubApi } from '../protocol/rest/hub-api.ts';
import { BACKGROUND_HEADER } from '../protocol/session.ts';
import { basePath } from './base-path.ts';
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

type Nothing = Record<never, never>;
type Optional<Name extends string, Value> = undefined extends Value
  ? { readonly [Key in Name]?: Value }
  : Nothing extends Value
    ? { readonly [Key in Name]?: Value }
    : { readonly [Key in Name]: Value };

interface CallOptions {
  /** Further headers, for example Idempotency-Key. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the call when its answer is not wanted any more; it then comes back as `offline`. */
  readonly signal?: AbortSignal;
}

/** What stands in the address of a call: the names of its path, and its query. */
export type AddressOf<Key extends string, Call> = ([NamesIn<Key>] extends [never]
  ? { readonly params?: undefined }
  : { readonly params: Readonly<Record<NamesIn<Key>, string | number>> }) &
  Optional<'query', QueryOf<Call>>;

/** What a call takes beside its key. A call without a body may take a file instead. */
type Given<Key extends string, Call> = AddressOf<Key, Call> &
  Optional<'body', BodyOf<Call>> &
  (Call extends { readonly body: unknown } ? CallOptions : CallOptions & { readonly file?: ArrayBuffer });

type IfNeeded<Value> = Nothing extends Value ? [given?: Value] : [given: Value];

type Caller<Table> = <Key extends keyof Table & string>(
  key: Key,
  ...given: IfNeeded<Given<Key, Table[Key]>>
) => Promise<ApiResult<AnswerOf<Table[Key]>>>;

/**
 * Calls the hall's REST interface on the page's own origin, with the session cookie: `api('GET /fields')`,
 * `api('PUT /leaves/:code', { params: { code }, body })`. Never throws for a refusal or a lost network: both come back
 * as values.
 */
export const api: Caller<HallApi> = call;

/** The same of the hub of a province. */
export const hubApi: Caller<HubApi> = call;

/** Where a call goes below /api/v1: names filled in, the query behind it. */
export function pathOf(
  path: string,
  { params = {}, query = {} }: { readonly params?: object | undefined; readonly query?: object | undefined },
): string {
  const values = params as Readonly<Record<string, unknown>>;
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values[name] ?? '')));
  const asked = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  return asked.length === 0 ? filled : `${filled}?${new URLSearchParams(asked)}`;
}

interface AnyGiven extends CallOptions {
  readonly params?: object | undefined;
  readonly query?: object | undefined;
  readonly body?: unknown;
  readonly file?: ArrayBuffer;
}

async function call<T>(key: string, given: AnyGiven = {}): Promise<ApiResult<T>> {
  const [method = '', path = ''] = key.split(' ');
  const { headers = {}, signal } = given;
  const body = given.file ?? given.body;
  const target = pathOf(path, given);
  const first = await ask<T>(method, target, body, headers, signal);
  // From a new address, or after a restart of the server: prove the key and ask again, once.
  if (first.ok || first.code !== 'key_required' || !(await proveKey(authorizationOf(headers)))) return first;
  return ask<T>(method, target, body, headers, signal);
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
  try {
    const answer = await fetch(new URL(`${basePath()}${API_ROOT}${path}`, globalThis.location.origin), {
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
