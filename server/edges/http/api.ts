import { channel } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse as parseQuery } from 'node:querystring';
import { stringifySetCookie } from 'cookie';
import type { Logger } from 'pino';
import { REFUSAL_STATUS, type Refusal } from '../../../common/protocol/refusals.ts';
import { BACKGROUND_HEADER } from '../../../common/protocol/session.ts';
import { StorageError } from '../../storage/event-store.ts';
import { isBusy } from '../../storage/write-lock.ts';
import type { Access } from '../access.ts';
import { issuesOf } from '../command-desk.ts';
import { STRANGER_BODY_BYTES } from '../perimeter/connection-guard.ts';
import { BROWSER_COOKIE_MS, browserCookie } from '../perimeter/known-browsers.ts';
import { addressGroup, type SignInPlace } from '../perimeter/sign-in-place.ts';
import { actorOf, NOBODY, type Principal } from '../principal.ts';
import type { ProgramPrincipal } from '../program-tokens.ts';
import type { Services } from '../services.ts';
import { contentDisposition } from './content-disposition.ts';
import { type OpenApi, openApi } from './open-api.ts';
import { BODY_LIMIT_BYTES, type ReadBody, readFileBody, readJson } from './request-body.ts';
import { cookieOf, sessionCookie, tokenOf } from './request-facts.ts';
import { defineRoute, type HttpReply, answer as ok, type Route } from './route.ts';
import { RouteTable } from './route-table.ts';

const API_ROOT = '/api/v1';

/** What every answer of the interface carries: it is data, never a page. */
const SAFETY_HEADERS = [
  'cache-control',
  'no-store',
  'x-content-type-options',
  'nosniff',
  'content-security-policy',
  "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy',
  'no-referrer',
  'cross-origin-resource-policy',
  'same-origin',
];

/** The same for what any site may read. No credentials go with it: a page of another site is a stranger. */
const OPEN_HEADERS = [
  'cache-control',
  'public, max-age=5',
  'x-content-type-options',
  'nosniff',
  'content-security-policy',
  "default-src 'none'; frame-ancestors 'none'",
  'access-control-allow-origin',
  '*',
  'cross-origin-resource-policy',
  'cross-origin',
];

const JSON_TYPE = 'application/json; charset=utf-8';

function write(
  res: ServerResponse,
  status: number,
  type: string,
  content: string | Buffer,
  more: readonly string[] = [],
  safety: readonly string[] = SAFETY_HEADERS,
) {
  if (res.headersSent) return;
  const length = typeof content === 'string' ? Buffer.byteLength(content) : content.length;
  const headers = ['content-type', type, 'content-length', String(length), ...safety, ...more];
  res.writeHead(status, headers);
  // HEAD is answered like GET, without the content.
  if (res.req.method === 'HEAD') res.end();
  else res.end(content);
}

function cookieHeader(name: string, value: string, maxAgeMs: number, secure: boolean): string[] {
  return [
    'set-cookie',
    stringifySetCookie({
      name,
      value,
      httpOnly: true,
      sameSite: 'strict',
      secure,
      path: '/',
      maxAge: Math.floor(maxAgeMs / 1000),
    }),
  ];
}

function send(res: ServerResponse, route: Route, reply: HttpReply, cookies: readonly string[]): void {
  const more = [...cookies];
  const safety = route.anyOrigin === true ? OPEN_HEADERS : SAFETY_HEADERS;
  if (answers.hasSubscribers) answers.publish({ route, reply } satisfies GivenAnswer);
  if (!reply.raw) {
    write(res, reply.status, JSON_TYPE, JSON.stringify(reply.body ?? {}), more, safety);
    return;
  }
  const { type, content, fileName } = reply.raw;
  if (fileName !== undefined) more.push('content-disposition', contentDisposition(fileName));
  write(res, reply.status, type, content, more, safety);
}

/** Every answer that is not a refusal, for whoever holds answers against the contract. */
export interface GivenAnswer {
  readonly route: Pick<Route, 'method' | 'path' | 'files' | 'status' | 'response'>;
  readonly reply: HttpReply;
}
const answers = channel('motcua:answer');

/** Seconds after which asking again makes sense. */
function retryAfterOf(details: Refusal['details']): string {
  const seconds = details?.retryAfterSeconds;
  return String(typeof seconds === 'number' ? seconds : 120);
}

/** Answers with a coded refusal and its status. */
export function refuse(res: ServerResponse, refusal: Refusal): void {
  const { code, message, details } = refusal;
  const error = details === undefined ? { code, message } : { code, message, details };
  const more = code === 'throttled' || code === 'too_many' ? ['retry-after', retryAfterOf(details)] : [];
  // What was not read of a body that is too large would be taken for the next request.
  if (code === 'payload_too_large') more.push('connection', 'close');
  write(res, REFUSAL_STATUS[code], JSON_TYPE, JSON.stringify({ error }), more);
}

/** Calls that write by commands of the hall alone, which wait for the lock themselves. */
const OWN_COMMITS = /^\/(?:tickets|counters)\b/;

const NO_FILE = Buffer.alloc(0);
const NO_BODY: ReadBody = { ok: true, value: undefined };
export const TOO_FAST: Refusal = { code: 'throttled', message: 'too many requests from here' };
const STRANGER: ReturnType<Access['admit']> = { principal: NOBODY, keyMissing: false };
const KEY_MISSING: Refusal = {
  code: 'key_required',
  message: 'this token is good only with the key it is bound to; prove it by /proof',
};
const NOT_FOUND: Refusal = { code: 'not_found', message: 'nothing is here' };

/**
 * The REST interface, on bare node:http: find the route, tell who asks, parse by schema, run, answer. Express serves
 * the pages; on this path its router and body reader took longer than the ticket itself (decision 0025).
 */
export class Api {
  private readonly table: RouteTable<Route>;
  private readonly services: Services;
  private readonly log: Logger;

  constructor(routes: readonly Route[], services: Services, log: Logger) {
    this.services = services;
    this.log = log;
    // Made when it is first asked for: it takes longer than the rest of the start.
    let document: OpenApi | undefined;
    const description = defineRoute('GET /openapi.json', {
      summary: 'This description',
      allowed: 'anyone',
      run: () => {
        document ??= openApi(routes, services.version);
        return ok(document);
      },
    });
    this.table = new RouteTable([...routes, description]);
  }

  /** Whether an address belongs to the interface. */
  owns(url: string): boolean {
    return (
      url.startsWith(API_ROOT) &&
      (url.length === API_ROOT.length || '/?'.includes(url[API_ROOT.length] as string))
    );
  }

  /** Answers one request. */
  handle(req: IncomingMessage, res: ServerResponse): void {
    this.answer(req, res).catch((error: unknown) => {
      if (error instanceof StorageError || isBusy(error))
        return refuse(res, { code: 'storage_failed', message: (error as Error).message });
      this.log.error({ err: error, method: req.method }, 'a request failed');
      refuse(res, { code: 'internal', message: 'the hall made a mistake; it was logged' });
    });
  }

  private async answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = req.url ?? '';
    const mark = url.indexOf('?');
    const path = url.slice(API_ROOT.length, mark < 0 ? undefined : mark);
    const method = req.method === 'HEAD' ? 'get' : (req.method ?? '').toLowerCase();
    const found = this.table.find(method, path);
    if (found === undefined) return refuse(res, NOT_FOUND);
    if (found === 'undecodable')
      return refuse(res, { code: 'invalid_input', message: 'the address cannot be read' });
    const { route, params } = found;
    const { perimeter, rejections, connections } = this.services;
    const secure = perimeter.isSecure(req);
    const { token, byCookie } = tokenOf(req.headers, secure);
    const works = req.headers[BACKGROUND_HEADER] === undefined;
    const { principal, keyMissing } =
      token === null ? STRANGER : this.services.access.admit(token, works, perimeter.addressOf(req));
    const stranger = principal.kind === 'nobody';
    if (!stranger) connections.markKnown(req.socket);
    else if (!connections.mayAsk(req)) return refuse(res, TOO_FAST);
    if (principal.kind === 'user') this.services.staffPlaces.note(perimeter.addressOf(req));
    const foreignPage = byCookie && method !== 'get' && !perimeter.isSameOrigin(req);
    if (foreignPage) rejections.count('origin_refused');
    if (principal.kind === 'program') {
      const taken = this.services.programs.take(principal);
      if (!taken.ok) return refuse(res, taken.refusal);
    }
    const refusal = turnAway(route, principal, foreignPage);
    if (refusal?.code === 'unauthenticated' && keyMissing) return refuse(res, KEY_MISSING);
    if (refusal) return refuse(res, refusal);
    const query = route.query?.safeParse(mark < 0 ? {} : { ...parseQuery(url.slice(mark + 1)) });
    if (query && !query.success)
      return refuse(res, {
        code: 'invalid_input',
        message: 'the query is not valid',
        details: issuesOf(query.error),
      });
    let file: Buffer = NO_FILE;
    if (route.fileBytes !== undefined) {
      const sent = await readFileBody(req, route.fileBytes);
      if (!sent.ok) return refuse(res, sent.refusal);
      file = sent.value;
    }
    const most = stranger ? STRANGER_BODY_BYTES : BODY_LIMIT_BYTES;
    const isFile = route.fileBytes !== undefined || route.streams === true;
    const read = isFile ? NO_BODY : readJson(req, most);
    const given = read instanceof Promise ? await read : read;
    if (!given.ok) {
      if (given.refusal.code === 'payload_too_large')
        rejections.count('body_too_large', addressGroup(perimeter.addressOf(req)));
      return refuse(res, given.refusal);
    }
    const body = (route.reads ?? route.body)?.safeParse(given.value);
    if (body && !body.success)
      return refuse(res, {
        code: 'invalid_input',
        message: 'the body is not valid',
        details: issuesOf(body.error),
      });
    if (method === 'get') {
      const unreadable = await this.services.hall.readable();
      if (unreadable) return refuse(res, unreadable);
    } else if (!OWN_COMMITS.test(path)) {
      // Sessions and devices are written at once: nobody waits for a foreign lock on the main thread.
      const unwritable = await this.services.hall.writable();
      if (unwritable) return refuse(res, unwritable);
    }
    const outcome = await route.run({
      services: this.services,
      principal,
      token,
      params,
      query: query?.data,
      body: body?.data,
      file,
      stream: req,
      headers: req.headers,
      address: perimeter.addressOf(req),
      signInPlace: (username) => this.placeOf(req, principal, username),
      whileWaiting: () => untilClosed(res),
    });
    if (outcome.ok) send(res, route, outcome.value, this.cookiesOf(req, outcome.value, secure));
    else refuse(res, outcome.refusal);
  }

  private placeOf(req: IncomingMessage, principal: Principal, username: string): SignInPlace {
    const { perimeter, browsers } = this.services;
    if (principal.kind === 'device') return { kind: 'device', id: principal.deviceId };
    const id = browsers.find(cookieOf(req.headers.cookie, browserCookie(perimeter.isSecure(req))), username);
    if (id !== null) return { kind: 'browser', id };
    if (perimeter.isLocalBrowser(req)) return { kind: 'server' };
    return { kind: 'address', address: perimeter.addressOf(req) };
  }

  private cookiesOf(req: IncomingMessage, reply: HttpReply, secure: boolean): string[] {
    const { cookie, signedInHere } = reply;
    if (cookie === undefined) return [];
    const name = sessionCookie(secure);
    if (cookie === 'clear') return cookieHeader(name, '', 0, secure);
    const session = cookieHeader(name, cookie.token, cookie.maxAgeMs, secure);
    if (signedInHere === undefined) return session;
    const known = cookieOf(req.headers.cookie, browserCookie(secure));
    const browser = this.services.browsers.remember(known, signedInHere);
    return [...session, ...cookieHeader(browserCookie(secure), browser, BROWSER_COOKIE_MS, secure)];
  }
}

/** A signal that aborts when the connection closes before the answer is written. */
function untilClosed(res: ServerResponse): AbortSignal {
  const control = new AbortController();
  res.once('close', () => {
    if (!res.writableEnded) control.abort();
  });
  return control.signal;
}

/** Why a request is not let in; undefined when it is. */
function turnAway(route: Route, principal: Principal, foreignPage: boolean): Refusal | undefined {
  if (foreignPage) return { code: 'forbidden', message: 'a page of another site may not ask this' };
  if (route.allowed === 'anyone') return undefined;
  if (principal.kind === 'program') return outOfScope(route, principal);
  const actor = actorOf(principal);
  if (actor === null) return { code: 'unauthenticated', message: 'sign in first' };
  if (!route.allowed.includes(actor)) return { code: 'forbidden', message: `${actor} may not do this` };
  return undefined;
}

function outOfScope(route: Route, { scopes }: ProgramPrincipal): Refusal | undefined {
  if (route.scope === undefined) return { code: 'forbidden', message: 'no program may ask this' };
  if (scopes.includes(route.scope)) return undefined;
  return {
    code: 'forbidden',
    message: `this takes a token with the scope ${route.scope}`,
    details: { scope: route.scope },
  };
}
