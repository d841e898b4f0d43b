import { channel } from 'node:diagnostics_channel';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { parse as parseQuery } from 'node:querystring';
import { gunzip } from 'node:zlib';
import { stringifySetCookie } from 'cookie';
import type { Logger } from 'pino';
import { type Outcome, type Refusal, refused } from '../../../common/protocol/refusals.ts';
import { issuesOf } from '../../edges/command-desk.ts';
import { type GivenAnswer, refuse } from '../../edges/http/api.ts';
import { contentDisposition } from '../../edges/http/content-disposition.ts';
import { openApi } from '../../edges/http/open-api.ts';
import { readFileBody } from '../../edges/http/request-body.ts';
import { sessionCookie, tokenOf } from '../../edges/http/request-facts.ts';
import { answer, type HttpReply } from '../../edges/http/route.ts';
import { RouteTable } from '../../edges/http/route-table.ts';
import type { HubServices } from '../services.ts';
import { type Asker, addressOf, defineHubRoute, type HubRoute, isSecure } from './route.ts';
import { HUB_ROUTES } from './routes.ts';

const API_ROOT = '/api/v1';
const SMALL_BODY_BYTES = 64 * 1024;
/** What a compressed body may become. */
const UNPACKED_BYTES = 64 * 1024 * 1024;

const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

const NO_FILE = Buffer.alloc(0);
const answers = channel('motcua:answer');

const NOBODY: Asker = { kind: 'nobody' };

/** PostgreSQL is away or ends; the same request may succeed a moment later. */
const isAway = (error: unknown): boolean => {
  const code = (error as { code?: unknown }).code;
  const text = error instanceof Error ? error.message : '';
  return (
    /^(57P|08|53)/.test(String(code)) || /ECONNREFUSED|ECONNRESET|timeout|terminated/i.test(`${code} ${text}`)
  );
};

/** The REST interface of the hub: find the route, tell who asks, parse by schema, run, answer. */
export class HubApi {
  private readonly table: RouteTable<HubRoute>;
  private readonly services: HubServices;
  private readonly log: Logger;

  /** @param basePath where a proxy has the hub: '' or '/tinh' */
  constructor(services: HubServices, log: Logger, basePath = '') {
    this.services = services;
    this.log = log;
    const document = openApi(HUB_ROUTES, services.version, { title: 'Một cửa · tỉnh', basePath });
    const description = defineHubRoute('GET /openapi.json', {
      summary: 'This description',
      allowed: 'anyone',
      run: () => answer(document),
    });
    this.table = new RouteTable([...HUB_ROUTES, description]);
  }

  readonly handle: RequestListener = (req, res) => {
    this.answer(req, res).catch((error: unknown) => {
      this.log.error({ err: error, method: req.method }, 'a request failed');
      refuse(
        res,
        isAway(error)
          ? { code: 'storage_failed', message: 'the database does not answer' }
          : { code: 'internal', message: 'the hub made a mistake; it was logged' },
      );
    });
  };

  owns(url: string): boolean {
    return url.startsWith(`${API_ROOT}/`);
  }

  private async answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = req.url ?? '';
    const mark = url.indexOf('?');
    const path = url.slice(API_ROOT.length, mark < 0 ? undefined : mark);
    const method = req.method === 'HEAD' ? 'get' : (req.method ?? '').toLowerCase();
    const found = this.table.find(method, path);
    if (found === undefined || found === 'undecodable')
      return refuse(res, { code: 'not_found', message: 'nothing is here' });
    const { route, params } = found;
    const { token, byCookie } = tokenOf(req.headers, isSecure(req));
    const asker = await this.askerOf(route, token, byCookie);
    const refusal = turnAway(route, asker, byCookie && method !== 'get' && !isSameOrigin(req));
    if (refusal !== null) return refuse(res, refusal);
    const query = route.query?.safeParse(mark < 0 ? {} : { ...parseQuery(url.slice(mark + 1)) });
    if (query && !query.success)
      return refuse(res, {
        code: 'invalid_input',
        message: 'the query is not valid',
        details: issuesOf(query.error),
      });
    const given = route.body === undefined ? null : await bodyOf(req, route.mostBytes ?? SMALL_BODY_BYTES);
    if (given !== null && !given.ok) return refuse(res, given.refusal);
    const sent = route.fileBytes === undefined ? null : await readFileBody(req, route.fileBytes);
    if (sent !== null && !sent.ok) return refuse(res, sent.refusal);
    const body = route.body?.safeParse(given?.value);
    if (body && !body.success)
      return refuse(res, {
        code: 'invalid_input',
        message: 'the body is not valid',
        details: issuesOf(body.error),
      });
    const outcome = await route.run({
      services: this.services,
      asker,
      params,
      query: query?.data,
      body: body?.data,
      file: sent?.value ?? NO_FILE,
      token,
      address: addressOf(req),
    });
    if (!outcome.ok) return refuse(res, outcome.refusal);
    if (answers.hasSubscribers) answers.publish({ route, reply: outcome.value } satisfies GivenAnswer);
    send(res, outcome.value, isSecure(req));
  }

  /** Keys of halls open the calls of halls alone, and sessions of people those of people. */
  private async askerOf(route: HubRoute, token: string | null, byCookie: boolean): Promise<Asker> {
    if (token === null || route.allowed === 'anyone') return NOBODY;
    if (route.allowed === 'hall') {
      const hall = byCookie ? null : await this.services.halls.ofKey(token);
      return hall === null ? NOBODY : { kind: 'hall', hall };
    }
    const user = await this.services.accounts.find(token);
    return user === null ? NOBODY : { kind: 'user', user };
  }
}

function turnAway({ allowed }: HubRoute, asker: Asker, foreignPage: boolean): Refusal | null {
  if (foreignPage) return { code: 'forbidden', message: 'a page of another site may not ask this' };
  if (allowed === 'anyone') return null;
  if (asker.kind === 'nobody') return { code: 'unauthenticated', message: 'sign in first' };
  if (allowed === 'hall')
    return asker.kind === 'hall' ? null : { code: 'forbidden', message: 'for halls alone' };
  if (asker.kind === 'user' && allowed.includes(asker.user.role)) return null;
  return { code: 'forbidden', message: 'this account may not do this' };
}

function isSameOrigin(req: IncomingMessage): boolean {
  const { origin, host } = req.headers;
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}

async function bodyOf(req: IncomingMessage, most: number): Promise<Outcome<unknown>> {
  if (!/^application\/json\s*(?:;|$)/i.test(req.headers['content-type'] ?? ''))
    return refused('invalid_input', 'the body must be application/json');
  const read = await readFileBody(req, most);
  if (!read.ok) return read;
  const packed = req.headers['content-encoding'] === 'gzip';
  const text = packed ? await unpacked(read.value) : read.value.toString();
  if (text === null) return refused('invalid_input', 'the body cannot be unpacked');
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return refused('invalid_input', 'the body is not JSON');
  }
}

function unpacked(bytes: Buffer): Promise<string | null> {
  return new Promise((done) => {
    gunzip(bytes, { maxOutputLength: UNPACKED_BYTES }, (error, text) => done(error ? null : text.toString()));
  });
}

function send(res: ServerResponse, { status, body, raw, cookie }: HttpReply, secure: boolean): void {
  const headers: Record<string, string> = { ...HEADERS };
  if (cookie !== undefined)
    headers['set-cookie'] = stringifySetCookie({
      name: sessionCookie(secure),
      secure,
      value: cookie === 'clear' ? '' : cookie.token,
      httpOnly: true,
      sameSite: 'strict',
      path: '/',
      maxAge: cookie === 'clear' ? 0 : Math.floor(cookie.maxAgeMs / 1000),
    });
  if (raw?.fileName !== undefined) headers['content-disposition'] = contentDisposition(raw.fileName);
  headers['content-type'] = raw?.type ?? 'application/json; charset=utf-8';
  res.writeHead(status, headers);
  res.end(raw?.content ?? JSON.stringify(body ?? {}));
}
