import { existsSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { basename, dirname, join } from 'node:path';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import compressedFiles from 'express-static-gzip';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { FONTS_FOLDER, FONTS_PATH } from '../../languages/fonts.ts';
import type { Services } from '../services.ts';
import { Api, refuse, TOO_FAST } from './api.ts';
import { secureAddress, sendOn } from './encryption.ts';
import { mountPublicPages } from './mount-public-pages.ts';
import { ROUTES } from './routes.ts';

export interface HttpOptions {
  readonly services: Services;
  readonly log: Logger;
  /** Folder of the built pages. */
  readonly webFolder: string;
  /** Folder of sounds and voices. */
  readonly assetsFolder: string;
}

/** Addresses that are pages, with the front end that each belongs to. */
export const PAGE_FRONTS: Readonly<Record<string, string>> = {
  '/kiosk': 'kiosk',
  '/display': 'display',
  '/counter': 'counter-client',
  '/manager': 'manager',
  '/manager/*page': 'manager',
  '/setup': 'manager',
  '/t/:token': 'citizen',
  '/opinion': 'citizen/tablet',
  '/procedures': 'citizen/procedures.html',
  '/': 'citizen',
};

/** The worker that keeps the citizens' page offline: it stands at the top, since its scope lies below it. */
const PHONE_WORKER = '/phone-worker.js';

function mountPages(app: Express, options: HttpOptions): void {
  const { webFolder, assetsFolder, services } = options;
  for (const [path, front] of Object.entries(PAGE_FRONTS))
    app.get(path, (_req, res, next) => {
      const page = join(webFolder, front.endsWith('.html') ? front : join(front, 'index.html'));
      if (!existsSync(page)) return next();
      res.setHeader('cache-control', 'no-cache');
      res.sendFile(page);
    });
  app.get(PHONE_WORKER, (_req, res, next) => {
    const worker = join(webFolder, PHONE_WORKER);
    if (!existsSync(worker)) return next();
    // Always asked for again: it is how a phone learns of the next build.
    res.setHeader('cache-control', 'no-cache');
    res.sendFile(worker);
  });
  // Built files carry a digest in their name; sounds do not.
  app.use(
    '/assets',
    compressedFiles(join(webFolder, 'assets'), {
      enableBrotli: true,
      orderPreference: ['br', 'gz'],
      index: false,
      serveStatic: { immutable: true, maxAge: '365d', index: false },
    }),
  );
  app.get('/media/:name', async (req, res, next) => {
    const found = await services.media.find(req.params.name);
    if (found === undefined) return next();
    res.sendFile(basename(found.path), {
      root: dirname(found.path),
      maxAge: '1h',
      headers: { 'content-type': found.mime },
    });
  });
  // The hall's own recordings are named by their content; a manifest is asked for by its revision.
  app.get('/voice/:pack/manifest.json', (req, res, next) => {
    const pack = services.voices.speechPack(req.params.pack);
    if (pack === undefined) return next();
    const isThis = req.query.v === pack.revision;
    res.setHeader('cache-control', isThis ? 'public, max-age=31536000, immutable' : 'no-cache');
    res.json({ ...pack, clips: Object.fromEntries(pack.clips) });
  });
  app.get('/voice/:pack/:file', (req, res, next) => {
    const sound = services.voices.sound(req.params.pack, req.params.file);
    if (sound === undefined) return next();
    res.setHeader('cache-control', 'public, max-age=31536000, immutable');
    res.type('audio/wav').send(sound);
  });
  app.use(FONTS_PATH, express.static(FONTS_FOLDER, { maxAge: '1h', index: false }));
  app.use('/voice', express.static(join(assetsFolder, 'voice'), { maxAge: '1h', index: false }));
  app.use('/chime', express.static(join(assetsFolder, 'chime'), { maxAge: '1h', index: false }));
}

/** Pages, sounds and figures for monitoring; the REST interface is beside it (api.ts). */
function pagesApp(options: HttpOptions): Express {
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
          'style-src': ["'self'"],
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
      // It would move every port of this name to https by the same number, and the hall's two ports differ.
      strictTransportSecurity: false,
      crossOriginOpenerPolicy: false,
      originAgentCluster: false,
    }),
  );
  app.use((req, res, next) => {
    if (options.services.connections.mayAsk(req)) next();
    else refuse(res, TOO_FAST);
  });
  app.get('/metrics', async (_req, res) => {
    const { type, text } = await options.services.metrics();
    res.setHeader('content-type', type);
    res.end(text);
  });
  // Also by plain http: whoever does not trust the authority yet cannot read it by https.
  app.get('/ca.crt', (_req, res, next) => {
    const authority = options.services.authority();
    if (authority === null) return next();
    res.setHeader('content-disposition', 'attachment; filename="mot-cua-ca.crt"');
    res.type('application/x-x509-ca-cert').send(Buffer.from(authority));
  });
  mountPublicPages(app, options.services);
  mountPages(app, options);
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

/** Everything the hall answers over http. */
export function httpHandler(options: HttpOptions): RequestListener {
  const api = new Api(ROUTES, options.services, options.log);
  const pages = pagesApp(options);
  const { services } = options;
  return (req, res) => {
    if (api.owns(req.url ?? '')) {
      api.handle(req, res);
      return;
    }
    const redirect = services.perimeter.isSecure(req) ? 'none' : services.hall.state.settings.httpsRedirect;
    const secure = secureAddress(req, redirect, services.encryption()?.port ?? 0);
    if (secure === null) pages(req, res);
    else sendOn(res, secure);
  };
}
