import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import type { HubRole } from '../../../common/protocol/hub.ts';
import type { Outcome } from '../../../common/protocol/refusals.ts';
import type { HubUser } from '../hub-accounts.ts';
import type { HubServices } from '../services.ts';

/** Who asks: a person, a hall by its key, or nobody that is known. */
export type Asker =
  | { readonly kind: 'user'; readonly user: HubUser }
  | { readonly kind: 'hall'; readonly hall: string }
  | { readonly kind: 'nobody' };

export interface HubReply {
  readonly status: number;
  readonly body?: unknown;
  readonly file?: { readonly content: string | Buffer; readonly type: string; readonly fileName: string };
  readonly cookie?: { readonly token: string; readonly maxAgeMs: number } | 'clear';
}

export interface HubRequest<Q, B> {
  readonly services: HubServices;
  readonly asker: Asker;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Q;
  readonly body: B;
  readonly token: string | null;
  readonly address: string;
}

export type HubAllowed = 'anyone' | 'hall' | readonly HubRole[];

/** One REST call of the hub. */
export interface HubRoute<Q extends z.ZodType = z.ZodType, B extends z.ZodType = z.ZodType> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Below /api/v1, with :names. */
  readonly path: string;
  readonly summary: string;
  readonly allowed: HubAllowed;
  readonly query?: Q;
  readonly body?: B;
  /** The body may be compressed and this large, bytes; the default is small. */
  readonly mostBytes?: number;
  readonly run: (
    request: HubRequest<z.output<Q>, z.output<B>>,
  ) => Promise<Outcome<HubReply>> | Outcome<HubReply>;
}

/** Declares a route with its types inferred. */
export function defineHubRoute<Q extends z.ZodType, B extends z.ZodType>(route: HubRoute<Q, B>): HubRoute {
  return route as unknown as HubRoute;
}

export const reply = (body: unknown, status = 200): Outcome<HubReply> => ({
  ok: true,
  value: { status, body },
});

/** A connection's address as the hub sees it. */
export const addressOf = (req: IncomingMessage): string => req.socket.remoteAddress ?? '';

/**
 * Whether a request came by https, as the proxy before the hub says. Who says so without one makes the own cookie stricter
 * and gains nothing.
 */
export const isSecure = (req: Pick<IncomingMessage, 'headers'>): boolean =>
  req.headers['x-forwarded-proto'] === 'https';
