import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Actor } from '../../../common/protocol/commands.ts';
import type { Scope } from '../../../common/protocol/links.ts';
import type { Outcome } from '../../../common/protocol/refusals.ts';
import type { SignInPlace } from '../perimeter/sign-in-place.ts';
import type { Principal } from '../principal.ts';
import type { Services } from '../services.ts';

/** What a handler answers with. */
export interface HttpReply {
  readonly status: number;
  readonly body?: unknown;
  /** Text or bytes instead of JSON. */
  readonly raw?: { readonly type: string; readonly content: string | Buffer; readonly fileName?: string };
  readonly cookie?: { readonly token: string; readonly maxAgeMs: number } | 'clear';
  /** Whose sign-in the browser is to be known by from now on (see KnownBrowsers). */
  readonly signedInHere?: string;
}

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

/** One REST call: its address, who may, its schemas and what it does. OpenAPI and the role table are made from these. */
export interface Route<Q extends z.ZodType = z.ZodType, B extends z.ZodType = z.ZodType> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Below /api/v1, with :names. */
  readonly path: string;
  readonly summary: string;
  readonly allowed: 'anyone' | readonly Actor[];
  /** With which scope a program may call it; absent, and not for anyone: no program may. */
  readonly scope?: Scope | undefined;
  /** Pages of any other site may read the answer, which is kept for a moment on the way. */
  readonly anyOrigin?: true;
  /** Its name in clients that are generated from the description. */
  readonly operationId?: string;
  /** What it answers with when it is not refused, for the description. */
  readonly response?: z.ZodType;
  /** It answers 201. */
  readonly created?: true;
  readonly query?: Q;
  readonly body?: B;
  /** The body is a file of at most so many bytes, of whatever media type, and not JSON. */
  readonly fileBytes?: number;
  /** The body is a file that the handler takes piece by piece, and bounds. */
  readonly streams?: true;
  readonly run: (
    request: RouteRequest<z.output<Q>, z.output<B>>,
  ) => Promise<Outcome<HttpReply>> | Outcome<HttpReply>;
}

export const STAFF: readonly Actor[] = ['clerk', 'supervisor', 'chairman', 'admin'];
export const LEADERS: readonly Actor[] = ['supervisor', 'admin'];

/** Declares a route with its types inferred. */
export function defineRoute<Q extends z.ZodType, B extends z.ZodType>(route: Route<Q, B>): Route {
  return route as unknown as Route;
}

/** A 200 answer. */
export function answer(body: unknown, status = 200): Outcome<HttpReply> {
  return { ok: true, value: { status, body } };
}
