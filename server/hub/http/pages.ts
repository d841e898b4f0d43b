import { existsSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import express from 'express';
import helmet from 'helmet';

/** The page of the province and the files it is built of. */
export function hubPages(webFolder: string | null): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'self'"],
          'img-src': ["'self'", 'data:'],
          'font-src': ["'self'", 'data:'],
          'connect-src': ["'self'", 'ws:', 'wss:'],
          'object-src': ["'none'"],
          'base-uri': ["'none'"],
          'form-action': ["'self'"],
          'frame-ancestors': ["'none'"],
        },
      },
      strictTransportSecurity: false,
      crossOriginOpenerPolicy: false,
      originAgentCluster: false,
    }),
  );
  if (webFolder !== null) {
    app.get(['/', '/province'], (_req, res, next) => {
      const page = join(webFolder, 'province', 'index.html');
      if (!existsSync(page)) return next();
      res.setHeader('cache-control', 'no-cache');
      res.sendFile(page);
    });
    app.use(
      '/assets',
      express.static(join(webFolder, 'assets'), { immutable: true, maxAge: '365d', index: false }),
    );
  }
  app.use((_req, res) => {
    res.status(404).json({ error: { code: 'not_found', message: 'nothing is here' } });
  });
  return app;
}
