import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { Actor } from '../../../common/protocol/commands.ts';
import type { Scope } from '../../../common/protocol/links.ts';
import type { Outcome } from '../../../common/protocol/refusals.ts';
import type { AnswerOf, ReadBodyOf, ReadQueryOf, RestCall } from '../../../common/protocol/rest/call.ts';
import { HALL_API, type HallApi, type HallCall } from '../../../common/protocol/rest/hall-api.ts';
import type { SignInPlace } from '../perimeter/sign-in-place.ts';
import type { Principal } from '../principal.ts';
import type { Services } from '../services.ts';

interface ReplyHead {
  readonly status: number;
  readonly cookie?: { readonly token: string; readonly maxAgeMs: number } | 'clear';
  /** Whose sign-in the browser is to be known by from now on (see KnownBrowsers). */
  readonly signedInHere?: string;
}

/** Text or bytes instead of JSON. */
export interface FileReply extends ReplyHead {
  readonly raw: { readonly type: string; readonly content: string | Buffer; readonly fileName?: string };
  readonly body?: undefined;
}

/** What a handler answers with. */
export type HttpReply<Answer = unknown> =
  | FileReply
  | (ReplyHead & { readonly body: Answer; readonly raw?: undefined });

/** A request after parsing. */
export interface RouteRequest<Q, B> {
  readonly services: Services;
  readonly principal: Principal;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Q;
  readonly body: B;
  /** The body of a call that takes a file; empty in all others. */
  readonly file: Buffer;
  /** The body as it arrives, for a call that takes it piece by piece. */
  readonly stream: Readable;
  readonly headers: IncomingHttpHeaders;
  readonly address: string;
  /** Where a sign-in under this name comes from, by which failed attempts are counted. */
  readonly signInPlace: (username: string) => SignInPlace;
  readonly token: string | null;
  /** Made on the first call: aborts when the asker goes away before the answer. */
  readonly whileWaiting: () => AbortSignal;
}

/** What a route says of itself beside the contract: who may, and what it does. */
interface RouteRules {
  readonly summary: string;
  readonly allowed: 'anyone' | readonly Actor[];
  /** With which scope a program may call it; absent, and not for anyone: no program may. */
  readonly scope?: Scope | undefined;
  /** It takes an idempotency key: sent again under it, it is done once. */
  readonly keyed?: true;
  /** Pages of any other site may read the answer, which is kept for a moment on the way. */
  readonly anyOrigin?: true;
  /** The body is a file of at most so many bytes, of whatever media type, and not JSON. */
  readonly fileBytes?: number;
  /** The body is a file that the handler takes piece by piece, and bounds. */
  readonly streams?: true;
}

/** One REST call: its address, who may, its schemas and what it does. OpenAPI and the role table are made from these. */
export interface Route extends RouteRules, RestCall {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Below /api/v1, with :names. */
  readonly path: string;
  /** How the body is read, where that is looser than the contract: its command reads it again and tells what is wrong. */
  readonly reads?: z.ZodType;
  readonly run: (request: RouteRequest<unknown, unknown>) => Promise<Outcome<HttpReply>> | Outcome<HttpReply>;
}

/** What goes into a handler of a call, and must come out. */
interface Handled<Call> extends RouteRules {
  readonly run: (
    request: RouteRequest<ReadQueryOf<Call>, ReadBodyOf<Call>>,
  ) => Promise<Outcome<HttpReply<AnswerOf<Call>>>> | Outcome<HttpReply<AnswerOf<Call>>>;
}

export const STAFF: readonly Actor[] = ['clerk', 'supervisor', 'chairman', 'admin'];
export const LEADERS: readonly Actor[] = ['supervisor', 'admin'];

function routeOf(key: HallCall, rules: RouteRules & Pick<Route, 'run' | 'reads'>): Route {
  const call: RestCall = HALL_API[key];
  const [method = '', path = ''] = key.split(' ');
  return { ...call, ...rules, method: method.toLowerCase() as Route['method'], path };
}

/** Declares what a call of the contract does; the compiler holds the answer to its schema. */
export function defineRoute<Key extends HallCall>(key: Key, route: Handled<HallApi[Key]>): Route {
  return routeOf(key, route as Handled<RestCall> as RouteRules & Pick<Route, 'run'>);
}

/** Declares a call that gives a command: the body goes to the command as it came, which parses it and tells what is wrong. */
export function defineCommandRoute<Key extends HallCall>(
  key: Key,
  route: RouteRules & {
    readonly run: (
      request: RouteRequest<unknown, Readonly<Record<string, unknown>>>,
    ) => Promise<Outcome<HttpReply<AnswerOf<HallApi[Key]>>>>;
  },
): Route {
  return routeOf(key, {
    ...(route as RouteRules & Pick<Route, 'run'>),
    reads: z.looseObject({}).default({}),
    keyed: true,
  });
}

/** An answer as JSON. */
export function answer<Answer>(body: Answer, status = 200): Outcome<HttpReply<Answer>> {
  return { ok: true, value: { status, body } };
}
