import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseCookie, stringifySetCookie } from 'cookie';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { REFUSAL_STATUS, type Refusal } from '../../../common/protocol/refusals.ts';
import { issuesOf } from '../command-desk.ts';
import { actorOf, NOBODY, type Principal } from '../principal.ts';
import type { Services } from '../services.ts';
import { openApi } from './open-api.ts';
import type { HttpReply, Route } from './route.ts';
import { ROUTES } from './routes.ts';

export const SESSION_COOKIE = 'motcua_session';

export interface HttpOptions {
  readonly services: Services;
  readonly log: Logger;
  /** Folder of the built pages. */
  readonly webFolder: string;
  /** Folder of sounds and voices. */
  readonly assetsFolder: string;
}

/** Token of a request: the bearer's, else the session cookie's. */
export function tokenOf(headers: { authorization?: string | undefined; cookie?: string | undefined }): {
  token: string | null;
  byCookie: boolean;
} {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return { token: bearer, byCookie: false };
  const cookie = headers.cookie === undefined ? undefined : parseCookie(headers.cookie)[SESSION_COOKIE];
  return { token: cookie ?? null, byCookie: cookie !== undefined };
}

/** Whether a peer address is this very machine. */
export function isLocal(address: string | undefined): boolean {
  return address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1';
}

/** True unless a browser says that another site's page is asking. */
export function sameOrigin(headers: { origin?: string | undefined; host?: string | undefined }): boolean {
  if (headers.origin === undefined) return true;
  try {
    return new URL(headers.origin).host === headers.host;
  } catch {
    return false;
  }
}

function send(res: Response, reply: HttpReply, secure: boolean): void {
  if (reply.cookie !== undefined) {
    const clear = reply.cookie === 'clear';
    res.setHeader(
      'set-cookie',
      stringifySetCookie({
        name: SESSION_COOKIE,
        value: reply.cookie === 'clear' ? '' : reply.cookie.token,
        httpOnly: true,
        sameSite: 'strict',
        secure,
        path: '/',
        maxAge: reply.cookie === 'clear' || clear ? 0 : Math.floor(reply.cookie.maxAgeMs / 1000),
      }),
    );
  }
  res.status(reply.status);
  if (reply.raw) {
    res.setHeader('content-type', reply.raw.type);
    if (reply.raw.fileName !== undefined)
      res.setHeader(
        'content-disposition',
        `attachment; filename="${reply.raw.fileName.replace(/[^\w.-]/g, '_')}"`,
      );
    res.end(reply.raw.content);
  } else res.json(reply.body ?? {});
}

function refuse(res: Response, refusal: Refusal): void {
  const { code, message, details } = refusal;
  if (code === 'throttled') res.setHeader('retry-after', '120');
  res
    .status(REFUSAL_STATUS[code])
    .json({ error: details === undefined ? { code, message } : { code, message, details } });
}

function handlerOf(route: Route, options: HttpOptions) {
  const { services, log } = options;
  return async (req: Request, res: Response): Promise<void> => {
    const { token, byCookie } = tokenOf(req.headers);
    const principal: Principal = token === null ? NOBODY : services.access.identify(token);
    if (byCookie && route.method !== 'get' && !sameOrigin(req.headers))
      return refuse(res, { code: 'forbidden', message: 'a page of another site may not ask this' });
    if (route.allowed !== 'anyone') {
      const actor = actorOf(principal);
      if (actor === null) return refuse(res, { code: 'unauthenticated', message: 'sign in first' });
      if (!route.allowed.includes(actor))
        return refuse(res, { code: 'forbidden', message: `${actor} may not do this` });
    }
    const query = route.query?.safeParse(req.query);
    if (query && !query.success)
      return refuse(res, {
        code: 'invalid_input',
        message: 'the query is not valid',
        details: issuesOf(query.error),
      });
    const body = route.body?.safeParse(req.body ?? undefined);
    if (body && !body.success)
      return refuse(res, {
        code: 'invalid_input',
        message: 'the body is not valid',
        details: issuesOf(body.error),
      });
    try {
      const outcome = await route.run({
        services,
        principal,
        token,
        params: req.params as Record<string, string>,
        query: query?.data,
        body: body?.data,
        headers: req.headers,
        address: req.socket.remoteAddress ?? '',
        local: isLocal(req.socket.remoteAddress),
      });
      if (outcome.ok) send(res, outcome.value, req.secure);
      else refuse(res, outcome.refusal);
    } catch (error) {
      log.error({ err: error, route: `${route.method} ${route.path}` }, 'a request failed');
      refuse(res, { code: 'internal', message: 'the hall made a mistake; it was logged' });
    }
  };
}

const PAGES: Record<string, string> = {
  '/kiosk': 'kiosk',
  '/display': 'display',
  '/counter': 'counter-client',
  '/manager': 'manager',
  '/setup': 'manager',
  '/t/:token': 'citizen',
  '/': 'citizen',
};

function mountPages(app: Express, options: HttpOptions): void {
  const { webFolder, assetsFolder } = options;
  for (const [path, front] of Object.entries(PAGES))
    app.get(path, (_req, res, next) => {
      const page = join(webFolder, front, 'index.html');
      if (!existsSync(page)) return next();
      res.setHeader('cache-control', 'no-cache');
      res.sendFile(page);
    });
  // Built files carry a digest in their name; sounds do not.
  app.use(
    '/assets',
    express.static(join(webFolder, 'assets'), { immutable: true, maxAge: '365d', index: false }),
  );
  app.use('/voice', express.static(join(assetsFolder, 'voice'), { maxAge: '1h', index: false }));
  app.use('/chime', express.static(join(assetsFolder, 'chime'), { maxAge: '1h', index: false }));
}

/** The REST interface and the pages. */
export function httpApp(options: HttpOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'self'"],
          'script-src': ["'self'"],
          // Component kits set style attributes from script; no style sheet comes from elsewhere.
          'style-src': ["'self'", "'unsafe-inline'"],
          'img-src': ["'self'", 'data:', 'blob:'],
          'font-src': ["'self'", 'data:'],
          'connect-src': ["'self'", 'ws:', 'wss:'],
          'media-src': ["'self'", 'blob:'],
          'object-src': ["'none'"],
          'base-uri': ["'none'"],
          'form-action': ["'self'"],
          'frame-ancestors': ["'self'"],
        },
      },
      // Halls run on plain http in their own network.
      strictTransportSecurity: false,
      crossOriginOpenerPolicy: false,
      originAgentCluster: false,
    }),
  );
  app.get('/metrics', async (_req, res) => {
    const { type, text } = await options.services.metrics();
    res.setHeader('content-type', type);
    res.end(text);
  });
  mountPages(app, options);
  app.use('/api/v1', express.json({ limit: '1mb', strict: false }), (_req, res, next) => {
    res.setHeader('cache-control', 'no-store');
    next();
  });
  for (const route of ROUTES) app[route.method](`/api/v1${route.path}`, handlerOf(route, options));
  const document = openApi(ROUTES, options.services.version);
  app.get('/api/v1/openapi.json', (_req, res) => {
    res.json(document);
  });
  app.use((_req, res) => refuse(res, { code: 'not_found', message: 'nothing is here' }));
  app.use((error: unknown, _req: Request, res: Response, _next: NextFunction) => {
    const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : undefined;
    const status =
      typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
    if (type === 'entity.too.large')
      refuse(res, { code: 'payload_too_large', message: 'that is too much at once' });
    else if (status >= 400 && status < 500)
      refuse(res, { code: 'invalid_input', message: 'the request cannot be read' });
    else {
      options.log.error({ err: error }, 'a request failed');
      refuse(res, { code: 'internal', message: 'the hall made a mistake; it was logged' });
    }
  });
  return app;
}
