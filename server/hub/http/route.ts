import type { IncomingMessage } from 'node:http';
import type { HubRole } from '../../../common/protocol/hub.ts';
import type { Outcome } from '../../../common/protocol/refusals.ts';
import type { AnswerOf, ReadBodyOf, ReadQueryOf, RestCall } from '../../../common/protocol/rest/call.ts';
import { HUB_API, type HubApi } from '../../../common/protocol/rest/hub-api.ts';
import type { HttpReply } from '../../edges/http/route.ts';
import type { HubUser } from '../hub-accounts.ts';
import type { HubServices } from '../services.ts';

/** Who asks: a person, a hall by its key, or nobody that is known. */
export type Asker =
  | { readonly kind: 'user'; readonly user: HubUser }
  | { readonly kind: 'hall'; readonly hall: string }
  | { readonly kind: 'nobody' };

export interface HubRequest<Q, B> {
  readonly services: HubServices;
  readonly asker: Asker;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Q;
  readonly body: B;
  /** The body of a call that takes a file; empty in all others. */
  readonly file: Buffer;
  readonly token: string | null;
  readonly address: string;
}

export type HubAllowed = 'anyone' | 'hall' | readonly HubRole[];

/** What a route says of itself beside the contract: who may, and what it does. */
interface HubRules {
  readonly summary: string;
  readonly allowed: HubAllowed;
  /** The body may be compressed and this large, bytes; the default is small. */
  readonly mostBytes?: number;
  /** The body is a file of at most so many bytes, of whatever media type, and not JSON. */
  readonly fileBytes?: number;
}

type Handled<Answer> = Promise<Outcome<HttpReply<Answer>>> | Outcome<HttpReply<Answer>>;

/** One REST call of the hub. */
export interface HubRoute extends HubRules, RestCall {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Below /api/v1, with :names. */
  readonly path: string;
  /** A method, so that handlers which read more of a request are taken; `HubApi` parses by their own schemas. */
  run(request: HubRequest<unknown, unknown>): Handled<unknown>;
}

/** What goes into a handler of a call, and must come out. */
interface HubHandler<Call> extends HubRules {
  run(request: HubRequest<ReadQueryOf<Call>, ReadBodyOf<Call>>): Handled<AnswerOf<Call>>;
}

const METHODS = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete' } as const;
const isMethod = (text: string): text is keyof typeof METHODS => text in METHODS;

/** Declares what a call of the contract does; the compiler holds the answer to its schema. */
export function defineHubRoute<Key extends keyof HubApi>(
  key: Key,
  handler: HubHandler<HubApi[Key]>,
): HubRoute {
  const call: RestCall = HUB_API[key];
  const [method = '', path = ''] = key.split(' ');
  if (!isMethod(method)) throw new Error(`${key} names no method`);
  return { ...call, ...handler, method: METHODS[method], path };
}

/** The person who asks; calls of people let nobody else in. */
export function userOf(asker: Asker): HubUser {
  if (asker.kind !== 'user') throw new Error('a call of people was let in without one');
  return asker.user;
}

/** The hall that asks; calls of halls let nobody else in. */
export function hallOf(asker: Asker): string {
  if (asker.kind !== 'hall') throw new Error('a call of halls was let in without one');
  return asker.hall;
}

/** All roles of people. */
export const ALL = ['admin', 'province', 'viewer'] as const;

/** A connection's address as the hub sees it. */
export const addressOf = (req: IncomingMessage): string => req.socket.remoteAddress ?? '';

/**
 * Whether a request came by https, as the proxy before the hub says. Who says so without one makes the own cookie stricter
 * and gains nothing.
 */
export const isSecure = (req: Pick<IncomingMessage, 'headers'>): boolean =>
  req.headers['x-forwarded-proto'] === 'https';
